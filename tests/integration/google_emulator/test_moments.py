"""What passes with time at Google: new events that are not everywhere yet, tokens and tombstones that end."""

from collections.abc import Callable
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from integrations.google_calendar import Consent, GoogleCalendar, NeedsConsent, TemporaryFailure, Tokens
from tests import loopback
from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import HANA, MARK, an_hour

ID = "aaaaa"


def refusal(request: Any) -> tuple[int, str]:
    with pytest.raises(HttpError) as refused:
        request.execute()
    return refused.value.resp.status, refused.value.error_details[0]["reason"]


def ids(listing: Any) -> list[str]:
    return [item["id"] for item in listing["items"]]


def test_a_new_event_is_seen_a_moment_later_and_no_token_passes_it_over(
    google: GoogleEmulatorHandle, events: Any
) -> None:
    google.order("knobs", {"seen_after_seconds": 5})
    old = events.list(calendarId="primary").execute()["nextSyncToken"]
    events.insert(calendarId="primary", body=an_hour(id=ID)).execute()
    full = events.list(calendarId="primary").execute()
    changes = events.list(calendarId="primary", syncToken=old).execute()
    seen = refusal(events.get(calendarId="primary", eventId=ID))
    again = refusal(events.insert(calendarId="primary", body=an_hour(id=ID)))
    google.order("clock", {"advance_seconds": 5})

    assert (ids(full), ids(changes), seen, again) == ([], [], (404, "notFound"), (409, "duplicate"))
    assert events.get(calendarId="primary", eventId=ID).execute()["id"] == ID
    for token in (old, full["nextSyncToken"], changes["nextSyncToken"]):
        assert ids(events.list(calendarId="primary", syncToken=token).execute()) == [ID]


def test_tombstones_are_shown_on_demand_until_they_are_purged(
    google: GoogleEmulatorHandle, events: Any
) -> None:
    events.insert(calendarId="primary", body=an_hour(id=ID)).execute()
    events.delete(calendarId="primary", eventId=ID).execute()
    before = events.list(calendarId="primary", showDeleted=True).execute()
    google.order("purge-deleted")

    assert ids(before) == [ID]
    assert ids(events.list(calendarId="primary", showDeleted=True).execute()) == []
    assert refusal(events.get(calendarId="primary", eventId=ID)) == (404, "notFound")


def test_changes_of_long_ago_are_not_told(events: Any) -> None:
    events.insert(calendarId="primary", body=an_hour(id=ID)).execute()
    recent = events.list(calendarId="primary", updatedMin="2026-11-02T00:00:00Z").execute()

    assert ids(recent) == [ID]
    old = events.list(calendarId="primary", updatedMin="2026-10-01T00:00:00Z")
    assert refusal(old) == (410, "updatedMinTooLongAgo")


def test_access_lasts_an_hour_or_as_long_as_the_knob_says(
    google: GoogleEmulatorHandle, consent: Consent, tokens_for: Callable[..., Tokens]
) -> None:
    google.order("knobs", {"token_seconds": 60})
    tokens = tokens_for(HANA)
    google.order("clock", {"advance_seconds": 61})

    answers = [row["answer"] for row in google.journal() if row["path"] == "/token"]
    assert answers[-1]["expires_in"] == 60
    assert consent.refresh(tokens).access_token != tokens.access_token


def test_while_the_consent_screen_is_in_testing_consent_lasts_a_week(
    google: GoogleEmulatorHandle, consent: Consent, tokens_for: Callable[..., Tokens]
) -> None:
    google.order("knobs", {"testing_mode": True})
    tokens = tokens_for(HANA)
    google.order("clock", {"advance_seconds": 6 * 86_400})
    assert consent.refresh(tokens).email == HANA
    google.order("clock", {"advance_seconds": 86_400})

    with pytest.raises(NeedsConsent, match="invalid_grant"):
        consent.refresh(tokens)


def test_of_too_many_consents_the_oldest_ends_without_a_word(
    google: GoogleEmulatorHandle, consent: Consent, tokens_for: Callable[..., Tokens]
) -> None:
    google.order("knobs", {"refresh_tokens": 2})
    first, second, third = (tokens_for(HANA) for _ in range(3))

    with pytest.raises(NeedsConsent, match="invalid_grant"):
        consent.refresh(first)
    assert {consent.refresh(one).email for one in (second, third)} == {HANA}


def test_without_a_token_the_answer_names_the_way_in(google: GoogleEmulatorHandle) -> None:
    answer = loopback.get(f"{google.url}/calendar/v3/calendars/primary/events")

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["error"]["errors"][0]["reason"] == "authError"


@pytest.mark.parametrize(
    ("fault", "error", "reason"),
    [
        ("scopeInsufficient", NeedsConsent, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
        ("unavailable", TemporaryFailure, "UNAVAILABLE"),
    ],
)
def test_the_newer_envelope_of_errors_is_understood(
    fault: str,
    error: type[Exception],
    reason: str,
    google: GoogleEmulatorHandle,
    calendar_of: Callable[..., GoogleCalendar],
) -> None:
    calendar = calendar_of(HANA)
    google.fault(name=fault, path="*/events")

    with pytest.raises(error, match=reason):
        calendar.list_events()


def test_a_body_may_come_slowly_and_too_slowly(
    google: GoogleEmulatorHandle, calendar_of: Callable[..., GoogleCalendar]
) -> None:
    calendar = calendar_of(HANA, timeout_seconds=1)
    google.fault(kind="slow_body", seconds=0.3, path="*/events")
    google.fault(kind="slow_body", seconds=3, path="*/events")

    assert calendar.list_events().events == ()
    with pytest.raises(TemporaryFailure, match="timeout"):
        calendar.list_events()


def test_of_a_crowd_answers_do_not_spread(google: GoogleEmulatorHandle, events: Any) -> None:
    crowd = [{"email": f"guest{number}@elsewhere.example"} for number in range(200)]
    body = an_hour(id=ID, attendees=[{"email": MARK}, *crowd])
    events.insert(calendarId="primary", body=body).execute()
    google.act(MARK, ID, "accept")

    guests = events.get(calendarId="primary", eventId=ID).execute()["attendees"]
    assert {guest["responseStatus"] for guest in guests} == {"needsAction"}
    assert len(guests) == 201
