import itertools

import pytest

from integrations.twilio_sms.statuses import FINAL, RANKS, is_later, rank


@pytest.mark.parametrize(
    ("old", "new", "later"),
    [
        ("queued", "sent", True),
        ("sent", "queued", False),
        ("sent", "sent", False),
        ("accepted", "queued", True),
        ("sent", "delivered", True),
        ("delivered", "sent", False),
        ("undelivered", "delivered", False),
        ("delivered", "undelivered", False),
        ("delivered", "read", True),
        ("failed", "read", False),
        ("queued", "novel", False),
        ("", "queued", True),
    ],
)
def test_a_state_is_replaced_only_by_a_later_one(old: str, new: str, *, later: bool) -> None:
    assert is_later(old, new) is later


def test_in_whatever_order_the_states_arrive_the_end_is_the_final_one() -> None:
    for order in itertools.permutations(["queued", "sending", "sent", "delivered"]):
        state = "accepted"
        for new in order:
            state = new if is_later(state, new) else state
        assert state == "delivered"


def test_the_final_states_are_the_last_ones() -> None:
    assert {"delivered", "partially_delivered", "undelivered", "failed", "canceled", "read"} == FINAL
    assert max(rank(status) for status in RANKS if status not in FINAL) < min(
        rank(status) for status in FINAL
    )
