from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.availability import Travel
from agenda.intentions import Intentions
from calendars.busy import Busy, Unusable, busy_of, outside, span_of_days, takes_time
from integrations.google_calendar import EventRecord, Guest, Interval

NINE = datetime(2026, 12, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
SEOUL = Intentions("Asia/Seoul")
EVENT = EventRecord("a", "e", "confirmed", summary="Dentist", starts_at=NINE, ends_at=NINE + HOUR)
WHOLE_DAY = replace(
    EVENT, starts_at=None, ends_at=None, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2)
)
ODD_ZONES = [
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "America/Sao_Paulo",  # which began at midnight
    "Pacific/Apia",  # where 30 December 2011 was left out
    "America/Los_Angeles",
    "Asia/Seoul",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Havana",
    "UTC",
]


def me(response: str) -> tuple[Guest, ...]:
    return (Guest("me@x.example", response=response, is_self=True),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "takes"),
    [
        ({}, True),
        ({"busy": False}, False),
        ({"status": "cancelled"}, False),
        ({"status": "tentative"}, True),
        ({"guests": me("declined")}, False),
        ({"guests": me("needsAction")}, True),
        ({"guests": me("tentative")}, True),
        ({"guests": (Guest("you@x.example", response="declined"),)}, True),
        ({"event_type": "workingLocation"}, False),
        ({"event_type": "workingLocation", "busy": True}, False),
        ({"event_type": "outOfOffice"}, True),
        ({"event_type": "focusTime"}, True),
        ({"event_type": "birthday", "busy": False}, False),
        ({"event_type": "fromGmail"}, True),
        ({"event_type": "fromGmail", "busy": False}, False),
    ],
)
def test_an_event_takes_time_unless_it_is_free_declined_or_gone(changes: dict[str, Any], takes: bool) -> None:
    assert takes_time(replace(EVENT, **changes)) is takes


def test_a_timed_event_takes_the_instants_that_it_names() -> None:
    assert busy_of(EVENT, SEOUL, keeps_title=False) == Busy(NINE, NINE + HOUR)
    assert busy_of(EVENT, SEOUL, keeps_title=True) == Busy(NINE, NINE + HOUR, title="Dentist")
    long = busy_of(replace(EVENT, summary="x" * 999), SEOUL, keeps_title=True)
    assert long is not None
    assert len(long.title) == 300


def test_no_length_is_no_time() -> None:
    assert busy_of(replace(EVENT, ends_at=NINE), SEOUL, keeps_title=False) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_at": None}, "no_start"),
        ({"ends_at": None}, "no_end"),
        ({"ends_at": NINE - HOUR}, "ends_before_it_starts"),
        ({"starts_at": datetime(1, 1, 1, tzinfo=UTC)}, "out_of_range"),
        ({"ends_at": datetime(9999, 12, 31, tzinfo=UTC)}, "out_of_range"),
        ({"starts_on": date(2026, 12, 1)}, "no_end"),
        ({"starts_on": date(2026, 12, 2), "ends_on": date(2026, 12, 1)}, "ends_before_it_starts"),
        ({"starts_on": date(1, 1, 1), "ends_on": date(1, 1, 2)}, "out_of_range"),
        ({"starts_on": date(2026, 12, 1), "ends_on": date.max}, "out_of_range"),
    ],
)
def test_times_that_mean_nothing_are_named(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Unusable, match=code):
        busy_of(replace(EVENT, **changes), SEOUL, keeps_title=False)


@pytest.mark.parametrize(
    ("zone", "on", "starts", "hours"),
    [
        ("Asia/Seoul", date(2026, 12, 1), "2026-11-30T15:00", 24),
        ("America/Los_Angeles", date(2026, 12, 1), "2026-12-01T08:00", 24),
        ("America/Los_Angeles", date(2027, 3, 14), "2027-03-14T08:00", 23),
        ("America/Los_Angeles", date(2026, 11, 1), "2026-11-01T07:00", 25),
        ("Australia/Lord_Howe", date(2027, 4, 4), "2027-04-03T13:00", 24.5),
        ("America/Sao_Paulo", date(2018, 11, 4), "2018-11-04T03:00", 23),  # begins at one o'clock
    ],
)
def test_a_whole_day_is_as_long_as_the_clock_makes_it(zone: str, on: date, starts: str, hours: float) -> None:
    event = replace(WHOLE_DAY, starts_on=on, ends_on=on + timedelta(days=1))
    begin = datetime.fromisoformat(starts).replace(tzinfo=UTC)
    expected = Busy(begin, begin + timedelta(hours=hours), on, on + timedelta(days=1))
    assert busy_of(event, Intentions(zone), keeps_title=False) == expected


def test_a_date_that_the_clock_skipped_takes_no_time() -> None:
    event = replace(WHOLE_DAY, starts_on=date(2011, 12, 30), ends_on=date(2011, 12, 31))
    assert busy_of(event, Intentions("Pacific/Apia"), keeps_title=False) is None


def test_a_whole_day_that_ends_on_the_day_it_starts_is_that_day() -> None:
    event = replace(WHOLE_DAY, ends_on=WHOLE_DAY.starts_on)
    assert busy_of(event, SEOUL, keeps_title=False) == busy_of(WHOLE_DAY, SEOUL, keeps_title=False)


def test_whole_days_follow_their_person_on_a_journey() -> None:
    """From Seoul to California on the 10th, back on the 12th: the days in between are those of both clocks."""
    clock = Intentions(
        "Asia/Seoul", travel=[Travel(date(2026, 12, 10), date(2026, 12, 12), "America/Los_Angeles")]
    )
    at_home = span_of_days(date(2026, 12, 9), date(2026, 12, 10), clock)
    away = span_of_days(date(2026, 12, 11), date(2026, 12, 12), clock)
    both = span_of_days(date(2026, 12, 9), date(2026, 12, 14), clock)

    assert at_home == (datetime(2026, 12, 8, 15, tzinfo=UTC), datetime(2026, 12, 9, 15, tzinfo=UTC))
    assert away == (datetime(2026, 12, 11, 8, tzinfo=UTC), datetime(2026, 12, 12, 8, tzinfo=UTC))
    assert both == (datetime(2026, 12, 8, 15, tzinfo=UTC), datetime(2026, 12, 13, 15, tzinfo=UTC))


def test_the_last_day_away_lasts_as_long_as_the_clock_there_shows_it() -> None:
    clock = Intentions(
        "Asia/Seoul", travel=[Travel(date(2026, 12, 10), date(2026, 12, 12), "America/Los_Angeles")]
    )
    assert span_of_days(date(2026, 12, 12), date(2026, 12, 14), clock)[1] == datetime(
        2026, 12, 13, 15, tzinfo=UTC
    )
    assert span_of_days(date(2026, 12, 12), date(2026, 12, 13), clock)[1] == datetime(
        2026, 12, 13, 8, tzinfo=UTC
    )


dates = st.dates(date(2009, 1, 1), date(2037, 12, 31))


@given(st.sampled_from(ODD_ZONES), dates, st.integers(1, 9), st.integers(0, 24 * 60 * 12))
def test_an_instant_is_within_whole_days_exactly_if_the_clock_shows_one_of_them(
    zone: str, first: date, days: int, minutes: int
) -> None:
    until = first + timedelta(days=days)
    starts_at, ends_at = span_of_days(first, until, Intentions(zone))
    moment = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(hours=26)
    moment += timedelta(minutes=minutes)

    shown = moment.astimezone(ZoneInfo(zone)).date()

    assert (starts_at <= moment < ends_at) == (first <= shown < until)


@given(st.sampled_from(ODD_ZONES), dates, st.integers(1, 5), st.integers(1, 5))
def test_whole_days_that_follow_one_another_leave_no_gap_and_do_not_overlap(
    zone: str, first: date, some: int, more: int
) -> None:
    middle, last = first + timedelta(days=some), first + timedelta(days=some + more)
    clock = Intentions(zone)
    before, after = span_of_days(first, middle, clock), span_of_days(middle, last, clock)

    assert before[1] == after[0]
    assert span_of_days(first, last, clock) == (before[0], after[1])


intervals = st.lists(
    st.builds(
        lambda start, length: Interval(
            NINE + timedelta(minutes=start), NINE + timedelta(minutes=start + length)
        ),
        st.integers(0, 300),
        st.integers(-5, 90),
    ),
    max_size=6,
)


@given(intervals, intervals, st.integers(-10, 400))
def test_what_is_left_is_what_lies_outside(busy: list[Interval], own: list[Interval], minute: int) -> None:
    own = [one for one in own if one.starts_at < one.ends_at]
    moment = NINE + timedelta(minutes=minute)

    def within(spans: list[Interval]) -> bool:
        return any(one.starts_at <= moment < one.ends_at for one in spans)

    assert within(outside(busy, own)) == (within(busy) and not within(own))
