"""Why nothing is possible: the smallest set found of what was asked that cannot all be kept, and none of which is idle."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from mentoring.pairing import integer
from mentoring.pairing.network import Infeasible, Overlapping, is_feasible, network_of
from mentoring.pairing.problem import Pair, Party, Problem

Kind = Literal[
    "pinned",
    "forbidden",
    "startup_least",
    "startup_most",
    "expert_least",
    "expert_most",
    "group_least",
    "group_most",
]


class Demand(NamedTuple):
    """One thing asked: of a pair (pinned, forbidden), or of the startup, expert or group at a position."""

    kind: Kind
    pair: Pair = (-1, -1)
    at: int = -1


def conflict_in(problem: Problem, forbidden: frozenset[Pair] = frozenset()) -> list[Demand]:
    """The demands of a set that cannot all be kept, while without any one of them the others can; empty if all can.

    `problem` is that before `forbidden` was taken out. That pairs without a score cannot be is no demand but a fact; if
    a set is of one demand, it is that fact that it meets. Found by halving (Junker, QuickXplain, 2004).
    """
    demands = _demands(problem, forbidden)
    if _can_be(problem, demands):
        return []
    return _smallest(lambda chosen: _can_be(problem, chosen), [], demands, is_new=False)


def _smallest(
    can_be: Callable[[Sequence[Demand]], bool], given: list[Demand], demands: list[Demand], *, is_new: bool
) -> list[Demand]:
    """Of `demands` the fewest found that cannot be beside `given`; `is_new` if something was given since last asked."""
    if is_new and not can_be(given):
        return []
    if len(demands) == 1:
        return demands
    half = len(demands) // 2
    first, second = demands[:half], demands[half:]
    of_second = _smallest(can_be, given + first, second, is_new=bool(first))
    of_first = _smallest(can_be, given + of_second, first, is_new=bool(of_second))
    return of_first + of_second


def _demands(problem: Problem, forbidden: frozenset[Pair]) -> list[Demand]:
    """What people can most easily give up stands last: it is what a set is made of where there is a choice."""
    groups = range(len(problem.groups))
    return [
        *(Demand("startup_most", at=at) for at in range(len(problem.startups))),
        *(Demand("expert_most", at=at) for at in range(len(problem.experts))),
        *(Demand("group_most", at=at) for at in groups),
        *(Demand("startup_least", at=at) for at, one in enumerate(problem.startups) if one.least),
        *(Demand("expert_least", at=at) for at, one in enumerate(problem.experts) if one.least),
        *(Demand("group_least", at=at) for at in groups if problem.groups[at].least),
        *(Demand("forbidden", pair) for pair in sorted(forbidden)),
        *(Demand("pinned", pair) for pair in sorted(problem.pinned)),
    ]


def _can_be(problem: Problem, kept: Sequence[Demand]) -> bool:
    asked = _with_only(problem, frozenset(kept))
    if len(asked.where(asked.pinned)) < len(asked.pinned):
        return False
    try:
        return is_feasible(network_of(asked))
    except Overlapping:
        pass
    try:
        integer.pair_up(replace(asked, coverage_first=False, kept=frozenset()), seed=0)
    except Infeasible:
        return False
    return True


def _with_only(problem: Problem, kept: frozenset[Demand]) -> Problem:
    most_s, most_e = len(problem.experts), len(problem.startups)
    groups = [
        replace(
            group,
            most=group.most if Demand("group_most", at=at) in kept else most_e * len(group.experts),
            least=group.least if Demand("group_least", at=at) in kept else 0,
        )
        for at, group in enumerate(problem.groups)
    ]
    asked = replace(
        problem,
        startups=_bounded(problem.startups, kept, "startup_least", "startup_most", most_s),
        experts=_bounded(problem.experts, kept, "expert_least", "expert_most", most_e),
        pinned=frozenset(one.pair for one in kept if one.kind == "pinned"),
        groups=tuple(groups),
    )
    return asked.without(frozenset(one.pair for one in kept if one.kind == "forbidden"))


def _bounded(
    parties: Sequence[Party], kept: frozenset[Demand], least: Kind, most: Kind, all_there_are: int
) -> list[Party]:
    return [
        replace(
            party,
            least=party.least if Demand(least, at=at) in kept else 0,
            most=party.most if Demand(most, at=at) in kept else max(all_there_are, party.least),
        )
        for at, party in enumerate(parties)
    ]
