"""The plan worth most, against everything tried and against itself asked in another way."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from networking.rounds import solver
from networking.rounds.checking import faults_of
from networking.rounds.event import BadEvent, Event, Guest, Meeting
from networking.rounds.plan import NOWHERE, placed
from networking.rounds.solver import Progress, plans
from tests.unit.networking.rounds.events import a_forum, events, every_plan, worth

EXAMPLES = settings(max_examples=400, deadline=None)
MANY = 200  # steps within which a small event is proven


def last_of(event: Event, begin_with: Sequence[int] = ()) -> Progress:
    *_, last = islice(plans(event, begin_with=begin_with), MANY)
    return last


@EXAMPLES
@given(events())
def test_nothing_that_is_allowed_is_worth_more(event: Event) -> None:
    best = max(worth(event, slots) for slots in every_plan(event))
    last = last_of(event)
    assert (last.value, last.bound, faults_of(event, last.slots, value=best)) == (best, best, [])


@settings(max_examples=100, deadline=None)
@given(events(), st.integers(0, 3))
def test_another_table_or_another_slot_never_lowers_the_value(event: Event, at: int) -> None:
    value = last_of(event).value
    at %= event.slots
    more = replace(event, tables=[tables + (slot == at) for slot, tables in enumerate(event.tables)])
    longer = Event(
        [*event.tables, 2],
        [replace(guest, present=guest.present | 1 << event.slots) for guest in event.guests],
        [replace(meeting, within=meeting.within | 1 << event.slots) for meeting in event.meetings],
        event.least_worth,
    )
    assert min(last_of(more).value, last_of(longer).value) >= value


@pytest.mark.parametrize("absent", [0, 0.1, 0.25])
def test_an_event_of_eighty_startups_is_proven(absent: float) -> None:
    event = a_forum(80, 30, 10, tables=24, absent=absent, seed=4)
    for step in islice(plans(event), MANY):
        assert faults_of(event, step.slots, value=step.value) == []
    assert step.gap == 0


def test_each_step_is_no_worse_than_the_one_before_and_the_same_each_time() -> None:
    event = a_forum(40, 15, 8, tables=12, absent=0.25, seed=2)
    steps = list(islice(plans(event, seed=5), 30))
    assert [step.value for step in steps] == sorted(step.value for step in steps)
    assert [step.bound for step in steps] == sorted((step.bound for step in steps), reverse=True)
    again = list(islice(plans(event, seed=5), 30))
    assert [step.slots for step in again] == [step.slots for step in steps]


def test_what_people_know_stays_unless_something_is_worth_more() -> None:
    event = a_forum(80, 30, 10, tables=24, absent=0.1, seed=6)
    told = last_of(event)
    gone = told.slots.index(0)  # somebody of the first round who does not come
    person = event.meetings[gone].people[0]
    guests = [replace(guest, present=0) if at == person else guest for at, guest in enumerate(event.guests)]
    meetings = [
        replace(row, home=slot, stay=50) if slot != NOWHERE else row
        for row, slot in zip(event.meetings, told.slots, strict=True)
    ]
    now = last_of(Event(event.tables, guests, meetings), begin_with=told.slots)
    others = [at for at in placed(told.slots) if person not in event.meetings[at].people]
    changed = [at for at in others if now.slots[at] != told.slots[at]]
    assert len(changed) <= len(others) * 0.05


@pytest.mark.parametrize("seed", [6272, 15854, 18474])
def test_a_program_leaves_out_nothing_that_a_better_plan_could_have(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    # Contacts who want fewer meetings than they have slots: the bound by numbers is lower than that by slots.
    monkeypatch.setattr(solver, "FIRST_STEPS", 0)
    monkeypatch.setattr(solver, "MOST_STEPS", 0)
    event = a_busy_morning(Random(seed))
    best = max(worth(event, slots) for slots in every_plan(event))
    last = last_of(event)
    assert (last.value, last.bound) == (best, best)


def a_busy_morning(chance: Random) -> Event:
    slots, startups, contacts = chance.choice([3, 4]), chance.choice([3, 4]), chance.choice([2, 3])
    everything = 1 << slots
    guests = [Guest(f"s{at}", chance.randrange(1, everything)) for at in range(startups)]
    guests += [
        Guest(f"c{at}", chance.randrange(1, everything), chance.choice([None, 1, 1, 2]))
        for at in range(contacts)
    ]
    meetings = [
        Meeting(f"{one}-{other}", (one, startups + other), everything - 1, chance.randint(1, 20))
        for one in range(startups)
        for other in range(contacts)
        if chance.random() < 0.7
    ]
    return Event([chance.choice([1, 2, 3])] * slots, guests, meetings)


def test_somebody_whom_everybody_wants_has_a_meeting_in_each_slot() -> None:
    guests = [Guest(f"s{at}", 0b111) for at in range(6)] + [Guest("c", 0b111)]
    meetings = [Meeting(f"m{at}", (at, 6), 0b111, at + 1) for at in range(6)]
    last = last_of(Event([1, 1, 1], guests, meetings))
    assert (placed(last.slots), last.value) == ([3, 4, 5], 15)


@pytest.mark.parametrize(
    "event",
    [
        Event([0, 0], [Guest("a", 3), Guest("b", 3)], [Meeting("m", (0, 1), 3, 5)]),
        Event([1, 1], [Guest("a", 1), Guest("b", 2)], [Meeting("m", (0, 1), 3, 5)]),
        Event([], [], []),
        Event([1], [Guest("a", 1)], []),
    ],
    ids=["no table", "never there together", "nothing", "nobody to meet"],
)
def test_where_nothing_can_be_the_empty_plan_is_proven(event: Event) -> None:
    last = last_of(event)
    assert (last.slots, last.value, last.bound) == ([NOWHERE] * len(event.meetings), 0, 0)


@pytest.mark.parametrize(
    ("code", "tables", "meetings"),
    [
        ("negative", [-1], []),
        ("negative", [1], [Meeting("m", (0, 1), 1, -5)]),
        ("twice", [1], [Meeting("m", (0, 1), 1), Meeting("m", (0, 1), 1)]),
        ("not_several_people", [1], [Meeting("m", (), 1)]),
        ("not_several_people", [1], [Meeting("m", (0, 0), 1)]),
        ("unknown_guest", [1], [Meeting("m", (0, 7), 1)]),
        ("unknown_meeting", [1], [Meeting("m", (0, 1), 1, after=(0,))]),
    ],
)
def test_a_question_without_sense_is_refused(code: str, tables: list[int], meetings: list[Meeting]) -> None:
    with pytest.raises(BadEvent) as refused:
        Event(tables, [Guest("a", 1), Guest("b", 1)], meetings)
    assert refused.value.code == code
