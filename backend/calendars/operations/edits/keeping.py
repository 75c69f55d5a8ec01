"""What was seen of an event at Google, turned into rows. One short transaction, no network."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

import queueing
from accounts.models import Person
from audit.operations import record
from calendars.content import Content
from calendars.edit_models import OPEN, EditKind
from calendars.models import CalendarAnswer, CalendarEdit, CalendarEvent, EditState
from calendars.noticed import (
    Change,
    change_of,
    changes_by_date,
    is_repeated,
    taken_out,
    taken_out_by_date,
)
from calendars.operations.edits.for_one import settle_for_one
from calendars.operations.errands import addresses_of, agreed_content, locked, tried_content
from calendars.recurring import Dates, Span
from integrations.google_calendar import EventRecord

NEVER = datetime(1, 1, 1, tzinfo=UTC)
HEED_CALENDAR = "mentoring.heed_calendar"  # the area above that knows what an edit means


@dataclass(frozen=True)
class Seen:
    """The organiser's own event as Google has it, None if it is not there any more; of a recurring one its instances
    too, None where nobody asked for them."""

    theirs: EventRecord | None
    instances: Sequence[EventRecord] | None = None


def heed(event_id: int) -> None:
    """Have the area above decide what follows, once this transaction is committed."""
    queueing.defer(HEED_CALENDAR, queue="sessions", event_id=event_id)


@transaction.atomic(durable=True)
def take_note(event_id: int, google_event_id: str, seen: Seen, now: datetime) -> bool:
    """Keep what people changed since Google was told last; whether there was anything.

    From then on the event counts as showing what they made of it. To be called by who is alone with the event.
    """
    event = locked(event_id)
    if event is None or event.google_event_id != google_event_id:
        return False
    kept = Content.from_json(event.told)
    agreed = agreed_content(event, kept)
    open_edits = {edit.on: edit for edit in event.edits.select_for_update().filter(state__in=OPEN)}
    if agreed is None:
        return False  # it is to go
    binned = (None if kept else Content.from_json(event.told_before_deletion)) or agreed
    told = kept or _as_deleted(agreed, binned, open_edits.keys(), seen)
    if told is None:
        return False
    # Where it was deleted nothing of ours is under way: what stands there now is people's.
    tried = () if not kept and agreed.dates is None else tried_content(event)
    changes = _changes(told, tried, agreed, open_edits.keys(), seen, now)
    for change in changes:
        undone_at = {_span_in(agreed, change.on), _span_in(binned, change.on)} - {None}
        # A guest who deletes a date of a series takes away their own copy alone.
        person = _whose(event, seen.theirs if change.span else None)
        _keep(event, change, open_edits.get(change.on), undone_at, person, now)
        told = _told_after(told, change)
    if any(change.on is None for change in changes):
        _replace(edit for on, edit in open_edits.items() if on is not None)
    others, told = _keep_the_rest(event, told, [*tried, agreed], seen, now)
    _know(event, told if is_alive(seen.theirs) else None)
    if (changes or others) and event.is_for_one:
        settle_for_one(event)
    elif changes or others:
        heed(event.pk)
    return bool(changes) or others


def _keep_the_rest(
    event: CalendarEvent, told: Content, known: Sequence[Content], seen: Seen, now: datetime
) -> tuple[bool, Content]:
    """Guests taken out, of the whole or of a date, and a single event that repeats; whether there was anything, and what
    Google is known to show after it. `known` is what it may show by our own doing beside `told`."""
    gone = taken_out([told, *known], seen.theirs)
    _keep_taken_out(event, None, gone, seen.theirs, now)
    told = replace(told, guests=tuple(email for email in told.guests if email not in gone))
    by_date = taken_out_by_date([told, *known], seen.instances or (), now=now)
    for on, left_out in by_date.items():
        _keep_taken_out(event, on, left_out, seen.theirs, now)
    if told.dates is not None and by_date:
        without = told.dates.without | {
            on: (*told.dates.without.get(on, ()), *sorted(left_out)) for on, left_out in by_date.items()
        }
        told = replace(told, dates=replace(told.dates, without=without))
    repeats = is_repeated([told, *known], seen.theirs)
    if repeats and seen.theirs is not None:
        _keep_settled(event, EditKind.REPEATED, _whose(event, seen.theirs), now)
        told = replace(told, rule_by_hand=seen.theirs.recurrence)
    return bool(gone or by_date or repeats), told


def _whose(event: CalendarEvent, theirs: EventRecord | None) -> Person | None:
    """Whose hand it was: the owner's of the calendar, unless guests may change the event, or it is the hub's."""
    is_anybodys = theirs is not None and not theirs.is_cancelled and theirs.guests_can_modify
    return event.organiser.person if event.organiser and not is_anybodys else None


def _keep_taken_out(
    event: CalendarEvent,
    on: date | None,
    addresses: Collection[str],
    theirs: EventRecord | None,
    now: datetime,
) -> None:
    """Who is out has answered nothing any more, since the event changed as Google says."""
    if not addresses:
        return
    assert event.organiser is not None  # noqa: S101 -- else there is nothing agreed; for the type checker
    guests = addresses_of(event.guests.select_related("google_connection"), event.organiser)
    for guest_id in sorted(pk for pk, email in guests.items() if email in addresses):
        _keep_settled(event, EditKind.UNINVITED, _whose(event, theirs), now, on=on, guest_id=guest_id)
        answers = event.answers.filter(person=guest_id, taken_out_at=None)
        (answers if on is None else answers.filter(on=on)).update(
            taken_out_at=(theirs and theirs.updated_at) or now
        )


def _keep_settled(
    event: CalendarEvent,
    kind: EditKind,
    person: Person | None,
    now: datetime,
    *,
    on: date | None = None,
    guest_id: int | None = None,
) -> None:
    """Nobody is asked about it: what follows is settled by rules alone."""
    CalendarEdit.objects.create(
        event=event,
        on=on,
        person=person,
        guest_id=guest_id,
        kind=kind,
        state=EditState.SETTLED,
        seen_at=now,
    )
    more: dict[str, Any] = {"on": on.isoformat()} if on else {}
    if guest_id is not None:
        more["person_id"] = guest_id
    record(*_subject(event, on), f"calendar.{kind}_by_hand", by=person, now=now, **more)


def _know(event: CalendarEvent, shown: Content | None) -> None:
    as_kept = shown.as_json() if shown else {}
    if as_kept != event.told:
        event.told_before_deletion = {} if as_kept else event.told
        event.told = as_kept
        event.save(update_fields=["told", "told_before_deletion"])


def is_alive(theirs: EventRecord | None) -> bool:
    return theirs is not None and not theirs.is_cancelled


def _as_deleted(
    agreed: Content, binned: Content, is_open: Collection[date | None], seen: Seen
) -> Content | None:
    """What Google was known to show of an event that people had deleted and brought back: the words and guests that it
    had (`binned`), which may be agreed otherwise by now, and no time, so that it differs wherever it stands; of a series
    the dates are gone whose deletion is open. None if it is not there, or never was."""
    if not is_open or not is_alive(seen.theirs):
        return None
    if agreed.dates is None:
        return replace(binned, starts_at=NEVER, ends_at=NEVER)
    standing = {on: None if on in is_open else span for on, span in agreed.dates.standing.items()}
    dates = replace(agreed.dates, standing=standing)
    return replace(binned, starts_at=agreed.starts_at, ends_at=agreed.ends_at, dates=dates)


def _changes(
    told: Content,
    tried: Sequence[Content],
    agreed: Content,
    is_open: Collection[date | None],
    seen: Seen,
    now: datetime,
) -> list[Change]:
    whole = change_of([told, *tried, *([] if None in is_open else [agreed])], seen.theirs)
    if whole is not None and whole.span is None and agreed.dates is not None:
        ahead = {on: span for on, span in agreed.dates.standing.items() if span and span.ends_at > now}
        return [Change(on, None) for on in sorted(ahead) if on not in is_open or _shows(told, on)]
    if whole is not None or told.dates is None or seen.instances is None:
        return [whole] if whole else []
    return changes_by_date(told.dates, _ours_by_date(tried, agreed, is_open), seen.instances, now=now)


def _shows(told: Content, on: date) -> bool:
    return told.dates is not None and told.dates.standing.get(on) is not None


def _ours_by_date(tried: Sequence[Content], agreed: Content, is_open: Collection[date | None]) -> list[Dates]:
    """What may stand in Google by our own doing. Where somebody's edit is open, a date that stands as agreed again is
    the edit taken back."""
    known = [content.dates for content in tried if content.dates]
    if agreed.dates is not None:
        still = {on: span for on, span in agreed.dates.standing.items() if on not in is_open}
        known.append(replace(agreed.dates, standing=still))
    return known


def _span_in(content: Content, on: date | None) -> Span | None:
    if on is None:
        return Span(content.starts_at, content.ends_at)
    return content.dates.standing.get(on) if content.dates else None


def _keep(
    event: CalendarEvent,
    change: Change,
    before: CalendarEdit | None,
    undone_at: Collection[Span | None],
    person: Person | None,
    now: datetime,
) -> None:
    """Where it stands as agreed (`undone_at`), or comes back from the bin as it lay there, the edit before is undone."""
    is_back = before is not None and change.span in undone_at
    if before is not None:
        if is_back and before.kind == EditKind.DELETED:
            person = before.person  # nobody but its owner brings it back
        elif is_back:
            before.person = person  # another may undo it than who did it
        before.state = EditState.TAKEN_BACK if is_back else EditState.REPLACED
        before.is_heeded = not is_back
        before.save(update_fields=["person", "state", "is_heeded"])
    kind = EditKind.MOVED if change.span else EditKind.DELETED
    if not is_back:
        CalendarEdit.objects.create(
            event=event,
            on=change.on,
            person=person,
            kind=kind,
            starts_at=change.span.starts_at if change.span else None,
            ends_at=change.span.ends_at if change.span else None,
            is_all_day=change.is_all_day,
            seen_at=now,
        )
    told = {"starts_at": change.span.starts_at.isoformat()} if change.span else {}
    action = "calendar.edit_taken_back" if is_back else f"calendar.{kind}_by_hand"
    on = {"on": change.on.isoformat()} if change.on else {}
    kind_of_subject, subject_id = _subject(event, change.on)
    record(kind_of_subject, subject_id, action, by=person, now=now, **told, **on)


def _subject(event: CalendarEvent, on: date | None) -> tuple[str, object]:
    """The session that an edit is about, or the series."""
    if on is None:
        return event.subject
    row = event.occurrences.filter(on=on).first()
    return ("session", row.appointment_id) if row else event.subject


def _replace(edits: Iterable[CalendarEdit]) -> None:
    for edit in edits:
        edit.state, edit.is_heeded = EditState.REPLACED, True
        edit.save(update_fields=["state", "is_heeded"])


def _told_after(told: Content, change: Change) -> Content:
    """What Google is known to show after a change. Of a series that was moved as a whole no date is known any more."""
    if change.on is None:
        span = change.span or Span(NEVER, NEVER)
        return replace(told, starts_at=span.starts_at, ends_at=span.ends_at, dates=None)
    if told.dates is None:
        return told
    standing = {**told.dates.standing, change.on: change.span}
    return replace(told, dates=replace(told.dates, standing=standing))


def keep_answer(
    event: CalendarEvent, on: date | None, person_id: int, answer: str, *, stamped_at: datetime
) -> bool:
    """Keep what a guest answered; whether it is news. In the caller's transaction."""
    known = CalendarAnswer.objects.select_for_update().filter(event=event, on=on, person=person_id).first()
    if known and (known.stands_as(answer) or stamped_at < (known.taken_out_at or known.stamped_at)):
        return False
    CalendarAnswer.objects.update_or_create(
        event=event,
        on=on,
        person_id=person_id,
        defaults={
            "answer": answer,
            "stamped_at": stamped_at,
            "taken_out_at": None,
            "is_heeded": False,
        },
    )
    heed(event.pk)
    return True
