"""What can be wrong with a connection to Google: stable codes, words for the person, and what mends each."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calendars.obstacles import (
    CALENDAR_GONE,
    CALENDAR_READ_ONLY,
    NEEDS_REAUTH,
    OWN_CALENDAR_PENDING,
    OWN_CALENDAR_UNKNOWN,
    WRITING_NOT_GRANTED,
)

NEEDS_CONSENT = "needs_consent"
READING_NOT_GRANTED = "reading_not_granted"
LIST_NOT_GRANTED = "list_not_granted"
WRITES_FAILED = "writes_failed"
WRITES_WAITING = "writes_waiting"
READS_FAILED = "reads_failed"
READS_STALE = "reads_stale"


class Mend(StrEnum):
    """What the one button does about a trouble."""

    CONSENT = "consent"  # the person has to say yes at Google again
    CHOOSE = "choose"  # the person has to choose a calendar
    RETRY = "retry"
    WAIT = "wait"  # it is on its way


WORDS: dict[str, Promise] = {
    NEEDS_CONSENT: _("Google no longer lets Meridian in. Connect again; what waits is then written."),
    READING_NOT_GRANTED: _(
        "You left out the box for your availability at Google, so your own appointments do not count as busy."
    ),
    LIST_NOT_GRANTED: _(
        "You left out the box for the list of your calendars at Google, so only the main one can be used."
    ),
    WRITING_NOT_GRANTED: _(
        "You left out the box for events at Google, so your sessions and events do not stand in your calendar."
    ),
    CALENDAR_GONE: _("The calendar is no longer there at Google. Choose another."),
    CALENDAR_READ_ONLY: _("You may only look into this calendar now. Choose another to write to."),
    OWN_CALENDAR_PENDING: _("Meridian is making its calendar at Google."),
    OWN_CALENDAR_UNKNOWN: _(
        "Google's answer was lost while Meridian made its calendar. Connect again and tick the box for the list "
        "of your calendars, so that Meridian finds it instead of making a second one."
    ),
    WRITES_FAILED: _("Google refused some of your sessions or events. Try again."),
    WRITES_WAITING: _(
        "Some of your sessions or events do not stand in your calendar yet. Meridian keeps trying."
    ),
    READS_FAILED: _("One of your calendars cannot be read. Try again."),
    READS_STALE: _("One of your calendars was last read too long ago. Meridian keeps trying."),
}
MENDS: dict[str, Mend] = {
    NEEDS_CONSENT: Mend.CONSENT,
    READING_NOT_GRANTED: Mend.CONSENT,
    LIST_NOT_GRANTED: Mend.CONSENT,
    WRITING_NOT_GRANTED: Mend.CONSENT,
    OWN_CALENDAR_UNKNOWN: Mend.CONSENT,
    CALENDAR_GONE: Mend.CHOOSE,
    CALENDAR_READ_ONLY: Mend.CHOOSE,
    OWN_CALENDAR_PENDING: Mend.WAIT,
    WRITES_FAILED: Mend.RETRY,
    WRITES_WAITING: Mend.WAIT,
    READS_FAILED: Mend.RETRY,
    READS_STALE: Mend.RETRY,
}
# Of a single event, beside those of a whole connection.
WORDS_OF_WRITES: dict[str, Promise] = {
    NEEDS_REAUTH: WORDS[NEEDS_CONSENT],
    "deleted_by_hand": _("It was deleted in Google. Say on its page whether it is off or stays."),
    "moved_by_hand": _("It was moved in Google. Whoever takes part decides on its page."),
    "organiser_disconnected": _("Whoever's calendar it stands in has disconnected Google."),
    "appointment_over": _("It was over before Google could be reached."),
}
STILL_TRYING = _("Google did not answer, or not with a yes. Meridian keeps trying.")
TAKES_NOTHING_NEW = _(
    "Google takes nothing new from your account for some hours, as it does when much was sent."
)
ASKED_TOO_FAST = _("Google asks Meridian to slow down for a moment.")
ANYTHING_ELSE = _("Google did not take it. Try again; if it stays, tell the hub.")


def words_of(code: str) -> str:
    """What the code means to the person whose calendar it is, in their language."""
    return str(WORDS.get(code, ANYTHING_ELSE))


def words_of_write(code: str, *, has_failed: bool) -> str:
    """What the code means of one event; one that has not failed is tried again by itself."""
    known = WORDS_OF_WRITES.get(code) or WORDS.get(code)
    return str(known or (ANYTHING_ELSE if has_failed else STILL_TRYING))


def words_of_pause(*, hours: bool) -> str:
    """Why Google is not asked for a while: its limit on use, which takes `hours`, or on speed."""
    return str(TAKES_NOTHING_NEW if hours else ASKED_TOO_FAST)
