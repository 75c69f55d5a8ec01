"""Phones and a desk on the day of an event, in processes of their own: nothing here knows Django."""

import http.client
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

EVERY = 20.0  # seconds between two looks of one phone
PER_SECOND, DESKS = 50, 16  # check-ins
HURRIED = 100  # who register at the same moment
Answer = tuple[int, float]  # status and seconds


def look(url: str, phones: Sequence[str], seconds: float) -> list[Answer]:
    began = time.perf_counter()

    def phone(number: int) -> list[Answer]:
        known, answers = "", []
        at = EVERY * number / len(phones)
        while at < seconds + EVERY:
            time.sleep(max(0.0, began + at - time.perf_counter()))
            headers = {"If-None-Match": known} if known else {}
            status, took, known = call(url, "GET", phones[number], headers)
            answers.append((status, took))
            at += EVERY
        return answers

    with ThreadPoolExecutor(len(phones)) as pool:
        return [one for answers in pool.map(phone, range(len(phones))) for one in answers]


def arrive(url: str, path: str, desk: dict[str, str], bodies: Sequence[dict[str, object]]) -> list[Answer]:
    began = time.perf_counter()

    def arrival(number: int) -> Answer:
        time.sleep(max(0.0, began + number / PER_SECOND - time.perf_counter()))
        return call(url, "POST", path, desk, bodies[number])[:2]

    with ThreadPoolExecutor(DESKS) as pool:
        return list(pool.map(arrival, range(len(bodies))))


def register(url: str, path: str, headers: Sequence[dict[str, str]]) -> list[Answer]:
    """Each once, as many at a time as there are browsers of people in a hurry."""
    with ThreadPoolExecutor(HURRIED) as pool:
        return list(pool.map(lambda header: call(url, "POST", path, header, {"wait": True})[:2], headers))


def call(
    url: str, method: str, path: str, headers: dict[str, str], body: dict[str, object] | None = None
) -> tuple[int, float, str]:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    sent = {"Content-Type": "application/json", **headers}
    began = time.perf_counter()
    connection.request(method, path, json.dumps(body) if body else None, sent)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - began
    connection.close()
    return answer.status, took, answer.headers.get("ETag", "")
