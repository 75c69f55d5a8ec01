"""A cycle solved: who gets whom, when, and why not; checked without the solver. A program of its own, as it loads the
solver (`python -m mentoring.cycles.solving`): document and wishes in, JSON out. The same in, the same out.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from mentoring.cycles.alternatives import unserved, who_would_be_next
from mentoring.cycles.asking import Question
from mentoring.cycles.checking import broken_promises
from mentoring.cycles.scored import Ids, Scored
from mentoring.cycles.stability import blocking_pairs, stable_of
from mentoring.pairing.checking import faults_of, faults_of_hours
from mentoring.pairing.conflicts import Demand, conflict_in
from mentoring.pairing.hours import in_places, pair_up_with_hours
from mentoring.pairing.solver import Infeasible, Proof, pair_up
from processes import answer_within

Hours = Mapping[Ids, int | None]  # each pair of positions, and when it meets, if it is known
Facts = dict[str, Any]


class Answer(NamedTuple):
    hours: Hours
    proof: Facts
    faults: list[str]


def solved(document: Mapping[str, Any], asked: Mapping[str, Any]) -> Facts:
    """Pairs, whom each startup would get next, who got nobody and why, the proof and the checker's verdict; or the
    conflict, where nothing is possible. All by id."""
    question = Question(Scored(document, asked))
    try:
        answer = _answer(question)
    except Infeasible:
        return {"conflict": _conflict(question)}
    faults = [*answer.faults, *broken_promises(question, answer.hours)]
    taken = frozenset(answer.hours)
    return {
        "pairs": [_told(question, pair, hour) for pair, hour in sorted(answer.hours.items())],
        "alternatives": [
            {**_told(question, pair, hour), "place": place}
            for pair, place, hour in who_would_be_next(question, answer.hours)
        ],
        "outcome": {
            "served": len({startup for startup, _ in taken}),
            "score": sum(int(question.open_scores[pair]) for pair in taken),
            "unserved": unserved(question, taken),
        },
        "proof": answer.proof,
        "faults": faults,
    }


def _answer(question: Question) -> Answer:
    asked = question.scored.asked
    if asked["is_stable"]:
        pairs = stable_of(question)
        blocking = blocking_pairs(question, pairs)
        faults = [f"{startup} and {expert} would rather have each other" for startup, expert in blocking]
        return Answer(dict.fromkeys(pairs), {"kind": "stable", "blocking": len(blocking)}, faults)
    if not asked["with_hours"]:
        problem = question.without_hours()
        found = pair_up(problem, seed=asked["seed"])
        return Answer(dict.fromkeys(found.pairs), _shown(found.proof), faults_of(problem, found))
    with_hours = pair_up_with_hours(question.with_hours(), seed=asked["seed"])
    hours = {
        (startup, expert): question.scored.slots[hour] if hour < len(question.scored.slots) else None
        for startup, expert, hour in with_hours.meetings
    }
    return Answer(hours, _shown(with_hours.pairing.proof), faults_of_hours(with_hours))


def _shown(proof: Proof) -> Facts:
    return {"kind": proof.kind, "cost": proof.cost, "bound": proof.bound, "gap": proof.gap}


def _told(question: Question, pair: Ids, hour: int | None) -> Facts:
    startups, experts = question.scored.ids
    parts = question.scored.table.parts
    return {
        "startup": startups[pair[0]],
        "expert": experts[pair[1]],
        "score": int(question.scores[pair]),
        "parts": {part.value: round(float(table[pair]), 3) for part, table in parts.items()},
        "hour": hour,
    }


def _conflict(question: Question) -> list[Facts]:
    """The demands by id. What no pairing without hours breaks, hours do."""
    demands = conflict_in(question.without_hours(forbidding=False), question.forbidden)
    if demands:
        return [_named(question, demand) for demand in demands]
    asked = question.with_hours()
    named = [_of_place(question, demand, asked.experts) for demand in conflict_in(in_places(asked))]
    return [{"kind": "hours"}, *(one for one in named if one)]


def _named(question: Question, demand: Demand) -> Facts:
    startups, experts = question.scored.ids
    if demand.kind in ("pinned", "forbidden"):
        startup, expert = demand.pair
        return {"kind": demand.kind, "startup": startups[startup], "expert": experts[expert]}
    if demand.kind.startswith("startup"):
        return {"kind": demand.kind, "startup": startups[demand.at]}
    if demand.kind.startswith("expert"):
        return {"kind": demand.kind, "expert": experts[demand.at]}
    members = sorted(question.groups[demand.at].experts)
    return {
        "kind": demand.kind,
        "organisation": question.scored.document["experts"][members[0]]["organisation"],
    }


def _of_place(question: Question, demand: Demand, experts: Sequence[object]) -> Facts | None:
    """In places the experts are the first groups, and a place itself is nobody."""
    if demand.kind.startswith("group"):
        is_expert = demand.at < len(experts)
        at = demand.at if is_expert else demand.at - len(experts)
        kind = demand.kind.replace("group", "expert") if is_expert else demand.kind
        return _named(question, Demand(kind, at=at))  # type: ignore[arg-type]  # of the same set of words
    return _named(question, demand) if demand.kind.startswith("startup") else None


def _program(question: bytes) -> bytes:
    asked = json.loads(question)
    return json.dumps(solved(asked["document"], asked["asked"])).encode()


if __name__ == "__main__":
    sys.exit(answer_within(int(sys.argv[1]), _program))
