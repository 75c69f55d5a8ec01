"""Rules expanded, against dates counted one by one and instants found by looking at the clock."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.recurrence import BadRule, Frequency, Occurrence, Rule, WallStart, occurrences, rrule_text, shifts
from tests.unit.agenda.oracle import instant_of

pytestmark = pytest.mark.timeout(600)  # thousands of examples, on a machine that may have much else to do

ZONES = [
    "Asia/Seoul",
    "America/Los_Angeles",
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Pacific/Apia",
    "Pacific/Chatham",
]
MONTHLY, WEEKLY = Frequency.MONTHLY, Frequency.WEEKLY
TUESDAYS = WallStart(date(2026, 10, 20), time(16), "America/Los_Angeles")


def comes_round(rule: Rule, start: date, on: date) -> bool:
    """Whether the rule names a date, by the calendar on the wall."""
    if rule.frequency is WEEKLY:
        weeks = ((on - timedelta(on.weekday())) - (start - timedelta(start.weekday()))).days // 7
        return weeks % rule.every == 0 and on.weekday() in (rule.weekdays or (start.weekday(),))
    months = (on.year - start.year) * 12 + on.month - start.month
    if months % rule.every:
        return False
    if rule.month_day == -1:
        return (on + timedelta(1)).month != on.month
    if rule.month_day is not None:
        return on.day == rule.month_day
    if on.weekday() != start.weekday():
        return False
    if rule.position == -1:
        return (on + timedelta(7)).month != on.month
    return (
        rule.position is not None
        and (on - timedelta(7 * rule.position)).month
        != on.month
        == (on - timedelta(7 * (rule.position - 1))).month
    )


def counted_one_by_one(rule: Rule, start: WallStart) -> list[Occurrence]:
    found: list[Occurrence] = []
    on = start.on
    while (rule.count is None or len(found) < rule.count) and (rule.until_on is None or on <= rule.until_on):
        if comes_round(rule, start.on, on):
            shown = datetime.combine(on, start.at, tzinfo=UTC)
            found.append(Occurrence(on, instant_of(start.time_zone, shown)))
        on += timedelta(1)
    return found


@st.composite
def rules_with_starts(draw: st.DrawFn) -> tuple[Rule, WallStart]:
    # The weeks before a change of clocks in March, April, October or November, in years with and without a leap day.
    year, month = draw(st.integers(2026, 2029)), draw(st.sampled_from([2, 3, 4, 10, 11]))
    on = date(year, month, 1) + timedelta(draw(st.integers(0, 30)))
    start = WallStart(
        on,
        time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 15, 30, 59]))),
        draw(st.sampled_from(ZONES)),
    )
    every, count = draw(st.integers(1, 3)), draw(st.integers(1, 14))
    ends: dict[str, Any] = draw(st.sampled_from([{"count": count}, {"until_on": on + timedelta(9 * count)}]))
    if draw(st.booleans()):
        others = draw(st.sets(st.integers(0, 6), max_size=3))
        return Rule(WEEKLY, every, tuple(others | {on.weekday()}), None, **ends), start
    if draw(st.booleans()):
        is_last_day = (on + timedelta(1)).month != on.month
        month_day = -1 if is_last_day and draw(st.booleans()) else on.day
        return Rule(MONTHLY, every, month_day=month_day, **ends), start
    is_last = (on + timedelta(7)).month != on.month
    position = -1 if is_last and draw(st.booleans()) else (on.day - 1) // 7 + 1
    return Rule(MONTHLY, every, (), position, **ends), start


@settings(max_examples=2000, deadline=None)
@given(rules_with_starts())
def test_every_rule_gives_what_counting_days_gives(case: tuple[Rule, WallStart]) -> None:
    assert occurrences(*case) == counted_one_by_one(*case)


@settings(max_examples=2_000, deadline=None)
@given(rules_with_starts())
def test_a_reader_of_the_written_rule_finds_the_same_instants(case: tuple[Rule, WallStart]) -> None:
    read = rrulestr(rrule_text(*case), tzids=ZoneInfo)
    assert [at.astimezone(UTC) for at in read] == [found.starts_at for found in occurrences(*case)]


def utc(rule: Rule, start: WallStart) -> list[str]:
    return [f"{found.starts_at:%m-%d %H:%M}" for found in occurrences(rule, start)]


def test_every_other_tuesday_keeps_the_mentors_clock_over_november() -> None:
    assert utc(Rule(WEEKLY, 2, count=4), TUESDAYS) == [
        "10-20 23:00",
        "11-04 00:00",
        "11-18 00:00",
        "12-02 00:00",
    ]


@pytest.mark.parametrize(
    ("on", "at", "zone", "expected"),
    [
        # 02:30 is skipped on 8 March: read with the offset before, it is 03:30 on that day alone.
        (date(2026, 3, 1), time(2, 30), "America/Los_Angeles", ["03-01 10:30", "03-08 10:30", "03-15 09:30"]),
        # 01:30 comes twice on 1 November: the first.
        (date(2026, 10, 25), time(1, 30), "America/New_York", ["10-25 05:30", "11-01 05:30", "11-08 06:30"]),
        # A change by half an hour, in the other hemisphere.
        (
            date(2026, 9, 27),
            time(2, 15),
            "Australia/Lord_Howe",
            ["09-26 15:45", "10-03 15:45", "10-10 15:15"],
        ),
        (date(2026, 3, 22), time(9), "Europe/London", ["03-22 09:00", "03-29 08:00", "04-05 08:00"]),
        (date(2026, 3, 1), time(9), "Asia/Seoul", ["03-01 00:00", "03-08 00:00", "03-15 00:00"]),
    ],
)
def test_gaps_and_folds_are_read_as_rfc_5545_says(on: date, at: time, zone: str, expected: list[str]) -> None:
    assert utc(Rule(WEEKLY, count=3), WallStart(on, at, zone)) == expected


def test_months_without_a_fifth_friday_are_left_out() -> None:
    found = occurrences(Rule(MONTHLY, position=5, count=4), WallStart(date(2027, 1, 29), time(9), "UTC"))
    assert [o.on for o in found] == [
        date(2027, 1, 29),
        date(2027, 4, 30),
        date(2027, 7, 30),
        date(2027, 10, 29),
    ]


def test_the_last_tuesday_may_be_a_leap_day() -> None:
    found = occurrences(
        Rule(MONTHLY, position=-1, count=3), WallStart(date(2028, 1, 25), time(9), "Asia/Seoul")
    )
    assert [o.on for o in found] == [date(2028, 1, 25), date(2028, 2, 29), date(2028, 3, 28)]


def by_dateutil(text: str, start: date) -> list[date]:
    return [at.date() for at in rrulestr(text, dtstart=datetime.combine(start, time()))]


@pytest.mark.parametrize(
    ("rule", "start", "text", "expected"),
    [
        # RFC 5545, 3.3.10: months without a 31st are ignored, not moved to their last day.
        (
            Rule(MONTHLY, month_day=31, count=4),
            date(2027, 1, 31),
            "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4",
            ["2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"],
        ),
        (
            Rule(MONTHLY, month_day=-1, count=4),
            date(2028, 1, 31),
            "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4",
            ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"],
        ),
        (
            Rule(MONTHLY, month_day=-1, until_on=date(2027, 4, 29)),
            date(2027, 2, 28),
            "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20270429",
            ["2027-02-28", "2027-03-31"],
        ),
        # The 29th is there in February of a leap year alone.
        (
            Rule(MONTHLY, month_day=29, count=4),
            date(2027, 1, 29),
            "FREQ=MONTHLY;BYMONTHDAY=29;COUNT=4",
            ["2027-01-29", "2027-03-29", "2027-04-29", "2027-05-29"],
        ),
        (
            Rule(MONTHLY, 12, month_day=29, count=3),
            date(2028, 2, 29),
            "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29;COUNT=3",
            ["2028-02-29", "2032-02-29", "2036-02-29"],
        ),
    ],
)
def test_the_day_of_the_month_is_read_as_rfc_5545_says(
    rule: Rule, start: date, text: str, expected: list[str]
) -> None:
    found = [one.on for one in occurrences(rule, WallStart(start, time(9), "Asia/Seoul"))]
    assert [on.isoformat() for on in found] == expected
    assert found == by_dateutil(text, start)


def test_the_last_day_of_the_month_keeps_its_hour_over_the_change_of_clocks() -> None:
    start = WallStart(date(2027, 2, 28), time(16), "America/Los_Angeles")
    assert utc(Rule(MONTHLY, month_day=-1, count=3), start) == ["03-01 00:00", "03-31 23:00", "04-30 23:00"]


def test_the_weeks_in_which_the_other_sides_hour_shifts_are_marked() -> None:
    starts = [found.starts_at for found in occurrences(Rule(WEEKLY, count=4), TUESDAYS)]
    assert shifts(starts, "Asia/Seoul") == [False, False, True, False]
    assert shifts(starts, "America/Los_Angeles") == [False] * 4


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"every": 0, "count": 1}, "not_positive"),
        ({"every": 10**9, "count": 1}, "too_far_apart"),
        ({"count": 0}, "not_positive"),
        ({"count": 10_000}, "too_many"),
        ({}, "count_or_until"),
        ({"count": 2, "until_on": date(2027, 1, 1)}, "count_or_until"),
        ({"weekdays": (7,), "count": 1}, "bad_weekday"),
        ({"position": 1, "count": 1}, "bad_position"),
        ({"frequency": MONTHLY, "count": 1}, "bad_position"),
        ({"frequency": MONTHLY, "position": 6, "count": 1}, "bad_position"),
        ({"frequency": MONTHLY, "position": 1, "weekdays": (1,), "count": 1}, "bad_weekday"),
        ({"month_day": 1, "count": 1}, "bad_month_day"),
        ({"frequency": MONTHLY, "month_day": 0, "count": 1}, "bad_month_day"),
        ({"frequency": MONTHLY, "month_day": 32, "count": 1}, "bad_month_day"),
        ({"frequency": MONTHLY, "month_day": -2, "count": 1}, "bad_month_day"),
        ({"frequency": MONTHLY, "month_day": 1, "position": 1, "count": 1}, "bad_month_day"),
    ],
)
def test_a_rule_that_means_nothing_says_what_is_wrong(fields: dict[str, object], code: str) -> None:
    with pytest.raises(BadRule) as refused:
        Rule(**{"frequency": WEEKLY, **fields})  # type: ignore[arg-type]
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (Rule(WEEKLY, weekdays=(0,), count=2), "not_the_start"),
        (Rule(MONTHLY, position=2, count=2), "not_the_start"),
        (Rule(MONTHLY, month_day=19, count=2), "not_the_start"),
        (Rule(MONTHLY, month_day=-1, count=2), "not_the_start"),
        (Rule(WEEKLY, until_on=date(2026, 10, 19)), "ends_before_start"),
        (Rule(WEEKLY, until_on=date(9999, 12, 31)), "too_many"),
        (Rule(WEEKLY, weekdays=tuple(range(7)), until_on=date(2027, 3, 1)), "too_many"),
    ],
)
def test_a_rule_that_does_not_fit_its_start_is_refused(rule: Rule, code: str) -> None:
    with pytest.raises(BadRule) as refused:
        occurrences(rule, TUESDAYS)
    assert refused.value.code == code


def test_two_years_of_weeks_are_the_most() -> None:
    assert len(occurrences(Rule(WEEKLY, count=104), TUESDAYS)) == 104


@pytest.mark.parametrize(
    ("at", "zone", "code"), [(time(9, 0, 1), "UTC", "not_a_minute"), (time(9), "Mars", "unknown_zone")]
)
def test_a_start_is_a_minute_on_a_clock_that_exists(at: time, zone: str, code: str) -> None:
    with pytest.raises(BadRule) as refused:
        WallStart(date(2026, 10, 20), at, zone)
    assert refused.value.code == code


def test_the_rule_is_written_with_its_zone() -> None:
    assert rrule_text(Rule(WEEKLY, 2, (1, 3), count=6), TUESDAYS) == (
        "DTSTART;TZID=America/Los_Angeles:20261020T160000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=6"
    )
    utc_start = WallStart(date(2026, 10, 20), time(16), "UTC")
    assert rrule_text(Rule(MONTHLY, position=3, until_on=date(2027, 1, 31)), utc_start) == (
        "DTSTART:20261020T160000Z\nRRULE:FREQ=MONTHLY;BYDAY=3TU;UNTIL=20270131T160000Z"
    )
    last = WallStart(date(2026, 10, 31), time(16), "UTC")
    assert rrule_text(Rule(MONTHLY, 2, month_day=-1, count=3), last) == (
        "DTSTART:20261031T160000Z\nRRULE:FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1;COUNT=3"
    )
