"""What belongs to a Google account rather than to one calendar: the list of its calendars, and new ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import google_auth_httplib2
import httplib2

from integrations.google_calendar.client import MOST_PAGES, GoogleCalendar
from integrations.google_calendar.errors import TemporaryFailure
from integrations.google_calendar.transport import TIMEOUT_SECONDS
from integrations.google_calendar.types import CalendarEntry, JsonObject

LIST_PAGE = 250  # the most that calendarList.list gives (discovery document)


class GoogleAccount(GoogleCalendar):
    """The account behind a consent. Raises the errors of `errors` only."""

    def list_calendars(self, *, page_size: int = LIST_PAGE) -> tuple[CalendarEntry, ...]:
        """Every calendar that the person sees, all pages or an error. Takes the list scope."""
        entries: list[CalendarEntry] = []
        page: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            request = self._api.calendarList().list(maxResults=page_size, **page)
            found, next_page = self._run(request, is_write=False, read=_page)
            entries += found
            if next_page is None:
                return tuple(entries)
            page = {"pageToken": next_page}
        raise TemporaryFailure("endless_listing")

    def make_calendar(self, *, summary: str, description: str, time_zone: str) -> CalendarEntry:
        """A new secondary calendar. Google knows no id of ours for it, so every call that arrives makes one more:
        this one is sent once, whatever happens. UnknownOutcome: look for it by `description` before another.
        """
        body = {"summary": summary, "description": description, "timeZone": time_zone}
        request = self._api.calendars().insert(body=body)
        with _said_once(self._access) as connection:
            request.http = connection
            made: CalendarEntry = self._run(request, is_write=True, read=_made)
        return made

    def find_calendar(self, calendar_id: str) -> CalendarEntry:
        """A secondary calendar that this client made. NotFound when it is deleted, or not the person's."""
        found: CalendarEntry = self._run(
            self._api.calendars().get(calendarId=calendar_id), is_write=False, read=_made
        )
        return found


class _SaidOnce(httplib2.Http):  # type: ignore[misc]  # it comes without types
    """httplib2 sends a request again when the server hangs up before it answers; this does not."""

    def _conn_request(self, conn: Any, *request: Any) -> Any:
        if conn.sock is None:
            conn.connect()
        conn.connect = _hung_up
        try:
            return super()._conn_request(conn, *request)
        finally:
            del conn.connect


def _hung_up() -> None:
    raise ConnectionResetError


@contextmanager
def _said_once(access: Any) -> Iterator[google_auth_httplib2.AuthorizedHttp]:
    connection = google_auth_httplib2.AuthorizedHttp(
        access, http=_SaidOnce(timeout=TIMEOUT_SECONDS), max_refresh_attempts=1
    )
    try:
        yield connection
    finally:
        connection.close()


def _page(answer: JsonObject) -> tuple[list[CalendarEntry], str | None]:
    entries = [_entry(item) for item in answer.get("items", []) if not item.get("deleted")]
    return entries, answer.get("nextPageToken")


def _entry(item: JsonObject) -> CalendarEntry:
    return CalendarEntry(
        id=item["id"],
        summary=item.get("summaryOverride") or item.get("summary", ""),
        description=item.get("description", ""),
        role=item["accessRole"],
        is_primary=item.get("primary", False),
    )


def _made(answer: JsonObject) -> CalendarEntry:
    return CalendarEntry(
        id=answer["id"],
        summary=answer.get("summary", ""),
        description=answer.get("description", ""),
        role="owner",
        is_primary=False,
    )
