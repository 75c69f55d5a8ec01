"""Plans of events, in process: the generated ones by value, the published forums by breaks, each within a minute.

For a generated event: when the plan is within 0.05 % of the bound, and what is reached in the given time. For a forum: the
breaks after ten seconds and at the end, what is proven, and what the publication took.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from networking.rounds.breaks import calm_plans
from networking.rounds.event import Event
from networking.rounds.plan import placed
from networking.rounds.replanning import replanned, the_rest
from networking.rounds.solver import plans
from tests.benchmarks.stand import Stand
from tests.conformance.rounds import event_of
from tests.unit.networking.rounds.events import a_forum

CASES = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "rounds"
PATIENCE, SOON = 60, 10  # seconds
CLOSE = 2000  # a plan is close when its gap is less than this part of the bound
GIVEN = {"20x8x6": 1, "80x30x10": 5, "300x100x16": 10, "1000x300x16": 30}


def measure(_stand: Stand) -> Iterator[tuple[str, str]]:
    files = sorted(CASES.glob("*.json"))
    if not files:
        yield "left out: the shared cases are not beside this checkout", ""
    for file in files:
        (case,) = json.loads(file.read_text())["cases"]
        yield _calm(case) if case["objective"] == "fewest_breaks" else _worth(case["name"], event_of(case))
    yield _worth("1000x300x16, 25 % absent", a_forum(1000, 300, 16, tables=240, absent=0.25, seed=1))
    yield _rest("80x30x10", a_forum(80, 30, 10, tables=24, absent=0.15, seed=1))


def _worth(name: str, event: Any) -> tuple[str, str]:
    began, close, last = time.perf_counter(), None, None
    given = next((seconds for size, seconds in GIVEN.items() if size in name), PATIENCE)
    for last in plans(event, seed=1):
        passed = time.perf_counter() - began
        if close is None and last.gap * CLOSE <= last.bound:
            close = passed
        if passed > given:
            break
    assert last is not None
    took = time.perf_counter() - began
    reached = "never" if close is None else f"{close:.2f} s"
    return f"  {name}", f"within 0.05 % at {reached}; {last.value} of {last.bound} at {took:.2f} s"


def _rest(name: str, event: Event) -> tuple[str, str]:
    """One guest after another does not come: the slowest, and the most that changes for all others."""
    *_, told = islice(plans(event, seed=1), 30)
    slowest, most, others = 0.0, 0, 0
    for absent in range(len(event.guests)):
        guests = [replace(one, present=0) if at == absent else one for at, one in enumerate(event.guests)]
        began = time.perf_counter()
        rest = the_rest(replace(event, guests=guests), told.slots, begins=0, stay=41)
        now = replanned(rest, told.slots).slots
        slowest = max(slowest, time.perf_counter() - began)
        kept = [one for one in placed(told.slots) if absent not in event.meetings[one].people]
        changed = sum(now[one] != told.slots[one] for one in kept)
        most, others = max(most, changed), len(kept)
    return (
        f"  {name}, after one no-show",
        f"{slowest:.2f} s at most; {most} of some {others} others changed at most",
    )


def _calm(case: Any) -> tuple[str, str]:
    began = time.perf_counter()
    soon = last = None
    steps = calm_plans(event_of(case), case.get("max_break_spread"), seed=1)
    for last in takewhile(lambda _: time.perf_counter() - began < PATIENCE, steps):
        if time.perf_counter() - began < SOON:
            soon = last.breaks
    took = time.perf_counter() - began
    found = "none" if last is None else f"{last.breaks}, at least {last.bound}, at {took:.1f} s"
    published = f"best known {case['expect']['breaks']} (published in {case['published_seconds']} s)"
    return f"  {case['name']}, {published}", f"breaks {soon} soon; {found}"
