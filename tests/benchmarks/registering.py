"""Registration opens: a thousand companies want eighty places at once, each in a browser of its own."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context

import clock
from networking.models import Registration
from tests.benchmarks.day_callers import HURRIED, register
from tests.benchmarks.people import header_of
from tests.benchmarks.stand import Stand
from tests.factories.events import an_event
from tests.factories.hub import many_founders

COMPANIES, PLACES = 1_000, 80


def measure(stand: Stand, companies: int = COMPANIES) -> Iterator[tuple[str, str]]:
    event = an_event(startups=PLACES, held_on=(clock.now() + timedelta(days=30)).date())
    headers = [header_of(person) for person, _ in many_founders(companies)]
    path = f"/api/events/{event.slug}/registration/"
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        began = time.perf_counter()
        answers = process.submit(register, stand.url, path, headers).result()
        took = time.perf_counter() - began
    heard = dict(Counter(status for status, _ in answers))
    each = sorted(seconds * 1000 for _, seconds in answers)
    places = list(
        Registration.objects.coming().filter(event=event).order_by("number").values_list("number", flat=True)
    )
    waiting = event.registrations.waiting().count()
    yield f"{companies} companies, {HURRIED} at a time, {PLACES} places: answers {heard}, in", f"{took:.1f} s"
    yield "registrations (bar: 1,000 a minute, 17 /s)", f"{companies / took:.0f} /s"
    three = " / ".join(f"{each[len(each) * part // 100]:.0f}" for part in (50, 95, 99))
    yield "p50 / p95 / p99", f"{three} ms"
    yield "with a place, and on the waiting list", f"{len(places)} and {waiting}"
    assert heard == {201: companies}
    assert places == list(range(1, min(PLACES, companies) + 1))
    assert len(places) + waiting == companies
