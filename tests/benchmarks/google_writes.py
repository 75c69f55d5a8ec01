"""A thousand new sessions come to Google, which takes ten requests a second of one person and two hundred of all.

One busy person's are queued first, and nobody waits for them: of the others none is done much later than the rest.
Time is from the start of the workers to Google's last answer; the ideal one is what the limits alone would take.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
from django.db import transaction

import agenda.operations
import clock
from accounts.models import Person
from agenda.operations import NO_BUFFERS
from calendars.models import CalendarEvent, WriteState
from calendars.operations import finish_consent, plan_event, start_consent
from tests.benchmarks.stand import Stand, wait_until
from tests.factories.hub import a_founder
from tests.integration.calendars.hub import answer_of

A_PERSON, ALL = 10, 200  # requests a second
BUSY, OTHERS, EACH = 100, 90, 10
WORKERS = 2
MOST_REQUESTS = 1.2  # a session
STARVED = 2.0  # who is done so many times later than the mean


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    google = Google(f"http://127.0.0.1:{stand.port + 1}")
    people = [google.connected(a_founder()) for _ in range(1 + OTHERS)]
    owners = _plan(people, clock.now())
    google.order("knobs", {"user_requests": A_PERSON, "project_requests": ALL, "quota_window_seconds": 1})
    before = len(google.requests())
    running = [stand.start_worker() for _ in range(WORKERS)]
    wait_until(partial(_are_written, list(owners)), seconds=600)
    for child in running:
        stand.stop(child)
    google.order("knobs", {"user_requests": None, "project_requests": None})
    yield from _told(Run(owners, people[0].pk, google.requests()[before:]))


class Google:
    """The stand-in, and what a person at a browser would do with it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def order(self, path: str, body: dict[str, Any]) -> None:
        httpx.post(f"{self.url}/control/{path}", json=body).raise_for_status()

    def requests(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = httpx.get(f"{self.url}/control/journal", timeout=60).json()["entries"]
        return [entry for entry in entries if "/calendar/" in entry["path"]]

    def connected(self, person: Person) -> Person:
        """The person says yes to everything."""
        url = start_consent(person=person, now=clock.now())
        asked = str(httpx.URL(url).params["scope"]).split()
        form = {"account": f"bench{person.pk}@gmail.example", "decision": "allow", "granted": asked}
        state, code = answer_of(httpx.post(url, data=form).headers["location"])
        finish_consent(person=person, state=state, code=code, now=clock.now())
        return person


def _plan(people: list[Person], now: datetime) -> dict[int, int]:
    """The events to write, and whose each is; the busy person's first. No worker may run."""
    busy, *others = people
    whose = [busy] * BUSY + [person for _ in range(EACH) for person in others]
    return {_event(person, now, number).pk: person.pk for number, person in enumerate(whose)}


@transaction.atomic
def _event(person: Person, now: datetime, number: int) -> CalendarEvent:
    starts_at = now + timedelta(days=30, hours=number)
    appointment = agenda.operations.hold(
        appointment_id=uuid4(),
        people={person.pk: NO_BUFFERS},
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        expires_at=None,
        now=now,
    )
    return plan_event(
        appointment=appointment, people=[person], summary="Mentoring", description="One hour", now=now
    )


def _are_written(events: list[int]) -> bool:
    return not CalendarEvent.objects.filter(pk__in=events).exclude(state=WriteState.WRITTEN).exists()


@dataclass
class Run:
    """Whose each event was, who was busy, and what Google was asked."""

    owners: dict[int, int]
    busy: int
    requests: list[dict[str, Any]]

    @property
    def began(self) -> datetime:
        return datetime.fromisoformat(self.requests[0]["at"])

    def last_of_each(self) -> dict[int, float]:
        """Seconds from the first request to a person's last event, by person."""
        ids = dict(CalendarEvent.objects.filter(pk__in=self.owners).values_list("google_event_id", "pk"))
        last: dict[int, float] = defaultdict(float)
        for entry in self.requests:
            if entry["method"] == "POST" and entry["status"] == 200:
                person = self.owners[ids[entry["body"]["id"]]]
                at = (datetime.fromisoformat(entry["at"]) - self.began).total_seconds()
                last[person] = max(last[person], at)
        return last


def _told(run: Run) -> Iterator[tuple[str, str]]:
    last, sessions = run.last_of_each(), len(run.owners)
    busy = last.pop(run.busy)
    took, ideal = max(busy, *last.values()), max(sessions / ALL, BUSY / A_PERSON)
    refused = Counter(entry["status"] for entry in run.requests if entry["status"] != 200)
    mean, slowest = statistics.mean(last.values()), max(last.values())
    yield f"{sessions} sessions, {WORKERS} workers: all at Google after", f"{took:.1f} s"
    yield "the limits alone would take", f"{ideal:.1f} s"
    yield "time / ideal", f"{took / ideal:.2f}"
    yield "written", f"{sessions / took:.1f} /s"
    writes = [entry for entry in run.requests if entry["method"] != "GET"]
    yield f"requests a session (target {MOST_REQUESTS})", f"{len(run.requests) / sessions:.3f}"
    yield "of these to write it", f"{len(writes) / sessions:.3f}"
    yield "and to read people's own calendars meanwhile", str(len(run.requests) - len(writes))
    yield "refusals", str(sum(refused.values())) + (f" {dict(refused)}" if refused else "")
    yield f"{OTHERS} people with {EACH} each: the mean is done after", f"{mean:.1f} s"
    yield "the slowest of them, and against the mean", f"{slowest:.1f} s, {slowest / mean:.2f}"
    yield f"the one with {BUSY}, queued before all others", f"{busy:.1f} s"
    assert len(run.requests) <= MOST_REQUESTS * sessions, f"{len(run.requests)} requests"
    assert slowest <= STARVED * mean, f"somebody waited {slowest:.1f} s, others {mean:.1f} s"
