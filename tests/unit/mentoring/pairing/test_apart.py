"""The solver in a process of its own, and all ways in which it may end without an answer."""

import os
import signal
from datetime import timedelta

import numpy as np
import psutil
import pytest

from mentoring.pairing.apart import NotSolved, pair_up_apart, pair_up_with_hours_apart
from mentoring.pairing.hours import HourProblem, pair_up_with_hours
from mentoring.pairing.problem import Party, Problem
from mentoring.pairing.solver import Infeasible, pair_up

A_MINUTE = timedelta(minutes=1)
ENOUGH = 4000  # megabytes of addresses, most of them never used


def table(rows: int, columns: int, *, least: int = 0) -> Problem:
    scores = np.random.default_rng(rows).integers(1, 1001, (rows, columns))
    startups = [Party(f"s{at}", least) for at in range(rows)]
    return Problem.of_matrix(startups, [Party(f"e{at}", 0, 4) for at in range(columns)], scores)


def children() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "mentoring.pairing.apart" in _command_of(one)]


def _command_of(process: psutil.Process) -> list[str]:
    """None of one that has ended and was not waited for yet."""
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def test_the_answer_is_that_of_this_process() -> None:
    problem = table(40, 12)
    found = pair_up_apart(problem, seed=5, within=A_MINUTE, megabytes=ENOUGH)
    here = pair_up(problem, seed=5)
    assert (found.pairs, found.score, found.proof.bound) == (here.pairs, here.score, here.proof.bound)
    assert children() == []


def test_so_it_is_with_hours() -> None:
    columns = (np.array(column, dtype=np.int32) for column in ([0, 0, 1], [0, 0, 0], [9, 10, 9]))
    startup, expert, hour = columns
    asked = HourProblem(
        [Party("a"), Party("b")],
        [Party("e", 0, 2)],
        startup,
        expert,
        hour,
        np.array([9, 1, 5], dtype=np.int64),
    )
    found = pair_up_with_hours_apart(asked, seed=0, within=A_MINUTE, megabytes=ENOUGH)
    assert found.meetings == pair_up_with_hours(asked).meetings


def test_what_cannot_be_is_told_as_ever() -> None:
    with pytest.raises(Infeasible):
        pair_up_apart(table(9, 2, least=1), seed=0, within=A_MINUTE, megabytes=ENOUGH)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"within": timedelta(milliseconds=1)}, "too_long"),
        ({"megabytes": 100}, "too_large"),
        ({"is_to_stop": lambda: True}, "stopped"),
    ],
)
def test_it_ends_where_it_may_not_go_on(limits: dict[str, object], code: str) -> None:
    problem = table(300, 1000)
    with pytest.raises(NotSolved) as ended:
        pair_up_apart(problem, **({"seed": 0, "within": A_MINUTE, "megabytes": ENOUGH} | limits))  # type: ignore[arg-type]
    assert (ended.value.code, children()) == (code, [])


def test_one_that_is_killed_takes_nothing_along() -> None:
    def kill() -> bool:
        for child in children():
            os.kill(child.pid, signal.SIGKILL)
        return False  # go on waiting

    with pytest.raises(NotSolved) as ended:
        pair_up_apart(table(300, 1000), seed=0, within=A_MINUTE, megabytes=ENOUGH, is_to_stop=kill)
    assert ended.value.code == "died"
