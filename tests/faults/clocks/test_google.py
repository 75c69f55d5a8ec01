"""Google's clock and ours are five minutes apart, either way: people connect, and one event is written once."""

from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

import clock
from accounts.models import Person
from calendars.models import CalendarEvent, GoogleConnection
from calendars.operations import plan_event, write_event
from clock.models import ClockShift
from tests.emulators import GoogleEmulatorHandle
from tests.factories import appointments
from tests.factories.hub import a_founder
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, at_google

pytestmark = pytest.mark.django_db(transaction=True)

SKEW = timedelta(minutes=5)
EITHER_SIDE = pytest.mark.parametrize("skew", [-SKEW, SKEW], ids=["behind", "ahead"])
HOUR = timedelta(hours=1)  # that an access token of Google lasts


@pytest.fixture
def founder() -> Person:
    return a_founder()


@pytest.fixture
def browser(google: GoogleEmulatorHandle, client: Client, founder: Person) -> Client:
    """Signed in as the founder."""
    client.force_login(founder)
    return client


def google_is(google: GoogleEmulatorHandle, off: timedelta) -> None:
    google.order("clock", {"shift_seconds": off.total_seconds()})


def asked_at_google(google: GoogleEmulatorHandle, browser: Client) -> str:
    """The address that Google sends the browser back to after a yes."""
    return google.decide(
        str(
            browser.post("/api/me/google/connect/", content_type="application/json").json()[
                "authorization_url"
            ]
        ),
        FOUNDER_AT_GOOGLE,
    )


def ends_at(browser: Client, location: str) -> str:
    parts = urlsplit(location)
    return str(browser.get(f"{parts.path}?{parts.query}").headers["location"])


def connect(google: GoogleEmulatorHandle, browser: Client) -> None:
    assert ends_at(browser, asked_at_google(google, browser)) == "/settings?google=connected"


def an_event(founder: Person) -> CalendarEvent:
    now = clock.now()
    appointment = appointments.an_appointment(founder, starts_at=now + timedelta(days=7))
    return plan_event(
        appointment=appointment, people=[founder], summary="Mentoring", description="One hour", now=now
    )


def written_once(google: GoogleEmulatorHandle, event: CalendarEvent) -> Counter[str]:
    """Writes the event; how many new access tokens that took, by what they were asked for with."""
    before = len(google.journal())
    write_event(event_id=event.pk, now=clock.now())
    event.refresh_from_db()
    assert (event.state, len(at_google(google, FOUNDER_AT_GOOGLE))) == ("written", 1)
    return Counter(entry["path"] for entry in google.journal()[before:] if entry["path"] == "/token")


@EITHER_SIDE
def test_a_person_connects_and_the_first_event_needs_no_new_token(
    google: GoogleEmulatorHandle, browser: Client, founder: Person, skew: timedelta
) -> None:
    google_is(google, skew)
    connect(google, browser)
    # The token's life is told in seconds, so it ends by our clock when it ends by Google's.
    expires_at = GoogleConnection.objects.get().access_token_expires_at
    assert expires_at is not None
    assert abs(expires_at - clock.now() - HOUR) < timedelta(minutes=1)
    assert written_once(google, an_event(founder)) == {}


@EITHER_SIDE
def test_a_token_that_google_ends_at_another_minute_than_we_thought_is_renewed_and_the_event_is_there_once(
    google: GoogleEmulatorHandle, browser: Client, founder: Person, skew: timedelta
) -> None:
    connect(google, browser)
    # One minute before its end by the clock that is behind, four after it by the one that is ahead.
    early, late = timedelta(minutes=-1), timedelta(minutes=4)
    ours, theirs = (early, late) if skew > timedelta() else (late, early)
    google_is(google, HOUR + theirs)
    GoogleConnection.objects.update(access_token_expires_at=clock.now() - ours)

    written_once(google, an_event(founder))

    renewed = GoogleConnection.objects.get()
    assert (renewed.state, renewed.last_error) == ("active", "")
    assert renewed.access_token_expires_at is not None
    assert renewed.access_token_expires_at > clock.now() + HOUR / 2
    assert written_once(google, an_event_moved(founder)) == {}


def an_event_moved(founder: Person) -> CalendarEvent:
    """The same event, to be written again."""
    event = CalendarEvent.objects.get()
    assert event.appointment
    return plan_event(
        appointment=event.appointment,
        people=[founder],
        summary="Mentoring",
        description="Bring your price list",
        now=clock.now(),
    )


@EITHER_SIDE
def test_an_answer_counts_on_a_server_of_ours_whose_clock_is_off(
    google: GoogleEmulatorHandle, browser: Client, skew: timedelta
) -> None:
    back = asked_at_google(google, browser)
    google_is(google, -skew)
    ClockShift.show(clock.now() + skew)
    assert ends_at(browser, back) == "/settings?google=connected"


def test_an_attempt_is_not_cleared_away_by_a_server_that_is_ahead(
    google: GoogleEmulatorHandle, browser: Client
) -> None:
    back = asked_at_google(google, browser)
    now = clock.now()
    ClockShift.show(now + SKEW)
    other = Client()
    other.force_login(a_founder())
    asked_at_google(google, other)
    ClockShift.show(now)
    assert ends_at(browser, back) == "/settings?google=connected"


@EITHER_SIDE
def test_an_answer_that_came_late_by_both_clocks_is_refused(
    google: GoogleEmulatorHandle, browser: Client, skew: timedelta
) -> None:
    google_is(google, skew)
    back = asked_at_google(google, browser)
    ClockShift.show(clock.now() + 2 * SKEW + timedelta(seconds=1))
    assert ends_at(browser, back) == "/settings?google=failed&reason=consent_unknown"
    assert not GoogleConnection.objects.exists()
