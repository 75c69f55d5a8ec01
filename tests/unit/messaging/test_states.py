"""Advertisements to the United States come in the hours of the state, too: of the number, or of where its owner lives."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from messaging.advertising.rules import law_hours, text_may_leave
from messaging.advertising.states import STATE_OF_AREA, STATES
from messaging.quiet_hours import QuietHours
from messaging.rules import Drop, Go, Verdict, Wait

NEW_YORK, CHICAGO, LOS_ANGELES = (
    ZoneInfo(f"America/{city}") for city in ("New_York", "Chicago", "Los_Angeles")
)
DETROIT = ZoneInfo("America/Detroit")
CALIFORNIAN, FLORIDIAN, TEXAN, TOLL_FREE = "+14155550123", "+13055550123", "+12145550123", "+18005550123"


def decided(phone: str, home: ZoneInfo, now: datetime, quiet: tuple[int, int] = (0, 0)) -> Verdict:
    own = QuietHours(home, time(quiet[0]), time(quiet[1]))
    law = law_hours(phone, is_of_the_united_states=True, own=own, by_night=False)
    return text_may_leave(law, own, now)


def at(zone: ZoneInfo, day: int, hour: int, minute: int = 0) -> datetime:
    """Of November 2026, whose 20th is a Friday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("phone", "home", "now", "expected"),
    [
        (CALIFORNIAN, LOS_ANGELES, at(LOS_ANGELES, 20, 20, 30), Go(timedelta(minutes=30))),
        (FLORIDIAN, NEW_YORK, at(NEW_YORK, 20, 19, 30), Go(timedelta(minutes=30))),
        # A part of Florida is an hour behind, and the area code does not tell which.
        (FLORIDIAN, NEW_YORK, at(NEW_YORK, 20, 20), Wait(at(CHICAGO, 21, 8))),
        # Whoever has moved away may still be held to be there.
        (FLORIDIAN, LOS_ANGELES, at(LOS_ANGELES, 20, 18), Wait(at(LOS_ANGELES, 21, 8))),
        (TEXAN, CHICAGO, at(CHICAGO, 21, 21), Wait(at(ZoneInfo("America/Denver"), 23, 9))),
        (TOLL_FREE, NEW_YORK, at(NEW_YORK, 20, 20, 30), Go(timedelta(minutes=30))),
        # Of few zones the state is known; of this one mornings begin at nine.
        (CALIFORNIAN, DETROIT, at(DETROIT, 20, 8, 30), Wait(at(DETROIT, 20, 9))),
        (CALIFORNIAN, NEW_YORK, at(NEW_YORK, 20, 8, 30), Go(timedelta(hours=10))),
    ],
)
def test_the_narrower_hours_hold(phone: str, home: ZoneInfo, now: datetime, expected: Verdict) -> None:
    assert decided(phone, home, now) == expected


def test_where_a_state_and_the_person_leave_no_hour_none_leaves() -> None:
    assert decided("+12075550123", NEW_YORK, at(NEW_YORK, 20, 12), quiet=(8, 18)) == Drop("ad_no_hour")


@pytest.mark.parametrize("state", list(STATES))
def test_each_state_lets_some_come_in_its_hours_and_none_beside_them(state: str) -> None:
    hours = STATES[state]
    zone = ZoneInfo(hours.zones[0])
    phone = f"+1{hours.area_codes.split()[0]}5550123"
    for day in range(16, 23):  # a week from Monday on
        for hour in range(24):
            verdict = decided(phone, zone, at(zone, day, hour))
            closed = (day - 16) in hours.never_on or not hours.opens <= hour < hours.closes
            assert not (closed and isinstance(verdict, Go)), (day, hour)
            if len(hours.zones) == 1 and 8 <= hour < 21:
                assert isinstance(verdict, Go) is not closed, (day, hour)


def test_no_area_code_is_of_two_states() -> None:
    codes = [code for hours in STATES.values() for code in hours.area_codes.split()]
    assert len(codes) == len(STATE_OF_AREA)
    assert all(len(code) == 3 and code.isdigit() for code in codes)
