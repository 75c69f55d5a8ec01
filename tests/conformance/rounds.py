"""Cases of `rounds`: an event's plan. What is valid and what it is worth is counted here, not by the planner's own checker."""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from networking.rounds.breaks import calm_plans
from networking.rounds.event import Event, Guest, Meeting, bits
from networking.rounds.plan import NOWHERE
from networking.rounds.refusing import Infeasible
from networking.rounds.solver import plans

Case = Mapping[str, Any]
PATIENCE = 60  # seconds, where a case says nothing


def difference(case: Case) -> str | None:
    """None if the plan is valid and as good as the case expects within its time, else expected and actual."""
    began = time.monotonic()
    expected = case["expect"]
    try:
        actual = _planned(case, began + case.get("seconds", PATIENCE))
    except Infeasible:
        actual = {"infeasible": True}
    if time.monotonic() > began + case.get("seconds", PATIENCE) + 1:
        actual["faults"] = ["too long"]
    if "faults" in actual or not _is_met(expected, actual):
        return f"expected {json.dumps(expected)[:200]}, actual {json.dumps(actual)[:200]}"
    return None


def _is_met(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> bool:
    if "value_at_least" in expected:
        return bool(actual.get("value", -1) >= expected["value_at_least"])
    if "valid" in expected:
        return "infeasible" not in actual
    return all(actual.get(key) == value for key, value in expected.items())


def _planned(case: Case, until: float) -> dict[str, Any]:
    """The first plan that is good enough, or the last before the time is up."""
    steps = calm_plans if case["objective"] == "fewest_breaks" else plans
    answer: dict[str, Any] = {}
    for step in steps(*_question(case)):
        at = {
            row["id"]: slot for row, slot in zip(case["meetings"], step.slots, strict=True) if slot != NOWHERE
        }
        answer = {"value": _value(case, at), "breaks": sum(_breaks(case, at).values())}
        faults = list(_faults(case, at))
        if faults:
            return answer | {"faults": faults}
        if _is_met(case["expect"], answer) or time.monotonic() > until:
            break
    return answer


def _question(case: Case) -> tuple[Any, ...]:
    event = event_of(case)
    return (event, case.get("max_break_spread")) if case["objective"] == "fewest_breaks" else (event,)


def event_of(case: Case) -> Event:
    slots = range(case["slots"])
    tables = case["tables"] if isinstance(case["tables"], list) else [case["tables"]] * len(slots)
    guest_at = {row["id"]: at for at, row in enumerate(case["people"])}
    meeting_at = {row["id"]: at for at, row in enumerate(case["meetings"])}
    guests = [
        Guest(row["id"], bits(set(slots) - set(row.get("absent", []))), row.get("max_meetings"))
        for row in case["people"]
    ]
    meetings = [
        Meeting(
            row["id"],
            tuple(guest_at[person] for person in row["people"]),
            bits(_allowed(row, case["slots"])),
            row.get("value", 0),
            tuple(meeting_at[other] for other in row.get("after", [])),
        )
        for row in case["meetings"]
    ]
    return Event(tables, guests, meetings)


def _allowed(row: Mapping[str, Any], slots: int) -> set[int]:
    fixed = row.get("fixed")
    within = row.get("within")
    allowed = set(range(slots)) if within is None else set(within)
    return allowed if fixed is None else allowed & {fixed}


def _value(case: Case, at: Mapping[str, int]) -> int:
    return sum(row.get("value", 0) for row in case["meetings"] if row["id"] in at)


def _breaks(case: Case, at: Mapping[str, int]) -> Counter[str]:
    """By person with any meeting: how often two consecutive ones are not in adjacent slots."""
    own = defaultdict(list)
    for row in case["meetings"]:
        for person in row["people"] if row["id"] in at else ():
            own[person].append(at[row["id"]])
    return Counter(
        {
            person: sum(later > earlier + 1 for earlier, later in pairwise(sorted(slots)))
            for person, slots in own.items()
        }
    )


def _faults(case: Case, at: Mapping[str, int]) -> Iterator[str]:
    absent = {row["id"]: set(row.get("absent", [])) for row in case["people"]}
    most = {row["id"]: row.get("max_meetings") for row in case["people"]}
    busy: Counter[tuple[str, int]] = Counter()
    meetings: Counter[str] = Counter()
    for row in case["meetings"]:
        slot = at.get(row["id"])
        if slot is None:
            if case["objective"] == "fewest_breaks":
                yield f"{row['id']} does not take place"
            continue
        if slot not in _allowed(row, case["slots"]):
            yield f"{row['id']} in {slot}"
        for person in row["people"]:
            busy[person, slot] += 1
            meetings[person] += 1
            if slot in absent[person]:
                yield f"{person} is not there in {slot}"
        yield from (
            f"{row['id']} before {other}" for other in row.get("after", []) if at.get(other, -1) >= slot
        )
    yield from (f"{person} twice in {slot}" for (person, slot), times in busy.items() if times > 1)
    yield from (f"{one} has {count}" for one, count in meetings.items() if count > _or_any(most[one], count))
    tables = case["tables"] if isinstance(case["tables"], list) else [case["tables"]] * case["slots"]
    yield from (
        f"{count} in slot {slot}" for slot, count in Counter(at.values()).items() if count > tables[slot]
    )
    spread = _breaks(case, at).values()
    if (
        case.get("max_break_spread") is not None
        and max(spread, default=0) - min(spread, default=0) > case["max_break_spread"]
    ):
        yield f"breaks from {min(spread)} to {max(spread)}"


def _or_any(most: int | None, count: int) -> int:
    return count if most is None else most
