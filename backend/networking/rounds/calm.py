"""How calm days are: breaks between meetings, counted in sets of slots, and exchanges that make them fewer."""

import math
from random import Random

from networking.rounds.event import Slots, members
from networking.rounds.plan import NOWHERE, Plan
from networking.rounds.swaps import component, flip, room_after

WARM, COLD = 0.6, 0.05  # in breaks
LONGEST_CHAIN = 30  # of meetings that change sides at once
WAIT = 0.1  # what a slot of waiting is weighed as, so that a break that becomes shorter is a step forward
UNEVEN = 2  # what each break beyond the evenest is weighed as


def breaks_in(busy: Slots) -> int:
    """How often, in these slots, one follows another that is not the next."""
    return (busy & ~(busy << 1)).bit_count() - 1 if busy else 0


def busy_of(plan: Plan, guest: int) -> Slots:
    return plan.event.guests[guest].present & ~plan.idle[guest] & (1 << plan.event.slots) - 1


def breaks_of(plan: Plan) -> list[int]:
    """By guest."""
    return [breaks_in(busy_of(plan, guest)) for guest in range(len(plan.at))]


def is_even(plan: Plan, spread: int | None) -> bool:
    """Whether nobody has more than `spread` breaks more than anybody else who has meetings."""
    busy = [busy_of(plan, guest) for guest in range(len(plan.at))]
    breaks = [breaks_in(slots) for slots in busy if slots]
    return spread is None or max(breaks, default=0) - min(breaks, default=0) <= spread


def waiting_in(busy: Slots) -> int:
    """How many slots lie idle between the first and the last of these."""
    return busy.bit_length() - (busy & -busy).bit_length() + 1 - busy.bit_count() if busy else 0


class Calming:
    """A plan and the breaks in it; exchanges move nothing out, and leave alone what has no place."""

    def __init__(self, plan: Plan, spread: int | None, rng: Random) -> None:
        self.plan, self.spread, self.rng = plan, spread, rng
        self.busy = [busy_of(plan, guest) for guest in range(len(plan.at))]

    def anneal(self, steps: int) -> None:
        """Fewer breaks, by a search that cools in so many steps; the plan becomes the best that was seen."""
        best, slots = self._weight(), list(self.plan.slot)
        for step in range(steps if self.plan.slot else 0):
            if not best:
                break
            change = self._exchange(WARM * (1 - step / steps) + COLD)
            if change < 0 and (weight := self._weight()) < best:
                best, slots = weight, list(self.plan.slot)
        self.plan.become(slots)

    def _weight(self) -> int:
        return sum(breaks + self._uneven(breaks) for breaks in map(breaks_in, self.busy))

    def _uneven(self, breaks: int) -> int:
        return 0 if self.spread is None else UNEVEN * max(0, breaks - self.spread)

    def _cost(self, busy: Slots) -> float:
        breaks = breaks_in(busy)
        return breaks + self._uneven(breaks) + WAIT * waiting_in(busy)

    def _exchange(self, warmth: float) -> float:
        """Have a random meeting change its slot, if that is acceptable; what it changed in cost."""
        plan = self.plan
        meeting = self.rng.randrange(len(plan.slot))
        here = plan.slot[meeting]
        if here == NOWHERE:
            return 0
        others = list(members(plan.may[meeting] & ~(1 << here)))
        if not others:
            return 0
        there = self.rng.choice(others)
        chain = component(plan, meeting, here, there)
        if not chain or len(chain) > LONGEST_CHAIN or not room_after(plan, chain, here, there):
            return 0
        plan.log.clear()
        flip(plan, chain, here, there)
        now = {person: busy_of(plan, person) for one in chain for person in plan.people[one]}
        change = sum(self._cost(busy) - self._cost(self.busy[person]) for person, busy in now.items())
        if change > 0 and self.rng.random() >= math.exp(-change / warmth):
            plan.go_back(0)
            return 0
        for person, busy in now.items():
            self.busy[person] = busy
        return change
