"""200 clients want 50 starts of one expert: 5,000 attempts, 50 winners, and everybody else hears 409.

Plain psycopg does the same twice: with the one commitment that everybody wants, and with that of whoever asks beside
it, as a booking takes them.
"""

import random
import statistics
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import psycopg
from django.conf import settings

import clock
from accounts.models import Person
from agenda.operations import TAKE
from mentoring.models import Session
from tests.benchmarks.bookings import APPOINTMENT, free_starts_of
from tests.benchmarks.callers import Cost, Wishes, call, told
from tests.benchmarks.people import ALL_DAY, header_of, open_programme
from tests.benchmarks.stand import Stand
from tests.factories.hub import a_founder, a_mentor

CLIENTS, STARTS, ATTEMPTS = 200, 50, 5_000
# Sixteen clients on one start, once measured: how many each let in.
OTHERS = "django-appointment 16, Easy!Appointments 4, LibreBooking 4"
CONNECTIONS = 16  # PostgreSQL takes no 200, and the web server has no more


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    programme = open_programme()
    expert = a_mentor(hours=(0, 1440), **ALL_DAY)
    founders = [a_founder(**ALL_DAY) for _ in range(CLIENTS)]
    headers = [header_of(founder) for founder in founders]
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
    yield f"    let in on one start: {OTHERS}", ""
    took, over_http = answers.milliseconds(), answers.per_second
    yield "attempts over HTTP", f"{over_http:.0f} /s"
    yield "ms of a processor each", told(cost.since(), answers)
    yield "p50", f"{statistics.median(took):.0f} ms"
    yield "p99", f"{took[len(took) * 99 // 100]:.0f} ms"
    assert statuses == {201: STARTS, 409: ATTEMPTS - STARTS}, statuses
    assert held == STARTS, held
    for rows, beside in (("one commitment", []), ("two commitments", founders)):
        bare, winners = _bare(expert.person_id, beside)
        yield f"plain psycopg, {CONNECTIONS} connections, {rows} an attempt", f"{bare:.0f} /s"
        yield f"over HTTP / plain with {rows} (target 0.15)", f"{over_http / bare:.3f}"
        assert winners == STARTS, winners


def _wishes(starts: list[str], number: int) -> list[str]:
    return random.Random(number).sample(starts, ATTEMPTS // CLIENTS)


def _asked(programme: str, expert: int, start: str) -> dict[str, object]:
    return {"programme": programme, "expert": expert, "starts_at": start, "goal": "Measure"}


def _bare(expert: int, beside: Sequence[Person]) -> tuple[float, int]:
    """Attempts a second, and how many won; each connection asks for one of those `beside`, if there are any."""
    first = clock.now() + timedelta(days=600 if beside else 500)
    each = ATTEMPTS // CONNECTIONS
    people = [
        [expert, *(person.pk for person in beside[number : number + 1])] for number in range(CONNECTIONS)
    ]
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        running = [
            pool.submit(_insert, settings.ENV.database_url, some, first, number, each)
            for number, some in enumerate(people)
        ]
        won = sum(one.result() for one in running)
    return CONNECTIONS * each / (time.perf_counter() - began), won


def _insert(url: str, people: list[int], first: datetime, number: int, attempts: int) -> int:
    won, dice = 0, random.Random(number)
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(attempts):
            key, starts_at = uuid.uuid4(), first + timedelta(hours=dice.randrange(STARTS))
            ends_at = starts_at + timedelta(hours=1)
            with connection.transaction() as attempt:
                connection.execute(APPOINTMENT, [key, starts_at, ends_at])
                taken = {
                    "id": key,
                    "starts_at": starts_at,
                    "expires_at": None,
                    "people": people,
                    "begins": [starts_at] * len(people),
                    "finishes": [ends_at] * len(people),
                }
                if connection.execute(TAKE, taken).rowcount < len(people):
                    raise psycopg.Rollback(attempt)
                won += 1
    return won
