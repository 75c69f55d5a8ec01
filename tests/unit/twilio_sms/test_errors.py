import pytest

from integrations.twilio_sms.errors import (
    ABOUT,
    TEMPORARY,
    PermanentFailure,
    TemporaryFailure,
    failure_of_code,
)


@pytest.mark.parametrize(
    ("code", "about"),
    [
        (21211, "number"),
        (21612, "number"),
        (21614, "number"),
        (30005, "number"),
        (30006, "number"),
        (21610, "opted_out"),
        (21617, "content"),
        (30007, "content"),
        (20003, "account"),
        (21408, "account"),
        (30034, "account"),
        (35119, "account"),
        (99999, "account"),
    ],
)
def test_a_permanent_code_says_what_has_to_change(code: int, about: str) -> None:
    failure = failure_of_code(code)

    assert isinstance(failure, PermanentFailure)
    assert (failure.code, failure.about) == (code, about)


@pytest.mark.parametrize("code", [20429, 30001, 30003, 30008, 30047, 30610])
def test_a_temporary_code_may_be_tried_later(code: int) -> None:
    failure = failure_of_code(code, "wait")

    assert isinstance(failure, TemporaryFailure)
    assert (failure.code, str(failure)) == (code, "wait")


def test_no_code_is_both_temporary_and_permanent() -> None:
    assert TEMPORARY.isdisjoint(ABOUT)
