"""A run: asked for, worked out by a worker, kept if it is still wanted."""

import json
import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from mentoring.cycles.gathering import digest_of, gathered
from mentoring.cycles.operations import HOLDING, living
from mentoring.cycles.refusals import RunNotGoingOn, RunOfAnotherCycle, RunUnderWay
from mentoring.models import Cycle, CycleState, Gathered, PinKind, Run, RunPair, RunState
from processes import NotSolved, answer_of
from queueing import defer

log = logging.getLogger(__name__)
SOLVE_CYCLE = "mentoring.solve_cycle"
MOST_TIME = timedelta(minutes=3)
MEGABYTES = 4000  # of addresses, most of them never used
MOST_TRIES = 3  # workers that may die over one run
A_LOOK = 0.5  # seconds between two looks whether the answer is still wanted
Facts = Mapping[str, Any]


@atomically
def start_run(
    *,
    cycle_id: int,
    by: Person,
    now: datetime,
    like: Run | None = None,
    trial: Facts | None = None,
) -> Run:
    """Have the cycle worked out. `like`: with as few changes to that run as can be. `trial`: what would be if (weights,
    options, pins, `capacity` by expert, experts `beside`); never published.

    Raises CycleOver, RunUnderWay, RunOfAnotherCycle.
    """
    cycle = living(cycle_id)
    if like and (like.cycle_id != cycle.pk or like.state != RunState.DONE):
        raise RunOfAnotherCycle
    asked = {**asked_of(cycle), "kept": _pairs_of(like), **(trial or {})}
    run = Run(cycle=cycle, asked=asked, is_trial=trial is not None, like=like, by=by, wanted_at=now)
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        raise RunUnderWay from error
    if cycle.state == CycleState.COLLECTING and trial is None:
        cycle.state = CycleState.REVIEW
        cycle.revision += 1
        cycle.save(update_fields=["state", "revision"])
    record("cycle", cycle.pk, "run_asked_for", by=by, now=now, run=run.pk, is_trial=run.is_trial)
    defer(SOLVE_CYCLE, queue="pairing", run_id=run.pk)
    return run


@atomically
def cancel_run(*, run_id: int, by: Person, now: datetime) -> Run:
    """Nobody wants its answer any more: the worker drops it. Raises RunNotGoingOn."""
    run = Run.objects.select_for_update(of=("self",)).get(pk=run_id)
    if not run.is_going_on:
        raise RunNotGoingOn
    run.state, run.ended_at = RunState.CANCELLED, now
    run.save(update_fields=["state", "ended_at"])
    record("cycle", run.cycle_id, "run_cancelled", by=by, now=now, run=run.pk)
    return run


def work_out(*, run_id: int, now: datetime) -> bool:
    """Solve a run outside any transaction and keep the answer; False where it is not wanted, or somebody else has it.

    A worker that died is followed by another, three at most: then the run has failed.
    """
    tries = _take_up(run_id, now)
    if not tries:
        return False
    run = Run.objects.select_related("gathered").get(pk=run_id)
    began = time.monotonic()
    try:
        answer = _answer(run)
    except NotSolved as error:
        log.warning("Run %s was not solved: %s", run_id, error.code)
        return _fail(run_id=run_id, tries=tries, code=error.code, conflict=[], now=now)
    if "conflict" in answer:
        return _fail(run_id=run_id, tries=tries, code="impossible", conflict=answer["conflict"], now=now)
    seconds = round(time.monotonic() - began, 3)
    return _keep(run_id=run_id, tries=tries, answer=answer, seconds=seconds, now=now)


@atomically
def _take_up(run_id: int, now: datetime) -> int:
    """Which try this is, with what a pairing depends on read; 0 where nothing is to be done."""
    run = Run.objects.select_for_update(of=("self",)).select_related("cycle__programme").get(pk=run_id)
    if not run.is_going_on:
        return 0
    if run.tries == MOST_TRIES:
        _end(run, RunState.FAILED, now, failure="died")
        return 0
    document = gathered(run.cycle, now=now, beside=run.asked.get("beside", ()))
    run.gathered, _ = Gathered.objects.get_or_create(
        cycle=run.cycle, digest=digest_of(document), defaults={"document": document, "at": now}
    )
    run.state, run.tries = RunState.RUNNING, run.tries + 1
    run.save(update_fields=["gathered", "state", "tries"])
    return run.tries


def _answer(run: Run) -> dict[str, Any]:
    assert run.gathered  # noqa: S101 -- taken up
    looked = time.monotonic()

    def is_to_stop() -> bool:
        nonlocal looked
        if time.monotonic() - looked < A_LOOK:
            return False
        looked = time.monotonic()
        return not Run.objects.filter(pk=run.pk, state=RunState.RUNNING, tries=run.tries).exists()

    question = json.dumps({"document": run.gathered.document, "asked": run.asked}).encode()
    found: dict[str, Any] = json.loads(
        answer_of(
            "mentoring.cycles.solving",
            question,
            within=MOST_TIME,
            megabytes=MEGABYTES,
            is_to_stop=is_to_stop,
        )
    )
    return found


@atomically
def _keep(*, run_id: int, tries: int, answer: Facts, seconds: float, now: datetime) -> bool:
    run = _still_wanted(run_id, tries)
    if run is None:
        return False
    RunPair.objects.bulk_create(
        RunPair(
            run=run,
            startup_id=one["startup"],
            expert_id=one["expert"],
            place=one.get("place", 0),
            score=one["score"],
            parts=one["parts"],
            hour=one["hour"],
        )
        for one in (*answer["pairs"], *answer["alternatives"])
    )
    run.outcome, run.faults = answer["outcome"], answer["faults"]
    run.proof = {**answer["proof"], "seconds": seconds}
    _end(run, RunState.DONE, now)
    return True


@atomically
def _fail(*, run_id: int, tries: int, code: str, conflict: list[Facts], now: datetime) -> bool:
    run = _still_wanted(run_id, tries)
    if run is None:
        return False
    run.conflict = conflict
    _end(run, RunState.FAILED, now, failure=code)
    return True


def _still_wanted(run_id: int, tries: int) -> Run | None:
    rows = Run.objects.select_for_update(of=("self",))
    return rows.filter(pk=run_id, state=RunState.RUNNING, tries=tries).first()


def _end(run: Run, state: RunState, now: datetime, *, failure: str = "") -> None:
    run.state, run.failure, run.ended_at = state, failure, now
    run.save()
    record("cycle", run.cycle_id, f"run_{state}", by=None, now=now, run=run.pk, failure=failure)


def asked_of(cycle: Cycle) -> dict[str, Any]:
    """Weights, options and pins of a cycle as they are."""
    pins = list(cycle.pins.order_by("startup", "expert"))
    return {
        "weights": cycle.weights,
        "enough_hours": cycle.enough_hours,
        "fewest_hours": cycle.fewest_hours,
        "language_is_a_must": cycle.language_is_a_must,
        "with_hours": cycle.with_hours,
        "is_stable": cycle.is_stable,
        "most_per_organisation": cycle.most_per_organisation,
        "seed": cycle.seed,
        "required": [[pin.startup_id, pin.expert_id] for pin in pins if pin.kind in HOLDING],
        "forbidden": [[pin.startup_id, pin.expert_id] for pin in pins if pin.kind == PinKind.FORBIDDEN],
    }


def _pairs_of(run: Run | None) -> list[list[int | None]]:
    if run is None:
        return []
    return [[*pair] for pair in run.pairs.filter(place=0).values_list("startup", "expert", "hour")]
