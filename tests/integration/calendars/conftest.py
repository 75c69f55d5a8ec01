from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Person
from calendars.models import ReadCalendar
from clock.models import ClockShift
from tests.emulators import GoogleEmulatorHandle, running_google_emulator
from tests.factories.hub import a_founder
from tests.google_discovery import problems_in
from tests.integration.calendars.hub import NOW, points_at
from tests.integration.calendars.hub_account import key, key_file, robot, user
from tests.integration.calendars.own_calendar import a_read_calendar
from tests.integration.calendars.push import forget_jobs

__all__ = ["key", "key_file", "robot", "user"]


@pytest.fixture(scope="session")
def google_server() -> Iterator[GoogleEmulatorHandle]:
    with running_google_emulator() as emulator:
        yield emulator


@pytest.fixture
def google(google_server: GoogleEmulatorHandle, settings: Settings) -> Iterator[GoogleEmulatorHandle]:
    """Google as Meridian is configured to find it, with nothing in it; all it answered fits its own description."""
    google_server.order("reset")
    settings.ENV = points_at(settings.ENV, google_server.url)
    yield google_server
    assert problems_in(google_server.journal()) == []


@pytest.fixture
def founder(google: GoogleEmulatorHandle) -> Person:
    return a_founder()


@pytest.fixture
def reachable(
    google: GoogleEmulatorHandle, settings: Settings, live_server: LiveServer
) -> GoogleEmulatorHandle:
    """Google at NOW, which posts to the running server."""
    settings.PUBLIC_URL = live_server.url
    settings.ENV = settings.ENV.model_copy(update={"google_push_to_loopback": True})
    google.order("knobs", {"push_to_loopback": True, "push_backoff_seconds": 60})
    google.order("clock", {"at": NOW.isoformat()})
    ClockShift.show(NOW)
    cache.clear()
    return google


@pytest.fixture
def calendar(reachable: GoogleEmulatorHandle, founder: Person) -> ReadCalendar:
    """The founder's calendar, connected at NOW; nothing waits to be done."""
    found = a_read_calendar(reachable, founder)
    forget_jobs()
    return found
