from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from agenda import slots
from agenda.availability import (
    Availability,
    BadAvailability,
    BookedSession,
    Override,
    SessionRules,
    Travel,
    WeeklyRange,
    taken_between,
)

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = date(2026, 11, 2)
BAD: list[tuple[str, str, Callable[[], object]]] = [
    ("unknown_zone", "time_zone", lambda: Availability("Mars/Olympus")),
    ("unknown_zone", "travel", lambda: Travel(DAY, DAY, "Mars/Olympus")),
    ("end_before_start", "travel", lambda: Travel(DAY, DAY - timedelta(days=1), "Asia/Seoul")),
    ("empty_range", "weekly", lambda: WeeklyRange(0, 540, 540)),
    ("outside_day", "weekly", lambda: WeeklyRange(0, 540, 1441)),
    ("bad_weekday", "weekly", lambda: WeeklyRange(7, 540, 600)),
    ("empty_range", "overrides", lambda: Override(DAY, ((600, 540),))),
    ("end_before_start", "busy", lambda: taken_between(NOON, NOON - timedelta(seconds=1))),
    ("end_before_start", "busy", lambda: Availability("UTC", busy=((5, 4),))),
    ("end_before_start", "sessions", lambda: BookedSession.between(NOON, NOON - timedelta(hours=1))),
    ("negative", "sessions", lambda: BookedSession(0, 60, buffer_after_minutes=-1)),
    (
        "end_before_start",
        "window_until_on",
        lambda: SessionRules(
            minutes=30, step_minutes=30, window_from_on=DAY, window_until_on=DAY - timedelta(days=1)
        ),
    ),
    ("negative", "max_per_month", lambda: SessionRules(minutes=30, step_minutes=30, max_per_month=-1)),
    ("not_positive", "minutes", lambda: SessionRules(minutes=0, step_minutes=30)),
    ("not_positive", "step_minutes", lambda: SessionRules(minutes=30, step_minutes=0)),
    ("negative", "notice_minutes", lambda: SessionRules(minutes=30, step_minutes=30, notice_minutes=-1)),
    ("negative", "max_per_day", lambda: SessionRules(minutes=30, step_minutes=30, max_per_day=-1)),
    (
        "end_before_start",
        "window",
        lambda: slots.free_starts(
            [], SessionRules(minutes=30, step_minutes=30), window=(NOON, NOON - timedelta(hours=1)), now=NOON
        ),
    ),
]


@pytest.mark.parametrize(("code", "field", "build"), BAD, ids=[f"{field} {code}" for code, field, _ in BAD])
def test_what_means_nothing_is_refused_with_its_code_and_field(
    code: str, field: str, build: Callable[[], object]
) -> None:
    with pytest.raises(BadAvailability) as refused:
        build()
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_time_taken_by_the_second_takes_its_whole_minutes() -> None:
    start, end = taken_between(NOON + timedelta(seconds=59), NOON + timedelta(seconds=61))
    assert end - start == 2


def test_no_time_at_all_takes_no_minute() -> None:
    start, end = taken_between(NOON + timedelta(seconds=30), NOON + timedelta(seconds=30))
    assert start == end
