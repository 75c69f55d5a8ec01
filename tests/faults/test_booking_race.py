"""Thirty-two founders want the same mentor at once: each time exactly one gets the hour and nobody an error."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Commitment
from clock.models import ClockShift
from directory.models import Expert
from mentoring.models import Programme, Session
from tests.factories.hub import a_founder, a_mentor, a_programme, limits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
CLIENTS = 32
ROUNDS = 100  # of each kind
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
Ask = tuple[Programme, datetime]


@pytest.fixture
def founders() -> list[Person]:
    ClockShift.show(MONDAY)
    return [a_founder(humane_from=time(0), humane_until=time(0)) for _ in range(CLIENTS)]


@pytest.fixture
def mentor() -> Expert:
    return a_mentor(hours=(0, 1440), days=7)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(CLIENTS) as pool:
        yield pool
        closed = Barrier(CLIENTS)

        def close() -> None:
            connections.close_all()
            closed.wait()

        list(pool.map(lambda _: close(), range(CLIENTS)))


def everybody_at_once(
    pool: ThreadPoolExecutor, founders: list[Person], mentor: Expert, wish: Callable[[int], Ask]
) -> Counter[int]:
    ready = Barrier(CLIENTS)

    def ask(number: int) -> int:
        client = APIClient()
        client.force_authenticate(founders[number])
        programme, starts_at = wish(number)
        body = {
            "programme": programme.slug,
            "expert": mentor.pk,
            "starts_at": starts_at.isoformat(),
            "goal": "Race",
        }
        ready.wait()
        return client.post("/api/sessions/", body, format="json").status_code

    return Counter(pool.map(ask, range(CLIENTS)))


def nobody_is_twice(mentor: Expert) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM agenda_commitment a JOIN agenda_commitment b ON a.id < b.id "
            "AND a.person_id = b.person_id AND a.during && b.during "
            "AND a.released_at IS NULL AND b.released_at IS NULL"
        )
        return bool(cursor.fetchone()[0] == 0)


def test_one_winner_for_the_same_start(
    pool: ThreadPoolExecutor, founders: list[Person], mentor: Expert
) -> None:
    programme = a_programme()
    for number in range(ROUNDS):
        starts_at = MONDAY + timedelta(days=3 + number // 10, hours=2 * (number % 10))
        outcome = everybody_at_once(pool, founders, mentor, lambda _: (programme, starts_at))  # noqa: B023 -- used at once
        assert outcome == {201: 1, 409: CLIENTS - 1}
    assert Session.objects.count() == ROUNDS
    assert Commitment.objects.count() == 2 * ROUNDS
    assert nobody_is_twice(mentor)


def test_one_winner_for_overlapping_starts_of_different_lengths(
    pool: ThreadPoolExecutor, founders: list[Person], mentor: Expert
) -> None:
    # Each contains the minute after the full hour: any two of them overlap.
    lengths = [
        (a_programme(session_minutes=minutes), early) for minutes, early in ((30, 0), (60, 30), (90, 60))
    ]
    for number in range(ROUNDS):
        hour = MONDAY + timedelta(days=3 + number // 5, hours=4 + 4 * (number % 5))

        def wish(client: int, hour: datetime = hour) -> Ask:
            programme, early = lengths[client % 3]
            return programme, hour - timedelta(minutes=early)

        assert everybody_at_once(pool, founders, mentor, wish) == {201: 1, 409: CLIENTS - 1}
    assert Session.objects.count() == ROUNDS
    assert nobody_is_twice(mentor)


def test_a_day_with_room_for_one_gets_one(
    pool: ThreadPoolExecutor, founders: list[Person], mentor: Expert
) -> None:
    limits(mentor, max_per_day=1)
    programme = a_programme(session_minutes=30)
    for number in range(5):
        # Different minutes of one day in California: no two of them overlap.
        day = MONDAY + timedelta(days=3 + number, hours=8)

        def wish(client: int, day: datetime = day) -> Ask:
            return programme, day + timedelta(minutes=30 * client)

        assert everybody_at_once(pool, founders, mentor, wish) == {201: 1, 409: CLIENTS - 1}
    assert Session.objects.count() == 5
