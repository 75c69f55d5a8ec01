"""How many sessions a startup may have, and what gives one back."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Expert
from mentoring.models import Programme, Session
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db
DECEMBER_IN_SEOUL = at(7, 15)  # 30 November in UTC


@pytest.fixture
def mentor(monday: datetime) -> Expert:
    return a_mentor(hours=(0, 1440), days=7)


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder(humane_from=time(0), humane_until=time(0))


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


def monthly(limit: int = 1, **policy: Any) -> Programme:
    return a_programme(**{"approval": "automatic", "quota_per_month": limit, "notice_hours": 0, **policy})


def test_who_has_used_up_the_month_hears_the_numbers_and_when_the_next_is_free(
    client: APIClient, mentor: Expert
) -> None:
    programme = monthly(2)
    assert [ask(client, programme, mentor, at(day, 0)).status_code for day in (2, 3)] == [201, 201]
    refused = ask(client, programme, mentor, at(4, 0))
    assert (refused.status_code, refused.json()["code"]) == (409, "quota_used_up")
    told = {name: refused.json()[name] for name in ("per", "limit", "used", "next_free_at")}
    assert told == {"per": "month", "limit": 2, "used": 2, "next_free_at": DECEMBER_IN_SEOUL}


def test_months_are_counted_on_the_hubs_clock(client: APIClient, mentor: Expert) -> None:
    programme = monthly(1)
    assert ask(client, programme, mentor, at(7, 14)).status_code == 201  # 23:00 on 30 November in Seoul
    assert ask(client, programme, mentor, DECEMBER_IN_SEOUL).status_code == 201
    assert ask(client, programme, mentor, at(8, 15)).json()["next_free_at"] == at(38, 15)


def test_the_next_free_month_is_one_that_is_not_full_already(client: APIClient, mentor: Expert) -> None:
    programme = monthly(1)
    ask(client, programme, mentor, at(8, 0))
    ask(client, programme, mentor, at(2, 0))
    assert ask(client, programme, mentor, at(3, 0)).json()["next_free_at"] == at(38, 15)


def test_a_colleague_of_the_same_startup_uses_the_same_quota(
    client: APIClient, founder: Person, mentor: Expert, signed_in_as: Sign
) -> None:
    programme = monthly(1)
    ask(client, programme, mentor, at(2, 0))
    colleague = a_founder(founder.membership.startup)
    assert ask(signed_in_as(colleague), programme, mentor, at(2, 1)).json()["code"] == "quota_used_up"
    assert ask(signed_in_as(a_founder()), programme, mentor, at(2, 1)).status_code == 201
    assert ask(client, monthly(1), mentor, at(3, 0)).status_code == 201


def test_a_cycle_limits_what_lies_in_it(client: APIClient, mentor: Expert) -> None:
    programme = a_programme(
        approval="automatic",
        quota_per_cycle=1,
        cycle_from_on=date(2026, 11, 1),
        cycle_until_on=date(2026, 11, 30),
    )
    ask(client, programme, mentor, at(2, 0))
    refused = ask(client, programme, mentor, at(3, 0)).json()
    assert (refused["per"], refused["next_free_at"]) == ("cycle", DECEMBER_IN_SEOUL)
    assert ask(client, programme, mentor, DECEMBER_IN_SEOUL).status_code == 201


def test_a_quota_without_dates_is_for_good(client: APIClient, mentor: Expert) -> None:
    programme = a_programme(approval="automatic", quota_per_cycle=1)
    ask(client, programme, mentor, at(2, 0))
    refused = ask(client, programme, mentor, at(40, 0)).json()
    assert (refused["code"], refused["next_free_at"]) == ("quota_used_up", None)


def test_a_request_counts_while_it_is_held_whether_or_not_a_worker_runs(
    client: APIClient, mentor: Expert
) -> None:
    programme = monthly(1, approval="expert", hold_hours=2)
    ask(client, programme, mentor, at(2, 0))
    assert ask(client, programme, mentor, at(3, 0)).json()["code"] == "quota_used_up"
    set_clock(MONDAY + timedelta(hours=2, minutes=1))
    assert ask(client, programme, mentor, at(3, 0)).status_code == 201


@pytest.mark.parametrize(("hours_before", "status"), [(25, 201), (1, 409)])
def test_a_cancelled_session_comes_back_if_it_was_in_time(
    client: APIClient, mentor: Expert, hours_before: int, status: int
) -> None:
    programme = monthly(1, cancel_cutoff_hours=24)
    session = ask(client, programme, mentor, at(2, 0)).json()["id"]
    set_clock(MONDAY + timedelta(days=2, hours=-hours_before))
    client.post(f"/api/sessions/{session}/cancel/", {"reason": "Ill"}, format="json")
    assert ask(client, programme, mentor, at(3, 0)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("expert", 201), ("startup", 409)])
def test_a_no_show_of_the_expert_gives_the_session_back(
    client: APIClient, mentor: Expert, who: str, status: int
) -> None:
    programme = monthly(1)
    session = ask(client, programme, mentor, at(2, 0)).json()["id"]
    set_clock(MONDAY + timedelta(days=2, minutes=30))
    client.post(f"/api/sessions/{session}/no-show/", {"who": who}, format="json")
    assert ask(client, programme, mentor, at(3, 0)).status_code == status


def test_a_move_into_a_full_month_is_refused_and_within_its_own_is_not(
    client: APIClient, mentor: Expert
) -> None:
    programme = monthly(1)
    session = ask(client, programme, mentor, at(2, 0)).json()["id"]
    ask(client, programme, mentor, at(9, 0))

    def move(starts_at: str, version: int) -> Any:
        body = {"starts_at": starts_at, "reason": "Travel", "version": version}
        return client.post(f"/api/sessions/{session}/reschedule/", body, format="json")

    assert move(at(3, 0), 1).status_code == 200
    assert move(at(10, 0), 2).json()["code"] == "quota_used_up"


CLIENTS = 12


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(CLIENTS) as pool:
        yield pool
        closed = Barrier(CLIENTS)

        def close() -> None:
            connections.close_all()
            closed.wait()

        list(pool.map(lambda _: close(), range(CLIENTS)))


@pytest.mark.django_db(transaction=True)
def test_a_startup_that_asks_everywhere_at_once_gets_its_quota_and_no_more(
    founder: Person, pool: ThreadPoolExecutor
) -> None:
    programme = monthly(3)
    colleagues = [a_founder(founder.membership.startup) for _ in range(CLIENTS)]
    mentors = [a_mentor() for _ in range(CLIENTS)]
    ready = Barrier(CLIENTS)

    def send(number: int) -> str:
        client = APIClient()
        client.force_authenticate(colleagues[number])
        ready.wait()
        return str(ask(client, programme, mentors[number], at(2, 0)).json().get("code", "booked"))

    outcome = Counter(pool.map(send, range(CLIENTS)))
    assert outcome == {"booked": 3, "quota_used_up": CLIENTS - 3}
    assert Session.objects.count() == 3


def test_the_next_free_starts_after_a_lost_race_keep_to_the_quota(
    client: APIClient, mentor: Expert, signed_in_as: Sign
) -> None:
    programme = monthly(1)
    assert ask(client, programme, mentor, at(2, 0)).status_code == 201
    assert ask(signed_in_as(a_founder()), monthly(), mentor, at(3, 0)).status_code == 201
    refused = ask(client, programme, mentor, at(3, 0))
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    free = [span["starts_at"] for span in refused.json()["next_free"]]
    assert (len(free), min(free)) == (5, DECEMBER_IN_SEOUL)
