"""The rest of an event planned again, while it is going on: somebody is missing, a table is out, somebody walked in.

What people have been told stays wherever it can. No program and no flow: this runs while a coordinator waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from networking.rounds.annealing import anneal
from networking.rounds.event import Event, Slot
from networking.rounds.plan import NOWHERE, Plan, placed
from networking.rounds.swaps import insert

ROUNDS_OF_TRIES, STEPS = 3, 1_500
MOST_CHANGED = 20  # one in so many of the others may change, and one in any case


@dataclass(frozen=True, eq=False)
class Replanned:
    """The slot of each meeting; `moved` and `lost` are meetings that had been told otherwise, `added` had not been told."""

    slots: list[Slot]
    moved: list[int]
    lost: list[int]
    added: list[int]


def the_rest(event: Event, told: Sequence[Slot], *, begins: Slot, stay: int) -> Event:
    """What is left to plan from slot `begins` on. What was before stays; what was told for later is worth `stay` more at
    its time. `event` says who is still there and which tables are left."""
    earlier = (1 << begins) - 1
    meetings = []
    for meeting, slot in zip(event.meetings, told, strict=True):
        if NOWHERE != slot < begins:
            meetings.append(replace(meeting, within=1 << slot))
        elif slot == NOWHERE:
            meetings.append(replace(meeting, within=meeting.within & ~earlier))
        else:
            meetings.append(replace(meeting, within=meeting.within & ~earlier, home=slot, stay=stay))
    return replace(event, meetings=meetings)


def replanned(event: Event, told: Sequence[Slot], *, seed: int = 0) -> Replanned:
    """`the_rest` with what still fits of what was told, and the gaps filled. Nothing that was told changes unless that is
    worth more than its `stay`, and few of it in any case. The same event and seed give the same plan."""
    search = _Search(event, told, Random(seed))  # noqa: S311 -- no secrets: the same seed has to give the same plan
    search.keep()
    for _ in range(ROUNDS_OF_TRIES):
        if not search.fill():
            break
    search.exchange()
    now = search.plan.slot
    had = placed(told)
    return Replanned(
        list(now),
        moved=[one for one in had if now[one] not in (NOWHERE, told[one])],
        lost=[one for one in had if now[one] == NOWHERE],
        added=[one for one in placed(now) if told[one] == NOWHERE],
    )


class _Search:
    def __init__(self, event: Event, told: Sequence[Slot], rng: Random) -> None:
        self.plan, self.told, self.rng = Plan(event), told, rng
        self.had = placed(told)
        self.most_changed = 0

    def keep(self) -> None:
        """What was told and still fits, the most valuable first: a table may be missing."""
        worth = self.plan.event.meetings
        for meeting in sorted(self.had, key=lambda one: (-worth[one].value, one)):
            if self.plan.fits(meeting) >> self.told[meeting] & 1:
                self.plan.put(meeting, self.told[meeting])
        kept = sum(self.plan.slot[one] != NOWHERE for one in self.had)
        self.most_changed = self._changed() + max(1, kept // MOST_CHANGED)

    def fill(self) -> bool:
        """Whether anything without a slot was given one, what was told first."""
        rows = self.plan.event.meetings
        order = sorted(
            (one for one, slot in enumerate(self.plan.slot) if slot == NOWHERE and self.plan.may[one]),
            key=lambda one: (self.told[one] == NOWHERE, -rows[one].value, one),
        )
        return sum([self._insert(meeting) for meeting in order]) > 0

    def exchange(self) -> None:
        """What has no slot may be worth more than what has one; none of what is better may change more than is borne."""
        before = list(self.plan.slot)
        waiting = [one for one in self.had if self.plan.slot[one] == NOWHERE and self.plan.may[one]]
        bound = self.plan.value + sum(self.plan.event.meetings[one].value for one in range(len(before)))
        for _value, _slots in anneal(self.plan, waiting, self.rng, steps=STEPS, bound=bound + 1):
            pass
        if self._changed() > self.most_changed:
            self.plan.become(before)

    def _insert(self, meeting: int) -> bool:
        plan = self.plan
        before = plan.value
        plan.log.clear()
        if insert(plan, meeting, self.rng):
            if plan.value > before and self._changed() <= self.most_changed:
                return True
            plan.go_back(0)
        return False

    def _changed(self) -> int:
        return sum(self.plan.slot[one] != self.told[one] for one in self.had)
