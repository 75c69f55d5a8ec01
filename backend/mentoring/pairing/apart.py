"""Solving in a process of its own (`process`)."""

import pickle
import sys
from collections.abc import Callable
from datetime import timedelta

from mentoring.pairing.hours import HourPairing, HourProblem, pair_up_with_hours
from mentoring.pairing.problem import Problem
from mentoring.pairing.solver import Infeasible, Pairing, pair_up
from processes import NothingPossible, NotSolved, answer_of, answer_within

__all__ = ["NotSolved", "pair_up_apart", "pair_up_with_hours_apart"]


def pair_up_apart(
    problem: Problem,
    *,
    seed: int,
    within: timedelta,
    megabytes: int,
    is_to_stop: Callable[[], bool] = lambda: False,
) -> Pairing:
    """`pair_up` in a process of its own. Raises Infeasible, NotSolved."""
    found = _solved((problem, seed), within, megabytes, is_to_stop)
    assert isinstance(found, Pairing)  # noqa: S101 -- for the type checker
    return found


def pair_up_with_hours_apart(
    asked: HourProblem,
    *,
    seed: int,
    within: timedelta,
    megabytes: int,
    is_to_stop: Callable[[], bool] = lambda: False,
) -> HourPairing:
    """`pair_up_with_hours` in a process of its own. Raises Infeasible, NotSolved."""
    found = _solved((asked, seed), within, megabytes, is_to_stop)
    assert isinstance(found, HourPairing)  # noqa: S101 -- for the type checker
    return found


def _solved(
    asked: tuple[Problem | HourProblem, int],
    within: timedelta,
    megabytes: int,
    is_to_stop: Callable[[], bool],
) -> object:
    try:
        answer = answer_of(
            "mentoring.pairing.apart",
            pickle.dumps(asked),
            within=within,
            megabytes=megabytes,
            is_to_stop=is_to_stop,
        )
    except NothingPossible as error:
        raise Infeasible from error
    return pickle.loads(answer)  # noqa: S301 -- of our own child


def _answer(question: bytes) -> bytes:
    asked, seed = pickle.loads(question)  # noqa: S301 -- of our own parent
    solve = pair_up_with_hours if isinstance(asked, HourProblem) else pair_up
    try:
        return pickle.dumps(solve(asked, seed=seed))
    except Infeasible as error:
        raise NothingPossible from error


if __name__ == "__main__":
    sys.exit(answer_within(int(sys.argv[1]), _answer))
