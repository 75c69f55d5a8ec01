"""Bookings per second: over the API, and as bare SQL against the same tables and the same exclusion constraint."""

import statistics
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import httpx
import psycopg
from django.conf import settings

import clock
from tests.benchmarks.people import header_of, open_programme, pairs
from tests.benchmarks.stand import Stand

CLIENTS = 16
EACH = 30
ALONE = 60
BARE_EACH = 200

APPOINTMENT = (
    "INSERT INTO agenda_appointment (id, starts_at, ends_at, version, state, hold_expires_at) "
    "VALUES (%s, %s, %s, 1, 'booked', NULL)"
)
COMMITMENT = (
    "INSERT INTO agenda_commitment (person_id, appointment_id, during, expires_at, released_at) "
    "VALUES (%s, %s, tstzrange(%s, %s, '[)'), NULL, NULL)"
)


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    programme = open_programme()
    parties = pairs(CLIENTS)
    yield from _alone(stand, programme.slug)
    work = []
    for founder, expert in parties:
        header = header_of(founder)
        starts = free_starts_of(stand, header, expert.pk, programme.slug)[:EACH]
        work.append((header, expert.pk, programme.slug, starts))
    seconds, booked = _race([partial(_ask, stand, *row) for row in work])
    over_http = booked / seconds
    yield f"over the API, {CLIENTS} clients, {booked} booked", f"{over_http:.1f} /s"

    first = clock.now() + timedelta(days=400)
    url = settings.ENV.database_url
    ids = [(founder.pk, expert.person_id) for founder, expert in parties]
    seconds, booked = _race([partial(_insert, url, pair, first) for pair in ids])
    bare = booked / seconds
    yield f"plain psycopg, {CLIENTS} clients, {booked} booked", f"{bare:.1f} /s"
    yield "API / plain", f"1 : {bare / over_http:.0f}"


def _alone(stand: Stand, programme: str) -> Iterator[tuple[str, str]]:
    """One client, one booking after the other, with everything that belongs to each."""
    ((founder, expert),) = pairs(1)
    header = header_of(founder)
    starts = free_starts_of(stand, header, expert.pk, programme)[: ALONE + 5]
    took = []
    with httpx.Client(base_url=stand.url, headers=header, timeout=60) as client:
        for start in starts:
            asked = {"programme": programme, "expert": expert.pk, "starts_at": start, "goal": "Measure"}
            began = time.perf_counter()
            client.post("/api/sessions/", json=asked).raise_for_status()
            took.append((time.perf_counter() - began) * 1000)
        yield f"one booking over HTTP, p50 of {ALONE}", f"{statistics.median(took[5:]):.1f} ms"
        late = []
        for start in starts[5:]:
            began = time.perf_counter()
            client.post("/api/sessions/", json={**asked, "starts_at": start})
            late.append((time.perf_counter() - began) * 1000)
        yield (
            f"one that comes too late (409 with next starts), p50 of {ALONE}",
            f"{statistics.median(late):.1f} ms",
        )


def _race(tasks: Sequence[Callable[[], int]]) -> tuple[float, int]:
    began = time.perf_counter()
    with ThreadPoolExecutor(len(tasks)) as pool:
        done = [running.result() for running in [pool.submit(task) for task in tasks]]
    return time.perf_counter() - began, sum(done)


def free_starts_of(stand: Stand, header: dict[str, str], expert: int, programme: str) -> list[str]:
    begin = clock.now()
    window = {
        "from": begin.isoformat(),
        "until": (begin + timedelta(days=28)).isoformat(),
        "programme": programme,
    }
    path = f"{stand.url}/api/experts/{expert}/free-starts/"
    answer = httpx.get(path, params=window, headers=header, timeout=30).raise_for_status()
    return [row["starts_at"] for row in answer.json()["starts"]]


def _ask(stand: Stand, header: dict[str, str], expert: int, programme: str, starts: Sequence[str]) -> int:
    booked = 0
    with httpx.Client(base_url=stand.url, headers=header, timeout=60) as client:
        for start in starts:
            asked = {
                "programme": programme,
                "expert": expert,
                "starts_at": start,
                "goal": "Measure",
                "questions": "",
            }
            booked += client.post("/api/sessions/", json=asked | {"deck_url": ""}).status_code == 201
    return booked


def _insert(url: str, people: tuple[int, int], first: datetime) -> int:
    with psycopg.connect(url, autocommit=True) as connection:
        for hour in range(BARE_EACH):
            key, starts_at = uuid.uuid4(), first + timedelta(hours=hour)
            ends_at = starts_at + timedelta(hours=1)
            with connection.transaction():
                connection.execute(APPOINTMENT, [key, starts_at, ends_at])
                for person in people:
                    connection.execute(COMMITMENT, [person, key, starts_at, ends_at])
    return BARE_EACH
