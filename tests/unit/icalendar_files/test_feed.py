"""A feed as other programs read it, above all in the weeks in which a clock is turned."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from integrations.icalendar_files.feed import Feed, feed_file, fingerprint
from integrations.icalendar_files.invitation import Invitation, Mailbox, Method
from integrations.icalendar_files.recurring import Moved, RegularInvitation
from tests.calendar_programs import seen_by_all

HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)
STAMP = datetime(2026, 10, 1, tzinfo=UTC)
ZONES = ["Asia/Seoul", "America/Los_Angeles", "America/New_York"]
# Daylight saving ends on 1 November 2026 in America and begins on 14 March 2027.
TURNS = [(date(2026, 10, 18), 4), (date(2027, 2, 28), 4)]


def an_appointment(uid: str, starts_at: datetime, **fields: Any) -> Invitation:
    one = Invitation(
        uid=uid,
        sequence=0,
        method=Method.PUBLISH,
        starts_at=starts_at,
        ends_at=(starts_at.astimezone(UTC) + HOUR),
        summary="회사 × Mentor",
        organizer=Mailbox("Meridian", "hub@meridian.example"),
        stamped_at=STAMP,
    )
    return replace(one, **fields)


def weekly(
    uid: str, zone: str, on: date, hour: int, minute: int, weeks: int
) -> tuple[RegularInvitation, list[datetime]]:
    """A series every week on the same day, and its starts in UTC, worked out from the zone itself."""
    tz = ZoneInfo(zone)
    starts = [
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=tz)
        for day in (on + WEEK * number for number in range(weeks))
    ]
    until = starts[-1].astimezone(UTC) + HOUR
    rule = f"FREQ=WEEKLY;UNTIL={until:%Y%m%dT%H%M%SZ}"
    series = RegularInvitation(an_appointment(uid, starts[0]), zone, rule, starts[-1])
    return series, [start.astimezone(UTC) for start in starts]


def starts_of(rows: list[Any], uid: str) -> list[datetime]:
    return [start for of, start, _end, _title in rows if of == uid]


@pytest.mark.parametrize(("on", "weeks"), TURNS)
def test_three_programs_see_every_date_at_its_hour_while_clocks_are_turned(on: date, weeks: int) -> None:
    every = [
        weekly(f"{zone}-{day}-{hour}@hub", zone, on + timedelta(days=day), hour, 30, weeks)
        for zone in ZONES
        for day in (0, 2)  # a Sunday, on which clocks are turned, and a Tuesday
        for hour in (3, 9, 23)
    ]
    file = feed_file(Feed("Meridian", HOUR, regular=tuple(series for series, _ in every)))
    assert file.count(b"BEGIN:VTIMEZONE") == len(ZONES)
    rows = seen_by_all(file, datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 5, 1, tzinfo=UTC))
    for series, starts in every:
        assert starts_of(rows, series.first.uid) == starts
    assert {end - start for _, start, end, _ in rows} == {HOUR}


@pytest.mark.parametrize("zone", ZONES)
def test_three_programs_see_what_is_left_out_and_what_was_moved(zone: str) -> None:
    series, starts = weekly("series@hub", zone, date(2027, 3, 2), 9, 0, 4)
    new_start = starts[2] + timedelta(days=1, hours=3)
    told = replace(series, excluded=(starts[1],), moved=(Moved(starts[2], new_start, new_start + HOUR),))
    file = feed_file(Feed("Meridian", HOUR, regular=(told,)))
    rows = seen_by_all(file, datetime(2027, 2, 1, tzinfo=UTC), datetime(2027, 5, 1, tzinfo=UTC))
    assert starts_of(rows, "series@hub") == [starts[0], new_start, starts[3]]


def test_single_appointments_in_the_night_of_the_spring_change_are_where_they_are() -> None:
    night = [datetime(2027, 3, 14, hour, 30, tzinfo=UTC) for hour in range(5, 13)]
    single = tuple(an_appointment(f"{at:%H}@hub", at) for at in night)
    rows = seen_by_all(feed_file(Feed("Meridian", HOUR, single)), night[0], night[-1] + HOUR)
    assert [start for _, start, _, _ in rows] == night


@pytest.mark.parametrize(
    "title",
    [
        'A "quoted", listed; title',
        "line\r\nATTENDEE:mailto:someone@else.example\r\nSUMMARY:other",
        "back\\slash",
        "한글로 된 아주 긴 제목입니다. " * 12,
        "🤝" * 60,
    ],
)
def test_no_title_can_break_the_file_and_every_line_is_folded_at_75_octets(title: str) -> None:
    one = an_appointment("one@hub", datetime(2027, 3, 2, tzinfo=UTC), summary=title, description=title)
    file = feed_file(Feed(title, HOUR, (one,)))
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert all(line.decode() is not None for line in file.split(b"\r\n"))
    ((uid, _, _, seen),) = seen_by_all(
        file, datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC)
    )
    assert (uid, seen) == ("one@hub", " ".join(title.split()))
    unfolded = file.decode().replace("\r\n ", "").split("\r\n")
    assert not [line for line in unfolded if line.startswith("ATTENDEE")]


def test_the_calendar_has_both_names_and_both_paces_and_no_uid_of_its_own() -> None:
    told = feed_file(Feed("메리디안", HOUR)).decode().split("\r\n")
    assert told[0] == "BEGIN:VCALENDAR"
    for line in (
        "METHOD:PUBLISH",
        "NAME:메리디안",
        "X-WR-CALNAME:메리디안",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ):
        assert told.count(line) == 1
    calendar: Any = Calendar.from_ical("\r\n".join(told))
    assert "UID" not in calendar


def test_the_calendar_says_where_it_can_be_read_again() -> None:
    source = "https://hub.example/feeds/secret.ics"
    file = feed_file(Feed("Meridian", HOUR, source=source)).decode().replace("\r\n ", "")
    assert file.split("\r\n").count(f"SOURCE;VALUE=URI:{source}") == 1
    calendar: Any = Calendar.from_ical(file)
    assert (str(calendar["SOURCE"]), calendar["SOURCE"].params["VALUE"]) == (source, "URI")
    assert b"SOURCE" not in feed_file(Feed("Meridian", HOUR))


def test_a_feed_invites_nobody() -> None:
    with pytest.raises(ValueError, match="publishes"):
        Feed("Meridian", HOUR, (an_appointment("one@hub", STAMP, method=Method.REQUEST),))
    guest = an_appointment("one@hub", STAMP, attendees=(Mailbox("Founder", "founder@startup.example"),))
    assert b"founder" not in feed_file(Feed("Meridian", HOUR, (guest,)))


def test_the_fingerprint_is_of_what_is_shown_and_not_of_when_it_was_written() -> None:
    one = an_appointment("one@hub", STAMP)
    series, _ = weekly("series@hub", ZONES[0], date(2027, 3, 2), 9, 0, 4)
    before = fingerprint(Feed("Meridian", HOUR, (one,), (series,)))
    later = replace(one, stamped_at=STAMP + HOUR)
    series_later = replace(series, first=replace(series.first, stamped_at=STAMP + HOUR))
    assert fingerprint(Feed("Meridian", HOUR, (later,), (series_later,))) == before
    assert fingerprint(Feed("Meridian", HOUR, (replace(one, sequence=1),), (series,))) != before
    assert fingerprint(Feed("Meridian", HOUR, (one,), (replace(series, excluded=(STAMP,)),))) != before
