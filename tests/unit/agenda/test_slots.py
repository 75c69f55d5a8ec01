from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agenda import slots
from tests.unit.agenda import oracle
from tests.unit.agenda.situations import Situation, situations

THOROUGH = settings(
    max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@THOROUGH
@given(situations())
def test_the_free_starts_are_those_found_minute_by_minute(case: Situation) -> None:
    found = slots.free_starts(case.people, case.rules, window=case.window, now=case.now)
    assert found == oracle.free_starts(case.people, case.rules, case.window, case.now)


@settings(THOROUGH, max_examples=150)
@given(situations(), st.integers(0, 30))
def test_a_start_is_refused_exactly_if_it_is_not_listed(case: Situation, phase: int) -> None:
    first = case.window[0].replace(second=0)
    asked = [first + timedelta(minutes=minutes) for minutes in range(phase, 2880, 97)]
    window = first, asked[-1] + timedelta(minutes=case.rules.minutes)
    listed = slots.free_starts(case.people, case.rules, window=window, now=case.now)
    asked += listed[:5]
    accepted = {
        start for start in asked if slots.refusal(start, case.people, case.rules, now=case.now) is None
    }
    assert accepted == set(asked) & set(listed)


@settings(THOROUGH, max_examples=100)
@given(situations(), st.integers(0, 2880), st.integers(0, 2880))
def test_what_is_offered_does_not_depend_on_the_window(case: Situation, one: int, other: int) -> None:
    start = case.window[0] + timedelta(minutes=min(one, other))
    end = case.window[0] + timedelta(minutes=max(one, other))
    wide = start - timedelta(days=3), end + timedelta(days=3)
    within = slots.free_starts(case.people, case.rules, window=(start, end), now=case.now)
    length = timedelta(minutes=case.rules.minutes)
    everywhere = slots.free_starts(case.people, case.rules, window=wide, now=case.now)
    assert within == [offer for offer in everywhere if start <= offer and offer + length <= end]
