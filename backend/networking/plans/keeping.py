"""A plan in hand, and its meetings written as rows."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Max

from audit.models import AuditEntry
from audit.queries import changed_in
from networking.models import Event, EventState
from networking.plans.asking import Question
from networking.plans.models import Meeting, MeetingGuest, Plan, PlanState
from networking.plans.refusals import NothingToPlan, PlanNotEditable, PlanNotPossibleNow
from networking.rounds.event import Slot
from networking.rounds.plan import NOWHERE
from networking.rounds.seating import Table
from problems.matching import ChangedMeanwhile

Seen = frozenset[int] | None
PLANNED_IN = (EventState.OPEN, EventState.CLOSED, EventState.PUBLISHED, EventState.RUNNING)


class Placed(NamedTuple):
    """A meeting of a plan by ids: its round counts from 1."""

    round: int
    table: int
    host: int
    guests: tuple[int, ...]
    is_pinned: bool


def event_to_plan(event_id: int) -> Event:
    """The event, held against others who plan it. Raises PlanNotPossibleNow."""
    event = Event.objects.select_for_update(no_key=True).get(pk=event_id)
    if event.state not in PLANNED_IN:
        raise PlanNotPossibleNow(state=event.state)
    return event


def next_number(event: Event) -> int:
    """Of a new plan; the event is held, so that nobody else takes it."""
    last: int | None = event.plans.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def require_something(question: Question) -> None:
    """Raises NothingToPlan."""
    document = question.document
    has = {
        "tables": any(document["tables"]),
        "contacts": bool(question.hosts),
        "startups": bool(document["pairs"]),
    }
    if lacks := [name for name, there in has.items() if not there]:
        raise NothingToPlan(lacks=lacks)


def locked(plan_id: int) -> Plan:
    """The plan, held against other writers."""
    return Plan.objects.select_for_update(of=("self",)).select_related("event").get(pk=plan_id)


def editable(plan_id: int, seen: Seen) -> Plan:
    """The plan to change by hand. Raises PlanNotEditable, ChangedMeanwhile with what changed since."""
    plan = locked(plan_id)
    if plan.state != PlanState.READY:
        raise PlanNotEditable(state=plan.state)
    if seen is not None and plan.revision not in seen:
        since = min((one for one in seen if one < plan.revision), default=plan.revision)
        entries = AuditEntry.objects.filter(
            subject_kind="plan", subject_id=str(plan.pk), details__revision__gt=since
        )
        raise ChangedMeanwhile(changed=changed_in(entries.order_by("pk")), etag=f'"{plan.revision}"')
    return plan


def placed_of(question: Question, slots: Sequence[Slot], tables: Sequence[Table]) -> list[Placed]:
    """The meetings of a plan that was worked out; those of one contact in one round are one."""
    together: defaultdict[tuple[Slot, int], list[int]] = defaultdict(list)
    for at, (pair, slot) in enumerate(zip(question.pairs, slots, strict=True)):
        if slot != NOWHERE:
            together[slot, pair["contact"]].append(at)
    return [
        Placed(
            slot + 1,
            tables[pairs[0]],
            contact,
            tuple(question.pairs[at]["startup"] for at in pairs),
            any(question.pairs[at]["pinned"] is not None for at in pairs),
        )
        for (slot, contact), pairs in sorted(together.items())
    ]


def write(plan: Plan, placed: Sequence[Placed]) -> None:
    """The meetings of a plan that has none, in two statements."""
    meetings = Meeting.objects.bulk_create(
        Meeting(plan=plan, round=one.round, table_id=one.table, is_pinned=one.is_pinned) for one in placed
    )
    MeetingGuest.objects.bulk_create(
        MeetingGuest(
            meeting=meeting, plan=plan, round=one.round, registration_id=guest, is_host=guest == one.host
        )
        for meeting, one in zip(meetings, placed, strict=True)
        for guest in (one.host, *one.guests)
    )


def meetings_in(plan: Plan) -> list[Placed]:
    """The meetings of a plan as they are. Two statements."""
    rows = plan.meetings.order_by("round", "pk").prefetch_related("guests")
    return [_placed(one) for one in rows]


def _placed(meeting: Meeting) -> Placed:
    guests = list(meeting.guests.all())
    host = next(one.registration_id for one in guests if one.is_host)
    others = tuple(sorted(one.registration_id for one in guests if not one.is_host))
    return Placed(meeting.round, meeting.table_id, host, others, meeting.is_pinned)
