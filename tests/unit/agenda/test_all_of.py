"""When several experts can meet at once, each by limits and pauses of their own, against a search minute by minute."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from agenda.intentions import Intentions
from agenda.queries.group import Group
from agenda.queries.people import Expert
from agenda.wall_clock import instant
from tests.unit.agenda import oracle
from tests.unit.agenda.situations import Gathering, gatherings

pytestmark = pytest.mark.timeout(600)  # thousands of examples, on a machine that may have much else to do


def group_of(case: Gathering) -> Group:
    """The experts as read from the ledger: all that is taken is busy, no row is empty."""
    experts = [
        Expert(
            Intentions(who.time_zone),
            replace(who, busy=tuple((start, end) for start, end in who.taken() if start < end)),
            rules,
        )
        for who, rules in case.experts
    ]
    return Group(experts, (), case.now)


@settings(
    max_examples=2_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(gatherings())
def test_all_of_several_experts_meet_at_every_minute_that_the_limits_and_pauses_of_each_allow(
    case: Gathering,
) -> None:
    group = group_of(case)
    asked = [(expert.availability, expert.rules) for expert in group.experts]
    expected = oracle.free_starts_of_all(asked, case.window, case.now)
    found = list(map(instant, group.minutes(case.window)))
    assert found == expected
    assert [group.refusal(start) for start in found[:3]] == [None] * len(found[:3])
