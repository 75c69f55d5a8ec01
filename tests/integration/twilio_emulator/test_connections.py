"""How our client uses its connections: they stay open, and go where the environment says."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Thread
from typing import Any

import pytest

from integrations.twilio_sms.client import KEPT_OPEN, TwilioSms
from integrations.twilio_sms.errors import TemporaryFailure
from tests.integration.twilio_emulator.application import ACCOUNT, SENDER, TOKEN

PHONE = "+821012345678"


class Counting(ThreadingHTTPServer):
    """Answers as Twilio does when `at_once` calls are there, and counts its connections."""

    daemon_threads = True
    request_queue_size = 2 * KEPT_OPEN

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.connections = 0
        self.asked_for: set[str] = set()
        self.at_once = Barrier(1)


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Counting

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked_for.add(self.path)
        self.server.at_once.wait(timeout=20)
        body = json.dumps({"sid": "SM1", "status": "queued", "num_segments": "1"}).encode()
        self.send_response(201)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing."""

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1


@pytest.fixture
def server() -> Iterator[Counting]:
    with Counting() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def send(sms: TwilioSms) -> str:
    return sms.send(to=PHONE, body="내일 9시", status_callback=None).sid


def test_as_many_calls_at_a_time_as_are_kept_open_need_no_new_connections(server: Counting) -> None:
    server.at_once = Barrier(KEPT_OPEN)
    url = f"http://127.0.0.1:{server.server_port}"
    sms = TwilioSms(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, base_url=url)
    with ThreadPoolExecutor(KEPT_OPEN) as pool:
        for _ in range(3):
            assert list(pool.map(lambda _: send(sms), range(KEPT_OPEN))) == ["SM1"] * KEPT_OPEN
    assert server.connections == KEPT_OPEN


def test_calls_go_through_the_proxy_that_the_environment_names(
    server: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.server_port}")
    url = "http://twilio.invalid"
    assert send(TwilioSms(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, base_url=url)) == "SM1"
    assert {path[: len(url)] for path in server.asked_for} == {url}
    monkeypatch.setenv("NO_PROXY", "twilio.invalid")
    with pytest.raises(TemporaryFailure):  # nobody has that name
        send(TwilioSms(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, base_url=url))
