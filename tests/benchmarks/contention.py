"""200 clients want 50 starts of one expert: 5,000 attempts, 50 winners, and everybody else hears 409."""

import random
import statistics
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import psycopg
from django.conf import settings

import clock
from agenda.operations import TAKE
from mentoring.models import Session
from tests.benchmarks.bookings import APPOINTMENT, free_starts_of
from tests.benchmarks.callers import Cost, Wishes, call, told
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
    work = [
        Wishes(header, [_asked(programme.slug, expert.pk, start) for start in _wishes(starts, number)])
        for number, header in enumerate(headers)
    ]
    cost = Cost(stand)
    answers = call(stand.url, work)
    statuses = Counter(status for status, _ in answers.answers)
    held = Session.objects.filter(expert=expert).count()
    yield (
        f"{CLIENTS} clients, {STARTS} starts, {ATTEMPTS} attempts: answers {dict(statuses)}, sessions",
        str(held),
    )
    took, over_http = answers.milliseconds(), answers.per_second
    yield "attempts over HTTP", f"{over_http:.0f} /s"
    yield "ms of a processor each", told(cost.since(), answers)
    yield "p50", f"{statistics.median(took):.0f} ms"
    yield "p99", f"{took[len(took) * 99 // 100]:.0f} ms"
    bare, winners = _bare(expert.person_id)
    yield f"the same with plain psycopg, {CONNECTIONS} connections, {winners} winners", f"{bare:.0f} /s"
    yield "over HTTP / plain (aim 0.15)", f"{over_http / bare:.3f}"


def _wishes(starts: list[str], number: int) -> list[str]:
    return random.Random(number).sample(starts, ATTEMPTS // CLIENTS)


def _asked(programme: str, expert: int, start: str) -> dict[str, object]:
    return {"programme": programme, "expert": expert, "starts_at": start, "goal": "Measure"}


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
                taken = {
                    "id": key,
                    "expires_at": None,
                    "people": [person],
                    "begins": [starts_at],
                    "finishes": [ends_at],
                }
                got = connection.execute(TAKE, taken).rowcount
                if not got:
                    raise psycopg.Rollback(attempt)
                won += got
    return won
