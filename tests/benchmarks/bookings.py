"""Bookings per second: over the API, and as bare SQL against the same tables and the same exclusion constraint.

Of two kinds. A request holds the time until the expert answers, and asks them to. A session of a programme that
needs no answer has at once all that there is: reminders of both sides, the calendar's event, a message with an
invitation to each.
"""

import statistics
import time
import uuid
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import httpx
import psycopg
from django.conf import settings

import clock
from accounts.models import Person
from directory.models import Expert
from mentoring.models import Approval
from tests.benchmarks.callers import Cost, Wishes, call, told
from tests.benchmarks.people import header_of, open_programme, pairs
from tests.benchmarks.stand import Stand

CLIENTS = 16
EACH = 30
ALONE = 60
WARM = 16  # more than threads that serve, each with a connection of its own
BARE_EACH = 200
# Once measured on two cores: LibreBooking, Easy!Appointments, django-appointment, a bare DRF view.
OTHERS_ALONE = "37, 25, 32, 4 ms"
OTHERS_WITH_16 = "68, 76, 38, 720 /s"

APPOINTMENT = (
    "INSERT INTO agenda_appointment (id, starts_at, ends_at, version, state, hold_expires_at) "
    "VALUES (%s, %s, %s, 1, 'booked', NULL)"
)
COMMITMENT = (
    "INSERT INTO agenda_commitment (person_id, appointment_id, during, starts_at, expires_at, released_at) "
    "VALUES (%s, %s, tstzrange(%s, %s, '[)'), %s, NULL, NULL)"
)


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    yield from _kind(stand, "a request", Approval.EXPERT)
    over_http = yield from _kind(stand, "a session booked at once", Approval.AUTOMATIC)
    yield "    one of LibreBooking, Easy!Appointments, django-app., bare", OTHERS_ALONE
    yield "    the same with 16 clients", OTHERS_WITH_16
    first = clock.now() + timedelta(days=400)
    url = settings.ENV.database_url
    ids = [(founder.pk, expert.person_id) for founder, expert in pairs(CLIENTS)]
    seconds, booked = _race([partial(_insert, url, pair, first) for pair in ids])
    yield f"plain psycopg, {CLIENTS} clients, {booked} booked", f"{booked / seconds:.1f} /s"
    yield "plain / API, booked at once", f"{booked / seconds / over_http:.0f} : 1"


def _kind(stand: Stand, name: str, approval: str) -> Generator[tuple[str, str], None, float]:
    programme = open_programme()
    programme.approval = approval
    programme.save()
    yield from _alone(stand, name, programme.slug)
    work = [_wishes(stand, pair, programme.slug, EACH) for pair in pairs(CLIENTS)]
    cost = Cost(stand)
    answers = call(stand.url, work)
    booked = sum(status == 201 for status, _ in answers.answers)
    yield f"{name}: {CLIENTS} clients, {booked} booked (target 150 /s)", f"{answers.per_second:.1f} /s"
    assert booked == CLIENTS * EACH, f"{booked} of {CLIENTS * EACH} booked"
    yield f"{name}: ms of a processor each", told(cost.since(), answers)
    return answers.per_second


def _alone(stand: Stand, name: str, programme: str) -> Iterator[tuple[str, str]]:
    """One client, one after the other; then the same again, too late."""
    ((founder, expert),) = pairs(1)
    wishes = _wishes(stand, (founder, expert), programme, WARM + ALONE)
    for label, expected in (
        (f"{name} over HTTP (target 15 ms)", 201),
        (f"{name} that comes too late (409, free starts)", 409),
    ):
        answers = call(stand.url, [wishes]).answers
        if {status for status, _ in answers} != {expected}:
            raise AssertionError(answers)
        p50 = statistics.median(seconds for _, seconds in answers[WARM:])
        yield f"{label}, p50 of {ALONE}", f"{p50 * 1000:.1f} ms"


def _wishes(stand: Stand, pair: tuple[Person, Expert], programme: str, count: int) -> Wishes:
    founder, expert = pair
    header = header_of(founder)
    starts = free_starts_of(stand, header, expert.pk, programme)[:count]
    asked = {"programme": programme, "expert": expert.pk, "goal": "Measure", "questions": "", "deck_url": ""}
    return Wishes(header, [asked | {"starts_at": start} for start in starts])


def _race(tasks: Sequence[Callable[[], int]]) -> tuple[float, int]:
    began = time.perf_counter()
    with ThreadPoolExecutor(len(tasks)) as pool:
        done = [running.result() for running in [pool.submit(task) for task in tasks]]
    return time.perf_counter() - began, sum(done)


def free_starts_of(stand: Stand, header: dict[str, str], expert: int, programme: str) -> list[str]:
    begin = clock.now()
    window = {
        "from": begin.isoformat(),
        "until": (begin + timedelta(days=28)).isoformat(),
        "programme": programme,
    }
    path = f"{stand.url}/api/experts/{expert}/free-starts/"
    answer = httpx.get(path, params=window, headers=header, timeout=30).raise_for_status()
    return [row["starts_at"] for row in answer.json()["starts"]]


def _insert(url: str, people: tuple[int, int], first: datetime) -> int:
    with psycopg.connect(url, autocommit=True) as connection:
        for hour in range(BARE_EACH):
            key, starts_at = uuid.uuid4(), first + timedelta(hours=hour)
            ends_at = starts_at + timedelta(hours=1)
            with connection.transaction():
                connection.execute(APPOINTMENT, [key, starts_at, ends_at])
                for person in people:
                    connection.execute(COMMITMENT, [person, key, starts_at, ends_at, starts_at])
    return BARE_EACH
