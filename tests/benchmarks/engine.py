"""The search for free starts in process, on the shared workloads; counts and digest have to be the expected ones."""

import json
import statistics
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from agenda import slots
from agenda.availability import Availability, SessionRules
from agenda.slots_of_many import free_minutes_of_each
from tests.benchmarks.stand import Stand
from tests.conformance.slots import NO_LIMITS, availability, digest, instant

WORKLOADS = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "workloads"
ROUNDS = 15
TARGETS = {300: ", target 32 ms, aim 10"}
# What others took for as many experts, once measured on two cores: Cal.com's own code, a plain sweep in Python (ms).
OTHERS = {1: (10, 0.1), 30: (249, 2.9), 300: (3_290, 31)}


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    files = sorted(WORKLOADS.glob("*.json"), key=lambda file: file.stat().st_size)
    if not files:
        yield "left out: the shared workloads are not beside this checkout", ""
    for file in files:
        (case,) = json.loads(file.read_text())["cases"]
        yield _figure(case)
        count = len(case["people"])
        if count in OTHERS:
            theirs, sweep = OTHERS[count]
            yield "    Cal.com's code, a plain sweep", f"{theirs:,}, {sweep} ms"


def _found(
    people: dict[str, Availability], rules: SessionRules, window: slots.Window, now: datetime
) -> dict[str, list[int]]:
    """As the product does: one alone, or many at once."""
    if len(people) == 1:
        return {key: slots.free_minutes([who], rules, window=window, now=now) for key, who in people.items()}
    searches = [((who,), rules) for who in people.values()]
    return dict(zip(people, free_minutes_of_each(searches, window=window, now=now), strict=True))


def _figure(case: Any) -> tuple[str, str]:
    rules = SessionRules(**{**NO_LIMITS, **case["session"]})
    window = instant(case["window"][0]), instant(case["window"][1])
    now = instant(case["now"])
    took = []
    found: dict[str, list[int]] = {}
    for _ in range(ROUNDS):
        people = {person["id"]: availability(person) for person in case["people"]}  # nothing kept from before
        began = time.perf_counter()
        found = _found(people, rules, window, now)
        took.append((time.perf_counter() - began) * 1000)
    counts = {key: len(starts) for key, starts in found.items()}
    assert counts == case["expect"]["each_count"], f"{case['name']}: other numbers of starts"
    assert digest(found) == case["expect"]["sha256"], f"{case['name']}: other starts"
    target = TARGETS.get(len(found), "")
    label = f"{len(found)} experts, {sum(counts.values())} starts, p50 (best {min(took):.1f} ms{target})"
    return label, f"{statistics.median(took):.1f} ms"
