"""200 clients want 50 starts of one expert: 5,000 attempts, 50 winners, and everybody else hears 409."""

import random
import statistics
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import httpx
import psycopg
from django.conf import settings

import clock
from agenda.operations import TAKE
from mentoring.models import Session
from tests.benchmarks.bookings import APPOINTMENT, free_starts_of
from tests.benchmarks.people import ALL_DAY, header_of, open_programme
from tests.benchmarks.stand import Stand
from tests.factories.hub import a_founder, a_mentor

CLIENTS, STARTS, ATTEMPTS = 200, 50, 5_000
CONNECTIONS = 16  # PostgreSQL takes no 200, and the web server has no more


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    programme = open_programme()
    expert = a_mentor(hours=(0, 1440), **ALL_DAY)
    headers = [header_of(a_founder(**ALL_DAY)) for _ in range(CLIENTS)]
    starts = free_starts_of(stand, headers[0], expert.pk, programme.slug)[:STARTS]
    each = ATTEMPTS // CLIENTS
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        tasks = [
            pool.submit(_ask, stand.url, header, programme.slug, expert.pk, _wishes(starts, number, each))
            for number, header in enumerate(headers)
        ]
        answers = [answer for task in tasks for answer in task.result()]
    over_http = ATTEMPTS / (time.perf_counter() - began)
    told = Counter(status for status, _ in answers)
    held = Session.objects.filter(expert=expert).count()
    yield (
        f"{CLIENTS} clients, {STARTS} starts, {ATTEMPTS} attempts: answers {dict(told)}, sessions",
        str(held),
    )
    took = sorted(seconds * 1000 for _, seconds in answers)
    yield "attempts over HTTP", f"{over_http:.0f} /s"
    yield "p50", f"{statistics.median(took):.0f} ms"
    yield "p99", f"{took[len(took) * 99 // 100]:.0f} ms"
    bare, winners = _bare(expert.person_id)
    yield f"the same with plain psycopg, {CONNECTIONS} connections, {winners} winners", f"{bare:.0f} /s"
    yield "over HTTP / plain (aim 0.15)", f"{over_http / bare:.3f}"


def _wishes(starts: list[str], number: int, each: int) -> list[str]:
    return random.Random(number).sample(starts, each)


def _ask(
    url: str, headers: dict[str, str], programme: str, expert: int, starts: list[str]
) -> list[tuple[int, float]]:
    answers = []
    # The server closes connections that are idle for two seconds, which 200 threads of one process may be.
    fresh = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=url, headers=headers, timeout=300, limits=fresh) as client:
        for start in starts:
            asked = {"programme": programme, "expert": expert, "starts_at": start, "goal": "Measure"}
            began = time.perf_counter()
            status = client.post("/api/sessions/", json=asked).status_code
            answers.append((status, time.perf_counter() - began))
    return answers


def _bare(person: int) -> tuple[float, int]:
    first = clock.now() + timedelta(days=500)
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        each = ATTEMPTS // CONNECTIONS
        won = sum(
            pool.map(
                lambda number: _insert(settings.ENV.database_url, person, first, number, each),
                range(CONNECTIONS),
            )
        )
    return CONNECTIONS * each / (time.perf_counter() - began), won


def _insert(url: str, person: int, first: datetime, number: int, attempts: int) -> int:
    won, dice = 0, random.Random(number)
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(attempts):
            key, starts_at = uuid.uuid4(), first + timedelta(hours=dice.randrange(STARTS))
            ends_at = starts_at + timedelta(hours=1)
            with connection.transaction() as attempt:
                connection.execute(APPOINTMENT, [key, starts_at, ends_at])
                got = connection.execute(TAKE, [key, None, [person], [starts_at], [ends_at]]).rowcount
                if not got:
                    raise psycopg.Rollback(attempt)
                won += got
    return won
