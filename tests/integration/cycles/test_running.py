"""Runs: asked for, worked out by a worker in a process of its own, kept only while they are wanted."""

import os
import signal
from datetime import timedelta
from threading import Thread
from typing import Any

import psutil
import pytest
from django.db import connection

from mentoring.cycles import running
from mentoring.cycles.operations import change_cycle, end_cycle, lock_pairs, pin_pair
from mentoring.cycles.refusals import CycleOver, RunNotGoingOn, RunOfAnotherCycle, RunUnderWay
from mentoring.cycles.running import cancel_run, start_run, work_out
from mentoring.cycles.solving import solved
from mentoring.models import Cycle, CycleState, PinKind, Run, RunState
from processes import NotSolved
from tests.factories.cycles import a_cycle, a_pairing_programme, an_expert_in
from tests.integration.cycles.conftest import Stage
from tests.integration.cycles.deeds import pairs, run_of

pytestmark = pytest.mark.django_db


def test_a_run_serves_everybody_and_is_proven_and_checked(stage: Stage) -> None:
    run = run_of(stage)
    assert (run.state, run.faults, run.proof["gap"], run.outcome["served"]) == (RunState.DONE, [], 0, 3)
    assert sorted(expert for _, expert in pairs(run)) == sorted(
        [stage.experts[0].pk, stage.experts[0].pk, stage.experts[1].pk]
    )
    assert Cycle.objects.get().state == CycleState.REVIEW


def test_what_was_gathered_and_asked_gives_the_same_pairs_again(stage: Stage) -> None:
    run = run_of(stage)
    assert run.gathered
    again = solved(run.gathered.document, run.asked)
    assert sorted((one["startup"], one["expert"], one["hour"]) for one in again["pairs"]) == sorted(
        run.pairs.filter(place=0).values_list("startup", "expert", "hour")
    )


def test_runs_over_the_same_world_share_what_was_gathered(stage: Stage) -> None:
    assert run_of(stage).gathered == run_of(stage).gathered


def test_one_run_goes_on_at_a_time(stage: Stage) -> None:
    start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    with pytest.raises(RunUnderWay):
        start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)


def test_a_cancelled_run_is_dropped_and_cannot_be_cancelled_twice(stage: Stage) -> None:
    run = start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    cancel_run(run_id=run.pk, by=stage.coordinator, now=stage.now)
    assert not work_out(run_id=run.pk, now=stage.now)
    with pytest.raises(RunNotGoingOn):
        cancel_run(run_id=run.pk, by=stage.coordinator, now=stage.now)
    assert (Run.objects.get().state, run.pairs.count()) == (RunState.CANCELLED, 0)


@pytest.mark.django_db(transaction=True)
def test_one_that_is_cancelled_half_way_leaves_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever cancels does it while the solver's process runs; its answer is not waited for."""
    monkeypatch.setattr(running, "A_LOOK", 0.0)
    run = start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)

    def cancel_once_it_runs() -> None:
        while Run.objects.get(pk=run.pk).state != RunState.RUNNING:
            pass
        cancel_run(run_id=run.pk, by=stage.coordinator, now=stage.now)
        connection.close()

    canceller = Thread(target=cancel_once_it_runs)
    canceller.start()
    assert not work_out(run_id=run.pk, now=stage.now)
    canceller.join()
    run.refresh_from_db()
    assert (run.state, run.pairs.count()) == (RunState.CANCELLED, 0)


@pytest.mark.django_db(transaction=True)
def test_a_solver_that_is_killed_fails_the_run_and_another_can_be_asked_for(stage: Stage) -> None:
    run = start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)

    def kill() -> None:
        while not (found := _solvers()):
            pass
        os.kill(found[0].pid, signal.SIGKILL)

    killer = Thread(target=kill)
    killer.start()
    work_out(run_id=run.pk, now=stage.now)
    killer.join()
    run.refresh_from_db()
    assert (run.state, run.failure) == (RunState.FAILED, "died")
    assert run_of(stage).state == RunState.DONE


def _solvers() -> list[psutil.Process]:
    found = []
    for child in psutil.Process().children():
        try:
            if "mentoring.cycles.solving" in child.cmdline():
                found.append(child)
        except psutil.Error:
            continue
    return found


def test_a_worker_that_died_is_followed_by_another_three_at_most(stage: Stage) -> None:
    run = start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    for tries in (1, 2, 3):
        assert running._take_up(run.pk, stage.now) == tries
    assert not work_out(run_id=run.pk, now=stage.now)
    run.refresh_from_db()
    assert (run.state, run.failure) == (RunState.FAILED, "died")


def test_an_answer_that_comes_after_another_try_began_is_not_kept(stage: Stage) -> None:
    run = start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    first = running._take_up(run.pk, stage.now)
    running._take_up(run.pk, stage.now)
    answer: dict[str, Any] = {"pairs": [], "alternatives": [], "outcome": {}, "faults": [], "proof": {}}
    assert not running._keep(run_id=run.pk, tries=first, answer=answer, seconds=0, now=stage.now)
    assert Run.objects.get().state == RunState.RUNNING


def test_a_trial_changes_nothing_of_the_cycle(stage: Stage) -> None:
    beside = an_expert_in(a_pairing_programme())
    trial = {"capacity": {str(stage.experts[0].pk): 0}, "beside": [beside.pk]}
    run = run_of(stage, trial=trial)
    assert (run.is_trial, Cycle.objects.get(pk=stage.cycle.pk).state) == (True, CycleState.COLLECTING)
    assert {expert for _, expert in pairs(run)} <= {stage.experts[1].pk, beside.pk}
    assert run.outcome["served"] == 3  # beside takes as many as anybody who has not said how many


def test_a_run_like_another_changes_nothing_that_need_not_be(stage: Stage) -> None:
    first = run_of(stage)
    change_cycle(cycle_id=stage.cycle.pk, changes={"seed": 77}, by=stage.coordinator, now=stage.now)
    kept = run_of(stage, like=first)
    assert pairs(kept) == pairs(first)


def test_locked_pairs_stay_whatever_comes_out_anew(stage: Stage) -> None:
    startups, experts = stage.startups, stage.experts
    locked = [(startups[0].pk, experts[1].pk)]
    assert lock_pairs(cycle_id=stage.cycle.pk, pairs=locked, by=stage.coordinator, now=stage.now) == 1
    assert lock_pairs(cycle_id=stage.cycle.pk, pairs=locked, by=stage.coordinator, now=stage.now) == 0
    assert locked[0] in pairs(run_of(stage))


def test_what_cannot_be_is_named(stage: Stage) -> None:
    startup, expert = stage.startups[0], stage.experts[0]
    change_cycle(
        cycle_id=stage.cycle.pk,
        changes={"language_is_a_must": True, "with_hours": False},
        by=stage.coordinator,
        now=stage.now,
    )
    pin_pair(
        cycle_id=stage.cycle.pk,
        startup=startup,
        expert=expert,
        kind=PinKind.REQUIRED,
        by=stage.coordinator,
        now=stage.now,
    )
    run = run_of(stage)
    assert (run.state, run.failure) == (RunState.FAILED, "impossible")
    assert run.conflict == [{"kind": "pinned", "startup": startup.pk, "expert": expert.pk}]


def test_a_run_of_another_cycle_is_nothing_to_be_like(stage: Stage) -> None:
    other = a_cycle(a_pairing_programme(), now=stage.now)
    run = run_of(stage)
    with pytest.raises(RunOfAnotherCycle):
        start_run(cycle_id=other.pk, like=run, by=stage.coordinator, now=stage.now)


def test_a_cycle_that_is_over_is_not_worked_out(stage: Stage) -> None:
    end_cycle(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    with pytest.raises(CycleOver):
        start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)


def test_what_takes_too_long_fails_with_its_reason(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST_TIME", timedelta(0))
    run = start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    work_out(run_id=run.pk, now=stage.now)
    run.refresh_from_db()
    assert run.failure == NotSolved("too_long").code
