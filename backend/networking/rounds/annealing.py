"""Improving a plan by many small exchanges: a meeting takes the place of what is in its way, which finds another or is lost.

Losses are taken with a chance that falls as the search cools (Metropolis); the best plan seen is kept. A run of so
many steps gives the same plan for the same seed, however fast the machine.
"""

import math
from collections.abc import Collection, Iterator
from random import Random

from networking.rounds.event import Slot, members
from networking.rounds.plan import NOWHERE, Plan
from networking.rounds.swaps import insert

WARM, COLD = 1.5, 0.05  # in units of value: what a loss is weighed against
AT_ONCE = 500  # steps between two looks at the clock by whoever waits
DEAREST_LOSS = 30 * WARM  # hopeless ones are not even tried


def anneal(
    plan: Plan, promising: Collection[int], rng: Random, *, steps: int, bound: int
) -> Iterator[tuple[int, list[Slot]]]:
    """Improve `plan` in place; every now and then value and slots of the best so far, which it is at the end.

    `promising` are the meetings that the best plan without absences would have: they are tried half of the time.
    """
    all_ = [meeting for meeting, may in enumerate(plan.may) if may]
    missing = [meeting for meeting in promising if plan.slot[meeting] == NOWHERE]
    wanted = set(promising)
    best, slots = plan.value, list(plan.slot)
    for step in range(steps if all_ else 0):
        if best >= bound:
            break
        warmth = WARM * (1 - step / steps) + COLD
        meeting = _draw(plan, missing if missing and rng.random() < 1 / 2 else all_, rng, missing)
        if meeting is not None:
            missing += [one for one in _exchange(plan, meeting, warmth, rng) if one in wanted]
        if plan.value > best:
            best, slots = plan.value, list(plan.slot)
        if step % AT_ONCE == AT_ONCE - 1:
            yield best, slots
    plan.become(slots)


def _draw(plan: Plan, among: list[int], rng: Random, missing: list[int]) -> int | None:
    """One of `among` that has no slot; None if the one drawn has (it is no longer missing then)."""
    at = rng.randrange(len(among))
    meeting = among[at]
    if plan.slot[meeting] == NOWHERE:
        return meeting
    if among is missing:
        among[at] = among[-1]
        among.pop()
    return None


def _exchange(plan: Plan, meeting: int, warmth: float, rng: Random) -> list[int]:
    """Get the meeting in if the loss is acceptable; the meetings that are out for it."""
    plan.log.clear()
    if insert(plan, meeting, rng):
        return []
    before = plan.value
    slot = rng.choice(list(members(plan.may[meeting])))
    out = sorted(plan.in_the_way(meeting, slot)) or _anybody(plan, slot, rng)
    out += _too_many(plan, meeting, out, rng)
    if sum(map(plan.loss, out)) > plan.gain(meeting, slot) + DEAREST_LOSS:
        return []
    for one in out:
        plan.take(one)
    if not plan.fits(meeting) >> slot & 1:
        plan.go_back(0)
        return []
    plan.put(meeting, slot)
    lost = [one for one in out if not insert(plan, one, rng)]
    change = plan.value - before
    if change < 0 and rng.random() >= math.exp(change / warmth):
        plan.go_back(0)
        return []
    return lost


def _anybody(plan: Plan, slot: int, rng: Random) -> list[int]:
    """A meeting whose table could be had, where no person is in the way."""
    found = plan.at[rng.randrange(len(plan.at))][slot] if not plan.left[slot] else NOWHERE
    return [] if found == NOWHERE else [found]


def _too_many(plan: Plan, meeting: int, out: list[int], rng: Random) -> list[int]:
    """For who has as many meetings as they want: one of theirs, unless one is out anyway."""
    found: list[int] = []
    for person in plan.people[meeting]:
        if not plan.wants[person] and not any(person in plan.people[one] for one in [*out, *found]):
            theirs = [one for one in plan.at[person] if one != NOWHERE]
            found += [rng.choice(theirs)] if theirs else []
    return found
