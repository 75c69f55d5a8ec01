"""The doors: three calls about one's own connection, and the address that Google sends the browser back to."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from accounts.models import Person
from calendars.queries import connection_of
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def founder() -> Person:
    return a_founder()


@pytest.fixture
def browser(google: GoogleEmulatorHandle, client: Client, founder: Person) -> Client:
    """Signed in as the founder."""
    client.force_login(founder)
    return client


def returned(browser: Client, location: str) -> str:
    """Where the browser ends up that Google has sent to `location`."""
    parts = urlsplit(location)
    answer = browser.get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 302
    return answer.headers["location"]


def authorization_url(browser: Client) -> str:
    answer = browser.post("/api/me/google/connect/", content_type="application/json")
    assert answer.status_code == 200, answer.json()
    return str(answer.json()["authorization_url"])


def test_a_person_connects_sees_it_and_disconnects(
    google: GoogleEmulatorHandle, browser: Client, founder: Person
) -> None:
    nothing = {
        "connected": False,
        "state": "none",
        "google_email": None,
        "last_ok_at": None,
        "last_error": None,
    }
    assert nothing.items() <= browser.get("/api/me/google/").json().items()

    back = google.decide(authorization_url(browser), FOUNDER_AT_GOOGLE)

    assert returned(browser, back) == "/settings?google=connected"
    connected = nothing | {"connected": True, "state": "active", "google_email": FOUNDER_AT_GOOGLE}
    assert connected.items() <= browser.get("/api/me/google/").json().items()
    assert browser.post("/api/me/google/disconnect/", content_type="application/json").status_code == 204
    assert nothing.items() <= browser.get("/api/me/google/").json().items()
    assert browser.post("/api/me/google/disconnect/", content_type="application/json").status_code == 204


def test_a_no_comes_back_as_denied(google: GoogleEmulatorHandle, browser: Client, founder: Person) -> None:
    back = google.decide(authorization_url(browser), FOUNDER_AT_GOOGLE, decision="deny")

    assert returned(browser, back) == "/settings?google=denied&reason=consent_denied"
    assert connection_of(founder) is None


def test_too_few_boxes_come_back_as_failed(
    google: GoogleEmulatorHandle, browser: Client, founder: Person
) -> None:
    back = google.decide(authorization_url(browser), FOUNDER_AT_GOOGLE, granted=["openid"])

    assert returned(browser, back) == "/settings?google=failed&reason=consent_incomplete"
    assert connection_of(founder) is None


@pytest.mark.parametrize("query", ["", "?state=made-up&code=x", "?error=access_denied", "?state=&code="])
def test_an_answer_that_nobody_asked_for_comes_back_as_failed(
    browser: Client, founder: Person, query: str
) -> None:
    answer = browser.get(f"/oauth/google/callback/{query}")

    assert answer.headers["location"] == "/settings?google=failed&reason=consent_unknown"
    assert connection_of(founder) is None


def test_the_answer_belongs_to_the_browser_that_asked(google: GoogleEmulatorHandle, browser: Client) -> None:
    back = google.decide(authorization_url(browser), FOUNDER_AT_GOOGLE)
    stranger, other = Client(), a_founder()

    assert returned(stranger, back) == "/settings?google=failed&reason=not_signed_in"
    stranger.force_login(other)
    assert returned(stranger, back) == "/settings?google=failed&reason=consent_unknown"
    assert returned(browser, back) == "/settings?google=connected"


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "/api/me/google/"), ("post", "/api/me/google/connect/"), ("post", "/api/me/google/disconnect/")],
)
def test_nobody_asks_without_signing_in(client: Client, method: str, path: str) -> None:
    answer = getattr(client, method)(path)

    assert answer.status_code in (401, 403)
    assert answer.json()["code"] == "not_authenticated"
