"""The ASGI layer around an emulator: plays faults, keeps the journal."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integrations.emulators.clock import MovableClock
from integrations.emulators.faults import Answer, Fault, FaultBook
from integrations.emulators.journal import Entry, Journal

BACKSTAGE = ("/control/", "/healthz", "/favicon.ico")


@dataclass
class Captured:
    """A whole answer, held back until it is known whether it may leave."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message.get("headers", []))
        else:
            self.body += message.get("body", b"")

    @property
    def content_type(self) -> str:
        found = [value for key, value in self.headers if key.lower() == b"content-type"]
        return found[0].decode() if found else ""

    def with_body(self, body: bytes, content_type: bytes | None = None) -> Captured:
        replaced = {b"content-length"} | ({b"content-type"} if content_type else set())
        headers = [row for row in self.headers if row[0].lower() not in replaced]
        headers.append((b"content-length", str(len(body)).encode()))
        if content_type:
            headers.append((b"content-type", content_type))
        return Captured(self.status, headers, body)

    async def leave(self, send: Send, pause: float = 0) -> None:
        """With a `pause` in seconds the second half of the body comes so much later."""
        first = len(self.body) // 2 if pause else len(self.body)
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body[:first], "more_body": bool(pause)})
        if pause:
            await asyncio.sleep(pause)
            await send({"type": "http.response.body", "body": self.body[first:]})


class Stage:
    """Wraps the emulator's routes. Requests under `/control/` pass untouched and unrecorded."""

    def __init__(self, app: ASGIApp, clock: MovableClock, faults: FaultBook, journal: Journal) -> None:
        self.app, self.clock, self.faults, self.journal = app, clock, faults, journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(BACKSTAGE):
            await self.app(scope, receive, send)
            return
        body = await _whole_body(receive)
        number, at = self.journal.next_number(), self.clock.now().isoformat()
        fault = self.faults.take(scope["method"], scope["path"])
        try:
            answer = await self._perform(scope, receive, body, fault)
        finally:
            self.journal.under_way.discard(number)
        self.journal.add(_entry(number, at, scope, body, answer, fault))
        if answer is None:
            _cut(scope, reset=fault is not None and fault.kind == "reset")
        else:
            await answer.leave(send, pause=fault.seconds if fault and fault.kind == "slow_body" else 0)

    async def _perform(
        self, scope: Scope, receive: Receive, body: bytes, fault: Fault | None
    ) -> Captured | None:
        if fault is None:
            return await self._play(scope, body)
        answer: Captured | None = None
        if fault.commit or fault.kind in ("truncate", "content_type", "slow_body"):
            answer = await self._play(scope, body)
        if fault.kind == "answer" and fault.answer is not None:
            return _captured(fault.answer)
        if fault.kind == "hang":
            await _held_back(receive, fault.seconds)
            return answer
        return _spoilt(fault, answer)

    async def _play(self, scope: Scope, body: bytes) -> Captured:
        captured = Captured()

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, receive, captured.send)
        return captured


async def _held_back(receive: Receive, seconds: float) -> None:
    """Until the time is over, or whoever asked is gone. The body was read before: what comes now is their going."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while (await receive())["type"] != "http.disconnect":
                pass


def _spoilt(fault: Fault, answer: Captured | None) -> Captured | None:
    if answer is not None and fault.kind == "truncate":
        return answer.with_body(answer.body[: len(answer.body) // 2])
    if answer is not None and fault.kind == "content_type":
        page = b"<!DOCTYPE html><html><body>" + answer.body + b"</body></html>"
        return answer.with_body(page, b"text/html; charset=UTF-8")
    return answer if fault.kind == "slow_body" else None


def _captured(answer: Answer) -> Captured:
    body = answer.body.encode()
    headers = [(b"content-type", answer.content_type.encode()), (b"content-length", str(len(body)).encode())]
    headers += [(key.lower().encode(), value.encode()) for key, value in answer.headers]
    return Captured(answer.status, headers, body)


async def _whole_body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if not message.get("more_body", False):
            return body


def _cut(scope: MutableMapping[str, Any], *, reset: bool) -> None:
    """Close the connection under the answer; with `reset` the peer sees RST instead of an orderly end."""
    transport = scope["state"]["transport"]
    if reset:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def _entry(
    number: int, at: str, scope: Scope, body: bytes, answer: Captured | None, fault: Fault | None
) -> Entry:
    headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
    return Entry(
        number=number,
        at=at,
        method=scope["method"],
        path=scope["path"],
        query=parse_qs(scope["query_string"].decode(), keep_blank_values=True),
        headers=headers,
        body=_readable(body, headers.get("content-type", "")),
        status=answer.status if answer else None,
        fault=fault.label if fault else None,
        answer=_readable(answer.body, answer.content_type) if answer else None,
    )


def _readable(body: bytes, content_type: str) -> Any:
    text = body.decode("utf-8", errors="replace")
    if "x-www-form-urlencoded" in content_type:
        return parse_qs(text, keep_blank_values=True)
    try:
        return json.loads(text) if "json" in content_type else text
    except ValueError:
        return text
