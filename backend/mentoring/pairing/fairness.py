"""Of all pairings that are worth the same: the weakest pair as strong as can be, experts loaded alike, and one way to
break the ties that are left.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mentoring.pairing.network import HUB, Network, cheapest_flow, is_feasible
from mentoring.pairing.problem import Amounts

MOST_BITS = 26


def fairest(face: Network, score: Amounts, *, seed: int) -> NDArray[np.intp]:
    """The places of the pairs to make, of all flows that keep to the bounds of `face`."""
    flow = _evenly(_with_strong_pairs(face, score), seed)
    return np.flatnonzero(flow[: face.pairs])


def _with_strong_pairs(face: Network, score: Amounts) -> Network:
    """The face without pairs weaker than the weakest must be."""
    lower, upper = face.lower[: face.pairs], face.upper[: face.pairs]
    in_all = score[lower > 0].min(initial=np.iinfo(np.int64).max)
    steps = np.unique(score[(upper > lower) & (score <= in_all)])
    best, low, high = face, 0, len(steps)  # below low it works, from high it does not
    while low < high:
        middle = (low + high) // 2
        tried = _without_below(face, score, int(steps[middle]))
        if is_feasible(tried):
            best, low = tried, middle + 1
        else:
            high = middle
    return best


def _without_below(face: Network, score: Amounts, least: int) -> Network:
    upper = face.upper.copy()
    upper[: face.pairs] = np.where(score < least, face.lower[: face.pairs], upper[: face.pairs])
    return replace(face, upper=upper)


def _evenly(face: Network, seed: int) -> Amounts:
    """The flow of the face with the least sum of squared loads of experts; of those the one that a draw prefers.

    The draw depends on the seed and on who stands where, not on scores: it is almost surely of one flow alone
    (Mulmuley, Vazirani and Vazirani, 1987), whatever way the solver takes.
    """
    pairs, loads = face.pairs, face.loads + face.pairs
    open_ = loads[face.upper[loads] > face.lower[loads]]
    room = np.maximum(_could_carry(face)[open_] - face.lower[open_], 0)
    arcs = np.repeat(open_, room)
    nth = face.lower[arcs] + np.arange(len(arcs)) - np.repeat(np.cumsum(room) - room, room)
    most = min(int((face.upper[:pairs] > 0).sum()), int(face.upper[face.tail == HUB].sum())) + 1
    bits = _bits_left(face.nodes, most, int(nth.max(initial=0)))
    draw = _draws(face.tail[:pairs].astype(np.uint64), face.head[:pairs].astype(np.uint64), seed, bits)
    upper = face.upper.copy()
    upper[open_] = face.lower[open_]  # what comes on top goes along an arc for each pair more
    cost = np.zeros_like(face.cost)
    cost[:pairs] = draw
    spread = replace(
        face,
        tail=np.concatenate([face.tail, face.tail[arcs]]),
        head=np.concatenate([face.head, face.head[arcs]]),
        lower=np.concatenate([face.lower, np.zeros(len(arcs), dtype=np.int64)]),
        upper=np.concatenate([upper, np.ones(len(arcs), dtype=np.int64)]),
        cost=np.concatenate([cost, (2 * nth + 1) * (most << bits)]),
    )
    found = cheapest_flow(spread)
    total = found[: len(face.cost)].copy()
    np.add.at(total, arcs, found[len(face.cost) :])
    return total


def _could_carry(face: Network) -> Amounts:
    """What each arc at the experts and above could carry at most, seen from the pairs below."""
    carry = face.upper.copy()
    into = np.bincount(face.head[: face.pairs][face.upper[: face.pairs] > 0], minlength=face.nodes)
    above = np.flatnonzero(face.tail != HUB)
    for arc in above[
        np.searchsorted(above, face.pairs) :
    ].tolist():  # experts, then groups, the inner ones first
        carry[arc] = min(carry[arc], into[face.tail[arc]])
        into[face.head[arc]] += carry[arc]
    return carry


def _bits_left(nodes: int, most: int, load: int) -> int:
    """How long a draw may be: the solver multiplies costs by the number of nodes, all within 63 bits."""
    return max(min(MOST_BITS, 61 - nodes.bit_length() - most.bit_length() - (2 * load + 1).bit_length()), 1)


def _draws(startup: NDArray[np.uint64], expert: NDArray[np.uint64], seed: int, bits: int) -> Amounts:
    """A number of so many bits for each pair (splitmix64 of its place)."""
    mixed = (startup << np.uint64(32)) ^ expert ^ np.uint64(seed * 0x9E3779B97F4A7C15 % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed >> np.uint64(64 - bits)).astype(np.int64)
