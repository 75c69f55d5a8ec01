"""Other times offered for a session are several starts and one session: on any day, in any week and month."""

from datetime import datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from agenda.models import BookingLimits
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.hub import a_founder, a_mentor, a_programme, limits
from tests.integration.mentoring.conftest import Sign, at
from tests.integration.mentoring.proposals.proposing import propose, take
from tests.integration.mentoring.test_booking import ask, free

pytestmark = pytest.mark.django_db
# Of the expert's Wednesday, and of the Thursday after; 16:00 to 20:00 in California.
WEDNESDAY = [at(3, 0), at(3, 2)]
THURSDAY = [at(4, 0)]


@pytest.fixture
def mentor(monday: datetime) -> Expert:
    return a_mentor()


@pytest.fixture
def programme(mentor: Expert) -> Programme:
    return a_programme()


@pytest.fixture
def asking(mentor: Expert, signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_founder())


@pytest.fixture
def expert(mentor: Expert, signed_in_as: Sign) -> APIClient:
    return signed_in_as(mentor.person)


@pytest.fixture
def requested(asking: APIClient, programme: Programme, mentor: Expert) -> str:
    return f"/api/sessions/{ask(asking, programme, mentor, at(2, 0)).json()['id']}/"


@pytest.fixture
def stranger(signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_founder())


def code(answer: Any) -> object:
    return answer.json().get("code", answer.status_code)


def test_an_unanswered_proposal_counts_as_one_session_of_each_day_that_it_names(
    requested: str, expert: APIClient, stranger: APIClient, programme: Programme, mentor: Expert
) -> None:
    limits(mentor, max_per_day=2)
    propose(expert, requested, [*WEDNESDAY, *THURSDAY])
    assert ask(stranger, programme, mentor, at(3, 1)).status_code == 201  # the second of Wednesday
    assert code(ask(stranger, programme, mentor, at(3, 3))) == "day_full"
    assert ask(stranger, programme, mentor, at(4, 1)).status_code == 201
    assert code(ask(stranger, programme, mentor, at(4, 2))) == "day_full"


@pytest.mark.parametrize("period", ["week", "month"])
def test_it_counts_once_in_the_week_and_the_month(
    requested: str,
    expert: APIClient,
    stranger: APIClient,
    programme: Programme,
    mentor: Expert,
    period: str,
) -> None:
    limits(mentor, **{f"max_per_{period}": 2})
    propose(expert, requested, [*WEDNESDAY, *THURSDAY])
    assert ask(stranger, programme, mentor, at(4, 1)).status_code == 201
    assert code(ask(stranger, programme, mentor, at(4, 2))) == f"{period}_full"


def test_the_agreed_time_and_the_other_times_of_one_session_count_once(
    requested: str, expert: APIClient, stranger: APIClient, programme: Programme, mentor: Expert
) -> None:
    limits(mentor, max_per_week=2)
    expert.post(f"{requested}accept/", {}, format="json")
    propose(expert, requested, WEDNESDAY)
    assert ask(stranger, programme, mentor, at(4, 1)).status_code == 201
    assert code(ask(stranger, programme, mentor, at(4, 2))) == "week_full"


def test_a_startup_proposes_only_what_the_limits_leave(
    requested: str,
    asking: APIClient,
    expert: APIClient,
    stranger: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    ask(stranger, programme, mentor, at(3, 3))
    limits(mentor, max_per_day=1)
    assert code(propose(asking, requested, [*THURSDAY, at(3, 1)])) == "day_full"
    # Its own request does not stand in its way, nor do the times that it proposed before.
    assert propose(asking, requested, [at(2, 2)]).status_code == 200
    assert propose(asking, requested, [at(2, 2), *THURSDAY]).status_code == 200
    assert take(expert, requested, THURSDAY[0]).json()["state"] == "confirmed"


def test_a_session_may_move_to_a_time_that_was_held_for_it(
    requested: str, asking: APIClient, expert: APIClient
) -> None:
    expert.post(f"{requested}accept/", {}, format="json")
    propose(expert, requested, WEDNESDAY)
    body = {"starts_at": WEDNESDAY[1], "reason": "Suits", "version": 1}
    assert asking.post(f"{requested}reschedule/", body, format="json").json()["starts_at"] == WEDNESDAY[1]


def test_when_it_is_answered_only_the_time_taken_counts(
    requested: str, asking: APIClient, expert: APIClient, programme: Programme, mentor: Expert
) -> None:
    BookingLimits.objects.create(person=mentor.person, max_per_day=1)
    propose(expert, requested, [*WEDNESDAY, *THURSDAY])
    assert free(asking, programme, mentor, at(3, 0), at(5, 0)) == []
    take(asking, requested, THURSDAY[0])
    assert free(asking, programme, mentor, at(3, 0), at(3, 1)) == [at(3, 0)]
    assert free(asking, programme, mentor, at(4, 0), at(5, 0)) == []


def test_the_expert_may_give_more_than_their_own_limits(
    requested: str,
    expert: APIClient,
    mentor: Expert,
    asking: APIClient,
    stranger: APIClient,
    programme: Programme,
) -> None:
    ask(stranger, programme, mentor, at(3, 3))
    limits(mentor, max_per_day=1)
    assert propose(expert, requested, WEDNESDAY).status_code == 200
