"""What other schedulers are known to get wrong, one after the other, through the doors that people use."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import CalendarReading
from clock.models import ClockShift
from directory.models import Expert
from mentoring.models import Programme, Session
from tests.factories.hub import a_founder, a_mentor, a_programme, limits

pytestmark = pytest.mark.django_db
CALIFORNIA, SEOUL = ZoneInfo("America/Los_Angeles"), ZoneInfo("Asia/Seoul")
# A Monday, 09:00 in Seoul; California's daylight saving ends on Sunday, 1 November.
OCTOBER = datetime.fromisoformat("2026-10-19T00:00:00+00:00")
ALWAYS: dict[str, Any] = {"humane_from": time(0), "humane_until": time(23, 59)}


@pytest.fixture
def founder(db: None) -> Person:
    ClockShift.show(OCTOBER)
    return a_founder(**ALWAYS)


@pytest.fixture
def programme() -> Programme:
    return a_programme(step_minutes=60, notice_hours=0)


def signed_in(person: Person) -> APIClient:
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


@pytest.fixture
def client(founder: Person) -> APIClient:
    return signed_in(founder)


def another_client() -> APIClient:
    return signed_in(a_founder(**ALWAYS))


def free(client: APIClient, programme: Programme, mentor: Expert, first: str, last: str) -> list[str]:
    window = {"programme": programme.slug, "from": f"{first}T00:00:00Z", "until": f"{last}T00:00:00Z"}
    answer = client.get(f"/api/experts/{mentor.pk}/free-starts/", window)
    assert answer.status_code == 200, answer.json()
    return [row["starts_at"] for row in answer.json()["starts"]]


def ask(client: APIClient, programme: Programme, mentor: Expert, start: str) -> Any:
    body = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "goal": "Enter the US market",
        "starts_at": start,
    }
    return client.post("/api/sessions/", body, format="json")


def hours_by_date(starts: list[str], zone: ZoneInfo) -> dict[date, list[int]]:
    found: dict[date, list[int]] = defaultdict(list)
    for start in starts:
        local = datetime.fromisoformat(start).astimezone(zone)
        found[local.date()].append(local.hour)
    return dict(found)


def test_hours_do_not_shift_at_daylight_saving(client: APIClient, programme: Programme) -> None:
    shown = hours_by_date(free(client, programme, a_mentor(days=7), "2026-10-30", "2026-11-05"), CALIFORNIA)
    whole = [date(2026, 10, 30) + timedelta(days=number) for number in range(5)]
    assert [shown[on] for on in whole] == [[16, 17, 18, 19]] * 5


def test_hours_over_the_change_itself_neither_vanish_nor_come_twice(
    client: APIClient, programme: Programme
) -> None:
    night = a_mentor(days=7, hours=(0, 4 * 60))
    starts = free(client, programme, night, "2026-11-01", "2026-11-02")
    # 00:00 and 01:00 PDT, then 01:00 to 03:00 PST: five hours of the wall's four.
    assert starts == [f"2026-11-01T{hour:02}:00:00Z" for hour in (7, 8, 9, 10, 11)]


def test_an_override_is_on_its_date_whatever_date_it_is_for_the_viewer(
    client: APIClient, programme: Programme
) -> None:
    mentor = a_mentor()
    own = signed_in(mentor.person)
    two_hours = [{"starts_minute": 17 * 60, "ends_minute": 19 * 60}]
    for on, ranges in (("2026-10-27", []), ("2026-10-28", two_hours)):
        assert (
            own.put("/api/agenda/overrides/", {"on": on, "ranges": ranges}, format="json").status_code == 200
        )
    starts = free(client, programme, mentor, "2026-10-26", "2026-10-31")
    there, here = hours_by_date(starts, CALIFORNIA), hours_by_date(starts, SEOUL)
    assert there == {
        date(2026, 10, 26): [16, 17, 18, 19],
        date(2026, 10, 28): [17, 18],
        date(2026, 10, 29): [16, 17, 18, 19],
        date(2026, 10, 30): [16],  # where what was asked for ends
    }
    assert date(2026, 10, 28) not in here  # the day off, a day later on the viewer's calendar
    assert here[date(2026, 10, 29)] == [9, 10]
    assert ask(client, programme, mentor, "2026-10-27T23:00:00Z").json()["code"] == "outside_hours"


def test_a_day_limit_is_counted_on_one_clock_when_listing_and_when_booking(
    client: APIClient, programme: Programme
) -> None:
    # 14:00 to 20:00 in California lie on two dates of UTC and, but for the first hour, on the next date of Seoul.
    mentor = a_mentor(hours=(14 * 60, 20 * 60))
    limits(mentor, max_per_day=1)
    assert ask(another_client(), programme, mentor, "2026-10-27T21:00:00Z").status_code == 201
    listed = free(client, programme, mentor, "2026-10-27", "2026-10-30")
    assert date(2026, 10, 27) not in hours_by_date(listed, CALIFORNIA)
    assert "2026-10-28T21:00:00Z" in listed
    others = [f"2026-10-{day}T{hour:02}:00:00Z" for day, hour in ((27, 22), (27, 23), (28, 0), (28, 2))]
    assert {ask(client, programme, mentor, start).json()["code"] for start in others} == {"day_full"}
    assert ask(client, programme, mentor, "2026-10-28T21:00:00Z").status_code == 201


def test_a_calendar_that_failed_to_load_is_not_read_as_free(client: APIClient, programme: Programme) -> None:
    mentor, start = a_mentor(), "2026-10-27T23:00:00Z"
    reading = CalendarReading.objects.create(person=mentor.person)
    assert free(client, programme, mentor, "2026-10-26", "2026-10-31") == []
    refused = ask(client, programme, mentor, start)
    assert (refused.status_code, refused.json()["code"]) == (400, "calendar_unknown")
    assert refused.json()["next_free"] == []
    assert Session.objects.count() == 0
    for state in ("known", "stale"):
        reading.state, reading.as_of = state, OCTOBER
        reading.save()
        assert start in free(client, programme, mentor, "2026-10-26", "2026-10-31")
    reading.state, reading.offer_when_unknown = "unknown", True
    reading.save()
    assert start in free(client, programme, mentor, "2026-10-26", "2026-10-31")
    assert ask(client, programme, mentor, start).status_code == 201


def test_the_calendar_of_who_asks_that_failed_to_load_is_not_read_as_free(
    client: APIClient, founder: Person, programme: Programme
) -> None:
    mentor, start = a_mentor(), "2026-10-27T23:00:00Z"
    CalendarReading.objects.create(person=founder)
    assert free(client, programme, mentor, "2026-10-26", "2026-10-31") == []
    refused = ask(client, programme, mentor, start)
    assert (refused.status_code, refused.json()["code"]) == (400, "asker_calendar_unknown")
    assert (refused.json()["next_free"], Session.objects.count()) == ([], 0)
    CalendarReading.objects.update(state="stale", as_of=OCTOBER)
    assert start in free(client, programme, mentor, "2026-10-26", "2026-10-31")
    CalendarReading.objects.update(state="unknown")
    chosen = client.put("/api/agenda/calendar-reading/", {"offer_when_unknown": True}, format="json")
    told = {"state": "unknown", "as_of": "2026-10-19T00:00:00Z", "offer_when_unknown": True}
    assert (chosen.status_code, chosen.json()) == (200, told)
    assert start in free(client, programme, mentor, "2026-10-26", "2026-10-31")
    assert ask(client, programme, mentor, start).status_code == 201


def test_the_calendar_of_a_colleague_that_failed_to_load_is_not_read_as_free(
    client: APIClient, founder: Person, programme: Programme
) -> None:
    mentor, colleague = a_mentor(), a_founder(founder.membership.startup, **ALWAYS)
    reading = CalendarReading.objects.create(person=colleague)
    wish: dict[str, Any] = {
        "programme": programme.slug,
        "experts": mentor.pk,
        "colleagues": colleague.pk,
        "from": "2026-10-26T00:00:00Z",
        "until": "2026-10-31T00:00:00Z",
    }

    def found() -> dict[str, Any]:
        return dict(client.get("/api/free-starts/", wish).json())

    assert found()["experts"][0]["starts"] == []
    assert [row["calendar"] for row in found()["asking"]] == [None, {"state": "unknown", "as_of": None}]
    reading.offer_when_unknown = True
    reading.save()
    assert len(found()["experts"][0]["starts"]) == 5


def test_of_two_pending_requests_for_one_hour_only_one_can_be_confirmed(
    client: APIClient, programme: Programme
) -> None:
    mentor, start = a_mentor(), "2026-10-27T23:00:00Z"
    first = ask(client, programme, mentor, start).json()
    second = ask(another_client(), programme, mentor, start)
    assert (second.status_code, second.json()["code"]) == (409, "slot_taken")
    ClockShift.show(datetime.fromisoformat(first["hold_expires_at"]) + timedelta(minutes=1))
    late = ask(another_client(), programme, mentor, start).json()
    own = signed_in(mentor.person)
    answers = [own.post(f"/api/sessions/{one['id']}/accept/", {}, format="json") for one in (first, late)]
    assert [answer.status_code for answer in answers] == [409, 200]
    assert list(Session.objects.filter(state="confirmed").values_list("pk", flat=True).order_by("pk")) == [
        Session.objects.get(pk=late["id"]).pk
    ]


def test_a_hold_is_not_ignored_and_blocks_only_its_own_people_for_its_own_time(
    client: APIClient, programme: Programme
) -> None:
    mentor, other, start = a_mentor(), a_mentor(), "2026-10-27T23:00:00Z"
    held = ask(client, programme, mentor, start).json()
    assert held["state"] == "requested"
    viewer = another_client()
    around = free(viewer, programme, mentor, "2026-10-27", "2026-10-29")
    assert start not in around
    assert {"2026-10-28T00:00:00Z", "2026-10-28T01:00:00Z"} <= set(around)
    assert start in free(viewer, programme, other, "2026-10-27", "2026-10-29")
    assert start not in free(
        client, programme, other, "2026-10-27", "2026-10-29"
    )  # the founder's own time is held too
    # An expired hold blocks nobody, though no worker has seen to it.
    ClockShift.show(datetime.fromisoformat(held["hold_expires_at"]) + timedelta(seconds=1))
    assert start in free(viewer, programme, mentor, "2026-10-27", "2026-10-29")
    assert ask(viewer, programme, mentor, start).status_code == 201


def test_a_series_does_not_drift(client: APIClient) -> None:
    programme, mentor = a_programme(approval="automatic", notice_hours=0), a_mentor()
    wish = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-10-20",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "every": 1, "count": 30},
        "goal": "Enter the US market",
    }
    answer = client.post("/api/series/preview/", wish, format="json")
    assert answer.status_code == 200, answer.json()
    dates = answer.json()["dates"]
    shown = [datetime.fromisoformat(row["starts_at"]).astimezone(CALIFORNIA) for row in dates]
    assert [local.date() for local in shown] == [
        date(2026, 10, 20) + timedelta(weeks=week) for week in range(30)
    ]
    assert {(local.hour, local.minute) for local in shown} == {(16, 30)}
    assert {row["expert_local"][11:] for row in dates} == {"16:30"}
    assert {row["founder_local"][11:] for row in dates} == {"08:30", "09:30"}
    assert [row["on"] for row in dates if "founder" in row["shifts_for"]] == ["2026-11-03", "2027-03-16"]


def test_hundreds_of_starts_take_as_many_statements_as_one(client: APIClient) -> None:
    programme, mentor = a_programme(step_minutes=15, notice_hours=0), a_mentor(days=7, hours=(0, 1440))
    signed_in(mentor.person)
    counted = []
    for last in ("2026-10-21", "2026-11-10"):
        with CaptureQueriesContext(connection) as statements:
            found = free(client, programme, mentor, "2026-10-20", last)
        counted.append((len(found), len(statements)))
    (few, at_first), (many, then) = counted
    assert (few < 100, many > 500) == (True, True)
    assert then == at_first


def test_the_length_that_an_expert_does_not_give_is_neither_listed_nor_booked(
    client: APIClient, programme: Programme
) -> None:
    mentor, start = a_mentor(), "2026-10-27T23:00:00Z"
    wanted = limits(mentor)
    wanted.session_minutes_offered = [30]
    wanted.save()
    assert free(client, programme, mentor, "2026-10-26", "2026-10-31") == []
    assert ask(client, programme, mentor, start).json()["code"] == "outside_hours"
    wanted.session_minutes_offered = [30, 60]
    wanted.save()
    assert start in free(client, programme, mentor, "2026-10-26", "2026-10-31")
    assert ask(client, programme, mentor, start).status_code == 201


def test_exactly_what_is_listed_can_be_booked(client: APIClient, programme: Programme) -> None:
    """Every half hour of an afternoon and around it is asked for; each request is withdrawn again."""
    mentor = a_mentor(hours=(16 * 60, 20 * 60 + 30))
    limits(mentor, buffer_before_minutes=10, notice_hours=24)
    ask(another_client(), programme, mentor, "2026-10-28T00:00:00Z")
    begin = datetime.fromisoformat("2026-10-27T21:00:00+00:00")
    asked = [f"{begin + timedelta(minutes=30 * half):%Y-%m-%dT%H:%M:00Z}" for half in range(14)]
    listed = set(free(client, programme, mentor, "2026-10-27", "2026-10-29")) & set(asked)
    accepted = set()
    for start in asked:
        answer = ask(client, programme, mentor, start)
        if answer.status_code == 201:
            accepted.add(start)
            client.post(
                f"/api/sessions/{answer.json()['id']}/cancel/", {"reason": "Only asking"}, format="json"
            )
    assert accepted == listed
    assert 0 < len(listed) < len(asked)
