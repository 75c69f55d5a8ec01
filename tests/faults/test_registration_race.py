"""Far more companies than places register at once: never one guest too many, and nobody lost."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from rest_framework.test import APIClient

from accounts.models import Person
from clock.models import ClockShift
from networking.guests.refusals import PlaceOfferGone
from networking.guests.registering import cancel_registration, take_offer
from networking.models import Event, Registration
from tests.factories.events import LONG_BEFORE, an_event
from tests.factories.hub import a_founder, many_founders

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
COMPANIES, PLACES, THREADS = 200, 16, 20
LATER = LONG_BEFORE + timedelta(minutes=1)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(THREADS) as pool:
        yield pool
        closed = Barrier(THREADS)

        def close() -> None:
            connections.close_all()
            closed.wait()

        list(pool.map(lambda _: close(), range(THREADS)))


def founders(number: int) -> list[Person]:
    return [person for person, _ in many_founders(number)]


def said(founder: Person, event: Event, *, wait: bool = True) -> tuple[int, Any]:
    client = APIClient()
    client.force_authenticate(founder)
    answer = client.post(f"/api/events/{event.slug}/registration/", {"wait": wait})
    return answer.status_code, answer.json()


def call(founder: Person, event: Event) -> int:
    return said(founder, event)[0]


def test_never_more_guests_than_places(pool: ThreadPoolExecutor) -> None:
    ClockShift.show(LONG_BEFORE)
    event, people = an_event(startups=PLACES), founders(COMPANIES)
    outcome = Counter(pool.map(lambda one: call(one, event), people))
    assert outcome == {201: COMPANIES}
    placed = Registration.objects.coming().filter(event=event).order_by("number")
    assert list(placed.values_list("number", flat=True)) == list(range(1, PLACES + 1))
    assert event.registrations.waiting().count() == COMPANIES - PLACES


def test_hundreds_at_once_on_few_places(pool: ThreadPoolExecutor) -> None:
    """Some tap twice, and some would not wait: nobody is lost, and everybody hears what is so."""
    ClockShift.show(LONG_BEFORE)
    event, people = an_event(startups=PLACES), founders(COMPANIES)
    taps = [(one, number % 7 != 0) for number, one in enumerate(people) for _ in range(2 - bool(number % 10))]
    answers = list(pool.map(lambda tap: said(tap[0], event, wait=tap[1]), taps))
    heard = Counter((status, body.get("code", body.get("state"))) for status, body in answers)
    known = {(201, "approved"), (201, "waitlisted"), (409, "already_registered"), (409, "event_full")}
    assert heard.keys() <= known, heard
    assert heard[201, "approved"] == PLACES
    placed = Registration.objects.coming().filter(event=event).order_by("number")
    assert list(placed.values_list("number", flat=True)) == list(range(1, PLACES + 1))
    waiting = list(event.registrations.waiting())
    assert len(waiting) == heard[201, "waitlisted"]
    turns = sorted(body["position"] for status, body in answers if status == 201 and body["position"])
    assert turns == list(range(1, len(waiting) + 1))
    told = {body["registration"]["id"]: body["position"] for status, body in answers if status == 201}
    assert [told[one.pk] for one in waiting] == turns
    gone = list(placed.select_related("person")[:5])
    list(pool.map(lambda one: cancel_registration(registration_id=one.pk, by=one.person, now=LATER), gone))
    offered = Registration.objects.filter(event=event, state="offered")
    assert set(offered.values_list("pk", flat=True)) == {one.pk for one in waiting[:5]}


def test_two_of_one_company_at_once_are_one_guest(pool: ThreadPoolExecutor) -> None:
    ClockShift.show(LONG_BEFORE)
    for _ in range(10):
        event, founder = an_event(), a_founder()
        people = [founder, *(a_founder(founder.membership.startup) for _ in range(4))]
        outcome = Counter(pool.map(lambda one: call(one, event), people))  # noqa: B023 -- used at once
        assert outcome == {201: 1, 409: 4}


def test_cancelling_and_taking_at_once_keep_the_count(pool: ThreadPoolExecutor) -> None:
    ClockShift.show(LONG_BEFORE)
    event, people = an_event(startups=5), founders(40)
    list(pool.map(lambda one: call(one, event), people))
    now = LONG_BEFORE
    for _ in range(6):
        now += timedelta(minutes=1)

        def act(registration: Registration, now: datetime = now) -> None:
            if registration.state == "approved":
                cancel_registration(registration_id=registration.pk, by=registration.person, now=now)
            else:
                try:
                    take_offer(registration_id=registration.pk, by=registration.person, now=now)
                except PlaceOfferGone:
                    return

        rows = Registration.objects.filter(event=event, state__in=["approved", "offered"]).select_related(
            "person"
        )
        list(pool.map(act, list(rows)))
        held = Registration.objects.filter(event=event, number__isnull=False)
        assert list(held.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
