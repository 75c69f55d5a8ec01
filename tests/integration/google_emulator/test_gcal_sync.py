"""A Google Calendar client that we did not write keeps a copy of a calendar of the emulator, over HTTP.

gcal_sync asks for recurring events as they are and works their dates out by itself, so it is a second opinion on what the
emulator says of instances, too.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import aiohttp
import pytest
from gcal_sync.api import GoogleCalendarService, LocalListEventsRequest
from gcal_sync.auth import AbstractAuth
from gcal_sync.store import InMemoryCalendarStore
from gcal_sync.sync import CalendarEventSyncManager, CalendarListSyncManager

from integrations.google_calendar import Tokens
from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import HANA, an_hour, timed

SINCE, UNTIL = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC)
WEEKLY = timed(
    "2027-03-01T09:00:00-08:00",
    "2027-03-01T10:00:00-08:00",
    id="series",
    summary="Weekly",
    recurrence=["RRULE:FREQ=WEEKLY;COUNT=4"],
)
Shown = dict[datetime, str]
Found = TypeVar("Found")
EVERY_CALENDAR = "https://www.googleapis.com/auth/calendar.readonly"


class Bearer(AbstractAuth):
    """Hana's access token."""

    def __init__(self, session: aiohttp.ClientSession, host: str, token: str) -> None:
        super().__init__(session, host)
        self._token = token

    async def async_get_access_token(self) -> str:
        return self._token


class Copy:
    """What gcal_sync keeps of Hana's calendars from one sync to the next."""

    def __init__(self, google: GoogleEmulatorHandle, access_token: str) -> None:
        self._google, self._token, self._kept = google, access_token, InMemoryCalendarStore()

    def synced(self, calendar_id: str = HANA) -> Shown:
        """After one more sync: what stands on the calendar, by when it begins."""

        async def sync(service: GoogleCalendarService) -> Shown:
            manager = CalendarEventSyncManager(service, calendar_id, self._kept)
            await manager.run()
            asked = LocalListEventsRequest(start_time=SINCE, end_time=UNTIL)
            found = await manager.store_service.async_list_events(asked)
            return {
                one.start.date_time.astimezone(UTC): one.summary
                for one in found.events
                if one.start.date_time
            }

        return self._with_service(sync)

    def calendars(self) -> set[str]:
        """After one more sync of the list: ids of the calendars."""

        async def sync(service: GoogleCalendarService) -> set[str]:
            manager = CalendarListSyncManager(service, self._kept)
            await manager.run()
            return {one.id for one in (await manager.store_service.async_list_calendars()).calendars}

        return self._with_service(sync)

    def _with_service(self, use: Callable[[GoogleCalendarService], Awaitable[Found]]) -> Found:
        async def run() -> Found:
            async with aiohttp.ClientSession() as session:
                auth = Bearer(session, f"{self._google.url}/calendar/v3", self._token)
                return await use(GoogleCalendarService(auth))

        return asyncio.run(run())


@pytest.fixture
def copy(google: GoogleEmulatorHandle, consent: Any, tokens_for: Callable[..., Tokens]) -> Copy:
    consent.scopes = (*consent.scopes, EVERY_CALENDAR)
    return Copy(google, tokens_for(HANA).access_token)


def in_zone(body: Mapping[str, Any], zone: str) -> dict[str, Any]:
    return {**body, **{edge: {**body[edge], "timeZone": zone} for edge in ("start", "end")}}


def by_the_emulator(events: Any) -> Shown:
    """The same, as the emulator works it out."""
    found = events.list(
        calendarId="primary", singleEvents=True, timeMin=SINCE.isoformat(), timeMax=UNTIL.isoformat()
    ).execute()["items"]
    return {
        datetime.fromisoformat(one["start"]["dateTime"]).astimezone(UTC): one.get("summary", "")
        for one in found
    }


def queries(google: GoogleEmulatorHandle) -> list[bool]:
    """Whether each listing of the other client was of changes only."""
    rows = [entry for entry in google.journal() if "aiohttp" in entry["headers"].get("user-agent", "")]
    return ["syncToken" in row["query"] for row in rows]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_a_full_sync_and_then_changes_and_deletions(
    google: GoogleEmulatorHandle, events: Any, copy: Copy
) -> None:
    for event_id in ("aaaaa", "bbbbb"):
        events.insert(calendarId="primary", body=an_hour(id=event_id, summary=event_id)).execute()
    events.patch(
        calendarId="primary",
        eventId="bbbbb",
        body=timed("2027-01-06T09:00:00+09:00", "2027-01-06T10:00:00+09:00", summary="b"),
    ).execute()
    first = copy.synced()
    google.act(HANA, "aaaaa", "delete")
    google.act(HANA, "bbbbb", "move", starts_at="2027-01-07T09:00:00+09:00")
    second = copy.synced()

    assert first == {utc("2027-01-05T00:00Z"): "aaaaa", utc("2027-01-06T00:00Z"): "b"}
    assert second == {utc("2027-01-07T00:00Z"): "b"}
    assert queries(google) == [False, True]


def test_a_recurring_event_with_exceptions_over_the_change_of_clocks(
    google: GoogleEmulatorHandle, events: Any, copy: Copy
) -> None:
    body = in_zone(WEEKLY, "America/Los_Angeles")
    events.insert(calendarId="primary", body=body).execute()
    whole = copy.synced()
    google.act(HANA, "series_20270308T170000Z", "move", starts_at="2027-03-09T11:00:00-08:00")
    google.act(HANA, "series_20270315T160000Z", "delete")
    changed = copy.synced()

    assert list(whole) == [
        utc("2027-03-01T17:00Z"),
        utc("2027-03-08T17:00Z"),
        utc("2027-03-15T16:00Z"),  # summer time has begun
        utc("2027-03-22T16:00Z"),
    ]
    assert list(changed) == [utc("2027-03-01T17:00Z"), utc("2027-03-09T19:00Z"), utc("2027-03-22T16:00Z")]
    assert changed == by_the_emulator(events)
    google.act(HANA, "series", "delete")
    assert copy.synced() == {}


def test_pages_and_a_token_that_has_run_out_end_at_the_same_copy(
    google: GoogleEmulatorHandle, events: Any, copy: Copy
) -> None:
    google.order("knobs", {"page_cap": 1, "tombstones": "full"})
    for number in range(5):
        day = f"2027-01-0{number + 1}"
        body = timed(f"{day}T09:00:00Z", f"{day}T10:00:00Z", id=f"event{number}")
        events.insert(calendarId="primary", body=body).execute()
    before = copy.synced()
    google.act(HANA, "event3", "delete")
    google.order("expire-sync-tokens")

    assert len(before) == 5
    assert list(copy.synced()) == [utc(f"2027-01-0{day}T09:00Z") for day in (1, 2, 3, 5)]
    google.order("knobs", {"page_cap": None})
    assert copy.synced() == by_the_emulator(events)


def test_the_list_of_calendars_syncs_too(google: GoogleEmulatorHandle, copy: Copy) -> None:
    team = "team@group.calendar.google.com"
    first = copy.calendars()
    google.order("calendars", {"id": team, "owner": HANA, "summary": "Team"})

    assert first == {HANA}
    assert copy.calendars() == {HANA, team}
