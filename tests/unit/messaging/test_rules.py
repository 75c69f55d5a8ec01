from datetime import UTC, datetime, time, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging import rules
from messaging.quiet_hours import QuietHours
from messaging.rules import Drop, Go, Wait

SEOUL = ZoneInfo("Asia/Seoul")
NIGHT = QuietHours(SEOUL, time(21), time(8))
NO_NIGHT = QuietHours(SEOUL, time(0), time(0))
instants = st.integers(0, 1051200).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def seoul(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (seoul(24, 12), Go(timedelta(hours=3))),  # until the start
        (seoul(23, 20), Go(timedelta(hours=1))),  # until the quiet hours
        (seoul(23, 20, 59, 30), Wait(seoul(24, 8))),  # might arrive within the quiet hours
        (seoul(23, 22), Wait(seoul(24, 8))),
        (seoul(24, 14, 59, 30), Drop("too_late")),
        (seoul(24, 15, 1), Drop("too_late")),
    ],
)
def test_a_text_leaves_only_if_it_arrives_by_day_and_before_the_start(
    now: datetime, verdict: rules.Verdict
) -> None:
    assert rules.text_may_leave(seoul(24, 15), NIGHT, now) == verdict


def test_a_text_in_the_night_before_an_early_session_is_dropped() -> None:
    assert rules.text_may_leave(seoul(24, 7), NIGHT, seoul(23, 23)) == Drop("too_late")


def test_without_quiet_hours_a_text_is_valid_as_long_as_twilio_keeps_one() -> None:
    assert rules.text_may_leave(seoul(30, 15), NO_NIGHT, seoul(23, 12)) == Go(timedelta(hours=10))


@given(starts_at=instants, ahead=st.timedeltas(timedelta(hours=-2), timedelta(days=3)))
def test_a_text_that_may_leave_is_void_before_the_start_and_the_night(
    starts_at: datetime, ahead: timedelta
) -> None:
    now = starts_at - ahead
    verdict = rules.text_may_leave(starts_at, NIGHT, now)
    if isinstance(verdict, Go):
        last = now + verdict.valid_for - timedelta(microseconds=1)
        assert not NIGHT.hold_at(now)
        assert not NIGHT.hold_at(last)
        assert last < starts_at
    if isinstance(verdict, Wait):
        assert now < verdict.until < starts_at
        assert isinstance(rules.text_may_leave(starts_at, NIGHT, verdict.until), Go)


def test_a_late_reminder_is_useful_for_the_first_half_of_its_time() -> None:
    start, offset = seoul(24, 15), timedelta(hours=24)
    assert rules.reminder_is_useful(start, offset, seoul(24, 2, 59)) is True
    assert rules.reminder_is_useful(start, offset, seoul(24, 3)) is False


def test_pauses_double_up_to_an_hour_and_end() -> None:
    minutes = [
        pause and pause // timedelta(minutes=1) for pause in (rules.pause_after(n, 9) for n in range(1, 10))
    ]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, None]


@pytest.mark.parametrize("order", list(permutations(["queued", "sent", "delivered"])))
def test_receipts_in_any_order_end_in_delivered(order: tuple[str, ...]) -> None:
    state = "accepted"
    for status in order:
        state = rules.state_after(state, status) or state
    assert state == "delivered"


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("delivered", "delivered"),
        ("delivered", "sent"),
        ("delivered", "undelivered"),
        ("failed", "delivered"),
        ("accepted", "queued"),
        ("sent", "no-such-state"),
    ],
)
def test_a_receipt_that_tells_nothing_new_changes_nothing(state: str, status: str) -> None:
    assert rules.state_after(state, status) is None


@pytest.mark.parametrize(
    "text", ["STOP", " stop ", "Stop.", "cancel", "UNSUBSCRIBE", "정지", "수신거부", "수신거부."]
)
def test_a_word_that_asks_for_no_more_is_understood(text: str) -> None:
    assert rules.keyword_of(text) == "stop"


@pytest.mark.parametrize("text", ["START", "unstop", "Yes"])
def test_a_word_that_asks_for_texts_again_is_understood(text: str) -> None:
    assert rules.keyword_of(text) == "start"


@pytest.mark.parametrize("text", ["", "please do not stop", "취소해 주세요", "🙂", "x" * 1600, "STOP IT"])
def test_any_other_text_is_no_keyword(text: str) -> None:
    assert rules.keyword_of(text) is None
