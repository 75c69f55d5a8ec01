"""What the emulator remembers: accounts, calendars, events, sent mails, consents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
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
class Knobs:
    """How the emulator behaves where Google may behave one way or another."""

    conference: str = "success"  # success | pending | failure
    pending_reads: int = 2  # reads after which a pending conference succeeds
    tombstones: str = "minimal"  # minimal | full
    page_cap: int | None = None  # rows looked at per page; smaller than the data: short and empty pages
    token_seconds: int = 3600
    exceptions_of_changed_rule: str = "keep"  # keep | reset


class World:
    """Everything, in memory. One event loop, no awaits between reading and writing: no locks."""

    def __init__(self) -> None:
        self.clock, self.journal, self.faults = MovableClock(), Journal(), FaultBook(NAMED_FAULTS)
        self.reset()

    def reset(self) -> None:
        self.tick = 0
        self.sync_epoch = 1
        self.accounts: dict[str, Account] = {}
        self.shelves: dict[str, Shelf] = {}
        self.mails: list[Mail] = []
        self.knobs = Knobs()
        self.clients: dict[str, JsonObject] = {}
        self.codes: dict[str, JsonObject] = {}
        self.consents: dict[str, JsonObject] = {}

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
        return row

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
            "codes": self.codes,
            "consents": self.consents,
        }

    def load(self, state: JsonObject) -> None:
        self.tick, self.sync_epoch = state["tick"], state["sync_epoch"]
        self.accounts = {row["email"]: Account(**row) for row in state["accounts"]}
        self.shelves = {row["id"]: _shelf(row) for row in state["calendars"]}
        self.mails = [Mail(**row) for row in state["mails"]]
        self.knobs = Knobs(**state["knobs"])
        self.clients, self.codes, self.consents = state["clients"], state["codes"], state["consents"]


def _shelf(state: JsonObject) -> Shelf:
    rows = {key: Row(**row) for key, row in state["rows"].items()}
    return Shelf(**{**state, "rows": rows})
