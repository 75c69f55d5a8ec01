import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from clock.models import ClockShift
from tests.factories.events import LONG_BEFORE
from tests.factories.hub import a_person


def client_of(person: Person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


@pytest.fixture
def coordinator() -> APIClient:
    return client_of(a_person(Role.COORDINATOR, language="en"))


@pytest.fixture
def now() -> None:
    """The doors' clock, as `tests.factories.events` has it."""
    ClockShift.show(LONG_BEFORE)
