"""Finding room for a meeting by moving others between two slots.

Meetings of slots a and b that share people form components; where one changes sides as a whole, nobody is in two
places (Kempe's chains, as in the colouring of edges).
"""

from random import Random

from networking.rounds.event import Slot, members
from networking.rounds.plan import NOWHERE, Plan

TRIES = 12  # components looked at to free one table


def insert(plan: Plan, meeting: int, rng: Random) -> bool:
    """Put the meeting somewhere, others changing their slot if they must; False, and nothing changed, if that fails."""
    people = plan.people[meeting]
    if not all(plan.wants[person] for person in people):
        return False
    fits = plan.fits(meeting)
    if fits:
        plan.put(meeting, _emptiest(plan, meeting, fits))
        return True
    return _by_a_chain(plan, meeting, rng) or _by_a_table(plan, meeting, rng)


def _emptiest(plan: Plan, meeting: int, slots: int) -> Slot:
    return max(members(slots), key=lambda slot: (plan.worth(meeting, slot), plan.left[slot], -slot))


def _by_a_chain(plan: Plan, meeting: int, rng: Random) -> bool:
    """Where one of its people alone is busy, that one's meeting goes to a slot in which they are idle."""
    busy_once = busy_twice = 0
    for person in plan.people[meeting]:
        busy = ~plan.idle[person]
        busy_twice |= busy_once & busy
        busy_once |= busy
    slots = list(members(plan.may[meeting] & busy_once & ~busy_twice))
    rng.shuffle(slots)
    for here in slots:
        busy = next(person for person in plan.people[meeting] if not plan.idle[person] >> here & 1)
        others = list(members(plan.idle[busy]))
        rng.shuffle(others)
        for there in others:
            chain = component(plan, plan.at[busy][here], here, there)
            if (
                chain
                and room_after(plan, chain, here, there, more=1)
                and _leave_idle(plan, meeting, chain, there)
            ):
                flip(plan, chain, here, there)
                plan.put(meeting, here)
                return True
    return False


def _by_a_table(plan: Plan, meeting: int, rng: Random) -> bool:
    """Where all of its people are idle and only a table is missing, one is freed."""
    idle = plan.may[meeting] & ~plan.with_table
    for person in plan.people[meeting]:
        idle &= plan.idle[person]
    emptier = list(members(plan.with_table))
    for here in members(idle if emptier else 0):
        for _ in range(TRIES):
            there = rng.choice(emptier)
            first = plan.at[rng.randrange(len(plan.at))][here]
            chain = None if first == NOWHERE else component(plan, first, here, there)
            if (
                chain
                and room_after(plan, chain, here, there, more=1)
                and _leave_idle(plan, meeting, chain, there)
            ):
                flip(plan, chain, here, there)
                plan.put(meeting, here)
                return True
    return False


def component(plan: Plan, first: int, here: Slot, there: Slot) -> set[int] | None:
    """All that has to change sides if `first` does; None if one of those cannot."""
    found, open_ = {first}, [first]
    while open_:
        one = open_.pop()
        other = there if plan.slot[one] == here else here
        if not plan.may[one] >> other & 1:
            return None
        for person in plan.people[one]:
            next_ = plan.at[person][other]
            if next_ != NOWHERE and next_ not in found:
                found.add(next_)
                open_.append(next_)
    return found


def room_after(plan: Plan, chain: set[int], here: Slot, there: Slot, *, more: int = 0) -> bool:
    """Whether the tables suffice once the chain has changed sides and so many `more` meetings are `here`."""
    gained = 2 * sum(plan.slot[one] == here for one in chain) - len(
        chain
    )  # tables `here`; `there` loses them
    return plan.left[here] + gained >= more and plan.left[there] >= gained


def _leave_idle(plan: Plan, meeting: int, chain: set[int], there: Slot) -> bool:
    """Whether the chain moves nobody of `meeting` into its slot."""
    return not any(plan.at[person][there] in chain for person in plan.people[meeting])


def flip(plan: Plan, chain: set[int], here: Slot, there: Slot) -> None:
    """Have the meetings of the chain change sides."""
    goes = [(one, there if plan.slot[one] == here else here) for one in sorted(chain)]
    for one, _ in goes:
        plan.take(one)
    for one, slot in goes:
        plan.put(one, slot)
