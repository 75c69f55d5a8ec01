from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from agenda.availability import (
    Availability,
    BookedSession,
    Override,
    SessionRules,
    Travel,
    WeeklyRange,
    taken_between,
)
from agenda.slots import Reason, free_starts, refusal

RULES = SessionRules(minutes=60, step_minutes=30)
WORKING_DAYS = tuple(WeeklyRange(day, 9 * 60, 17 * 60) for day in range(5))
MENTOR = Availability("America/Los_Angeles", weekly=WORKING_DAYS)
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)  # Monday 04:00 in Los Angeles


def pacific(day: int, hour: int, minute: int = 0) -> datetime:
    """An hour of a November day after the change to winter time."""
    return datetime(2026, 11, day, tzinfo=UTC) + timedelta(hours=hour + 8, minutes=minute)


def booked(day: int, hour: int) -> BookedSession:
    return BookedSession.between(pacific(day, hour), pacific(day, hour + 1))


def why(start: datetime, who: Availability = MENTOR, rules: SessionRules = RULES) -> Reason | None:
    return refusal(start, [who], rules, now=NOW)


def test_a_start_on_the_grid_is_not_refused() -> None:
    assert why(pacific(2, 9)) is None


def test_a_start_before_now_is_in_the_past() -> None:
    assert refusal(pacific(2, 9), [MENTOR], RULES, now=pacific(2, 9, 1)) is Reason.STARTS_IN_PAST


def test_a_start_at_this_very_moment_is_not_in_the_past() -> None:
    assert refusal(pacific(2, 9), [MENTOR], RULES, now=pacific(2, 9)) is None


def test_notice_is_kept_to_the_second() -> None:
    at_nine = pacific(2, 9)
    two_hours = replace(RULES, notice_minutes=120)
    assert refusal(at_nine, [MENTOR], two_hours, now=pacific(2, 7)) is None
    assert (
        refusal(at_nine, [MENTOR], two_hours, now=pacific(2, 7) + timedelta(seconds=1))
        is Reason.INSIDE_NOTICE
    )


def test_the_horizon_counts_local_dates() -> None:
    assert why(pacific(4, 16), rules=replace(RULES, horizon_days=2)) is None
    assert why(pacific(5, 9), rules=replace(RULES, horizon_days=2)) is Reason.BEYOND_HORIZON


def test_a_session_that_ends_after_hours_is_outside_them() -> None:
    assert why(pacific(2, 16)) is None
    assert why(pacific(2, 16, 30)) is Reason.OUTSIDE_HOURS


def test_a_day_off_is_outside_hours() -> None:
    assert (
        why(pacific(3, 9), replace(MENTOR, overrides=(Override(date(2026, 11, 3)),))) is Reason.OUTSIDE_HOURS
    )


def test_a_session_may_start_where_busy_time_ends_but_not_before() -> None:
    busy = replace(MENTOR, busy=(taken_between(pacific(2, 10), pacific(2, 11)),))
    assert why(pacific(2, 11), busy) is None
    assert why(pacific(2, 10, 30), busy) is Reason.BUSY


def test_buffers_of_both_sessions_add_up() -> None:
    session = BookedSession.between(pacific(2, 10), pacific(2, 11), after_minutes=30)
    who = replace(MENTOR, sessions=(session,))
    assert why(pacific(2, 11, 30), who, replace(RULES, buffer_before_minutes=30)) is Reason.BUSY
    assert why(pacific(2, 12), who, replace(RULES, buffer_before_minutes=30)) is None


def test_a_full_day_and_a_full_week_are_told_apart() -> None:
    who = replace(MENTOR, sessions=(booked(2, 9), booked(3, 9)))
    assert why(pacific(2, 12), who, replace(RULES, max_per_day=1)) is Reason.DAY_FULL
    assert why(pacific(4, 12), who, replace(RULES, max_per_day=1)) is None
    assert why(pacific(4, 12), who, replace(RULES, max_per_week=2)) is Reason.WEEK_FULL
    assert why(pacific(9, 12), who, replace(RULES, max_per_week=2)) is None


def test_the_loser_of_a_race_for_the_last_session_of_a_day_learns_that_the_time_is_taken() -> None:
    assert (
        why(pacific(2, 9), replace(MENTOR, sessions=(booked(2, 9),)), replace(RULES, max_per_day=1))
        is Reason.BUSY
    )


def test_a_start_between_steps_is_off_the_grid() -> None:
    assert why(pacific(2, 9, 10)) is Reason.OFF_GRID
    assert why(pacific(2, 9) + timedelta(seconds=1)) is Reason.OFF_GRID


def test_any_of_several_people_may_be_the_reason() -> None:
    founder = Availability("Asia/Seoul", weekly=tuple(WeeklyRange(day, 8 * 60, 12 * 60) for day in range(5)))
    both = [MENTOR, founder]
    assert refusal(pacific(2, 15), both, RULES, now=NOW) is None  # 08:00 on Tuesday in Seoul
    assert refusal(pacific(2, 14), both, RULES, now=NOW) is Reason.OUTSIDE_HOURS


def test_on_a_journey_the_hours_are_read_on_the_clock_there() -> None:
    visitor = replace(MENTOR, travel=(Travel(date(2026, 11, 4), date(2026, 11, 4), "Asia/Seoul"),))
    nine_in_seoul = datetime(2026, 11, 4, tzinfo=UTC)
    assert why(nine_in_seoul, visitor) is None
    assert why(pacific(4, 9), visitor) is Reason.OUTSIDE_HOURS


@pytest.mark.parametrize("people", [[], [replace(MENTOR, weekly=())]])
def test_nobody_and_somebody_without_hours_have_no_free_starts(people: list[Availability]) -> None:
    assert free_starts(people, RULES, window=(NOW, NOW + timedelta(days=7)), now=NOW) == []
