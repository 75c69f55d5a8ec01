"""A cycle's life, and pairs decided on beforehand."""

from datetime import date
from typing import Any

import pytest

from audit.models import AuditEntry
from mentoring.cycles.operations import change_cycle, end_cycle, lock_pairs, open_cycle, pin_pair, unpin_pair
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
from mentoring.models import CycleState, Pin, PinKind
from tests.factories.cycles import TERMS, a_pairing_programme
from tests.factories.hub import a_programme
from tests.integration.cycles.conftest import Stage

pytestmark = pytest.mark.django_db


def pin(stage: Stage, startup: int, expert: int, kind: PinKind) -> Pin:
    return pin_pair(
        cycle_id=stage.cycle.pk,
        startup=stage.startups[startup],
        expert=stage.experts[expert],
        kind=kind,
        by=stage.coordinator,
        now=stage.now,
    )


def test_one_cycle_at_a_time_in_a_programme_that_pairs_by_cycles(stage: Stage) -> None:
    given: dict[str, Any] = {"terms": TERMS, "by": stage.coordinator, "now": stage.now}
    with pytest.raises(CycleUnderWay):
        open_cycle(programme=stage.programme, **given)
    with pytest.raises(NotByCycles):
        open_cycle(programme=a_programme(), **given)
    end_cycle(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    assert open_cycle(programme=stage.programme, **given).state == CycleState.COLLECTING


def test_terms_that_make_no_sense_open_nothing(stage: Stage) -> None:
    programme = a_pairing_programme()
    for terms, refusal in (
        ({"startups_due_on": date(2026, 11, 21)}, DueInThePast),
        ({"weights": {"words": 0}}, Unweighable),
        ({"is_stable": True}, StableWithoutHours),
    ):
        with pytest.raises(refusal):
            open_cycle(programme=programme, terms={**TERMS, **terms}, by=stage.coordinator, now=stage.now)
    assert programme.cycles.count() == 0


def test_a_change_is_told_in_the_log(stage: Stage) -> None:
    changes = {"answer_days": 9, "startups_due_on": date(2026, 12, 11), "seed": 1}
    cycle = change_cycle(cycle_id=stage.cycle.pk, changes=changes, by=stage.coordinator, now=stage.now)
    assert (cycle.answer_days, cycle.revision) == (9, 2)
    entry = AuditEntry.objects.get(action="changed")
    assert entry.details["changed"] == {
        "answer_days": [5, 9],
        "startups_due_on": ["2026-12-04", "2026-12-11"],
    }


def test_a_pin_against_a_pin_is_refused_at_once(stage: Stage) -> None:
    pin(stage, 0, 0, PinKind.FORBIDDEN)
    with pytest.raises(PairHeldOtherwise):
        pin(stage, 0, 0, PinKind.REQUIRED)
    with pytest.raises(PairHeldOtherwise):
        lock_pairs(
            cycle_id=stage.cycle.pk,
            pairs=[(stage.startups[0].pk, stage.experts[0].pk)],
            by=stage.coordinator,
            now=stage.now,
        )
    assert pin(stage, 0, 0, PinKind.FORBIDDEN) == Pin.objects.get()


def test_more_is_not_required_than_they_take(stage: Stage) -> None:
    pin(stage, 0, 0, PinKind.REQUIRED)
    with pytest.raises(TooManyHeld):
        pin(stage, 0, 1, PinKind.REQUIRED)  # the startup takes one
    pin(stage, 1, 1, PinKind.REQUIRED)
    with pytest.raises(TooManyHeld):
        pin(stage, 2, 1, PinKind.REQUIRED)  # so does this expert
    assert Pin.objects.count() == 2


def test_a_decision_can_be_taken_back_once(stage: Stage) -> None:
    pin(stage, 0, 0, PinKind.REQUIRED)
    back: dict[str, Any] = {
        "cycle_id": stage.cycle.pk,
        "startup_id": stage.startups[0].pk,
        "expert_id": stage.experts[0].pk,
        "by": stage.coordinator,
        "now": stage.now,
    }
    assert (unpin_pair(**back), unpin_pair(**back)) == (True, False)


def test_what_is_over_is_not_changed(stage: Stage) -> None:
    ended = end_cycle(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    assert ended.state == CycleState.CANCELLED
    with pytest.raises(CycleOver):
        pin(stage, 0, 0, PinKind.REQUIRED)
    with pytest.raises(CycleOver):
        end_cycle(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
