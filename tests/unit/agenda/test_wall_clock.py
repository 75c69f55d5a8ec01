from datetime import UTC, date, datetime, timedelta

import pytest

from agenda import wall_clock
from agenda.wall_clock import Stretch, day_of, minute_before


def shown_at(zone: str, on: date, hour: int, minute: int = 0) -> str:
    """UTC of a wall-clock time."""
    found = wall_clock.instant(wall_clock.wall_time(zone, day_of(on), hour * 60 + minute))
    return f"{found:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("zone", "on", "hour", "minute", "utc"),
    [
        ("America/Los_Angeles", date(2026, 3, 8), 2, 30, "2026-03-08 10:30"),  # skipped: read as PST
        ("America/Los_Angeles", date(2026, 11, 1), 1, 30, "2026-11-01 08:30"),  # twice: the first, PDT
        ("America/Los_Angeles", date(2026, 11, 1), 24, 0, "2026-11-02 08:00"),
        ("America/St_Johns", date(2010, 11, 6), 23, 30, "2010-11-07 02:00"),  # twice, over midnight
        ("Australia/Lord_Howe", date(2026, 10, 4), 2, 15, "2026-10-03 15:45"),  # a gap of half an hour
        ("Asia/Kathmandu", date(2026, 1, 1), 9, 0, "2026-01-01 03:15"),
        ("Asia/Seoul", date(2026, 7, 1), 9, 0, "2026-07-01 00:00"),
        ("Africa/Casablanca", date(2026, 3, 22), 2, 30, "2026-03-22 02:30"),  # skipped after Ramadan
        ("Pacific/Apia", date(2011, 12, 30), 9, 0, "2011-12-30 19:00"),  # the date is skipped
    ],
)
def test_a_wall_clock_time_means_what_rfc_5545_says(
    zone: str, on: date, hour: int, minute: int, utc: str
) -> None:
    assert shown_at(zone, on, hour, minute) == utc


def test_a_clock_changes_its_offset_in_the_minute_of_the_change() -> None:
    first, change = day_of(date(2026, 10, 31)), minute_before(datetime(2026, 11, 1, 9, tzinfo=UTC))
    assert wall_clock.stretches("America/Los_Angeles", first, first + 2) == (
        Stretch(first * 1440, change, -420),
        Stretch(change, (first + 3) * 1440, -480),
    )


def test_a_skipped_date_is_never_shown() -> None:
    first = day_of(date(2011, 12, 29))
    days = [day for day, _ in wall_clock.shown_days(wall_clock.stretches("Pacific/Apia", first, first + 2))]
    assert days == [day_of(date(2011, 12, day)) for day in (28, 29, 31)] + [day_of(date(2012, 1, 1))]


def test_minutes_round_down_and_up() -> None:
    late = datetime(2026, 1, 1, 9, 0, 30, tzinfo=UTC)
    assert wall_clock.instant(wall_clock.minute_before(late)) == late - timedelta(seconds=30)
    assert wall_clock.instant(wall_clock.minute_after(late)) == late + timedelta(seconds=30)


def test_weekdays_and_weeks_begin_on_monday() -> None:
    monday = day_of(date(2026, 11, 2))
    assert [wall_clock.weekday(monday + n) for n in range(-1, 8)] == [6, 0, 1, 2, 3, 4, 5, 6, 0]
    weeks = [wall_clock.week(monday + n) - wall_clock.week(monday) for n in range(-1, 8)]
    assert weeks == [-1, 0, 0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "America", "../etc/passwd"])
def test_a_zone_that_does_not_exist_is_a_lookup_error(name: str) -> None:
    with pytest.raises(LookupError):
        wall_clock.zone(name)
