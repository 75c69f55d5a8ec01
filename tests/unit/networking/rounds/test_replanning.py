"""The rest of an event planned again: what people know stays, what is over stays, gaps are filled."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from networking.rounds.checking import faults_of
from networking.rounds.event import Event, Guest, Meeting
from networking.rounds.plan import NOWHERE, placed
from networking.rounds.replanning import replanned, the_rest
from networking.rounds.solver import plans
from tests.unit.networking.rounds.events import a_forum, events

FORUM = a_forum(80, 30, 10, tables=24, absent=0.1, seed=6)
DEAREST = 41  # more than any meeting of a forum is worth


@pytest.fixture(scope="module")
def told() -> list[int]:
    *_, last = islice(plans(FORUM), 20)
    return last.slots


def without(event: Event, guest: int, since: int) -> Event:
    guests = [
        replace(one, present=one.present & (1 << since) - 1) if at == guest else one
        for at, one in enumerate(event.guests)
    ]
    return replace(event, guests=guests)


def changed(event: Event, told: Sequence[int], now: Sequence[int], guest: int = NOWHERE) -> list[int]:
    """Of the meetings that had been told, and in which the guest is not."""
    others = [one for one in placed(told) if guest not in event.meetings[one].people]
    return [one for one in others if now[one] != told[one]]


@pytest.mark.parametrize("guest", [0, 40, 80, 109])
def test_one_who_leaves_changes_nothing_for_the_others(told: list[int], guest: int) -> None:
    rest = the_rest(without(FORUM, guest, 3), told, begins=3, stay=DEAREST)
    found = replanned(rest, told)
    assert faults_of(rest, found.slots) == []
    assert changed(FORUM, told, found.slots, guest) == []
    assert sorted(found.lost) == [
        one for one in placed(told) if guest in FORUM.meetings[one].people and told[one] >= 3
    ]
    assert found.moved == []


def test_whom_a_contact_leaves_behind_is_given_others(told: list[int]) -> None:
    rest = the_rest(without(FORUM, 80, 0), told, begins=0, stay=DEAREST)
    found = replanned(rest, told)
    assert len(found.lost) == 8
    assert len(found.added) == 7


def test_with_a_table_out_few_of_the_others_change(told: list[int]) -> None:
    fewer = replace(FORUM, tables=[24, 24, 24, *[22] * 7])
    rest = the_rest(fewer, told, begins=3, stay=DEAREST)
    found = replanned(rest, told)
    assert faults_of(rest, found.slots) == []
    too_many = sum(max(0, told.count(slot) - 22) for slot in range(3, 10))
    assert len(found.lost) <= too_many
    assert len(found.moved) <= len(placed(told)) * 0.05


def test_who_walks_in_is_fitted_into_gaps(told: list[int]) -> None:
    here = len(FORUM.guests)
    guests = [*FORUM.guests, Guest("walk-in", (1 << 10) - 1)]
    meetings = [*FORUM.meetings, *(Meeting(f"w{at}", (here, 80 + at), (1 << 10) - 1, 40) for at in range(30))]
    event = Event([26] * 10, guests, meetings)
    before = [*told, *[NOWHERE] * 30]
    rest = the_rest(event, before, begins=2, stay=DEAREST)
    found = replanned(rest, before)
    assert faults_of(rest, found.slots) == []
    assert (found.moved, found.lost) == ([], [])
    assert [one for one in found.added if here in event.meetings[one].people]


@settings(max_examples=300, deadline=None)
@given(events(), st.integers(0, 4), st.integers(0, 4), st.integers(0, 3))
def test_whatever_happens_the_past_stays_and_the_rest_is_valid(
    event: Event, who: int, begins: int, out: int
) -> None:
    *_, last = islice(plans(event), 50)
    guest = who % len(event.guests)
    begins = min(begins, event.slots)
    fewer = [
        max(0, tables - (slot == out)) if slot >= begins else tables
        for slot, tables in enumerate(event.tables)
    ]
    after = replace(without(event, guest, begins), tables=fewer)
    rest = the_rest(after, last.slots, begins=begins, stay=10)
    found = replanned(rest, last.slots)
    assert faults_of(rest, found.slots) == []
    over = [one for one in placed(last.slots) if last.slots[one] < begins]
    assert [found.slots[one] for one in over] == [last.slots[one] for one in over]
    assert [one for one in found.added if found.slots[one] < begins] == []
    assert replanned(rest, last.slots).slots == found.slots


def test_with_nothing_happened_nothing_told_is_lost() -> None:
    chance = Random(3)
    for seed in range(3):
        event = a_forum(20, 8, 6, tables=6, absent=0.2, seed=seed)
        *_, last = islice(plans(event), 20)
        found = replanned(the_rest(event, last.slots, begins=chance.randrange(6), stay=DEAREST), last.slots)
        assert (found.moved, found.lost) == ([], [])
