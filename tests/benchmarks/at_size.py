"""Free starts over HTTP from a database with 5,000 experts and 1,000,000 commitments; what PostgreSQL does for them;
and what 10,000 requests leave behind in the web server's memory.

The statements are those of whole requests, and as many for one expert as for three hundred.
"""

import statistics
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from typing import Any

import httpx
import psutil
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import clock
from accounts.models import Person
from agenda.loading import BESIDE, asked_about
from agenda.queries import Together
from agenda.queries.ledger import KNOWN
from agenda.queries.several import SOON
from directory.models import Expert
from mentoring.queries import offer_of
from tests.benchmarks import crowd
from tests.benchmarks.people import ALL_DAY, header_of
from tests.benchmarks.stand import Stand
from tests.factories.hub import a_founder, a_programme

REQUESTS = 200
MANY = 300
MANY_REQUESTS = 30
MOST_STATEMENTS = 6  # of a search for many, as its view says
# The first ones warm up caches and, as there are more clients than threads, each thread and its connection.
POINTS = (4_000, 6_000, 9_000, 12_000, 14_000)
CLIENTS = 24


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    began = time.perf_counter()
    experts, commitments = crowd.settle_in()
    yield f"{experts} experts, {commitments} commitments made in", f"{time.perf_counter() - began:.0f} s"
    founder = a_founder(**ALL_DAY)
    programme = a_programme(session_minutes=30, step_minutes=30, notice_hours=0)
    some = list(
        Expert.objects.filter(organisation__startswith="Organisation").select_related("person")[:MANY]
    )
    begin = clock.now()
    window = {
        "programme": programme.slug,
        "from": begin.isoformat(),
        "until": (begin + timedelta(days=28)).isoformat(),
    }
    fortnight = window | {"until": (begin + timedelta(days=14)).isoformat()}
    headers = header_of(founder)
    bare = yield from _bare(stand, window, some)
    with httpx.Client(base_url=stand.url, headers=headers, timeout=60) as client:
        one = partial(_one, client, window, cycle(some))
        took = yield from _times("one expert, four weeks (target 9 ms)", one, REQUESTS)
        yield "one expert / bare", f"{took / bare:.1f} : 1"
        yield from _times(
            "the same by session", partial(_one, _browser(stand, founder), window, cycle(some)), REQUESTS
        )
        ids = ",".join(str(expert.pk) for expert in some)
        many = partial(client.get, "/api/free-starts/", params={**window, "experts": ids, "first": 5})
        took = yield from _times(
            f"{MANY} experts, first five starts each (target 90 ms)", many, MANY_REQUESTS
        )
        yield f"{MANY} experts / bare", f"{took / bare:.1f} : 1"
        yield from _as_the_page_asks(client, fortnight, ids)
        crowd.fill_lives([expert.person_id for expert in some], begin)
        yield from _times(f"{MANY} with calendars, other hours and holidays", many, MANY_REQUESTS)
        yield from _as_the_page_asks(client, fortnight, ids)
    yield from _statements(founder, window, some)
    together = Together(tuple(expert.person_id for expert in some), offer_of(programme), (founder,))
    span = begin, begin + timedelta(days=28)
    for count in (1, MANY):
        asked = Together(together.experts[:count], together.offer, together.beside)
        yield from _plan(asked, span if count == 1 else (begin, begin + SOON))
    yield from _memory(stand, headers, window, some)


def _bare(
    stand: Stand, window: dict[str, str], experts: list[Expert]
) -> Generator[tuple[str, str], None, float]:
    """How long the same client waits for a bare view: how quick the machine is just now."""
    child, url = stand.start_bare()
    turns = cycle(experts)
    with httpx.Client(base_url=url, timeout=60) as client:
        ask = partial(_week, client, window, turns)
        took = yield from _times("a bare DRF view, one week (once 3 ms)", ask, REQUESTS)
    stand.stop(child)
    return took


def _week(client: httpx.Client, window: dict[str, str], experts: Iterator[Expert]) -> httpx.Response:
    return client.get(f"/week/{next(experts).person_id}", params={"from": window["from"]})


def _as_the_page_asks(client: httpx.Client, window: dict[str, str], ids: str) -> Iterator[tuple[str, str]]:
    """What "Who is free next?" sends: two weeks, with reasons; by default nobody is named."""
    asked = {**window, "first": "5", "reasons": "true"}
    named = partial(client.get, "/api/free-starts/", params={**asked, "experts": ids})
    yield from _times(f"the page's request for {MANY}, with reasons", named, MANY_REQUESTS)
    everybody = partial(client.get, "/api/free-starts/", params=asked)
    yield from _times("the page's request for everybody of the programme", everybody, MANY_REQUESTS)


def _statements(founder: Person, window: dict[str, str], experts: list[Expert]) -> Iterator[tuple[str, str]]:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(founder)
    counts = {}
    for count in (1, len(experts)):
        ids = ",".join(str(expert.pk) for expert in experts[:count])
        counts[count] = _asked(client, "/api/free-starts/", {**window, "experts": ids, "first": "5"})
        yield f"statements of a search for {count} (at most {MOST_STATEMENTS})", str(counts[count])
    one = _asked(client, f"/api/experts/{experts[0].pk}/free-starts/", window)
    yield "statements of one expert's free starts", str(one)
    assert max(counts.values()) <= MOST_STATEMENTS, counts


def _asked(client: Client, path: str, query: dict[str, str]) -> int:
    client.get(path, query)  # what is known from then on is not asked for again
    with CaptureQueriesContext(connection) as statements:
        assert client.get(path, query).status_code == 200
    return len(statements)


def _one(client: httpx.Client, window: dict[str, str], experts: Iterator[Expert]) -> httpx.Response:
    return client.get(f"/api/experts/{next(experts).pk}/free-starts/", params=window)


def _browser(stand: Stand, person: Person) -> httpx.Client:
    signed_in = Client()
    signed_in.force_login(person)
    cookies = {name: morsel.value for name, morsel in signed_in.cookies.items()}
    return httpx.Client(base_url=stand.url, cookies=cookies, timeout=60)


def _times(
    what: str, ask: Callable[[], httpx.Response], requests: int
) -> Generator[tuple[str, str], None, float]:
    """Returns the median, in milliseconds."""
    took, size = [], 0
    for _ in range(requests + 5):
        began = time.perf_counter()
        answer = ask().raise_for_status()
        took.append((time.perf_counter() - began) * 1000)
        size = len(answer.content)
    took = took[5:]
    median = statistics.median(took)
    yield f"{what} over HTTP, p50 of {requests} ({size // 1000} kB)", f"{median:.1f} ms"
    yield "p95", f"{statistics.quantiles(took, n=20)[18]:.1f} ms"
    return median


def _plan(asked: Together, span: tuple[Any, Any]) -> Iterator[tuple[str, str]]:
    values = asked_about(asked.experts, span, span[0], asked.offer.slug) | {
        "experts": [True] * len(asked.experts),
        "begin": span[0],
        "end": span[1],
        "beside": BESIDE,
        "now": span[0],
        "moving": None,
    }
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY) " + KNOWN, values)
        for (line,) in cursor.fetchall():
            yield f"    {line[:150]}", ""


def _memory(
    stand: Stand, headers: dict[str, str], window: dict[str, str], experts: list[Expert]
) -> Iterator[tuple[str, str]]:
    done, sizes = 0, []
    for until in POINTS:
        count = (until - done) // CLIENTS
        with ThreadPoolExecutor(CLIENTS) as pool:
            asking = [pool.submit(_many, stand.url, headers, window, experts, count) for _ in range(CLIENTS)]
            for client in asking:
                client.result()
        done = until
        sizes.append(_megabytes(stand))
        yield f"memory of the web server after {done} requests", f"{sizes[-1]:.1f} MB"
    yield f"grew by, over {POINTS[-1] - POINTS[0]:,} requests", f"{sizes[-1] - sizes[0]:.1f} MB"


def _many(
    url: str, headers: dict[str, str], window: dict[str, str], experts: list[Expert], count: int
) -> None:
    with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
        for expert in islice(cycle(experts), count):
            client.get(f"/api/experts/{expert.pk}/free-starts/", params=window).raise_for_status()


def _megabytes(stand: Stand) -> float:
    web = psutil.Process(stand.web.process.pid)
    parts = [web, *web.children(recursive=True)]
    return float(sum(part.memory_full_info().pss for part in parts)) / 1e6  # what they share counts once
