"""One person's Google calendar.

Sources: discovery document `calendar.v3.json`; guides version-resources, sync, errors under
https://developers.google.com/workspace/calendar/api/guides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from datetime import datetime, timedelta
from time import monotonic
from types import TracebackType
from typing import Any, Self

from googleapiclient.discovery import build

from integrations.google_calendar.errors import NotFound, TemporaryFailure
from integrations.google_calendar.resources import (
    changes_body,
    draft_body,
    event_record,
    event_records,
    free_busy,
    instant_text,
    watch_channel,
)
from integrations.google_calendar.service_account import ServiceAccount
from integrations.google_calendar.transport import (
    TIMEOUT_SECONDS,
    Turn,
    authorized_http,
    credentials,
    execute,
    tokens_of,
)
from integrations.google_calendar.types import (
    Endpoints,
    EventChanges,
    EventDraft,
    EventListing,
    EventRecord,
    FreeBusy,
    SendUpdates,
    Tokens,
    WatchChannel,
)

PAGE_SIZE = 2500
MOST_PAGES = 1000


class GoogleCalendar:
    """Reads and writes on one calendar. Not thread-safe: make one per job, close it afterwards.

    Every call raises the errors of `errors` only. After a call, `tokens` are those to keep; `on_tokens` is
    called with them as soon as a refresh changed them, also when the call then fails.
    """

    def __init__(
        self,
        tokens: Tokens,
        *,
        client_id: str,
        client_secret: str,
        endpoints: Endpoints | None = None,
        calendar_id: str = "primary",
        timeout_seconds: float = TIMEOUT_SECONDS,
        on_tokens: Callable[[Tokens], None] | None = None,
        turn: Turn = nullcontext,
        account: ServiceAccount | None = None,
    ) -> None:
        """`account` signs for itself: then `tokens` need no refresh token, and the client's id is not used. Tokens that
        others hold too are renewed in `turn`."""
        endpoints = endpoints or Endpoints()
        self.tokens, self.calendar_id, self._on_tokens = tokens, calendar_id, on_tokens
        self._can_refresh = account is not None or tokens.refresh_token is not None
        own = account.credentials(tokens, endpoints) if account else None
        self._access = own or credentials(
            tokens, endpoints, client_id, client_secret, turn=turn, keep=self._keep_tokens
        )
        self._until: float | None = None
        self._http = authorized_http(self._access, timeout_seconds)
        self._api = build(
            "calendar",
            "v3",
            http=self._http,
            client_options={"api_endpoint": endpoints.api_endpoint},
            static_discovery=True,
            cache_discovery=False,
        )

    def answer_within(self, seconds: float) -> None:
        """Before the first call: none begins later than so many seconds from now, and none waits longer.
        TemporaryFailure "timeout" instead."""
        self._until, self._http.http.timeout = monotonic() + seconds, seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back."""
        self._http.close()

    def insert_event(self, draft: EventDraft, *, send_updates: SendUpdates) -> EventRecord:
        """Create the event under our id.

        AlreadyExists: the id is taken (ours from an earlier try, a deleted one, or foreign): read it.
        UnknownOutcome: read it by its id before anything else.
        """
        request = self._api.events().insert(
            calendarId=self.calendar_id,
            body=draft_body(draft),
            sendUpdates=send_updates,
            conferenceDataVersion=1,
        )
        return self._write(request)

    def get_event(self, event_id: str) -> EventRecord:
        """The event, deleted ones too (`is_cancelled`). NotFound when there never was one, or no more."""
        request = self._api.events().get(calendarId=self.calendar_id, eventId=event_id)
        record: EventRecord = self._run(request, is_write=False, read=event_record)
        return record

    def patch_event(
        self, event_id: str, changes: EventChanges, *, etag: str | None, send_updates: SendUpdates
    ) -> EventRecord:
        """Change what `changes` names and leave the rest. PreconditionFailed if `etag` is no longer current.

        `etag=None` writes whatever came between.
        """
        request = self._api.events().patch(
            calendarId=self.calendar_id,
            eventId=event_id,
            body=changes_body(event_id, changes),
            sendUpdates=send_updates,
            conferenceDataVersion=1,
        )
        return self._write(_matching(request, etag))

    def delete_event(self, event_id: str, *, send_updates: SendUpdates, etag: str | None = None) -> None:
        """Delete the event. NotFound and Gone say that it is not there any more."""
        request = self._api.events().delete(
            calendarId=self.calendar_id, eventId=event_id, sendUpdates=send_updates
        )
        self._run(_matching(request, etag), is_write=True, read=lambda _: None)

    def list_events(
        self,
        *,
        sync_token: str | None = None,
        time_min: datetime | None = None,
        time_max: datetime | None = None,
        show_deleted: bool = False,
        private_property: tuple[str, str] | None = None,
        single_events: bool = False,
        page_size: int = PAGE_SIZE,
    ) -> EventListing:
        """All pages, or an error: never half a list. A row that cannot be read keeps no other from being so.

        With `sync_token` only what changed since, deletions included; the other filters are then not allowed
        by Google and are ignored here. SyncTokenExpired: list without it and compare with what is known, as a
        full list names no deletions.
        """
        query: dict[str, Any] = {"singleEvents": True} if single_events else {}
        if sync_token is not None:
            query["syncToken"] = sync_token
        else:
            query |= _filters(time_min, time_max, private_property, show_deleted=show_deleted)
        return self._all_pages(query | {"maxResults": page_size}, self._api.events().list)

    def list_instances(self, event_id: str, *, page_size: int = PAGE_SIZE) -> tuple[EventRecord, ...]:
        """Every instance of a recurring event, cancelled ones too, each under an id of its own by which it is read,
        patched and deleted like any event: that makes it an exception. NotFound where there is no such event.
        """
        query = {"eventId": event_id, "showDeleted": True, "maxResults": page_size}
        return self._all_pages(query, self._api.events().instances).events

    def freebusy(self, calendar_ids: Sequence[str], starts_at: datetime, ends_at: datetime) -> FreeBusy:
        """Busy time of up to 50 calendars in `[starts_at, ends_at)`; those that cannot be read are `unknown`.

        The ids are e-mail addresses or `primary`.
        """
        body = {
            "timeMin": instant_text(starts_at),
            "timeMax": instant_text(ends_at),
            "items": [{"id": calendar_id} for calendar_id in calendar_ids],
        }
        request = self._api.freebusy().query(body=body)
        answer: FreeBusy = self._run(
            request, is_write=False, read=lambda found: free_busy(found, calendar_ids)
        )
        return answer

    def watch_events(self, *, channel_id: str, token: str, address: str, lasts: timedelta) -> WatchChannel:
        """Have Google post to `address` whenever an event of this calendar changes, for as long as it allows of `lasts`.

        `channel_id` is ours (up to 64 characters, never used before), `token` comes with each message (up to 256).
        The first message may come before this returns. PushNotSupported: poll. UnknownOutcome, and AlreadyExists where
        the request was sent twice: the channel may be there; its first message would say so.
        Source: https://developers.google.com/workspace/calendar/api/guides/push.
        """
        body = {
            "id": channel_id,
            "type": "web_hook",
            "address": address,
            "token": token,
            "params": {"ttl": str(int(lasts.total_seconds()))},
        }
        request = self._api.events().watch(calendarId=self.calendar_id, body=body)
        channel: WatchChannel = self._run(request, is_write=True, read=watch_channel)
        return channel

    def stop_channel(self, channel_id: str, resource_id: str) -> None:
        """End a channel of this person's; one that Google does not know any more has ended. Messages that are on their
        way may still arrive."""
        request = self._api.channels().stop(body={"id": channel_id, "resourceId": resource_id})
        with suppress(NotFound):
            self._run(request, is_write=True, read=lambda _: None)

    def _all_pages(self, query: dict[str, Any], ask: Callable[..., Any]) -> EventListing:
        events: list[EventRecord] = []
        unreadable: list[str] = []
        page: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            request = ask(calendarId=self.calendar_id, **query, **page)
            found, bad, next_page, sync_token = self._run(request, is_write=False, read=_page)
            events += found
            unreadable += bad
            if next_page is None:
                return EventListing(tuple(events), sync_token, tuple(unreadable))
            page = {"pageToken": next_page}
        raise TemporaryFailure("endless_listing")

    def _write(self, request: Any) -> EventRecord:
        record: EventRecord = self._run(request, is_write=True, read=event_record)
        return record

    def _run(self, request: Any, *, is_write: bool, read: Callable[[Any], Any]) -> Any:
        if self._until is not None and monotonic() >= self._until:
            raise TemporaryFailure("timeout")
        try:
            return execute(request, is_write=is_write, can_refresh=self._can_refresh, read=read)
        finally:
            self._keep_tokens()

    def _keep_tokens(self) -> None:
        if self._access.token == self.tokens.access_token:
            return
        self.tokens = tokens_of(self._access, self.tokens)
        if self._on_tokens is not None:
            self._on_tokens(self.tokens)


def _matching(request: Any, etag: str | None) -> Any:
    if etag is not None:
        request.headers["If-Match"] = etag
    return request


def _page(answer: dict[str, Any]) -> tuple[list[EventRecord], list[str], str | None, str | None]:
    events, unreadable = event_records(answer.get("items", []))
    return events, unreadable, answer.get("nextPageToken"), answer.get("nextSyncToken")


def _filters(
    time_min: datetime | None,
    time_max: datetime | None,
    private_property: tuple[str, str] | None,
    *,
    show_deleted: bool,
) -> dict[str, Any]:
    """Query parameters of a full list. One private property only: Google documents several both ways."""
    query: dict[str, Any] = {"showDeleted": True} if show_deleted else {}
    for name, at in (("timeMin", time_min), ("timeMax", time_max)):
        if at is not None:
            query[name] = instant_text(at)
    if private_property is not None:
        query["privateExtendedProperty"] = "=".join(private_property)
    return query
