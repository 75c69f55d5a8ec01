from tests.integration.calendars.conftest import google, google_server
from tests.integration.mentoring.conftest import monday, signed_in_as
from tests.twilio import emulator, started_emulator

__all__ = ["emulator", "google", "google_server", "monday", "signed_in_as", "started_emulator"]
