"""A document of what a plan depends on, as a question to the planner. No database: the program that solves reads it too.

In this order: every must that both sides say, each startup's least number of meetings, the interest of both sides. Each
weighs more than all that comes after it together, so that one number tells which of two plans is better.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from networking.rounds.event import Event, Guest, Meeting, Slot, Slots, bits
from networking.rounds.groups import Chairs, dealt, taking_turns
from networking.rounds.plan import NOWHERE
from networking.rounds.replanning import the_rest
from networking.rounds.seating import Room

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Weights:
    """What is worth more than the interest of a meeting: that it is pinned, a mutual must, one of the least number, and that
    it stays where it was told."""

    pin: int
    must: int
    least: int
    stay: int


@dataclass(frozen=True)
class Question:
    """By position: guests and pairs as in the document, rounds as slots from 0. At small-group tables each seat beside a
    contact is a guest of its own, after all others, and each pair has one of them."""

    document: Document

    @property
    def pairs(self) -> Sequence[Document]:
        found: Sequence[Document] = self.document["pairs"]
        return found

    @property
    def seats(self) -> int:
        """How many startups sit with a contact in a round."""
        found: int = self.document["seats"]
        return found

    @cached_property
    def at(self) -> dict[int, int]:
        """The position of each guest (id of a registration)."""
        return {one["id"]: at for at, one in enumerate(self.document["guests"])}

    @cached_property
    def hosts(self) -> list[int]:
        """The contact (position) of each pair."""
        return [self.at[one["contact"]] for one in self.pairs]

    @cached_property
    def startups(self) -> list[int]:
        """The startup (position) of each pair."""
        return [self.at[one["startup"]] for one in self.pairs]

    @cached_property
    def weights(self) -> Weights:
        guests = self.document["guests"]
        dearest = max((one["interest"] for one in self.pairs), default=0)
        places = sum(map(len, self.document["tables"])) * self.seats
        interest = dearest * min(places, len(self.pairs)) + 1
        must = interest * (sum(one["least"] for one in guests) + 1)
        pin = must * (sum(one["must"] for one in self.pairs) + 1)
        return Weights(pin=pin, must=must, least=interest, stay=dearest + 1)

    @cached_property
    def event(self) -> Event:
        """What is left to plan, from the document's first round on; what was told is worth staying."""
        whole = Event(self._tables(), self._guests(), self._meetings(), self.weights.least)
        return the_rest(whole, self.told, begins=self.document["begins"], stay=self.weights.stay)

    @property
    def told(self) -> list[Slot]:
        """Where each pair's meeting is in the plan that people know."""
        return [NOWHERE if one["told"] is None else one["told"] for one in self.pairs]

    @cached_property
    def room(self) -> Room:
        return Room(
            self.document["tables"],
            {},
            {at: one["told_table"] for at, one in enumerate(self.pairs) if one["told_table"]},
            {at: one["table"] for at, one in enumerate(self.pairs) if one["table"]},
            hosts_stay=self.document.get("hosts_stay", True),
        )

    def guest_at(self, position: int) -> Document:
        """The guest at a position; of a seat, the contact beside whom it is."""
        guests: Sequence[Document] = self.document["guests"]
        return guests[position] if position < len(guests) else guests[self._chairs.owners[position]]

    def without_needless(self, slots: Sequence[Slot]) -> list[Slot]:
        """The same without meetings that nobody wished and that bring no startup nearer to its least number."""
        found = list(slots)
        has = Counter(who for who, slot in zip(self.startups, slots, strict=True) if slot != NOWHERE)
        least = [one["least"] for one in self.document["guests"]]
        for at, (who, pair) in enumerate(zip(self.startups, self.pairs, strict=True)):
            is_free = pair["told"] is None and pair["pinned"] is None
            if found[at] != NOWHERE and is_free and not pair["interest"] and has[who] > least[who]:
                found[at] = NOWHERE
                has[who] -= 1
        return found

    def numbers(self, slots: Sequence[Slot]) -> dict[str, int]:
        """What a plan is worth in words: meetings, mutual musts met and asked for, and the interest met."""
        met = [one for one, slot in zip(self.pairs, slots, strict=True) if slot != NOWHERE]
        return {
            "meetings": len(met),
            "musts_met": sum(one["must"] for one in met),
            "musts": sum(one["must"] for one in self.pairs),
            "interest": sum(one["interest"] for one in met),
        }

    @cached_property
    def _chairs(self) -> Chairs:
        told = self.told
        order = sorted(
            range(len(told)),
            key=lambda one: (told[one] == NOWHERE, told[one], -self._worth(self.pairs[one])),
        )
        return dealt(order, self.hosts, seats=self.seats, guests=len(self.document["guests"]))

    def _guests(self) -> list[Guest]:
        rows = self.document["guests"]
        guests = [Guest(str(one["id"]), bits(one["rounds"]), one["most"], one["least"]) for one in rows]
        if self.seats == 1:
            return guests
        hosts = sorted(set(self.hosts))
        told: dict[int, Slots] = dict.fromkeys(hosts, 0)
        for host, slot in zip(self.hosts, self.told, strict=True):
            told[host] |= 0 if slot == NOWHERE else 1 << slot
        turns = taking_turns(guests, hosts, self.document["tables"], told)
        for host, present in zip(hosts, turns, strict=True):
            guests[host] = replace(guests[host], present=present)
        extra = [
            replace(guests[owner], id=f"{guests[owner].id}+{position}")
            for position, owner in sorted(self._chairs.owners.items())
        ]
        return guests + extra

    def _meetings(self) -> list[Meeting]:
        everything = (1 << self.document["rounds"]) - 1
        return [
            Meeting(
                f"{one['startup']}-{one['contact']}",
                (self.at[one["startup"]], self._chairs.of[at]),
                everything if one["pinned"] is None else 1 << one["pinned"],
                self._worth(one),
            )
            for at, one in enumerate(self.pairs)
        ]

    def _tables(self) -> list[int]:
        return [len(one) * self.seats for one in self.document["tables"]]

    def _worth(self, pair: Document) -> int:
        """What a pair's meeting is worth; one that is pinned takes place whatever it costs."""
        worth: int = pair["interest"]
        worth += self.weights.must if pair["must"] else 0
        return worth + (self.weights.pin if pair["pinned"] is not None else 0)
