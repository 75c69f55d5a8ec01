"""Why a meeting does not take place, and who has too few of them."""

from dataclasses import replace

from networking.rounds.event import Event, Guest, Meeting
from networking.rounds.plan import NOWHERE
from networking.rounds.reasons import Lacking, Unmet, Why, lacking_in, numbers_of, too_few_in, unmet_in

ALL = 0b111


def test_each_reason_is_told_with_whom_it_hangs_on() -> None:
    guests = [
        Guest("away", 0),
        Guest("one-meeting", ALL, 1),
        Guest("full", 0b001),
        Guest("a", ALL),
        Guest("b", ALL),
        Guest("c", ALL),
        Guest("d", ALL),
    ]
    meetings = [
        Meeting("never", (0, 3), ALL),
        Meeting("enough", (1, 4), ALL),
        Meeting("had", (1, 3), ALL),
        Meeting("full-has", (2, 4), ALL),
        Meeting("full-wants", (2, 3), ALL),
        Meeting("other-rounds", (5, 6), 0b110),
        Meeting("c-busy", (5, 3), ALL),
        Meeting("d-busy", (6, 4), ALL),
    ]
    event = Event([3, 3, 3], guests, meetings)
    slots = [NOWHERE, NOWHERE, 0, 0, NOWHERE, NOWHERE, 1, 2]
    assert unmet_in(event, slots) == [
        Unmet(0, Why.NEVER_TOGETHER),
        Unmet(1, Why.ENOUGH, 1),
        Unmet(4, Why.FULL, 2),
        Unmet(5, Why.NEVER_FREE_TOGETHER),
    ]
    assert numbers_of(event, slots) == {1: 1, 2: 1, 3: 2, 4: 2, 5: 1, 6: 1}


def test_a_missing_table_is_a_reason_and_so_is_that_others_would_lose() -> None:
    guests = [Guest(name, 1) for name in "abcd"]
    event = Event([1], guests, [Meeting("ab", (0, 1), 1), Meeting("cd", (2, 3), 1)])
    assert unmet_in(event, [0, NOWHERE]) == [Unmet(1, Why.NO_TABLE)]
    assert unmet_in(replace(event, tables=[2]), [0, NOWHERE]) == [Unmet(1, Why.NOT_WORTH_IT)]


def test_who_has_too_few_is_named_and_whether_anything_could_be_done() -> None:
    guests = [Guest("startup", ALL, None, 3), Guest("a", 0b001), Guest("b", 0b001), Guest("c", 0b100)]
    meetings = [Meeting(f"m{at}", (0, at), ALL) for at in (1, 2, 3)]
    event = Event([1, 1, 1], guests, meetings)
    assert too_few_in(event) == [Lacking(0, 0, 3, 2)]
    assert lacking_in(event, [0, NOWHERE, 2]) == [Lacking(0, 2, 3, 2)]
    assert too_few_in(replace(event, guests=[replace(guests[0], least=2), *guests[1:]])) == []
