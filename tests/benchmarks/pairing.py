"""Who gets whom, in process: exact at every size, with and without the weekly hour; scores are drawn from a seed.

The scores lean towards some startups and some experts, as people's do, so that many want the same.
"""

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple, TypeVar

import numpy as np

from agenda import wall_clock
from agenda.common_hours import OwnWeek, common_hours
from mentoring.pairing.checking import faults_of, faults_of_hours
from mentoring.pairing.hours import HourProblem, pair_up_with_hours
from mentoring.pairing.problem import Amounts, Party, Problem
from mentoring.pairing.scoring import Between, Giving, Part, Table, Wanting, Weighing, score_all
from mentoring.pairing.solver import pair_up, settled_again
from tests.benchmarks.stand import Stand
from tests.linear_program import linear_bound

Found = TypeVar("Found")
ROUNDS = 5
SIZES = (
    (80, 30, 1.0, "0.02 s"),
    (1000, 300, 1.0, "0.2 s"),
    (5000, 1500, 0.1, "1 s, 500 MB"),
    (5000, 1500, 1.0, "6 s"),
)
WEEK_HOURS = 60  # those in which either side meets at all
LINEAR = 400_000  # pairs up to which a linear program is solved beside it


def measure(_stand: Stand) -> Iterator[tuple[str, str]]:
    for startups, experts, share, target in SIZES:
        # Each in a process of its own: memory is that of one question.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            alone = pool.submit(_alone, startups, experts, share).result()
        label = f"{startups} x {experts}, {share:.0%} of the pairs (target {target}), best of {ROUNDS}"
        yield label, f"{alone.seconds:.3f} s"
        yield "  served, score, gap", f"{alone.served}, {alone.score}, {alone.gap}"
        yield "  highest memory of its process", f"{alone.megabytes:.0f} MB"
        problem = _problem(startups, experts, share)
        if len(problem.score) <= LINEAR:
            yield "  score by a linear program, coverage aside", str(_linear(problem))
    yield from _again()
    yield from _with_hours()
    yield from _scoring()


class Alone(NamedTuple):
    seconds: float
    megabytes: float
    served: int
    score: int
    gap: int


def _alone(startups: int, experts: int, share: float) -> Alone:
    problem = _problem(startups, experts, share)
    took, found = _best_of(partial(pair_up, problem))
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert faults_of(problem, found) == []
    return Alone(took, highest, found.served, found.score, found.proof.gap)


def _again() -> Iterator[tuple[str, str]]:
    problem = _problem(1000, 300, 1.0)
    shown = frozenset(pair_up(problem).pairs)
    withdrawn = frozenset([min(shown)])
    took, found = _best_of(lambda: settled_again(problem, shown, withdrawn=withdrawn))
    kept = len(shown & set(found.pairs))
    yield f"1000 x 300 after one withdrawal (target 0.1 s), best of {ROUNDS}", f"{took:.3f} s"
    yield "  pairs kept, of", f"{kept}, {len(shown) - 1}"


def _with_hours() -> Iterator[tuple[str, str]]:
    draw = np.random.default_rng(11)
    problem = _problem(1000, 300, 1.0)
    free_s, free_e = draw.random((1000, WEEK_HOURS)) < 0.3, draw.random((300, WEEK_HOURS)) < 0.15
    startup, expert, hour = np.nonzero(free_s[:, None, :] & free_e[None, :, :])
    score = _scores(1000, 300, 1.0)[startup, expert]
    asked = HourProblem(
        problem.startups,
        problem.experts,
        startup.astype(np.int32),
        expert.astype(np.int32),
        hour.astype(np.int32),
        score,
    )
    took, found = _best_of(lambda: pair_up_with_hours(asked))
    assert (faults_of_hours(found), found.pairing.proof.gap) == ([], 0)
    lost = 1 - found.pairing.score / pair_up(problem).score
    yield (
        f"1000 x 300 with the weekly hour, {len(hour)} meetings (target 3 s), best of {ROUNDS}",
        f"{took:.2f} s",
    )
    yield "  startups with an hour", str(found.pairing.served)
    yield "  score lost for the hours (target 1.5 %)", f"{lost:.2%}"


def _scoring() -> Iterator[tuple[str, str]]:
    draw = np.random.default_rng(5)
    first = wall_clock.day_of(date(2026, 9, 7))
    startups = [_own_week(draw, "Asia/Seoul") for _ in range(1000)]
    experts = [_own_week(draw, "America/Los_Angeles") for _ in range(300)]
    topics = [f"topic-{at}" for at in range(60)]
    wanting = [
        Wanting(
            ranks=draw.permutation(300)[:10].tolist(),
            needs=dict.fromkeys(draw.choice(topics, 5).tolist(), 1),
            languages=frozenset({"ko", "en"}),
        )
        for _ in startups
    ]
    giving = [
        Giving(topics=frozenset(draw.choice(topics, 8).tolist()), languages=frozenset({"en"}), most=4)
        for _ in experts
    ]

    def scored() -> Table:
        hours = common_hours(startups, experts, first=first, last=first + 16 * 7 - 1)
        return score_all(wanting, giving, Between(hours.in_every_week), Weighing(dict.fromkeys(Part, 1)))

    took, table = _best_of(scored)
    yield "1000 x 300 scored, hours of 16 weeks over November among it (target 3 s)", f"{took:.2f} s"
    yield "  hours in common, share of the most, on average", f"{table.parts[Part.HOURS].mean():.2f}"


def _own_week(draw: np.random.Generator, zone: str) -> OwnWeek:
    days = []
    for _ in range(7):
        start = int(draw.integers(28, 60)) * 15
        days.append(((start, start + int(draw.integers(8, 36)) * 15),))
    return OwnWeek(zone, tuple(days))


def _best_of(solve: Callable[[], Found]) -> tuple[float, Found]:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = solve()
        took.append(time.perf_counter() - began)
    return min(took), found


def _problem(startups: int, experts: int, share: float) -> Problem:
    return Problem.of_matrix(
        [Party(f"s{at}") for at in range(startups)],
        [Party(f"e{at}", 0, 4) for at in range(experts)],
        _scores(startups, experts, share),
    )


def _scores(startups: int, experts: int, share: float) -> Amounts:
    draw = np.random.default_rng(startups)
    scores = draw.integers(1, 701, (startups, experts))
    scores += draw.integers(0, 150, startups)[:, None] + draw.integers(0, 150, experts)[None, :]
    scores[draw.random(scores.shape) >= share] = 0
    return scores


def _linear(problem: Problem) -> int:
    """The same as the pairing scores, if nothing is better."""
    asked = replace(problem, coverage_first=False)
    best = linear_bound(asked)
    assert best == pair_up(asked).score
    return best
