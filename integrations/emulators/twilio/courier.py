"""Carries accepted messages to their phones and tells the sender how far they are."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import uuid4

from integrations.emulators.twilio import numbers, texts, webhooks
from integrations.emulators.twilio.store import FINAL, UNSENT, Message
from integrations.emulators.twilio.world import World

API_VERSION = "2010-04-01"
A_DAY = timedelta(days=1)


class Courier:
    """One background task for each message on its way and for each webhook."""

    def __init__(self, world: World) -> None:
        self._world = world

    def take(self, message: Message) -> None:
        """Set the message on its way. Needs a running event loop."""
        self._world.start(self._carry(message))

    def resume(self) -> None:
        """Set every message on its way that was under way when the state was saved."""
        for message in self._world.store.messages.values():
            if message.status not in FINAL:
                self.take(message)

    async def _carry(self, message: Message) -> None:
        settings = self._world.settings
        if message.status in UNSENT and not await self._send(message):
            return
        await asyncio.sleep(max(0.0, settings.delivered_after - settings.sent_after))
        if settings.receipts:
            self._deliver(message)
        if settings.reads and message.status == "delivered" and numbers.is_whatsapp(message.to):
            await asyncio.sleep(settings.read_after)
            self._tell_state(message, "read")
        await asyncio.sleep(settings.priced_after)
        message.price = texts.price_of(message.to, message.parts)

    async def _send(self, message: Message) -> bool:
        """The way out of the queue; whether the message left it."""
        await self._wait_for_schedule(message)
        await self._leave_service(message)
        sent_after = self._world.settings.sent_after
        await asyncio.sleep(min(sent_after, message.valid_for))
        if message.status not in UNSENT or message.deleted:
            return False
        code = self._error_of(message)
        if message.valid_for < sent_after:
            self._tell_state(message, "failed", 30036)
            return False
        if code in numbers.FAILED_CODES:
            self._tell_state(message, "failed", code)
            return False
        self._tell_state(message, "sent")
        return True

    async def _wait_for_schedule(self, message: Message) -> None:
        if message.status == "scheduled" and message.send_at:
            wait = datetime.fromisoformat(message.send_at) - self._world.clock.now()
            await asyncio.sleep(max(0.0, wait.total_seconds()))
            if message.status == "scheduled":
                self._world.move_on(message, "accepted")

    async def _leave_service(self, message: Message) -> None:
        """A messaging service picks the sender and counts the parts a moment after accepting."""
        if message.status == "accepted":
            await asyncio.sleep(self._world.settings.sent_after / 3)
            if message.status == "accepted":
                message.parts = texts.parts_on(message.to, message.body)
                self._tell_state(message, "queued")

    def _deliver(self, message: Message) -> None:
        code = self._error_of(message)
        if code in numbers.UNDELIVERED_CODES:
            self._tell_state(message, "undelivered", code)
            return
        message.shown = texts.shown_on(message.to, message.body)
        self._tell_state(message, "delivered")

    def _error_of(self, message: Message) -> int | None:
        code = numbers.error_of(message.to, self._world.store.chosen_errors)
        if code is None and numbers.is_whatsapp(message.to):
            return None if message.content or self._may_be_free(message) else 63016
        strict = self._world.settings.korean_characters == "undeliver"
        if code is None and strict and numbers.is_korean(message.to):
            return None if texts.is_showable_in_korea(message.body) else 30008
        return code

    def _may_be_free(self, message: Message) -> bool:
        """Whether the reader has written to us within a day: only then WhatsApp takes words that it did not approve."""
        since = datetime.fromisoformat(message.created_at) - A_DAY
        return any(
            one.direction == "inbound" and datetime.fromisoformat(one.created_at) >= since
            for one in self._world.store.thread(message.to)
        )

    def _tell_state(self, message: Message, status: str, error_code: int | None = None) -> None:
        self._world.move_on(message, status, error_code)
        mode = self._world.settings.callbacks
        if not message.callback or mode == "off":
            return
        params = self._status_params(message)
        waiting = self._world.held_back.setdefault(message.sid, [])
        if mode == "reorder" and status not in FINAL:
            waiting.insert(0, params)
            return
        self._world.start(self._post_all(message.callback, [params, *waiting], twice=mode == "duplicate"))
        self._world.held_back.pop(message.sid)

    def _status_params(self, message: Message) -> dict[str, str]:
        params = {
            "MessageSid": message.sid,
            "SmsSid": message.sid,
            "MessageStatus": message.status,
            "SmsStatus": message.status,
            "To": message.to,
            "From": message.sender or "",
            "AccountSid": self._world.account_sid,
            "ApiVersion": API_VERSION,
        }
        if message.service:
            params["MessagingServiceSid"] = message.service
        if numbers.is_whatsapp(message.to):
            params |= {"ChannelPrefix": "whatsapp", "EventType": message.status.upper()}
        if message.error_code:
            params["ErrorCode"] = str(message.error_code)
        if message.status in ("delivered", "undelivered"):
            params["RawDlrDoneDate"] = f"{self._world.clock.now():%y%m%d%H%M}"
        return params

    async def _post_all(self, url: str, rows: list[dict[str, str]], *, twice: bool) -> None:
        for params in rows:
            token = str(uuid4())
            for _ in range(2 if twice else 1):
                await self.post(url, params, token)

    async def post(self, url: str, params: dict[str, str], token: str) -> str:
        """Post a webhook, again if nobody answered; the text of the answer, empty if there was none."""
        for attempt in range(1 + self._world.settings.callback_retries):
            if attempt:
                await asyncio.sleep(self._world.settings.retry_wait)
            status, text = await asyncio.to_thread(webhooks.post, url, params, self._world.auth_token, token)
            self._world.store.webhooks.append(
                {"at": self._world.now(), "url": url, "params": params, "token": token, "status": status}
            )
            if status is not None:
                return text if status < 300 else ""
        return ""
