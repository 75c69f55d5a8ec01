"""What was gathered, as the engine takes it: both sides, what lies between them, and the score of each pair.

The document names people by id, the engine by position. `free` are spans of quarters of an hour of the week, Monday
00:00 on the hub's clock first, that are somebody's in every week of the programme.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentoring.pairing.scoring import Between, Giving, Part, Table, Wanting, Weighing, score_all

Document = Mapping[str, Any]
Asked = Mapping[str, Any]
Ids = tuple[int, int]
A_DAY = 24 * 4
A_WEEK = 7 * A_DAY
QUARTER = 15
PERMILLE = 1000


@dataclass(frozen=True, eq=False)
class Scored:
    """A document with its scores by what was `asked`."""

    document: Document
    asked: Asked

    @cached_property
    def startups(self) -> dict[int, int]:
        """Where each stands."""
        return {one["id"]: at for at, one in enumerate(self.document["startups"])}

    @cached_property
    def experts(self) -> dict[int, int]:
        return {one["id"]: at for at, one in enumerate(self.document["experts"])}

    @cached_property
    def ids(self) -> tuple[list[int], list[int]]:
        """Who stands where."""
        return list(self.startups), list(self.experts)

    @cached_property
    def hours(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """For each of either side, which quarters of the week are theirs."""
        return _masks(self.document["startups"]), _masks(self.document["experts"])

    @cached_property
    def slots(self) -> list[int]:
        """When a weekly session may begin, in minutes since Monday 00:00; no two of them overlap."""
        quarters = self._quarters
        return [
            (day * A_DAY + at) * QUARTER
            for day in range(7)
            for at in range(0, A_DAY - quarters + 1, quarters)
        ]

    @cached_property
    def free_slots(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """For each of either side, which of the slots are wholly theirs."""
        begins = np.array(self.slots) // QUARTER
        ours, theirs = (
            np.logical_and.reduce([mask[:, begins + at] for at in range(self._quarters)])
            for mask in self.hours
        )
        return ours, theirs

    @property
    def _quarters(self) -> int:
        minutes = max(int(self.document["week"]["minutes"]), 60)
        return -(-minutes // QUARTER)

    @cached_property
    def table(self) -> Table:
        """Scores, parts and bans of all pairs. Raises Unweighed."""
        return score_all(self._wanting(), self._giving(), self._between(), self._weighing())

    def places_of(self, pairs: Sequence[Sequence[Any]]) -> frozenset[Ids]:
        """Positions of pairs of ids; who takes no part any more is left out."""
        return frozenset(
            (self.startups[one[0]], self.experts[one[1]])
            for one in pairs
            if one[0] in self.startups and one[1] in self.experts
        )

    def capacity(self, expert: Mapping[str, Any]) -> int:
        """What they give, or would if somebody asks what would be."""
        changed = self.asked.get("capacity", {})
        return int(changed.get(str(expert["id"]), expert["most"]))

    def _wanting(self) -> list[Wanting]:
        return [
            Wanting(
                ranks=[self.experts[other] for other in one["ranks"] if other in self.experts],
                needs=dict.fromkeys(one["needs"], 1),
                languages=frozenset(one["languages"]),
                stage=one["stage"],
                markets=frozenset(one["markets"]),
                organisations=frozenset(one["organisations"]),
            )
            for one in self.document["startups"]
        ]

    def _giving(self) -> list[Giving]:
        return [
            Giving(
                ranks=[self.startups[other] for other in one["ranks"] if other in self.startups],
                vetoes=frozenset(self.startups[other] for other in one["vetoes"] if other in self.startups),
                topics=frozenset(one["topics"]),
                languages=frozenset(one["languages"]),
                stages=frozenset(one["stages"]),
                markets=frozenset(one["markets"]),
                conflicts=frozenset(one["conflicts"]),
                load=one["load"],
                most=self.capacity(one),
            )
            for one in self.document["experts"]
        ]

    def _between(self) -> Between:
        words = np.zeros((len(self.startups), len(self.experts)), dtype=np.float32)
        for startup, expert, share in self.document["words"]:
            words[self.startups[startup], self.experts[expert]] = share / PERMILLE
        ours, theirs = (mask.astype(np.float32) for mask in self.hours)
        ratings = {
            (self.startups[startup], self.experts[expert]): stars
            for startup, expert, stars in self.document["ratings"]
        }
        return Between((ours @ theirs.T / 4).astype(np.float32), words, ratings)

    def _weighing(self) -> Weighing:
        return Weighing(
            {Part(name): weight for name, weight in self.asked["weights"].items()},
            enough_hours=max(self.asked["enough_hours"], 1),
            fewest_hours=self.asked["fewest_hours"],
            language_is_a_must=self.asked["language_is_a_must"],
        )


def _masks(people: Sequence[Mapping[str, Any]]) -> NDArray[np.bool_]:
    masks = np.zeros((len(people), A_WEEK), dtype=np.bool_)
    for at, one in enumerate(people):
        for start, end in one["free"]:
            masks[at, start:end] = True
    return masks
