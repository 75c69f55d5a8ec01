"""The cheapest flow of a large network by way of a small one: most pairs are too weak ever to be made.

Solved with each side's best pairs alone; any other pair that the prices found would rather have joins, until there is
none (column generation). What comes out is optimal for the whole, and its prices prove it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mentoring.pairing.network import Infeasible, Network, cheapest_flow, restricted
from mentoring.pairing.optimum import prices_of, reduced_costs
from mentoring.pairing.problem import Amounts, Ids, Problem

BEST = 12  # pairs of each party to begin with
ENOUGH = 20_000  # pairs; fewer are solved at once


class Cheapest(NamedTuple):
    """The places of the pairs that are made, and prices of the nodes that prove it."""

    made: NDArray[np.intp]
    price: Amounts


def cheapest(problem: Problem, network: Network) -> Cheapest:
    """Raises Infeasible."""
    if network.pairs <= ENOUGH:
        return _solved(network, np.arange(network.pairs))
    active = _best_of_each(problem, problem.score) | (network.lower[: network.pairs] > 0)
    active[problem.where(problem.kept)] = True
    while True:
        places = np.flatnonzero(active)
        try:
            found = _solved(network, places)
        except Infeasible:
            return _solved(network, np.arange(network.pairs))  # least numbers may need the weak ones
        gain = np.where(active, 0, np.maximum(-reduced_costs(network, found.price)[: network.pairs], 0))
        if not gain.any():
            return found
        active |= gain > 0 if np.count_nonzero(gain) <= ENOUGH else _best_of_each(problem, gain)


def _solved(network: Network, places: NDArray[np.intp]) -> Cheapest:
    part = restricted(network, places)
    flow = cheapest_flow(part)
    return Cheapest(places[np.flatnonzero(flow[: part.pairs])], prices_of(part, flow))


def _best_of_each(problem: Problem, worth: Amounts) -> NDArray[np.bool_]:
    """Whether a pair is worth something, and among the best of its startup or of its expert."""
    of_startup = worth >= _nth_best(problem.startup, worth, len(problem.startups))[problem.startup]
    of_expert = worth >= _nth_best(problem.expert, worth, len(problem.experts))[problem.expert]
    return (worth > 0) & (of_startup | of_expert)


def _nth_best(party: Ids, worth: Amounts, parties: int) -> Amounts:
    """For each party the worth of its last pair among the BEST; any number for one without pairs."""
    top, count = int(worth.max()), np.bincount(party, minlength=parties)
    span = top - int(worth.min()) + 1
    ordered = np.sort(party * np.int64(span) + (top - worth))  # one number sorts faster than two keys
    last = np.cumsum(count) - count + np.minimum(count, BEST) - 1
    found: Amounts = top - ordered[np.maximum(last, 0)] % span
    return found
