from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from agenda import wall_clock
from agenda.availability import (
    Availability,
    BookedSession,
    Override,
    SessionRules,
    WeeklyRange,
    taken_between,
)
from agenda.slots import DayReason, Reason, day_reasons, free_starts, refusal
from tests.unit.agenda import oracle
from tests.unit.agenda.situations import Situation, situations
from tests.unit.agenda.test_slots import THOROUGH

pytestmark = pytest.mark.timeout(600)  # thousands of examples, on a machine that may have much else to do

RULES = SessionRules(minutes=60, step_minutes=30)
MENTOR = Availability(
    "America/Los_Angeles", weekly=tuple(WeeklyRange(day, 9 * 60, 12 * 60) for day in range(5))
)
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)  # Monday 04:00 in Los Angeles


def pacific(day: int, hour: int) -> datetime:
    """An hour of a November day after the change to winter time."""
    return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=day - 1, hours=hour + 8)


THE_WEEK = pacific(2, 0), pacific(9, 0)
SATURDAY, SUNDAY = date(2026, 11, 7), date(2026, 11, 8)
WEEKEND = {SATURDAY: DayReason.OFF, SUNDAY: DayReason.OFF}


def reasons(who: Availability = MENTOR, rules: SessionRules = RULES) -> dict[date, DayReason]:
    return day_reasons([who], rules, window=THE_WEEK, now=NOW)


def session(day: int, hour: int) -> BookedSession:
    return BookedSession.between(pacific(day, hour), pacific(day, hour + 1))


def test_a_date_without_hours_is_off() -> None:
    tuesday = date(2026, 11, 3)
    assert reasons() == WEEKEND
    assert reasons(replace(MENTOR, overrides=(Override(tuesday),))) == {tuesday: DayReason.OFF, **WEEKEND}


def test_a_date_whose_hours_are_all_taken_is_busy() -> None:
    busy = replace(MENTOR, busy=(taken_between(pacific(4, 9), pacific(4, 12)),))
    assert reasons(busy) == {date(2026, 11, 4): DayReason.BUSY, **WEEKEND}


def test_a_date_with_its_most_sessions_is_full_though_hours_are_left() -> None:
    who, rules = replace(MENTOR, sessions=(session(5, 9),)), replace(RULES, max_per_day=1)
    assert reasons(who, rules) == {date(2026, 11, 5): DayReason.FULL, **WEEKEND}


def test_a_full_week_and_a_full_month_fill_all_their_dates() -> None:
    who = replace(MENTOR, sessions=(session(5, 9),))
    every_day = {date(2026, 11, day): DayReason.FULL for day in range(2, 7)} | WEEKEND
    assert reasons(who, replace(RULES, max_per_week=1)) == every_day
    assert reasons(who, replace(RULES, max_per_month=1)) == every_day


def test_dates_inside_the_notice_and_beyond_the_horizon_say_so() -> None:
    assert reasons(rules=replace(RULES, notice_minutes=24 * 60, horizon_days=3)) == {
        date(2026, 11, 2): DayReason.NOTICE,
        date(2026, 11, 6): DayReason.BEYOND_HORIZON,
        **WEEKEND,
    }


def test_a_fixed_booking_window_closes_the_dates_around_it() -> None:
    rules = replace(RULES, window_from_on=date(2026, 11, 3), window_until_on=date(2026, 11, 5))
    assert reasons(rules=rules) == {
        date(2026, 11, 2): DayReason.BEYOND_HORIZON,
        date(2026, 11, 6): DayReason.BEYOND_HORIZON,
        **WEEKEND,
    }
    assert refusal(pacific(2, 9), [MENTOR], rules, now=NOW) is Reason.BEFORE_WINDOW
    assert refusal(pacific(6, 9), [MENTOR], rules, now=NOW) is Reason.BEYOND_HORIZON


def test_people_who_share_no_hours_have_no_day() -> None:
    evenings = Availability("Asia/Seoul", weekly=tuple(WeeklyRange(day, 9 * 60, 10 * 60) for day in range(7)))
    found = day_reasons([MENTOR, evenings], RULES, window=THE_WEEK, now=NOW)
    assert set(found.values()) == {DayReason.OFF}
    assert len(found) == 7


def test_the_month_of_a_session_is_that_of_the_persons_own_clock() -> None:
    # 22:00 on 30 November in Los Angeles is 1 December in UTC, and it fills November.
    late = replace(MENTOR, weekly=tuple(WeeklyRange(day, 20 * 60, 1440) for day in range(7)))
    who, rules = replace(late, sessions=(session(30, 22),)), replace(RULES, max_per_month=1)
    assert refusal(pacific(29, 20), [who], rules, now=NOW) is Reason.MONTH_FULL
    assert refusal(pacific(31, 20), [who], rules, now=NOW) is None  # 1 December


@THOROUGH
@given(situations())
def test_exactly_the_dates_without_a_start_have_a_reason(situation: Situation) -> None:
    people, rules, window, now = situation.people, situation.rules, situation.window, situation.now
    starts = oracle.free_starts(people, rules, window, now)
    with_start = {oracle.local_time(people[0], start).date() for start in starts}
    first = wall_clock.minute_after(window[0])  # a date counts if some whole minute of it is asked for
    asked = range(first, wall_clock.minute_before(window[1]))
    shown = {oracle.local_time(people[0], wall_clock.instant(minute)).date() for minute in asked}
    found = day_reasons(people, rules, window=window, now=now)
    assert set(found) == shown - with_start


@THOROUGH
@given(situations())
def test_a_date_is_off_only_if_it_would_be_empty_with_nothing_taken_and_no_limit(
    situation: Situation,
) -> None:
    people, window, now = situation.people, situation.window, situation.now
    idle = [replace(who, busy=(), sessions=()) for who in people]
    rules = replace(
        situation.rules, notice_minutes=0, horizon_days=None, window_from_on=None, window_until_on=None
    )
    long_ago = now - timedelta(days=30)
    could = {
        oracle.local_time(people[0], start).date()
        for start in free_starts(idle, rules, window=window, now=long_ago)
    }
    found = day_reasons(people, situation.rules, window=window, now=now)
    assert could.isdisjoint(on for on, reason in found.items() if reason is DayReason.OFF)


def test_nothing_is_offered_outside_the_dates_of_an_offer() -> None:
    begins, ends = (wall_clock.minute_after(pacific(day, 0)) for day in (3, 6))
    rules = replace(RULES, within=(begins, ends))
    assert reasons(rules=rules) == {
        date(2026, 11, 2): DayReason.OUTSIDE_DATES,
        date(2026, 11, 6): DayReason.OUTSIDE_DATES,
        **WEEKEND,
    }
    offered = free_starts([MENTOR], rules, window=THE_WEEK, now=NOW)
    assert {start.astimezone(ZoneInfo("America/Los_Angeles")).day for start in offered} == {3, 4, 5}
    assert refusal(pacific(2, 9), [MENTOR], rules, now=NOW) is Reason.OUTSIDE_DATES
    assert refusal(pacific(3, 9), [MENTOR], rules, now=NOW) is None
    assert refusal(pacific(6, 9), [MENTOR], rules, now=NOW) is Reason.OUTSIDE_DATES
