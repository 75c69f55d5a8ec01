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
    MessageKind.MAILED: Phrases(
        lambda: gettext('For your calendar: group session "%(title)s"'),
        lambda: gettext(
            'Google Calendar does not take the group session "%(title)s" from us at the moment, so here is the'
            " invitation. Changes will reach your calendar by mail as well."
        ),
        _see,
    ),
    MessageKind.HANDED_OVER: Phrases(
        lambda: gettext('In another calendar: group session "%(title)s"'),
        lambda: gettext(
            'The group session "%(title)s" takes place as planned. Where it stands in calendars has changed: Google'
            " Calendar shows it from now on, or the invitation that comes with this mail does. If a calendar tells you"
            " of a cancelled event, that is the old one."
        ),
        _see,
    ),
    MessageKind.NO_ROOM: Phrases(
        lambda: gettext('No video link: group session "%(title)s"'),
        lambda: gettext(
            'Google made no video link for the group session "%(title)s". It stands: put a link of your own into the'
            " event in Google Calendar, where everybody sees it, or ask the programme's staff for a room."
        ),
        lambda: gettext("See who comes, change it or cancel it:"),
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
    MessageKind.PUT_BACK: Phrases(
        lambda: gettext('Not changed: group session "%(title)s"'),
        lambda: gettext(
            'You moved or deleted the group session "%(title)s" in your calendar. Others have a seat in it, so it'
            " stands there again as it was."
        ),
        lambda: gettext("Change it or cancel it here:"),
    ),
    MessageKind.KEPT: Phrases(
        lambda: gettext('Group session "%(title)s" stands as it was'),
        lambda: gettext(
            'The group session "%(title)s" was moved in a calendar whose guests may change it; nobody can tell who did.'
            " Others have a seat in it, so it stands there again as it was."
        ),
        lambda: gettext("Change it or cancel it here:"),
    ),
    MessageKind.NEW_RULES: Phrases(
        lambda: gettext('Another hour on your clock: group session "%(title)s"'),
        lambda: gettext(
            'The rules of time zones have changed. The group session "%(title)s" stays at the same moment, for which'
            " your clock shows another hour by now."
        ),
        _see,
    ),
    MessageKind.REMINDER: Phrases(
        lambda: gettext('Reminder: group session "%(title)s"'),
        lambda: gettext('The group session "%(title)s" is near.'),
        _see,
    ),
    MessageKind.STARTING: Phrases(
        lambda: gettext('Starting now: group session "%(title)s"'),
        lambda: gettext('The group session "%(title)s" is about to start.'),
        _see,
    ),
    MessageKind.AFTER: Phrases(
        lambda: gettext('Thank you: group session "%(title)s"'),
        lambda: gettext('The group session "%(title)s" is over. Thank you for being there.'),
        lambda: gettext("See the group session:"),
    ),
}
