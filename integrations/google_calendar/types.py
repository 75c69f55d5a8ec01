"""The values that go to Google and come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

SendUpdates = Literal["all", "externalOnly", "none"]
ConferenceState = Literal["none", "pending", "success", "failure"]
Response = Literal["needsAction", "declined", "tentative", "accepted"]
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Endpoints:
    """Where Google is. `api_endpoint` ends with `/calendar/v3/`.

    Addresses from https://accounts.google.com/.well-known/openid-configuration and the discovery document.
    """

    api_endpoint: str = "https://www.googleapis.com/calendar/v3/"
    auth_uri: str = "https://accounts.google.com/o/oauth2/v2/auth"
    token_uri: str = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
    revoke_uri: str = "https://oauth2.googleapis.com/revoke"
    userinfo_uri: str = "https://openidconnect.googleapis.com/v1/userinfo"

    def __post_init__(self) -> None:
        for address in (self.api_endpoint, self.auth_uri, self.token_uri, self.revoke_uri, self.userinfo_uri):
            parts = urlsplit(address)
            if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
                raise ValueError(f"{address}: tokens travel over https, or to this machine")

    @classmethod
    def at(cls, base_url: str) -> Endpoints:
        """All five on one host, as the emulator serves them. `base_url` without a slash at the end."""
        return cls(
            api_endpoint=f"{base_url}/calendar/v3/",
            auth_uri=f"{base_url}/o/oauth2/v2/auth",
            token_uri=f"{base_url}/token",
            revoke_uri=f"{base_url}/revoke",
            userinfo_uri=f"{base_url}/userinfo",
        )


@dataclass(frozen=True)
class Tokens:
    """Access to one person's calendar. `expires_at` is aware UTC; `scopes` are those really granted.

    `refresh_token` is None when Google gave none with this answer: keep the one there is. `subject` names the
    account for ever, also when its address changes (OpenID Connect, `sub`).
    """

    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    expires_at: datetime | None
    scopes: frozenset[str]
    email: str | None = None
    subject: str | None = None


@dataclass(frozen=True)
class CalendarEntry:
    """A calendar as its reader's list has it. `role` is owner, writer, reader or freeBusyReader."""

    id: str
    summary: str
    description: str
    role: str
    is_primary: bool


@dataclass(frozen=True)
class Guest:
    """An attendee. `is_self` marks the person whose calendar was read."""

    email: str
    name: str = ""
    response: Response = "needsAction"
    is_self: bool = False
    is_organizer: bool = False
    is_optional: bool = False


@dataclass(frozen=True)
class EventDraft:
    """A new event. Instants aware; `time_zone` an IANA name.

    `private` are our own marks: keys up to 44, values up to 1024 characters.
    `event_id` is ours: 5 to 1024 characters of `0-9a-v` (a UUID's hex will do), never used before.
    `guests_see_each_other` is Google's default; without it a guest sees the organiser and themselves.
    `recurrence` holds RRULE, EXDATE and RDATE lines (RFC 5545) for a recurring event, which then keeps to the
    clock of `time_zone`.
    """

    event_id: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    description: str = ""
    location: str = ""
    guests: tuple[Guest, ...] = ()
    private: Mapping[str, str] = field(default_factory=dict)
    wants_meet: bool = False
    guests_see_each_other: bool = True
    recurrence: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventChanges:
    """What to change; None leaves a field as it is, so that people's own edits survive.

    `guests` replaces the whole list (take the others, with their answers, from the event read before).
    `status` "confirmed" brings a deleted event back. `recurrence` replaces all lines.
    """

    summary: str | None = None
    description: str | None = None
    location: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    time_zone: str | None = None
    guests: tuple[Guest, ...] | None = None
    private: Mapping[str, str] | None = None
    status: Literal["confirmed", "tentative", "cancelled"] | None = None
    wants_meet: bool = False
    recurrence: tuple[str, ...] | None = None


@dataclass(frozen=True)
class EventRecord:
    """An event as Google shows it. A tombstone has an id, a status "cancelled" and little else.

    `starts_at`/`ends_at` are aware for timed events, `starts_on`/`ends_on` (end exclusive) for all-day ones.
    `busy` is False for transparent events. `updated_at` does not move for reminders; `etag` moves for all.
    """

    id: str
    etag: str
    status: str
    summary: str = ""
    description: str = ""
    location: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    time_zone: str | None = None
    updated_at: datetime | None = None
    sequence: int = 0
    html_link: str = ""
    meet_url: str | None = None
    conference: ConferenceState = "none"
    organizer_email: str | None = None
    is_organizer_self: bool = False
    guests: tuple[Guest, ...] = ()
    private: Mapping[str, str] = field(default_factory=dict)
    guests_can_modify: bool = False  # then Google does not say whose a change is
    busy: bool = True
    event_type: str = "default"
    ical_uid: str | None = None
    recurring_event_id: str | None = None
    recurrence: tuple[str, ...] = ()
    # Of an instance: when it would begin by the rule, whatever became of it. Its identity within the series.
    original_starts_at: datetime | None = None
    original_starts_on: date | None = None

    @property
    def is_cancelled(self) -> bool:
        return self.status == "cancelled"

    @property
    def own_response(self) -> Response | None:
        """The answer of the person whose calendar was read; None when they are no guest."""
        return next((guest.response for guest in self.guests if guest.is_self), None)


@dataclass(frozen=True)
class EventListing:
    """All pages of one listing. `next_sync_token` is None where Google gives none (searches).

    `unreadable` are the ids of rows that no event can be made of ("" where even that is missing).
    """

    events: tuple[EventRecord, ...]
    next_sync_token: str | None
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Interval:
    """Half-open, aware UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class FreeBusy:
    """Busy time per calendar. A calendar in `unknown` (with Google's reasons) is neither free nor busy."""

    busy: Mapping[str, tuple[Interval, ...]]
    unknown: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class WatchChannel:
    """A push channel as Google made it: messages about a calendar's events until `expires_at` (aware UTC).

    `resource_id` is Google's name for what is watched; stopping takes both ids.
    """

    channel_id: str
    resource_id: str
    expires_at: datetime


JsonObject = Mapping[str, Any]
