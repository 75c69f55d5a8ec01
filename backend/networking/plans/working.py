"""A plan worked out by a worker in a process apart: better and better, until it is proven, time is up or somebody stops it.

What was found last is in the row at any moment. Whatever becomes of the worker, the plan that is published holds.
"""

import json
import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from networking.models import Event
from networking.plans.asking import Question
from networking.plans.gathering import gathered
from networking.plans.keeping import event_to_plan, locked, next_number, placed_of, require_something, write
from networking.plans.models import Plan, PlanKind, PlanState
from networking.plans.refusals import PlanNotGoingOn, PlanUnderWay
from networking.plans.timing import first_round_ahead
from processes import NotSolved, answers_of
from queueing import defer

log = logging.getLogger(__name__)
SOLVE_PLAN = "networking.solve_plan"
SECONDS = 60  # that are worked on it where nobody stops it and nothing is proven
GRACE = timedelta(seconds=20)  # to come to its end once it is asked to
MOST_TIME = timedelta(seconds=SECONDS) + 3 * GRACE
MEGABYTES = 4000  # of addresses, most of them never used
MOST_TRIES = 3  # workers that may die over one plan
A_LOOK = 0.5  # seconds between two looks whether it is to stop
Answer = dict[str, Any]


@atomically
def start_plan(*, event_id: int, pins: Plan | None = None, seed: int = 0, by: Person, now: datetime) -> Plan:
    """Have the event planned; what is over stays, and what is pinned in `pins`.

    Raises PlanNotPossibleNow, NothingToPlan, PlanUnderWay.
    """
    event = event_to_plan(event_id)
    plan = Plan(
        event=event,
        number=next_number(event),
        kind=PlanKind.WHOLE,
        based_on=pins,
        begins=first_round_ahead(event, now),
        seed=seed,
        by=by,
        wanted_at=now,
    )
    require_something(Question(_document(plan, now)))
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError as error:
        raise PlanUnderWay from error
    record("event", event.pk, "plan_asked_for", by=by, now=now, plan=plan.pk, number=plan.number)
    defer(SOLVE_PLAN, queue="pairing", plan_id=plan.pk)
    return plan


@atomically
def stop_plan(*, plan_id: int, by: Person, now: datetime) -> Plan:
    """It is good enough: the best so far is kept. One that no worker has begun is given up. Raises PlanNotGoingOn."""
    plan = locked(plan_id)
    if not plan.is_going_on:
        raise PlanNotGoingOn
    plan.is_enough = True
    plan.save(update_fields=["is_enough"])
    if plan.state == PlanState.WAITING:
        _end(plan, PlanState.FAILED, now, failure="stopped")
    record("event", plan.event_id, "plan_stopped", by=by, now=now, plan=plan.pk)
    return plan


def work_out(*, plan_id: int, now: datetime) -> bool:
    """Solve it outside any transaction; False where nobody waits for it. A worker that died is followed by another, three
    at most."""
    tries = _take_up(plan_id, now)
    if not tries:
        return False
    began = time.monotonic()
    last: Answer = {}
    try:
        for last in _answers(Plan.objects.get(pk=plan_id)):
            if not _note(plan_id, tries, last, time.monotonic() - began):
                return False
    except NotSolved as error:
        log.warning("Plan %s was not solved: %s", plan_id, error.code)
        return _fail(plan_id=plan_id, tries=tries, code=error.code, now=now)
    return _keep(plan_id=plan_id, tries=tries, answer=last, seconds=time.monotonic() - began, now=now)


@atomically
def _take_up(plan_id: int, now: datetime) -> int:
    """Which try this is, with what it depends on read; 0 where nothing is to be done."""
    plan = locked(plan_id)
    if not plan.is_going_on:
        return 0
    if plan.tries == MOST_TRIES:
        _end(plan, PlanState.FAILED, now, failure="died")
        return 0
    plan.question = _document(plan, now)
    plan.state, plan.tries = PlanState.RUNNING, plan.tries + 1
    plan.save(update_fields=["question", "state", "tries"])
    return plan.tries


def _document(plan: Plan, now: datetime) -> dict[str, Any]:
    return gathered(
        plan.event,
        kind=plan.kind,
        told=published_of(plan.event),
        pins=plan.based_on,
        begins=plan.begins - 1,
        now=now,
    )


def published_of(event: Event) -> Plan | None:
    """The plan that holds."""
    return event.plans.filter(state=PlanState.PUBLISHED).first()


def _answers(plan: Plan) -> Iterator[Answer]:
    looked = time.monotonic()

    def is_enough() -> bool:
        nonlocal looked
        if time.monotonic() - looked < A_LOOK:
            return False
        looked = time.monotonic()
        return not Plan.objects.filter(pk=plan.pk, state=PlanState.RUNNING, is_enough=False).exists()

    question = {"document": plan.question, "seed": plan.seed, "seconds": SECONDS}
    for line in answers_of(
        "networking.plans.solving",
        json.dumps(question).encode(),
        within=MOST_TIME,
        megabytes=MEGABYTES,
        is_enough=is_enough,
        grace=GRACE,
    ):
        yield json.loads(line)


def _note(plan_id: int, tries: int, answer: Answer, seconds: float) -> bool:
    """Have everybody see how far it is; False where nobody waits for it any more."""
    rows = Plan.objects.filter(pk=plan_id, state=PlanState.RUNNING, tries=tries)
    return bool(rows.update(value=answer["value"], bound=answer["bound"], seconds=round(seconds, 3)))


@atomically
def _keep(*, plan_id: int, tries: int, answer: Answer, seconds: float, now: datetime) -> bool:
    plan = _still_wanted(plan_id, tries)
    if plan is None:
        return False
    if not answer.get("done"):  # it was ended in the middle
        return _ended(plan, PlanState.FAILED, now, failure="stopped")
    question = Question(plan.question)
    write(plan, placed_of(question, answer["slots"], answer["tables"]))
    plan.value, plan.bound, plan.seconds = answer["value"], answer["bound"], round(seconds, 3)
    plan.outcome = {name: answer[name] for name in OUTCOME}
    return _ended(plan, PlanState.READY, now)


OUTCOME = (
    *("meetings", "musts", "musts_met", "interest", "breaks", "unevenness", "changes"),
    *("unmet", "lacking", "faults"),
)


@atomically
def _fail(*, plan_id: int, tries: int, code: str, now: datetime) -> bool:
    plan = _still_wanted(plan_id, tries)
    return plan is not None and _ended(plan, PlanState.FAILED, now, failure=code)


def _still_wanted(plan_id: int, tries: int) -> Plan | None:
    rows = Plan.objects.select_for_update(of=("self",)).select_related("event")
    return rows.filter(pk=plan_id, state=PlanState.RUNNING, tries=tries).first()


def _ended(plan: Plan, state: PlanState, now: datetime, *, failure: str = "") -> bool:
    _end(plan, state, now, failure=failure)
    return True


def _end(plan: Plan, state: PlanState, now: datetime, *, failure: str = "") -> None:
    plan.state, plan.failure, plan.ended_at = state, failure, now
    plan.save()
    record("event", plan.event_id, f"plan_{state}", by=None, now=now, plan=plan.pk, failure=failure)
