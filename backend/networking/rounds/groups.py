"""Small-group tables: a contact and several startups a round, as rounds of pairs in which each seat is a guest."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from networking.rounds.event import Event, Guest, Slots


@dataclass(frozen=True)
class Chairs:
    """The seat (position of a guest) of each meeting, and beside which host each further seat is."""

    of: Sequence[int]
    owners: Mapping[int, int]


def dealt(order: Sequence[int], hosts: Sequence[int], *, seats: int, guests: int) -> Chairs:
    """Give each meeting one of the `seats` of its host (position), in turn in this order: so every seat has its part of the
    best. The first seat is the host; further ones are numbered after all `guests`."""
    owners = [host for host in sorted(set(hosts)) for _ in range(seats - 1)]
    further: defaultdict[int, list[int]] = defaultdict(list)
    for at, owner in enumerate(owners, start=guests):
        further[owner].append(at)
    found, turns = [0] * len(hosts), dict.fromkeys(hosts, 0)
    for meeting in order:
        host = hosts[meeting]
        found[meeting] = [host, *further[host]][turns[host] % seats]
        turns[host] += 1
    return Chairs(found, dict(enumerate(owners, start=guests)))


def taking_turns(
    guests: Sequence[Guest],
    hosts: Sequence[int],
    tables: Sequence[Sequence[int]],
    told: Mapping[int, Slots],
) -> list[Slots]:
    """In which slots each host has a table: where there are fewer tables than hosts they take turns, those last who have
    been told (by host) that they have meetings."""
    present = [guests[host].present for host in hosts]
    next_out = 0
    for slot, here in enumerate(tables):
        there = [at for at, slots in enumerate(present) if slots >> slot & 1]
        for _ in range(len(there) - len(here)):
            out = min(
                there, key=lambda at: (told.get(hosts[at], 0) >> slot & 1, (at - next_out) % len(hosts))
            )
            there.remove(out)
            present[out] &= ~(1 << slot)
            next_out = (out + 1) % len(hosts)
    return present


def bound_without_rounds(event: Event) -> int:
    """What no plan can be worth more than, however the seats of a host are dealt: startups have one meeting a slot at most,
    and everybody who lacks meetings gets all that they lack."""
    own: defaultdict[int, list[int]] = defaultdict(list)
    for meeting in event.meetings:
        if event.may(meeting):
            own[meeting.people[0]].append(meeting.value + meeting.stay)
    total = 0
    for at, guest in enumerate(event.guests):
        there = (
            guest.present.bit_count() if guest.most is None else min(guest.most, guest.present.bit_count())
        )
        total += sum(sorted(own[at], reverse=True)[:there])
        total += event.least_worth * min(guest.least, there)
    return total
