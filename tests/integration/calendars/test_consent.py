"""Connecting and parting: through Google's consent page, by HTTP."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from audit.models import AuditEntry
from calendars import operations, tokens
from calendars.google import tokens_of
from calendars.models import ConsentAttempt, GoogleConnection
from calendars.operations.access import keep_tokens
from calendars.operations.consent import (
    ConsentDenied,
    ConsentIncomplete,
    ConsentRefused,
    ConsentUnknown,
    GoogleUnreachable,
)
from calendars.queries import connection_of
from integrations.google_calendar import Tokens
from problems import Problem
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    a_connected_pair,
    a_pair,
    an_appointment,
    answer_of,
    at_google,
    connect,
    plan,
    story,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)

IDENTITY_ONLY = ["openid", "https://www.googleapis.com/auth/userinfo.email"]


@pytest.fixture
def founder(google: GoogleEmulatorHandle) -> Person:
    return a_founder()


def asked(google: GoogleEmulatorHandle, person: Person) -> tuple[str, str]:
    """State and code after the person said yes."""
    return answer_of(google.decide(operations.start_consent(person=person, now=NOW), FOUNDER_AT_GOOGLE))


def refused(
    problem: type[Problem], person: Person, state: str, code: str, after: timedelta = timedelta()
) -> None:
    with pytest.raises(problem):
        operations.finish_consent(person=person, state=state, code=code, now=NOW + after)
    assert connection_of(person) is None


def test_consent_keeps_encrypted_tokens_and_no_attempt(google: GoogleEmulatorHandle, founder: Person) -> None:
    found = connect(google, founder, FOUNDER_AT_GOOGLE)

    assert (found.state, found.google_email, found.connected_at) == ("active", FOUNDER_AT_GOOGLE, NOW)
    assert tokens.decrypt(found.refresh_token_encrypted).startswith("1//")
    assert tokens.decrypt(found.access_token_encrypted).startswith("ya29.")
    assert not ConsentAttempt.objects.exists()
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["google.connected"]


def test_nothing_of_the_attempt_is_stored_in_the_clear(google: GoogleEmulatorHandle, founder: Person) -> None:
    url = operations.start_consent(person=founder, now=NOW)

    attempt = ConsentAttempt.objects.get()

    assert len(tokens.decrypt(attempt.verifier_encrypted)) >= 43  # RFC 7636, 4.1
    assert attempt.state_digest not in url
    assert "code_challenge_method=S256" in url


def test_an_answer_counts_once(google: GoogleEmulatorHandle, founder: Person) -> None:
    state, code = asked(google, founder)
    operations.finish_consent(person=founder, state=state, code=code, now=NOW)
    operations.disconnect(person=founder, now=NOW)

    refused(ConsentUnknown, founder, state, code)


@pytest.mark.parametrize("state", ["", "made-up", "ümläut"])
def test_a_state_that_nobody_was_given_is_refused(
    google: GoogleEmulatorHandle, founder: Person, state: str
) -> None:
    _, code = asked(google, founder)

    refused(ConsentUnknown, founder, state, code)


def test_a_state_of_another_person_is_refused(google: GoogleEmulatorHandle, founder: Person) -> None:
    state, code = asked(google, a_founder())

    refused(ConsentUnknown, founder, state, code)


def test_an_answer_after_ten_minutes_is_refused(google: GoogleEmulatorHandle, founder: Person) -> None:
    state, code = asked(google, founder)

    refused(ConsentUnknown, founder, state, code, after=timedelta(minutes=10))


def test_an_answer_without_its_code_uses_up_the_attempt(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    state, code = asked(google, founder)

    refused(ConsentUnknown, founder, state, "")
    refused(ConsentUnknown, founder, state, code)


def test_a_code_that_google_does_not_know_is_refused(google: GoogleEmulatorHandle, founder: Person) -> None:
    state, _ = asked(google, founder)

    refused(ConsentRefused, founder, state, "4/0made-up")


def test_a_no_changes_nothing(google: GoogleEmulatorHandle, founder: Person) -> None:
    url = operations.start_consent(person=founder, now=NOW)
    state, _ = answer_of(google.decide(url, FOUNDER_AT_GOOGLE, decision="deny"))

    with pytest.raises(ConsentDenied):
        operations.refuse_consent(person=founder, state=state, now=NOW)

    refused(ConsentUnknown, founder, state, "any")


def test_too_few_boxes_ticked_saves_no_token(google: GoogleEmulatorHandle, founder: Person) -> None:
    url = operations.start_consent(person=founder, now=NOW)
    state, code = answer_of(google.decide(url, FOUNDER_AT_GOOGLE, granted=IDENTITY_ONLY))

    refused(ConsentIncomplete, founder, state, code)


@pytest.mark.parametrize(
    "fault",
    [{"name": "internal_failure"}, {"name": "htmlUnavailable"}, {"kind": "reset"}],
    ids=["500", "html", "reset"],
)
def test_a_stumbling_token_endpoint_is_told_and_saves_nothing(
    google: GoogleEmulatorHandle, founder: Person, fault: dict[str, object]
) -> None:
    state, code = asked(google, founder)
    google.fault(path="/token", **fault)

    refused(GoogleUnreachable, founder, state, code)


def test_half_an_answer_of_the_token_endpoint_is_no_consent(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    state, code = asked(google, founder)
    google.fault(path="/token", kind="truncate")

    refused(ConsentRefused, founder, state, code)


def test_an_answer_without_a_refresh_token_keeps_the_one_there_is(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    before = tokens.decrypt(connect(google, founder, FOUNDER_AT_GOOGLE).refresh_token_encrypted)
    url = operations.start_consent(person=founder, now=NOW).replace("prompt=consent", "prompt=none")
    state, code = answer_of(google.decide(url, FOUNDER_AT_GOOGLE))

    again = operations.finish_consent(person=founder, state=state, code=code, now=NOW)

    assert tokens.decrypt(again.refresh_token_encrypted) == before


def test_an_answer_without_a_refresh_token_is_too_little_where_there_is_none(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    connect(google, a_founder(), FOUNDER_AT_GOOGLE)  # the account has agreed before: no second refresh token
    url = operations.start_consent(person=founder, now=NOW).replace("prompt=consent", "prompt=none")
    state, code = answer_of(google.decide(url, FOUNDER_AT_GOOGLE))

    refused(ConsentIncomplete, founder, state, code)


def test_disconnecting_forgets_at_once_and_revokes_later(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    connect(google, founder, FOUNDER_AT_GOOGLE)

    assert operations.disconnect(person=founder, now=NOW)

    assert connection_of(founder) is None
    assert not [entry for entry in google.journal() if entry["path"] == "/revoke"]
    ((name, arguments),) = queued()
    assert name == "calendars.revoke_token"
    operations.revoke_token(**arguments)
    operations.revoke_token(**arguments)
    answers = [entry["status"] for entry in google.journal() if entry["path"] == "/revoke"]
    assert answers == [200, 400]
    assert not operations.disconnect(person=founder, now=NOW)


def test_an_account_that_was_connected_again_is_not_revoked(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    connect(google, founder, FOUNDER_AT_GOOGLE)
    operations.disconnect(person=founder, now=NOW)
    connect(google, founder, FOUNDER_AT_GOOGLE)

    ((_, arguments),) = queued()
    operations.revoke_token(**arguments)

    assert not [entry for entry in google.journal() if entry["path"] == "/revoke"]


def queued() -> list[tuple[str, dict[str, str]]]:
    return list(ProcrastinateJob.objects.filter(status="todo").values_list("task_name", "args"))


def test_a_rolled_back_change_leaves_no_job(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    with transaction.atomic():
        plan(appointment, pair)
        transaction.set_rollback(True)

    assert queued() == []


def test_another_google_account_gets_nothing_of_the_old_one(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))

    connect(google, pair.founder, "second@gmail.example")
    event = plan(appointment, pair)
    write(event)

    assert [shown["id"] for shown in at_google(google, "second@gmail.example")] == [f"{appointment.pk.hex}g1"]
    assert [shown["id"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == [appointment.pk.hex]
    assert event.state == "written"


def test_what_waits_for_somebody_who_leaves_goes_to_the_other_calendar(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    google.fault(name="backendError", method="POST", path="*/events")
    write(event)

    operations.disconnect(person=pair.founder, now=NOW)

    assert write(event) is None
    assert event.organiser == connection_of(pair.mentor)
    assert [shown["id"] for shown in at_google(google, MENTOR_AT_GOOGLE)] == [event.google_event_id]
    assert at_google(google, FOUNDER_AT_GOOGLE) == []
    assert story(appointment)[-2:] == ["calendar.organiser_left", "calendar.written"]


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
