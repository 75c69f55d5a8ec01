"""Whose turn it is in a pool, against a search of its own, minute by minute and person by person: 2,000 pools."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agenda.intentions import Intentions
from agenda.queries.ledger import Load
from agenda.queries.people import Expert
from agenda.queries.several import turns_of
from agenda.wall_clock import instant
from tests.unit.agenda import oracle
from tests.unit.agenda.situations import Situation, situations

pytestmark = pytest.mark.timeout(600)  # thousands of examples, on a machine that may have much else to do

# Few values: ties are as common as not. Minute 0 is a time that somebody was given, long ago.
LOADS = st.builds(Load, ahead=st.integers(0, 2), last=st.sampled_from([None, 29_000_000, 29_000_060, 1]))
MEMBERS = st.tuples(situations(), LOADS)
Member = tuple[Situation, Load]


def expert_of(case: Situation) -> Expert:
    """The first of a situation as read from the ledger: all that is taken is busy, no row is empty."""
    who = case.people[0]
    busy = tuple((start, end) for start, end in who.taken() if start < end)
    return Expert(Intentions(who.time_zone), replace(who, busy=busy), case.rules)


def turn_at(start: datetime, free: Mapping[int, Collection[datetime]], loads: Mapping[int, Load]) -> int:
    """The least loaded of those who are free; of those alike who was never given anything, or longest ago."""
    able = [person for person in free if start in free[person]]
    least = min(loads[person].ahead for person in able)
    able = [person for person in able if loads[person].ahead == least]
    never = [person for person in able if loads[person].last is None]
    if never:
        return never[0]
    longest = min(loads[person].last or 0 for person in able)
    return next(person for person in able if loads[person].last == longest)


@settings(
    max_examples=2_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(MEMBERS, min_size=1, max_size=4), st.permutations([7, 3, 9, 5]))
def test_any_of_a_pool_is_whoever_is_least_loaded_then_waits_longest_then_comes_first_at_every_free_minute(
    members: list[Member], ids: list[int]
) -> None:
    window, now = members[0][0].window, members[0][0].now
    pool = {person: expert_of(case) for person, (case, _) in zip(ids, members, strict=False)}
    loads = {person: load for person, (_, load) in zip(ids, members, strict=False)}
    free = {
        person: set(oracle.free_starts([one.availability], one.rules, window, now))
        for person, one in pool.items()
    }
    found = turns_of(pool, loads, (), window=window, now=now)
    assert {instant(start): person for start, person in found.items()} == {
        start: turn_at(start, free, loads) for start in set().union(*free.values())
    }
