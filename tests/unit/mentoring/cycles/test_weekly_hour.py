"""An hour of the week becomes an instant."""

from datetime import UTC, datetime, timedelta

import pytest

from mentoring.cycles.weekly_hour import first_at

MONDAY_NINE = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # on the hub's clock, that of Seoul


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (MONDAY_NINE - timedelta(seconds=1), MONDAY_NINE),
        (MONDAY_NINE, MONDAY_NINE + timedelta(days=7)),
        (MONDAY_NINE + timedelta(days=6), MONDAY_NINE + timedelta(days=7)),
    ],
)
def test_it_is_the_first_that_lies_ahead(after: datetime, expected: datetime) -> None:
    assert first_at(9 * 60, after=after) == expected


def test_a_later_day_of_the_week_is_that_day() -> None:
    friday = first_at(4 * 1440 + 10 * 60, after=MONDAY_NINE)
    assert friday == MONDAY_NINE + timedelta(days=4, hours=1)
