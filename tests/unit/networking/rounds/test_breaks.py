"""Every meeting placed with the fewest breaks, against everything tried."""

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from networking.rounds.breaks import CalmPlan, calm_plans
from networking.rounds.checking import faults_of
from networking.rounds.event import Event, Guest, Meeting
from networking.rounds.plan import NOWHERE
from networking.rounds.refusing import Infeasible
from tests.unit.networking.rounds.events import breaks, events, every_plan

MANY = 60


def last_of(event: Event, spread: int | None) -> CalmPlan | None:
    try:
        *_, last = islice(calm_plans(event, spread), MANY)
    except Infeasible:
        return None
    return last


def is_even(counts: list[int], spread: int | None) -> bool:
    return spread is None or max(counts, default=0) - min(counts, default=0) <= spread


@settings(max_examples=300, deadline=None)
@given(events(all_placed=True), st.sampled_from([None, 0, 1]))
def test_no_plan_with_all_meetings_has_fewer_breaks(event: Event, spread: int | None) -> None:
    counts = [breaks(event, slots) for slots in every_plan(event) if NOWHERE not in slots]
    best = min((sum(count) for count in counts if is_even(count, spread)), default=None)
    last = last_of(event, spread)
    assert (last and last.breaks) == best
    if last is not None:
        own = breaks(event, last.slots)
        assert (sum(own), is_even(own, spread), last.bound) == (best, True, best)
        assert (faults_of(event, last.slots), NOWHERE in last.slots) == ([], False)


def test_somebody_with_more_meetings_than_slots_is_named() -> None:
    guests = [Guest("busy", 0b011), *(Guest(f"g{at}", 0b111) for at in range(3))]
    meetings = [Meeting(f"m{at}", (0, at + 1), 0b111) for at in range(3)]
    with pytest.raises(Infeasible) as refused:
        list(calm_plans(Event([3, 3, 3], guests, meetings)))
    assert refused.value.guest == 0


def test_breaks_that_cannot_be_shared_alike_are_no_plan() -> None:
    guests = [Guest("a", 0b111), Guest("b", 0b111), Guest("c", 0b111)]
    meetings = [Meeting("ab", (0, 1), 0b001), Meeting("ac", (0, 2), 0b100)]
    event = Event([1, 1, 1], guests, meetings)
    with pytest.raises(Infeasible):
        list(calm_plans(event, 0))
    last = last_of(event, 1)
    assert last is not None
    assert (last.breaks, last.bound) == (1, 1)


def test_who_has_no_meeting_shares_no_breaks() -> None:
    guests = [Guest("a", 0b101), Guest("b", 0b101), Guest("nobody's", 0b111)]
    meetings = [Meeting("first", (0, 1), 0b001), Meeting("second", (0, 1), 0b100)]
    last = last_of(Event([1, 1, 1], guests, meetings), 0)
    assert last is not None
    assert (last.breaks, last.bound) == (2, 2)


def test_too_few_tables_are_nobodys_fault() -> None:
    guests = [Guest(f"g{at}", 0b1) for at in range(4)]
    meetings = [Meeting("m0", (0, 1), 0b1), Meeting("m1", (2, 3), 0b1)]
    with pytest.raises(Infeasible) as refused:
        list(calm_plans(Event([1], guests, meetings)))
    assert refused.value.guest is None
