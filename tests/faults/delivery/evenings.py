"""What a hub does with an event of three guests: planned, planned anew, held at another hour, called off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import clock
from accounts.models import Person
from agenda.transactions import atomically
from networking.events.operations import change_event
from networking.events.refusals import EventOver, EventStepImpossible
from networking.events.turning import step_event
from networking.models import Event, Meeting, MeetingGuest, Plan, PlanState, Registration
from networking.plans.publishing import publish_plan
from networking.plans.refusals import GuestsTaken, PlanFaulty, PlanNotPossibleNow, PlanNotPublishable
from tests.factories.events import a_guest, an_event

ROUNDS = 4
SEOUL = ZoneInfo("Asia/Seoul")
# Somebody has another appointment then, or it is too late: nothing has happened.
REFUSED = (
    GuestsTaken,
    PlanFaulty,
    PlanNotPossibleNow,
    PlanNotPublishable,
    EventOver,
    EventStepImpossible,
)
# Who is to hear which state of which event: its occasion, the version, the kind, and the person.
Owed = tuple[str, str, str, int]


@dataclass(frozen=True)
class Evening:
    """An event, and what its guests are owed since the deed that was done to it."""

    event: Event
    owed: tuple[Owed, ...]


def plan_an_evening(people: Sequence[Person], starts_at: datetime, turn: int, by: Person) -> Evening | None:
    """The last of `people` is the contact. Nothing happens where somebody has another appointment."""
    try:
        return _plan_an_evening(people, starts_at, turn, by)
    except REFUSED:
        return None


@atomically
def _plan_an_evening(people: Sequence[Person], starts_at: datetime, turn: int, by: Person) -> Evening:
    local = starts_at.astimezone(SEOUL)
    *founders, contact = people
    event = an_event(
        startups=len(founders),
        contacts=1,
        state="closed",
        rounds=ROUNDS,
        held_on=local.date(),
        doors_time=local.time(),
        rounds_time=local.time(),
    )
    for founder in founders:
        a_guest(event, person=founder)
    a_guest(event, expert=contact.expert)
    return _publish(event, turn, by)


def plan_it_again(event: Event, turn: int, by: Person) -> Evening | None:
    try:
        return atomically(_publish)(event, turn, by)
    except REFUSED:
        return None


def hold_it_at(event: Event, starts_at: datetime, by: Person) -> Evening | None:
    """Everybody who meets anybody there hears of the new hours."""
    local = starts_at.astimezone(SEOUL)
    was = event.round_times()
    try:
        changed = change_event(
            slug=event.slug,
            held_on=local.date(),
            doors_time=local.time(),
            rounds_time=local.time(),
            by=by,
            now=clock.now(),
        )
    except REFUSED:
        return None
    moved = changed.round_times() != was
    return Evening(changed, _owed(changed, "replanned", _seats(changed).keys()) if moved else ())


def call_it_off(event: Event, by: Person) -> Evening | None:
    try:
        step_event(slug=event.slug, step="cancel", reason="Snow", by=by, now=clock.now())
    except REFUSED:
        return None
    event.refresh_from_db()
    guests = event.registrations.values_list("pk", flat=True)
    return Evening(event, _owed(event, "called_off", guests))


def _publish(event: Event, turn: int, by: Person) -> Evening:
    """Each founder meets the contact once, in a round and at a table that `turn` decides."""
    now = clock.now()
    before = _seats(event)
    *founders, contact = event.registrations.order_by("pk")
    tables = list(event.tables.order_by("number"))
    plan = Plan.objects.create(
        event=event,
        number=event.plans.count() + 1,
        state=PlanState.READY,
        by=by,
        wanted_at=now,
        ended_at=now,
    )
    for at, founder in enumerate(founders):
        round_number = 1 + (turn + at) % ROUNDS
        table = tables[turn // ROUNDS % len(tables)]
        meeting = Meeting.objects.create(plan=plan, round=round_number, table=table)
        for guest in (contact, founder):
            MeetingGuest.objects.create(
                meeting=meeting, plan=plan, round=round_number, registration=guest, is_host=guest == contact
            )
    publish_plan(plan_id=plan.pk, by=by, now=now)
    event.refresh_from_db()
    after = _seats(event)
    guests = event.registrations.values_list("pk", flat=True)
    if not before:
        return Evening(event, _owed(event, "agenda", guests))
    ahead = {number for number, (starts_at, _) in enumerate(event.round_times(), 1) if starts_at > now}
    told = [pk for pk in guests if _ahead(before, pk, ahead) != _ahead(after, pk, ahead)]
    return Evening(event, _owed(event, "replanned", told))


Seats = dict[int, set[tuple[object, ...]]]


def _seats(event: Event) -> Seats:
    """Round, table and company of each registration in the plan that holds."""
    seats: Seats = {}
    for meeting in Meeting.objects.filter(plan__event=event, plan__state=PlanState.PUBLISHED):
        here = frozenset(meeting.guests.values_list("registration", flat=True))
        for guest in here:
            seats.setdefault(guest, set()).add((meeting.round, meeting.table_id, here))
    return seats


def _ahead(seats: Seats, guest: int, rounds: set[int]) -> set[tuple[object, ...]]:
    return {seat for seat in seats.get(guest, set()) if seat[0] in rounds}


def _owed(event: Event, kind: str, registrations: Iterable[int]) -> tuple[Owed, ...]:
    plan = event.plans.filter(state=PlanState.PUBLISHED).first()
    of_plan = f"{plan.number}.{plan.revision}." if plan else ""
    version = f"off.{event.revision}" if kind == "called_off" else f"{of_plan}{event.revision}"
    people = Registration.objects.filter(pk__in=list(registrations)).values_list("person", flat=True)
    return tuple((f"event:{event.pk}", version, kind, person) for person in people.order_by("person"))


def is_ahead(event: Event, now: datetime) -> bool:
    return event.ends_at > now and event.state not in ("cancelled", "done")
