"""The rest planned again while somebody waits: what has happened, with the fewest changes to what people know."""

from datetime import datetime
from typing import Any

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from networking.models import Event
from networking.plans.answering import told_of
from networking.plans.asking import Question
from networking.plans.gathering import gathered
from networking.plans.keeping import event_to_plan, meetings_in, next_number, placed_of, write
from networking.plans.models import Plan, PlanKind, PlanState
from networking.plans.refusals import NothingPublished, PlanNotEditable
from networking.plans.timing import first_round_ahead
from networking.plans.working import OUTCOME, published_of
from networking.rounds.replanning import replanned


@atomically
def plan_rest(*, event_id: int, by: Person, now: datetime) -> Plan:
    """A plan, ready to be published, for the rounds that have not begun: the published one as far as it still holds, with
    its gaps filled. Raises PlanNotPossibleNow, NothingPublished."""
    event = event_to_plan(event_id)
    told = published_of(event)
    if told is None:
        raise NothingPublished
    begins = first_round_ahead(event, now)
    document = gathered(
        event, kind=PlanKind.REST, told=told, pins=told, begins=min(begins, event.rounds + 1) - 1, now=now
    )
    question = Question(document)
    slots = question.without_needless(replanned(question.event, question.told).slots)
    answer = told_of(question, slots)
    plan = Plan.objects.create(
        event=event,
        number=next_number(event),
        kind=PlanKind.REST,
        based_on=told,
        begins=begins,
        state=PlanState.READY,
        question=document,
        outcome={name: answer[name] for name in OUTCOME},
        by=by,
        wanted_at=now,
        ended_at=now,
    )
    write(plan, placed_of(question, slots, answer["tables"]))
    record("event", event.pk, "rest_planned", by=by, now=now, plan=plan.pk, number=plan.number)
    return plan


@atomically
def copy_plan(*, plan_id: int, by: Person, now: datetime) -> Plan:
    """A copy of a plan that is ready, published or replaced, to be edited. Raises PlanNotPossibleNow, PlanNotEditable."""
    source = Plan.objects.get(pk=plan_id)
    event = event_to_plan(source.event_id)
    if source.is_going_on or source.state == PlanState.FAILED:
        raise PlanNotEditable(state=source.state)
    plan = Plan.objects.create(
        event=event,
        number=next_number(event),
        kind=PlanKind.COPY,
        based_on=source,
        begins=first_round_ahead(event, now),
        state=PlanState.READY,
        question=source.question or _asked_now(event, source, now),
        seed=source.seed,
        value=source.value,
        bound=source.bound,
        outcome=source.outcome,
        by=by,
        wanted_at=now,
        ended_at=now,
    )
    write(plan, meetings_in(source))
    record("event", event.pk, "plan_copied", by=by, now=now, plan=plan.pk, of=source.pk)
    return plan


def _asked_now(event: Event, source: Plan, now: datetime) -> dict[str, Any]:
    """What a plan depends on that was not worked out, but booked by guests."""
    begins = min(first_round_ahead(event, now), event.rounds + 1) - 1
    return gathered(event, kind=PlanKind.WHOLE, told=source, begins=begins, now=now)
