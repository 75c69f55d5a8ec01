"""Colleagues of the asker who take part in the meeting."""

from datetime import datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person
from mentoring.models import Programme
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder, a_mentor
from tests.integration.finding.asking import find, starts
from tests.integration.mentoring.conftest import Sign, at

pytestmark = pytest.mark.django_db


def test_colleagues_who_take_part_bring_their_hours_and_what_they_have_taken(
    client: APIClient, programme: Programme, founder: Person
) -> None:
    experts = [a_mentor(hours=(16 * 60, 20 * 60)) for _ in range(2)]  # 09:00 to 13:00 in Seoul
    startup = founder.membership.startup
    late = a_founder(startup, humane_from=time(10), name="Late")
    busy = a_founder(startup, name="Busy")
    an_appointment(busy, starts_at=datetime.fromisoformat(at(1, 2)))
    ids = f"{late.pk},{busy.pk}"
    answer = find(client, programme, experts, mode="all", colleagues=ids, until=at(2, 0))
    assert starts(answer.json()) == [at(1, 1), at(1, 3)]
    each = find(client, programme, experts, mode="each", colleagues=ids, until=at(2, 0)).json()
    assert [starts(row) for row in each["experts"]] == [[at(1, 1), at(1, 3)]] * 2
    either = find(client, programme, experts, mode="any", colleagues=str(late.pk), until=at(2, 0)).json()
    assert starts(either) == [at(1, 1), at(1, 2), at(1, 3)]
    alone = find(client, programme, experts, mode="all", until=at(2, 0)).json()
    assert starts(alone) == [at(1, 0), at(1, 1), at(1, 2), at(1, 3)]


def test_only_people_of_ones_own_company_can_be_named_as_colleagues(
    client: APIClient, programme: Programme, founder: Person, signed_in_as: Sign
) -> None:
    expert, stranger = a_mentor(), a_founder()
    gone = a_founder(founder.membership.startup, is_active=False)
    for person in (stranger, gone, founder, expert.person):
        answer = find(client, programme, [expert], colleagues=str(person.pk))
        told = (answer.status_code, answer.json()["code"], answer.json()["colleagues"])
        assert told == (400, "colleague_unknown", [person.pk])
    hers = signed_in_as(expert.person)
    assert find(hers, programme, [expert], colleagues=str(founder.pk)).json()["code"] == "colleague_unknown"


def test_colleagues_are_the_others_of_ones_own_company_without_phone_or_address(
    client: APIClient, founder: Person
) -> None:
    a_founder()
    startup = founder.membership.startup
    a_founder(startup, is_active=False)
    later = a_founder(startup, name="Yuna", phone="+821012345678", time_zone="Europe/London")
    first = a_founder(startup, name="Bora")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/api/colleagues/")
    assert len(asked) == 2  # who calls, and the colleagues
    assert answer.json() == [
        {"id": first.pk, "name": "Bora", "time_zone": "Asia/Seoul"},
        {"id": later.pk, "name": "Yuna", "time_zone": "Europe/London"},
    ]
