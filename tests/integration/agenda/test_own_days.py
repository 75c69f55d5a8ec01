"""The calendar of one's own days, and that it agrees with what is offered."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Person
from agenda.availability import SessionRules
from agenda.loading import availability_of
from agenda.models import DateOverride, HolidayOptOut, TimeOff, Travel
from agenda.operations import Buffers, hold
from agenda.own_days import own_days
from agenda.slots import free_starts
from tests.factories.hub import a_mentor
from tests.integration.agenda.conftest import MONDAY, Sign

pytestmark = pytest.mark.django_db
CALENDAR = "/api/agenda/calendar/"
SUNDAY = date(2026, 11, 22)


@pytest.fixture
def mentor() -> Person:
    """From Monday to Friday, 16:00 to 20:00 in California."""
    return a_mentor(country="US").person


def day(mentor: Person, on: date) -> Any:
    [found] = own_days(mentor, first=on, last=on, now=MONDAY)
    return found


def opening(mentor: Person, on: date) -> list[tuple[str, str]]:
    return [(f"{span.starts_at:%m-%dT%H:%M}", f"{span.ends_at:%m-%dT%H:%M}") for span in day(mentor, on).open]


def test_hours_stand_at_the_same_wall_time_before_and_after_daylight_saving(mentor: Person) -> None:
    assert opening(mentor, date(2026, 10, 30)) == [("10-30T23:00", "10-31T03:00")]
    assert opening(mentor, date(2026, 11, 2)) == [("11-03T00:00", "11-03T04:00")]


def test_a_date_says_why_it_is_closed(mentor: Person) -> None:
    thanksgiving, friday, monday = date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30)
    DateOverride.objects.create(person=mentor, on=friday)
    TimeOff.objects.create(person=mentor, from_on=monday, to_on=monday)
    found = {
        on: (day(mentor, on).closed_because, day(mentor, on).holiday)
        for on in (SUNDAY, thanksgiving, friday, monday, date(2026, 12, 1))
    }
    assert found == {
        SUNDAY: ("weekly", None),
        thanksgiving: ("holiday", "Thanksgiving Day"),
        friday: ("override", None),
        monday: ("time_off", None),
        date(2026, 12, 1): (None, None),
    }


def test_a_holiday_opted_out_of_is_named_and_open(mentor: Person) -> None:
    thanksgiving = date(2026, 11, 26)
    HolidayOptOut.objects.create(person=mentor, on=thanksgiving)
    found = day(mentor, thanksgiving)
    assert (found.closed_because, found.holiday, len(found.open)) == (None, "Thanksgiving Day", 1)


def test_hours_for_one_date_hold_on_a_holiday_but_not_in_time_off(mentor: Person) -> None:
    thanksgiving = date(2026, 11, 26)
    DateOverride.objects.create(person=mentor, on=thanksgiving, ranges=[[540, 600]])
    assert opening(mentor, thanksgiving) == [("11-26T17:00", "11-26T18:00")]
    TimeOff.objects.create(person=mentor, from_on=thanksgiving, to_on=thanksgiving)
    assert (opening(mentor, thanksgiving), day(mentor, thanksgiving).closed_because) == ([], "time_off")


def test_away_the_hours_are_read_on_that_clock(mentor: Person) -> None:
    on = date(2026, 12, 1)
    Travel.objects.create(person=mentor, from_on=on, to_on=on, time_zone="Asia/Seoul")
    assert opening(mentor, on) == [("12-01T07:00", "12-01T11:00")]
    assert day(mentor, on).time_zone == "Asia/Seoul"
    assert opening(mentor, date(2026, 12, 2)) == [("12-03T00:00", "12-03T04:00")]


def test_what_is_taken_stands_on_the_date_of_its_own_clock_without_buffers(mentor: Person) -> None:
    starts_at = datetime(2026, 11, 25, 1, tzinfo=UTC)  # Tuesday 24 November, 17:00 in California
    appointment = hold(
        appointment_id=uuid4(),
        people={mentor.pk: Buffers(timedelta(minutes=15), timedelta(minutes=15))},
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        expires_at=MONDAY + timedelta(days=1),
        now=MONDAY,
    )
    days = own_days(mentor, first=date(2026, 11, 23), last=date(2026, 11, 26), now=MONDAY)
    taken = {found.on: found.commitments for found in days if found.commitments}
    [[only]] = taken.values()
    assert list(taken) == [date(2026, 11, 24)]
    assert (only.starts_at, only.ends_at) == (starts_at, starts_at + timedelta(hours=1))
    assert (only.appointment_id, only.held) == (str(appointment.pk), True)


def test_a_month_takes_as_many_statements_as_a_day(
    mentor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        own_days(mentor, first=SUNDAY, last=SUNDAY + timedelta(days=30), now=MONDAY)


def test_the_open_ranges_are_those_in_which_starts_are_found(mentor: Person) -> None:
    on, last = date(2026, 11, 23), date(2026, 12, 6)
    DateOverride.objects.create(person=mentor, on=date(2026, 11, 25), ranges=[[600, 720], [800, 930]])
    Travel.objects.create(
        person=mentor, from_on=date(2026, 12, 1), to_on=date(2026, 12, 2), time_zone="Asia/Seoul"
    )
    days = own_days(mentor, first=on, last=last, now=MONDAY)
    window = datetime(2026, 11, 23, 8, tzinfo=UTC), datetime(2026, 12, 7, 8, tzinfo=UTC)
    who = availability_of([mentor.pk], window=window, now=MONDAY)[mentor.pk]
    rules = SessionRules(minutes=60, step_minutes=30, align="clock")
    starts = free_starts([who], rules, window=window, now=MONDAY)
    assert all(
        any(
            span.starts_at <= start and start + timedelta(hours=1) <= span.ends_at
            for found in days
            for span in found.open
        )
        for start in starts
    )
    at_home = {start.astimezone(mentor.zone).date() for start in starts}
    before_leaving = date(2026, 11, 30)
    assert {on for on in at_home if on < before_leaving} == {
        found.on for found in days if found.open and found.on < before_leaving
    }


def test_the_calendar_covers_at_most_62_days(mentor: Person, monday: datetime, signed_in_as: Sign) -> None:
    client = signed_in_as(mentor)

    def ask(until: str) -> Any:
        return client.get(CALENDAR, {"from": "2026-11-01", "until": until})

    wide = ask("2027-01-02").json()
    assert (len(wide["days"]), wide["time_zone"]) == (62, "America/Los_Angeles")
    assert wide["days"][0] == {
        "on": "2026-11-01",
        "time_zone": "America/Los_Angeles",
        "open": [],
        "closed_because": "weekly",
        "holiday": None,
        "overridden": False,
        "commitments": [],
        "busy": [],
    }
    for until in ("2027-01-03", "2036-11-01", "2026-11-01"):
        assert ask(until).json()["errors"][0]["code"] == "bad_window"
