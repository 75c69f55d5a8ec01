"""Why meetings that somebody wishes do not take place: counted from the plan, so that it can be told to who asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from networking.rounds.event import Event, Slots, members
from networking.rounds.plan import NOWHERE, Plan, placed


class Why(StrEnum):
    NEVER_TOGETHER = "never_together"  # no slot in which all are there and a table is
    ENOUGH = "enough_meetings"  # somebody has as many as they want
    FULL = "full"  # somebody has others in every slot in which all are there
    NEVER_FREE_TOGETHER = "never_free_together"  # each has free slots, but not the same
    NO_TABLE = "no_table"  # in the slots in which all are free
    NOT_WORTH_IT = (
        "not_worth_it"  # it would fit, and costs more than it brings: others would lose what they were told
    )


@dataclass(frozen=True)
class Unmet:
    """A meeting (position) that does not take place, and `guest` (a position) whom that hangs on, if it is one."""

    meeting: int
    why: Why
    guest: int | None = None


@dataclass(frozen=True)
class Lacking:
    """A guest (position) with `has` meetings who should have `least`; at most `possible` could ever be had."""

    guest: int
    has: int
    least: int
    possible: int


def unmet_in(event: Event, slots: Sequence[int]) -> list[Unmet]:
    """A reason for every meeting without a slot, in the order of the meetings."""
    plan = Plan(event)
    plan.become(slots)
    return [_reason(plan, meeting) for meeting, slot in enumerate(slots) if slot == NOWHERE]


def lacking_in(event: Event, slots: Sequence[int]) -> list[Lacking]:
    """Everybody with fewer meetings than they should have."""
    has: Counter[int] = Counter()
    asked: list[list[Slots]] = [[] for _ in event.guests]
    for at, meeting in enumerate(event.meetings):
        for person in meeting.people:
            has[person] += slots[at] != NOWHERE
            asked[person].append(event.may(meeting))
    return [
        Lacking(at, has[at], guest.least, _most_of(asked[at], guest.most))
        for at, guest in enumerate(event.guests)
        if has[at] < guest.least
    ]


def too_few_in(event: Event) -> list[Lacking]:
    """Those whose least cannot be had whatever the plan, found before anything is searched."""
    nothing = [NOWHERE] * len(event.meetings)
    return [one for one in lacking_in(event, nothing) if one.possible < one.least]


def _reason(plan: Plan, meeting: int) -> Unmet:
    people = plan.people[meeting]
    may = plan.may[meeting]
    if not may:
        return Unmet(meeting, Why.NEVER_TOGETHER)
    for person in people:
        if plan.event.guests[person].most is not None and plan.wants[person] <= 0:
            return Unmet(meeting, Why.ENOUGH, person)
    for person in people:
        if not plan.idle[person] & may:
            return Unmet(meeting, Why.FULL, person)
    free = may
    for person in people:
        free &= plan.idle[person]
    if not free:
        return Unmet(meeting, Why.NEVER_FREE_TOGETHER)
    return Unmet(meeting, Why.NOT_WORTH_IT if free & plan.with_table else Why.NO_TABLE)


def _most_of(asked: list[Slots], most: int | None) -> int:
    """How many of these can be in slots of their own (a matching, by augmenting paths), and not more than `most`."""
    holder: dict[int, int] = {}

    def settle(one: int, seen: set[int]) -> bool:
        for slot in members(asked[one]):
            if slot not in seen:
                seen.add(slot)
                if slot not in holder or settle(holder[slot], seen):
                    holder[slot] = one
                    return True
        return False

    found = sum([settle(one, set()) for one in range(len(asked))])
    return found if most is None else min(found, most)


def numbers_of(event: Event, slots: Sequence[int]) -> Counter[int]:
    """How many meetings each guest (position) has."""
    return Counter(person for meeting in placed(slots) for person in event.meetings[meeting].people)
