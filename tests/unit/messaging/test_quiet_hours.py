from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agenda.availability import Travel
from messaging.quiet_hours import QuietHours, due_at, notice_at

SEOUL, CALIFORNIA = ZoneInfo("Asia/Seoul"), ZoneInfo("America/Los_Angeles")
NIGHT = (time(21), time(8))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

zones = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Asia/Seoul",
            "America/Los_Angeles",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Africa/Casablanca",
            "Pacific/Apia",
            "UTC",
        )
    ]
)
instants = st.integers(0, 2102400).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
wall_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def seoul(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SEOUL)  # type: ignore[arg-type, misc]


def california(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=CALIFORNIA, fold=fold)  # type: ignore[arg-type, misc]


def test_a_reminder_by_day_leaves_at_its_offset() -> None:
    due = due_at(
        seoul(2026, 11, 24, 15), DAY, QuietHours(SEOUL, *NIGHT), seoul(2026, 11, 20, 9).astimezone(UTC)
    )
    assert due == datetime(2026, 11, 23, 6, tzinfo=UTC)


def test_a_reminder_that_would_come_in_the_early_morning_comes_the_evening_before() -> None:
    due = due_at(seoul(2026, 11, 24, 8, 30), HOUR, QuietHours(SEOUL, *NIGHT), seoul(2026, 11, 20, 9))
    assert due == seoul(2026, 11, 23, 20, 30)


def test_a_reminder_that_would_come_late_in_the_evening_comes_before_the_night() -> None:
    due = due_at(seoul(2026, 11, 24, 23), HOUR, QuietHours(SEOUL, *NIGHT), seoul(2026, 11, 20, 9))
    assert due == seoul(2026, 11, 24, 20, 30)


def test_a_reminder_is_moved_by_the_clock_of_its_own_reader() -> None:
    starts_at = datetime(2026, 11, 24, 0, tzinfo=UTC)  # 09:00 in Seoul, 16:00 the day before in California
    now = starts_at - 5 * DAY
    assert due_at(starts_at, HOUR, QuietHours(SEOUL, *NIGHT), now) == seoul(2026, 11, 24, 8)
    assert due_at(starts_at, HOUR, QuietHours(CALIFORNIA, *NIGHT), now) == california(2026, 11, 23, 15)


def test_a_reminder_whose_time_has_passed_is_not_planned() -> None:
    assert due_at(seoul(2026, 11, 24, 15), DAY, QuietHours(SEOUL, *NIGHT), seoul(2026, 11, 23, 15, 1)) is None


def test_a_reminder_that_should_have_come_before_the_night_is_not_planned_in_the_night() -> None:
    assert (
        due_at(seoul(2026, 11, 24, 8, 30), HOUR, QuietHours(SEOUL, *NIGHT), seoul(2026, 11, 23, 22)) is None
    )


@pytest.mark.parametrize(
    ("session", "due"),
    [
        # The clocks go forward on 8 March 2026 at 02:00 and back on 1 November 2026 at 02:00.
        (california(2026, 3, 8, 8, 30), california(2026, 3, 7, 20, 30)),
        (california(2026, 11, 1, 8, 30), california(2026, 10, 31, 20, 30)),
        (california(2026, 11, 1, 9, 0), california(2026, 11, 1, 8, 0)),
    ],
)
def test_the_night_in_which_the_clock_changes_is_a_night(session: datetime, due: datetime) -> None:
    assert due_at(session, HOUR, QuietHours(CALIFORNIA, *NIGHT), session - 3 * DAY) == due


def test_an_hour_that_the_clock_shows_twice_is_quiet_both_times() -> None:
    quiet = QuietHours(CALIFORNIA, time(1), time(2))
    first, second = california(2026, 11, 1, 1, 30), california(2026, 11, 1, 1, 30, fold=1)
    assert [quiet.hold_at(first), quiet.hold_at(second)] == [True, True]
    assert quiet.over_at(first) == california(2026, 11, 1, 2)


def test_quiet_hours_that_the_clock_skips_are_none() -> None:
    quiet = QuietHours(CALIFORNIA, time(2), time(3))
    assert quiet.hold_at(california(2026, 3, 8, 1, 59)) is False
    assert quiet.hold_at(california(2026, 3, 8, 3)) is False


def test_a_notice_by_day_leaves_at_once() -> None:
    now = seoul(2026, 11, 23, 12)
    assert notice_at(seoul(2026, 11, 25, 9), QuietHours(SEOUL, *NIGHT), now) == now


def test_a_notice_at_night_waits_for_the_morning() -> None:
    found = notice_at(seoul(2026, 11, 25, 9), QuietHours(SEOUL, *NIGHT), seoul(2026, 11, 23, 23, 15))
    assert found == seoul(2026, 11, 24, 8)


def test_a_notice_at_night_of_a_session_before_the_morning_is_not_sent_as_a_text() -> None:
    assert notice_at(seoul(2026, 11, 24, 8), QuietHours(SEOUL, *NIGHT), seoul(2026, 11, 23, 23, 15)) is None


def test_equal_ends_mean_that_no_hour_is_quiet() -> None:
    quiet = QuietHours(SEOUL, time(9), time(9))
    assert quiet.hold_at(seoul(2026, 11, 23, 9)) is False
    assert quiet.begin_after(seoul(2026, 11, 23, 9)) is None


# In Seoul from 24 to 26 November: the journey begins when Seoul's clock shows the 24th.
VISIT = Travel(date(2026, 11, 24), date(2026, 11, 26), "Asia/Seoul")
AWAY = QuietHours(CALIFORNIA, *NIGHT, journeys=(VISIT,))


def test_on_a_journey_the_night_is_the_night_there() -> None:
    assert AWAY.hold_at(seoul(2026, 11, 25, 23))
    assert not AWAY.hold_at(seoul(2026, 11, 25, 14))  # 21:00 at home
    assert AWAY.hold_at(california(2026, 11, 27, 22))


def test_a_notice_on_a_journey_waits_for_the_morning_there() -> None:
    found = notice_at(seoul(2026, 11, 27, 15), AWAY, seoul(2026, 11, 25, 22))
    assert found == seoul(2026, 11, 26, 8)


def test_a_reminder_on_a_journey_comes_before_the_night_there() -> None:
    due = due_at(seoul(2026, 11, 25, 9), 3 * HOUR, AWAY, seoul(2026, 11, 20, 9))
    assert due == seoul(2026, 11, 24, 20, 30)


def test_a_night_that_a_journey_begins_with_is_one_night() -> None:
    # 07:00 in California is 00:00 in Seoul: quiet at home until then, and there until 08:00.
    assert AWAY.hold_at(california(2026, 11, 23, 6, 59))
    assert AWAY.over_at(california(2026, 11, 23, 6, 59)) == seoul(2026, 11, 24, 8)
    assert AWAY.began_before(seoul(2026, 11, 24, 7)) == california(2026, 11, 22, 21)


@given(
    instant=instants,
    home=zones,
    away=zones,
    first=st.integers(-2, 2),
    quiet=st.tuples(wall_times, wall_times),
)
def test_quiet_is_what_the_wall_shows_where_the_person_is(
    instant: datetime, home: ZoneInfo, away: ZoneInfo, first: int, quiet: tuple[time, time]
) -> None:
    begins = instant.date() + timedelta(days=first)
    trip = Travel(begins, begins + timedelta(days=1), away.key)
    there = instant.astimezone(away)
    on_the_way = trip.from_on <= there.date() <= trip.to_on
    shown = (there if on_the_way else instant.astimezone(home)).time()
    quiet_from, quiet_until = quiet
    if quiet_from <= quiet_until:
        expected = quiet_from <= shown < quiet_until
    else:
        expected = shown >= quiet_from or shown < quiet_until
    assert QuietHours(home, *quiet, journeys=(trip,)).hold_at(instant) is expected


@given(
    starts_at=instants,
    minutes=st.integers(1, 4 * 24 * 60),
    zone=zones,
    quiet_from=wall_times,
    quiet_until=wall_times,
    ahead=st.timedeltas(timedelta(), timedelta(days=30)),
)
def test_no_reminder_is_due_in_the_past_after_the_start_or_in_the_night(
    starts_at: datetime, minutes: int, zone: ZoneInfo, quiet_from: time, quiet_until: time, ahead: timedelta
) -> None:
    quiet, now = QuietHours(zone, quiet_from, quiet_until), starts_at - ahead
    offset = timedelta(minutes=minutes)
    due = due_at(starts_at, offset, quiet, now)
    assume(due is not None)
    assert due is not None
    assert now <= due <= starts_at - offset
    assert not quiet.hold_at(due)


@given(starts_at=instants, minutes=st.integers(1, 4 * 24 * 60), zone=zones)
def test_far_enough_ahead_every_reminder_is_due_within_a_night_of_its_offset(
    starts_at: datetime, minutes: int, zone: ZoneInfo
) -> None:
    offset = timedelta(minutes=minutes)
    due = due_at(starts_at, offset, QuietHours(zone, *NIGHT), starts_at - timedelta(days=30))
    assert due is not None
    # Eleven hours by the wall and half an hour before; an hour more where the clock goes back, a whole day
    # more where a zone skipped one.
    assert starts_at - offset - due <= timedelta(hours=12, minutes=30)


@given(instant=instants, zone=zones, quiet_from=wall_times, quiet_until=wall_times)
def test_when_the_quiet_hours_are_over_they_are_over(
    instant: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time
) -> None:
    quiet = QuietHours(zone, quiet_from, quiet_until)
    over = quiet.over_at(instant)
    assert over >= instant
    assert not quiet.hold_at(over)
    assert over == instant or quiet.hold_at(instant)
