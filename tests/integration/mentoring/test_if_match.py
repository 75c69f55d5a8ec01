"""A change is bound to what was seen: ETag and If-Match."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Expert
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import Sign, at
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(monday: object) -> Expert:
    return a_mentor()


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder()


@pytest.fixture
def requested(founder: Person, mentor: Expert, signed_in_as: Sign) -> str:
    return f"/api/sessions/{ask(signed_in_as(founder), a_programme(), mentor, at(2, 0)).json()['id']}/"


def post(client: APIClient, address: str, if_match: str, **body: object) -> Any:
    return client.post(address, body, format="json", HTTP_IF_MATCH=if_match)


def test_every_change_gives_the_session_another_etag(
    requested: str, founder: Person, mentor: Expert, signed_in_as: Sign
) -> None:
    seen = signed_in_as(founder).get(requested)["ETag"]
    accepted = post(signed_in_as(mentor.person), f"{requested}accept/", seen, word="Yes")
    assert (seen, accepted.status_code, accepted["ETag"]) == ('"1"', 200, '"2"')
    assert signed_in_as(founder).get(requested)["ETag"] == '"2"'


def test_a_change_of_what_has_changed_meanwhile_is_refused_and_tells_what(
    requested: str, founder: Person, mentor: Expert, signed_in_as: Sign
) -> None:
    expert, asking = signed_in_as(mentor.person), signed_in_as(founder)
    post(expert, f"{requested}accept/", '"1"', word="Gladly")
    post(expert, f"{requested}reschedule/", '"2"', starts_at=at(3, 1), reason="Flight")
    refused = post(asking, f"{requested}reschedule/", '"1"', starts_at=at(3, 2), reason="Board")
    assert (refused.status_code, refused.json()["code"]) == (412, "changed_meanwhile")
    assert refused.json()["etag"] == '"3"'
    assert refused.json()["changed"] == [
        {"field": "state", "before": "requested", "after": "confirmed"},
        {"field": "decision_word", "before": "", "after": "Gladly"},
        {"field": "moves", "before": 0, "after": 1},
        {"field": "starts_at", "before": at(2, 0), "after": at(3, 1)},
    ]
    assert asking.get(requested).json()["starts_at"] == at(3, 1)


@pytest.mark.parametrize(
    ("if_match", "status"),
    [('"1"', 200), ("*", 200), ('"7", "1"', 200), ('W/"1"', 412), ('"none"', 412), ("1", 400), ("", 400)],
)
def test_if_match_compares_strongly(
    requested: str, mentor: Expert, signed_in_as: Sign, if_match: str, status: int
) -> None:
    answer = post(signed_in_as(mentor.person), f"{requested}accept/", if_match)
    assert answer.status_code == status


def test_a_move_names_the_version_one_way_or_the_other(
    requested: str, mentor: Expert, signed_in_as: Sign
) -> None:
    client = signed_in_as(mentor.person)
    client.post(f"{requested}accept/", {}, format="json")
    answer = client.post(f"{requested}reschedule/", {"starts_at": at(3, 1), "reason": "Ill"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "version_missing")
