"""Cases of `pairing`: who gets whom. Constraints are counted here, not by the engine's own checker."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mentoring.pairing.problem import Group, Party, Problem
from mentoring.pairing.solver import Infeasible, pair_up
from mentoring.pairing.stable import stable_pairs

Case = Mapping[str, Any]
Named = tuple[str, str]


def difference(case: Case) -> str | None:
    """None if the pairing is valid and worth what the case expects, else expected and actual."""
    expected = case["expect"]
    try:
        actual = _stable(case) if case["objective"] == "stable" else _scored(case)
    except Infeasible:
        actual = {"infeasible": True}
    if "startup_optimal" in expected:
        expected = {"startup_optimal": sorted(map(tuple, expected["startup_optimal"]))}
    shown = {key: actual.get(key) for key in expected}
    if shown != expected or "faults" in actual:
        return f"expected {json.dumps(expected)[:200]}, actual {json.dumps(actual)[:200]}"
    return None


def _scored(case: Case) -> dict[str, Any]:
    problem = problem_of(case)
    found = pair_up(problem)
    pairs = [(problem.startups[one].id, problem.experts[other].id) for one, other in found.pairs]
    scores = {(startup, expert): score for startup, expert, score in case["scores"]}
    faults = list(_faults(case, pairs, scores))
    served = len({startup for startup, _ in pairs})
    answer: dict[str, Any] = {"served": served, "score": sum(scores.get(pair, 0) for pair in pairs)}
    if found.proof.gap:
        faults.append(f"gap {found.proof.gap}")
    return answer | ({"faults": faults} if faults else {})


def problem_of(case: Case) -> Problem:
    startups, experts = _parties(case["startups"]), _parties(case["experts"])
    at_s = {party.id: at for at, party in enumerate(startups)}
    at_e = {party.id: at for at, party in enumerate(experts)}

    def places(pairs: Iterable[Named]) -> frozenset[tuple[int, int]]:
        return frozenset((at_s[startup], at_e[expert]) for startup, expert in pairs)

    return Problem.of(
        startups,
        experts,
        {(at_s[startup], at_e[expert]): score for startup, expert, score in case["scores"]},
        pinned=places(case.get("pinned", [])),
        forbidden=places(case.get("forbidden", [])),
        groups=tuple(
            Group(frozenset(at_e[expert] for expert in group["experts"]), group["max"])
            for group in case.get("groups", [])
        ),
        coverage_first=case["objective"] == "coverage_then_score",
    )


def _parties(rows: Iterable[Mapping[str, Any]]) -> list[Party]:
    return [Party(row["id"], row.get("min", 0), row.get("max", 1)) for row in rows]


def _faults(case: Case, pairs: list[Named], scores: Mapping[Named, int]) -> Iterator[str]:
    yield from (f"{pair} cannot be" for pair in pairs if pair not in scores)
    yield from (f"{pair} twice" for pair, times in Counter(pairs).items() if times > 1)
    yield from (f"{pair} forbidden" for pair in map(tuple, case.get("forbidden", [])) if pair in pairs)
    yield from (f"{pair} not there" for pair in map(tuple, case.get("pinned", [])) if pair not in pairs)
    for side, rows in enumerate((case["startups"], case["experts"])):
        count = Counter(pair[side] for pair in pairs)
        for row in rows:
            if not row.get("min", 0) <= count[row["id"]] <= row.get("max", 1):
                yield f"{row['id']} has {count[row['id']]}"
    for group in case.get("groups", []):
        if sum(expert in group["experts"] for _, expert in pairs) > group["max"]:
            yield f"group {group['experts']}"


def _stable(case: Case) -> dict[str, Any]:
    startups, experts = case["startups"], case["experts"]
    at_s = {row["id"]: at for at, row in enumerate(startups)}
    at_e = {row["id"]: at for at, row in enumerate(experts)}
    pairs = stable_pairs(
        [[at_e[name] for name in row.get("ranks", [])] for row in startups],
        [[at_s[name] for name in row.get("ranks", [])] for row in experts],
        [row.get("max", 1) for row in experts],
        [row.get("max", 1) for row in startups],
    )
    named = sorted((startups[one]["id"], experts[other]["id"]) for one, other in pairs)
    return {"startup_optimal": named}
