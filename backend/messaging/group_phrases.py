"""What messages about group sessions say. Plain phrases with %(names)s; `texts` fills them in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext

from messaging.models import MessageKind

Phrase = Callable[[], str]


@dataclass(frozen=True)
class Phrases:
    """The three sentences of a message: `subject` also begins the text, `ask` stands above the link."""

    subject: Phrase
    lead: Phrase
    ask: Phrase


def _see() -> str:
    return gettext("See the group session, or give your seat up:")


OF_KIND: dict[MessageKind, Phrases] = {
    MessageKind.CONFIRMED: Phrases(
        lambda: gettext('Group session "%(title)s" is set'),
        lambda: gettext('Your group session "%(title)s" is open: people can take seats.'),
        lambda: gettext("See who comes, change it or cancel it:"),
    ),
    MessageKind.SEATED: Phrases(
        lambda: gettext('Your seat in "%(title)s" is confirmed'),
        lambda: gettext('You have a seat in the group session "%(title)s".'),
        _see,
    ),
    MessageKind.OFFERED: Phrases(
        lambda: gettext('A seat in "%(title)s" is free: take it by %(until)s'),
        lambda: gettext(
            'A seat in the group session "%(title)s" has come free, and you are next on the waitlist. It is kept'
            " for you until %(until)s; after that it goes to the next person."
        ),
        lambda: gettext("Take it or leave it in one tap, no sign-in needed:"),
    ),
    MessageKind.OFFER_GONE: Phrases(
        lambda: gettext('The seat in "%(title)s" went on to the next person'),
        lambda: gettext(
            'The seat in "%(title)s" was not taken in time and went on. You are no longer on the waitlist.'
        ),
        lambda: gettext("You can join the waitlist again here:"),
    ),
    MessageKind.LEFT: Phrases(
        lambda: gettext('You gave up your seat in "%(title)s"'),
        lambda: gettext(
            'Your seat in the group session "%(title)s" is given up and your time is free again.'
        ),
        lambda: gettext("If you change your mind:"),
    ),
    MessageKind.REMOVED: Phrases(
        lambda: gettext('You are no longer in "%(title)s"'),
        lambda: gettext(
            'A coordinator took you out of the group session "%(title)s". You have no seat in it and do not wait'
            " for one, and your time is free again."
        ),
        lambda: gettext("See the group session; the hub answers your questions:"),
    ),
    MessageKind.NO_SEAT: Phrases(
        lambda: gettext('Registration for "%(title)s" has closed without a seat for you'),
        lambda: gettext(
            'Registration for the group session "%(title)s" has closed, and you have no seat in it. Your time is'
            " free."
        ),
        lambda: gettext("Other group sessions:"),
    ),
    MessageKind.CANCELLED: Phrases(
        lambda: gettext('Group session "%(title)s" is cancelled'),
        lambda: gettext('The group session "%(title)s" will not take place. The time is free again.'),
        lambda: gettext("What happened, and what else there is:"),
    ),
    MessageKind.REMINDER: Phrases(
        lambda: gettext('Reminder: group session "%(title)s"'),
        lambda: gettext('The group session "%(title)s" is near.'),
        _see,
    ),
}
