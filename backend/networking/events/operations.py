"""Coordinators make events and change them. One function a deed, one transaction each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from networking.events import rules
from networking.events.keeping import Seen, locked_alive, plain, turn
from networking.events.refusals import (
    EventQuestionGone,
    EventSeatsTaken,
    EventSlugTaken,
    EventTooLong,
    LeastMeetingsTooMany,
    TableInUse,
)
from networking.guests.placing import move_on
from networking.models import (
    BookingPolicy,
    Event,
    EventFormat,
    EventQuestion,
    EventSeat,
    EventTable,
    GuestKind,
)
from networking.plans.publishing import follow_times
from networking.rules import DAY_MINUTES

Row = Mapping[str, Any]
ASKED = ("kind", "title_ko", "title_en", "is_required", "options")


@atomically
def create_event(*, slug: str, by: Person, now: datetime, seats: Mapping[str, int], **fields: Any) -> Event:
    """A draft, which coordinators alone see; `seats` by kind of guest. Raises EventSlugTaken, EventTooLong,
    LeastMeetingsTooMany."""
    event = Event(slug=slug, **fields)
    _require_sound(event)
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError as error:
        if "slug" not in str(error):
            raise
        raise EventSlugTaken from error
    for kind in GuestKind.values:
        _set_seats(event, kind, seats.get(kind, 0))
    record("event", event.pk, "event.created", by=by, now=now, slug=slug)
    return event


@atomically
def change_event(
    *,
    slug: str,
    by: Person,
    now: datetime,
    seats: Mapping[str, int] | None = None,
    seen: Seen = None,
    **fields: Any,
) -> Event:
    """Set the given fields and numbers of seats; new seats are offered to those who wait.

    Raises ChangedMeanwhile, EventOver, EventSeatsTaken, EventTooLong, LeastMeetingsTooMany, GuestsTaken.
    """
    event = locked_alive(slug, seen)
    changed = {
        name: [plain(getattr(event, name)), plain(value)]
        for name, value in fields.items()
        if getattr(event, name) != value
    }
    for name in changed:
        setattr(event, name, fields[name])
    _require_sound(event)
    move_on(event, now=now)  # who let an offer pass holds no seat, whether or not a worker has seen it
    for kind, number in (seats or {}).items():
        before = event.seats.filter(kind=kind).count()
        if before != number:
            _set_seats(event, kind, number)
            changed[f"{kind}_seats"] = [before, number]
    if changed:
        turn(event, "event.changed", by, now, changed)
        follow_times(event, now=now)
    move_on(event, now=now)
    return event


def _require_sound(event: Event) -> None:
    if event.timetable.minutes > DAY_MINUTES:
        raise EventTooLong
    if event.meetings_least > event.rounds:
        raise LeastMeetingsTooMany
    if event.format == EventFormat.OPEN_SLOTS and event.booking == BookingPolicy.NONE:
        event.booking = BookingPolicy.ASK  # or nobody would ever meet


def _set_seats(event: Event, kind: str, number: int) -> None:
    """More: the lowest numbers that are missing. Fewer: the highest that nobody has. Raises EventSeatsTaken."""
    there = list(event.seats.filter(kind=kind).values_list("number", flat=True))
    EventSeat.objects.bulk_create(
        EventSeat(event=event, kind=kind, number=one) for one in rules.numbers_to_add(there, number)
    )
    registered = event.registrations.filter(kind=kind, number__isnull=False)
    held = [one for one in registered.values_list("number", flat=True) if one is not None]
    if number < len(held):
        raise EventSeatsTaken(kind, len(held))
    gone = rules.numbers_to_remove(there, held, number)
    event.seats.filter(kind=kind, number__in=gone).delete()


@atomically
def set_tables(*, slug: str, rows: Sequence[Row], by: Person, now: datetime, seen: Seen = None) -> Event:
    """The tables, all of them, known by their `number`; those left out are gone. Raises ChangedMeanwhile, EventOver,
    TableInUse."""
    event = locked_alive(slug, seen)
    known = {table.number: table for table in event.tables.all()}
    wanted = {row["number"]: row for row in rows}
    before = [str(number) for number in known]
    _drop_tables(event, [number for number in known if number not in wanted])
    for number, row in wanted.items():
        table = known.get(number) or EventTable(event=event, number=number)
        if table.pk is None or any(getattr(table, name) != value for name, value in row.items()):
            for name, value in row.items():
                setattr(table, name, value)
            table.save()
    turn(event, "event.tables_set", by, now, {"tables": [before, [str(number) for number in wanted]]})
    return event


def _drop_tables(event: Event, numbers: Sequence[int]) -> None:
    try:
        with transaction.atomic():
            event.tables.filter(number__in=numbers).delete()
    except ProtectedError as error:
        raise TableInUse(tables=list(numbers)) from error


@atomically
def set_questions(*, slug: str, rows: Sequence[Row], by: Person, now: datetime, seen: Seen = None) -> Event:
    """All questions that are asked from now on, in their order. A row with the `id` of one that is asked now, and the
    same words, keeps it; any other is new, and what is left out is asked no more. Answers keep their question.

    Raises ChangedMeanwhile, EventOver, EventQuestionGone.
    """
    event = locked_alive(slug, seen)
    asked = {one.pk: one for one in event.questions.filter(retired_at=None)}
    ids = [row["id"] for row in rows if row.get("id")]
    if set(ids) - asked.keys() or len(set(ids)) < len(ids):
        raise EventQuestionGone
    kept = {_ask(event, position, row, asked.get(row.get("id") or 0)) for position, row in enumerate(rows)}
    EventQuestion.objects.filter(pk__in=asked.keys() - kept).update(retired_at=now)
    was, names = [str(one.title_en) for one in asked.values()], [row["title_en"] for row in rows]
    turn(event, "event.questions_set", by, now, {"questions": [was, names]})
    return event


def _ask(event: Event, position: int, row: Row, held: EventQuestion | None) -> int:
    """The id of the question that is asked now at this place."""
    said = {name: row[name] for name in ASKED}
    if held is None or said != {name: getattr(held, name) for name in ASKED}:
        return EventQuestion.objects.create(event=event, position=position, **said).pk
    if held.position != position:
        EventQuestion.objects.filter(pk=held.pk).update(position=position)
    return held.pk
