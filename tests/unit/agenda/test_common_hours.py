"""Hours in common, against a reader of clocks who goes minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda import wall_clock
from agenda.common_hours import OwnWeek, common_hours, weeks_on_one_clock

ZONES = (
    "Asia/Seoul",
    "America/Los_Angeles",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Europe/London",
)
NOVEMBER = date(2026, 10, 26)  # a Monday; clocks change on both sides of the Atlantic in these weeks


@st.composite
def own_weeks(draw: st.DrawFn) -> OwnWeek:
    quarters = st.integers(0, 96).map(lambda quarter: quarter * 15)
    spans = st.tuples(quarters, quarters).map(lambda two: (min(two), max(two)))
    days = st.lists(
        spans.filter(lambda span: span[0] < span[1]).map(lambda span: (span,)), min_size=7, max_size=7
    )
    return OwnWeek(draw(st.sampled_from(ZONES)), tuple(draw(days)))


@settings(max_examples=100, deadline=None)
@given(own_weeks(), own_weeks(), st.integers(0, 3), st.integers(0, 5))
def test_quarters_are_counted_as_a_reader_of_both_clocks_counts_them(
    ours: OwnWeek, theirs: OwnWeek, skipped: int, more: int
) -> None:
    first = NOVEMBER + timedelta(weeks=skipped)
    last = first + timedelta(weeks=more, days=3)
    found = common_hours([ours], [theirs], first=wall_clock.day_of(first), last=wall_clock.day_of(last))
    weeks = [quarters_in_common(ours, theirs, first + timedelta(weeks=week)) for week in range(more + 1)]
    assert found.average[0, 0] == pytest.approx(sum(map(len, weeks)) / len(weeks) / 4, abs=1e-3)
    assert found.in_every_week[0, 0] == len(set.intersection(*weeks)) / 4


def quarters_in_common(ours: OwnWeek, theirs: OwnWeek, monday: date) -> set[tuple[int, int]]:
    """The quarters of our week (weekday, minute) in which both meet."""
    found = set()
    for weekday in range(7):
        for minute in range(0, 1440, 15):
            shown = datetime.combine(monday + timedelta(days=weekday), datetime.min.time()) + timedelta(
                minutes=minute
            )
            instant = shown.replace(tzinfo=ZoneInfo(ours.zone)).astimezone(UTC)
            there = instant.astimezone(ZoneInfo(theirs.zone))
            if is_in(ours, weekday, minute) and is_in(
                theirs, there.weekday(), there.hour * 60 + there.minute
            ):
                found.add((weekday, minute))
    return found


def is_in(week: OwnWeek, weekday: int, minute: int) -> bool:
    return any(start <= minute < end for start, end in week.spans[weekday])


def test_a_morning_in_seoul_is_the_afternoon_before_in_california() -> None:
    seoul = OwnWeek("Asia/Seoul", (((8 * 60, 12 * 60),),) * 7)
    california = OwnWeek("America/Los_Angeles", (((13 * 60, 19 * 60),),) * 5 + ((),) * 2)
    before = dict.fromkeys(("first", "last"), wall_clock.day_of(date(2026, 10, 26)))
    after = dict.fromkeys(("first", "last"), wall_clock.day_of(date(2026, 11, 2)))
    both = {"first": before["first"], "last": after["last"]}
    # 13:00 to 19:00 is 05:00 to 11:00 the next day, and 06:00 to 12:00 once daylight saving has ended.
    assert common_hours([seoul], [california], **before).average.tolist() == [[15.0]]
    assert common_hours([seoul], [california], **after).average.tolist() == [[20.0]]
    found = common_hours([seoul], [california], **both)
    assert (found.average.tolist(), found.in_every_week.tolist()) == ([[17.5]], [[15.0]])


def test_a_quarter_counts_only_whole() -> None:
    late = OwnWeek("UTC", (((540, 600),),) + ((),) * 6)
    odd = OwnWeek("UTC", (((541, 599),),) + ((),) * 6)
    day = wall_clock.day_of(NOVEMBER)
    assert common_hours([late], [late, odd], first=day, last=day).average.tolist() == [[1.0, 0.5]]


def test_an_unknown_zone_is_refused() -> None:
    nowhere = OwnWeek("Asia/Atlantis", ((),) * 7)
    with pytest.raises(LookupError):
        common_hours([nowhere], [nowhere], first=20_000, last=20_000)


@settings(max_examples=50, deadline=None)
@given(own_weeks(), own_weeks(), st.integers(0, 5))
def test_on_one_clock_the_hours_of_all_weeks_are_those_that_a_pair_has(
    ours: OwnWeek, theirs: OwnWeek, more: int
) -> None:
    first = wall_clock.day_of(NOVEMBER)
    last = first + 7 * more + 6
    week = weeks_on_one_clock([ours, theirs], ours.zone, first=first, last=last)
    expected = common_hours([ours], [theirs], first=first, last=last).in_every_week[0, 0]
    assert (week[0] & week[1]).sum() / 4 == expected
