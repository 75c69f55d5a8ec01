from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from integrations.emulators.faults import LONGEST_SECONDS
from integrations.google_calendar import (
    AlreadyExists,
    Endpoints,
    EventChanges,
    EventDraft,
    GoogleCalendar,
    NeedsConsent,
    QuotaExceeded,
    TemporaryFailure,
    Tokens,
    UnknownOutcome,
)
from tests.api_caller import eventually
from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import HANA
from tests.ports import free_ports

EVENTS = "/calendar/v3/calendars/*/events*"
NINE = datetime(2027, 1, 5, 0, tzinfo=UTC)
DRAFT = EventDraft("5e5510a0", "Pricing", NINE, NINE + timedelta(hours=1), "Asia/Seoul")
SERVER_ERRORS = ["backendError", "serviceUnavailable", "htmlError", "badGateway", "htmlUnavailable"]
RATE_LIMITS = ["tooManyRequests", "rateLimitExceeded", "userRateLimitExceeded"]


@pytest.fixture
def calendar(calendar_of: Callable[..., GoogleCalendar]) -> GoogleCalendar:
    return calendar_of(HANA, timeout_seconds=0.5)


def events_in(google: GoogleEmulatorHandle) -> Any:
    """Ids of the events on Hana's calendar."""
    shelves = {shelf["id"]: shelf for shelf in google.ask("dump")["calendars"]}
    return list(shelves[HANA]["rows"])


def writes_in(google: GoogleEmulatorHandle) -> Any:
    """The answers to inserts; None where none left."""
    rows = [entry for entry in google.journal() if entry["method"] == "POST"]
    return [entry["status"] for entry in rows if entry["path"].endswith("/events")]


@pytest.mark.parametrize("name", SERVER_ERRORS)
def test_a_server_error_to_a_write_leaves_its_outcome_open(
    name: str, google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(name=name, path=EVENTS, method="POST")
    with pytest.raises(UnknownOutcome):
        calendar.insert_event(DRAFT, send_updates="none")

    assert (events_in(google), len(writes_in(google))) == ([], 1)


@pytest.mark.parametrize("name", SERVER_ERRORS)
def test_a_server_error_to_a_read_is_temporary(
    name: str, google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(name=name, path=EVENTS, method="GET")

    with pytest.raises(TemporaryFailure):
        calendar.list_events()


@pytest.mark.parametrize("name", RATE_LIMITS)
def test_a_rate_limit_is_temporary_for_reads_and_writes(
    name: str, google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(name=name, path=EVENTS, times=2)

    with pytest.raises(TemporaryFailure) as read:
        calendar.list_events()
    with pytest.raises(TemporaryFailure) as write:
        calendar.insert_event(DRAFT, send_updates="none")
    assert (read.value.retry_after_seconds, write.value.retry_after_seconds) == (None, None)


def test_a_named_wait_is_handed_on(google: GoogleEmulatorHandle, calendar: GoogleCalendar) -> None:
    body = {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED"}}
    google.fault(status=429, body=body, headers={"Retry-After": "7"})

    with pytest.raises(TemporaryFailure, match="RESOURCE_EXHAUSTED") as raised:
        calendar.list_events()
    assert raised.value.retry_after_seconds == 7


@pytest.mark.parametrize("name", ["quotaExceeded", "dailyLimitExceeded"])
def test_a_usage_limit_is_no_rate_limit(
    name: str, google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(name=name, path=EVENTS)

    with pytest.raises(QuotaExceeded, match=name):
        calendar.insert_event(DRAFT, send_updates="none")


def test_one_401_is_answered_by_one_refresh(google: GoogleEmulatorHandle, calendar: GoogleCalendar) -> None:
    google.fault(name="authError", path=EVENTS)

    assert calendar.insert_event(DRAFT, send_updates="none").id == DRAFT.event_id
    assert writes_in(google) == [401, 200]


def test_a_401_after_the_refresh_needs_consent(
    google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(name="authError", path=EVENTS, times=9)
    with pytest.raises(NeedsConsent, match="authError"):
        calendar.insert_event(DRAFT, send_updates="none")

    assert writes_in(google) == [401, 401]


def test_a_dead_grant_at_refresh_needs_consent(
    google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(name="authError", path=EVENTS)
    google.fault(name="invalid_grant", path="/token")

    with pytest.raises(NeedsConsent, match="invalid_grant"):
        calendar.insert_event(DRAFT, send_updates="none")


def test_a_stumbling_refresh_is_temporary_even_for_a_write(
    google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(name="authError", path=EVENTS)
    google.fault(name="htmlUnavailable", path="/token", times=9)
    with pytest.raises(TemporaryFailure):
        calendar.insert_event(DRAFT, send_updates="none")

    assert writes_in(google) == [401]


@pytest.mark.parametrize("commit", [False, True])
@pytest.mark.parametrize("kind", ["hang", "reset"])
def test_a_write_without_an_answer_leaves_its_outcome_open(
    kind: str, commit: bool, google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(kind=kind, path=EVENTS, method="POST", seconds=1, commit=commit)
    with pytest.raises(UnknownOutcome):
        calendar.insert_event(DRAFT, send_updates="none")

    assert events_in(google) == ([DRAFT.event_id] if commit else [])


@pytest.mark.parametrize("kind", ["truncate", "content_type"])
def test_a_write_with_an_unreadable_answer_leaves_its_outcome_open(
    kind: str, google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(kind=kind, path=EVENTS, method="POST")
    with pytest.raises(UnknownOutcome, match="garbage"):
        calendar.insert_event(DRAFT, send_updates="none")

    assert calendar.get_event(DRAFT.event_id).summary == "Pricing"


def test_json_that_is_no_event_leaves_a_write_open(
    google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(status=200, body={"hello": "world"}, path=EVENTS, method="POST")

    with pytest.raises(UnknownOutcome, match="garbage"):
        calendar.insert_event(DRAFT, send_updates="none")


@pytest.mark.parametrize("kind", ["hang", "reset", "drop", "truncate", "content_type"])
def test_a_read_without_a_readable_answer_is_temporary(
    kind: str, google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(kind=kind, path=EVENTS, method="GET", seconds=1, times=2)

    with pytest.raises(TemporaryFailure):
        calendar.list_events()


def test_a_broken_second_page_is_no_half_list(google: GoogleEmulatorHandle, calendar: GoogleCalendar) -> None:
    for number in range(3):
        calendar.insert_event(
            EventDraft(f"event{number}", "Talk", NINE, NINE + timedelta(hours=1), "UTC"), send_updates="none"
        )
    google.fault(name="serviceUnavailable", path=EVENTS, method="GET", skip=1)

    with pytest.raises(TemporaryFailure):
        calendar.list_events(page_size=1)
    assert len(calendar.list_events(page_size=1).events) == 3


def test_a_post_that_the_library_sends_twice_makes_one_event(
    google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(kind="drop", path=EVENTS, method="POST", commit=True)
    with pytest.raises(AlreadyExists):
        calendar.insert_event(DRAFT, send_updates="all")

    assert writes_in(google) == [None, 409]
    assert events_in(google) == [DRAFT.event_id]


def test_a_patch_and_a_delete_without_an_answer_are_open_too(
    google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    written = calendar.insert_event(DRAFT, send_updates="none")
    google.fault(kind="reset", path=EVENTS, method="PATCH", commit=True)
    google.fault(kind="reset", path=EVENTS, method="DELETE", commit=True)

    with pytest.raises(UnknownOutcome):
        calendar.patch_event(written.id, EventChanges(summary="New"), etag=written.etag, send_updates="none")
    assert calendar.get_event(written.id).summary == "New"
    with pytest.raises(UnknownOutcome):
        calendar.delete_event(written.id, send_updates="none")
    assert calendar.get_event(written.id).is_cancelled


def test_a_pending_meet_is_followed_and_a_failed_one_is_told(
    google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.order("knobs", {"conference": "pending", "pending_reads": 1})
    draft = EventDraft("pend1", "Talk", NINE, NINE + timedelta(hours=1), "UTC", wants_meet=True)
    first = calendar.insert_event(draft, send_updates="none")
    later = calendar.get_event("pend1")
    google.order("knobs", {"conference": "failure"})
    failed = calendar.insert_event(
        EventDraft("fail1", "Talk", NINE, NINE + timedelta(hours=1), "UTC", wants_meet=True),
        send_updates="none",
    )

    assert [record.conference for record in (first, later, failed)] == ["pending", "success", "failure"]
    assert [record.meet_url is None for record in (first, later, failed)] == [True, False, True]


@pytest.mark.parametrize("place", ["http://127.0.0.1:{port}", "https://calendar.invalid"])
def test_nobody_listening_or_a_name_without_an_address_is_no_crash(
    place: str, tokens_for: Callable[..., Tokens]
) -> None:
    nowhere = Endpoints.at(place.format(port=free_ports()))
    with GoogleCalendar(tokens_for(HANA), client_id="c", client_secret="s", endpoints=nowhere) as calendar:
        with pytest.raises(TemporaryFailure):
            calendar.list_events()
        with pytest.raises(UnknownOutcome):
            calendar.insert_event(DRAFT, send_updates="none")


def test_a_fault_can_be_taken_back_by_its_name(
    google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(kind="hang", name="mine", seconds=5, path=EVENTS)
    google.fault(name="backendError", path=EVENTS, skip=1)
    google.clear_faults("mine")
    assert [fault["name"] for fault in google.ask("faults")["waiting"]] == ["backendError"]
    assert calendar.list_events().events == ()
    google.clear_faults()
    assert google.ask("faults")["waiting"] == []


def test_a_request_that_hangs_ends_as_soon_as_nobody_waits_for_it(
    google: GoogleEmulatorHandle, calendar: GoogleCalendar
) -> None:
    google.fault(kind="hang", path=EVENTS, method="GET", seconds=60)
    with pytest.raises(TemporaryFailure):
        calendar.list_events()
    eventually(lambda: google.ask("journal")["under_way"] == 0, seconds=5)
    assert (google.journal()[-1]["status"], google.journal()[-1]["fault"]) == (None, "hang")
    assert calendar.list_events().events == ()


def test_no_fault_holds_a_request_longer_than_anybody_would_wait(google: GoogleEmulatorHandle) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        google.fault(kind="hang", path=EVENTS, seconds=LONGEST_SECONDS + 1)
    assert google.ask("faults")["waiting"] == []
