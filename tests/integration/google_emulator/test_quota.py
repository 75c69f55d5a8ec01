"""Google's limits on use, which slide on the emulator's clock."""

from collections.abc import Callable
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import GUEST, HANA, MARK, an_hour

CALENDAR_SCOPE = "https://www.googleapis.com/auth/calendar"


def answer(request: Any) -> tuple[int, str, str]:
    """Status, reason and domain; 200 for a success."""
    try:
        request.execute()
    except HttpError as refused:
        row = refused.error_details[0]
        domain = row["domain"] if "retry-after" not in refused.resp else "with a hint when to try again"
        return refused.resp.status, row["reason"], domain
    return 200, "", ""


OK = (200, "", "")


@pytest.mark.parametrize("status", [403, 429])
def test_a_window_of_requests_slides_for_each_person(
    status: int, google: GoogleEmulatorHandle, api_of: Callable[..., Any]
) -> None:
    google.order("knobs", {"user_requests": 2, "quota_window_seconds": 10, "quota_status": status})
    hanas, marks = (api_of(email).events().list(calendarId="primary") for email in (HANA, MARK))
    refused = (status, "userRateLimitExceeded", "usageLimits")

    assert [answer(hanas), answer(hanas), answer(hanas), answer(marks)] == [OK, OK, refused, OK]
    google.order("clock", {"advance_seconds": 9})
    assert answer(hanas) == refused
    google.order("clock", {"advance_seconds": 1})
    assert answer(hanas) == OK


def test_all_people_together_have_a_window_too(
    google: GoogleEmulatorHandle, api_of: Callable[..., Any]
) -> None:
    google.order("knobs", {"project_requests": 2, "quota_window_seconds": 10})
    hanas, marks = (api_of(email).events().list(calendarId="primary") for email in (HANA, MARK))

    assert [answer(hanas), answer(marks)] == [OK, OK]
    assert answer(hanas) == (403, "rateLimitExceeded", "usageLimits")


def test_too_many_invitations_are_refused_for_hours_whatever_is_mailed(
    google: GoogleEmulatorHandle, events: Any, api_of: Callable[..., Any]
) -> None:
    google.order("knobs", {"invitations": 2, "invitation_window_seconds": 1800})
    refused = (403, "quotaExceeded", "usageLimits")

    def invite(api: Any, event_id: str, *guests: str) -> tuple[int, str, str]:
        body = an_hour(id=event_id, attendees=[{"email": guest} for guest in guests])
        return answer(api.insert(calendarId="primary", body=body, sendUpdates="none"))

    assert [invite(events, "aaaaa", MARK, GUEST), invite(events, "bbbbb", MARK)] == [OK, refused]
    assert invite(events, "ccccc") == OK
    body = {"attendees": [{"email": MARK}]}
    assert answer(events.patch(calendarId="primary", eventId="ccccc", body=body)) == refused
    assert invite(api_of(MARK).events(), "ddddd", HANA) == OK
    google.order("clock", {"advance_seconds": 1801})
    assert invite(events, "bbbbb", MARK) == OK


def test_too_many_calendars_are_refused(google: GoogleEmulatorHandle, api_of: Callable[..., Any]) -> None:
    google.order("knobs", {"calendars_per_user": 1})
    calendars = api_of(HANA, CALENDAR_SCOPE).calendars()

    assert answer(calendars.insert(body={"summary": "One"})) == OK
    assert answer(calendars.insert(body={"summary": "Two"})) == (403, "quotaExceeded", "usageLimits")
