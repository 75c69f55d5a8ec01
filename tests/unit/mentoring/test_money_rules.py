"""Months on somebody's clock, and money without a cent lost."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.relations.money_rules import PLACES, Month, amount_for, hours_of


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "２０２６-11"]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert Month.read(text) is None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2026-11", (date(2026, 11, 1), date(2026, 12, 1))),
        ("2026-12", (date(2026, 12, 1), date(2027, 1, 1))),
    ],
)
def test_a_month_ends_where_the_next_begins(text: str, bounds: tuple[date, date]) -> None:
    month = Month.read(text)
    assert month is not None
    assert (str(month), month.bounds) == (text, bounds)


def test_the_first_morning_of_a_month_in_seoul_is_the_last_month_in_california() -> None:
    instant, december = datetime(2026, 12, 1, 1, tzinfo=UTC), Month(2026, 12)
    assert (december.holds(instant, "Asia/Seoul"), december.holds(instant, "America/Los_Angeles")) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("minutes", "rate", "currency", "amount"),
    [
        (60, "150.00", "USD", "150.00"),
        (50, "100.00", "USD", "83.33"),
        (45, "100.02", "USD", "75.02"),  # 75.015: a half is rounded up
        (50, "200000", "KRW", "166667"),
        (0, "200000", "KRW", "0"),
    ],
)
def test_an_amount_is_rounded_once_to_the_smallest_unit(
    minutes: int, rate: str, currency: str, amount: str
) -> None:
    assert str(amount_for(timedelta(minutes=minutes), Decimal(rate), currency)) == amount


@given(
    minutes=st.integers(0, 60_000),
    rate=st.decimals(0, 10**6, places=2),
    currency=st.sampled_from(sorted(PLACES)),
)
def test_an_amount_is_never_farther_from_the_truth_than_half_a_unit(
    minutes: int, rate: Decimal, currency: str
) -> None:
    unit = Decimal(1).scaleb(-PLACES[currency])
    wrong = amount_for(timedelta(minutes=minutes), rate, currency) * 60 - rate * minutes
    assert abs(wrong) <= unit * 30


def test_hours_have_two_places() -> None:
    assert str(hours_of(timedelta(minutes=50))) == "0.83"
