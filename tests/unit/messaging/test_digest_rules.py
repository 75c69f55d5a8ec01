"""When a day is told in one message: on every clock, over both changes of it, once."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from messaging.digest_rules import WRITTEN_WITHIN, bounds_of, day_to_tell, is_told_by_digest

ZONES = st.sampled_from(
    ["Asia/Seoul", "America/Los_Angeles", "Europe/London", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]
)
# Both nights on which the clock changes in California, and in London, lie within.
DAYS = st.dates(date(2026, 3, 1), date(2026, 11, 30))
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
FIVE_MINUTES = timedelta(minutes=5)


@settings(deadline=None)
@given(zone=ZONES, on=DAYS, at=HOURS)
def test_every_day_is_due_at_its_hour_on_the_local_clock(zone: str, on: date, at: time) -> None:
    due = datetime.combine(on, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    shown = due.astimezone(ZoneInfo(zone))
    assert day_to_tell(due, zone, at) == shown.date() == on
    assert day_to_tell(due - timedelta(seconds=1), zone, at) != on
    # It shows the hour itself, or the one after the gap where the clock skips it.
    assert timedelta() <= shown.replace(tzinfo=None) - datetime.combine(on, at) <= timedelta(hours=1)


@settings(deadline=None)
@given(zone=ZONES, on=DAYS, at=st.times(time(0), time(21, 59)))
def test_whoever_looks_every_five_minutes_finds_each_day_due_in_one_stretch(
    zone: str, on: date, at: time
) -> None:
    begins, ends = bounds_of(on, zone)
    ticks = [begins + number * FIVE_MINUTES for number in range(int((ends - begins) / FIVE_MINUTES))]
    due = [tick for tick in ticks if day_to_tell(tick, zone, at) == on]
    assert due
    assert due[-1] - due[0] == (len(due) - 1) * FIVE_MINUTES < WRITTEN_WITHIN


@settings(deadline=None)
@given(zone=ZONES, on=DAYS)
def test_days_lie_side_by_side_whatever_the_clock_does(zone: str, on: date) -> None:
    (begins, ends), (next_begins, _) = bounds_of(on, zone), bounds_of(on + timedelta(days=1), zone)
    assert ends == next_begins
    assert timedelta(hours=23) <= ends - begins <= timedelta(hours=25)


def test_the_days_on_which_californias_clock_changes_have_23_and_25_hours() -> None:
    lengths = [
        ends - begins
        for begins, ends in (
            bounds_of(on, "America/Los_Angeles") for on in (date(2026, 3, 8), date(2026, 11, 1))
        )
    ]
    assert lengths == [timedelta(hours=23), timedelta(hours=25)]


def test_reminders_of_a_day_are_needless_all_day_and_those_of_a_morning_soon_after() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    ends = now + timedelta(hours=16)

    def told(offset: int, hours: float) -> bool:
        return is_told_by_digest(offset, now + timedelta(hours=hours), now, ends)

    assert [told(1440, hours) for hours in (-1, 0, 8, 15.9, 16)] == [False, True, True, True, False]
    assert [told(180, hours) for hours in (0, 1.9, 2)] == [True, True, False]
    assert [told(60, hours) for hours in (0, 1)] == [False, False]
