from collections.abc import Callable
from pathlib import Path

import pytest
from google_auth_oauthlib.flow import Flow

from integrations.google_calendar import (
    Consent,
    Endpoints,
    NeedsConsent,
    TemporaryFailure,
    Tokens,
    may_read_busy,
    may_write,
)
from integrations.google_calendar.consent import EVENTS_SCOPE, FREEBUSY_SCOPE
from tests import loopback
from tests.emulators import GoogleEmulatorHandle, running_google_emulator
from tests.integration.google_emulator.conftest import (
    CLIENT_ID,
    CLIENT_SECRET,
    HANA,
    MARK,
    REDIRECT,
    query_of,
)


def test_a_consent_brings_tokens_and_tells_whose_they_are(tokens_for: Callable[..., Tokens]) -> None:
    tokens = tokens_for(HANA)

    assert tokens.email == HANA
    assert tokens.refresh_token is not None
    assert (may_write(tokens), may_read_busy(tokens)) == (True, True)


def test_the_library_of_google_completes_the_flow(google: GoogleEmulatorHandle, consent: Consent) -> None:
    web = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "auth_uri": f"{google.url}/o/oauth2/v2/auth",
        "token_uri": f"{google.url}/token",
    }
    flow = Flow.from_client_config({"web": web}, scopes=[EVENTS_SCOPE], redirect_uri=REDIRECT)
    url, state = flow.authorization_url()
    back = google.decide(url, HANA)
    flow.fetch_token(code=query_of(back)["code"])
    flow.oauth2session.close()

    assert query_of(back)["state"] == state
    assert flow.credentials.valid


def test_the_consent_page_offers_the_known_accounts_and_each_scope(
    google: GoogleEmulatorHandle, consent: Consent
) -> None:
    page = loopback.get(consent.authorization("s").url).text

    assert page.count('type="radio"') == 2
    assert f'value="{EVENTS_SCOPE}" checked' in page
    assert "<title>Choose an account" in page


def test_an_unknown_account_may_be_hinted_at(
    google: GoogleEmulatorHandle, tokens_for: Callable[..., Tokens]
) -> None:
    assert tokens_for("new@somewhere.example").email == "new@somewhere.example"
    assert "new@somewhere.example" in [row["email"] for row in google.ask("accounts")["accounts"]]


def test_denying_sends_the_browser_back_with_access_denied(
    google: GoogleEmulatorHandle, consent: Consent
) -> None:
    back = google.decide(consent.authorization("s1").url, HANA, decision="deny")

    assert query_of(back) == {"state": "s1", "error": "access_denied"}


def test_an_unticked_scope_is_not_granted_and_is_no_error(tokens_for: Callable[..., Tokens]) -> None:
    tokens = tokens_for(HANA, granted=[FREEBUSY_SCOPE])

    assert (may_write(tokens), may_read_busy(tokens)) == (False, True)
    assert (tokens.email, tokens.expires_at is not None) == (HANA, True)


def test_a_code_works_once(google: GoogleEmulatorHandle, consent: Consent) -> None:
    asked = consent.authorization("s")
    code = query_of(google.decide(asked.url, HANA))["code"]
    consent.exchange(code, asked.code_verifier)

    with pytest.raises(NeedsConsent, match="invalid_grant"):
        consent.exchange(code, asked.code_verifier)


def test_a_code_lives_ten_minutes(google: GoogleEmulatorHandle, consent: Consent) -> None:
    asked = consent.authorization("s")
    code = query_of(google.decide(asked.url, HANA))["code"]
    google.order("clock", {"advance_seconds": 600})

    with pytest.raises(NeedsConsent, match="invalid_grant"):
        consent.exchange(code, asked.code_verifier)


def test_another_verifier_is_refused(google: GoogleEmulatorHandle, consent: Consent) -> None:
    code = query_of(google.decide(consent.authorization("s").url, HANA))["code"]

    with pytest.raises(NeedsConsent, match="invalid_grant"):
        consent.exchange(code, consent.authorization("s").code_verifier)


def test_a_client_may_authenticate_with_basic(
    google: GoogleEmulatorHandle, tokens_for: Callable[..., Tokens]
) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": tokens_for(HANA).refresh_token}
    answer = loopback.post(f"{google.url}/token", data=form, auth=(CLIENT_ID, CLIENT_SECRET))

    assert (answer.status_code, answer.json()["token_type"]) == (200, "Bearer")


def test_a_registered_client_needs_its_secret(google: GoogleEmulatorHandle) -> None:
    google.order("clients", {"client_id": CLIENT_ID, "client_secret": "another"})
    form = {"grant_type": "refresh_token", "refresh_token": "any"}
    answer = loopback.post(f"{google.url}/token", data=form, auth=(CLIENT_ID, CLIENT_SECRET))

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_a_refresh_token_comes_once_unless_consent_is_prompted_for(
    google: GoogleEmulatorHandle, consent: Consent
) -> None:
    asked = consent.authorization("s")
    google.decide(asked.url, HANA)
    quiet = asked.url.replace("prompt=consent", "prompt=select_account")
    code = query_of(google.decide(quiet, HANA))["code"]

    assert consent.exchange(code, asked.code_verifier).refresh_token is None


def test_refreshing_keeps_the_refresh_token_and_the_address(
    consent: Consent, tokens_for: Callable[..., Tokens]
) -> None:
    before = tokens_for(HANA)
    after = consent.refresh(before)

    assert after.access_token != before.access_token
    assert (after.refresh_token, after.email, after.scopes) == (before.refresh_token, HANA, before.scopes)


def test_revoking_ends_every_token_and_may_be_repeated(
    consent: Consent, tokens_for: Callable[..., Tokens]
) -> None:
    tokens = tokens_for(HANA)
    consent.revoke(tokens)
    consent.revoke(tokens)

    with pytest.raises(NeedsConsent, match="invalid_grant"):
        consent.refresh(tokens)


def test_a_person_can_revoke_at_google_and_connect_again(
    google: GoogleEmulatorHandle, consent: Consent, tokens_for: Callable[..., Tokens]
) -> None:
    tokens = tokens_for(HANA)
    google.order("revoke", {"email": HANA})
    with pytest.raises(NeedsConsent):
        consent.refresh(tokens)

    assert consent.refresh(tokens_for(HANA)).email == HANA


def test_one_persons_revocation_leaves_the_others(
    google: GoogleEmulatorHandle, consent: Consent, tokens_for: Callable[..., Tokens]
) -> None:
    tokens = tokens_for(MARK)
    google.order("revoke", {"email": HANA})

    assert consent.refresh(tokens).email == MARK


@pytest.mark.parametrize("fault", ["internal_failure", "htmlError", "htmlUnavailable"])
def test_a_stumbling_token_endpoint_is_temporary(
    fault: str, google: GoogleEmulatorHandle, consent: Consent
) -> None:
    asked = consent.authorization("s")
    code = query_of(google.decide(asked.url, HANA))["code"]
    google.fault(name=fault, path="/token", times=9)

    with pytest.raises(TemporaryFailure):
        consent.exchange(code, asked.code_verifier)


def test_a_token_endpoint_that_breaks_off_is_temporary(
    google: GoogleEmulatorHandle, consent: Consent
) -> None:
    asked = consent.authorization("s")
    code = query_of(google.decide(asked.url, HANA))["code"]
    google.fault(kind="reset", path="/token", times=9)

    with pytest.raises(TemporaryFailure):
        consent.exchange(code, asked.code_verifier)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("redirect_uri=javascript%3Aalert(1)&client_id=c&response_type=code", "redirect_uri_mismatch"),
        ("redirect_uri=http%3A%2F%2Fa.example%2F&response_type=code", "invalid_client"),
        ("redirect_uri=http%3A%2F%2Fa.example%2F&client_id=c&response_type=token", "invalid_request"),
    ],
)
def test_a_request_that_cannot_be_trusted_is_not_sent_back(
    broken: str, reason: str, google: GoogleEmulatorHandle
) -> None:
    answer = loopback.get(f"{google.url}/o/oauth2/v2/auth?{broken}&scope=openid")

    assert answer.status_code == 400
    assert reason in answer.text


def test_tokens_and_events_outlive_a_restart(tmp_path: Path) -> None:
    state = ["--state", str(tmp_path / "google.json")]
    with running_google_emulator(*state) as before:
        consent = _consent(before)
        asked = consent.authorization("s")
        tokens = consent.exchange(query_of(before.decide(asked.url, HANA))["code"], asked.code_verifier)
        before.account(MARK, "Mark", "America/Los_Angeles")
    with running_google_emulator(*state) as after:
        accounts = [row["email"] for row in after.ask("accounts")["accounts"]]
        refreshed = _consent(after).refresh(tokens)

    assert (refreshed.email, accounts) == (HANA, [HANA, MARK])


def _consent(google: GoogleEmulatorHandle) -> Consent:
    endpoints = Endpoints.at(google.url)
    return Consent(
        client_id=CLIENT_ID, client_secret=CLIENT_SECRET, redirect_uri=REDIRECT, endpoints=endpoints
    )
