"""What cannot be proposed, and what no proposal can be."""

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import Person, Role
from directory.models import Expert
from mentoring.models import Programme, Proposal, Session
from tests.factories.hub import a_founder, a_person
from tests.integration.mentoring.conftest import MONDAY, Sign, at
from tests.integration.mentoring.proposals.proposing import held, propose, take
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("starts", "code"),
    [
        ([], "invalid"),
        ([at(3, 0), at(3, 1), at(3, 2), at(3, 3), at(4, 0), at(4, 1)], "invalid"),
        ([at(3, 0), at(3, 0, 30)], "alternatives_too_near"),
        ([at(3, 0), at(3, 0)], "alternatives_too_near"),
        ([at(-1, 0)], "starts_in_past"),
    ],
)
def test_a_proposal_that_means_nothing_is_refused(
    requested: str, expert: APIClient, starts: list[str], code: str
) -> None:
    answer = propose(expert, requested, starts)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert held() == {at(2, 0): 2}


def test_a_founder_proposes_what_the_expert_offers_and_an_expert_what_they_like(
    requested: str, asking: APIClient, expert: APIClient
) -> None:
    outside = [at(3, 5)]
    assert propose(asking, requested, outside).json()["code"] == "outside_hours"
    assert propose(expert, requested, outside).json()["state"] == "proposed"


def test_a_time_that_somebody_else_has_cannot_be_proposed_and_nothing_is_held(
    requested: str, expert: APIClient, programme: Programme, mentor: Expert, signed_in_as: Sign
) -> None:
    ask(signed_in_as(a_founder()), programme, mentor, at(3, 2))
    answer = propose(expert, requested)
    assert (answer.status_code, answer.json()["code"]) == (409, "slot_taken")
    assert held() == {at(2, 0): 2, at(3, 2): 2}
    assert Session.objects.get(state="requested", appointment__starts_at=at(2, 0)).proposed_by == ""


def test_one_proposal_is_open_per_session(requested: str, expert: APIClient, founder: Person) -> None:
    propose(expert, requested)
    session = Session.objects.get()
    with pytest.raises(IntegrityError, match="proposal_one_is_open_per_session"), transaction.atomic():
        Proposal.objects.create(session=session, by=founder, at=MONDAY, expires_at=MONDAY)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"proposed_by": "expert"}, "session_proposal_tells_whose_and_until_when"),
        ({"state": "proposed"}, "session_proposed_by_somebody"),
    ],
)
def test_the_database_refuses_half_a_proposal(
    requested: str, change: dict[str, str], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Session.objects.update(**change)


def test_a_settled_proposal_says_when(requested: str, expert: APIClient) -> None:
    propose(expert, requested)
    with pytest.raises(IntegrityError, match="proposal_is_open_or_settled"), transaction.atomic():
        Proposal.objects.update(state="taken")


def test_the_story_names_who_proposed_and_who_took(
    requested: str, expert: APIClient, asking: APIClient, signed_in_as: Sign, mentor: Expert, founder: Person
) -> None:
    propose(expert, requested)
    take(asking, requested, at(3, 0))
    entries = signed_in_as(a_person(Role.COORDINATOR)).get(f"{requested}story/").json()["entries"]
    told = [(entry["actor"], entry["action"]) for entry in entries if entry["action"].startswith("session.")]
    assert told[1:] == [(mentor.person.name, "session.proposed"), (founder.name, "session.taken")]
