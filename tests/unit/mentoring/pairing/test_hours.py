"""Pairs and weekly hours together."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.pairing.checking import faults_of_hours
from mentoring.pairing.hours import HourPairing, HourProblem, Meeting, pair_up_with_hours
from mentoring.pairing.problem import Party
from mentoring.pairing.solver import Infeasible

MOST_MEETINGS = 10


@st.composite
def hour_problems(draw: st.DrawFn, most: int = 1) -> HourProblem:
    every = [Meeting(*one) for one in product(range(3), range(2), range(3))]
    possible = draw(st.lists(st.sampled_from(every), unique=True, max_size=MOST_MEETINGS))
    return asked(
        {meeting: draw(st.integers(1, 9)) for meeting in possible},
        startups=[Party(f"s{at}", 0, most) for at in range(3)],
        experts=[Party(f"e{at}", 0, draw(st.integers(0, 3))) for at in range(2)],
    )


def asked(scores: dict[Meeting, int], startups: list[Party], experts: list[Party]) -> HourProblem:
    rows = np.array([[*meeting, score] for meeting, score in scores.items()], dtype=np.int64).reshape(-1, 4)
    startup, expert, hour = (rows[:, at].astype(np.int32) for at in range(3))
    return HourProblem(startups, experts, startup, expert, hour, rows[:, 3])


def most_worth(problem: HourProblem) -> tuple[int, int]:
    """By trying everything."""
    columns = (problem.startup, problem.expert, problem.hour, problem.score)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    best = (0, 0)
    for chosen in product((False, True), repeat=len(rows)):
        made = [row for row, is_made in zip(rows, chosen, strict=True) if is_made]
        if is_allowed(problem, made):
            best = max(best, (len({row[0] for row in made}), sum(row[3] for row in made)))
    return best


def is_allowed(problem: HourProblem, made: list[tuple[int, int, int, int]]) -> bool:
    distinct = ((0, 1), (0, 2), (1, 2))  # startup and expert, startup and hour, expert and hour
    clashes = any(len({(row[one], row[other]) for row in made}) < len(made) for one, other in distinct)
    limits = ((problem.startups, 0), (problem.experts, 1))
    return not clashes and all(
        sum(row[side] == at for row in made) <= party.most
        for parties, side in limits
        for at, party in enumerate(parties)
    )


def worth(found: HourPairing) -> tuple[int, int]:
    return found.pairing.served, found.pairing.score


@settings(max_examples=500, deadline=None)
@given(hour_problems())
def test_no_pairs_with_hours_are_better(problem: HourProblem) -> None:
    found = pair_up_with_hours(problem)
    assert (faults_of_hours(found), found.pairing.proof.gap) == ([], 0)
    assert worth(found) == most_worth(problem)


@settings(max_examples=300, deadline=None)
@given(hour_problems(most=2))
def test_nor_are_any_where_a_startup_has_two_experts(problem: HourProblem) -> None:
    found = pair_up_with_hours(problem)
    assert (faults_of_hours(found), found.pairing.proof.gap) == ([], 0)
    assert worth(found) == most_worth(problem)


@settings(max_examples=300, deadline=None)
@given(hour_problems(), st.integers(0, 2), st.integers(0, 1), st.integers(0, 2))
def test_one_free_hour_more_never_lowers_the_value(
    problem: HourProblem, startup: int, expert: int, hour: int
) -> None:
    columns = (problem.startup, problem.expert, problem.hour, problem.score)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    scores = {Meeting(*row[:3]): row[3] for row in rows}
    more = asked({Meeting(startup, expert, hour): 4} | scores, list(problem.startups), list(problem.experts))
    assert worth(pair_up_with_hours(more)) >= worth(pair_up_with_hours(problem))


def test_who_shares_one_hour_only_is_given_it_before_who_has_another() -> None:
    scores = {Meeting(0, 0, 9): 9, Meeting(0, 0, 10): 1, Meeting(1, 0, 9): 5}
    found = pair_up_with_hours(asked(scores, [Party("a"), Party("b")], [Party("e", 0, 2)]))
    assert found.meetings == (Meeting(0, 0, 10), Meeting(1, 0, 9))


def test_an_hour_that_nobody_has_cannot_be_pinned() -> None:
    problem = asked({Meeting(0, 0, 9): 9}, [Party("a")], [Party("e")])
    with pytest.raises(Infeasible):
        pair_up_with_hours(HourProblem(**(vars(problem) | {"pinned": frozenset({Meeting(0, 0, 11)})})))
