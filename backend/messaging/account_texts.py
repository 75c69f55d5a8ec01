"""What messages about a person's own account say: they are of no session, and go to the mailbox alone."""

from django.utils.translation import gettext, override

from messaging.group_phrases import Phrases
from messaging.models import MessageKind

OF_KIND: dict[MessageKind, Phrases] = {
    MessageKind.LOST_CONSENT: Phrases(
        lambda: gettext("Google Calendar no longer lets Meridian in"),
        lambda: gettext(
            "Your sessions stand and your reminders come, but Meridian can neither write to your Google Calendar nor"
            " see when you are busy. Connect again, and what waits is written."
        ),
        lambda: gettext("Connect again in your settings:"),
    ),
    MessageKind.NO_CALENDAR: Phrases(
        lambda: gettext("Meridian cannot write to your Google calendar any more"),
        lambda: gettext(
            "Your sessions stand and your reminders come, but the calendar that you chose for them is gone, or you may"
            " only look into it now. Choose another, and what waits is written there."
        ),
        lambda: gettext("Choose a calendar in your settings:"),
    ),
}


def account_words(kind: MessageKind, *, link: str, language: str) -> tuple[str, str]:
    """Subject and body of one of these in `language` ("ko" or "en"); `link` is an absolute address."""
    with override(language):
        phrases = OF_KIND[kind]
        footer = gettext("Meridian sends this because you connected Google Calendar. You get it once.")
        return phrases.subject(), f"{phrases.lead()}\n\n{phrases.ask()}\n{link}\n\n{footer}\n"
