"""Small-group tables: seats dealt, and hosts who take turns where tables are few."""

from networking.rounds.event import Event, Guest, Meeting
from networking.rounds.groups import bound_without_rounds, dealt, taking_turns

ALL = 0b111


def test_every_seat_of_a_host_has_its_part_of_the_best() -> None:
    chairs = dealt([3, 2, 1, 0], [7, 7, 7, 5], seats=2, guests=9)
    assert list(chairs.of) == [7, 10, 7, 5]
    assert chairs.owners == {9: 5, 10: 7}


def test_with_a_table_for_every_host_nobody_waits() -> None:
    guests = [Guest("a", ALL), Guest("b", 0b101)]
    assert taking_turns(guests, [0, 1], [[1, 2]] * 3, {}) == [ALL, 0b101]


def test_with_fewer_tables_hosts_take_turns_and_who_was_told_stays() -> None:
    guests = [Guest(name, ALL) for name in "abc"]
    turns = taking_turns(guests, [0, 1, 2], [[1, 2]] * 3, {})
    assert [sum(slots >> slot & 1 for slots in turns) for slot in range(3)] == [2, 2, 2]
    assert sorted(slots.bit_count() for slots in turns) == [2, 2, 2]
    told = taking_turns(guests, [0, 1, 2], [[1, 2]] * 3, {0: ALL, 1: ALL})
    assert told == [ALL, ALL, 0]


def test_no_plan_is_worth_more_than_what_startups_could_have_at_most() -> None:
    guests = [Guest("s", 0b11, None, 2), Guest("a", ALL), Guest("b", ALL), Guest("c", ALL)]
    meetings = [Meeting(f"m{at}", (0, at), ALL, at) for at in (1, 2, 3)]
    assert bound_without_rounds(Event([1, 1, 1], guests, meetings, 10)) == 3 + 2 + 20
