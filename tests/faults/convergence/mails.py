"""Which mails Google has to send because of us: worked out from how our events changed from one look to the next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tests.emulators import GoogleEmulatorHandle
from tests.faults.convergence.meetings import is_marked, is_newer

Mails = Counter[tuple[str, str, str]]  # (event's id, to, kind)
READ_BY_GUESTS = ("start", "end", "summary", "description", "location")


@dataclass(frozen=True)
class Shown:
    """An event as its guests are told of it; of one that was called off nobody is a guest."""

    fields: tuple[Any, ...]
    guests: frozenset[str]

    @classmethod
    def of(cls, event: dict[str, Any]) -> "Shown":
        is_off = event["status"] == "cancelled"
        guests = frozenset(guest["email"] for guest in event.get("attendees", []))
        guests -= {event["creator"]["email"], event["organizer"]["email"]}
        fields = tuple(str(event.get(name)) for name in READ_BY_GUESTS)
        return cls(fields, frozenset() if is_off else guests)


class Watch:
    """`ours` is what Google should have sent by now. Regular sessions are left out: their mails are one by one."""

    def __init__(self, google: GoogleEmulatorHandle) -> None:
        self.google = google
        self.shown: dict[str, Shown] = {}
        self.ours: Mails = Counter()
        self.by_hand: Mails = Counter()

    def look(self, *, is_by_hand: bool = False) -> None:
        """Keep how Google shows each event; whatever differs from before was our doing, or is by hand."""
        for event in self._ours():
            if "recurrence" not in event and "recurringEventId" not in event:
                self._take(event, is_by_hand=is_by_hand)

    def _ours(self) -> Iterable[dict[str, Any]]:
        """The events that carry our mark. What was taken to another calendar has left a cancelled one behind."""
        found: dict[str, dict[str, Any]] = {}
        for shelf in self.google.ask("dump")["calendars"]:
            for key, row in shelf["rows"].items():
                event = row["event"]
                if is_marked(event) and (key not in found or is_newer(event, found[key])):
                    found[key] = event
        return found.values()

    def _take(self, event: dict[str, Any], *, is_by_hand: bool) -> None:
        key, now = event["id"], Shown.of(event)
        before = self.shown.get(key, Shown((), frozenset()))
        self.shown[key] = now
        if is_by_hand or now == before:
            return
        for guest in before.guests | now.guests:
            if guest not in before.guests:
                self.ours[key, guest, "invitation"] += 1
            elif guest not in now.guests:
                self.ours[key, guest, "cancellation"] += 1
            else:
                self.ours[key, guest, "update"] += 1

    def act(self, email: str, event_id: str, action: str, **order: Any) -> None:
        """As a person in Google's screens, whose mails are theirs and not ours."""
        self.look()
        before = self.sent()
        self.google.act(email, event_id, action, **order)
        self.by_hand += self.sent() - before
        self.look(is_by_hand=True)

    def sent(self) -> Mails:
        """What Google has sent to guests about those events."""
        mails = ((one["event_id"], one["to"], one["kind"]) for one in self.google.ask("mails")["mails"])
        return Counter(mail for mail in mails if mail[0] in self.shown and mail[2] != "response")

    def sent_for_us(self) -> Mails:
        return self.sent() - self.by_hand
