"""The day of an event: 300 phones look at their agendas every 20 seconds while 50 guests a second are checked in. Then the
web server is killed with -9 while guests stand at the desk, and comes back: every check-in is there, and none twice."""

import http.client
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from zoneinfo import ZoneInfo

import psutil

import clock
from accounts.models import Role
from demo.launcher import parts
from networking.guests.tokens import guest_token
from networking.models import CheckIn, Event, Meeting, MeetingGuest, Plan, PlanState, Registration
from tests.benchmarks.day_callers import DESKS, PER_SECOND, Answer, arrive, call, look
from tests.benchmarks.people import header_of
from tests.benchmarks.stand import Stand
from tests.factories.events import a_contact, a_guest, an_event
from tests.factories.hub import a_person, many_founders

PHONES, CHECK_INS = 300, 1_000
KILLED_AT, AFTERWARDS = 100, 300  # check-ins that are in the air when the server is killed
CONTACTS, ROUNDS = 30, 8
SEOUL = ZoneInfo("Asia/Seoul")


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    event, guests = _an_evening(CHECK_INS + AFTERWARDS)
    desk = header_of(a_person(Role.COORDINATOR))
    phones = [f"/api/guests/{guest_token(one)}/agenda/" for one in guests[:PHONES]]
    path = f"/api/event-desk/{event.slug}/check-ins/"
    bodies = [{"key": f"desk-{one.pk}", "guest": one.pk} for one in guests]
    looks, arrivals = _load(stand.url, phones, path, desk, bodies[:CHECK_INS])
    for name, answers, good in (("agendas", looks, {200, 304}), ("check-ins", arrivals, {200})):
        took = sorted(seconds * 1000 for _, seconds in answers)
        yield f"{name}: {len(took)}, answers {dict(Counter(status for status, _ in answers))}", ""
        yield f"    p50 / p95 / p99 of {name} (bar: p95 200 ms)", _three(took)
        assert {status for status, _ in answers} <= good
    assert CheckIn.objects.filter(event=event).count() == CHECK_INS
    sent = _through_a_kill(stand, path, desk, bodies[CHECK_INS:])
    held = CheckIn.objects.filter(event=event).count() - CHECK_INS
    yield f"killed with -9 at {KILLED_AT} of {AFTERWARDS} check-ins: sent {sent} times, held", str(held)
    assert held == AFTERWARDS


def _three(took: Sequence[float]) -> str:
    return " / ".join(f"{took[len(took) * part // 100]:.0f}" for part in (50, 95, 99)) + " ms"


def _an_evening(startups: int) -> tuple[Event, list[Registration]]:
    """An event whose doors open in two hours, its plan published; the guests of the startups' side."""
    doors = (clock.now() + timedelta(hours=2)).astimezone(SEOUL)
    hours = {"held_on": doors.date(), "doors_time": doors.time(), "rounds_time": doors.time()}
    fields = {**hours, "rounds": ROUNDS, "state": "published"}
    event = an_event(startups=startups, contacts=CONTACTS, tables=CONTACTS, **fields)
    guests = _companies(event, startups)
    hosts = [a_guest(event, expert=a_contact()) for _ in range(CONTACTS)]
    now, by = clock.now(), hosts[0].person
    ended = {"wanted_at": now, "ended_at": now, "published_at": now}
    plan = Plan.objects.create(event=event, number=1, state=PlanState.PUBLISHED, by=by, **ended)
    tables = list(event.tables.all())
    seats = [(number, at) for number in range(1, ROUNDS + 1) for at in range(CONTACTS)]
    meetings = Meeting.objects.bulk_create(
        Meeting(plan=plan, round=number, table=tables[at]) for number, at in seats
    )
    MeetingGuest.objects.bulk_create(
        MeetingGuest(
            meeting=meeting, plan=plan, round=number, registration=one, is_host=one.kind == "contact"
        )
        for meeting, (number, at) in zip(meetings, seats, strict=True)
        for one in (hosts[at], guests[(at + number * CONTACTS) % PHONES])
    )
    return event, guests


def _companies(event: Event, count: int) -> list[Registration]:
    now = clock.now()
    return Registration.objects.bulk_create(
        Registration(
            event=event, person=one, kind="startup", startup=own, state="approved", number=number, since=now
        )
        for number, (one, own) in enumerate(many_founders(count), start=1)
    )


def _load(
    url: str, phones: Sequence[str], path: str, desk: dict[str, str], bodies: Sequence[dict[str, object]]
) -> tuple[list[Answer], list[Answer]]:
    """Both at once, by clients in processes of their own."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        looks = processes.submit(look, url, phones, len(bodies) / PER_SECOND)
        arrivals = processes.submit(arrive, url, path, desk, bodies)
        return looks.result(), arrivals.result()


def _through_a_kill(
    stand: Stand, path: str, desk: dict[str, str], bodies: Sequence[dict[str, object]]
) -> int:
    """How often was sent until each was answered, as the desk's page does."""
    done: list[int] = []

    def arrival(number: int) -> int:
        for times in range(1, 600):
            try:
                status = call(stand.url, "POST", path, desk, bodies[number])[0]
            except (OSError, http.client.HTTPException):
                status = 0
            if status == 200:
                done.append(number)
                return times
            time.sleep(0.2)
        raise AssertionError(number)

    with ThreadPoolExecutor(DESKS) as pool:
        sent = pool.map(arrival, range(len(bodies)))
        _wait(lambda: len(done) >= KILLED_AT)
        _kill(stand)
        stand.web = stand.children.start("web-again", parts.web(stand.port, processes=2))
        return sum(sent)


def _wait(fulfilled: Callable[[], bool]) -> None:
    while not fulfilled():
        time.sleep(0.01)


def _kill(stand: Stand) -> None:
    """Every process of the web server, at once."""
    web = psutil.Process(stand.web.process.pid)
    for one in [*web.children(recursive=True), web]:
        one.kill()
    stand.web.process.wait()
    stand.children.running.remove(stand.web)
