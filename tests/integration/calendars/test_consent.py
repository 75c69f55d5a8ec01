"""Connecting: through Google's consent page, by HTTP."""

from datetime import timedelta

import pytest

from accounts.models import Person
from audit.models import AuditEntry
from calendars import operations, tokens
from calendars.models import ConsentAttempt
from calendars.operations.connecting import ConsentIncomplete
from calendars.operations.consent import (
    ConsentDenied,
    ConsentRefused,
    ConsentUnknown,
    GoogleUnreachable,
)
from calendars.queries import connection_of
from problems import Problem
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    NOW,
    answer_of,
    connect,
)

pytestmark = pytest.mark.django_db(transaction=True)


IDENTITY_ONLY = ["openid", "https://www.googleapis.com/auth/userinfo.email"]


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


def test_g_17_a_code_that_was_used_is_refused_under_a_fresh_state(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    state, code = asked(google, founder)
    operations.finish_consent(person=founder, state=state, code=code, now=NOW)
    operations.disconnect(person=founder, now=NOW)
    fresh, _ = asked(google, founder)

    refused(ConsentRefused, founder, fresh, code)

    assert [entry["status"] for entry in google.journal() if entry["path"] == "/token"] == [200, 400]


def test_g_17_a_verifier_that_is_damaged_is_no_verifier(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    state, code = asked(google, founder)
    ConsentAttempt.objects.update(verifier_encrypted="damaged")

    refused(ConsentUnknown, founder, state, code)

    assert not [entry for entry in google.journal() if entry["path"] == "/token"]
    assert not ConsentAttempt.objects.exists()


def test_g_17_a_verifier_of_another_journey_is_refused_by_google(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    state, code = asked(google, founder)
    ConsentAttempt.objects.update(verifier_encrypted=tokens.encrypt("a" * 43))

    refused(ConsentRefused, founder, state, code)
