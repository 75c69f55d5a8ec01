"""A cycle's life: opened, changed, cancelled, closed; and pairs decided on beforehand. One transaction each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Expert, Startup
from mentoring.cycles.refusals import (
    CycleOver,
    CycleUnderWay,
    DueInThePast,
    NotByCycles,
    PairHeldOtherwise,
    StableWithoutHours,
    TooManyHeld,
    Unweighable,
)
from mentoring.cycles.rules import due_instant
from mentoring.models import Cycle, CycleState, PairingWay, Pin, PinKind, Programme
from mentoring.programmes.queries import capacities_in, seats_in
from queueing import defer

# The last zone in which a date begins: what has passed there has passed everywhere.
LAST_ZONE = "Etc/GMT+12"
ASK_EVERYBODY = "mentoring.ask_everybody"
HOLDING = (PinKind.REQUIRED, PinKind.LOCKED)


@atomically
def open_cycle(*, programme: Programme, terms: Mapping[str, Any], by: Person, now: datetime) -> Cycle:
    """Ask both sides of a programme what they want. `terms` are fields of the cycle.

    Raises NotByCycles, DueInThePast, Unweighable, StableWithoutHours, or CycleUnderWay where one lives.
    """
    if programme.pairing != PairingWay.CYCLE:
        raise NotByCycles
    cycle = Cycle(programme=programme, opened_at=now, **terms)
    _require_sense(cycle)
    _require_ahead(cycle, now)
    try:
        with transaction.atomic():
            cycle.save()
    except IntegrityError as error:
        raise CycleUnderWay from error
    record("cycle", cycle.pk, "opened", by=by, now=now, programme=programme.slug)
    defer(ASK_EVERYBODY, queue="pairing", cycle_id=cycle.pk)
    return cycle


@atomically
def change_cycle(*, cycle_id: int, changes: Mapping[str, Any], by: Person, now: datetime) -> Cycle:
    """Other deadlines, weights or options. Raises CycleOver and what `open_cycle` raises of terms."""
    cycle = living(cycle_id)
    before = model_to_dict(cycle, fields=list(changes))
    for field, value in changes.items():
        setattr(cycle, field, value)
    _require_sense(cycle)
    cycle.revision += 1
    cycle.save()
    changed = {
        field: [_plain(before[field]), _plain(value)]
        for field, value in changes.items()
        if before[field] != value
    }
    record("cycle", cycle.pk, "changed", by=by, now=now, changed=changed)
    return cycle


@atomically
def end_cycle(*, cycle_id: int, by: Person, now: datetime) -> Cycle:
    """Close what was published, cancel what was not; pairs that were offered stand. Raises CycleOver."""
    cycle = living(cycle_id)
    is_published = cycle.state == CycleState.PUBLISHED
    cycle.state = CycleState.CLOSED if is_published else CycleState.CANCELLED
    cycle.closed_at = now
    cycle.revision += 1
    cycle.save(update_fields=["state", "closed_at", "revision"])
    record("cycle", cycle.pk, cycle.state, by=by, now=now)
    return cycle


@atomically
def pin_pair(
    *, cycle_id: int, startup: Startup, expert: Expert, kind: PinKind, by: Person, now: datetime
) -> Pin:
    """Require or rule out a pair. Raises CycleOver, TooManyHeld, or PairHeldOtherwise where the opposite was decided."""
    cycle = living(cycle_id)
    held = cycle.pins.filter(startup=startup, expert=expert).first()
    if held:
        if held.kind != kind:
            raise PairHeldOtherwise(kind=held.kind)
        return held
    pin = Pin.objects.create(cycle=cycle, startup=startup, expert=expert, kind=kind, by=by, at=now)
    if kind in HOLDING:
        _require_room(cycle)
    record("cycle", cycle.pk, "pinned", by=by, now=now, startup=startup.pk, expert=expert.pk, kind=kind)
    return pin


@atomically
def lock_pairs(*, cycle_id: int, pairs: Iterable[tuple[int, int]], by: Person, now: datetime) -> int:
    """Keep these (startup, expert) as they were shown, whatever comes out anew; how many were not held before.

    Raises CycleOver, TooManyHeld, PairHeldOtherwise.
    """
    cycle = living(cycle_id)
    held = {(pin.startup_id, pin.expert_id): pin.kind for pin in cycle.pins.all()}
    wanted = sorted(set(pairs))
    if any(held.get(pair) == PinKind.FORBIDDEN for pair in wanted):
        raise PairHeldOtherwise(kind=PinKind.FORBIDDEN)
    new = [
        Pin(cycle=cycle, startup_id=startup, expert_id=expert, kind=PinKind.LOCKED, by=by, at=now)
        for startup, expert in wanted
        if (startup, expert) not in held
    ]
    Pin.objects.bulk_create(new)
    _require_room(cycle)
    record("cycle", cycle.pk, "locked", by=by, now=now, pairs=[[*pair] for pair in wanted])
    return len(new)


@atomically
def unpin_pair(*, cycle_id: int, startup_id: int, expert_id: int, by: Person, now: datetime) -> bool:
    """Take a decision about a pair back; False where there was none. Raises CycleOver."""
    cycle = living(cycle_id)
    gone, _ = cycle.pins.filter(startup=startup_id, expert=expert_id).delete()
    if gone:
        record("cycle", cycle.pk, "unpinned", by=by, now=now, startup=startup_id, expert=expert_id)
    return bool(gone)


def living(cycle_id: int) -> Cycle:
    """The cycle, held until the transaction ends: who changes it does so one after the other. Raises CycleOver."""
    rows = Cycle.objects.select_for_update(of=("self",)).select_related("programme")
    cycle = rows.get(pk=cycle_id)
    if not cycle.is_living:
        raise CycleOver
    return cycle


def _require_sense(cycle: Cycle) -> None:
    if not any(cycle.weights.values()):
        raise Unweighable
    if cycle.is_stable and (cycle.with_hours or cycle.most_per_organisation is not None):
        raise StableWithoutHours


def _require_ahead(cycle: Cycle, now: datetime) -> None:
    for on, at in (
        (cycle.startups_due_on, cycle.startups_due_at),
        (cycle.experts_due_on, cycle.experts_due_at),
    ):
        if due_instant(on, at, LAST_ZONE) <= now:
            raise DueInThePast


def _require_room(cycle: Cycle) -> None:
    """No more pairs are held for one than they take: a coordinator hears it at once, not from the solver."""
    held = cycle.pins.filter(kind__in=HOLDING).values_list("startup", "expert")
    seats, capacities = seats_in(cycle.programme), capacities_in(cycle.programme)
    of_startup = Counter(startup for startup, _ in held)
    of_expert = Counter(expert for _, expert in held)
    if any(count > seats(one) for one, count in of_startup.items()):
        raise TooManyHeld
    if any(count > capacities(one) for one, count in of_expert.items()):
        raise TooManyHeld


def _plain(value: object) -> object:
    """As JSON takes it."""
    return value if isinstance(value, (dict, int, type(None))) else str(value)
