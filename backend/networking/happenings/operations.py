"""What happens on the day is noted, and undone where it is not so. Planning the rest anew is another deed."""

from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from networking.happenings.models import Happening, HappeningKind
from networking.happenings.refusals import (
    AlreadyUndone,
    HappeningKnown,
    NotOfThisEvent,
    NotTheDay,
    RoundsImpossible,
)
from networking.models import Event, EventState

GOES_ON = (EventState.CLOSED, EventState.PUBLISHED, EventState.RUNNING)


class What(NamedTuple):
    """What has happened, to a guest (a registration) or a table (ids), in these rounds from 1."""

    kind: HappeningKind
    registration: int | None
    table: int | None
    begins: int
    ends: int


@atomically
def note_happening(*, event_id: int, what: What, by: Person, now: datetime) -> Happening:
    """Somebody is late, does not come or leaves, or a table is out; nothing is planned anew by that.

    Raises NotTheDay, NotOfThisEvent, RoundsImpossible, HappeningKnown.
    """
    event = Event.objects.get(pk=event_id)
    _require_day(event)
    of_table = what.kind == HappeningKind.TABLE_OUT
    whose = event.tables if of_table else event.registrations
    if not whose.filter(pk=(what.table if of_table else what.registration) or 0).exists():
        raise NotOfThisEvent
    if not 1 <= what.begins <= what.ends <= event.rounds:
        raise RoundsImpossible(rounds=event.rounds)
    row = Happening(
        event=event,
        kind=what.kind,
        registration_id=None if of_table else what.registration,
        table_id=what.table if of_table else None,
        begins=what.begins,
        ends=what.ends,
        at=now,
        by=by,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        known = Happening.objects.filter(event=event, undone_at=None, kind=what.kind)
        known = known.filter(table=row.table_id, registration=row.registration_id)
        raise HappeningKnown(known.values_list("pk", flat=True).first()) from error
    record("event", event.pk, f"happened.{what.kind}", by=by, now=now, happening=row.pk)
    return row


@atomically
def undo_happening(*, event_id: int, happening_id: int, by: Person, now: datetime) -> Happening:
    """It is not so. Raises Happening.DoesNotExist, AlreadyUndone."""
    row = Happening.objects.select_for_update().get(pk=happening_id, event=event_id)
    if row.undone_at is not None:
        raise AlreadyUndone
    row.undone_at = now
    row.save(update_fields=["undone_at"])
    record("event", event_id, "happening_undone", by=by, now=now, happening=row.pk)
    return row


def _require_day(event: Event) -> None:
    if event.state not in GOES_ON:
        raise NotTheDay(state=event.state)
