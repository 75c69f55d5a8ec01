"""The engine against a search of its own, minute by minute: 2,000 situations a property."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agenda import slots
from agenda.availability import Availability, BookedSession, SessionRules, WeeklyRange
from agenda.intentions import Intentions
from agenda.queries.people import Expert
from tests.unit.agenda import oracle
from tests.unit.agenda.situations import Situation, situations

pytestmark = pytest.mark.timeout(600)  # thousands of examples, on a machine that may have much else to do

THOROUGH = settings(
    max_examples=2_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def refused(case: Situation, start: datetime) -> bool:
    return slots.refusal(start, case.people, case.rules, now=case.now) is not None


@THOROUGH
@given(situations())
def test_the_free_starts_are_those_found_minute_by_minute(case: Situation) -> None:
    found = slots.free_starts(case.people, case.rules, window=case.window, now=case.now)
    assert found == oracle.free_starts(case.people, case.rules, case.window, case.now)


def test_hours_that_overlap_are_each_read_on_the_clock_on_a_night_that_skips_a_part_of_them() -> None:
    # Casablanca's clock skips 02:00 to 03:00 on 22 March. From 02:30 to 03:30 nothing is left of the first hours (the
    # start is read with the offset before), but the second ones begin at 03:00, which is 02:00 UTC.
    who = Availability("Africa/Casablanca", weekly=(WeeklyRange(6, 150, 210), WeeklyRange(6, 180, 270)))
    begin = datetime(2026, 3, 22, tzinfo=UTC)
    rules = SessionRules(minutes=30, step_minutes=30)
    found = slots.free_starts([who], rules, window=(begin, begin + timedelta(days=1)), now=begin)
    assert found == [begin + timedelta(minutes=minutes) for minutes in (120, 150, 180)]


@THOROUGH
@given(situations(), st.integers(0, 486))
def test_a_start_is_refused_exactly_if_it_is_not_listed(case: Situation, phase: int) -> None:
    first = case.window[0].replace(second=0)
    asked = [first + timedelta(minutes=minutes) for minutes in range(phase, 2_880, 487)]
    window = first, asked[-1] + timedelta(minutes=case.rules.minutes)
    listed = slots.free_starts(case.people, case.rules, window=window, now=case.now)
    assert [start for start in asked if not refused(case, start)] == [
        start for start in asked if start in set(listed)
    ]
    some = [*listed[:1], *listed[len(listed) // 2 :][:1], *listed[-1:]]
    assert not any(refused(case, start) for start in some)


@THOROUGH
@given(situations(), st.integers(0, 2_880), st.integers(0, 2_880))
def test_what_is_offered_does_not_depend_on_the_window(case: Situation, one: int, other: int) -> None:
    start = case.window[0] + timedelta(minutes=min(one, other))
    end = case.window[0] + timedelta(minutes=max(one, other))
    wide = start - timedelta(days=3), end + timedelta(days=3)
    within = slots.free_starts(case.people, case.rules, window=(start, end), now=case.now)
    length = timedelta(minutes=case.rules.minutes)
    everywhere = slots.free_starts(case.people, case.rules, window=wide, now=case.now)
    assert within == [offer for offer in everywhere if start <= offer and offer + length <= end]


def _as_read(who: Availability) -> Availability:
    """As from the ledger: all that is taken is told as busy, no row is empty, and sessions are there to be counted."""
    return replace(who, busy=tuple((start, end) for start, end in who.taken() if start < end))


def test_a_session_that_takes_no_time_needs_no_pause_beside_others() -> None:
    open_day = tuple(WeeklyRange(day, 0, 1440) for day in range(7))
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    nothing = BookedSession.between(noon, noon)
    rules = SessionRules(minutes=60, step_minutes=15, buffer_after_minutes=10)
    who = Expert(Intentions("UTC"), Availability("UTC", open_day, sessions=(nothing,)), rules)
    people, unpaused = who.with_others([Availability("UTC", open_day)])
    window = noon - timedelta(hours=1), noon + timedelta(hours=1)
    found = slots.free_starts(people, unpaused, window=window, now=window[0])
    assert found == [window[0] + timedelta(minutes=15 * step) for step in range(5)]


@THOROUGH
@given(situations())
def test_only_the_expert_keeps_the_pauses_around_a_session(case: Situation) -> None:
    first, *others = [_as_read(who) for who in case.people]
    expert = Expert(Intentions(first.time_zone), first, case.rules)
    people, rules = expert.with_others(others)
    # Limits are the expert's own: the others' sessions are time that is taken, and count for nothing.
    beside = [replace(who, sessions=()) for who in people[1:]]
    found = slots.free_starts([people[0], *beside], rules, window=case.window, now=case.now)
    unpaused: SessionRules = replace(case.rules, buffer_before_minutes=0, buffer_after_minutes=0)
    expected = oracle.free_starts_beside(first, beside, case.rules, unpaused, case.window, case.now)
    assert found == expected
