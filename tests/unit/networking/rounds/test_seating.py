"""Which table a meeting is at."""

from itertools import islice

import pytest

from networking.rounds.plan import NOWHERE, placed
from networking.rounds.seating import NoTable, Room, changes_in, faults_in_seating, seated
from networking.rounds.solver import plans
from tests.unit.networking.rounds.events import a_forum


def a_plan(contacts: int) -> tuple[list[int], list[int]]:
    event = a_forum(40, contacts, 8, tables=12, absent=0.15, seed=contacts)
    *_, last = islice(plans(event), 20)
    return last.slots, [one.people[1] for one in event.meetings]


def changes_of(slots: list[int], tables: list[int], who: list[int]) -> int:
    own: dict[int, list[tuple[int, int]]] = {}
    for meeting in placed(slots):
        own.setdefault(who[meeting], []).append((slots[meeting], tables[meeting]))
    return sum(
        one[1] != other[1]
        for mine in own.values()
        for one, other in zip(sorted(mine), sorted(mine)[1:], strict=False)
    )


def test_with_a_table_for_each_host_none_ever_changes() -> None:
    slots, hosts = a_plan(12)
    room = Room([range(12)] * 8, {}, {}, {})
    tables = seated(room, slots, hosts)
    assert faults_in_seating(room, slots, tables, hosts) == []
    assert changes_of(slots, tables, hosts) == 0


def test_with_fewer_tables_than_hosts_only_few_change() -> None:
    slots, hosts = a_plan(16)
    room = Room([range(12)] * 8, {}, {}, {})
    tables = seated(room, slots, hosts)
    assert faults_in_seating(room, slots, tables, hosts) == []
    assert changes_of(slots, tables, hosts) <= len(placed(slots)) / 2


def test_where_hosts_need_not_stay_most_people_stay_where_they_were() -> None:
    """Three startups of one table go on to the next host together: with hosts who stay all three change tables."""
    slots, hosts, others = [0, 0, 0, 1, 1, 1], [7, 7, 7, 8, 8, 8], [1, 2, 3, 1, 2, 3]
    people = list(zip(hosts, others, strict=True))
    room = Room([[1, 2], [2, 1]], {}, {}, {}, hosts_stay=False)
    tables = seated(room, slots, hosts, others)
    assert (tables, changes_in(slots, tables, people)) == ([1] * 6, 0)


def test_a_room_with_hosts_who_may_move_needs_no_more_changes() -> None:
    event = a_forum(40, 12, 8, tables=12, absent=0.15, seed=3)
    *_, last = islice(plans(event), 20)
    hosts, others = ([one.people[at] for one in event.meetings] for at in (1, 0))
    people = [one.people for one in event.meetings]
    rooms = [Room([range(12)] * 8, {}, {}, {}, hosts_stay=stay) for stay in (True, False)]
    tables = [seated(room, last.slots, hosts, others) for room in rooms]
    assert faults_in_seating(rooms[1], last.slots, tables[1], hosts) == []
    stay, move = (changes_in(last.slots, one, people) for one in tables)
    assert move <= stay


def test_what_is_pinned_or_a_host_s_own_comes_first() -> None:
    room = Room([[1, 2], [1, 2]], {7: 2}, {}, {1: 2})
    assert seated(room, [0, 1, 1, NOWHERE], [7, 8, 7, 7]) == [2, 2, 1, NOWHERE]


def test_what_was_told_stays_when_another_table_goes_out() -> None:
    room = Room([[1, 2, 3], [1, 3]], {}, {0: 3, 1: 3, 2: 2}, {})
    assert seated(room, [0, 1, 1], [7, 7, 8]) == [3, 3, 1]


def test_more_meetings_than_tables_are_refused_by_their_round() -> None:
    with pytest.raises(NoTable) as refused:
        seated(Room([[1], [1]], {}, {}, {}), [0, 1, 1], [7, 7, 8])
    assert refused.value.slot == 1


def test_meetings_of_one_host_in_a_round_share_a_table() -> None:
    room = Room([[1, 2]], {}, {}, {})
    assert seated(room, [0, 0, 0], [7, 8, 7]) == [1, 2, 1]
    assert faults_in_seating(room, [0, 0, 0], [1, 2, 1], [7, 8, 7]) == []


def test_the_checker_counts_again() -> None:
    room = Room([[1, 2]], {}, {}, {1: 2})
    assert faults_in_seating(room, [0, 0], [1, 1], [5, 6]) == [
        "table 1 twice in slot 0",
        "meeting 1 of 6 is not at the table it is pinned to",
    ]
    assert faults_in_seating(room, [0, NOWHERE], [3, NOWHERE], [5, 6]) == [
        "meeting 0: table 3 is not there in slot 0"
    ]
