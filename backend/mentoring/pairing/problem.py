"""What is asked of a pairing: two sides with their least and most pairs, scores, and what must or may not be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Amounts = NDArray[np.int64]
Pair = tuple[int, int]


class BadPairing(ValueError):
    """The question makes no sense: `code` is stable, `where` names the part."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{code}: {where}")
        self.code, self.where = code, where


@dataclass(frozen=True)
class Party:
    """A startup or an expert, who needs at least `least` pairs and takes at most `most`."""

    id: str
    least: int = 0
    most: int = 1


@dataclass(frozen=True)
class Group:
    """From `least` to `most` pairs with these experts (positions) together: an organisation that gives so much and no
    more. `is_one` says that they are one person's hours: it is such groups then that are to be loaded alike.
    """

    experts: frozenset[int]
    most: int
    least: int = 0
    is_one: bool = False


@dataclass(frozen=True, eq=False)
class Problem:
    """Startups and experts are known by their position. The possible pairs lie in three arrays of one length, ascending
    by (expert, startup); scores are integers from 1. A pair that is not there cannot be.
    """

    startups: Sequence[Party]
    experts: Sequence[Party]
    startup: Ids
    expert: Ids
    score: Amounts
    pinned: frozenset[Pair] = frozenset()
    groups: tuple[Group, ...] = ()
    coverage_first: bool = True
    kept: frozenset[Pair] = field(default=frozenset())  # shown before: changed only where coverage wants it

    @classmethod
    def of(
        cls,
        startups: Sequence[Party],
        experts: Sequence[Party],
        scores: Mapping[Pair, int],
        *,
        pinned: frozenset[Pair] = frozenset(),
        forbidden: frozenset[Pair] = frozenset(),
        groups: tuple[Group, ...] = (),
        coverage_first: bool = True,
        kept: frozenset[Pair] = frozenset(),
    ) -> Self:
        """From a score for each possible pair of positions."""
        rows = sorted((expert, startup, score) for (startup, expert), score in scores.items())
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        problem = cls(
            startups,
            experts,
            table[:, 1].astype(np.int32),
            table[:, 0].astype(np.int32),
            table[:, 2].copy(),
            pinned,
            groups,
            coverage_first,
            kept,
        )
        problem._check()
        return problem.without(forbidden)

    @classmethod
    def of_matrix(
        cls,
        startups: Sequence[Party],
        experts: Sequence[Party],
        scores: Amounts,
        *,
        coverage_first: bool = True,
    ) -> Self:
        """From a table of startups (rows) by experts; 0 is an impossible pair."""
        expert, startup = np.nonzero(scores.T > 0)
        found = cls(
            startups,
            experts,
            startup.astype(np.int32),
            expert.astype(np.int32),
            scores.T[expert, startup].astype(np.int64),
            coverage_first=coverage_first,
        )
        found._check()
        return found

    def without(self, pairs: frozenset[Pair]) -> Self:
        """The same without these pairs."""
        if not pairs:
            return self
        keys = self.keys()
        gone = np.isin(keys, [self.key(pair) for pair in pairs])
        return self._only(~gone)

    def only(self, startups: frozenset[int]) -> Self:
        """The same with the pairs of these startups alone."""
        return self._only(np.isin(self.startup, list(startups)))

    def _only(self, chosen: NDArray[np.bool_]) -> Self:
        return replace(
            self, startup=self.startup[chosen], expert=self.expert[chosen], score=self.score[chosen]
        )

    def keys(self) -> Amounts:
        """A number for each pair, ascending."""
        return self.expert.astype(np.int64) * len(self.startups) + self.startup

    def key(self, pair: Pair) -> int:
        return pair[1] * len(self.startups) + pair[0]

    def where(self, pairs: frozenset[Pair]) -> NDArray[np.intp]:
        """The places of those of `pairs` that are possible, ascending."""
        if not pairs:
            return np.zeros(0, dtype=np.intp)
        return np.flatnonzero(np.isin(self.keys(), [self.key(pair) for pair in pairs]))

    def pairs_at(self, places: NDArray[np.intp]) -> list[Pair]:
        return list(zip(self.startup[places].tolist(), self.expert[places].tolist(), strict=True))

    def _check(self) -> None:
        _check_side("startups", self.startups)
        _check_side("experts", self.experts)
        if len(self.score):
            self._check_scores()
        for group in self.groups:
            if min(group.least, group.most) < 0 or any(
                not 0 <= expert < len(self.experts) for expert in group.experts
            ):
                raise BadPairing("bad_group", ", ".join(map(str, sorted(group.experts))))

    def _check_scores(self) -> None:
        if int(self.score.min()) < 1:
            raise BadPairing("score_below_one", "scores")
        for places, parties in ((self.startup, self.startups), (self.expert, self.experts)):
            if int(places.min()) < 0 or int(places.max()) >= len(parties):
                raise BadPairing("unknown_party", "scores")


def _check_side(side: str, parties: Sequence[Party]) -> None:
    seen: set[str] = set()
    for party in parties:
        if party.id in seen:
            raise BadPairing("twice", f"{side} {party.id}")
        if min(party.least, party.most) < 0:
            raise BadPairing("negative", f"{side} {party.id}")
        seen.add(party.id)
