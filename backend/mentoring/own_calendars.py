"""Before somebody's time is given away, their own calendar is looked at once more. See docs/decisions/0021."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

import calendars.operations
from accounts.models import Person, Role
from agenda import queries as agenda_queries
from agenda.models import BusyTime
from agenda.queries import OwnCalendar, Reading
from mentoring.companions import everybody_in
from mentoring.models import Session
from mentoring.refusals import (
    THE_STARTUPS_IS_BUSY,
    THE_STARTUPS_IS_UNREAD,
    YOURS_IS_BUSY,
    YOURS_IS_UNREAD,
    OwnCalendarBusy,
    OwnCalendarUnread,
    instant,
)

# So long a reading is as good as a look.
FRESH_FOR = timedelta(seconds=30)

# Whose calendars were looked at already for this deed (ids); None where none is to be, as in jobs.
Looked = Collection[int] | None


class LookFirst(Exception):
    """Calendars of `people` (ids) were read too long ago to give their time away; nothing was done. To be looked at
    outside the transaction, then the deed again."""

    def __init__(self, people: Collection[int]) -> None:
        super().__init__(people)
        self.people = people


def require_fresh(readings: Mapping[int, Reading], now: datetime, looked: Looked) -> None:
    """Nobody's calendar was read too long ago, or it was looked at for this deed. Raises LookFirst."""
    if looked is None:
        return
    old = [person for person, reading in readings.items() if reading.is_older_than(now - FRESH_FOR)]
    if unseen := [person for person in old if person not in looked]:
        raise LookFirst(unseen)


def look(*, people: Collection[int], now: datetime, chance: float) -> None:
    """What LookFirst asks for."""
    calendars.operations.look_again(people=people, before=now - FRESH_FOR, now=now, chance=chance)


@dataclass(frozen=True)
class Asked:
    """Whose own calendar counts for a deed, at which times (half-open), and whether they do it `knowingly`, although it
    shows something then or cannot be read. Those `beside` them are looked at too, and keep nobody from it."""

    person: Person
    times: Sequence[tuple[datetime, datetime]]
    beside: Collection[Person] = ()
    knowingly: bool = False


def require_own_free(asked: Asked, *, by: Person, now: datetime, looked: Looked) -> bool:
    """The calendar of who takes the times shows nothing then, or they know what they do; whether anybody connected one.
    Raises LookFirst, OwnCalendarBusy, OwnCalendarUnread.
    """
    everybody = {person.pk for person in (asked.person, *asked.beside)}
    found = agenda_queries.own_calendars_at(everybody, asked.times)
    require_fresh({person: own.reading for person, own in found.items()}, now, looked)
    own = found.get(asked.person.pk)
    if own and not asked.knowingly:
        _require_free(own, asked.person, by)
    return bool(found)


def _require_free(own: OwnCalendar, person: Person, by: Person) -> None:
    is_own = by.pk == person.pk
    if own.shows:
        shows = [_told(one, is_own=is_own) for one in own.shows]
        raise OwnCalendarBusy(shows=shows, detail=_detail(person, by, YOURS_IS_BUSY, THE_STARTUPS_IS_BUSY))
    if own.reading.closes:
        as_of = own.reading.as_of and instant(own.reading.as_of)
        detail = _detail(person, by, YOURS_IS_UNREAD, THE_STARTUPS_IS_UNREAD)
        raise OwnCalendarUnread(as_of=as_of, detail=detail)


def _detail(person: Person, by: Person, yours: Promise, the_startups: Promise) -> Promise | None:
    """The problem's own words are about an expert."""
    if by.pk == person.pk:
        return yours
    return the_startups if person.role == Role.STARTUP_MEMBER else None


def require_looked_at(people: Collection[Person], *, now: datetime, looked: Looked) -> None:
    """Before dates of theirs are planned. Raises LookFirst."""
    if looked is not None:
        readings = agenda_queries.readings_of([person.pk for person in people])
        require_fresh(readings, now, looked)


def require_expert_free(
    sessions: Sequence[Session], *, by: Person, now: datetime, looked: Looked, knowingly: bool
) -> bool:
    """`require_own_free` of the expert who accepts `sessions` of theirs with the same people, one or those of a series.

    What stands in the founder's calendar by now keeps nobody from accepting: they asked for that hour. Nor does what
    stands in that of somebody beside the two, who may say that they cannot come.
    """
    times = [(one.appointment.starts_at, one.appointment.ends_at) for one in sessions]
    first = sessions[0]
    asked = Asked(first.expert.person, times, everybody_in(first), knowingly)
    return require_own_free(asked, by=by, now=now, looked=looked)


def _told(one: BusyTime, *, is_own: bool) -> dict[str, str]:
    """What it is called is for the person alone."""
    begins, ends = instant(one.during.lower), instant(one.during.upper)
    return {"starts_at": begins, "ends_at": ends, "title": one.title if is_own else ""}


def note_clashes(sessions: Collection[Session], *, now: datetime) -> None:
    """Lines for what calendars showed already when these sessions were agreed. In the caller's transaction."""
    agreed = [session.appointment.pk for session in sessions]
    found = agenda_queries.clashes().filter(appointment__in=agreed)
    calendars.operations.note_clashes(found, now=now)
