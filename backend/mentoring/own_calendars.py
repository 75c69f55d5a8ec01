"""Before somebody's time is given away, their own calendar is looked at once more. See docs/decisions/0021."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import calendars.operations
from accounts.models import Person
from agenda import queries as agenda_queries
from agenda.models import BusyTime
from agenda.queries import Reading
from mentoring.companions import everybody_in
from mentoring.models import Session
from mentoring.refusals import (
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


def require_expert_free(
    session: Session, *, by: Person, now: datetime, looked: Looked, knowingly: bool
) -> bool:
    """The expert's own calendar shows nothing at the time of the session, or whoever accepts knows what they do; whether
    anybody connected one. Raises LookFirst, OwnCalendarBusy, OwnCalendarUnread.

    What stands in the founder's calendar by now keeps nobody from accepting: they asked for that hour. Nor does what
    stands in that of somebody beside the two, who may say that they cannot come.
    """
    expert, time = session.expert.person, session.appointment
    everybody = [person.pk for person in everybody_in(session)]
    found = agenda_queries.own_calendars_at(everybody, time.starts_at, time.ends_at)
    require_fresh({person: own.reading for person, own in found.items()}, now, looked)
    own, is_own = found.get(expert.pk), by.pk == expert.pk
    if own and own.shows and not knowingly:
        shows = [_told(one, is_own=is_own) for one in own.shows]
        raise OwnCalendarBusy(shows=shows, detail=YOURS_IS_BUSY if is_own else None)
    if own and own.reading.closes and not knowingly:
        as_of = own.reading.as_of and instant(own.reading.as_of)
        raise OwnCalendarUnread(as_of=as_of, detail=YOURS_IS_UNREAD if is_own else None)
    return bool(found)


def _told(one: BusyTime, *, is_own: bool) -> dict[str, str]:
    """What it is called is for the person alone."""
    begins, ends = instant(one.during.lower), instant(one.during.upper)
    return {"starts_at": begins, "ends_at": ends, "title": one.title if is_own else ""}


def note_clashes(sessions: Collection[Session], *, now: datetime) -> None:
    """Lines for what calendars showed already when these sessions were agreed. In the caller's transaction."""
    agreed = [session.appointment.pk for session in sessions]
    found = agenda_queries.clashes().filter(appointment__in=agreed)
    calendars.operations.note_clashes(found, now=now)
