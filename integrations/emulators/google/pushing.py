"""Brings push messages to their addresses, as often as Google does.

Source: https://developers.google.com/workspace/calendar/api/guides/push: 200, 201, 202, 204 and 102 mean delivered; 500,
502, 503 and 504 are tried again with growing pauses, like an address where nobody answers; all else is final.
"""

from __future__ import annotations

import asyncio
import http.client
from contextlib import suppress
from urllib.parse import urlsplit

from integrations.emulators.google.channels import headers_of, is_loopback
from integrations.emulators.google.store import Push, World

TIMEOUT_SECONDS = 10
USER_AGENT = "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)"
LOOK_SECONDS = 0.02  # how soon a moved clock is noticed
TO_TRY_AGAIN = (None, 500, 502, 503, 504)


class Postman:
    """Carries what lies in `world.pushes` when the emulator's clock says so; one message a channel at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns: dict[str, asyncio.Lock] = {}

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS if self._world.pushes else None):
                    await self._world.has_pushes.wait()
            self._world.has_pushes.clear()
            self._take_due()

    def _take_due(self) -> None:
        now = self._world.clock.now().timestamp()
        due = [message for message in self._world.pushes if message.due <= now]
        self._world.pushes = [message for message in self._world.pushes if message.due > now]
        if self._world.knobs.push_order == "reversed":
            due.reverse()
        for message in due:
            self._world.pushes_under_way += 1
            task = asyncio.get_running_loop().create_task(self._in_turn(message))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _in_turn(self, message: Push) -> None:
        is_any = self._world.knobs.push_order == "any"
        turn = asyncio.Lock() if is_any else self._turns.setdefault(message.channel_id, asyncio.Lock())
        try:
            async with turn:
                await self.deliver(message)
        finally:
            self._world.pushes_under_way -= 1

    async def deliver(self, message: Push) -> None:
        """One try; puts the message back where another is due."""
        world, record = self._world, self._world.deliveries
        status = await asyncio.to_thread(_post, message)
        message.tries += 1
        if record is not world.deliveries:
            return  # the world was reset meanwhile
        record.append(
            {
                "at": world.clock.now().isoformat(),
                "channel": message.channel_id,
                "number": message.number,
                "state": message.state,
                "tries": message.tries,
                "status": status,
            }
        )
        if status in TO_TRY_AGAIN and message.tries <= world.knobs.push_retries:
            pause = world.knobs.push_backoff_seconds * 2 ** (message.tries - 1)
            message.due = world.clock.now().timestamp() + pause
            world.post_push(message)


def _post(message: Push) -> int | None:
    """The status of the answer; None if nobody answered. No certificate is asked for on this machine."""
    if not is_loopback(message.address):
        return None
    parts = urlsplit(message.address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(str(parts.hostname), parts.port, timeout=TIMEOUT_SECONDS)
    try:
        headers = headers_of(message) | {"User-Agent": USER_AGENT, "Content-Length": "0"}
        connection.request("POST", path or "/", body=b"", headers=headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
