from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from accounts.models import Person
from tests.emulators import GoogleEmulatorHandle, running_google_emulator
from tests.factories.hub import a_founder
from tests.integration.calendars.hub import points_at


@pytest.fixture(scope="session")
def google_server() -> Iterator[GoogleEmulatorHandle]:
    with running_google_emulator() as emulator:
        yield emulator


@pytest.fixture
def google(google_server: GoogleEmulatorHandle, settings: Settings) -> GoogleEmulatorHandle:
    """Google as Meridian is configured to find it, with nothing in it."""
    google_server.order("reset")
    settings.ENV = points_at(settings.ENV, google_server.url)
    return google_server


@pytest.fixture
def founder(google: GoogleEmulatorHandle) -> Person:
    return a_founder()
