"""Of the hours that two people find humane those come first that can be asked for, over the API."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import BusyTime, CalendarReading, Schedule, WeeklyHours
from directory.models import Expert
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder, a_mentor, a_programme, limits
from tests.integration.mentoring.conftest import MONDAY, Sign, at, monday, signed_in_as

__all__ = ["monday", "signed_in_as"]  # fixtures
pytestmark = pytest.mark.django_db

CALIFORNIA = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def founder(monday: datetime) -> Person:
    return a_founder()


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


def times(client: APIClient, expert: Expert, **query: Any) -> list[dict[str, Any]]:
    wish = {"with": expert.pk, "step_minutes": 60, "weeks": 4, **query}
    found: list[dict[str, Any]] = client.get("/api/meeting-hours/", wish).json()["times"]
    return found


def free_weeks(client: APIClient, expert: Expert) -> dict[tuple[int, int], int]:
    return {(one["weekday"], one["minute"] // 60): one["free_weeks"] for one in times(client, expert)}


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_fairest_time_is_one_that_becomes_a_series(client: APIClient) -> None:
    """The audit's case: Sunday in California is fair, and the mentor works from Monday to Friday."""
    expert, programme = a_mentor(), a_programme(notice_hours=48)
    best = times(client, expert)[0]
    shown = instant(best["first_starts_at"]).astimezone(CALIFORNIA)
    asked = {
        "programme": programme.slug,
        "expert": expert.pk,
        "anchor": "expert",
        "starts_on": str(shown.date()),
        "starts_time": f"{shown:%H:%M}",
        "rule": {"frequency": "weekly", "count": 4},
    }
    dates = client.post("/api/series/preview/", asked, format="json").json()["dates"]
    assert [row["clash"] for row in dates] == [None] * 4


def test_what_lies_outside_the_opened_hours_comes_after_all_that_can_be_asked_for(client: APIClient) -> None:
    expert = a_mentor(hours=(18 * 60, 20 * 60), days=2)
    found = times(client, expert)
    asked_for = [one["free_weeks"] > 0 for one in found]
    assert asked_for == sorted(asked_for, reverse=True)
    # Monday and Tuesday from 18 to 20 o'clock, an hour each: the day after from 11 to 13 in Seoul.
    possible = {(one["weekday"], one["minute"] // 60) for one in found if one["free_weeks"]}
    assert possible == {(1, 11), (1, 12), (2, 11), (2, 12)}
    assert found[0]["minute"] // 60 == 11  # of those the fairest
    assert len(found) > 30  # all that are humane are shown still


def test_hours_that_a_mentor_opened_outside_their_humane_ones_can_be_met_in(client: APIClient) -> None:
    """06:00 on Tuesday in California is 23:00 in Seoul; the founder meets until then."""
    Person.objects.update(humane_until="23:59")
    expert = a_mentor(hours=(5 * 60, 7 * 60), days=5)
    assert free_weeks(client, expert)[1, 22] == 4


@pytest.mark.parametrize("whose", ["the expert's", "the founder's"])
def test_a_week_in_which_either_is_taken_is_not_counted(
    client: APIClient, founder: Person, whose: str
) -> None:
    expert = a_mentor()
    taken = {"the expert's": expert.person, "the founder's": founder}[whose]
    assert free_weeks(client, expert)[1, 9] == 4
    an_appointment(taken, starts_at=instant(at(8, 0)))
    CalendarReading.objects.create(person=taken, state="known", as_of=MONDAY)
    busy = instant(at(15, 0))
    BusyTime.objects.create(
        person=taken, source=1, external_id="x", during=DateTimeTZRange(busy, busy + timedelta(minutes=30))
    )
    found = free_weeks(client, expert)
    assert (found[1, 9], found[2, 9]) == (2, 4)


def test_the_first_meeting_is_far_enough_ahead_for_every_programme_and_for_the_expert(
    client: APIClient,
) -> None:
    expert = a_mentor()
    a_programme(notice_hours=24)
    a_programme(notice_hours=7 * 24 + 1)
    a_programme(notice_hours=28 * 24, expert_kind="consultant")
    first = {(one["weekday"], one["minute"]): one["first_starts_at"] for one in times(client, expert)}
    assert (first[1, 540], first[2, 540]) == (at(8, 0), at(9, 0))
    limits(expert, notice_hours=8 * 24 + 1)
    first = {(one["weekday"], one["minute"]): one["first_starts_at"] for one in times(client, expert)}
    assert (first[1, 540], first[2, 540]) == (at(15, 0), at(9, 0))


def test_a_calendar_that_cannot_be_read_speaks_against_no_time_of_the_week(client: APIClient) -> None:
    expert = a_mentor()
    CalendarReading.objects.create(person=expert.person, state="unknown", as_of=MONDAY)
    assert free_weeks(client, expert)[1, 9] == 4


def test_of_who_opened_no_hours_all_that_is_humane_is_shown_and_nothing_can_be_asked_for(
    client: APIClient,
) -> None:
    found = times(client, a_mentor(hours=None))
    assert {one["free_weeks"] for one in found} == {0}
    assert found[0]["weeks"] == 4


def test_hours_are_those_of_the_schedule_that_is_kept_for_the_programme(client: APIClient) -> None:
    expert, programme = a_mentor(hours=(18 * 60, 20 * 60), days=2), a_programme()
    kept = Schedule.objects.create(
        person=expert.person, name="For mentoring", used_for=[programme.slug], is_default=False
    )
    WeeklyHours.objects.create(
        person=expert.person, schedule=kept, weekday=2, starts_minute=17 * 60, ends_minute=18 * 60
    )

    def possible(**query: Any) -> set[tuple[int, int]]:
        found = times(client, expert, **query)
        return {(one["weekday"], one["minute"] // 60) for one in found if one["free_weeks"]}

    assert possible() == {(1, 11), (1, 12), (2, 11), (2, 12)}
    assert possible(programme=programme.slug) == {(3, 10)}  # Wednesday at 17:00 in California
    wish: dict[str, Any] = {"with": expert.pk, "programme": "no-such-programme"}
    refused = client.get("/api/meeting-hours/", wish)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "programme")
