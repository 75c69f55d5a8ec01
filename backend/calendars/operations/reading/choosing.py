"""Which calendars count, and by which clock: what was read follows."""

from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import Person
from agenda.models import BusyTime
from agenda.transactions import atomically
from calendars.busy import span_of_days
from calendars.models import CalendarState, GoogleConnection, ReadCalendar
from calendars.operations.reading.asking import ask_for_read
from calendars.operations.reading.keeping import clock_of
from calendars.operations.reading.standing import settle_reading


@atomically
def switch_reading(*, calendar: ReadCalendar, is_read: bool, now: datetime) -> bool:
    """Let the calendar's events count as busy, or no longer: then its busy time goes at once. Whether that is new."""
    rows = ReadCalendar.objects.select_for_update(no_key=True, of=("self",)).select_related("connection")
    row = rows.get(pk=calendar.pk)
    if row.is_read == is_read:
        return False
    row.is_read, row.sync_token, row.reads_until = is_read, "", None
    row.state, row.as_of, row.last_error, row.failures = CalendarState.UNKNOWN, None, "", 0
    row.due_at = None
    row.save()
    BusyTime.objects.filter(source=row.pk).delete()
    if row.connection.person_id is not None:
        settle_reading(person_id=row.connection.person_id)
    ask_for_read(calendar_id=row.pk, now=now)
    return True


@atomically
def keep_titles(*, connection: GoogleConnection, keeps: bool, now: datetime) -> None:
    """Keep what the person's own events are called, from a whole reading on; or forget it, at once and for good."""
    others = GoogleConnection.objects.filter(pk=connection.pk).exclude(keeps_titles=keeps)
    if not others.update(keeps_titles=keeps):
        return
    rows = connection.calendars.select_for_update(no_key=True).filter(is_read=True).order_by("pk")
    ids = [row.pk for row in rows]
    # Who reads at this moment may have the other wish in hand: without its token that reading is void.
    ReadCalendar.objects.filter(pk__in=ids).update(sync_token="", due_at=None)
    if not keeps:
        BusyTime.objects.filter(source__in=ids).exclude(title="").update(title="")
    for calendar_id in ids:
        ask_for_read(calendar_id=calendar_id, now=now)


def forget_what_was_read(*, connection: GoogleConnection) -> None:
    """Whoever parts is not read any more; if they come back, it is all read anew. Part of the caller's transaction."""
    rows = connection.calendars.select_for_update(no_key=True).exclude(state=CalendarState.GONE)
    ids = [row.pk for row in rows.order_by("pk")]
    ReadCalendar.objects.filter(pk__in=ids).update(
        state=CalendarState.UNKNOWN, as_of=None, sync_token="", reads_until=None, due_at=None
    )
    if connection.person_id is not None:
        settle_reading(person_id=connection.person_id)


def forget_calendars(*, connection: GoogleConnection) -> None:
    """Before a connection goes: what was read through it goes with it. Part of the caller's transaction."""
    rows = connection.calendars.select_for_update().order_by("pk")
    BusyTime.objects.filter(source__in=[row.pk for row in rows]).delete()
    connection.calendars.all().delete()
    if connection.person_id is not None:
        settle_reading(person_id=connection.person_id)


@atomically
def follow_clock(*, person: Person) -> int:
    """Whole days of the person's own calendar are whole days on the clock they live by now; how many became others."""
    clock, changed = clock_of(person), []
    rows = BusyTime.objects.select_for_update().filter(person=person).exclude(from_on=None).order_by("pk")
    for one in rows:
        assert one.from_on is not None  # noqa: S101 -- the filter; for the type checker
        assert one.until_on is not None  # noqa: S101 -- a constraint
        during = DateTimeTZRange(*span_of_days(one.from_on, one.until_on, clock))
        if one.during != during and not during.isempty:
            one.during = during
            changed.append(one)
    BusyTime.objects.bulk_update(changed, ["during"])
    return len(changed)
