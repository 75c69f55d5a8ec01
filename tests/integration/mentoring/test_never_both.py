"""Two that want overlapping times of one expert: a single session, a date of a series or an offered time. Whatever
comes of it, never are both confirmed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Expert
from mentoring.models import Programme, Session
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db
# Both begin within the hour from 01:00 on Thursday in UTC; the latter overlaps the former.
FIRST, SECOND = (3, 1, 0), (3, 1, 30)
Moment = tuple[int, int, int]
EXPIRED = MONDAY + timedelta(hours=49)


class Hub:
    def __init__(self, sign: Sign) -> None:
        self.sign = sign
        self.mentor, self.programme = a_mentor(), a_programme()
        self.expert = sign(self.mentor.person)

    def single(self, founder: APIClient, moment: Moment) -> tuple[Any, Callable[[], Any]]:
        asked = ask(founder, self.programme, self.mentor, at(*moment))
        return asked, lambda: self.expert.post(
            f"/api/sessions/{asked.json()['id']}/accept/", {}, format="json"
        )

    def series(self, founder: APIClient, moment: Moment) -> tuple[Any, Callable[[], Any]]:
        """Its second date is the one at that moment."""
        start = datetime.fromisoformat(at(*moment)) - timedelta(days=1)
        body = {
            "programme": self.programme.slug,
            "expert": self.mentor.pk,
            "anchor": "utc",
            "starts_on": f"{start:%Y-%m-%d}",
            "starts_time": f"{start:%H:%M}",
            "rule": {"frequency": "weekly", "weekdays": [2, 3], "count": 2},
            "goal": "Enter the market",
        }
        asked = founder.post("/api/series/", body, format="json")
        return asked, lambda: self.expert.post(f"/api/series/{asked.json()['id']}/accept/", {}, format="json")

    def proposal(self, founder: APIClient, moment: Moment) -> tuple[Any, Callable[[], Any]]:
        """Asked for at another time; that moment is among the times that the expert offers instead."""
        elsewhere = (5, 0, 0) if moment == FIRST else (5, 2, 0)
        session = ask(founder, self.programme, self.mentor, at(*elsewhere)).json()
        address = f"/api/sessions/{session['id']}"
        starts = [at(*moment), at(4, 0 if moment == FIRST else 2)]
        offered = self.expert.post(f"{address}/propose/", {"starts": starts}, format="json")
        return offered, lambda: founder.post(f"{address}/take/", {"start": at(*moment)}, format="json")


KINDS: dict[str, Callable[[Hub, APIClient, Moment], tuple[Any, Callable[[], Any]]]] = {
    "single": Hub.single,
    "series": Hub.series,
    "proposal": Hub.proposal,
}
PAIRS = list(product(KINDS, KINDS))


@pytest.fixture
def hub(monday: datetime, signed_in_as: Sign) -> Hub:
    return Hub(signed_in_as)


def nobody_is_twice() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM agenda_commitment a JOIN agenda_commitment b ON a.id < b.id "
            "AND a.person_id = b.person_id AND a.during && b.during "
            "AND a.released_at IS NULL AND b.released_at IS NULL"
        )
        return bool(cursor.fetchone()[0] == 0)


def confirmed_then() -> int:
    around = datetime.fromisoformat(at(3, 1)), datetime.fromisoformat(at(3, 2))
    return Session.objects.filter(state="confirmed", appointment__starts_at__range=around).count()


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_is_held_is_refused_to_the_next_and_confirmed_once(hub: Hub, one: str, other: str) -> None:
    held, confirm = KINDS[one](hub, hub.sign(a_founder()), FIRST)
    assert held.status_code in (200, 201), held.json()
    late, _ = KINDS[other](hub, hub.sign(a_founder()), SECOND)
    assert (late.status_code, late.json()["code"]) == (409, "slot_taken")
    assert confirm().status_code == 200
    assert (confirmed_then(), nobody_is_twice()) == (1, True)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_hold_that_ran_out_loses_to_whoever_came_after_though_no_worker_ran(
    hub: Hub, one: str, other: str
) -> None:
    _, confirm_first = KINDS[one](hub, hub.sign(a_founder()), FIRST)
    set_clock(EXPIRED)
    hub.programme.notice_hours = 0
    hub.programme.save()
    held, confirm_second = KINDS[other](hub, hub.sign(a_founder()), SECOND)
    assert held.status_code in (200, 201), held.json()
    assert confirm_second().status_code == 200
    refused = confirm_first()
    assert (refused.status_code, refused.json()["code"]) in [(409, "slot_taken"), (409, "not_possible_now")]
    assert (confirmed_then(), nobody_is_twice()) == (1, True)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_first_of_two_holds_cannot_be_confirmed_while_the_second_waits(
    hub: Hub, one: str, other: str
) -> None:
    _, confirm_first = KINDS[one](hub, hub.sign(a_founder()), FIRST)
    set_clock(EXPIRED)
    hub.programme.notice_hours = 0
    hub.programme.save()
    _, confirm_second = KINDS[other](hub, hub.sign(a_founder()), SECOND)
    assert confirm_first().status_code == 409
    assert confirm_second().status_code == 200
    assert (confirmed_then(), nobody_is_twice()) == (1, True)


def test_the_founder_is_not_twice_either(hub: Hub, signed_in_as: Sign) -> None:
    founder: Person = a_founder()
    other: Expert = a_mentor()
    programme: Programme = hub.programme
    held, confirm = hub.single(signed_in_as(founder), FIRST)
    assert held.status_code == 201
    again = ask(signed_in_as(founder), programme, other, at(*SECOND))
    assert (again.status_code, again.json()["code"]) == (409, "slot_taken")
    assert confirm().status_code == 200
