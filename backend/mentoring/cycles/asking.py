"""What was gathered and asked, as a question to the engine; with the weekly hour, or without."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mentoring.cycles.scored import Ids, Scored
from mentoring.pairing.hours import HourProblem, Meeting
from mentoring.pairing.problem import Amounts, Group, Party, Problem


@dataclass(frozen=True, eq=False)
class Question:
    """Standing pairs stay whatever they score; declined ones do not come back unless somebody requires them."""

    scored: Scored

    @cached_property
    def standing(self) -> frozenset[Ids]:
        return self.scored.places_of(self.scored.document["standing"])

    @cached_property
    def required(self) -> frozenset[Ids]:
        return self.scored.places_of(self.scored.asked["required"])

    @cached_property
    def forbidden(self) -> frozenset[Ids]:
        declined = self.scored.places_of(self.scored.document["declined"])
        return (
            self.scored.places_of(self.scored.asked["forbidden"]) | declined - self.required
        ) - self.standing

    @cached_property
    def scores(self) -> Amounts:
        """0 where a pair cannot be."""
        scores = self.scored.table.scores.copy()
        for pair in self.standing:
            scores[pair] = max(scores[pair], 1)
        return scores

    @cached_property
    def open_scores(self) -> Amounts:
        """The same less what is forbidden."""
        scores = self.scores.copy()
        for pair in self.forbidden:
            scores[pair] = 0
        return scores

    @cached_property
    def startups(self) -> list[Party]:
        held = _count(self.standing, 0)
        return [
            Party(f"{one['id']}", one["least"], max(one["most"], held[at]))
            for at, one in enumerate(self.scored.document["startups"])
        ]

    @cached_property
    def experts(self) -> list[Party]:
        held = _count(self.standing, 1)
        most = [self.scored.capacity(one) for one in self.scored.document["experts"]]
        return [
            Party(f"{one['id']}", min(one["least"], most[at]), max(most[at], held[at]))
            for at, one in enumerate(self.scored.document["experts"])
        ]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Colleagues of one employer, if they are to give so much together and no more."""
        most = self.scored.asked["most_per_organisation"]
        if most is None:
            return ()
        together: dict[str, set[int]] = defaultdict(set)
        for at, one in enumerate(self.scored.document["experts"]):
            if one["organisation"]:
                together[one["organisation"]].add(at)
        held = _count(self.standing, 1)
        return tuple(
            Group(frozenset(experts), max(most, sum(held[expert] for expert in experts)))
            for _, experts in sorted(together.items())
        )

    def without_hours(self, *, forbidding: bool = True) -> Problem:
        """With `forbidding` off what is forbidden stays in, for whoever looks for a conflict."""
        problem = Problem.of_matrix(self.startups, self.experts, self.scores)
        pinned = self.standing | self.required
        kept = self.scored.places_of(self.scored.asked["kept"])
        problem = replace(problem, pinned=pinned, groups=self.groups, kept=kept)
        return problem.without(self.forbidden) if forbidding else problem

    def with_hours(self) -> HourProblem:
        """A startup with required pairs gets these alone: at which hour is the engine's to say."""
        fixed = self.fixed
        startup, expert, hour = self._meetings(fixed)
        score = np.maximum(self.open_scores[startup, expert], 1)
        return HourProblem(
            [self._with_least(at, party) for at, party in enumerate(self.startups)],
            self.experts,
            startup.astype(np.int32),
            expert.astype(np.int32),
            hour.astype(np.int32),
            score,
            frozenset(fixed),
            self.groups,
            kept=frozenset(self._kept()),
        )

    @cached_property
    def fixed(self) -> list[Meeting]:
        """Standing pairs at their hour; one that has none gets a number beyond the week's."""
        hours = {
            pair: one[2] for one in self.scored.document["standing"] for pair in self.scored.places_of([one])
        }
        slots = self.scored.slots
        return [
            Meeting(*pair, slots.index(hours[pair]) if hours[pair] in slots else len(slots) + at)
            for at, pair in enumerate(sorted(self.standing))
        ]

    def _with_least(self, at: int, party: Party) -> Party:
        required = sum(startup == at for startup, _ in self.required | self.standing)
        return replace(party, least=max(party.least, required)) if at in self._decided else party

    @cached_property
    def _decided(self) -> frozenset[int]:
        return frozenset(startup for startup, _ in self.required)

    def _meetings(self, fixed: Sequence[Meeting]) -> tuple[NDArray[np.int64], ...]:
        ours, theirs = self.scored.free_slots
        possible = self.open_scores > 0
        for decided in self._decided:
            possible[decided] = False
        for pair in self.required:
            possible[pair] = self.open_scores[pair] > 0
        for pair in self.standing:
            possible[pair] = False
        startup, expert, hour = np.nonzero(possible[:, :, None] & ours[:, None, :] & theirs[None, :, :])
        extra = np.array(fixed, dtype=np.int64).reshape(-1, 3)
        return (
            np.concatenate([startup, extra[:, 0]]),
            np.concatenate([expert, extra[:, 1]]),
            np.concatenate([hour, extra[:, 2]]),
        )

    def _kept(self) -> Iterator[Meeting]:
        for one in self.scored.asked["kept"]:
            for pair in self.scored.places_of([one]):
                if one[2] in self.scored.slots:
                    yield Meeting(*pair, self.scored.slots.index(one[2]))


def _count(pairs: frozenset[Ids], side: int) -> dict[int, int]:
    count: dict[int, int] = defaultdict(int)
    for pair in pairs:
        count[pair[side]] += 1
    return count
