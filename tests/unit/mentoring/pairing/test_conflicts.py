"""What is told where nothing is possible."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from mentoring.pairing.conflicts import Demand, conflict_in
from mentoring.pairing.problem import Group, Party, Problem
from tests.unit.mentoring.pairing.problems import every_pairing, problems

ONE, TWO = [Party("s0")], [Party("s0"), Party("s1")]


@settings(max_examples=400, deadline=None)
@given(problems())
def test_a_conflict_is_told_exactly_where_nothing_is_possible(problem: Problem) -> None:
    is_possible = next(every_pairing(problem), None) is not None
    assert (conflict_in(problem) == []) == is_possible


@settings(max_examples=400, deadline=None)
@given(problems())
def test_without_any_one_demand_of_it_the_others_can_be(problem: Problem) -> None:
    found = conflict_in(problem)
    for dropped in found:
        assert (
            next(every_pairing(keeping(problem, [one for one in found if one != dropped])), None) is not None
        )


def keeping(problem: Problem, demands: list[Demand]) -> Problem:
    def at_most(kind: str, at: int, most: int) -> int:
        return most if any(one.kind == kind and one.at == at for one in demands) else 99

    def at_least(kind: str, at: int, least: int) -> int:
        return least if any(one.kind == kind and one.at == at for one in demands) else 0

    def parties(side: str, all_: list[Party]) -> list[Party]:
        return [
            Party(one.id, at_least(f"{side}_least", at, one.least), at_most(f"{side}_most", at, one.most))
            for at, one in enumerate(all_)
        ]

    return replace(
        problem,
        startups=parties("startup", list(problem.startups)),
        experts=parties("expert", list(problem.experts)),
        pinned=frozenset(one.pair for one in demands if one.kind == "pinned"),
        groups=tuple(
            replace(
                group,
                most=at_most("group_most", at, group.most),
                least=at_least("group_least", at, group.least),
            )
            for at, group in enumerate(problem.groups)
        ),
    )


@pytest.mark.parametrize(
    ("problem", "forbidden", "told"),
    [
        (
            Problem.of(ONE, [Party("e0")], {(0, 0): 1}, pinned=frozenset({(0, 0)})),
            frozenset({(0, 0)}),
            [Demand("forbidden", (0, 0)), Demand("pinned", (0, 0))],
        ),
        (
            Problem.of(TWO, [Party("e0")], {(0, 0): 1, (1, 0): 1}, pinned=frozenset({(0, 0), (1, 0)})),
            frozenset(),
            [Demand("expert_most", at=0), Demand("pinned", (0, 0)), Demand("pinned", (1, 0))],
        ),
        (Problem.of([Party("s0", 1)], [Party("e0")], {}), frozenset(), [Demand("startup_least", at=0)]),
        (
            Problem.of(
                [Party("s0", 1), Party("s1", 1)],
                [Party("e0"), Party("e1")],
                {(0, 0): 1, (1, 1): 1},
                groups=(Group(frozenset({0, 1}), 1),),
            ),
            frozenset(),
            [Demand("group_most", at=0), Demand("startup_least", at=0), Demand("startup_least", at=1)],
        ),
        (
            Problem.of(ONE, [Party("e0", 0, 0)], {(0, 0): 1}, pinned=frozenset({(0, 0)})),
            frozenset(),
            [Demand("expert_most", at=0), Demand("pinned", (0, 0))],
        ),
    ],
    ids=["pin_against_forbidden", "two_pins_on_one_seat", "nobody_for_it", "organisation", "capacity_zero"],
)
def test_what_conflicts_is_named(
    problem: Problem, forbidden: frozenset[tuple[int, int]], told: list[Demand]
) -> None:
    assert sorted(conflict_in(problem, forbidden)) == sorted(told)
