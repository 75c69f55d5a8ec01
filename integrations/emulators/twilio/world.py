"""The stand-in as a whole: one account, its messages, and the time they live in."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from integrations.emulators.clock import MovableClock
from integrations.emulators.faults import FaultBook
from integrations.emulators.journal import Journal
from integrations.emulators.twilio.errors import NAMED_FAULTS
from integrations.emulators.twilio.store import Message, Settings, Store

DEFAULT_ACCOUNT = "AC" + "0" * 32
DEFAULT_TOKEN = "emulator-auth-token"
# The number of every messaging service; Twilio's own magic sender that works.
SERVICE_SENDER = "+15005550006"


class World:
    """What the routes work on. Satisfies `control.Emulator`."""

    def __init__(
        self,
        account_sid: str = DEFAULT_ACCOUNT,
        auth_token: str = DEFAULT_TOKEN,
        inbound_url: str | None = None,
    ) -> None:
        self.account_sid, self.auth_token = account_sid, auth_token
        self._inbound_url = inbound_url
        self.clock, self.faults, self.journal = MovableClock(), FaultBook(NAMED_FAULTS), Journal()
        self._tasks: set[asyncio.Task[Any]] = set()
        self.reset()

    def reset(self) -> None:
        """Forget everything, messages on their way included."""
        self.stop()
        self.store, self.settings = Store(), Settings(inbound_url=self._inbound_url)
        self.held_back: dict[str, list[dict[str, str]]] = {}
        self.recent_requests: list[float] = []

    def dump(self) -> dict[str, Any]:
        return {**self.store.dump(), "settings": asdict(self.settings)}

    def load(self, state: dict[str, Any]) -> None:
        """The settings of the command line win over the kept ones."""
        self.store = Store.loaded(state)
        self.settings = Settings(**state["settings"])
        self.settings.inbound_url = self._inbound_url or self.settings.inbound_url

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something beside the requests. Needs a running event loop."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """Leave everything undone that was started."""
        for task in list(self._tasks):
            task.cancel()

    def now(self) -> str:
        return self.clock.now().isoformat()

    def add(self, **known: Any) -> Message:
        """A new message with a new id, kept."""
        now = self.now()
        message = Message(sid=f"SM{uuid4().hex}", created_at=now, updated_at=now, **known)
        self.store.messages[message.sid] = message
        return message

    def move_on(self, message: Message, status: str, error_code: int | None = None) -> None:
        """Put the message into its next state."""
        message.status, message.updated_at = status, self.now()
        message.error_code = error_code
        if status == "sent":
            message.sent_at = message.updated_at
