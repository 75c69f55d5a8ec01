"""What no plan can be worth more than, and the meetings that would reach it: flows in which one side may be in two places.

Startup → meeting → slot of a contact → slot → out. The contacts' slots and the tables are kept exactly, of the startups
only for how many slots they are there. At generated events that is the best plan's value, or a few thousandths more.
Where nobody is ever absent, a flow without slots tells as much and is found at once.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from networking.rounds.event import Event
from networking.rounds.flow import Arcs, Flow, Integers, cheapest
from networking.rounds.plan import NOWHERE

SIDES = 2


@dataclass(frozen=True, eq=False)
class Relaxed:
    """`value` bounds every plan. `meetings` would have it, in `slots` (NOWHERE: in any) were nobody in two places. A plan
    that has a meeting in a slot is worth at least `loss` less than `value`: by meeting and slot, where that is known.
    """

    value: int
    meetings: list[int]
    slots: list[int]
    loss: Integers | None


def sides_of(event: Event) -> list[bool] | None:
    """Which guests are on the one side if every meeting is between two sides, the smaller one True; else None."""
    if any(len(meeting.people) != SIDES for meeting in event.meetings):
        return None
    beside: list[list[int]] = [[] for _ in event.guests]
    for meeting in event.meetings:
        one, other = meeting.people
        beside[one].append(other)
        beside[other].append(one)
    side: list[bool | None] = [None if others else False for others in beside]
    for first in range(len(side)):
        if side[first] is None and not _spread(first, beside, side):
            return None
    found = [bool(one) for one in side]
    larger = sum(found) * SIDES > sum(map(bool, beside))
    return [one != larger for one in found]


def _spread(first: int, beside: list[list[int]], side: list[bool | None]) -> bool:
    side[first], open_ = False, deque([first])
    while open_:
        one = open_.popleft()
        for other in beside[one]:
            if side[other] is None:
                side[other] = not side[one]
                open_.append(other)
            elif side[other] == side[one]:
                return False
    return True


def without_slots(event: Event, is_contact: list[bool]) -> Relaxed:
    """The bound by numbers alone: so many meetings each, so many tables a slot."""
    net = _Net(event, is_contact)
    meets = net.possible
    best = net.worth[meets].max(axis=1, initial=0)
    places = net.arcs.add(net.guest(net.startup[meets]), net.guest(net.contact[meets]), 1, -best)
    most = [_most(event, guest) for guest in net.contacts]
    net.arcs.add(net.guest(net.contacts), net.seat(net.contacts, 0), most)
    who, slot = np.nonzero(net.present[net.contacts])
    net.arcs.add(net.seat(net.contacts[who], 0), net.slot(slot), 1)
    found = net.cheapest()
    chosen = meets[found.units[places] > 0].tolist()
    return Relaxed(net.least_of_contacts - found.cost, chosen, [NOWHERE] * len(chosen), None)


def with_slots(event: Event, is_contact: list[bool]) -> Relaxed:
    """The bound by each contact's slots; that somebody wants fewer meetings than slots counts for startups only."""
    net = _Net(event, is_contact)
    meets = net.possible
    entries = net.arcs.add(net.guest(net.startup[meets]), net.meeting(meets), 1)
    row, slot = np.nonzero(net.may[meets])
    meeting = meets[row]
    seats = net.seat(net.contact[meeting], slot)
    places = net.arcs.add(net.meeting(meeting), seats, 1, -net.worth[meeting, slot])
    who, when = np.nonzero(net.present[net.contacts])
    net.arcs.add(net.seat(net.contacts[who], when), net.slot(when), 1)
    found = net.cheapest()
    chosen = found.units[places] > 0
    loss = np.full(net.may.shape, np.iinfo(np.int64).max)
    loss[meeting, slot] = np.maximum(found.reduced[places], 0) + np.maximum(found.reduced[entries], 0)[row]
    return Relaxed(net.least_of_contacts - found.cost, meeting[chosen].tolist(), slot[chosen].tolist(), loss)


def half_each(event: Event) -> Relaxed:
    """The bound where there are no two sides: each of a meeting's people has an equal part of its value, and at most as many
    of the best parts as they have slots. It is weak; the integer programs bring it down."""
    parts: list[list[float]] = [[] for _ in event.guests]
    for meeting in event.meetings:
        if event.may(meeting):
            for person in meeting.people:
                parts[person].append((meeting.value + meeting.stay) / len(meeting.people))
    most = [sum(sorted(own, reverse=True)[: _most(event, at)]) for at, own in enumerate(parts)]
    least = sum(min(_least(event, at), len(own)) for at, own in enumerate(parts))
    return Relaxed(int(sum(most) + 1 / 2) + event.least_worth * least, [], [], None)


class _Net:
    """Source → startup … slot → sink, the middle still to be added; the numbers of its nodes."""

    def __init__(self, event: Event, is_contact: list[bool]) -> None:
        self.arcs = Arcs()
        slots, self._guests, self._meetings = event.slots, len(event.guests), len(event.meetings)
        people = np.array([meeting.people for meeting in event.meetings], dtype=np.int64).reshape(-1, SIDES)
        swapped = np.asarray(is_contact)[people[:, 0]]
        self.startup = np.where(swapped, people[:, 1], people[:, 0])
        self.contact = np.where(swapped, people[:, 0], people[:, 1])
        self.contacts = np.unique(self.contact)
        self.present = _table([guest.present for guest in event.guests], slots)
        self.may = _table([event.may(meeting) for meeting in event.meetings], slots)
        self.possible = np.flatnonzero(self.may.any(axis=1))
        self.worth = np.array([meeting.value for meeting in event.meetings])[:, None].repeat(slots, axis=1)
        for at, meeting in enumerate(event.meetings):
            if meeting.home is not None:
                self.worth[at, meeting.home] += meeting.stay
        self._seats = sum(event.tables)
        self._slots = slots
        startups = np.unique(self.startup)
        least = np.array([_least(event, guest) for guest in startups], dtype=np.int64)
        most = np.array([_most(event, guest) for guest in startups], dtype=np.int64)
        self.arcs.add(0, self.guest(startups), least, -event.least_worth)
        self.arcs.add(0, self.guest(startups), most - least)
        # Contacts are counted by slot, so that their least is taken as reached wherever it could be.
        meetings = np.bincount(self.contact[self.possible], minlength=self._guests)
        within_reach = sum(min(_least(event, guest), int(meetings[guest])) for guest in self.contacts)
        self.least_of_contacts = event.least_worth * within_reach
        self.arcs.add(self.slot(np.arange(slots)), 1, list(event.tables))

    def guest(self, guest: Integers) -> Integers:
        return 2 + guest

    def slot(self, slot: Integers) -> Integers:
        return 2 + self._guests + slot

    def meeting(self, meeting: Integers) -> Integers:
        return 2 + self._guests + self._slots + meeting

    def seat(self, guest: Integers, slot: Integers | int) -> Integers:
        return 2 + self._guests + self._slots + self._meetings + guest * self._slots + slot

    def cheapest(self) -> Flow:
        return cheapest(self.arcs, 0, 1, self._seats)


def _most(event: Event, place: int) -> int:
    guest = event.guests[place]
    there = (guest.present & (1 << event.slots) - 1).bit_count()
    return there if guest.most is None else min(there, guest.most)


def _least(event: Event, place: int) -> int:
    """Nobody has more meetings than slots, whatever they should have."""
    return min(event.guests[place].least, _most(event, place)) if event.least_worth else 0


def _table(sets: list[int], slots: int) -> NDArray[np.bool_]:
    """Sets of slots as rows of a table."""
    return np.array([[one >> slot & 1 for slot in range(slots)] for one in sets], dtype=np.bool_).reshape(
        -1, slots
    )
