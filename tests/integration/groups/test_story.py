"""A coordinator's view of a group session: what happened, by whom, why, and what came of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person, Role
from mentoring.groups import joining
from mentoring.groups.models import GroupSession
from tests.factories.hub import a_founder, a_person
from tests.integration.groups.conftest import a_group, joined
from tests.integration.mentoring.conftest import MONDAY, Sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(monday: object) -> Person:
    return a_person(Role.COORDINATOR)


@pytest.fixture
def client(coordinator: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(coordinator)


def test_each_line_says_who_did_what_to_whom_and_why(
    group: GroupSession, client: APIClient, coordinator: Person
) -> None:
    place = joined(group)
    joining.remove_person(group_id=group.pk, place_id=place.pk, reason="Twice", by=coordinator, now=MONDAY)

    told = client.get(f"/api/groups/{group.pk}/story/").json()

    person, host = place.person.name, group.expert.person.name
    deeds = [row for row in told["entries"] if row["action"].startswith("group.")]
    assert [(row["action"], row["actor"], row["person"]) for row in deeds] == [
        ("group.opened", host, None),
        ("group.joined", person, person),
        ("group.removed", coordinator.name, person),
    ]
    assert deeds[2]["details"]["reason"] == "Twice"
    assert {row["person"] for row in told["entries"] if row["action"] == "reminder.dropped"} == {person}


def test_it_says_how_messages_reminders_and_the_calendar_stand(
    group: GroupSession, client: APIClient
) -> None:
    founder = joined(group).person
    told = client.get(f"/api/groups/{group.pk}/story/").json()
    assert told["calendar"]["state"] == "emailed"
    assert {row["person_name"] for row in told["reminders"]} == {group.expert.person.name, founder.name}
    assert [
        (row["kind"], row["channel"]) for row in told["messages"] if row["person_name"] == founder.name
    ] == [("seated", "email")]
    assert told["attention"] == []


def test_it_names_no_address_and_no_number(group: GroupSession, client: APIClient) -> None:
    founder = joined(group).person
    text = client.get(f"/api/groups/{group.pk}/story/").content.decode()
    assert founder.email not in text
    assert not founder.phone or founder.phone not in text


def test_a_long_story_takes_as_many_statements_as_a_short_one(client: APIClient) -> None:
    group = a_group(40)

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/api/groups/{group.pk}/story/").status_code == 200
        return len(seen)

    joined(group)
    few = statements()
    for _ in range(29):
        joined(group, a_founder())
    assert statements() == few
