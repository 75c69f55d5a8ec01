from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from integrations.twilio_sms.segments import size_of
from messaging.models import MessageKind
from messaging.near_days import Departures, Leaving, start_in_mail, start_in_text
from messaging.templates.filling import Words
from messaging.texts import Briefing, words_for

SEOUL, CALIFORNIA = "Asia/Seoul", "America/Los_Angeles"
# Monday 20:00 in Seoul; the session is on Tuesday at 09:00, Monday 16:00 in California.
EVENING = datetime(2026, 11, 23, 11, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, 0, tzinfo=UTC)
# Some turn their clocks at midnight, and one by half an hour.
ZONES = (
    SEOUL,
    CALIFORNIA,
    "America/New_York",
    "Europe/London",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Asia/Beirut",
)
WORDS = {"ko": ["오늘", "내일", "모레"], "en": ["today", "tomorrow"]}
# The nights in which a clock somewhere is turned, 2026 and 2027.
NIGHTS = [
    datetime(2026, 3, 8, 10, tzinfo=UTC),
    datetime(2026, 3, 29, 0, tzinfo=UTC),
    datetime(2026, 9, 6, 4, tzinfo=UTC),
    datetime(2026, 10, 3, 15, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 11, 1, 9, tzinfo=UTC),
    datetime(2027, 3, 14, 10, tzinfo=UTC),
    datetime(2027, 4, 4, 3, tzinfo=UTC),
]
INSTANTS = st.one_of(
    st.builds(
        lambda night, minutes: night + timedelta(minutes=minutes),
        st.sampled_from(NIGHTS),
        st.integers(-2 * 1440, 2 * 1440),
    ),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 -- aware
)


def on(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


def test_a_text_names_the_day_and_the_other_sides_own() -> None:
    start = start_in_text(STARTS_AT, SEOUL, CALIFORNIA, "ko", Leaving(EVENING, SEOUL))
    assert start.both == "서울 내일 화요일 09:00, 캘리포니아 월요일 16:00"
    start = start_in_text(STARTS_AT, CALIFORNIA, SEOUL, "en", Leaving(EVENING, CALIFORNIA))
    assert start.both == "today, Mon 16:00 California · Tue 09:00 Seoul"


def test_an_e_mail_has_the_date_as_well() -> None:
    start = start_in_mail(STARTS_AT, SEOUL, CALIFORNIA, "ko", Leaving(EVENING, SEOUL))
    assert start.both == "내일 11월 24일 (화) 09:00 서울 · 11월 23일 (월) 16:00 캘리포니아"
    start = start_in_mail(STARTS_AT, SEOUL, CALIFORNIA, "en", Leaving(EVENING, SEOUL))
    assert start.both == "tomorrow, Tue 24 Nov 09:00 Seoul · Mon 23 Nov 16:00 California"


def test_the_day_after_tomorrow_has_a_word_in_korean_alone_and_what_is_farther_has_none() -> None:
    leaving = Leaving(EVENING - timedelta(days=1), SEOUL)
    assert start_in_text(STARTS_AT, SEOUL, SEOUL, "ko", leaving).both == "서울 모레 화요일 09:00"
    assert start_in_text(STARTS_AT, SEOUL, SEOUL, "en", leaving).both == "Tue 24 Nov 09:00 Seoul"
    leaving = Leaving(EVENING - timedelta(days=2), SEOUL)
    assert start_in_text(STARTS_AT, SEOUL, SEOUL, "ko", leaving).both == "11월 24일 (화) 09:00 서울"


def test_who_is_about_to_fly_over_the_ocean_is_told_the_date() -> None:
    """It is Monday still in California, and Tuesday in Seoul, where the session will be for its reader."""
    at = datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert (on(at, CALIFORNIA), on(at, SEOUL)) == (date(2026, 11, 23), date(2026, 11, 24))
    start = start_in_text(STARTS_AT + timedelta(days=1), SEOUL, SEOUL, "en", Leaving(at, CALIFORNIA))
    assert start.both == "Wed 25 Nov 09:00 Seoul"


@given(
    at=INSTANTS,
    ahead=st.integers(-60, 5 * 1440),
    zone=st.sampled_from(ZONES),
    home=st.sampled_from(ZONES),
    language=st.sampled_from(["ko", "en"]),
)
@example(at=datetime(2026, 9, 6, 3, 59, tzinfo=UTC), ahead=30, zone=ZONES[4], home=ZONES[4], language="ko")
@example(
    at=datetime(2026, 11, 1, 6, 59, tzinfo=UTC), ahead=1440, zone=CALIFORNIA, home=CALIFORNIA, language="en"
)
def test_the_day_that_is_named_is_the_day_on_the_readers_clock_for_as_long_as_it_says(
    at: datetime, ahead: int, zone: str, home: str, language: str
) -> None:
    starts_at = at + timedelta(minutes=ahead)
    leaving = Leaving(at, home)
    for start in (
        start_in_text(starts_at, zone, CALIFORNIA, language, leaving),
        start_in_mail(starts_at, zone, CALIFORNIA, language, leaving),
    ):
        days = (on(starts_at, zone) - on(at, zone)).days
        is_near = on(at, zone) == on(at, home) and 0 <= days < len(WORDS[language])
        said = [word for word in WORDS["ko"] + WORDS["en"] if word in start.here]
        assert said == ([WORDS[language][days]] if is_near else [])
        assert (start.near.until is not None) == is_near
        if start.near.until:
            assert start.near.near == start.here
            assert start.near.near in start.both
            assert start.near.until > at
            assert on(start.near.until - timedelta(seconds=1), zone) == on(at, zone)
            assert on(start.near.until - timedelta(seconds=1), home) == on(at, home)
            assert start.near.plain == start_in_text(starts_at, zone, zone, language, None).both


KINDS = [MessageKind.REQUESTED, MessageKind.CONFIRMED, MessageKind.MOVED, MessageKind.REMINDER]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("zone", "other_zone"), [(SEOUL, CALIFORNIA), (CALIFORNIA, SEOUL)])
def test_a_near_day_takes_no_more_room_on_a_phone_than_a_date(
    kind: MessageKind, language: str, zone: str, other_zone: str
) -> None:
    plain = words_of(kind, language, zone, other_zone, None)
    near = words_of(kind, language, zone, other_zone, Leaving(EVENING, zone))
    assert near.text_day.near in near.sms
    assert near.mail_day.near in near.email
    assert near.sms.replace(near.text_day.near, near.text_day.plain) != near.sms
    assert size_of(near.sms).encoding == size_of(plain.sms).encoding
    assert size_of(near.sms).units <= size_of(plain.sms).units
    assert size_of(near.sms).parts <= size_of(plain.sms).parts


def words_of(kind: MessageKind, language: str, zone: str, other_zone: str, leaving: Leaving | None) -> Words:
    briefing = Briefing(
        counterpart="Dana Reyes",
        programme_ko="현지화 멘토링",
        programme_en="Localization mentoring",
        other_zone=other_zone,
        link="https://hub.example/l/abcdefghijklmnopq",
    )
    return words_for(
        kind,
        briefing,
        starts_at=STARTS_AT,
        zone=zone,
        language=language,
        leave=Departures(leaving, leaving),
    )
