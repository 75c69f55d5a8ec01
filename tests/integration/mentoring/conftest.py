from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from clock.models import ClockShift

Sign = Callable[[Person], APIClient]
# A Monday morning in Seoul, Sunday afternoon in California.
MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def set_clock(instant: datetime) -> None:
    """From here on the installation believes it is `instant` (and time runs on from there)."""
    ClockShift.show(instant)


@pytest.fixture
def monday(db: None) -> datetime:
    set_clock(MONDAY)
    return MONDAY


@pytest.fixture
def signed_in_as() -> Sign:
    def sign(person: Person) -> APIClient:
        client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
        client.force_login(person)
        return client

    return sign


def at(days: int, hour: int, minute: int = 0) -> str:
    """An instant, `days` after that Monday in UTC, as the API writes it."""
    instant = MONDAY + timedelta(days=days, hours=hour, minutes=minute)
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
