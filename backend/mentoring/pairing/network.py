"""A pairing as a circulation: hub → startup → expert → (group …) → hub, each unit that goes around is a pair.

Least and most pairs are the bounds of arcs, so that whether anything is possible at all and what is best are one
question. Costs and bounds are integers, and so is every flow that the solver finds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from mentoring.pairing.problem import Amounts, Group, Ids, Pair, Party, Problem

HUB = 0


class Infeasible(Exception):
    """Nothing keeps all the bounds."""


class Overlapping(Exception):
    """Groups that share experts, none of them inside the other: no circulation tells those."""


@dataclass(frozen=True, eq=False)
class Network:
    """Arcs in arrays of one length. The first `pairs` of them are the possible pairs in the problem's order (ascending by
    expert), then come two for each startup (its first pair, its others), one for each expert, one for each group.
    `loads` counts from the last pair: the arcs along which goes what one expert is given.
    """

    nodes: int
    pairs: int
    loads: NDArray[np.intp]
    tail: Ids
    head: Ids
    lower: Amounts
    upper: Amounts
    cost: Amounts


def network_of(problem: Problem) -> Network:
    """The circulation of a problem. What is best has the least cost: coverage, then pairs that are kept, then scores.
    Raises Overlapping.
    """
    n, m = len(problem.startups), len(problem.experts)
    startups = np.arange(1, n + 1, dtype=np.int32)
    experts = np.arange(n + 1, n + m + 1, dtype=np.int32)
    inner_first = sorted(problem.groups, key=lambda group: len(group.experts))
    above, above_groups = _levels(inner_first, n, m)
    least_g, most_g = _bounds(inner_first)
    least_s, most_s = _bounds(problem.startups)
    least_e, most_e = _bounds(problem.experts)
    stay, cover = prices(problem)
    pair_cost, pinned = -problem.score, np.zeros(len(problem.score), dtype=np.int64)
    if stay:
        pair_cost[problem.where(problem.kept)] -= stay
    pinned[problem.where(problem.pinned)] = 1
    groups = np.arange(n + m + 1, n + m + 1 + len(inner_first), dtype=np.int32)
    hub_n, one = np.zeros(n, dtype=np.int32), np.minimum(most_s, 1)
    parts = [
        (
            problem.startup + np.int32(1),
            problem.expert + np.int32(n + 1),
            pinned,
            np.ones_like(pinned),
            pair_cost,
        ),
        (hub_n, startups, np.minimum(least_s, 1), one, np.full(n, -cover)),
        (hub_n, startups, np.maximum(least_s - 1, 0), most_s - one, np.zeros(n, dtype=np.int64)),
        (experts, above, least_e, most_e, np.zeros(m, dtype=np.int64)),
        (groups, above_groups, least_g, most_g, np.zeros(len(groups), dtype=np.int64)),
    ]
    tail, head, lower, upper, cost = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    people = [place for place, group in enumerate(inner_first) if group.is_one]
    begins = len(problem.score) + 2 * n
    loaded = np.array(people) + begins + m if people else np.arange(begins, begins + m)
    return Network(
        n + m + 1 + len(groups),
        len(problem.score),
        loaded - len(problem.score),
        tail,
        head,
        lower,
        upper,
        cost,
    )


def prices(problem: Problem) -> tuple[int, int]:
    """What one pair more that is kept is worth beside all scores, and one startup more that is served beside both."""
    total = sum(party.most for party in problem.startups)
    best = int(problem.score.max(initial=0))
    stay = total * best + 1 if problem.kept else 0
    return stay, total * (best + stay) + 1 if problem.coverage_first else 0


def cost_of(problem: Problem, pairs: Collection[Pair]) -> int:
    """What the pairs cost, as `prices` weighs them."""
    stay, cover = prices(problem)
    score = int(problem.score[problem.where(frozenset(pairs))].sum())
    kept, served = len(problem.kept.intersection(pairs)), len({startup for startup, _ in pairs})
    return -(score + kept * stay + served * cover)


def _bounds(parties: Sequence[Party | Group]) -> tuple[Amounts, Amounts]:
    return (
        np.array([party.least for party in parties], dtype=np.int64),
        np.array([party.most for party in parties], dtype=np.int64),
    )


def _levels(inner_first: Sequence[Group], n: int, m: int) -> tuple[Ids, Ids]:
    """The node above each expert, and that above each group."""
    above, above_groups = np.zeros(m, dtype=np.int32), np.zeros(len(inner_first), dtype=np.int32)
    below: list[list[int]] = [[] for _ in range(m)]  # the groups of each expert
    for place, group in enumerate(inner_first):
        for expert in group.experts:
            below[expert].append(place)
    for expert, places in enumerate(below):
        for inner, outer in pairwise(places):
            if not inner_first[inner].experts <= inner_first[outer].experts:
                raise Overlapping
            above_groups[inner] = n + m + 1 + outer
        above[expert] = n + m + 1 + places[0] if places else HUB
    return above, above_groups


def restricted(network: Network, places: NDArray[np.intp]) -> Network:
    """The same with the pairs at `places` alone; what is left of them keeps its order."""
    kept = np.concatenate([places, np.arange(network.pairs, len(network.cost))])
    columns = (network.tail, network.head, network.lower, network.upper, network.cost)
    tail, head, lower, upper, cost = (column[kept] for column in columns)
    return Network(network.nodes, len(places), network.loads, tail, head, lower, upper, cost)


def cheapest_flow(network: Network) -> Amounts:
    """What goes along each arc at least cost. Raises Infeasible."""
    if np.any(network.lower > network.upper):
        raise Infeasible
    open_ = np.flatnonzero(network.upper > network.lower)
    supply = np.zeros(network.nodes, dtype=np.int64)
    np.add.at(supply, network.head, network.lower)
    np.subtract.at(supply, network.tail, network.lower)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tail[open_],
        network.head[open_],
        (network.upper - network.lower)[open_],
        network.cost[open_],
    )
    solver.set_nodes_supplies(np.arange(network.nodes, dtype=np.int32), supply)
    status = solver.solve()
    if status == solver.INFEASIBLE:
        raise Infeasible
    if status != solver.OPTIMAL:
        raise ArithmeticError(f"the flow solver ended with {status}")
    flow = network.lower.copy()
    flow[open_] += solver.flows(arcs)
    return flow


def is_feasible(network: Network) -> bool:
    try:
        cheapest_flow(replace(network, cost=np.zeros_like(network.cost)))
    except Infeasible:
        return False
    return True
