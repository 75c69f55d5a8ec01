"""Why an expert's days have nothing to book, and what a startup's quota leaves of them."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import CalendarReading, Travel
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder, a_mentor, a_programme, limits
from tests.integration.mentoring.conftest import Sign, at, monday, signed_in_as
from tests.integration.mentoring.test_booking import ask

__all__ = ["monday", "signed_in_as"]  # fixtures
pytestmark = pytest.mark.django_db


@pytest.fixture
def founder(monday: datetime) -> Person:
    return a_founder(humane_from=time(0), humane_until=time(0))


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


def seen(client: APIClient, expert: Expert, programme: Programme, **more: object) -> Any:
    query: dict[str, Any] = {"programme": programme.slug, "from": at(0, 0), "until": at(7, 0), **more}
    return client.get(f"/api/experts/{expert.pk}/free-starts/", query).json()


def why(answer: Any) -> dict[str, str]:
    return {row["on"]: row["reason"] for row in answer["empty_days"]}


def test_nothing_is_said_unless_asked(client: APIClient) -> None:
    assert seen(client, a_mentor(days=1), a_programme())["empty_days"] == []


def test_days_are_judged_on_the_clock_of_the_zone_asked_for(client: APIClient) -> None:
    # Monday from 16:00 to 20:00 in California is Tuesday from 9:00 in Seoul.
    mentor, programme = a_mentor(days=1), a_programme(notice_hours=0)
    seoul = why(seen(client, mentor, programme, reasons_in="Asia/Seoul", until=at(2, 15)))
    assert seoul == {"2026-11-23": "off", "2026-11-25": "off"}
    home = why(seen(client, mentor, programme, reasons_in="America/Los_Angeles", until=at(2, 8)))
    assert home == {"2026-11-22": "off", "2026-11-24": "off"}


def test_on_a_journey_days_are_those_that_the_reader_s_own_clock_shows(
    client: APIClient, founder: Person
) -> None:
    # California on Monday from 16:00 to 20:00 is Tuesday from 9:00 in Seoul, and Monday night in New York.
    mentor, programme = a_mentor(days=1), a_programme(notice_hours=0)
    Travel.objects.create(
        person=founder, from_on=date(2026, 11, 20), to_on=date(2026, 11, 25), time_zone="America/New_York"
    )
    told = seen(client, mentor, programme, reasons_on="viewer", until=at(3, 5))
    assert [row["starts_at"][:10] for row in told["starts"]] == ["2026-11-24"] * len(told["starts"])
    assert why(told) == {"2026-11-22": "off", "2026-11-24": "off", "2026-11-25": "off"}
    theirs = seen(client, mentor, programme, reasons_on="expert", until=at(2, 8))
    assert why(theirs) == {"2026-11-22": "off", "2026-11-24": "off"}


def test_each_reason_has_its_word(client: APIClient) -> None:
    mentor, programme = a_mentor(hours=(16 * 60, 17 * 60), days=5), a_programme(notice_hours=30)
    limits(mentor, max_per_day=1)
    an_appointment(mentor.person, starts_at=datetime.fromisoformat(at(2, 20)))
    an_appointment(mentor.person, starts_at=datetime.fromisoformat(at(4, 0)))
    told = seen(client, mentor, programme, reasons_in="America/Los_Angeles")
    assert [row["starts_at"] for row in told["starts"]] == [at(2, 0), at(5, 0)]
    assert why(told) == {
        "2026-11-22": "off",
        "2026-11-23": "notice",
        "2026-11-25": "full",
        "2026-11-26": "full",
        "2026-11-28": "off",
        "2026-11-29": "off",
    }
    mentor.person.booking_limits.delete()
    told = seen(client, mentor, programme, reasons_in="America/Los_Angeles", **{"from": at(3, 8)})
    assert why(told)["2026-11-26"] == "busy"


def test_a_holiday_is_told_from_a_day_off(client: APIClient) -> None:
    # 26 November 2026 is Thanksgiving; on Sunday the mentor never meets.
    mentor = a_mentor(country="US")
    told = why(seen(client, mentor, a_programme(notice_hours=0), reasons_in="America/Los_Angeles"))
    assert told == {"2026-11-22": "off", "2026-11-26": "holiday", "2026-11-28": "off", "2026-11-29": "off"}


def test_starts_beyond_the_quota_are_not_shown_and_their_days_say_so(
    client: APIClient, founder: Person
) -> None:
    mentor, programme = a_mentor(hours=(0, 1440), days=7), a_programme(quota_per_month=1, notice_hours=0)
    before = seen(client, mentor, programme, reasons_in="Asia/Seoul", until=at(10, 0))
    assert why(before) == {}
    assert ask(client, programme, mentor, at(2, 0)).status_code == 201
    after = seen(client, mentor, programme, reasons_in="Asia/Seoul", until=at(10, 0))
    assert after["starts"][0]["starts_at"] == at(7, 15)  # December in Seoul
    assert why(after) == {f"2026-11-{day}": "quota" for day in range(23, 31)}
    # Moved, the session may stay in the month that it has used.
    session = client.get("/api/sessions/").json()["results"][0]["id"]
    moving = seen(client, mentor, programme, moving=session)
    assert moving["starts"][0]["starts_at"] < at(2, 0)


def test_the_reasons_take_a_fixed_number_of_statements(client: APIClient) -> None:
    mentor, programme = a_mentor(country="US"), a_programme(quota_per_month=9)
    found = []
    for booked in (0, 3):
        for hour in range(booked):
            ask(client, programme, mentor, at(3, hour))
        with CaptureQueriesContext(connection) as statements:
            seen(client, mentor, programme, reasons_in="Asia/Seoul")
        found.append(len(statements))
    assert found[0] == found[1]


def test_a_programme_tells_a_startup_what_it_has_used_of_each_month(client: APIClient) -> None:
    mentor = a_mentor(hours=(0, 1440), days=7)
    programme = a_programme(quota_per_month=2, quota_per_cycle=5, notice_hours=0, horizon_days=30)
    free = a_programme()
    for day in (2, 8):
        assert ask(client, programme, mentor, at(day, 0)).status_code == 201
    rows = {row["slug"]: row["quota"] for row in client.get("/api/programmes/").json()["results"]}
    assert rows[free.slug] == []
    assert rows[programme.slug] == [
        {"per": "month", "limit": 2, "used": 1, "from_on": "2026-11-01", "until_on": "2026-11-30"},
        {"per": "month", "limit": 2, "used": 1, "from_on": "2026-12-01", "until_on": "2026-12-31"},
        {"per": "cycle", "limit": 5, "used": 2, "from_on": None, "until_on": None},
    ]


def test_quotas_are_nobody_elses_business(signed_in_as: Sign, founder: Person) -> None:
    a_programme(quota_per_month=2)
    (row,) = signed_in_as(a_mentor().person).get("/api/programmes/").json()["results"]
    assert row["quota"] == []


def test_one_statement_counts_the_quotas_of_all_programmes(client: APIClient) -> None:
    found = []
    for _ in range(2):
        for _more in range(5):
            a_programme(quota_per_month=2)
        with CaptureQueriesContext(connection) as statements:
            client.get("/api/programmes/")
        found.append(len(statements))
    assert found[0] == found[1]


def test_an_expert_says_whether_to_be_offered_while_the_calendar_cannot_be_read(
    monday: datetime, signed_in_as: Sign
) -> None:
    mentor = a_mentor()
    client = signed_in_as(mentor.person)
    asked = client.get("/api/agenda/weekly-hours/").json()
    assert asked["offer_when_unknown"] is None
    CalendarReading.objects.create(person=mentor.person)
    body = {"limits": asked["limits"], "offer_when_unknown": True}
    answer = client.put("/api/agenda/weekly-hours/", body, format="json").json()
    assert answer["offer_when_unknown"] is True
    assert answer["ranges"] == asked["ranges"]  # left out, they stay
