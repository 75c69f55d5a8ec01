"""What Google is to show one person alone. Writing it there is the work of `writing`, as with everything else."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from accounts.models import Person
from agenda.transactions import atomically
from calendars.entry_models import LONGEST_PLACE
from calendars.models import CalendarEntry, CalendarEvent, GoogleConnection, WriteState
from calendars.operations.edits.for_one import ask_no_more
from calendars.operations.story import note
from calendars.operations.wanted import (
    LONGEST_SUMMARY,
    await_write,
    connections_of,
    start_over,
    take_out,
)
from calendars.queueing import PUT_IN_CALENDAR, tell
from calendars.rules import google_event_id

Subject = tuple[str, str]  # whose story it is part of: kind and id, as the audit has them


class Entry(NamedTuple):
    """Some time in one person's calendar; `[starts_at, ends_at)`, aware. `id` never changes: the UID is made of it."""

    id: UUID
    person: Person
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    page: str


@atomically
def keep_entries(
    *, subject: Subject, people: Sequence[Person], entries: Iterable[Entry], now: datetime
) -> None:
    """Of `subject`, the `entries` are to stand in these people's calendars at Google, and nothing else that lies ahead.

    Only what is other than it was is written. Who has no calendar that we write to has nothing; what somebody threw
    away stays out, and is known as it should be by then. The caller holds what the entries are made from, so that of
    two at once the later one has the last word.
    """
    wanted = {entry.id: entry for entry in entries}
    known = {event.entry_id: event for event in _held(subject, people)}
    connections = {row.person_id: row for row in connections_of(people)}
    for event in known.values():
        if event.entry_id not in wanted and event.is_wanted and _ends_at(event) > now:
            _withdraw(event, now)
    for entry in wanted.values():
        connection = connections.get(entry.person.pk)
        writer = connection if connection and connection.can_write else None
        if (held := known.get(entry.id)) is not None:
            _change(held, entry, writer, now)
        elif writer is not None and entry.ends_at > now:
            _begin(subject, entry, writer, now)


@atomically
def bring_back_entries(*, subject: Subject, person: Person) -> None:
    """The person says anew how they wish it in their calendar: what they threw away of it before may stand there again,
    with the next `keep_entries`."""
    for event in _held(subject, [person]):
        ask_no_more(event)
        if event.state == WriteState.LEFT_OUT:
            event.wanted_version += 1
            await_write(event)


def retell_entries(*, person: Person, now: datetime) -> None:
    """The person's words, or the clock they live by, are others: have the area above say anew what stands ahead of them.
    In the caller's transaction."""
    if CalendarEntry.objects.filter(person=person, ends_at__gt=now).exists():
        tell(PUT_IN_CALENDAR, person_id=person.pk)


def _held(subject: Subject, people: Sequence[Person]) -> list[CalendarEvent]:
    kind, subject_id = subject
    rows = CalendarEvent.objects.filter(
        entry__subject_kind=kind, entry__subject_id=subject_id, entry__person__in=people
    )
    return list(rows.select_for_update(of=("self",)).select_related("entry", "organiser").order_by("pk"))


def _ends_at(event: CalendarEvent) -> datetime:
    assert event.entry is not None  # noqa: S101 -- filtered; for the type checker
    return event.entry.ends_at


def _begin(subject: Subject, entry: Entry, writer: GoogleConnection, now: datetime) -> None:
    kind, subject_id = subject
    row = CalendarEntry(id=entry.id, person=entry.person, subject_kind=kind, subject_id=subject_id)
    event = CalendarEvent(google_event_id=google_event_id(entry.id, 0), organiser=writer)
    _fill(event, row, entry)
    row.save(force_insert=True)
    event.entry = row
    await_write(event)
    note(event, "calendar.planned", now=now, version=event.wanted_version, state=event.state)


def _change(event: CalendarEvent, entry: Entry, writer: GoogleConnection | None, now: datetime) -> None:
    row = event.entry
    assert row is not None  # noqa: S101 -- filtered; for the type checker
    is_new_writer = event.organiser is None and writer is not None
    is_other = _fill(event, row, entry)
    if event.is_wanted and not is_other and not is_new_writer:
        return
    row.save()
    event.is_wanted = True
    event.wanted_version += 1
    event.sequence += 1
    if is_new_writer:
        event.organiser = writer
        if event.attempts:  # another account than it was written to has it
            start_over(event)
    if event.state == WriteState.LEFT_OUT:
        event.save()
        return
    await_write(event)
    note(event, "calendar.planned", now=now, version=event.wanted_version, state=event.state)


def _withdraw(event: CalendarEvent, now: datetime) -> None:
    event.wanted_version += 1
    event.sequence += 1
    take_out(event, now)


def _fill(event: CalendarEvent, row: CalendarEntry, entry: Entry) -> bool:
    """Whether anything of it became other. Saves nothing."""
    location = entry.location[:LONGEST_PLACE]
    words = (entry.summary[:LONGEST_SUMMARY], entry.description)
    place = (entry.starts_at, entry.ends_at, location, entry.page)
    before = (event.summary, event.description), (row.starts_at, row.ends_at, row.location, row.page)
    event.summary, event.description = words
    row.starts_at, row.ends_at, row.location, row.page = place
    return before != (words, place)
