"""How many texts the Twilio emulator takes a second from somebody who does nothing else."""

import base64
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

from integrations.emulators.twilio.world import DEFAULT_ACCOUNT, DEFAULT_TOKEN, SERVICE_SENDER

CONNECTIONS = 8
BODY = "내일 화요일 09:00, 캘리포니아 월요일 17:00 현지화 멘토링 http://127.0.0.1:8000/l/abcdefghij"


def accepted_a_second(url: str, number: int) -> float:
    """`number` POSTs, a multiple of CONNECTIONS, on as many connections."""
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        each = number // CONNECTIONS
        taken = sum(pool.map(lambda _: _on_one_connection(url, each), range(CONNECTIONS)))
    assert taken == number, f"{taken} of {number} were taken"
    return number / (time.perf_counter() - began)


def _on_one_connection(url: str, number: int) -> int:
    where, request = urlsplit(url), _request()
    taken = 0
    with socket.create_connection((where.hostname, where.port)) as line, line.makefile("rb") as answers:
        for _ in range(number):
            line.sendall(request)
            taken += b" 201 " in answers.readline()
            length = 0
            while (header := answers.readline().strip().lower()) != b"":
                if header.startswith(b"content-length:"):
                    length = int(header.partition(b":")[2])
            answers.read(length)
    return taken


def _request() -> bytes:
    text = {"To": "+821012345678", "From": SERVICE_SENDER, "Body": BODY, "ValidityPeriod": "1800"}
    body = urlencode(text).encode()
    secret = base64.b64encode(f"{DEFAULT_ACCOUNT}:{DEFAULT_TOKEN}".encode()).decode()
    head = [
        f"POST /2010-04-01/Accounts/{DEFAULT_ACCOUNT}/Messages.json HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Basic {secret}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body
