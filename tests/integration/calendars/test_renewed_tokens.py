"""Access tokens that run out, are renewed, or can be read no more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from accounts.models import Person
from calendars import tokens
from calendars.google import tokens_of
from calendars.models import GoogleConnection
from calendars.operations.access import calendar_of, keep_tokens
from calendars.placing import find
from calendars.queries import connection_of
from integrations.google_calendar import Tokens
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.at_once import at_once
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    STARTS_AT,
    a_connected_pair,
    a_pair,
    an_appointment,
    connect,
    plan,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_expired_access_token_is_renewed_and_kept(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    before = connection_of(pair.founder)
    assert before is not None
    google.order("clock", {"advance_seconds": 7200})

    assert write(event) is None

    after = connection_of(pair.founder)
    assert after is not None
    used, kept = (tokens.decrypt(found.access_token_encrypted) for found in (before, after))
    assert used != kept
    assert [entry["status"] for entry in google.journal() if entry["path"].endswith("/events")] == [401, 200]
    assert (after.last_ok_at, after.last_error) == (NOW, "")


@pytest.mark.parametrize("is_known", [True, False], ids=["known_to_have_run_out", "found_out_by_a_401"])
def test_two_workers_at_once_renew_once_and_both_work(
    google: GoogleEmulatorHandle, *, is_known: bool
) -> None:
    """G 19."""
    pair = a_connected_pair(google)
    events = [plan(an_appointment(pair, STARTS_AT + timedelta(days=day)), pair) for day in range(2)]
    google.order("clock", {"advance_seconds": 7200})
    if is_known:
        GoogleConnection.objects.update(access_token_expires_at=datetime(2026, 1, 1, tzinfo=UTC))
    google.fault(path="/token", kind="hang", commit=True, seconds=0.5, times=9)
    asked = len(renewals(google))

    assert at_once([partial(write, event) for event in events]) == []

    assert [event.state for event in events] == ["written", "written"]
    assert len(renewals(google)) == asked + 1
    third = plan(an_appointment(pair, STARTS_AT + timedelta(days=2)), pair)
    assert write(third) is None
    assert len(renewals(google)) == asked + 1


def test_a_token_that_another_worker_renewed_may_have_run_out_as_well(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    assert event.organiser is not None
    read_long_ago = GoogleConnection.objects.get(pk=event.organiser.pk)
    google.order("clock", {"advance_seconds": 7200})
    assert write(event) is None
    google.order("clock", {"advance_seconds": 7200})

    with calendar_of(read_long_ago, event.google_calendar_id) as calendar:
        assert find(calendar, event.google_event_id) is not None


def renewals(google: GoogleEmulatorHandle) -> list[int]:
    return [entry["status"] for entry in google.journal() if entry["path"] == "/token"]


def test_renewed_tokens_of_a_consent_that_was_replaced_are_dropped(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    found = connect(google, founder, FOUNDER_AT_GOOGLE)
    old = Tokens("ya29.old", "1//another", None, frozenset())

    keep_tokens(connection_id=found.pk, used=old, renewed=old)
    keep_tokens(connection_id=found.pk + 1, used=old, renewed=old)

    found.refresh_from_db()
    assert tokens.decrypt(found.access_token_encrypted) != "ya29.old"


def test_of_two_renewals_the_longer_lasting_stays(google: GoogleEmulatorHandle, founder: Person) -> None:
    found = connect(google, founder, FOUNDER_AT_GOOGLE)
    before = tokens_of(found)
    assert before.expires_at is not None
    for name, lasts in (("first", timedelta(hours=1)), ("second", timedelta(minutes=59))):
        renewed = replace(before, access_token=f"ya29.{name}", expires_at=before.expires_at + lasts)
        keep_tokens(connection_id=found.pk, used=before, renewed=renewed)

    found.refresh_from_db()
    assert tokens.decrypt(found.access_token_encrypted) == "ya29.first"


def test_a_renewal_counts_though_the_old_token_seemed_to_last_longer(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    found = connect(google, founder, FOUNDER_AT_GOOGLE)
    before = tokens_of(found)
    renewed = replace(before, access_token="ya29.renewed", refresh_token="1//newer", expires_at=NOW)

    keep_tokens(connection_id=found.pk, used=before, renewed=renewed)

    found.refresh_from_db()
    assert tokens.decrypt(found.access_token_encrypted) == "ya29.renewed"
    assert tokens.decrypt(found.refresh_token_encrypted) == "1//newer"


def test_tokens_whose_key_is_lost_need_new_consent(google: GoogleEmulatorHandle) -> None:
    pair = a_pair()
    connect(google, pair.mentor, MENTOR_AT_GOOGLE)
    event = plan(an_appointment(pair), pair)
    GoogleConnection.objects.update(refresh_token_encrypted="damaged")

    assert write(event) is None

    found = connection_of(pair.mentor)
    assert found is not None
    assert (found.state, found.last_error, event.last_error) == (
        "needs_reauth",
        "token_unreadable",
        "needs_reauth",
    )
