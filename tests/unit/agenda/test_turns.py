"""A clock told over all time says of each instant what is asked for that instant alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.availability import Travel
from agenda.intentions import Turn, turns, zone_at

SEOUL, PACIFIC = "Asia/Seoul", "America/Los_Angeles"
ZONES = [SEOUL, PACIFIC, "Asia/Beirut", "America/Havana", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC"]
FIRST = date(2026, 10, 1)


def zone_by(found: list[Turn], home: str, at: datetime) -> str:
    """As a reader of the turns has it."""
    if not found:
        return home
    return next((turn.time_zone for turn in reversed(found) if turn.from_at <= at), found[0].time_zone)


@st.composite
def journeys(draw: st.DrawFn) -> list[Travel]:
    """Up to four, no two of which share a date."""
    days = sorted(draw(st.lists(st.integers(0, 50), max_size=8, unique=True)))
    pairs = zip(days[::2], days[1::2], strict=False)
    zones = st.sampled_from(ZONES)
    return [Travel(FIRST + timedelta(first), FIRST + timedelta(last), draw(zones)) for first, last in pairs]


@pytest.mark.timeout(300)
@settings(max_examples=2000)
@given(home=st.sampled_from(ZONES), travels=journeys(), hour=st.integers(-48, 24 * 55))
def test_the_turns_of_a_clock_say_what_is_asked_of_each_instant(
    home: str, travels: list[Travel], hour: int
) -> None:
    at = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(hours=hour)
    trips = [(one.from_on, one.to_on, one.time_zone) for one in travels]
    assert zone_by(turns(home, travels), home, at) == zone_at(home, trips, at)


def test_who_stays_at_home_has_no_turn() -> None:
    assert turns(SEOUL, []) == []


def test_a_journey_turns_the_clock_at_its_own_midnights() -> None:
    assert turns(PACIFIC, [Travel(date(2026, 11, 3), date(2026, 11, 4), SEOUL)]) == [
        Turn(datetime(2026, 11, 1, 15, tzinfo=UTC), PACIFIC),
        Turn(datetime(2026, 11, 2, 15, tzinfo=UTC), SEOUL),
        Turn(datetime(2026, 11, 4, 15, tzinfo=UTC), PACIFIC),
    ]


def test_from_one_journey_to_the_next_nobody_is_at_home() -> None:
    found = turns(
        PACIFIC,
        [
            Travel(date(2026, 11, 3), date(2026, 11, 4), SEOUL),
            Travel(date(2026, 11, 5), date(2026, 11, 5), SEOUL),
        ],
    )
    assert [turn.time_zone for turn in found] == [PACIFIC, SEOUL, SEOUL, PACIFIC]
