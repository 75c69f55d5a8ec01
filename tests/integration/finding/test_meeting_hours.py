"""The hours of a week that two people both find humane, over the API."""

from datetime import date, datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from agenda.models import Travel
from tests.factories.hub import a_founder, a_mentor
from tests.integration.mentoring.conftest import Sign, at, monday, signed_in_as

__all__ = ["monday", "signed_in_as"]  # fixtures
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(monday: datetime, signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_founder())


def ask(client: APIClient, **query: Any) -> Any:
    return client.get("/api/meeting-hours/", query)


def test_the_seoul_morning_is_the_california_afternoon_of_the_day_before(client: APIClient) -> None:
    expert = a_mentor()
    answer = ask(client, **{"with": expert.pk}).json()
    assert (answer["your_time_zone"], answer["their_time_zone"]) == ("Asia/Seoul", "America/Los_Angeles")
    assert answer["times"][0] == {
        "weekday": 0,
        "minute": 540,
        "theirs": [{"weekday": 6, "minute": 960, "day_offset": -1}],
        "works": [True] * 12,
        "weeks": 12,
        "first_starts_at": at(7, 0),
        "your_time_zone": "Asia/Seoul",
        "their_time_zone": "America/Los_Angeles",
        "burden": {"yours": 0, "theirs": 0},
    }
    assert len(answer["in_turns"]) == 12
    assert answer["in_turns"][0]["ends_at"] == at(7, 1)


def test_over_the_change_of_clocks_their_hour_shifts_and_both_are_told(client: APIClient) -> None:
    answer = ask(client, **{"with": a_mentor().pk, "weeks": 20}).json()
    ten = next(one for one in answer["times"] if (one["weekday"], one["minute"]) == (1, 600))
    assert [other["minute"] for other in ten["theirs"]] == [17 * 60, 18 * 60]
    assert ten["burden"]["theirs"] == 4 * 60  # from 15 March on it ends at 19:00


def test_who_travels_meets_on_the_clock_of_where_they_are(client: APIClient) -> None:
    expert = a_mentor()
    Travel.objects.create(
        person=expert.person, from_on=date(2026, 11, 20), to_on=date(2026, 12, 31), time_zone="Asia/Seoul"
    )
    answer = ask(client, **{"with": expert.pk, "weeks": 3}).json()
    assert answer["times"][0]["theirs"] == [{"weekday": 0, "minute": 540, "day_offset": 0}]
    assert {answer["their_time_zone"], answer["times"][0]["their_time_zone"]} == {"Asia/Seoul"}


@pytest.mark.parametrize("query", [{}, {"with": "x"}, {"with": 1, "weeks": 500}, {"with": 1, "minutes": 0}])
def test_a_question_that_means_nothing_is_refused(client: APIClient, query: dict[str, object]) -> None:
    assert ask(client, **query).status_code == 400


def test_nobody_is_there_with_that_number(client: APIClient) -> None:
    assert ask(client, **{"with": 10**6}).status_code == 404
