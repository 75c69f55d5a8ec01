from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import parse_qs, urlsplit

import google_auth_httplib2
import httplib2
import pytest
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build

from integrations.google_calendar import SCOPES, Consent, Endpoints, GoogleCalendar, Tokens
from tests.emulators import GoogleEmulatorHandle, running_google_emulator
from tests.google_discovery import problems_in

CLIENT_ID, CLIENT_SECRET = "meridian-test", "not-a-secret"
REDIRECT = "http://127.0.0.1:9/oauth/google/callback/"
HANA, MARK, GUEST = "hana@hub.example", "mark@valley.example", "guest@elsewhere.example"


@pytest.fixture(scope="session")
def started_google() -> Iterator[GoogleEmulatorHandle]:
    with running_google_emulator() as emulator:
        yield emulator


@pytest.fixture
def google(started_google: GoogleEmulatorHandle) -> Iterator[GoogleEmulatorHandle]:
    """An emulator on 1 December 2026 with two people; all it answered fits Google's own description."""
    started_google.order("reset")
    started_google.order("clock", {"at": "2026-12-01T00:00:00+00:00"})
    started_google.account(HANA, "Hana", "Asia/Seoul")
    started_google.account(MARK, "Mark", "America/Los_Angeles")
    yield started_google
    assert problems_in(started_google.journal()) == []


@pytest.fixture
def consent(google: GoogleEmulatorHandle) -> Consent:
    return Consent(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        redirect_uri=REDIRECT,
        endpoints=Endpoints.at(google.url),
        timeout_seconds=5,
    )


@pytest.fixture
def tokens_for(google: GoogleEmulatorHandle, consent: Consent) -> Callable[..., Tokens]:
    """`tokens_for(email, granted=None)`: connect an account, ticking all scopes or those named."""

    def connect(email: str, granted: list[str] | None = None) -> Tokens:
        asked = consent.authorization("state-1", login_hint=email)
        back = google.decide(asked.url, email, granted=granted)
        return consent.exchange(query_of(back)["code"], asked.code_verifier)

    return connect


@pytest.fixture
def api_of(
    google: GoogleEmulatorHandle, consent: Consent, tokens_for: Callable[..., Tokens]
) -> Iterator[Callable[..., Any]]:
    """`api_of(email, *more_scopes)`: Google's own client library, as that person; `narrow`: with those scopes alone."""
    with ExitStack() as stack:

        def make(email: str, *more_scopes: str, narrow: bool = False) -> Any:
            consent.scopes = more_scopes if narrow else (*SCOPES, *more_scopes)
            access = Credentials(token=tokens_for(email).access_token)  # type: ignore[no-untyped-call]
            http = google_auth_httplib2.AuthorizedHttp(access, http=httplib2.Http(timeout=5))
            stack.callback(http.close)
            options = {"api_endpoint": f"{google.url}/calendar/v3/"}
            return build("calendar", "v3", http=http, client_options=options, static_discovery=True)

        yield make


@pytest.fixture
def events(api_of: Callable[..., Any]) -> Any:
    return api_of(HANA).events()


@pytest.fixture
def guest_events(api_of: Callable[..., Any]) -> Any:
    return api_of(MARK).events()


@pytest.fixture
def calendar_of(
    google: GoogleEmulatorHandle, tokens_for: Callable[..., Tokens]
) -> Iterator[Callable[..., GoogleCalendar]]:
    """`calendar_of(email, **more)`: our client, as that person."""
    with ExitStack() as stack:

        def make(email: str, tokens: Tokens | None = None, **more: Any) -> GoogleCalendar:
            options = {"timeout_seconds": 5.0} | more
            calendar = GoogleCalendar(
                tokens or tokens_for(email),
                client_id=CLIENT_ID,
                client_secret=CLIENT_SECRET,
                endpoints=Endpoints.at(google.url),
                **options,
            )
            return stack.enter_context(calendar)

        yield make


def query_of(address: str) -> dict[str, str]:
    """The query parameters of an address."""
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


def timed(start: str, end: str, /, **more: Any) -> dict[str, Any]:
    """An event body between two instants."""
    return {"summary": "Talk", "start": {"dateTime": start}, "end": {"dateTime": end}} | more


def an_hour(**more: Any) -> dict[str, Any]:
    """An event body: one hour in Seoul."""
    return timed("2027-01-05T09:00:00+09:00", "2027-01-05T10:00:00+09:00", **more)
