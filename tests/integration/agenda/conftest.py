from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from clock.models import ClockShift

Sign = Callable[[Person], APIClient]
# A Monday morning in Seoul, Sunday afternoon in California.
MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


@pytest.fixture
def monday(db: None) -> datetime:
    ClockShift.show(MONDAY)
    return MONDAY


@pytest.fixture
def signed_in_as() -> Sign:
    def sign(person: Person) -> APIClient:
        client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
        client.force_login(person)
        return client

    return sign
