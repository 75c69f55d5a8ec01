from datetime import UTC, datetime, timedelta

import pytest

from integrations.twilio_sms.segments import size_of
from messaging import rules
from messaging.models import CODE
from messaging.numbers.rules import may_send_at
from messaging.numbers.words import code_text

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def ago(*minutes: float) -> list[datetime]:
    return [NOW - timedelta(minutes=one) for one in minutes]


@pytest.mark.parametrize(
    ("of_number", "of_person", "waits_minutes"),
    [
        ([], [], 0),
        (ago(0), ago(0), 0.5),
        (ago(1), ago(1), 0),
        (ago(5, 10), ago(5, 10), 0),
        (ago(5, 10, 50), ago(5, 10, 50), 10),
        (ago(5, 10, 50), [], 10),  # somebody else has entered the same number
        ([], ago(*range(5, 95, 10)), 0),
        ([], ago(*range(5, 105, 10)), 24 * 60 - 95),
    ],
)
def test_codes_leave_after_a_pause_and_few_of_them(
    of_number: list[datetime], of_person: list[datetime], waits_minutes: float
) -> None:
    assert may_send_at(of_number, of_person, NOW) - NOW == timedelta(minutes=waits_minutes)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_text_with_a_code_is_one_part(language: str) -> None:
    assert size_of(code_text(language).replace(CODE, "123456")).parts == 1


@pytest.mark.parametrize(
    ("seconds", "is_open", "verdict"),
    [
        (600, True, rules.Go(timedelta(minutes=10))),
        (600, False, rules.Drop("superseded")),
        (59, True, rules.Drop("too_late")),
    ],
)
def test_a_code_leaves_while_it_can_be_entered(seconds: int, is_open: bool, verdict: rules.Verdict) -> None:
    assert rules.code_may_leave(NOW + timedelta(seconds=seconds), is_open=is_open, now=NOW) == verdict
