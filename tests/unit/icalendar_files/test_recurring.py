from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from integrations.icalendar_files.invitation import Invitation, Mailbox, Method
from integrations.icalendar_files.recurring import Moved, RegularInvitation, date_file, series_file

CALIFORNIA = ZoneInfo("America/Los_Angeles")
LENGTH = timedelta(minutes=45)


def at(month: int, day: int, hour: int = 16) -> datetime:
    return datetime(2027, month, day, hour, 30, tzinfo=CALIFORNIA)


FIRST = Invitation(
    uid="5f0c9a36@google.com",
    sequence=3,
    method=Method.REQUEST,
    starts_at=at(3, 2),
    ends_at=at(3, 2) + LENGTH,
    summary="회사 × A Mentor",
    organizer=Mailbox("Meridian", "hub@meridian.example"),
    stamped_at=datetime(2027, 2, 1, tzinfo=UTC),
    attendees=(Mailbox("첫째 창업자", "founder@startup.example"),),
)
SERIES = RegularInvitation(
    first=FIRST,
    time_zone="America/Los_Angeles",
    rule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20270331T065959Z",
    last_at=at(3, 30),
    excluded=(at(3, 9), at(3, 16)),
    moved=(Moved(at(3, 23), at(3, 24, 9), at(3, 24, 9) + LENGTH),),
)


def parsed(file: bytes) -> Any:
    calendar: Any = Calendar.from_ical(file)
    calendar.validate()
    assert calendar.errors == []
    return calendar


def lines(file: bytes) -> list[str]:
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_a_series_is_a_rule_on_its_clock_without_what_is_excluded_and_each_moved_date_beside_it() -> None:
    calendar = parsed(series_file(SERIES))
    master, moved = calendar.events
    assert (master["UID"], moved["UID"]) == (FIRST.uid, FIRST.uid)
    assert (master["SEQUENCE"], moved["SEQUENCE"], calendar["METHOD"]) == (3, 3, "REQUEST")
    told = lines(series_file(SERIES))
    assert "DTSTART;TZID=America/Los_Angeles:20270302T163000" in told
    assert "RRULE:FREQ=WEEKLY;UNTIL=20270331T065959Z;BYDAY=TU" in told
    assert "EXDATE;TZID=America/Los_Angeles:20270309T163000,20270316T163000" in told
    assert "RECURRENCE-ID;TZID=America/Los_Angeles:20270323T163000" in told
    assert moved["DTSTART"].dt == at(3, 24, 9)
    assert "RRULE" not in moved
    assert [str(event["ATTENDEE"]) for event in calendar.events] == ["mailto:founder@startup.example"] * 2


def test_the_zone_is_told_with_the_clock_turned_at_the_hour_that_it_shows_before() -> None:
    told = lines(series_file(SERIES))
    forward = told.index("BEGIN:DAYLIGHT")
    assert told[forward + 1] == "DTSTART:20270314T020000"
    assert told[forward + 3 : forward + 5] == ["TZOFFSETFROM:-0800", "TZOFFSETTO:-0700"]


def test_a_zone_that_turns_in_several_years_is_right_in_each() -> None:
    series = RegularInvitation(FIRST, "America/Los_Angeles", SERIES.rule, at(3, 30).replace(year=2029))
    assert "RDATE:20280312T020000,20290311T020000" in lines(series_file(series))


def test_in_utc_no_zone_is_needed() -> None:
    series = RegularInvitation(FIRST, "UTC", SERIES.rule, at(3, 30))
    told = lines(series_file(series))
    assert ("BEGIN:VTIMEZONE" in told, "DTSTART:20270303T003000Z" in told) == (False, True)


@pytest.mark.parametrize(("method", "status"), [(Method.REQUEST, "CONFIRMED"), (Method.CANCEL, "CANCELLED")])
def test_one_date_carries_what_the_rule_meant_and_leaves_the_series_alone(
    method: Method, status: str
) -> None:
    one = Invitation(
        uid=FIRST.uid,
        sequence=4,
        method=method,
        starts_at=at(3, 24, 9),
        ends_at=at(3, 24, 9) + LENGTH,
        summary=FIRST.summary,
        organizer=FIRST.organizer,
        stamped_at=FIRST.stamped_at,
        attendees=FIRST.attendees,
    )
    calendar = parsed(date_file(one, meant_at=at(3, 23), time_zone="America/Los_Angeles"))
    (event,) = calendar.events
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == (method.value, status, 4)
    assert (event["RECURRENCE-ID"].dt, event["DTSTART"].dt) == (at(3, 23), at(3, 24, 9))
    assert "RRULE" not in event


def test_a_cancelled_series_takes_the_whole_rule_away() -> None:
    gone = RegularInvitation(
        replace(FIRST, method=Method.CANCEL), SERIES.time_zone, SERIES.rule, SERIES.last_at
    )
    (event,) = parsed(series_file(gone)).events
    assert (event["STATUS"], "RECURRENCE-ID" in event) == ("CANCELLED", False)
