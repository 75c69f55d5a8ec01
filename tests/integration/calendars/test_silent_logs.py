"""No log holds a token or whose account it is, whatever happens between connecting and parting."""

import logging

import pytest

from calendars import google as google_of
from calendars import operations
from calendars.models import GoogleConnection
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    NOW,
    a_pair,
    an_appointment,
    connect,
    plan,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_connecting_renewing_and_failing_log_no_token_and_no_address(
    google: GoogleEmulatorHandle, caplog: pytest.LogCaptureFixture
) -> None:
    pair = a_pair()
    connection = connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    secrets = [FOUNDER_AT_GOOGLE, google_of.tokens_of(connection).access_token]
    caplog.clear()
    caplog.set_level(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the test's own browser
    event = plan(an_appointment(pair), pair)
    google.order("clock", {"advance_seconds": 7200})
    write(event)
    secrets.append(google_of.tokens_of(GoogleConnection.objects.get()).access_token)
    google.order("revoke", {"email": FOUNDER_AT_GOOGLE})
    assert event.appointment is not None
    write(plan(event.appointment, pair, description="changed"))
    operations.disconnect(person=pair.founder, now=NOW)

    assert not [secret for secret in secrets if secret in caplog.text]
    assert "ya29." not in caplog.text
    assert "1//0" not in caplog.text
