"""The database refuses what the operations never try."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from mentoring.models import Choice, Cycle, Gathered, Pin, Run, RunPair, Wish
from tests.factories.cycles import TERMS
from tests.integration.cycles.conftest import Stage

pytestmark = pytest.mark.django_db


def refused(make: Callable[[], object]) -> str:
    """The constraint that stood in the way."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    return str(caught.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]  # of psycopg


def changed(row: Model, **fields: Any) -> Callable[[], object]:
    return lambda: type(row)._default_manager.filter(pk=row.pk).update(**fields)


def a_run(stage: Stage, **fields: Any) -> Run:
    gathered, _ = Gathered.objects.get_or_create(
        cycle=stage.cycle, digest="a", defaults={"document": {}, "at": stage.now}
    )
    given = {"state": "done", "ended_at": stage.now, "gathered": gathered, **fields}
    return Run.objects.create(cycle=stage.cycle, asked={}, by=stage.coordinator, wanted_at=stage.now, **given)


def a_wish(stage: Stage, **fields: Any) -> Wish:
    given = {"startup": stage.startups[0], "is_draft": False, **fields}
    return Wish.objects.create(cycle=stage.cycle, by=stage.coordinator, at=stage.now, **given)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "odd", "closed_at": "2026-11-23T00:00Z"}, "cycle_state_is_known"),
        ({"state": "closed"}, "cycle_closed_tells_when"),
        ({"state": "published"}, "cycle_published_tells_when"),
        ({"is_stable": True}, "cycle_stable_knows_no_hours_and_no_groups"),
        ({"answer_days": 0}, "cycle_answers_take_days"),
    ],
)
def test_a_cycle_that_makes_no_sense_is_refused(
    stage: Stage, fields: dict[str, Any], constraint: str
) -> None:
    assert refused(changed(stage.cycle, **fields)) == constraint


def test_one_cycle_lives_at_a_time_in_a_programme(stage: Stage) -> None:
    def another() -> None:
        Cycle.objects.create(programme=stage.programme, opened_at=stage.now, **TERMS)

    assert refused(another) == "cycle_one_at_a_time"
    changed(stage.cycle, state="cancelled", closed_at=stage.now)()
    another()


def test_a_wish_is_of_one_side_and_once(stage: Stage) -> None:
    wish = a_wish(stage)
    assert refused(lambda: a_wish(stage)) == "wish_once_per_startup"
    assert refused(changed(wish, expert=stage.experts[0])) == "wish_is_of_one_side"
    assert refused(changed(wish, startup=None)) == "wish_is_of_one_side"
    of_expert = a_wish(stage, startup=None, expert=stage.experts[0])
    assert refused(changed(of_expert, needs="help")) == "wish_needs_are_of_a_startup"
    assert refused(lambda: a_wish(stage, startup=None, expert=stage.experts[0])) == "wish_once_per_expert"


def test_choices_have_a_place_each_or_are_an_experts_veto(stage: Stage) -> None:
    wish = a_wish(stage)
    first, second = stage.experts
    choice = Choice.objects.create(wish=wish, expert=first, place=1)

    def again(**fields: Any) -> Callable[[], object]:
        return lambda: Choice.objects.create(wish=wish, **fields)

    assert refused(again(expert=second, place=1)) == "choice_one_per_place"
    assert refused(again(expert=first, place=2)) == "choice_names_an_expert_once"
    assert refused(changed(choice, place=11)) == "choice_has_a_place_or_is_an_experts_veto"
    assert refused(changed(choice, place=None)) == "choice_has_a_place_or_is_an_experts_veto"
    assert refused(changed(choice, startup=stage.startups[0])) == "choice_names_one_of_one_side"
    Choice.objects.create(wish=wish, startup=stage.startups[0])
    assert refused(again(startup=stage.startups[0])) == "choice_names_a_startup_once"


def test_a_pair_is_decided_once(stage: Stage) -> None:
    given = {
        "cycle": stage.cycle,
        "startup": stage.startups[0],
        "expert": stage.experts[0],
        "by": stage.coordinator,
        "at": stage.now,
    }
    pin = Pin.objects.create(kind="required", **given)
    assert refused(lambda: Pin.objects.create(kind="forbidden", **given)) == "pin_decides_a_pair_once"
    assert refused(changed(pin, kind="odd")) == "pin_kind_is_known"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "odd"}, "run_state_is_known"),
        ({"ended_at": None}, "run_ended_tells_when"),
        ({"state": "failed"}, "run_failed_tells_why"),
        ({"gathered": None}, "run_done_tells_of_what"),
        ({"published_at": "2026-11-23T00:00Z", "faults": ["x"]}, "run_published_is_done_and_without_fault"),
        ({"published_at": "2026-11-23T00:00Z", "is_trial": True}, "run_published_is_done_and_without_fault"),
    ],
)
def test_a_run_that_makes_no_sense_is_refused(stage: Stage, fields: dict[str, Any], constraint: str) -> None:
    assert refused(changed(a_run(stage), **fields)) == constraint


def test_one_run_goes_on_at_a_time(stage: Stage) -> None:
    a_run(stage, state="waiting", ended_at=None)
    assert refused(lambda: a_run(stage, state="running", ended_at=None)) == "run_one_at_a_time_per_cycle"


def test_what_was_gathered_is_kept_once(stage: Stage) -> None:
    a_run(stage)
    again = lambda: Gathered.objects.create(cycle=stage.cycle, digest="a", document={}, at=stage.now)  # noqa: E731
    assert refused(again) == "gathered_once_per_digest"


def test_a_run_names_a_pair_once_and_an_experts_hour_once(stage: Stage) -> None:
    run = a_run(stage)

    def pair(startup: int, expert: int, **fields: Any) -> RunPair:
        given = {"score": 1, "parts": {}, "hour": 540, **fields}
        return RunPair.objects.create(
            run=run, startup=stage.startups[startup], expert=stage.experts[expert], **given
        )

    first = pair(0, 0)
    assert refused(lambda: pair(0, 0)) == "run_names_a_pair_once"
    assert refused(lambda: pair(1, 0)) == "run_gives_an_experts_hour_once"
    assert refused(changed(first, score=0)) == "run_pair_scores_one_at_least"
    assert refused(changed(first, hour=7 * 24 * 60)) == "run_pair_hour_is_of_a_week"
    pair(1, 0, place=1)
