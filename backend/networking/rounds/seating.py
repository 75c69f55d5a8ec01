"""Which table a meeting is at: hosts stay where they are if that is wished, and nobody changes tables without need."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from networking.rounds.event import Slot
from networking.rounds.plan import NOWHERE

Table = int


class NoTable(Exception):
    """More meetings in `slot` than tables in service."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(slot)
        self.slot = slot


@dataclass(frozen=True)
class Room:
    """The tables in service in each slot, in the order in which they are filled; the table of a host who has one of their
    own (by guest); the table that a meeting was told, or is pinned to (by meeting)."""

    tables: Sequence[Sequence[Table]]
    own: Mapping[int, Table]
    told: Mapping[int, Table]
    pinned: Mapping[int, Table]
    hosts_stay: bool = True


def seated(
    room: Room, slots: Sequence[Slot], hosts: Sequence[int], others: Sequence[int] = ()
) -> list[Table]:
    """The table of each meeting (NOWHERE: it takes no place), with `hosts` the guest whose table it is: meetings of one host
    in one slot share it. `others` are the guests who come to them.

    First what is pinned, then the host's own table, what was told, where the host was last, and then the tables that no
    host comes back to. Hosts never change where there are as many tables as hosts. Where hosts need not stay, a meeting is
    where most of its people were last, whichever side they are of. Raises NoTable.
    """
    found = [NOWHERE] * len(slots)
    places = _Places(room, hosts, others)
    for slot, tables in enumerate(room.tables):
        here = [one for one, at in enumerate(slots) if at == slot]
        at_tables = places.fill(here, tables, slot)
        for meeting in here:
            found[meeting] = at_tables[hosts[meeting]]
    return found


def changes_in(slots: Sequence[Slot], tables: Sequence[Table], people: Sequence[Sequence[int]]) -> int:
    """How often somebody's next meeting is at another table than the one before; `people` by meeting."""
    own: defaultdict[int, set[tuple[Slot, Table]]] = defaultdict(set)
    for slot, table, who in zip(slots, tables, people, strict=True):
        for person in who if slot != NOWHERE else ():
            own[person].add((slot, table))
    days = (sorted(one) for one in own.values())
    return sum(one[1] != after[1] for day in days for one, after in pairwise(day))


class _Places:
    def __init__(self, room: Room, hosts: Sequence[int], others: Sequence[int]) -> None:
        self.room, self.hosts, self.others = room, hosts, others
        self.last: dict[int, Table] = {}  # by guest
        self.held: set[Table] = set()  # that any host was at

    def fill(self, meetings: list[int], tables: Sequence[Table], slot: Slot) -> dict[int, Table]:
        """The table of each host who has meetings in the slot."""
        company = self._company(meetings)
        if len(company) > len(tables):
            raise NoTable(slot)
        free, found = list(tables), dict[int, Table]()
        for host, table in self._wishes(meetings, company):
            if host not in found and table in free:
                found[host] = table
                free.remove(table)
        free.sort(key=self.held.__contains__)
        found |= zip([host for host in company if host not in found], free, strict=False)
        self.last |= {one: found[host] for host, people in company.items() for one in people}
        self.held.update(found.values())
        return found

    def _company(self, meetings: list[int]) -> dict[int, list[int]]:
        """Everybody at the table of each host."""
        found: dict[int, list[int]] = {}
        for one in meetings:
            people = found.setdefault(self.hosts[one], [self.hosts[one]])
            people += [self.others[one]] if self.others else []
        return found

    def _wishes(self, meetings: list[int], company: dict[int, list[int]]) -> Iterator[tuple[int, Table]]:
        """Hosts and tables, the strongest reason first."""
        room = self.room
        for wish in (self._said(room.pinned, meetings), room.own, self._said(room.told, meetings)):
            yield from ((host, wish[host]) for host in company if host in wish)
        if room.hosts_stay:
            yield from ((host, self.last[host]) for host in company if host in self.last)
            return
        were = [
            (host, table, sum(self.last.get(one) == table for one in people))
            for host, people in company.items()
            for table in dict.fromkeys(self.last[one] for one in people if one in self.last)
        ]
        yield from ((host, table) for host, table, _ in sorted(were, key=lambda one: -one[2]))

    def _said(self, of_meetings: Mapping[int, Table], meetings: list[int]) -> dict[int, Table]:
        """What is said of meetings, by host."""
        return {self.hosts[one]: of_meetings[one] for one in meetings if one in of_meetings}


def faults_in_seating(
    room: Room, slots: Sequence[Slot], tables: Sequence[Table], hosts: Sequence[int]
) -> list[str]:
    """Everything wrong with it, counted again: a table out of service or with two hosts, a pinned meeting elsewhere."""
    faults: list[str] = []
    holder: dict[tuple[Slot, Table], int] = {}
    for meeting, (slot, table) in enumerate(zip(slots, tables, strict=True)):
        if slot == NOWHERE:
            continue
        if table not in room.tables[slot]:
            faults.append(f"meeting {meeting}: table {table} is not there in slot {slot}")
        if holder.setdefault((slot, table), hosts[meeting]) != hosts[meeting]:
            faults.append(f"table {table} twice in slot {slot}")
        if room.pinned.get(meeting, table) != table:
            faults.append(f"meeting {meeting} of {hosts[meeting]} is not at the table it is pinned to")
    return faults
