"""A program in a process of its own that says what it finds on the way."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from processes import NotSolved, answers_of

ROOT = Path(__file__).resolve().parents[3]
AT_ONCE = timedelta(seconds=0.3)


@pytest.fixture(autouse=True)
def programs_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "backend"), str(ROOT)]))


def answers(
    said: int,
    then: str,
    *,
    within: timedelta = timedelta(seconds=60),
    grace: timedelta = timedelta(seconds=60),
    is_enough: Callable[[], bool] = lambda: False,
) -> Iterator[bytes]:
    question = json.dumps({"said": said, "then": then}).encode()
    return answers_of(
        "tests.unit.processes.talker",
        question,
        within=within,
        megabytes=2000,
        is_enough=is_enough,
        grace=grace,
    )


def test_every_line_is_heard_however_many_come_at_once() -> None:
    lines = [str(number).encode() for number in range(20_000)]
    assert list(answers(20_000, "end")) == [*lines, b"end"]


def test_once_it_is_enough_the_program_comes_to_its_end() -> None:
    heard: list[bytes] = []
    heard.extend(answers(2, "until enough", is_enough=lambda: True))
    assert heard == [b"0", b"1", b"end"]


def test_what_does_not_come_to_its_end_is_ended_and_what_it_said_stays_said() -> None:
    assert list(answers(2, "for ever", is_enough=lambda: True, grace=AT_ONCE))[:2] == [b"0", b"1"]


@pytest.mark.parametrize(
    ("then", "within", "code"),
    [
        ("for ever", timedelta(seconds=1), "too_long"),
        ("die", timedelta(seconds=60), "died"),
        ("too large", timedelta(seconds=60), "too_large"),
    ],
)
def test_an_answer_that_does_not_come_has_a_reason(then: str, within: timedelta, code: str) -> None:
    with pytest.raises(NotSolved) as refused:
        list(answers(0, then, within=within))
    assert refused.value.code == code
