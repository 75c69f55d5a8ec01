from datetime import UTC, datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from clock.models import ClockShift
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.hub import a_founder, a_mentor, a_programme

# A Monday morning in Seoul, Sunday evening in California; daylight saving there ends on 1 November.
OCTOBER = datetime(2026, 10, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def october(db: None) -> datetime:
    ClockShift.show(OCTOBER)
    return OCTOBER


@pytest.fixture
def founder(october: datetime) -> Person:
    return a_founder()


@pytest.fixture
def mentor() -> Expert:
    return a_mentor()


@pytest.fixture
def programme() -> Programme:
    return a_programme(approval="automatic")


def sign_in(person: Person) -> APIClient:
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


@pytest.fixture
def client(founder: Person) -> APIClient:
    return sign_in(founder)


@pytest.fixture
def asked(programme: Programme, mentor: Expert) -> dict[str, Any]:
    """Every other Tuesday at 16:30 in California, four times: 20 October, 3 and 17 November, 1 December."""
    return {
        "programme": programme.slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-10-20",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "every": 2, "count": 4},
        "goal": "Enter the US market",
    }


def post(client: APIClient, path: str, body: dict[str, Any]) -> Any:
    return client.post(f"/api/series/{path}", body, format="json")


def booked(client: APIClient, asked: dict[str, Any]) -> dict[str, Any]:
    answer = post(client, "", asked)
    assert answer.status_code == 201, answer.json()
    found: dict[str, Any] = answer.json()
    return found


def starts(series: dict[str, Any], state: str = "confirmed") -> list[str]:
    """The starts of the occurrences in that state: "10-20 23:30"."""
    return [
        row["starts_at"][5:16].replace("T", " ") for row in series["occurrences"] if row["state"] == state
    ]
