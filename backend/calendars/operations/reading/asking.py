"""Who has a calendar read, and when."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from calendars.freshness import STALE_AFTER
from calendars.models import CalendarState, ConnectionState, GoogleConnection, ReadCalendar
from calendars.operations.reading.standing import settle_reading
from calendars.queueing import READ_CALENDAR, defer_once

# The calendars that are looked at: those that count as busy, and those that hold events of ours.
LOOKED_AT = Q(is_read=True) | Q(is_written=True)


def ask_for_read(*, calendar_id: int, now: datetime, after: timedelta | None = None) -> bool:  # noqa: ARG001
    """Have a worker read the calendar soon; False if one is on its way to it already, or there is nothing to read.

    However often it is asked for, one job waits. Where Google asked for a pause, that is kept to.
    """
    if not followed().filter(pk=calendar_id).exists():
        return False
    return defer_once(READ_CALENDAR, lock=_lock_of(calendar_id), after=after, calendar_id=calendar_id)


@transaction.atomic
def begin_reading(*, connection: GoogleConnection, now: datetime) -> None:
    """The person has consented, for the first time or again: whatever stood in the way is over."""
    connection.calendars.update(failures=0, last_error="", due_at=None)
    for calendar_id in connection.calendars.values_list("pk", flat=True):
        ask_for_read(calendar_id=calendar_id, now=now)


@transaction.atomic
def take_up_due_reads(*, now: datetime) -> int:
    """Have every calendar read that is due; how many. What was not read for too long is called stale from now on.

    The poll that finds what no push told of, and the net under the jobs: running ones do not count as on the way, as
    those of a killed worker look just like them.
    """
    _let_age(now)
    waiting = ProcrastinateJob.objects.filter(task_name=READ_CALENDAR, status="todo")
    on_the_way = set(waiting.values_list("queueing_lock", flat=True))
    due = followed().filter(Q(due_at=None) | Q(due_at__lte=now)).values_list("pk", flat=True)
    left = [pk for pk in due if _lock_of(pk) not in on_the_way]
    return sum(ask_for_read(calendar_id=pk, now=now) for pk in left)


def followed() -> QuerySet[ReadCalendar]:
    """The calendars that are read at all."""
    return ReadCalendar.objects.filter(LOOKED_AT, connection__state=ConnectionState.ACTIVE)


def _let_age(now: datetime) -> None:
    aged = ReadCalendar.objects.filter(state=CalendarState.KNOWN, as_of__lte=now - STALE_AFTER)
    people = set(aged.values_list("connection__person", flat=True))
    aged.update(state=CalendarState.STALE)
    for person_id in sorted(person_id for person_id in people if person_id is not None):
        settle_reading(person_id=person_id)


def _lock_of(calendar_id: int) -> str:
    return f"calendars.read:{calendar_id}"
