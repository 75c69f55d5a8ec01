"""Other times for an agreed session move it, by the same policy as a move: see docs/decisions/0048."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Expert
from mentoring.models import Proposal, Session
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock, signed_in_as
from tests.integration.mentoring.test_booking import ask

__all__ = ["signed_in_as"]  # a fixture
pytestmark = pytest.mark.django_db
START = MONDAY + timedelta(days=3)


@pytest.fixture
def mentor(db: None) -> Expert:
    set_clock(MONDAY)
    return a_mentor()


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder()


@pytest.fixture
def asking(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def answering(mentor: Expert, signed_in_as: Sign) -> APIClient:
    return signed_in_as(mentor.person)


def agreed(client: APIClient, mentor: Expert, **policy: Any) -> str:
    """The address of a session that is confirmed for Thursday."""
    programme = a_programme(**{"approval": "automatic", "notice_hours": 0, **policy})
    return f"/api/sessions/{ask(client, programme, mentor, at(3, 0)).json()['id']}/"


def propose(client: APIClient, session: str, *starts: str) -> Any:
    return client.post(f"{session}propose/", {"starts": starts or [at(4, 1)]}, format="json")


def take(client: APIClient, session: str, start: str) -> Any:
    return client.post(f"{session}take/", {"start": start}, format="json")


def test_a_time_that_is_taken_is_a_move_like_any_other(
    asking: APIClient, answering: APIClient, mentor: Expert
) -> None:
    session = agreed(asking, mentor, max_moves=1)
    propose(asking, session)
    assert take(answering, session, at(4, 1)).json()["policy"]["moves_left"] == 0
    assert "propose" not in asking.get(session).json()["may"]
    refused = propose(asking, session, at(4, 3))
    assert (refused.status_code, refused.json()["code"]) == (409, "moved_too_often")
    assert Session.objects.get().moves == 1


@pytest.mark.parametrize("side", ["startup", "expert"])
def test_nothing_is_proposed_after_the_cut_off(
    asking: APIClient, answering: APIClient, mentor: Expert, side: str
) -> None:
    session = agreed(asking, mentor, reschedule_cutoff_hours=48)
    client = {"startup": asking, "expert": answering}[side]
    set_clock(START - timedelta(hours=48))
    assert "propose" not in client.get(session).json()["may"]
    refused = propose(client, session)
    assert (refused.status_code, refused.json()["code"]) == (409, "too_late_to_move")
    assert refused.json()["move_until"] == at(1, 0)
    assert Proposal.objects.count() == 0


def test_what_was_proposed_before_the_cut_off_is_open_until_then(
    asking: APIClient, answering: APIClient, mentor: Expert
) -> None:
    session = agreed(asking, mentor, reschedule_cutoff_hours=48)
    assert propose(asking, session).json()["proposal"]["expires_at"] == at(1, 0)
    set_clock(START - timedelta(hours=48, minutes=-1))
    late = take(answering, session, at(4, 1))
    assert (late.status_code, late.json()["code"]) == (409, "not_possible_now")
    assert Session.objects.get().appointment.starts_at == START


def test_whom_the_programme_lets_set_it_aside_proposes_past_the_policy_and_it_does_not_count(
    asking: APIClient, answering: APIClient, mentor: Expert
) -> None:
    session = agreed(
        asking, mentor, reschedule_cutoff_hours=48, max_moves=1, overrides_by="experts", hold_hours=24
    )
    set_clock(START - timedelta(hours=40))
    assert propose(asking, session).json()["code"] == "too_late_to_move"
    opened = propose(answering, session).json()["proposal"]["expires_at"]
    assert datetime.fromisoformat(opened) > START - timedelta(hours=17)
    assert take(asking, session, at(4, 1)).json()["starts_at"] == at(4, 1)
    assert Session.objects.get().moves == 0


def test_what_is_only_asked_for_has_no_policy_yet(
    asking: APIClient, answering: APIClient, mentor: Expert
) -> None:
    session = agreed(asking, mentor, approval="expert", max_moves=0, reschedule_cutoff_hours=200)
    assert propose(answering, session).status_code == 200
    assert take(asking, session, at(4, 1)).json()["state"] == "confirmed"
    assert Session.objects.get().moves == 0
