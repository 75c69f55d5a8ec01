"""The checker finds each way in which a plan can be wrong."""

import pytest

from networking.rounds.checking import faults_of
from networking.rounds.event import Event, Guest, Meeting
from networking.rounds.plan import NOWHERE

EVENT = Event(
    [1, 2, 2],
    [Guest("a", 0b111, most=2), Guest("b", 0b110), Guest("c", 0b111), Guest("d", 0b111), Guest("e", 0b111)],
    [
        Meeting("ab", (0, 1), 0b111, 5),
        Meeting("ac", (0, 2), 0b011, 3, home=1, stay=2),
        Meeting("ad", (0, 3), 0b111, 1, after=(1,)),
        Meeting("de", (3, 4), 0b111, 7),
    ],
)


@pytest.mark.parametrize(
    ("slots", "faults"),
    [
        ([2, 1, NOWHERE, 0], []),
        ([2, 1], ["2 slots for 4 meetings"]),
        ([0, NOWHERE, NOWHERE, NOWHERE], ["ab: b is not there in slot 0"]),
        ([NOWHERE, 2, NOWHERE, NOWHERE], ["ac in slot 2"]),
        ([NOWHERE, NOWHERE, NOWHERE, 3], ["de in slot 3"]),
        ([NOWHERE, 1, 0, NOWHERE], ["ad is not after ac"]),
        ([1, 1, NOWHERE, NOWHERE], ["a twice in slot 1"]),
        ([1, 0, 2, NOWHERE], ["a has 3 meetings"]),
        ([NOWHERE, 0, NOWHERE, 0], ["2 meetings in slot 0"]),
    ],
)
def test_everything_wrong_is_told(slots: list[int], faults: list[str]) -> None:
    assert faults_of(EVENT, slots) == faults


def test_a_plan_is_worth_what_it_says() -> None:
    assert faults_of(EVENT, [2, 1, NOWHERE, 0], value=5 + 3 + 2 + 7) == []
    assert faults_of(EVENT, [2, 1, NOWHERE, 0], value=15) == ["worth 17, said to be worth 15"]
