"""How a calendar stands after a try to read it, and what its person's calendars together tell of their time."""

from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction

from agenda.models import BusyTime, CalendarReading
from calendars.freshness import (
    GONE_LOOKED_AT_AGAIN,
    STALE_AFTER,
    STRIKES,
    Standing,
    due_after_failure,
    due_after_success,
    knowledge,
)
from calendars.models import CalendarState, ConnectionState, ReadCalendar

LOCK_SPACE = 0x6D66


@transaction.atomic
def settle_reading(*, person_id: int) -> None:
    """Bring what search and screens are told of the person's calendars in line with how these stand.

    Two calendars of a person may be read at once; who comes second waits, and counts both. Busy time of a calendar
    that is no more, or no longer counts, goes.
    """
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, person_id % 2**31])
    rows = ReadCalendar.objects.filter(connection__person=person_id, is_read=True)
    rows = rows.exclude(connection__state=ConnectionState.LEAVING)
    BusyTime.objects.filter(person=person_id).exclude(source__in=rows.values("pk")).delete()
    known = knowledge(Standing(*row) for row in rows.values_list("state", "as_of", "last_error", "failures"))
    readings = CalendarReading.objects.filter(person=person_id)
    if known is None:
        readings.delete()
        return
    told = {"state": known.state, "as_of": known.as_of}
    if not readings.filter(**told).exists():
        CalendarReading.objects.update_or_create(person_id=person_id, defaults=told)


def settle_reading_of(row: ReadCalendar) -> None:
    """The same for the person whose calendar this is, where it counts."""
    if row.is_read and row.connection.person_id is not None:
        settle_reading(person_id=row.connection.person_id)


def note_read(row: ReadCalendar, now: datetime, chance: float) -> None:
    """Google has given the calendar as it was at `now`. Saves nothing."""
    row.state, row.as_of, row.last_error, row.failures = CalendarState.KNOWN, now, "", 0
    row.due_at = due_after_success(now, chance)


def note_failure(
    row: ReadCalendar, reason: str, asked: timedelta | None, now: datetime, chance: float
) -> None:
    """Something that may pass was in the way. What was known goes on counting, for a while as known. Saves nothing."""
    row.failures += 1
    row.last_error = reason
    row.due_at = due_after_failure(now, row.failures, asked, chance)
    if row.state == CalendarState.KNOWN and row.as_of is not None and row.as_of <= now - STALE_AFTER:
        row.state = CalendarState.STALE


def note_absence(row: ReadCalendar, reason: str, now: datetime, chance: float) -> None:
    """Google says that there is no such calendar, or not for this person: believed the third time. Saves nothing."""
    if row.state != CalendarState.GONE and row.failures + 1 < STRIKES:
        note_failure(row, reason, None, now, chance)
        return
    BusyTime.objects.filter(source=row.pk).delete()
    row.state, row.last_error, row.failures = CalendarState.GONE, reason, 0
    row.sync_token, row.reads_until = "", None
    row.due_at = now + GONE_LOOKED_AT_AGAIN


def note_refusal(row: ReadCalendar, reason: str, now: datetime, chance: float) -> None:
    """Google gives the calendar no more: nothing is known of the time in it, so none of it is free. Saves nothing."""
    row.state, row.last_error, row.failures = CalendarState.UNKNOWN, reason, 0
    row.due_at = due_after_success(now, chance)


def note_lost_consent(connection_id: int, reason: str) -> None:
    """Google gives nothing of the whole connection until its person consents again."""
    rows = ReadCalendar.objects.filter(connection=connection_id)
    rows.exclude(state=CalendarState.GONE).update(state=CalendarState.UNKNOWN, last_error=reason, failures=0)
    person_id = rows.values_list("connection__person", flat=True).first()
    if person_id is not None:
        settle_reading(person_id=person_id)
