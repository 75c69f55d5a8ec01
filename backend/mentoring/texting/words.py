"""What we text back to somebody who has texted us, in their language and on their clock."""

from collections.abc import Callable
from enum import StrEnum

from django.utils.translation import gettext, override

from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.wording import both_clocks
from mentoring.companions import counterpart_of
from mentoring.models import Session
from messaging.templates.filling import on_a_phone


class Back(StrEnum):
    """What was made of a text; stable words, kept with it."""

    ACCEPTED = "accepted"
    COMING = "coming"
    OTHER_TIME = "other_time"
    CHOOSE = "choose"
    WHICH = "which"
    OFF = "off"
    OVER = "over"
    MOVED = "moved"
    WAITS = "waits"
    CALENDAR = "calendar"
    NOT_NOW = "not_now"
    PASSED_ON = "passed_on"
    TOO_MANY = "too_many"
    UNPLACED = "unplaced"


_WORDS: dict[Back, Callable[[], str]] = {
    Back.ACCEPTED: lambda: gettext("Agreed: session with %(name)s"),
    Back.COMING: lambda: gettext("Thank you. %(name)s sees that you will come:"),
    Back.OTHER_TIME: lambda: gettext("Propose other times to %(name)s here:"),
    Back.CHOOSE: lambda: gettext("There is more to decide about the session with %(name)s. Choose here:"),
    Back.WHICH: lambda: gettext("Several of your sessions wait for you. Choose the one you mean here:"),
    Back.OFF: lambda: gettext("The session with %(name)s was called off:"),
    Back.OVER: lambda: gettext("The session with %(name)s is over:"),
    Back.MOVED: lambda: gettext("The session with %(name)s has another time by now:"),
    Back.WAITS: lambda: gettext("%(name)s has not answered yet. You will hear of it. The session:"),
    Back.CALENDAR: lambda: gettext(
        "Not agreed yet: your own calendar shows something then, or cannot be read. Decide here:"
    ),
    Back.NOT_NOW: lambda: gettext("Nothing was changed. See how the session with %(name)s stands:"),
    Back.PASSED_ON: lambda: gettext("Passed on to %(name)s. All that was written:"),
    Back.TOO_MANY: lambda: gettext(
        "Not passed on: those were many texts within the hour. Write the rest here:"
    ),
    Back.UNPLACED: lambda: gettext(
        "Not passed on: we cannot tell which session you mean. Write on its page:"
    ),
}
# These name the time of the session.
_WITH_TIME = frozenset(
    {Back.ACCEPTED, Back.COMING, Back.OTHER_TIME, Back.OFF, Back.OVER, Back.MOVED, Back.CALENDAR}
)


def words_back(back: Back, session: Session | None, person: Person, link: str) -> str:
    """The text to `person`; of no session where it could not be told which is meant."""
    with override(person.language):
        if session is None:
            lines = [_WORDS[back](), link]
        else:
            other = counterpart_of(session, person)
            time = _time(session, person, other) if back in _WITH_TIME else ""
            lines = [_WORDS[back]() % {"name": other.name}, time, link]
    text = "[Meridian] " + "\n".join(line for line in lines if line)
    return on_a_phone(text, person.language).text


def _time(session: Session, person: Person, other: Person) -> str:
    know_journeys([person, other])
    starts_at = session.appointment.starts_at
    return both_clocks(starts_at, zone_of(person, starts_at), zone_of(other, starts_at), person.language)
