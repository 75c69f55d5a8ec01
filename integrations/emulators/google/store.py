"""What the emulator remembers: accounts, calendars, events, sent mails, consents."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from integrations.emulators.clock import MovableClock
from integrations.emulators.faults import FaultBook
from integrations.emulators.google.errors import NAMED_FAULTS
from integrations.emulators.journal import Journal

JsonObject = dict[str, Any]


@dataclass
class Account:
    """A person with a Google account. `time_zone` is an IANA name."""

    email: str
    name: str
    time_zone: str = "UTC"

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]


@dataclass
class Row:
    """One event on one calendar. `event` is the stored resource, without what depends on who looks.

    `change` numbers its latest change over the whole world (etag, sync order); `position` never changes.
    """

    event: JsonObject
    position: int
    change: int
    pending_reads: int = 0
    # Of a recurring event: the instances that its rule named once, id to originalStartTime.
    dropped: JsonObject = field(default_factory=dict)

    @property
    def etag(self) -> str:
        return f'"{self.change:010d}000000"'

    @property
    def is_cancelled(self) -> bool:
        return bool(self.event["status"] == "cancelled")


@dataclass
class Shelf:
    """One calendar: its events by id, and who else may see it (`reader`, `writer`, `freeBusyReader`)."""

    id: str
    owner: str
    summary: str
    time_zone: str
    roles: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    description: str = ""
    listed_at: int = 0  # the change at which it last changed in lists of calendars
    made_by: str = ""  # the client through which it was made
    access_changes: dict[str, int] = field(default_factory=dict)  # per person; each ends their sync tokens

    @property
    def is_primary(self) -> bool:
        return self.id == self.owner

    def role_of(self, email: str) -> str | None:
        return "owner" if email == self.owner else self.roles.get(email)


@dataclass(frozen=True)
class Mail:
    """A mail Google would have sent: `kind` is invitation, update, cancellation or response."""

    at: str
    to: str
    kind: str
    event_id: str
    summary: str
    organizer: str


@dataclass
class Channel:
    """A push channel on one calendar's events. `expires_at` in seconds since 1970; `number` of its last message."""

    id: str
    email: str
    client_id: str
    calendar_id: str
    address: str
    token: str
    resource_id: str
    resource_uri: str
    expires_at: float
    number: int = 0


@dataclass
class Push:
    """A message on its way; it carries all it says, so that it outlives its channel. `due` as `expires_at`."""

    channel_id: str
    number: int
    state: str  # sync | exists
    address: str
    token: str
    resource_id: str
    resource_uri: str
    expires_at: float
    due: float = 0.0
    tries: int = 0


@dataclass
class Knobs:
    """How the emulator behaves where Google may behave one way or another."""

    conference: str = "success"  # success | pending | failure
    pending_reads: int = 2  # reads after which a pending conference is settled
    pending_ends: str = "success"  # success | failure
    tombstones: str = "minimal"  # minimal | full
    page_cap: int | None = None  # rows looked at per page; smaller than the data: short and empty pages
    token_seconds: int = 3600
    exceptions_of_changed_rule: str = "keep"  # keep | reset
    seen_after_seconds: float = 0.0  # a new event is shown by reads only then
    testing_mode: bool = False  # refresh tokens end after 7 days
    refresh_tokens: int = 100  # of one person to one client; the oldest ends without a word
    freebusy_omits: list[str] = field(default_factory=list)  # calendars left out of the answer
    freebusy_fails: list[str] = field(default_factory=list)  # calendars answered with internalError
    # Limits on use; None: no limit. Windows slide on the emulator's clock.
    user_requests: int | None = None
    project_requests: int | None = None
    quota_window_seconds: float = 60.0
    quota_status: int = 403  # or 429
    invitations: int | None = None  # guests added by one person
    invitation_window_seconds: float = 86_400.0
    calendars_per_user: int | None = None  # made through the API
    # Push. Drop every n-th message (1: all); put copies beside each; one message for all changes within a time.
    push_to_loopback: bool = False  # plain http to this machine passes as an address
    sync_message: str = "after"  # the answer to watch, or before
    push_delay_seconds: float = 0.0
    push_duplicates: int = 0
    push_drop_every: int = 0
    push_order: str = (
        "kept"  # of messages due together: kept | reversed | any, several on their way at a time
    )
    push_coalesce_seconds: float = 0.0
    push_retries: int = 5
    push_backoff_seconds: float = 1.0
    channel_seconds: float = 2_592_000.0  # the longest that a channel lasts


class World:
    """Everything, in memory. One event loop, no awaits between reading and writing: no locks."""

    def __init__(self, *, push_to_loopback: bool = False) -> None:
        self._push_to_loopback = push_to_loopback
        self.clock, self.journal, self.faults = MovableClock(), Journal(), FaultBook(NAMED_FAULTS)
        self.on_change: Callable[[Shelf], None] = lambda _: None
        self.has_pushes = asyncio.Event()
        self.pushes_under_way = 0
        self.reset()

    def reset(self) -> None:
        self.tick = 0
        self.sync_epoch = 1
        self.accounts: dict[str, Account] = {}
        self.shelves: dict[str, Shelf] = {}
        self.mails: list[Mail] = []
        self.knobs = Knobs(push_to_loopback=self._push_to_loopback)
        self.clients: dict[str, JsonObject] = {}
        self.service_accounts: dict[str, JsonObject] = {}
        self.codes: dict[str, JsonObject] = {}
        self.consents: dict[str, JsonObject] = {}
        self.lost_calendars: dict[str, int] = {}  # by person and calendar
        self.channels: dict[str, Channel] = {}
        self.pushes: list[Push] = []
        self.pushes_made = 0
        self.deliveries: list[JsonObject] = []
        self.used: dict[str, deque[tuple[float, int]]] = {}

    def next_tick(self) -> int:
        self.tick += 1
        return self.tick

    def account(self, email: str) -> Account:
        """The account with its primary calendar, made on first sight."""
        email = email.strip().lower()
        if email not in self.accounts:
            self.add_account(email, email.partition("@")[0], "UTC")
        return self.accounts[email]

    def add_account(self, email: str, name: str, time_zone: str) -> Account:
        """Add an account, or rename and re-zone the one there is."""
        email = email.strip().lower()
        self.accounts[email] = account = Account(email, name, time_zone)
        shelf = self.shelves.setdefault(email, Shelf(email, email, email, time_zone))
        shelf.time_zone = time_zone
        return account

    def shelves_of(self, email: str) -> Iterator[Shelf]:
        return (shelf for shelf in self.shelves.values() if shelf.role_of(email))

    def put(self, shelf: Shelf, event: JsonObject) -> Row:
        """Store a new or changed event under a fresh change number."""
        change = self.next_tick()
        kept = shelf.rows.get(event["id"])
        position = kept.position if kept else change
        row = Row(event, position, change, kept.pending_reads if kept else 0, kept.dropped if kept else {})
        shelf.rows[event["id"]] = row
        self.on_change(shelf)
        return row

    def post_push(self, message: Push, copies: int = 1) -> None:
        """Leave a message to be brought when it is due."""
        self.pushes += [replace(message) for _ in range(copies)]
        self.has_pushes.set()

    def post(self, at: datetime, to: str, kind: str, event: JsonObject) -> None:
        summary, organizer = event.get("summary", ""), event["organizer"]["email"]
        self.mails.append(Mail(at.isoformat(), to, kind, event["id"], summary, organizer))

    def dump(self) -> JsonObject:
        """The state as JSON; `load` restores it."""
        return {
            "tick": self.tick,
            "sync_epoch": self.sync_epoch,
            "accounts": [asdict(account) for account in self.accounts.values()],
            "calendars": [asdict(shelf) for shelf in self.shelves.values()],
            "mails": [asdict(mail) for mail in self.mails],
            "knobs": asdict(self.knobs),
            "clients": self.clients,
            "service_accounts": self.service_accounts,
            "codes": self.codes,
            "consents": self.consents,
            "lost_calendars": self.lost_calendars,
            "channels": [asdict(channel) for channel in self.channels.values()],
            "pushes": [asdict(message) for message in self.pushes],
        }

    def load(self, state: JsonObject) -> None:
        self.tick, self.sync_epoch = state["tick"], state["sync_epoch"]
        self.accounts = {row["email"]: Account(**row) for row in state["accounts"]}
        self.shelves = {row["id"]: _shelf(row) for row in state["calendars"]}
        self.mails = [Mail(**row) for row in state["mails"]]
        self.knobs = Knobs(**state["knobs"])
        self.knobs.push_to_loopback = self.knobs.push_to_loopback or self._push_to_loopback
        self.service_accounts = state.get("service_accounts", {})
        self.clients, self.codes, self.consents = state["clients"], state["codes"], state["consents"]
        self.lost_calendars = state.get("lost_calendars", {})
        self.channels = {row["id"]: Channel(**row) for row in state.get("channels", [])}
        for row in state.get("pushes", []):
            self.post_push(Push(**row))


def _shelf(state: JsonObject) -> Shelf:
    rows = {key: Row(**row) for key, row in state["rows"].items()}
    return Shelf(**{**state, "rows": rows})
