"""An address that takes webhooks and answers as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Received:
    """One request. Names of headers in lower case."""

    headers: dict[str, str]
    body: bytes

    def goog(self, name: str) -> str | None:
        """What Google's header of this name says."""
        return self.headers.get(f"x-goog-{name}")


@dataclass
class Receiver:
    """Answers with `answers`, one after the other, and 204 when there are none left."""

    url: str
    received: list[Received] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """Message numbers in the order of arrival."""
        return [int(one.goog("message-number") or 0) for one in self.received]

    @property
    def states(self) -> list[str | None]:
        return [one.goog("resource-state") for one in self.received]


@contextmanager
def running_receiver() -> Iterator[Receiver]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}/hook/")

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            receiver.received.append(Received({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server.RequestHandlerClass = Door
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
