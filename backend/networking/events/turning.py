"""An event goes from state to state. One function a deed, one transaction each."""

from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from networking.booking.operations import let_bookings_lapse
from networking.events import rules
from networking.events.keeping import Seen, locked, turn
from networking.events.refusals import EventNotReady, EventStepImpossible
from networking.guests.placing import move_on
from networking.guests.telling import tell_called_off, tell_still_waiting
from networking.models import Booking, Event, EventState, GuestKind
from networking.plans.publishing import give_time_back
from networking.rules import STEPS


@atomically
def step_event(
    *, slug: str, step: str, by: Person | None, now: datetime, reason: str = "", seen: Seen = None
) -> Event:
    """Take a step of `networking.rules.STEPS`; `reason` is for guests to read where it is cancelled.

    Raises ChangedMeanwhile, EventStepImpossible, EventNotReady.
    """
    event = locked(slug, seen)
    take_step(event, step, by=by, now=now, reason=reason)
    return event


def take_step(event: Event, step: str, *, by: Person | None, now: datetime, reason: str = "") -> None:
    """The same of a locked event, in the caller's transaction."""
    sources, target = STEPS[step]
    if event.state not in sources:
        raise EventStepImpossible(state=event.state)
    if step == "open":
        _require_ready(event, now)
    before, event.state = event.state, EventState(target)
    if step == "cancel":
        event.closing_reason = reason
    turn(event, f"event.{target}", by, now, {"state": [before, target]})
    if step == "open":
        move_on(event, now=now)
    if step == "close":
        tell_still_waiting(event, now=now)
    if step == "cancel":
        give_time_back(event, now=now)
        tell_called_off(event, now=now)


def _require_ready(event: Event, now: datetime) -> None:
    lacks = rules.lacks_before_open(
        texts={"title_ko": event.title_ko, "title_en": event.title_en},
        is_somewhere=bool(event.place or event.link),
        tables=event.tables.count(),
        seats={kind: event.seats.filter(kind=kind).count() for kind in GuestKind.values},
        closes_at=event.closes_at,
        now=now,
    )
    if lacks:
        raise EventNotReady(lacks)


def let_events_pass(*, now: datetime) -> None:
    """Move every event on whose time has come, and what guests asked of one another; each in a transaction of its own."""
    for slug in Event.objects.filter(state=EventState.OPEN).order_by("pk").values_list("slug", flat=True):
        _pass(slug=slug, now=now)
    late = Booking.objects.overdue_at(now).order_by("event_id").distinct("event_id")
    for slug in list(late.values_list("event__slug", flat=True)):
        let_bookings_lapse(slug=slug, now=now)


@atomically
def _pass(*, slug: str, now: datetime) -> None:
    event = locked(slug)
    if event.state != EventState.OPEN:
        return
    move_on(event, now=now)
    if event.closes_at <= now:
        take_step(event, "close", by=None, now=now)
