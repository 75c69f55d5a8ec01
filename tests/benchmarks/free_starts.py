"""How long a founder waits for one mentor's free starts of the coming four weeks."""

import statistics
import time
from collections.abc import Iterator
from datetime import timedelta

import httpx

import clock
from demo.queries import featured_experts, featured_founders
from directory.models import ExpertKind
from tests.benchmarks.people import header_of
from tests.benchmarks.stand import Stand

REQUESTS = 200
# One provider's week over HTTP, once measured on two cores.
OTHERS = "LibreBooking 36, Easy!Appointments 57, django-appointment 102, a bare view 3"


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    (mentor,) = featured_experts(ExpertKind.MENTOR, 1)
    header = header_of(featured_founders()[0].person)
    begin = clock.now()
    window = {
        "programme": "localization-mentoring",
        "from": begin.isoformat(),
        "until": (begin + timedelta(days=28)).isoformat(),
    }
    took, count = [], 0
    with httpx.Client(base_url=stand.url, headers=header, timeout=30) as client:
        for _ in range(REQUESTS):
            began = time.perf_counter()
            answer = client.get(f"/api/experts/{mentor.pk}/free-starts/", params=window).raise_for_status()
            took.append((time.perf_counter() - began) * 1000)
            count = len(answer.json()["starts"])
    cuts = statistics.quantiles(took[5:], n=20)
    yield (
        f"{count} starts of one mentor over HTTP, p50 of {REQUESTS} (target 9 ms)",
        f"{statistics.median(took[5:]):.1f} ms",
    )
    yield "p95", f"{cuts[18]:.1f} ms"
    yield f"    {OTHERS}", "ms"
