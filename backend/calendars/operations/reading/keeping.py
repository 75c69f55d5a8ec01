"""What was read becomes busy time: rows, token and date in one transaction, and only what differs is written."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from accounts.models import Person
from agenda.intentions import Intentions
from agenda.models import AppointmentState, BusyTime, Commitment
from agenda.own_clock import journeys_of
from agenda.queries import clashes
from agenda.transactions import atomically
from calendars.busy import Busy, Unusable, busy_of, outside
from calendars.freshness import Window
from calendars.models import CalendarEvent, ConnectionState, ReadCalendar, WriteState
from calendars.noticed import event_id_of, is_instance
from calendars.operations.edits.noticing import expected_on, notice_changes
from calendars.operations.pausing import note_well
from calendars.operations.reading.clashing import note_clashes
from calendars.operations.reading.gathering import Errand, Harvest
from calendars.operations.reading.standing import note_read, settle_reading_of
from calendars.ours import series_in, sort_out
from integrations.google_calendar import EventRecord, Interval

log = logging.getLogger(__name__)

FIELDS = ("during", "from_on", "until_on", "title")
BATCH = 500


@atomically
def keep(errand: Errand, harvest: Harvest, *, now: datetime, chance: float) -> bool:
    """Store what Google showed at `now`; False if somebody else has read, chosen or parted meanwhile."""
    row = locked(errand)
    if row is None:
        return False
    found = sort_out(row.connection, harvest.events)
    if row.is_read and row.connection.person is not None:
        others = [*found.others, *found.repetitions]
        _note_clashes(_write(row, row.connection.person, harvest, others), now)
    if harvest.busy is None:
        _notice(row, harvest, [*found.own, *found.repetitions], now)
    row.sync_token, row.reads_until = harvest.sync_token, harvest.window[1]
    note_read(row, now, chance)
    row.save()
    note_well(row.connection, now)
    settle_reading_of(row)
    return True


def locked(errand: Errand) -> ReadCalendar | None:
    """The calendar, held until the transaction ends; None if the errand is not about how it stands now."""
    rows = ReadCalendar.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "connection__person"
    )
    row = rows.filter(pk=errand.calendar, connection__state=ConnectionState.ACTIVE).first()
    if row is None or (row.sync_token, row.is_read) != (errand.sync_token, errand.is_read):
        return None
    # What PostgreSQL gives beside a row that had to be waited for is older than the row.
    row.connection.refresh_from_db(fields=["keeps_titles"])
    return row


def clock_of(person: Person) -> Intentions:
    """The clocks that the person lives by. One statement."""
    return Intentions(person.time_zone, travel=list(journeys_of(person)))


def _write(
    row: ReadCalendar, person: Person, harvest: Harvest, others: Sequence[EventRecord]
) -> list[BusyTime]:
    """The busy time that is new or another than it was."""
    for event_id in harvest.unreadable:
        log.info("calendar %s: event %s skipped: unreadable", row.pk, event_id)
    if not harvest.whole and not harvest.events:
        return []
    stored = {one.external_id: one for one in BusyTime.objects.filter(source=row.pk)}
    if harvest.busy is not None:
        own = [*_own_sessions(person, harvest.window), *_own_entries(person, harvest.window)]
        return _replace(row, person, _named(outside(harvest.busy, own)), stored)
    wanted = _wanted(row, others, clock_of(person), harvest.window)
    return _replace(row, person, wanted, _told_of(stored, harvest))


def _notice(row: ReadCalendar, harvest: Harvest, own: Sequence[EventRecord], now: datetime) -> None:
    """What people did to events of ours. One of which a whole reading has no row at all was deleted, it seems."""
    vanished: set[str] = set()
    if harvest.whole:
        shown = {event_id_of(event) for event in own} | set(harvest.unreadable)
        vanished = expected_on(row, since=now, until=harvest.window[1]) - shown
    notice_changes(calendar=row, records=own, vanished=vanished, now=now)


def _note_clashes(written: Collection[BusyTime], now: datetime) -> None:
    """A line in the story of each session to come that stands where its person's own calendar now shows something."""
    if not written:
        return
    among = Q(pk__in=[one.pk for one in written])
    booked = clashes(among).filter(appointment__state=AppointmentState.BOOKED, appointment__ends_at__gt=now)
    note_clashes(booked, now=now)


def _wanted(
    row: ReadCalendar, events: Iterable[EventRecord], clock: Intentions, window: Window
) -> dict[str, Busy]:
    """The busy time of the events that reach into the window, by their ids."""
    wanted = {}
    for event in events:
        try:
            busy = busy_of(event, clock, keeps_title=row.connection.keeps_titles)
        except Unusable as error:
            log.info("calendar %s: event %s skipped: %s", row.pk, event.id, error)
            continue
        if busy is not None and busy.starts_at < window[1] and window[0] < busy.ends_at:
            wanted[event.id] = busy
    return wanted


def _told_of(stored: Mapping[str, BusyTime], harvest: Harvest) -> dict[str, BusyTime]:
    """The rows of which the reading says how they are: all, or those of changed events. A recurring event that is gone,
    or single by now, takes its instances along; of an event that cannot be read what is known stays.
    """
    if harvest.whole:
        return {key: one for key, one in stored.items() if key not in harvest.unreadable}
    named = {event.id for event in harvest.events}
    # Of a recurring event itself a reading says nothing but that it is none any more: else its instances are listed.
    by_themselves = {event.id for event in harvest.events if not is_instance(event)}
    return {key: one for key, one in stored.items() if key in named or series_in(key) in by_themselves}


def _replace(
    row: ReadCalendar, person: Person, wanted: Mapping[str, Busy], stored: Mapping[str, BusyTime]
) -> list[BusyTime]:
    """Make the `stored` rows `wanted`: those that are the same stay untouched, the others are the answer."""
    gone = [one.pk for key, one in stored.items() if key not in wanted]
    new: list[BusyTime] = []
    changed: list[BusyTime] = []
    for key, busy in wanted.items():
        one = stored.get(key) or BusyTime(person=person, source=row.pk, external_id=key)
        if _fill(one, busy):
            (changed if one.pk else new).append(one)
    if gone:
        BusyTime.objects.filter(pk__in=gone).delete()
    if new:
        BusyTime.objects.bulk_create(new, batch_size=BATCH)
    if changed:
        BusyTime.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    return new + changed


def _fill(one: BusyTime, busy: Busy) -> bool:
    """Whether the row became another."""
    values = DateTimeTZRange(busy.starts_at, busy.ends_at), busy.from_on, busy.until_on, busy.title
    before = one.during, one.from_on, one.until_on, one.title
    one.during, one.from_on, one.until_on, one.title = values
    return before != values


def _named(intervals: Iterable[Interval]) -> dict[str, Busy]:
    """Google gives such time no ids: when it is tells one from another."""
    return {
        f"{one.starts_at.isoformat()}/{one.ends_at.isoformat()}": Busy(one.starts_at, one.ends_at)
        for one in intervals
    }


def _own_sessions(person: Person, window: Window) -> list[Interval]:
    """When the person's sessions are, which Google counts as busy like anything else."""
    rows = Commitment.objects.filter(person=person, released_at=None, during__overlap=window)
    times = rows.exclude(appointment=None).values_list("appointment__starts_at", "appointment__ends_at")
    return [Interval(*one) for one in times]


def _own_entries(person: Person, window: Window) -> list[Interval]:
    """When something of ours stands in the person's calendar that is theirs alone: the whole evening of an event, say,
    of which the ledger has the meetings."""
    shown = CalendarEvent.objects.filter(
        entry__person=person, is_wanted=True, state__in=[WriteState.WRITTEN, WriteState.WAITING]
    )
    near = shown.filter(entry__ends_at__gt=window[0], entry__starts_at__lt=window[1])
    return [Interval(*one) for one in near.values_list("entry__starts_at", "entry__ends_at")]
