"""Many ask at once for series, dates and other times where an expert gives few sessions or a programme few to a startup:
no limit is exceeded by two who count at the same moment."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from rest_framework.test import APIClient

from accounts.models import Person
from clock.models import ClockShift
from directory.models import Expert
from mentoring.models import Session
from tests.factories.hub import a_founder, a_mentor, a_programme, limits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
CLIENTS = 12


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    ClockShift.show(datetime(2026, 10, 12, tzinfo=UTC))
    with ThreadPoolExecutor(CLIENTS) as pool:
        yield pool
        closed = Barrier(CLIENTS)

        def close() -> None:
            connections.close_all()
            closed.wait()

        list(pool.map(lambda _: close(), range(CLIENTS)))


@pytest.fixture
def mentor() -> Expert:
    return a_mentor(hours=(0, 1440), days=7)


def founders_of_one_startup_or_many(*, one: bool) -> list[Person]:
    awake: dict[str, Any] = {"humane_from": time(0), "humane_until": time(0)}
    first = a_founder(**awake)
    startup = first.membership.startup if one else None
    return [first, *(a_founder(startup, **awake) for _ in range(CLIENTS - 1))]


def at_once(
    pool: ThreadPoolExecutor, people: list[Person], ask: Callable[[APIClient, int], str]
) -> Counter[str]:
    ready = Barrier(CLIENTS)

    def one(number: int) -> str:
        client = APIClient()
        client.force_authenticate(people[number])
        ready.wait()
        return ask(client, number)

    return Counter(pool.map(one, range(CLIENTS)))


def series(expert: Expert, programme: str, number: int, weeks: int = 2) -> dict[str, object]:
    """On Tuesdays at an hour of its own: no two of them overlap."""
    return {
        "programme": programme,
        "expert": expert.pk,
        "anchor": "expert",
        "starts_on": "2026-10-20",
        "starts_time": f"{number + 6:02}:00",
        "rule": {"frequency": "weekly", "count": weeks},
        "goal": "Race",
    }


def outcome(client: APIClient, address: str, body: Mapping[str, object]) -> str:
    return str(client.post(address, body, format="json").json().get("code", "booked"))


@pytest.mark.parametrize("approval", ["expert", "automatic"])
def test_a_week_with_room_for_three_gets_three_of_many_series(
    pool: ThreadPoolExecutor, mentor: Expert, approval: str
) -> None:
    limits(mentor, max_per_week=3)
    programme = a_programme(approval=approval).slug
    people = founders_of_one_startup_or_many(one=False)

    def ask(client: APIClient, number: int) -> str:
        return outcome(client, "/api/series/", series(mentor, programme, number))

    assert at_once(pool, people, ask) == {"booked": 3, "series_clashes": CLIENTS - 3}
    assert Session.objects.count() == 3 * 2


def test_series_and_single_sessions_count_each_other(pool: ThreadPoolExecutor, mentor: Expert) -> None:
    limits(mentor, max_per_day=4)
    programme = a_programme(approval="automatic").slug
    people = founders_of_one_startup_or_many(one=False)

    def ask(client: APIClient, number: int) -> str:
        if number % 2:
            return outcome(client, "/api/series/", series(mentor, programme, number, weeks=1))
        starts_at = f"2026-10-20T{number + 6 + 7:02}:00:00Z"
        body = {"programme": programme, "expert": mentor.pk, "starts_at": starts_at, "goal": "Race"}
        return outcome(client, "/api/sessions/", body)

    found = at_once(pool, people, ask)
    assert found["booked"] == 4
    assert set(found) <= {"booked", "series_clashes", "day_full"}
    assert Session.objects.count() == 4


def test_moves_of_many_series_into_one_day_leave_it_within_its_limit(
    pool: ThreadPoolExecutor, mentor: Expert
) -> None:
    programme = a_programme(approval="automatic").slug
    people = founders_of_one_startup_or_many(one=False)
    ids = {}
    for number, person in enumerate(people):
        client = APIClient()
        client.force_authenticate(person)
        ids[number] = client.post("/api/series/", series(mentor, programme, number), format="json").json()[
            "id"
        ]
    limits(mentor, max_per_day=2)

    def move(client: APIClient, number: int) -> str:
        starts_at = f"2026-10-22T{number + 8:02}:00:00Z"
        body = {"which": "this", "on": "2026-10-20", "starts_at": starts_at, "reason": "Race"}
        return outcome(client, f"/api/series/{ids[number]}/move/", body)

    assert at_once(pool, people, move) == {"booked": 2, "series_clashes": CLIENTS - 2}


def test_a_startup_that_asks_everywhere_at_once_stays_within_its_quota(pool: ThreadPoolExecutor) -> None:
    programme = a_programme(approval="automatic", quota_per_month=4).slug
    people = founders_of_one_startup_or_many(one=True)
    mentors = [a_mentor(hours=(0, 1440), days=7) for _ in range(CLIENTS)]

    def ask(client: APIClient, number: int) -> str:
        if number % 3 == 0:
            starts_at = "2026-10-20T15:00:00Z"
            body = {
                "programme": programme,
                "expert": mentors[number].pk,
                "starts_at": starts_at,
                "goal": "Race",
            }
            return outcome(client, "/api/sessions/", body)
        return outcome(client, "/api/series/", series(mentors[number], programme, number))

    found = at_once(pool, people, ask)
    assert set(found) == {"booked", "quota_used_up"}
    assert Session.objects.count() in (3, 4)  # a series of two may not fit into what is left


def test_an_expert_offered_other_times_by_many_gives_no_more_than_a_day_has(
    pool: ThreadPoolExecutor, mentor: Expert
) -> None:
    programme = a_programme(hold_hours=72).slug
    people = founders_of_one_startup_or_many(one=False)
    ids = {}
    for number, person in enumerate(people):
        client = APIClient()
        client.force_authenticate(person)
        body = {
            "programme": programme,
            "expert": mentor.pk,
            "starts_at": f"2026-10-{20 + number // 6}T{8 + 2 * (number % 6):02}:00:00Z",
            "goal": "Race",
        }
        ids[number] = client.post("/api/sessions/", body, format="json").json()["id"]
    limits(mentor, max_per_day=2)

    def propose(client: APIClient, number: int) -> str:
        starts = [f"2026-10-23T{8 + number:02}:00:00Z"]
        return outcome(client, f"/api/sessions/{ids[number]}/propose/", {"starts": starts})

    assert at_once(pool, people, propose) == {"booked": 2, "day_full": CLIENTS - 2}
