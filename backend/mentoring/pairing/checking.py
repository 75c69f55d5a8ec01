"""Whether a pairing is what it says: counted again without the solver, its bound worked out from its prices.

Nothing is published that this does not let through. A pairing that is not proven to be best says so by its gap.
"""

from collections import Counter
from collections.abc import Iterator

from mentoring.pairing.hours import HourPairing
from mentoring.pairing.network import Overlapping, cost_of, network_of
from mentoring.pairing.optimum import bound
from mentoring.pairing.problem import Amounts, Pair, Problem
from mentoring.pairing.solver import Pairing


def faults_of(problem: Problem, pairing: Pairing) -> list[str]:
    """Everything wrong with it, in words for the log; nothing if it may be published."""
    scores = {
        (startup, expert): score
        for startup, expert, score in zip(
            problem.startup.tolist(), problem.expert.tolist(), problem.score.tolist(), strict=True
        )
    }
    return [
        *_impossible(problem, pairing, scores),
        *_out_of_bounds(problem, pairing),
        *_not_as_said(problem, pairing, scores),
    ]


def faults_of_hours(found: HourPairing) -> list[str]:
    """The same of meetings; and nobody has two at one hour or the same one twice."""
    shared: Counter[tuple[str, int, int]] = Counter()
    for startup, expert, hour in found.meetings:
        shared.update([("startup", startup, hour), ("expert", expert, hour), ("pair", startup, expert)])
    twice = [f"{what} {one} {other} twice" for (what, one, other), times in shared.items() if times > 1]
    return [*twice, *faults_of(found.problem, found.pairing)]


def _impossible(problem: Problem, pairing: Pairing, scores: dict[Pair, int]) -> Iterator[str]:
    for pair, times in Counter(pairing.pairs).items():
        if pair not in scores:
            yield f"{pair} cannot be"
        if times > 1:
            yield f"{pair} is there {times} times"
    for pair in sorted(problem.pinned - set(pairing.pairs)):
        yield f"{pair} is pinned and missing"


def _out_of_bounds(problem: Problem, pairing: Pairing) -> Iterator[str]:
    sides = (
        ("startup", problem.startups, Counter(startup for startup, _ in pairing.pairs)),
        ("expert", problem.experts, Counter(expert for _, expert in pairing.pairs)),
    )
    for side, parties, count in sides:
        for place, party in enumerate(parties):
            if not party.least <= count[place] <= party.most:
                yield f"{side} {place} has {count[place]}, not {party.least} to {party.most}"
    for group in problem.groups:
        together = sum(expert in group.experts for _, expert in pairing.pairs)
        if together > group.most:
            yield f"experts {sorted(group.experts)} have {together}, more than {group.most}"


def _not_as_said(problem: Problem, pairing: Pairing, scores: dict[Pair, int]) -> Iterator[str]:
    score = sum(scores.get(pair, 0) for pair in pairing.pairs)
    served = len({startup for startup, _ in pairing.pairs})
    if (served, score) != (pairing.served, pairing.score):
        yield f"serves {served} for {score}, not {pairing.served} for {pairing.score}"
    cost, proof = cost_of(problem, pairing.pairs), pairing.proof
    if cost != proof.cost:
        yield f"costs {cost}, not {proof.cost}"
    if cost < proof.bound:
        yield f"costs {cost}, less than its bound {proof.bound}"
    if proof.prices is not None and (proven := _bound_by(problem, proof.prices)) != proof.bound:
        yield f"its prices prove {proven}, not {proof.bound}"


def _bound_by(problem: Problem, found: Amounts) -> int | None:
    """None where no flow is that prices could speak of."""
    try:
        return bound(network_of(problem), found)
    except Overlapping:
        return None
