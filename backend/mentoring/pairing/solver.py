"""Who gets whom, exactly: as many startups served as possible, then as few changes to what was shown, then the highest
sum of scores, then the weakest pair as strong as can be, then experts loaded alike, then a draw by the seed.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from mentoring.pairing import integer
from mentoring.pairing.columns import cheapest
from mentoring.pairing.fairness import fairest
from mentoring.pairing.network import Infeasible, Overlapping, cost_of, network_of, restricted
from mentoring.pairing.optimum import bound, face_of
from mentoring.pairing.problem import Amounts, Pair, Problem

__all__ = ["Infeasible", "Pairing", "Proof", "by_integers", "pair_up", "settled_again"]


@dataclass(frozen=True, eq=False)
class Proof:
    """Why nothing is better. `cost` is that of the pairing as `network.prices` weighs it, `bound` what every pairing
    costs at least; `prices` of the nodes let anybody work the bound out again, where a solver vouches there are none.
    """

    kind: Literal["prices", "solver"]
    cost: int
    bound: int
    prices: Amounts | None

    @property
    def gap(self) -> int:
        """0 if nothing is better."""
        return self.cost - self.bound


@dataclass(frozen=True, eq=False)
class Pairing:
    """The pairs (startup, expert), ascending; how many startups are served; the sum of the scores."""

    pairs: tuple[Pair, ...]
    served: int
    score: int
    proof: Proof


def pair_up(problem: Problem, *, seed: int = 0) -> Pairing:
    """The best pairing of a problem. Raises Infeasible where the bounds cannot all be kept."""
    _refuse_impossible_pins(problem)
    try:
        network = network_of(problem)
    except Overlapping:
        return by_integers(problem, seed=seed)
    found = cheapest(problem, network)
    face = face_of(network, found.price)
    open_ = np.flatnonzero(face.upper[: face.pairs])
    fair = fairest(restricted(face, open_), problem.score[open_], seed=seed)
    pairs = problem.pairs_at(open_[fair])
    proof = Proof("prices", cost_of(problem, pairs), bound(network, found.price), found.price)
    return _pairing(problem, pairs, proof)


def _refuse_impossible_pins(problem: Problem) -> None:
    if len(problem.where(problem.pinned)) < len(problem.pinned):
        raise Infeasible


def settled_again(
    problem: Problem, shown: frozenset[Pair], *, withdrawn: frozenset[Pair], seed: int = 0
) -> Pairing:
    """The best pairing without `withdrawn` that keeps every other pair of `shown`: only who lost somebody, or had nobody,
    gets somebody. Raises Infeasible.
    """
    stays = shown - withdrawn
    return pair_up(replace(problem.without(withdrawn), pinned=problem.pinned - withdrawn | stays), seed=seed)


def by_integers(
    problem: Problem,
    *,
    seed: int,
    apart: Collection[Collection[Pair]] = (),
    begin_with: Collection[Pair] = (),
) -> Pairing:
    """As `integer.pair_up`; what the solver proves, it vouches for itself."""
    found = integer.pair_up(problem, seed=seed, apart=apart, begin_with=begin_with)
    return _pairing(problem, found.pairs, Proof("solver", found.cost, found.bound, None))


def _pairing(problem: Problem, pairs: list[Pair], proof: Proof) -> Pairing:
    places = problem.where(frozenset(pairs))
    served = len({startup for startup, _ in pairs})
    return Pairing(tuple(sorted(pairs)), served, int(problem.score[places].sum()), proof)
