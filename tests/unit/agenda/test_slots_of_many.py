"""The search for many at once finds for each what the search for one finds: 2,000 crowds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agenda import slots
from agenda.availability import Availability, BadAvailability, SessionRules, WeeklyRange
from agenda.slots_of_many import free_minutes_of_each
from agenda.wall_clock import instant, minute_before
from tests.unit.agenda.situations import Situation, situations

pytestmark = pytest.mark.timeout(600)  # thousands of examples, on a machine that may have much else to do


@settings(
    max_examples=2_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(situations(), min_size=1, max_size=3))
def test_of_many_everybody_has_the_starts_that_they_have_alone(crowd: list[Situation]) -> None:
    searches = [(one.people, one.rules) for one in crowd]
    for window, now in ((one.window, one.now) for one in crowd):
        found = free_minutes_of_each(searches, window=window, now=now)
        assert found == [
            slots.free_minutes(people, rules, window=window, now=now) for people, rules in searches
        ]


def test_somebody_whose_calendar_cannot_be_read_has_none_and_the_others_keep_theirs() -> None:
    who = Availability("Asia/Seoul", weekly=tuple(WeeklyRange(day, 540, 600) for day in range(7)))
    asks = Availability("UTC", weekly=tuple(WeeklyRange(day, 0, 1440) for day in range(7)), asks=True)
    begin = datetime(2026, 3, 2, tzinfo=UTC)
    rules = SessionRules(minutes=30, step_minutes=30)
    closed = replace(rules, closed=((minute_before(begin), minute_before(begin) + 30),))
    searches = [
        ([who, asks], rules),
        ([replace(who, unknown=True), asks], rules),
        ([who, replace(asks, unknown=True)], rules),
        ([who], closed),
    ]
    found = free_minutes_of_each(searches, window=(begin, begin + timedelta(days=1)), now=begin)
    assert [[instant(start) for start in starts] for starts in found] == [
        [begin, begin + timedelta(minutes=30)],
        [],
        [],
        [begin + timedelta(minutes=30)],
    ]


def test_nobody_is_asked_about_and_nobody_found() -> None:
    begin = datetime(2026, 3, 2, tzinfo=UTC)
    assert free_minutes_of_each([], window=(begin, begin), now=begin) == []


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    begin = datetime(2026, 3, 2, tzinfo=UTC)
    with pytest.raises(BadAvailability, match="end_before_start"):
        free_minutes_of_each([], window=(begin, begin - timedelta(days=1)), now=begin)
