"""The same POST twice: one session, one answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from rest_framework.test import APIClient

import clock
from accounts.models import Person
from clock.models import ClockShift
from directory.models import Expert
from idempotency.jobs import forget_answers
from idempotency.models import KeptAnswer
from mentoring.models import Programme, Session
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, at

pytestmark = pytest.mark.django_db
KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"


@pytest.fixture
def founder() -> Person:
    ClockShift.show(MONDAY)
    return a_founder(humane_from=time(0), humane_until=time(0))


@pytest.fixture
def mentor() -> Expert:
    return a_mentor()


@pytest.fixture
def programme() -> Programme:
    return a_programme()


def client_of(person: Person) -> APIClient:
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    client.force_authenticate(person)
    return client


def ask(person: Person, programme: Programme, mentor: Expert, key: str, starts_at: str = at(2, 0)) -> Any:
    body = {"programme": programme.slug, "expert": mentor.pk, "starts_at": starts_at, "goal": "Go west"}
    return client_of(person).post("/api/sessions/", body, format="json", HTTP_IDEMPOTENCY_KEY=key)


def test_a_repeated_request_is_answered_the_same_and_done_once(
    founder: Person, programme: Programme, mentor: Expert
) -> None:
    first, second = (ask(founder, programme, mentor, KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert (first.get("Idempotent-Replayed"), second["Idempotent-Replayed"]) == (None, "true")
    assert (Session.objects.count(), Message.objects.count()) == (1, 1)


def test_a_key_in_quotes_is_the_same_key(founder: Person, programme: Programme, mentor: Expert) -> None:
    first, second = ask(founder, programme, mentor, KEY), ask(founder, programme, mentor, f'"{KEY}"')
    assert second.json() == first.json()


def test_a_refusal_is_an_answer_too(founder: Person, programme: Programme, mentor: Expert) -> None:
    ask(a_founder(), programme, mentor, "other")
    first, second = (ask(founder, programme, mentor, KEY) for _ in range(2))
    assert (first.status_code, first.json()["code"]) == (409, "slot_taken")
    assert (second.status_code, second.json()) == (409, first.json())
    assert second["Content-Type"] == "application/problem+json"
    assert Session.objects.count() == 1


def test_another_request_with_the_same_key_is_refused(
    founder: Person, programme: Programme, mentor: Expert
) -> None:
    ask(founder, programme, mentor, KEY)
    answer = ask(founder, programme, mentor, KEY, starts_at=at(2, 2))
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert Session.objects.count() == 1


def test_two_people_may_choose_the_same_key(founder: Person, programme: Programme, mentor: Expert) -> None:
    ask(founder, programme, mentor, KEY)
    assert ask(a_founder(), programme, mentor, KEY).json()["code"] == "slot_taken"


def test_a_deed_repeated_with_its_key_is_no_second_deed(
    founder: Person, programme: Programme, mentor: Expert
) -> None:
    session_id = ask(founder, programme, mentor, KEY).json()["id"]
    client = client_of(mentor.person)
    for _ in range(2):
        answer = client.post(
            f"/api/sessions/{session_id}/accept/", {"word": "Yes"}, format="json", HTTP_IDEMPOTENCY_KEY=KEY
        )
        assert (answer.status_code, answer.json()["state"]) == (200, "confirmed")
    without = client.post(f"/api/sessions/{session_id}/accept/", {"word": "Yes"}, format="json")
    assert without.json()["code"] == "not_possible_now"


@pytest.mark.parametrize("key", ["", '""', "two words", "x" * 201, "schlüssel"])
def test_a_malformed_key_is_refused(founder: Person, programme: Programme, mentor: Expert, key: str) -> None:
    answer = ask(founder, programme, mentor, key)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_malformed")
    assert Session.objects.count() == 0


def test_after_a_day_the_key_is_free_and_the_row_is_forgotten(
    founder: Person, programme: Programme, mentor: Expert
) -> None:
    ask(founder, programme, mentor, KEY)
    ClockShift.show(MONDAY + timedelta(hours=23))
    forget_answers()
    assert KeptAnswer.objects.count() == 1
    ClockShift.show(MONDAY + timedelta(hours=24, minutes=1))
    assert ask(founder, programme, mentor, KEY, starts_at=at(3, 2)).status_code == 201
    ClockShift.show(MONDAY + timedelta(hours=49))
    forget_answers()
    assert KeptAnswer.objects.count() == 0


def test_what_is_kept_holds_neither_key_nor_question(
    founder: Person, programme: Programme, mentor: Expert
) -> None:
    ask(founder, programme, mentor, KEY)
    kept = KeptAnswer.objects.get()
    assert KEY not in f"{kept.key_digest} {kept.request_digest} {kept.headers} {kept.body}"
    assert (len(kept.key_digest), len(kept.request_digest)) == (64, 64)


def test_a_server_error_is_never_kept() -> None:
    with pytest.raises(IntegrityError, match="kept_answer_is_no_server_error"), transaction.atomic():
        KeptAnswer.objects.create(key_digest="a", request_digest="b", status=500, at=clock.now())


def test_a_key_is_kept_once() -> None:
    KeptAnswer.objects.create(key_digest="a", request_digest="b", at=clock.now())
    with pytest.raises(IntegrityError, match="key_digest"), transaction.atomic():
        KeptAnswer.objects.create(key_digest="a", request_digest="c", at=clock.now())


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool
        closed = Barrier(8)

        def close() -> None:
            connections.close_all()
            closed.wait()

        list(pool.map(lambda _: close(), range(8)))


@pytest.mark.django_db(transaction=True)
def test_eight_copies_at_once_are_one_session_and_one_answer(
    founder: Person, programme: Programme, mentor: Expert, pool: ThreadPoolExecutor
) -> None:
    for number in range(5):
        ready = Barrier(8)

        def send(_: int, number: int = number, ready: Barrier = ready) -> Any:
            ready.wait()
            return ask(founder, programme, mentor, f"key-{number}", starts_at=at(2 + number // 3, number % 3))

        answers = list(pool.map(send, range(8)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
        assert Session.objects.count() == number + 1


def test_the_clock_of_a_kept_answer_is_the_installations(
    founder: Person, programme: Programme, mentor: Expert
) -> None:
    ask(founder, programme, mentor, KEY)
    kept: datetime = KeptAnswer.objects.get().at
    assert abs(kept - MONDAY) < timedelta(minutes=5)
