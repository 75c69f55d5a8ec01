"""Rows of a listing that are events of ours: is one of them a reason to look closely? In the reader's transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Prefetch, Q

from calendars.content import Content
from calendars.edit_models import OPEN
from calendars.models import PRIMARY, CalendarAnswer, CalendarEdit, CalendarEvent, ReadCalendar, WriteState
from calendars.noticed import (
    answers_in,
    event_id_of,
    is_instance,
    is_repetition,
    may_differ,
    original_date,
    stamp_of,
    starts_of,
)
from calendars.operations.edits.keeping import keep_answer
from calendars.operations.errands import addresses_of, span_of_appointment, span_of_event
from calendars.operations.story import note_read
from calendars.operations.wanted import take_out
from calendars.queueing import LOOK_AT_EVENT, defer
from calendars.recurring import Pattern, Span
from integrations.google_calendar import EventRecord


def notice_changes(
    *, calendar: ReadCalendar, records: Sequence[EventRecord], vanished: Collection[str], now: datetime
) -> None:
    """Take in what a read of `calendar` says about events of ours; part of the transaction that applies the read.

    On the organiser's calendar times and deletions count, and every guest's answer; on a guest's copy their own
    answer and its removal. Whatever else seems to have changed is looked at closely by a job before anybody
    believes it: a listing may be older than our last write. `vanished` are ids of `expected_on` of which a whole
    listing had no row.
    """
    by_event = defaultdict(list)
    for record in records:
        by_event[event_id_of(record)].append(record)
    if not by_event and not vanished:
        return
    _call_off_again(calendar, records, now)
    for event in _events({*by_event, *vanished}):
        is_own = event.organiser_id == calendar.connection_id
        rows = by_event[event.google_event_id]
        if is_own and not is_on(event, calendar):
            _look_where_taken(event, rows)
            continue  # a copy that lies somewhere else
        if is_own:
            differs = event.google_event_id in vanished or _is_worth_a_look(event, rows)
            if differs:
                defer(LOOK_AT_EVENT, event_id=event.pk)
            note_read(event, calendar.connection, differs=differs, now=now)
            _take_answers(event, _agreed(event, rows), {person.pk for person in event.guests.all()}, now)
        elif (reader := calendar.connection.person_id) is not None and any(
            person.pk == reader for person in event.guests.all()
        ):
            differs = _look_where_removed(event, rows, reader)
            note_read(event, calendar.connection, differs=differs, now=now)
            _take_answers(event, _agreed(event, rows), {reader}, now)


def _call_off_again(calendar: ReadCalendar, records: Sequence[EventRecord], now: datetime) -> None:
    """What somebody brought back from Google's bin although it was called off in Meridian goes once more. Where a
    listing is older than our removal the writer finds nothing to do."""
    standing = {record.id for record in records if not record.is_cancelled}
    back = CalendarEvent.objects.select_for_update().filter(
        google_event_id__in=standing, organiser=calendar.connection, state=WriteState.REMOVED
    )
    for event in back.order_by("pk"):
        event.wanted_version += 1
        take_out(event, now)


def expected_on(calendar: ReadCalendar, *, since: datetime, until: datetime) -> set[str]:
    """Google's ids of the events of ours that a whole listing of the calendar from `since` to `until` has to show."""
    own = CalendarEvent.objects.filter(
        organiser=calendar.connection, is_wanted=True, state=WriteState.WRITTEN
    ).exclude(told={})
    single = Q(appointment__ends_at__gt=since, appointment__starts_at__lt=until)
    regular = Q(
        occurrences__is_wanted=True,
        occurrences__appointment__ends_at__gt=since,
        occurrences__appointment__starts_at__lt=until,
    )
    by_itself = Q(entry__ends_at__gt=since, entry__starts_at__lt=until)
    found = own.filter(single | regular | by_itself).select_related("organiser").distinct()
    return {event.google_event_id for event in found if is_on(event, calendar)}


def _events(ids: Collection[str]) -> Iterable[CalendarEvent]:
    open_edits = CalendarEdit.objects.filter(state__in=OPEN)
    return (
        CalendarEvent.objects.filter(google_event_id__in=ids, is_wanted=True, organiser__isnull=False)
        .select_related("appointment", "entry", "organiser")
        .prefetch_related(
            "occurrences__appointment",
            "answers",
            "guests__google_connection",
            Prefetch("edits", open_edits, to_attr="open_edits"),
        )
        .order_by("pk")
    )


def is_on(event: CalendarEvent, calendar: ReadCalendar) -> bool:
    """Whether it is the calendar that the event, whose organiser is in hand, was written to."""
    assert event.organiser is not None  # noqa: S101 -- filtered; for the type checker
    ids = {PRIMARY: event.organiser.google_email}
    one, other = event.google_calendar_id, calendar.google_calendar_id
    return ids.get(one, one) == ids.get(other, other)


def _look_where_taken(event: CalendarEvent, rows: Sequence[EventRecord]) -> None:
    """An event that counts as deleted may stand where it was taken before: of a bin there its own calendar tells nothing."""
    is_open = bool(event.open_edits)  # type: ignore[attr-defined]  # prefetched by `_events`
    if is_open and not event.told and any(not record.is_cancelled for record in rows):
        defer(LOOK_AT_EVENT, event_id=event.pk)


def _is_worth_a_look(event: CalendarEvent, rows: Sequence[EventRecord]) -> bool:
    is_open = bool(event.open_edits)  # type: ignore[attr-defined]  # prefetched above
    if event.state == WriteState.WAITING and not is_open and event.series_id is None:
        return False  # whoever writes it looks first; of a series only at the dates that are to be written
    told = Content.from_json(event.told)
    if told is None:
        return is_open and any(not record.is_cancelled for record in rows)
    wanted = {} if is_open else _wanted(event)
    return any(may_differ(told, wanted, record) for record in rows)


def _agreed(event: CalendarEvent, rows: Sequence[EventRecord]) -> list[EventRecord]:
    """Without the other weeks of a single event that somebody has repeat."""
    if event.hours is None:
        return list(rows)
    starts = starts_of(event.hours[0], event.told.get("starts_at"))
    return [record for record in rows if not is_repetition(record, starts)]


def _wanted(event: CalendarEvent) -> Mapping[date | None, Span | None]:
    if event.hours is not None:
        return {None: span_of_event(event)}
    pattern = Pattern.from_json(event.pattern)
    dates: dict[date | None, Span | None] = {None: pattern.span_on(pattern.dates[0])}
    for row in event.occurrences.all():
        dates[row.on] = span_of_appointment(row.appointment) if row.is_wanted else None
    return dates


def _look_where_removed(event: CalendarEvent, rows: Sequence[EventRecord], person_id: int) -> bool:
    """A guest's copy that is cancelled: by the guest, or with the event itself. Only the organiser's calendar knows.
    Whether there is a reason to look."""
    is_asked = False
    for record in rows:
        if not record.is_cancelled:
            continue
        on = _date_of(event, record)
        if is_instance(record) and (on is None or _is_off(event, on)):
            continue
        removed = stamp_of(record) if is_instance(record) else ""
        defer(LOOK_AT_EVENT, event_id=event.pk, removed_by=person_id, instance=removed)
        is_asked = True
    return is_asked


def _is_off(event: CalendarEvent, on: date) -> bool:
    return not any(row.is_wanted for row in event.occurrences.all() if row.on == on)


def _date_of(event: CalendarEvent, record: EventRecord) -> date | None:
    if event.series_id is None or not is_instance(record):
        return None
    return original_date(record, Pattern.from_json(event.pattern).zone)


def _take_answers(
    event: CalendarEvent, rows: Sequence[EventRecord], only: Collection[int], now: datetime
) -> None:
    assert event.organiser is not None  # noqa: S101 -- filtered; for the type checker
    people = {email: pk for pk, email in addresses_of(event.guests.all(), event.organiser).items()}
    found: dict[int, dict[date | None, tuple[str, datetime]]] = defaultdict(dict)
    for record in rows:
        for person, answer in answers_in(record, people, only).items():
            found[person][_date_of(event, record)] = answer, record.updated_at or now
    for person, answers in found.items():
        _keep_answers(event, person, answers, now)


def _keep_answers(
    event: CalendarEvent, person: int, answers: Mapping[date | None, tuple[str, datetime]], now: datetime
) -> None:
    """Where every date to come has the same answer it is one to the series."""
    if event.series_id is not None and None not in answers:
        ahead = {row.on for row in event.occurrences.all() if row.is_wanted and row.appointment.ends_at > now}
        by_date = {on: answers[on][0] if on in answers else _known_answer(event, person, on) for on in ahead}
        first, *different = {*by_date.values()} or {None}
        if len(answers) > 1 and first is not None and not different:
            answers = {None: (first, max(stamp for _, stamp in answers.values()))}
    for on, (answer, stamp) in answers.items():
        if _known_answer(event, person, on) != answer:
            keep_answer(event, on, person, answer, stamped_at=stamp)


def _known_answer(event: CalendarEvent, person: int, on: date | None) -> str | None:
    """The last to this date, or to the whole."""
    rows: dict[date | None, CalendarAnswer] = {
        row.on: row for row in event.answers.all() if row.person_id == person
    }
    known = rows.get(on) or rows.get(None)
    return known.answer if known and known.taken_out_at is None else None
