"""When an advertisement may leave: never in the hours of a country's law, nor in those that a person keeps quiet."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.advertising.rules import Consents, consent_allows, law_hours, text_may_leave, until_of
from messaging.quiet_hours import QuietHours
from messaging.rules import Drop, Go, Verdict, Wait

SEOUL, CALIFORNIA, UTC_ZONE = ZoneInfo("Asia/Seoul"), ZoneInfo("America/Los_Angeles"), ZoneInfo("UTC")
KOREAN, AMERICAN, BRITISH = "+821012345678", "+14155550123", "+447700900123"
NEVER_QUIET = (time(0), time(0))

zones = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Asia/Seoul",
            "America/Los_Angeles",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Pacific/Apia",
        )
    ]
)
# Two years of minutes, with every night on which a clock changes.
instants = st.integers(0, 1051200).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
wall_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def decided(phone: str, own: QuietHours, now: datetime, *, by_night: bool = False) -> Verdict:
    law = law_hours(phone, is_of_the_united_states=phone == AMERICAN, own=own, by_night=by_night)
    return text_may_leave(law, own, now)


def is_night(at: datetime, zone: ZoneInfo) -> bool:
    shown = at.astimezone(zone).time()
    return shown >= time(21) or shown < time(8)


@given(now=instants, home=zones, quiet_from=wall_times, quiet_until=wall_times)
@pytest.mark.parametrize("phone", [KOREAN, AMERICAN, BRITISH])
def test_none_arrives_in_a_night_of_the_law_or_of_the_person(
    phone: str, now: datetime, home: ZoneInfo, quiet_from: time, quiet_until: time
) -> None:
    own = QuietHours(home, quiet_from, quiet_until)
    verdict = decided(phone, own, now)
    if not isinstance(verdict, Go):
        return
    for at in (now, now + verdict.valid_for - timedelta(seconds=1)):
        assert not own.hold_at(at)
        assert not (phone == KOREAN and is_night(at, SEOUL))
        assert not (phone == AMERICAN and is_night(at, home))


@given(now=instants, home=zones)
@pytest.mark.parametrize("phone", [KOREAN, AMERICAN, BRITISH])
def test_one_that_waits_leaves_when_its_wait_is_over(phone: str, now: datetime, home: ZoneInfo) -> None:
    own = QuietHours(home, *NEVER_QUIET)
    verdict = decided(phone, own, now)
    if isinstance(verdict, Wait):
        assert now < verdict.until <= now + timedelta(hours=14)
        assert isinstance(decided(phone, own, verdict.until), Go)
    else:
        assert isinstance(verdict, Go)


@pytest.mark.parametrize(
    ("phone", "home", "now", "expected"),
    [
        (KOREAN, SEOUL, datetime(2026, 11, 20, 20, 59, tzinfo=SEOUL), Go(timedelta(minutes=1))),
        (
            KOREAN,
            SEOUL,
            datetime(2026, 11, 20, 21, tzinfo=SEOUL),
            Wait(datetime(2026, 11, 21, 8, tzinfo=SEOUL)),
        ),
        # Korea's clock counts for its numbers wherever the person is.
        (
            KOREAN,
            CALIFORNIA,
            datetime(2026, 11, 20, 7, tzinfo=CALIFORNIA),
            Wait(datetime(2026, 11, 21, 8, tzinfo=SEOUL)),
        ),
        # The clocks of California are put back on this night, and the hour from 1:00 comes twice.
        (
            AMERICAN,
            CALIFORNIA,
            datetime(2026, 10, 31, 21, 30, tzinfo=CALIFORNIA),
            Wait(datetime(2026, 11, 1, 8, tzinfo=CALIFORNIA)),
        ),
        (
            AMERICAN,
            CALIFORNIA,
            datetime(2027, 3, 13, 21, tzinfo=CALIFORNIA),
            Wait(datetime(2027, 3, 14, 8, tzinfo=CALIFORNIA)),
        ),
        (BRITISH, UTC_ZONE, datetime(2026, 11, 20, 3, tzinfo=UTC), Go(timedelta(hours=10))),
    ],
)
def test_the_law_of_the_numbers_country_counts(
    phone: str, home: ZoneInfo, now: datetime, expected: Verdict
) -> None:
    assert decided(phone, QuietHours(home, *NEVER_QUIET), now) == expected


def test_who_agreed_to_nights_gets_them_unless_they_keep_quiet_themselves() -> None:
    midnight = datetime(2026, 11, 20, 15, tzinfo=UTC)
    awake, asleep = QuietHours(SEOUL, *NEVER_QUIET), QuietHours(SEOUL, time(22), time(7))
    assert decided(KOREAN, awake, midnight, by_night=True) == Go(timedelta(hours=10))
    assert decided(KOREAN, asleep, midnight, by_night=True) == Wait(datetime(2026, 11, 20, 22, tzinfo=UTC))


def test_where_two_nights_leave_no_hour_there_is_none() -> None:
    by_day = QuietHours(SEOUL, time(8), time(21))
    assert decided(KOREAN, by_day, datetime(2026, 11, 20, 3, tzinfo=UTC)) == Drop("ad_no_hour")


def test_a_consent_holds_for_its_days() -> None:
    given_at = datetime(2026, 1, 5, tzinfo=UTC)
    until = until_of(given_at, 730)
    assert until == datetime(2028, 1, 5, tzinfo=UTC)
    found = [
        consent_allows(Consents(by_day, None), now)
        for by_day, now in (
            (None, given_at),
            (until, until - timedelta(seconds=1)),
            (until, until),
        )
    ]
    assert found == [Drop("ad_not_wanted"), None, Drop("ad_consent_lapsed")]
