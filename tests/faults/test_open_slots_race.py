"""Everybody wants the same contact in the same round, and there are few tables: one winner each, nobody twice, no 500."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from rest_framework.test import APIClient

from agenda.models import Commitment
from clock.models import ClockShift
from networking.guests.tokens import guest_token
from networking.models import Booking, MeetingGuest, Registration
from tests.factories.bookings import an_open_event
from tests.factories.plans import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
THREADS = 8


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(THREADS) as pool:
        yield pool
        closed = Barrier(THREADS)

        def close() -> None:
            connections.close_all()
            closed.wait()

        list(pool.map(lambda _: close(), range(THREADS)))


def call(guest: Registration, about: Registration, number: int) -> int:
    path = f"/api/guests/{guest_token(guest)}/bookings/"
    return APIClient().post(path, {"about": about.pk, "round": number}, format="json").status_code


@pytest.mark.parametrize("policy", ["ask", "at_once"])
def test_of_many_who_want_one_contact_in_one_round_one_gets_it(pool: ThreadPoolExecutor, policy: str) -> None:
    ClockShift.show(NOW)
    _, ours, theirs = an_open_event(THREADS, 1, booking=policy)
    outcome = Counter(pool.map(lambda one: call(one, theirs[0], 1), ours))
    assert outcome == {201: 1, 409: THREADS - 1}
    assert Booking.objects.standing().count() == 1
    assert Commitment.objects.standing_at(NOW).count() == 2


def test_both_sides_ask_each_other_and_tables_are_few(pool: ThreadPoolExecutor) -> None:
    ClockShift.show(NOW)
    event, ours, theirs = an_open_event(4, 4, tables=3, booking="at_once")
    pairs = [(one, other) for one in ours for other in theirs]
    wanted = [*pairs, *((other, one) for one, other in pairs)]
    outcome = Counter(pool.map(lambda pair: call(pair[0], pair[1], 1), wanted))
    assert outcome == {201: 3, 409: len(wanted) - 3}
    seats = MeetingGuest.objects.filter(plan__event=event)
    assert (seats.count(), len(set(seats.values_list("registration", flat=True)))) == (6, 6)
    assert Commitment.objects.standing_at(NOW).count() == 6
