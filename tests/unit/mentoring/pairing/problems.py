"""Small problems of every shape, and what is true of them, worked out by trying everything."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations

from hypothesis import strategies as st

from mentoring.pairing.problem import Group, Pair, Party, Problem

MOST_PAIRS = 11  # two to the eleventh are tried


@st.composite
def problems(draw: st.DrawFn, *, groups: bool = True, tied: bool = False) -> Problem:
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    every = [(startup, expert) for startup in range(n) for expert in range(m)]
    fewest = draw(st.sampled_from([0, min(len(every), MOST_PAIRS)]))
    possible = draw(st.lists(st.sampled_from(every), unique=True, min_size=fewest, max_size=MOST_PAIRS))
    highest = 3 if tied else draw(st.sampled_from([3, 5, 9]))
    scores = {pair: draw(st.integers(1, highest)) for pair in possible}
    return Problem.of(
        [draw(parties(f"s{at}", 2)) for at in range(n)],
        [draw(parties(f"e{at}", 3)) for at in range(m)],
        scores,
        pinned=frozenset(draw(st.lists(st.sampled_from(possible), max_size=1))) if possible else frozenset(),
        groups=tuple(draw(st.lists(some_group(m), max_size=2))) if groups else (),
        coverage_first=draw(st.booleans()),
        kept=frozenset(draw(st.lists(st.sampled_from(possible), max_size=2))) if possible else frozenset(),
    )


@st.composite
def parties(draw: st.DrawFn, name: str, most: int) -> Party:
    return Party(name, draw(st.sampled_from([0, 0, 0, 1])), draw(st.integers(0, most)))


@st.composite
def some_group(draw: st.DrawFn, experts: int) -> Group:
    return Group(
        frozenset(draw(st.lists(st.integers(0, experts - 1), min_size=1, unique=True))),
        draw(st.integers(0, 3)),
        draw(st.sampled_from([0, 0, 0, 1])),
    )


def every_pairing(problem: Problem) -> Iterator[frozenset[Pair]]:
    """All that keep the bounds."""
    pairs = scores_of(problem)
    some = chain.from_iterable(combinations(pairs, size) for size in range(len(pairs) + 1))
    return (found for one in some if is_allowed(problem, found := frozenset(one)))


def is_allowed(problem: Problem, pairs: frozenset[Pair]) -> bool:
    of_startup, of_expert = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    together = [sum(expert in group.experts for _, expert in pairs) for group in problem.groups]
    return (
        problem.pinned <= pairs
        and all(one.least <= of_startup[at] <= one.most for at, one in enumerate(problem.startups))
        and all(one.least <= of_expert[at] <= one.most for at, one in enumerate(problem.experts))
        and all(one.least <= count <= one.most for one, count in zip(problem.groups, together, strict=True))
    )


def scores_of(problem: Problem) -> dict[Pair, int]:
    places = zip(problem.startup.tolist(), problem.expert.tolist(), problem.score.tolist(), strict=True)
    return {(startup, expert): score for startup, expert, score in places}


def worth(problem: Problem, pairs: frozenset[Pair]) -> tuple[int, ...]:
    """What counts, the weightiest first."""
    scores = scores_of(problem)
    made = [scores[pair] for pair in pairs]
    loads = Counter(expert for _, expert in pairs)
    return (
        len({startup for startup, _ in pairs}) if problem.coverage_first else 0,
        len(pairs & problem.kept),
        sum(made),
        min(made, default=0),
        -sum(load**2 for load in loads.values()),
    )


def renamed(problem: Problem) -> Problem:
    return replace(
        problem,
        startups=[replace(one, id=f"other {one.id}") for one in problem.startups],
        experts=[replace(one, id=f"other {one.id}") for one in problem.experts],
    )
