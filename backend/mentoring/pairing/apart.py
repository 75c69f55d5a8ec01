"""Solving in a process of its own: limited in time and memory, ended when nobody wants it any more, and gone with all that
the solver loaded. What kills it kills nothing else.
"""

import pickle
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from tempfile import TemporaryFile

from mentoring.pairing.hours import HourPairing, HourProblem, pair_up_with_hours
from mentoring.pairing.problem import Problem
from mentoring.pairing.solver import Infeasible, Pairing, pair_up

BACKEND = Path(__file__).resolve().parents[2]
A_LOOK = timedelta(milliseconds=50)
INFEASIBLE, TOO_LARGE = 3, 4  # exit codes; Python itself ends with 0, 1 or 2


class NotSolved(Exception):
    """No answer came: `code` says why ("too_long", "too_large", "stopped", "died")."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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
    command = [sys.executable, "-m", "mentoring.pairing.apart", str(megabytes)]
    until = time.monotonic() + within.total_seconds()
    with TemporaryFile() as question:  # a pipe would have to be filled while the answer is waited for
        pickle.dump(asked, question)
        question.seek(0)
        with Popen(command, cwd=BACKEND, stdin=question, stdout=PIPE) as child:  # noqa: S603 -- our own
            try:
                answer = _answer_of(child, until, is_to_stop)
            finally:
                child.kill()  # has no effect on one that has ended
    if child.returncode == INFEASIBLE:
        raise Infeasible
    if child.returncode != 0:
        raise NotSolved("too_large" if child.returncode == TOO_LARGE else "died")
    return pickle.loads(answer)  # noqa: S301 -- of our own child


def _answer_of(child: "Popen[bytes]", until: float, is_to_stop: Callable[[], bool]) -> bytes:
    while True:
        try:
            return child.communicate(timeout=A_LOOK.total_seconds())[0]
        except TimeoutExpired:
            if is_to_stop():
                raise NotSolved("stopped") from None
            if time.monotonic() >= until:
                raise NotSolved("too_long") from None


def _main(megabytes: int) -> int:
    """The child: a question on its standard input, the answer on its standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    try:
        asked, seed = pickle.load(sys.stdin.buffer)  # noqa: S301 -- of our own parent
        solve = pair_up_with_hours if isinstance(asked, HourProblem) else pair_up
        pickle.dump(solve(asked, seed=seed), sys.stdout.buffer)
    except Infeasible:
        return INFEASIBLE
    except MemoryError:
        return TOO_LARGE
    return 0


if __name__ == "__main__":
    sys.exit(_main(int(sys.argv[1])))
