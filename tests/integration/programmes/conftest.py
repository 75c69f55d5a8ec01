from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from mentoring.models import Programme, Question
from tests.factories.hub import a_founder, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, monday

__all__ = ["monday"]

READY: dict[str, Any] = {
    "summary_ko": "여섯 달 동안 현지화를 돕습니다.",
    "summary_en": "Half a year of help with localization.",
    "starts_on": "2027-01-04",
    "ends_on": "2027-06-30",
}


def client_of(person: Person) -> APIClient:
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


@pytest.fixture
def coordinator(monday: object) -> APIClient:
    return client_of(a_person(Role.COORDINATOR))


@pytest.fixture
def founder(monday: object) -> Person:
    return a_founder()


@pytest.fixture
def startup(founder: Person) -> APIClient:
    """Somebody of a startup, over the API."""
    return client_of(founder)


def a_question(programme: Programme, **fields: Any) -> Question:
    given = {
        "use": "intake",
        "position": 0,
        "kind": "text",
        "title_ko": "무엇이 필요합니까?",
        "title_en": "What do you need?",
        "asked_since": MONDAY,
        **fields,
    }
    return Question.objects.create(programme=programme, **given)


def taking_applications(**policy: Any) -> Programme:
    """A programme that takes applications for another week."""
    until = MONDAY + timedelta(days=7)
    return a_programme(**{"state": "open", "joining": "application", "applications_until": until, **policy})
