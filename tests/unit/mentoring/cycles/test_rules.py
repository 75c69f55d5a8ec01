"""When answers are due on each one's clock, and what of a list of wishes can be."""

from datetime import UTC, date, datetime, time

import pytest

from mentoring.cycles.rules import due_instant, first_fault


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Seoul", datetime(2026, 12, 4, 9, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 12, 5, 2, tzinfo=UTC)),
    ],
)
def test_six_in_the_evening_is_that_of_each_clock(zone: str, expected: datetime) -> None:
    assert due_instant(date(2026, 12, 4), time(18), zone) == expected


def test_an_hour_that_the_clock_skips_is_read_as_the_next() -> None:
    skipped = due_instant(date(2027, 3, 14), time(2, 30), "America/Los_Angeles")
    assert skipped == datetime(2027, 3, 14, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ranks", "vetoes", "fault"),
    [
        ([1, 2], [3], None),
        ([*range(1, 12)], [], ("ranks", "too_many")),
        ([1, 1], [], ("ranks", "twice")),
        ([1], [99], ("vetoes", "unknown")),
        ([1, 2], [2], ("vetoes", "both")),
    ],
)
def test_the_first_fault_of_a_list_is_named(
    ranks: list[int], vetoes: list[int], fault: tuple[str, str] | None
) -> None:
    assert first_fault(ranks, vetoes, range(1, 12)) == fault
