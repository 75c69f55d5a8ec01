"""Sixteen founders want series with the same mentor that cross each other: whole series win, no error but 409."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from threading import Barrier

import pytest
from django.db import connection, connections
from rest_framework.test import APIClient

from agenda.models import Commitment
from clock.models import ClockShift
from mentoring.models import Series, Session
from tests.factories.hub import a_founder, a_mentor, a_programme

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
CLIENTS = 16
ROUNDS = 6
DATES = 10


def at_once(ready: Barrier, ask: Callable[[int], int]) -> Counter[int]:
    def one(number: int) -> int:
        try:
            ready.wait()
            return ask(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTS) as pool:
        return Counter(pool.map(one, range(CLIENTS)))


def test_series_that_cross_are_won_whole_or_not_at_all() -> None:
    ClockShift.show(datetime(2026, 10, 12, tzinfo=UTC))
    founders = [a_founder(humane_from=time(0), humane_until=time(0)) for _ in range(CLIENTS)]
    mentor, programme = a_mentor(hours=(0, 1440), days=7), a_programme(approval="automatic")

    def wish(number: int, round_: int) -> int:
        # Half ask for Tuesdays from the first week on, half for both days from the second or third: all share dates.
        client = APIClient()
        client.force_authenticate(founders[number])
        both = number % 2 == 1
        body = {
            "programme": programme.slug,
            "expert": mentor.pk,
            "anchor": ["expert", "founder", "utc"][number % 3] if not both else "expert",
            "starts_on": ["2026-10-20", "2026-10-27", "2026-11-03"][number % 3],
            "starts_time": f"{2 + 3 * round_:02}:00",
            "rule": {"frequency": "weekly", "weekdays": [1, 3] if both else [1], "count": DATES},
            "goal": "Race",
        }
        return client.post("/api/series/", body, format="json").status_code

    for round_ in range(ROUNDS):
        outcome = at_once(Barrier(CLIENTS), lambda number, now=round_: wish(number, now))  # type: ignore[misc]
        assert set(outcome) <= {201, 409}
        assert outcome[201] >= 1
    assert Session.objects.count() == DATES * Series.objects.count()
    assert Commitment.objects.filter(released_at=None).count() == 2 * Session.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM agenda_commitment a JOIN agenda_commitment b ON a.id < b.id "
            "AND a.person_id = b.person_id AND a.during && b.during "
            "AND a.released_at IS NULL AND b.released_at IS NULL"
        )
        assert cursor.fetchone() == (0,)
