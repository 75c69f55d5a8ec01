from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from calendars.operations import make_feed
from directory.models import Expert
from mentoring.models import Programme
from mentoring.operations import announce_agreed
from tests.integration.series.conftest import (
    OCTOBER,
    asked,
    client,
    founder,
    mentor,
    october,
    programme,
    sign_in,
)

__all__ = ["asked", "client", "founder", "mentor", "october", "programme"]

SINCE, UNTIL = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC)
ADDRESS = "/api/me/calendar-feed/"


def path_of(person: Person) -> str:
    """Where a program finds this person's feed, made just now."""
    return f"/feeds/{make_feed(person=person, now=OCTOBER)}.ics"


def fetched(path: str, **headers: str) -> Any:
    """What a program gets that has never signed in."""
    return APIClient().get(path, headers=headers)


def a_session(founder: Person, mentor: Expert, programme: Programme, starts_at: datetime) -> str:
    """The id of a session booked at that start, agreed at once and announced."""
    body = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "starts_at": starts_at.isoformat(),
        "goal": "Enter the US market",
    }
    answer = sign_in(founder).post("/api/sessions/", body, format="json")
    assert answer.status_code == 201, answer.json()
    found = str(answer.json()["id"])
    announce_agreed(session_id=UUID(found), now=OCTOBER)
    return found


@pytest.fixture
def starts_at(october: datetime) -> datetime:
    """Wednesday at nine in Seoul, Tuesday at five in California."""
    return october + timedelta(days=2)
