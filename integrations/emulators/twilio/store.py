"""What the stand-in remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

UNSENT = ("scheduled", "accepted", "queued")
FINAL = ("delivered", "read", "undelivered", "failed", "canceled", "received")


@dataclass
class Message:
    """One message in either direction. Instants are ISO 8601 in UTC; `valid_for` counts seconds."""

    sid: str
    to: str
    sender: str | None
    service: str | None
    body: str
    direction: str
    status: str
    created_at: str
    updated_at: str
    sent_at: str | None = None
    send_at: str | None = None
    parts: int = 0
    error_code: int | None = None
    callback: str | None = None
    valid_for: int = 36_000
    shown: str | None = None
    deleted: bool = False
    price: str | None = None
    content: str | None = None  # the id of the approved template that it was made from

    @property
    def phone(self) -> str:
        """The person's number, whichever way the message goes."""
        return str(self.sender) if self.direction == "inbound" else self.to

    @property
    def block_key(self) -> str:
        """What an opt-out holds for: the whole messaging service, or the one number."""
        ours = self.to if self.direction == "inbound" else self.sender
        return str(self.service or ours)


@dataclass
class Settings:
    """What tests and demos turn.

    `sent_after`, `delivered_after` and `retry_wait` are seconds, the first two counted from acceptance.
    `priced_after` are seconds from the end of a message's way: Twilio tells prices late, and none before.
    `receipts` off: messages end as `sent`. `reads`: what came by WhatsApp is read `read_after` seconds later. `korean_characters`: what a Korean carrier does with a text
    outside EUC-KR. `rate_per_second` 0: no limit. `advanced_opt_out` adds OptOutType to inbound webhooks.
    """

    sent_after: float = 0.3
    delivered_after: float = 0.8
    priced_after: float = 2.0
    receipts: bool = True
    reads: bool = True
    read_after: float = 0.4
    callbacks: Literal["on", "off", "duplicate", "reorder"] = "on"
    callback_retries: int = 1
    retry_wait: float = 0.5
    rate_per_second: int = 0
    korean_characters: Literal["replace", "undeliver"] = "replace"
    advanced_opt_out: bool = False
    inbound_url: str | None = None

    def change(self, order: Mapping[str, Any]) -> None:
        """Set what is named. Raises ValueError for what is not a setting or not its kind of value."""
        for name, value in order.items():
            self._check(name, value)
        for name, value in order.items():
            setattr(self, name, value)

    def _check(self, name: str, value: Any) -> None:
        if name not in {known.name for known in fields(self)}:
            raise ValueError(f"no such setting: {name}")
        choices = {
            "callbacks": ("on", "off", "duplicate", "reorder"),
            "korean_characters": ("replace", "undeliver"),
        }
        if name in choices and value not in choices[name]:
            raise ValueError(f"{name} is one of {', '.join(choices[name])}")
        if isinstance(getattr(self, name), int | float) and not (
            isinstance(value, int | float) and value >= 0
        ):
            raise ValueError(f"{name} is a number, 0 or more, or true or false")


@dataclass
class Store:
    """Messages in the order of their creation, numbers that opted out, approved templates with their text by id, and
    every webhook that was posted."""

    messages: dict[str, Message] = field(default_factory=dict)
    opted_out: set[tuple[str, str]] = field(default_factory=set)
    chosen_errors: dict[str, int] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    webhooks: list[dict[str, Any]] = field(default_factory=list)

    def newest_first(self) -> list[Message]:
        return [message for message in reversed(self.messages.values()) if not message.deleted]

    def thread(self, phone: str) -> list[Message]:
        """Everything sent to and from one phone, oldest first, deleted messages too: phones keep them."""
        return [message for message in self.messages.values() if message.phone == phone]

    def dump(self) -> dict[str, Any]:
        return {
            "messages": [asdict(message) for message in self.messages.values()],
            "opted_out": sorted(self.opted_out),
            "chosen_errors": self.chosen_errors,
            "contents": self.contents,
            "webhooks": self.webhooks,
        }

    @classmethod
    def loaded(cls, state: Mapping[str, Any]) -> Store:
        messages = [Message(**row) for row in state["messages"]]
        return cls(
            {message.sid: message for message in messages},
            {(ours, phone) for ours, phone in state["opted_out"]},
            dict(state["chosen_errors"]),
            dict(state.get("contents", {})),
            list(state["webhooks"]),
        )
