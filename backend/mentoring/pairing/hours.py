"""Who gets whom and at which hour of the week, in one: each hour of an expert is a place of its own that one startup
gets, and the expert a group of these places. Pairing first and looking for hours afterwards leaves pairs without one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mentoring.pairing.problem import Amounts, Group, Ids, Pair, Party, Problem
from mentoring.pairing.solver import Pairing, by_integers, pair_up

FEW = 30_000  # meetings that integers are tried on


class Meeting(NamedTuple):
    """A startup, an expert (positions) and an hour of the week, by whatever number the caller gives it."""

    startup: int
    expert: int
    hour: int


@dataclass(frozen=True, eq=False)
class HourProblem:
    """The possible meetings in arrays of one length, in any order; otherwise as `Problem`, whose pairs these are."""

    startups: Sequence[Party]
    experts: Sequence[Party]
    startup: Ids
    expert: Ids
    hour: Ids
    score: Amounts
    pinned: frozenset[Meeting] = frozenset()
    groups: tuple[Group, ...] = ()
    coverage_first: bool = True
    kept: frozenset[Meeting] = frozenset()


@dataclass(frozen=True, eq=False)
class HourPairing:
    """The meetings, ascending. `problem` and `pairing` are the same in places, for the checker."""

    meetings: tuple[Meeting, ...]
    problem: Problem
    pairing: Pairing


@dataclass(frozen=True, eq=False)
class Places:
    """The hours of experts, by position."""

    expert: NDArray[np.int64]
    hour: NDArray[np.int64]
    of: Mapping[tuple[int, int], int]


def pair_up_with_hours(asked: HourProblem, *, seed: int = 0) -> HourPairing:
    """The best meetings: nobody has two at one hour, nobody meets the same one twice. Raises Infeasible.

    Exact where each startup gets one expert at most. Where one gets several, what clashes is forbidden bit by bit and,
    if they are few, tried as integers; the proof's bound is then that of the question without clashes, its gap what
    may have been lost.
    """
    places = _places(asked)
    whole = _problem(asked, places)
    found = pair_up(whole, seed=seed)
    if _clashing(found, whole, places):
        found = _without_clashes(whole, places, found, seed)
    meetings = sorted(
        Meeting(startup, int(places.expert[place]), int(places.hour[place])) for startup, place in found.pairs
    )
    return HourPairing(tuple(meetings), whole, found)


def in_places(asked: HourProblem) -> Problem:
    """The same question in places, clashes aside: for whoever looks for what conflicts."""
    return _problem(asked, _places(asked))


def _without_clashes(whole: Problem, places: Places, found: Pairing, seed: int) -> Pairing:
    relaxed, narrowed = found.proof, whole
    while clashing := _clashing(found, narrowed, places):
        narrowed = narrowed.without(clashing)
        found = pair_up(narrowed, seed=seed)
    found = replace(found, proof=replace(relaxed, cost=found.proof.cost))
    if found.proof.gap == 0 or len(whole.score) > FEW:
        return found
    better = by_integers(whole, seed=seed, apart=_apart(whole, places), begin_with=found.pairs)
    return better if better.proof.gap < found.proof.gap else found


def _apart(problem: Problem, places: Places) -> list[list[Pair]]:
    """The pairs of each startup that share an expert or an hour."""
    sharing: dict[tuple[int, str, int], list[Pair]] = defaultdict(list)
    for startup, place in zip(problem.startup.tolist(), problem.expert.tolist(), strict=True):
        sharing[startup, "expert", int(places.expert[place])].append((startup, place))
        sharing[startup, "hour", int(places.hour[place])].append((startup, place))
    return [pairs for (startup, _, _), pairs in sharing.items() if problem.startups[startup].most > 1]


def _places(asked: HourProblem) -> Places:
    taken = asked.expert.astype(np.int64) << 32 | asked.hour
    distinct = np.unique(taken)
    expert, hour = distinct >> 32, distinct & 0xFFFFFFFF
    pairs = zip(expert.tolist(), hour.tolist(), strict=True)
    return Places(expert, hour, {pair: place for place, pair in enumerate(pairs)})


def _problem(asked: HourProblem, places: Places) -> Problem:
    key = places.expert << 32 | places.hour
    place = np.searchsorted(key, asked.expert.astype(np.int64) << 32 | asked.hour)
    order = np.argsort(place * np.int64(len(asked.startups)) + asked.startup, kind="stable")
    return Problem(
        asked.startups,
        [
            Party(f"{expert} {hour}")
            for expert, hour in zip(places.expert.tolist(), places.hour.tolist(), strict=True)
        ],
        asked.startup[order].astype(np.int32),
        place[order].astype(np.int32),
        asked.score[order],
        _in_places(asked.pinned, places),
        (*_experts(asked.experts, places), *_wider(asked.groups, places)),
        asked.coverage_first,
        _in_places(asked.kept, places),
    )


def _in_places(meetings: frozenset[Meeting], places: Places) -> frozenset[Pair]:
    """An hour that is no place becomes one that cannot be."""
    nowhere = len(places.expert)
    return frozenset((startup, places.of.get((expert, hour), nowhere)) for startup, expert, hour in meetings)


def _experts(experts: Sequence[Party], places: Places) -> list[Group]:
    of = defaultdict(set)
    for place, expert in enumerate(places.expert.tolist()):
        of[expert].add(place)
    return [
        Group(frozenset(of[at]), party.most, party.least, is_one=True) for at, party in enumerate(experts)
    ]


def _wider(groups: Sequence[Group], places: Places) -> list[Group]:
    return [
        replace(
            group, experts=frozenset(np.flatnonzero(np.isin(places.expert, list(group.experts))).tolist())
        )
        for group in groups
    ]


def _clashing(found: Pairing, problem: Problem, places: Places) -> frozenset[Pair]:
    """Of each startup's meetings that share an expert or an hour all but the best, less what is pinned."""
    at = problem.where(frozenset(found.pairs))
    score = dict(zip(problem.pairs_at(at), problem.score[at].tolist(), strict=True))
    clashing: set[Pair] = set()
    seen: set[tuple[int, str, int]] = set()
    for startup, place in sorted(
        found.pairs, key=lambda pair: (pair not in problem.pinned, -score[pair], pair)
    ):
        taken = {(startup, "expert", int(places.expert[place])), (startup, "hour", int(places.hour[place]))}
        if taken & seen and (startup, place) not in problem.pinned:
            clashing.add((startup, place))
        seen |= taken
    return frozenset(clashing)
