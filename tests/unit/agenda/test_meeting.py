"""Hours that two clocks share, against a search of its own: minute by minute, by datetime and zoneinfo alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda import wall_clock
from agenda.availability import Availability, SessionRules, Travel, WeeklyRange
from agenda.meeting import Meeting, WeeklyTime, in_turns, weekly_times
from tests.unit.agenda import oracle

pytestmark = pytest.mark.timeout(600)  # thousands of examples, on a machine that may have much else to do

HOUR = SessionRules(minutes=60, step_minutes=30, align="clock")
SPARSE = SessionRules(minutes=60, step_minutes=90, align="clock")
ZONES = st.sampled_from(
    [
        "Asia/Seoul",
        "America/Los_Angeles",
        "America/New_York",
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "America/St_Johns",
        "Pacific/Apia",
        "Africa/Casablanca",
        "Asia/Tehran",
        "Pacific/Chatham",
        "UTC",
    ]
)
# Changes of clocks all over the world, the day that Apia left out, Ramadan in Casablanca.
NOWS = st.sampled_from(
    [
        datetime(2026, 11, 23, 1, tzinfo=UTC),
        datetime(2026, 10, 20, 13, 30, tzinfo=UTC),
        datetime(2027, 2, 26, 5, tzinfo=UTC),
        datetime(2011, 12, 20, 9, tzinfo=UTC),
        datetime(2026, 2, 9, 22, tzinfo=UTC),
        datetime(2026, 3, 27, 11, tzinfo=UTC),
    ]
)
HOURS = st.sampled_from([(8, 21), (9, 18), (7, 23), (0, 24), (22, 6), (6, 9), (16, 20)])
WEEKS = st.sampled_from([1, 2, 1, 1, 4])


def person(zone: str, hours: tuple[int, int]) -> Availability:
    start, end = hours
    spans = [(start, end)] if start < end else [(start, 24), (0, end)]
    weekly = tuple(WeeklyRange(day, 60 * a, 60 * b) for day in range(7) for a, b in spans)
    return Availability(zone, weekly)


def cost(local: datetime) -> int:
    minute = local.hour * 60 + local.minute
    return max(0, 540 - minute) + max(0, minute + 60 - 1080)


@settings(max_examples=2_000, deadline=None)
@given(ZONES, ZONES, HOURS, HOURS, NOWS, WEEKS)
def test_a_weekly_time_works_in_exactly_the_weeks_in_which_all_its_minutes_are_humane_for_both(
    ours: str, theirs: str, hours: tuple[int, int], their_hours: tuple[int, int], now: datetime, weeks: int
) -> None:
    here, there = ZoneInfo(ours), ZoneInfo(theirs)
    first = now.astimezone(here).date() + timedelta(days=1)
    line = oracle.Timeline(now - timedelta(days=1), now + timedelta(days=7 * weeks + 3))
    us, them = person(ours, hours), person(theirs, their_hours)
    humane = oracle.from_here_on(line.hours_of(us)[0] & line.hours_of(them)[0], 60)
    expected = {}
    for number in range(7):
        for minute in range(0, 1440, SPARSE.step_minutes):
            wall = time(*divmod(minute, 60))
            starts = [
                datetime.combine(first + timedelta(days=number + 7 * week), wall, here).astimezone(UTC)
                for week in range(weeks)
            ]
            works = [bool(humane >> line.place(start) & 1) for start in starts]
            if any(works):
                weekday = (first + timedelta(days=number)).weekday()
                costs = [(cost(start.astimezone(here)), cost(start.astimezone(there))) for start in starts]
                expected[weekday, minute] = starts, works, costs
    found = weekly_times(us, them, SPARSE, weeks=weeks, now=now)
    assert {
        (one.weekday, one.minute): (
            [wall_clock.instant(meeting.starts) for meeting in one.meetings],
            [meeting.works for meeting in one.meetings],
            [tuple(meeting.burden) for meeting in one.meetings],
        )
        for one in found
    } == expected


@settings(max_examples=2_000, deadline=None)
@given(ZONES, ZONES, HOURS, NOWS, st.integers(0, 9), st.integers(0, 6))
def test_on_a_journey_a_weekly_time_is_offered_only_where_the_clock_of_that_moment_shows_it(
    home: str, away: str, hours: tuple[int, int], now: datetime, leaves_in: int, stays: int
) -> None:
    today = now.date()
    trip = Travel(today + timedelta(days=leaves_in), today + timedelta(days=leaves_in + stays), away)
    us = replace(person(home, hours), travel=(trip,))
    for one in weekly_times(us, person("UTC", (0, 24)), SPARSE, weeks=2, now=now):
        for meeting in one.working:
            shown = oracle.local_time(us, wall_clock.instant(meeting.starts))
            assert wall_clock.minute_before(shown.replace(tzinfo=UTC)) == meeting.ours
            day_before = wall_clock.instant(meeting.starts - 1440).astimezone(shown.tzinfo)
            if day_before.utcoffset() == shown.utcoffset():  # else the clock may have skipped the time
                assert (shown.weekday(), shown.hour * 60 + shown.minute) == (one.weekday, one.minute)


def test_the_week_in_which_a_journey_ends_has_no_meeting_at_an_hour_that_no_clock_of_ours_shows() -> None:
    """Los Angeles ends with Friday, at 17:00 of Saturday in Seoul: nobody of us lives Saturday at 01:00."""
    away = Travel(date(2026, 11, 23), date(2026, 11, 27), "America/Los_Angeles")
    us = replace(person("Asia/Seoul", (0, 24)), travel=(away,))
    found = weekly_times(
        us, person("UTC", (0, 24)), HOUR, weeks=2, now=datetime(2026, 11, 23, 19, tzinfo=UTC)
    )
    works = {(one.weekday, one.minute): [meeting.works for meeting in one.meetings] for one in found}
    assert works[5, 60] == [False, True]
    assert works[5, 16 * 60 + 30] == [False, True]
    assert works[5, 17 * 60] == [True, True]


def test_an_hour_that_both_clocks_of_ours_show_on_one_date_is_met_on_the_clock_of_that_date() -> None:
    """Los Angeles begins at 17:00 of Wednesday in Seoul and shows the whole of that Wednesday once more."""
    away = Travel(date(2026, 11, 25), date(2026, 11, 27), "America/Los_Angeles")
    us = replace(person("Asia/Seoul", (0, 24)), travel=(away,))
    found = weekly_times(us, person("UTC", (0, 24)), HOUR, weeks=1, now=datetime(2026, 11, 23, tzinfo=UTC))
    starts = {(one.weekday, one.minute): wall_clock.instant(one.meetings[0].starts) for one in found}
    assert starts[2, 9 * 60] == datetime(2026, 11, 25, 17, tzinfo=UTC)


def seoul_and_california(
    weeks: int = 12, now: datetime = datetime(2026, 11, 23, 1, tzinfo=UTC)
) -> list[WeeklyTime]:
    return weekly_times(
        person("Asia/Seoul", (8, 21)), person("America/Los_Angeles", (8, 21)), HOUR, weeks=weeks, now=now
    )


def test_the_usual_answer_comes_first_a_seoul_morning_is_a_california_afternoon_of_the_day_before() -> None:
    best = seoul_and_california()[0]
    meeting = best.meetings[0]
    assert (best.weekday, best.minute, len(best.working), best.burden) == (0, 540, 12, (0, 0))
    assert (meeting.ours // 1440 - meeting.theirs // 1440, meeting.theirs % 1440) == (1, 16 * 60)


def test_a_time_that_daylight_saving_spoils_counts_the_weeks_before_only() -> None:
    times = {
        (one.weekday, one.minute): one for one in seoul_and_california(4, datetime(2026, 10, 19, tzinfo=UTC))
    }
    # 11:00 in Seoul is 19:00 in California in summer and 18:00 in winter; 12:30 is 20:30, too late, then 19:30.
    assert [meeting.works for meeting in times[1, 12 * 60 + 30].meetings] == [False, False, True, True]


def test_the_fairest_time_is_the_one_whose_worse_side_bears_least() -> None:
    found = weekly_times(
        person("Asia/Seoul", (7, 23)),
        person("America/New_York", (7, 23)),
        HOUR,
        weeks=3,
        now=datetime(2026, 11, 23, 1, tzinfo=UTC),
    )
    worst = [max(one.burden) for one in found if len(one.working) == 3]
    assert worst == sorted(worst)
    assert (found[0].minute, found[0].burden) == (8 * 60, (3 * 60, 3 * 60))


def test_over_a_series_the_early_and_the_late_end_change_sides() -> None:
    found = weekly_times(
        person("Asia/Seoul", (7, 23)),
        person("Europe/London", (6, 22)),
        SessionRules(minutes=180, step_minutes=60, align="clock"),
        weeks=6,
        now=datetime(2026, 11, 23, 1, tzinfo=UTC),
    )
    turns = in_turns(found)
    ours, theirs = (sum(meeting.burden[side] for meeting in turns) for side in (0, 1))
    assert len(turns) == 6
    assert abs(ours - theirs) <= max(max(meeting.burden) for meeting in turns)


@settings(max_examples=2_000, deadline=None)
@given(ZONES, ZONES, HOURS, HOURS, NOWS, WEEKS)
def test_turns_are_meetings_that_work_one_a_week_at_most_on_one_day_of_the_week(
    ours: str, theirs: str, hours: tuple[int, int], their_hours: tuple[int, int], now: datetime, weeks: int
) -> None:
    times = weekly_times(person(ours, hours), person(theirs, their_hours), HOUR, weeks=weeks, now=now)
    turns = in_turns(times)
    possible: set[Meeting] = {meeting for one in times for meeting in one.working}
    assert set(turns) <= possible
    assert len(turns) <= weeks
    assert (
        len({wall_clock.weekday(meeting.ours // 1440) for meeting in turns}) <= 2
    )  # two where a clock skips a time


def test_people_who_share_no_humane_hour_are_told_none() -> None:
    times = weekly_times(
        person("Asia/Seoul", (9, 12)),
        person("Europe/Berlin", (9, 18)),
        HOUR,
        weeks=2,
        now=datetime(2026, 11, 23, tzinfo=UTC),
    )
    assert (times, in_turns(times)) == ([], [])
