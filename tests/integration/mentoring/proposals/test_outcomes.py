"""Behind a link that was answered it says what holds now."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from messaging.models import Message
from tests.integration.mentoring.conftest import at
from tests.integration.mentoring.proposals.proposing import propose, take, token_for

pytestmark = pytest.mark.django_db


def outcome(token: str) -> tuple[str | None, str]:
    shown = APIClient().get(f"/api/answers/{token}/").json()
    return shown["outcome"], shown["state"]


def token_of_request() -> str:
    return Message.objects.get(kind="requested").body.split("/answer/")[1].split()[0]


def test_a_request_is_agreed_or_at_an_end(requested: str, expert: APIClient) -> None:
    token = token_of_request()
    assert outcome(token) == (None, "requested")
    expert.post(f"{requested}accept/", {}, format="json")
    assert outcome(token) == ("agreed", "confirmed")
    expert.post(f"{requested}cancel/", {"reason": "Ill"}, format="json")
    assert outcome(token) == ("ended", "cancelled")


def test_nothing_is_agreed_while_it_is_about_other_times(
    requested: str, expert: APIClient, asking: APIClient, founder: Person
) -> None:
    propose(expert, requested)
    first = token_for(founder)
    assert (outcome(token_of_request()), outcome(first)) == (("pending", "proposed"), (None, "proposed"))
    propose(expert, requested, [at(4, 2)])
    assert outcome(first) == ("pending", "proposed")
    take(asking, requested, at(4, 2))
    assert outcome(token_for(founder)) == ("agreed", "confirmed")
    # Of the times that were replaced none was taken.
    assert outcome(first) == ("stands", "confirmed")


def test_what_is_turned_down_before_anything_was_agreed_is_at_an_end(
    requested: str, expert: APIClient, founder: Person
) -> None:
    propose(expert, requested)
    token = token_for(founder)
    APIClient().post(f"/api/answers/{token}/decline/", {"word": "None"}, format="json")
    assert outcome(token) == ("ended", "declined")
