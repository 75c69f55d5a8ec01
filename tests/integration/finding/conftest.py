from datetime import datetime

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from mentoring.models import Programme
from tests.factories.hub import a_founder, a_programme
from tests.integration.mentoring.conftest import Sign, monday, signed_in_as

__all__ = ["monday", "signed_in_as"]  # fixtures


@pytest.fixture
def founder(monday: datetime) -> Person:
    return a_founder()


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def programme() -> Programme:
    return a_programme(step_minutes=60, notice_hours=0)
