"""A pairing that no startup and expert would leave for each other, from wishes and, where they end, from scores."""

import numpy as np
from numpy.typing import NDArray

from mentoring.cycles.asking import Question
from mentoring.cycles.scored import Ids
from mentoring.pairing.solver import Infeasible
from mentoring.pairing.stable import stable_pairs


def stable_of(question: Question) -> list[Ids]:
    """The stable pairs, besides those that are required or stand. Raises Infeasible where these or the least numbers
    cannot be kept."""
    fixed = _fixed(question)
    ours, theirs = _seats(question)
    found = stable_pairs(*_lists(question), theirs, ours) | fixed
    for side, parties in enumerate((question.startups, question.experts)):
        count = np.bincount([pair[side] for pair in found], minlength=len(parties))
        if any(count[at] < party.least for at, party in enumerate(parties)):
            raise Infeasible
    return sorted(found)


def blocking_pairs(question: Question, pairs: list[Ids]) -> list[Ids]:
    """Who would both rather have each other than whom they got, or a seat that stays empty."""
    startups, experts = _lists(question)
    seats, places = _seats(question)
    free = set(pairs) - _fixed(question)
    worst_of_startup = _worst(startups, seats, free, side=0)
    worst_of_expert = _worst(experts, places, free, side=1)
    theirs = [{startup: at for at, startup in enumerate(ranks)} for ranks in experts]
    return [
        (startup, expert)
        for startup, ranks in enumerate(startups)
        for at, expert in enumerate(ranks)
        if (startup, expert) not in free
        and at < worst_of_startup[startup]
        and theirs[expert][startup] < worst_of_expert[expert]
    ]


def _worst(lists: list[list[int]], seats: list[int], pairs: set[Ids], *, side: int) -> list[int]:
    """Up to which place of each one's list somebody would be taken: that of the worst, or the end while a seat is free."""
    found = []
    for at, ranks in enumerate(lists):
        got = [ranks.index(pair[1 - side]) for pair in pairs if pair[side] == at]
        found.append(len(ranks) if len(got) < seats[at] else max(got, default=-1))
    return found


def _fixed(question: Question) -> set[Ids]:
    fixed = question.standing | question.required
    if any(question.open_scores[pair] == 0 for pair in fixed):
        raise Infeasible
    return set(fixed)


def _seats(question: Question) -> tuple[list[int], list[int]]:
    seats = []
    for side, parties in enumerate((question.startups, question.experts)):
        taken = np.bincount(
            np.array([pair[side] for pair in _fixed(question)], dtype=np.int64), minlength=len(parties)
        )
        left = [party.most - int(taken[at]) for at, party in enumerate(parties)]
        if min(left, default=0) < 0:
            raise Infeasible
        seats.append(left)
    return seats[0], seats[1]


def _lists(question: Question) -> tuple[list[list[int]], list[list[int]]]:
    """Each one's list: wishes first, then everybody else who is possible, the highest score first."""
    scores = question.open_scores.copy()
    for pair in _fixed(question):
        scores[pair] = 0
    document, scored = question.scored.document, question.scored
    ours = [
        _list(scores[at], [scored.experts[one] for one in party["ranks"] if one in scored.experts])
        for at, party in enumerate(document["startups"])
    ]
    theirs = [
        _list(scores[:, at], [scored.startups[one] for one in party["ranks"] if one in scored.startups])
        for at, party in enumerate(document["experts"])
    ]
    return ours, theirs


def _list(scores: NDArray[np.int64], wishes: list[int]) -> list[int]:
    possible = [at for at in np.argsort(-scores, kind="stable").tolist() if scores[at]]
    wished = [at for at in wishes if scores[at]]
    return [*wished, *(at for at in possible if at not in set(wished))]
