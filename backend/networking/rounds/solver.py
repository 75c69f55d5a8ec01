"""The plan that is worth most, step by step: a first one at once, then better ones, with what none can exceed.

Whoever asks goes on as long as they like; for the same event and seed the steps are the same. In turn: chains place what
the bound would have, annealing exchanges, integer programs settle some slots or, where it is small enough, all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random

from networking.rounds.annealing import anneal
from networking.rounds.bound import Relaxed, half_each, sides_of, with_slots, without_slots
from networking.rounds.event import Event, Slot
from networking.rounds.neighbourhood import Effort, Outcome, improve
from networking.rounds.plan import NOWHERE, Plan, placed
from networking.rounds.swaps import insert

FIRST_STEPS, MOST_STEPS = 4_000, 16_000
SMALL = 4_000  # choices of a slot for a meeting: so many are settled as a whole
SLOTS_AT_ONCE, PROGRAMS_IN_TURN = 3, 4
FIRST_WORK = 0.3
DEAREST = 6  # what a meeting may cost of the bound to be tried beside others


@dataclass(frozen=True, eq=False)
class Progress:
    """The slot of each meeting (NOWHERE: it does not take place), what that is worth, and what no plan can exceed."""

    slots: list[Slot]
    value: int
    bound: int

    @property
    def gap(self) -> int:
        return self.bound - self.value


def plans(event: Event, *, seed: int = 0, begin_with: Sequence[Slot] = ()) -> Iterator[Progress]:
    """Ever better plans, each no worse than the one before; ends only when the last is proven to be the best.

    `begin_with` is a plan to start from: what it has and still fits stays until something is worth more.
    """
    search = _Search(event, seed, begin_with)
    yield search.progress()
    for _ in search.steps():
        yield search.progress()
        if search.is_proven:
            return


class _Search:
    def __init__(self, event: Event, seed: int, begin_with: Sequence[Slot]) -> None:
        self.event, self.seed = event, seed
        self.rng = Random(seed)  # noqa: S311 -- no secrets: the same seed has to give the same plan
        self.plan = Plan(event)
        for meeting, slot in enumerate(begin_with):
            if slot != NOWHERE and self.plan.fits(meeting) >> slot & 1:
                self.plan.put(meeting, slot)
        self.sides = sides_of(event)
        self.relaxed = without_slots(event, self.sides) if self.sides else half_each(event)
        self.bound = self.relaxed.value
        self._place(self.plan, self.relaxed)
        self._best = self.plan.value, list(self.plan.slot)

    @property
    def is_proven(self) -> bool:
        return self.plan.value >= self.bound

    def progress(self) -> Progress:
        """The best so far: while it anneals, the plan itself goes through worse ones."""
        if self.plan.value >= self._best[0]:
            self._best = self.plan.value, list(self.plan.slot)
        return Progress(self._best[1], self._best[0], self.bound)

    def steps(self) -> Iterator[None]:
        if self.is_proven:
            return
        if self.sides:
            yield from self._anneal(FIRST_STEPS)
            self._take_slots_into_account(self.sides)
            yield
        for turn in count():
            yield from self._anneal(min(FIRST_STEPS << turn, MOST_STEPS))
            yield from self._settle(FIRST_WORK * (1 + turn))

    def _take_slots_into_account(self, sides: list[bool]) -> None:
        if self.is_proven:
            return
        self.relaxed = with_slots(self.event, sides)
        self.bound = min(self.bound, self.relaxed.value)
        other = Plan(self.event)
        self._place(other, self.relaxed)
        if other.value > self.plan.value:
            self.plan.become(other.slot)

    def _place(self, plan: Plan, relaxed: Relaxed) -> None:
        """What the bound would have, the most valuable first: where it says, else where chains make room; then all else."""
        worth = self.event.meetings
        chosen = sorted(
            zip(relaxed.meetings, relaxed.slots, strict=True), key=lambda one: (-worth[one[0]].value, one)
        )
        for meeting, slot in chosen:
            if slot != NOWHERE and plan.slot[meeting] == NOWHERE and plan.fits(meeting) >> slot & 1:
                plan.put(meeting, slot)
        others = sorted(range(len(worth)), key=lambda one: (-worth[one].value, one))
        for meeting in [*(one for one, _ in chosen), *others]:
            if plan.slot[meeting] == NOWHERE:
                insert(plan, meeting, self.rng)
        plan.log.clear()

    def _anneal(self, steps: int) -> Iterator[None]:
        if not self.is_proven:
            search = anneal(self.plan, self.relaxed.meetings, self.rng, steps=steps, bound=self.bound)
            for value, slots in search:
                self._best = value, slots
                yield
            yield

    def _settle(self, work: float) -> Iterator[None]:
        if self.is_proven:
            return
        # What a meeting loses is counted from the bound that told it, which need not be the lowest.
        reach = self.relaxed.value - self.plan.value
        waiting = self._waiting(reach)
        if self._choices(waiting, reach) <= SMALL:
            self._settle_all(waiting, reach, work)
            yield
            return
        for _ in range(PROGRAMS_IN_TURN):
            slots = self.rng.sample(range(self.event.slots), min(SLOTS_AT_ONCE, self.event.slots))
            improve(self.plan, slots, self._waiting(min(reach, DEAREST)), effort=Effort(work, self.seed))
            yield
            if self.is_proven:
                return

    def _settle_all(self, waiting: list[int], reach: int, work: float) -> None:
        outcome = improve(
            self.plan,
            range(self.event.slots),
            waiting,
            effort=Effort(work, self.seed),
            loss=self.relaxed.loss,
            below=reach,
        )
        if outcome is Outcome.NOTHING_BETTER:
            self.bound = self.plan.value

    def _waiting(self, dearest: int) -> list[int]:
        """The meetings without a slot that might be worth having one: of the bound less than `dearest` is lost."""
        without = [one for one, slot in enumerate(self.plan.slot) if slot == NOWHERE and self.plan.may[one]]
        if self.relaxed.loss is None:
            return without
        least = self.relaxed.loss.min(axis=1)
        return [meeting for meeting in without if least[meeting] < dearest]

    def _choices(self, waiting: list[int], dearest: int) -> int:
        if self.relaxed.loss is None:
            return sum(may.bit_count() for may in self.plan.may)
        return int((self.relaxed.loss[[*placed(self.plan.slot), *waiting]] < dearest).sum())
