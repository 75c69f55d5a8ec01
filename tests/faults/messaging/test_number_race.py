"""Many ask for a code, or try one, at the same moment: the limits hold all the same."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connections

from messaging.models import NumberCode
from messaging.numbers.operations import enter_code, send_code
from messaging.numbers.refusals import CodeOver, TooManyCodes
from tests.factories.hub import a_founder

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
PHONE = "+821012345678"
SIDES = 8


def at_once(deed: Callable[[int], str]) -> Counter[str]:
    """How often each answer was given to eight who do it at once."""

    def side(number: int) -> str:
        try:
            return deed(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(SIDES) as pool:
        return Counter(pool.map(side, range(SIDES)))


def test_eight_people_get_three_codes_for_one_number() -> None:
    people = [a_founder(phone=PHONE, phone_verified_at=None) for _ in range(SIDES)]

    def ask(number: int) -> str:
        try:
            send_code(person=people[number], nonce=uuid4().hex, now=NOON)
        except TooManyCodes:
            return "refused"
        return "sent"

    assert at_once(ask) == {"sent": 3, "refused": 5}


def test_a_person_who_asks_eight_times_at_once_gets_one_code() -> None:
    person = a_founder(phone=PHONE, phone_verified_at=None)

    def ask(_: int) -> str:
        try:
            send_code(person=person, nonce=uuid4().hex, now=NOON)
        except TooManyCodes:
            return "refused"
        return "sent"

    assert at_once(ask) == {"sent": 1, "refused": 7}
    assert NumberCode.objects.filter(voided_at=None).count() == 1


def test_eight_wrong_tries_at_once_are_five_and_the_code_is_over() -> None:
    person = a_founder(phone=PHONE, phone_verified_at=None)
    code = send_code(person=person, nonce=uuid4().hex, now=NOON)
    wrong = f"{(int(code.digits) + 1) % 1_000_000:06d}"

    def guess(_: int) -> str:
        try:
            enter_code(person=person, digits=wrong, language="en", now=NOON)
        except CodeOver:
            return "over"
        return "wrong"

    assert at_once(guess) == {"wrong": 5, "over": 3}
    assert NumberCode.objects.get().tries == 5


def test_the_right_code_entered_eight_times_at_once_counts_once() -> None:
    person = a_founder(phone=PHONE, phone_verified_at=None)
    code = send_code(person=person, nonce=uuid4().hex, now=NOON)

    def enter(_: int) -> str:
        try:
            tried = enter_code(person=person, digits=code.digits, language="en", now=NOON)
        except CodeOver:
            return "over"
        return "right" if tried.right else "wrong"

    assert at_once(enter) == {"right": 1, "over": 7}
