from datetime import datetime

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import Sign, at
from tests.integration.mentoring.test_booking import ask


@pytest.fixture
def mentor(monday: datetime) -> Expert:
    return a_mentor()


@pytest.fixture
def programme(mentor: Expert) -> Programme:
    return a_programme()


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder()


@pytest.fixture
def asking(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def expert(mentor: Expert, signed_in_as: Sign) -> APIClient:
    return signed_in_as(mentor.person)


@pytest.fixture
def requested(asking: APIClient, programme: Programme, mentor: Expert) -> str:
    return f"/api/sessions/{ask(asking, programme, mentor, at(2, 0)).json()['id']}/"


@pytest.fixture
def confirmed(requested: str, expert: APIClient) -> str:
    expert.post(f"{requested}accept/", {}, format="json")
    return requested
