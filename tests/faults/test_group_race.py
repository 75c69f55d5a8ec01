"""Sixty founders want one of seven seats at once, round after round: never an eighth, and a waitlist without gaps."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Commitment
from clock.models import ClockShift
from mentoring.groups import operations
from mentoring.groups.models import GroupSession, Place
from mentoring.groups.queries import occupancies, shown_to
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.groups.conftest import a_group

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]
FOUNDERS, SEATS, ROUNDS, THREADS = 60, 7, 100, 20
FEW = 12
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def founders() -> list[Person]:
    ClockShift.show(MONDAY)
    return [a_founder() for _ in range(FOUNDERS)]


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(THREADS) as pool:
        yield pool
        closed = Barrier(THREADS)

        def close() -> None:
            connections.close_all()
            closed.wait()

        list(pool.map(lambda _: close(), range(THREADS)))


def groups_of(rounds: int, seats: int) -> Iterator[GroupSession]:
    mentor, programme = a_mentor(hours=(0, 1440), days=7), a_programme(reminder_offsets_minutes=[60])
    for number in range(rounds):
        starts_at = MONDAY + timedelta(days=3 + number // 20, hours=number % 20)
        yield a_group(
            seats, expert=mentor, programme=programme, starts_at=starts_at, offer_hours=1, closes_hours=0
        )


def call(founder: Person, group: GroupSession, deed: str, **body: object) -> int:
    client = APIClient()
    client.force_authenticate(founder)
    return client.post(f"/api/groups/{group.pk}/{deed}/", body, format="json").status_code


def positions(group: GroupSession, founders: list[Person], now: datetime) -> list[int]:
    places = (shown_to(founder, [group], now)[0].place for founder in founders)
    return sorted(place.position or 0 for place in places if place and place.state == "waiting")


def nobody_is_twice() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM agenda_commitment a JOIN agenda_commitment b ON a.id < b.id "
            "AND a.person_id = b.person_id AND a.during && b.during "
            "AND a.released_at IS NULL AND b.released_at IS NULL"
        )
        return bool(cursor.fetchone()[0] == 0)


def test_never_more_people_than_seats(pool: ThreadPoolExecutor, founders: list[Person]) -> None:
    for number, group in enumerate(groups_of(ROUNDS, SEATS)):
        # All of them in some rounds, a few in the others: what is tried is the same, in affordable time.
        crowd = founders if number % 10 == 0 else random.Random(number).sample(founders, THREADS)
        outcome = Counter(pool.map(lambda one: call(one, group, "join", wait=True), crowd))  # noqa: B023 -- used at once
        assert outcome == {200: len(crowd)}
        seated = Place.objects.taken().filter(group=group).order_by("number")
        assert list(seated.values_list("number", flat=True)) == list(range(1, SEATS + 1))
        assert positions(group, crowd, MONDAY) == list(range(1, len(crowd) - SEATS + 1))
        assert Commitment.objects.filter(appointment=group.pk, released_at=None).count() == SEATS + 1
    assert nobody_is_twice()


def test_one_seat_has_one_winner_and_the_others_are_told(
    pool: ThreadPoolExecutor, founders: list[Person]
) -> None:
    for group in groups_of(20, 1):
        outcome = Counter(pool.map(lambda one: call(one, group, "join"), founders[:THREADS]))  # noqa: B023 -- used at once
        assert outcome == {200: 1, 409: THREADS - 1}


def test_leaving_offering_taking_and_joining_at_once_keep_the_count(
    pool: ThreadPoolExecutor, founders: list[Person]
) -> None:
    chance = random.Random(3)
    (group,) = groups_of(1, SEATS)
    now = MONDAY
    for _ in range(12):
        crowd = chance.sample(founders, 40)
        deeds = {
            founder: chance.choice(["join", "leave", "take", "decline", "leave", "time"]) for founder in crowd
        }

        def act(founder: Person, deeds: dict[Person, str] = deeds, now: datetime = now) -> int:
            if deeds[founder] == "time":
                operations.let_groups_pass(now=now)
                return 200
            return call(founder, group, deeds[founder], wait=True)

        assert set(Counter(pool.map(act, crowd))) <= {200, 409}
        numbers = occupancies([group.pk], now)[group.pk]
        assert numbers.taken + numbers.offered <= SEATS
        waiting = positions(group, founders, now)
        assert waiting == list(range(1, len(waiting) + 1))
        seated = set(Place.objects.taken().filter(group=group).values_list("person", flat=True))
        committed = Commitment.objects.filter(appointment=group.pk, released_at=None)
        assert set(committed.values_list("person", flat=True)) == seated | {group.expert.person_id}
        if waiting:
            assert numbers.taken + numbers.offered == SEATS
        now += timedelta(minutes=25)  # offers run out between the rounds
        ClockShift.show(now)
    assert nobody_is_twice()


JOIN = """
import os, sys, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
from datetime import datetime
from accounts.models import Person
from mentoring.groups.joining import join_group
group, now, *people = sys.argv[1:]
for pk in people:
    person = Person.objects.get(pk=pk)
    print("begins", flush=True)
    join_group(group_id=group, startup=person.membership.startup, wait=True, by=person,
               now=datetime.fromisoformat(now))
"""


@pytest.fixture
def joining() -> Iterator[Callable[[GroupSession, list[Person]], "subprocess.Popen[str]"]]:
    """Start a process of its own that has these people join one after another."""
    started: list[subprocess.Popen[str]] = []

    def start(group: GroupSession, people: list[Person]) -> "subprocess.Popen[str]":
        settings = connection.settings_dict
        url = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@/{settings['NAME']}?host={settings['HOST']}"
        environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": f"{ROOT / 'backend'}:{ROOT}"}
        argv = [
            sys.executable,
            "-c",
            JOIN,
            str(group.pk),
            MONDAY.isoformat(),
            *(str(one.pk) for one in people),
        ]
        process = subprocess.Popen(argv, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_processes_that_are_killed_leave_whole_places(
    founders: list[Person], joining: Callable[[GroupSession, list[Person]], "subprocess.Popen[str]"]
) -> None:
    (group,) = groups_of(1, SEATS)
    processes = [joining(group, founders[start::4]) for start in range(4)]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    time.sleep(0.3)
    for process in processes[:2]:
        process.send_signal(signal.SIGKILL)
    for process in processes[2:]:
        process.communicate(timeout=120)

    seated = set(Place.objects.taken().filter(group=group).values_list("person", flat=True))
    committed = Commitment.objects.filter(appointment=group.pk, released_at=None)
    waiting = positions(group, founders, MONDAY)
    assert len(seated) == SEATS
    assert set(committed.values_list("person", flat=True)) == seated | {group.expert.person_id}
    assert waiting == list(range(1, len(waiting) + 1))
    assert Place.objects.filter(group=group).count() >= FOUNDERS // 2
