from datetime import datetime

import pytest
from pytest_django import Settings

import clock
from accounts.models import Role
from calendars.models import GoogleConnection
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.conftest import google, google_server
from tests.integration.calendars.hub_account import connect_hub, key, key_file, robot, the_hub_has
from tests.integration.mentoring.conftest import monday, signed_in_as

__all__ = ["google", "google_server", "key", "key_file", "monday", "robot", "signed_in_as"]


@pytest.fixture
def user(monday: datetime, google: GoogleEmulatorHandle, settings: Settings) -> GoogleConnection:
    """A Google account of the hub's that an administrator connected."""
    the_hub_has(settings, google, google_hub_organiser="google_user")
    return connect_hub(google, a_person(Role.ADMINISTRATOR), now=clock.now())
