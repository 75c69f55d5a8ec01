from datetime import datetime

import pytest

from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.conftest import google, google_server
from tests.integration.heeding.stage import Stage, a_stage
from tests.integration.mentoring.conftest import monday, signed_in_as

__all__ = ["google", "google_server", "monday", "signed_in_as"]


@pytest.fixture
def stage(monday: datetime, google: GoogleEmulatorHandle) -> Stage:
    """A session in the mentor's calendar, the founder its guest; both are connected."""
    return a_stage(google)
