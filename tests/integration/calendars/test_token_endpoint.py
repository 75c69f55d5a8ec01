"""Whatever the token endpoint stumbles over, only its word that the consent is over costs a person a click."""

from typing import Any

import pytest

from calendars.queries import connection_of
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, a_connected_pair, an_appointment, plan, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "fault",
    [
        {"name": "rateLimitExceeded"},
        {"name": "tooManyRequests"},
        {"name": "authError"},
        {"name": "internal_failure"},
        {"name": "serviceUnavailable"},
        {"status": 429, "body": {"error": "rate_limit_exceeded"}},
        {"kind": "truncate"},
        {"kind": "content_type"},
        {"kind": "reset"},
    ],
    ids=str,
)
def test_a_token_endpoint_that_stumbles_leaves_the_person_connected(
    google: GoogleEmulatorHandle, fault: dict[str, Any]
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    google.order("clock", {"advance_seconds": 7200})  # the access tokens are over
    google.fault(path="*/token", **fault)

    write(event)
    connection = connection_of(pair.founder)
    assert connection is not None
    assert (connection.state, connection.google_email) == ("active", FOUNDER_AT_GOOGLE)

    write(event)
    assert (event.state, event.last_error) == ("written", "")
