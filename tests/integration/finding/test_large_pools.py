"""A programme with more experts than are looked at at length: it is answered, and what is left out is said."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from agenda.queries import MOST_AT_LENGTH, least_loaded
from mentoring.models import Programme
from mentoring.public_links.operations import open_link
from mentoring.public_links.tokens import token_of
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_mentor
from tests.integration.finding.asking import find, free_on_thursdays_only
from tests.integration.mentoring.conftest import MONDAY, at

pytestmark = pytest.mark.django_db


def test_of_a_large_pool_those_who_are_free_soonest_are_told(client: APIClient, programme: Programme) -> None:
    experts = [a_mentor() for _ in range(MOST_AT_LENGTH + 3)]
    late, free = experts[:3], experts[3]
    for expert in late:
        free_on_thursdays_only(expert)
    for expert in experts[4:]:
        an_appointment(expert.person, starts_at=datetime.fromisoformat(at(1, 0)))
    with CaptureQueriesContext(connection) as statements:
        answer = find(client, programme, until=at(14, 0)).json()
    assert len(statements) <= 7
    ids = [row["id"] for row in answer["experts"]]
    assert (ids[0], len(ids), answer["left_out"]) == (free.pk, MOST_AT_LENGTH, 3)
    assert not {expert.pk for expert in late} & set(ids)
    assert {len(row["starts"]) for row in answer["experts"]} == {5}


def test_of_a_large_pool_the_turn_is_of_somebody_with_least_before_them(
    client: APIClient, programme: Programme
) -> None:
    experts = [a_mentor() for _ in range(MOST_AT_LENGTH + 1)]
    busy, idle = experts[0], experts[1]
    an_appointment(busy.person, starts_at=MONDAY + timedelta(days=20))
    answer = find(client, programme, mode="any", first=60, reasons=True, until=at(14, 0)).json()
    assert (answer["left_out"], len(answer["starts"])) == (1, 40)
    assert {start["expert"] for start in answer["starts"]} == {idle.pk}
    assert busy.pk not in {row["id"] for row in answer["experts"]}
    link = open_link(programme=programme, expert=None, name="", expires_at=None, by=idle.person, now=MONDAY)
    window = {"from": at(1, 0), "until": at(2, 0)}
    with CaptureQueriesContext(connection) as statements:
        shown = APIClient().get(f"/api/open-hours/{token_of(link)}/", window)
    assert (shown.status_code, len(shown.json()["starts"]), len(statements) <= 6) == (200, 4, True)


def test_reasons_are_told_of_twenty_those_without_a_start_first(
    client: APIClient, programme: Programme
) -> None:
    experts = [a_mentor(hours=None) if number % 2 else a_mentor() for number in range(44)]
    answer = find(client, programme, experts, reasons=True, until=at(4, 8)).json()["experts"]
    told = [row for row in answer if row["empty_days"]]
    assert len(told) == 20
    assert {len(row["starts"]) for row in told} == {0}


def test_the_least_loaded_are_those_with_fewest_commitments_ahead_in_the_order_asked(
    programme: Programme,
) -> None:
    people = [a_mentor().person for _ in range(4)]
    an_appointment(people[0], starts_at=MONDAY + timedelta(days=2))
    an_appointment(people[1], starts_at=MONDAY - timedelta(days=2))  # over
    ids = [person.pk for person in people]
    assert least_loaded(ids, at_most=3, now=MONDAY) == (*ids[1:],)
    assert least_loaded(ids[::-1], at_most=2, now=MONDAY) == (ids[3], ids[2])
