from datetime import UTC, date, datetime, time, timedelta

import pytest

from agenda.recurrence import Frequency, Rule, WallStart
from mentoring.rules import Part
from mentoring.series.rules import alternatives, may, own_hour, rest_from

TUESDAY = WallStart(date(2026, 10, 20), time(16), "America/Los_Angeles")


def test_alternatives_are_the_nearest_of_that_day_then_of_that_week() -> None:
    wish = datetime(2026, 10, 20, 23, tzinfo=UTC)
    hours = [-48, -1, 2, 24, 7 * 24]
    free = [wish + timedelta(hours=h) for h in hours]
    found = alternatives(wish, free, "America/Los_Angeles")
    assert [(at - wish) // timedelta(hours=1) for at in found] == [-1, 2, 24]


def test_a_date_belongs_to_the_week_of_the_anchors_clock() -> None:
    # Sunday evening in California is Monday in Seoul: another week.
    wish = datetime(2026, 10, 26, 1, tzinfo=UTC)
    free = [wish - timedelta(days=2)]
    assert alternatives(wish, free, "America/Los_Angeles") == free
    assert alternatives(wish, free, "Asia/Seoul") == []


@pytest.mark.parametrize(
    ("rule", "to", "before", "weekdays"),
    [
        (Rule(Frequency.WEEKLY, 1, (1, 3), count=6), date(2026, 10, 28), 2, (2, 4)),
        (Rule(Frequency.WEEKLY, 1, (1,), until_on=date(2026, 11, 30)), date(2026, 10, 29), 1, (3,)),
    ],
)
def test_the_rest_of_a_weekly_rule_turns_its_weekdays(
    rule: Rule, to: date, before: int, weekdays: tuple[int, ...]
) -> None:
    first, rest = rest_from(rule, TUESDAY, date(2026, 10, 27), WallStart(to, time(9), "UTC"))
    assert first is not None
    assert (first.count, rest.weekdays, rest.until_on) == (before, weekdays, None)


def test_nothing_goes_before_the_first_date() -> None:
    rule = Rule(Frequency.WEEKLY, count=3)
    assert rest_from(rule, TUESDAY, TUESDAY.on, TUESDAY) == (None, rule)


@pytest.mark.parametrize(("on", "position"), [(date(2026, 11, 24), -1), (date(2026, 11, 18), 3)])
def test_the_rest_of_a_monthly_rule_stays_last_where_it_can(on: date, position: int) -> None:
    start = WallStart(date(2026, 10, 27), time(9), "UTC")
    rule = Rule(Frequency.MONTHLY, position=-1, count=5)
    _, rest = rest_from(rule, start, date(2026, 11, 24), WallStart(on, time(9), "UTC"))
    assert (rest.position, rest.count) == (position, 4)


@pytest.mark.parametrize(
    ("part", "state", "ahead", "requested", "deeds"),
    [
        (Part.EXPERT, "requested", True, True, ["accept", "decline"]),
        (Part.STARTUP, "requested", True, True, ["end"]),
        (Part.STARTUP, "active", True, False, ["skip", "move", "end", "extend"]),
        (Part.COORDINATOR, "active", False, False, ["extend"]),
        (Part.EXPERT, "ended", True, True, []),
        (None, "active", True, True, []),
    ],
)
def test_who_may_do_what(
    part: Part | None, state: str, ahead: bool, requested: bool, deeds: list[str]
) -> None:
    assert may(part, state, has_ahead=ahead, has_requested=requested, overrides=False) == deeds


@pytest.mark.parametrize(
    ("ahead", "state", "may_override"),
    [(True, "active", True), (False, "active", False), (True, "requested", False)],
)
def test_the_policy_is_set_aside_for_agreed_dates_ahead(ahead: bool, state: str, may_override: bool) -> None:
    deeds = may(Part.COORDINATOR, state, has_ahead=ahead, has_requested=False, overrides=True)
    assert ("override_policy" in deeds) is may_override


@pytest.mark.parametrize(
    ("rule", "on", "to", "month_day"),
    [
        (Rule(Frequency.MONTHLY, month_day=-1, count=5), date(2026, 11, 30), date(2026, 11, 30), -1),
        (Rule(Frequency.MONTHLY, month_day=-1, count=5), date(2026, 11, 30), date(2026, 11, 27), 27),
        (Rule(Frequency.MONTHLY, month_day=31, count=5), date(2026, 12, 31), date(2027, 1, 4), 4),
    ],
)
def test_the_rest_of_a_rule_by_the_day_of_the_month_turns_to_the_new_day(
    rule: Rule, on: date, to: date, month_day: int
) -> None:
    start = WallStart(date(2026, 10, 31), time(9), "UTC")
    before, rest = rest_from(rule, start, on, WallStart(to, time(9), "UTC"))
    assert before is not None
    assert (before.count, rest.month_day, rest.count) == (1, month_day, 4)


def test_the_second_of_an_hour_that_comes_twice_is_no_hour_of_a_clock() -> None:
    first = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)  # 01:30 in California, and an hour later again
    own = own_hour(first, "America/Los_Angeles")
    assert own == WallStart(date(2026, 11, 1), time(1, 30), "America/Los_Angeles")
    assert own_hour(first + timedelta(hours=1), "America/Los_Angeles") is None
