"""The application's side of the emulator: it receives webhooks, and waits for them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qs

from tests.emulators import RunningEmulator

ACCOUNT, TOKEN, SENDER = "AC" + "0" * 32, "emulator-auth-token", "+12025550100"
WAIT_SECONDS = 15


@dataclass
class Webhook:
    """One request as the application's web server saw it."""

    url: str
    params: dict[str, str]
    signature: str
    token: str


@dataclass
class Application:
    """The application's side: it keeps every webhook and answers with `answer`."""

    url: str
    webhooks: list[Webhook] = field(default_factory=list)
    answer: str = ""

    @property
    def states(self) -> list[str]:
        return [webhook.params["MessageStatus"] for webhook in self.webhooks]


class _Server(ThreadingHTTPServer):
    application: Application


@contextmanager
def running_application(port: int = 0) -> Iterator[Application]:
    """A web server that keeps what it is told, on the port or on a free one."""
    server = _Server(("127.0.0.1", port), _Receiver)
    server.application = Application(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.application
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        application = self.server.application
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        params = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
        signature, token = self.headers["X-Twilio-Signature"], self.headers["I-Twilio-Idempotency-Token"]
        application.webhooks.append(Webhook(application.url + self.path, params, signature, token))
        answer = application.answer.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        """Stay silent."""


def eventually(question: Callable[[], Any]) -> Any:
    """The first true answer to the question; the last answer if none comes."""
    deadline = monotonic() + WAIT_SECONDS
    while not (answer := question()) and monotonic() < deadline:
        sleep(0.02)
    return answer


def messages_of(emulator: RunningEmulator) -> list[dict[str, Any]]:
    """Every message that the emulator knows, oldest first."""
    messages: list[dict[str, Any]] = emulator.ask("dump")["messages"]
    return messages
