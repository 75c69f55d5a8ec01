"""When it can be said that somebody did not come, and what that side hears of it."""

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from directory.models import Expert
from mentoring.models import Session
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db
START = MONDAY + timedelta(days=2)
SAID_AT = START + timedelta(minutes=30)


@pytest.fixture
def mentor(monday: object) -> Expert:
    return a_mentor()


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder()


@pytest.fixture
def session(mentor: Expert, founder: Person, signed_in_as: Sign) -> str:
    programme = a_programme(approval="automatic")
    return f"/api/sessions/{ask(signed_in_as(founder), programme, mentor, at(2, 0)).json()['id']}/"


def miss(client: APIClient, session: str, who: str = "startup") -> Any:
    return client.post(f"{session}no-show/", {"who": who}, format="json")


def told() -> list[tuple[int, str]]:
    return list(Message.objects.filter(kind="missed").values_list("person", "channel"))


@pytest.mark.parametrize(
    ("after", "status"),
    [
        (timedelta(minutes=9), 409),
        (timedelta(minutes=11), 200),
        (timedelta(days=14, minutes=-1), 200),
        (timedelta(days=14, minutes=1), 409),
    ],
)
def test_it_can_be_said_from_ten_minutes_after_the_start_and_for_fourteen_days(
    session: str, mentor: Expert, signed_in_as: Sign, after: timedelta, status: int
) -> None:
    set_clock(START + after)
    client = signed_in_as(mentor.person)
    shown = client.get(session).json()
    assert (shown["policy"]["no_show_from"], shown["policy"]["no_show_until"]) == (at(2, 0, 10), at(16, 0))
    assert ("no_show" in shown["may"]) == (status == 200)
    answer = miss(client, session)
    assert answer.status_code == status
    assert Session.objects.get().state == ("no_show" if status == 200 else "confirmed")


def test_whoever_is_said_not_to_have_come_is_mailed_until_when_they_may_dispute_it(
    session: str, mentor: Expert, founder: Person, signed_in_as: Sign
) -> None:
    set_clock(SAID_AT)
    assert miss(signed_in_as(mentor.person), session).json()["policy"]["dispute_until"] == at(9, 0, 30)
    assert told() == [(founder.pk, "email")]
    body = Message.objects.get(kind="missed").body
    assert "12월 2일 (수) 09:30" in body  # seven days later, on the founder's clock
    assert f"/sessions/{session.split('/')[3]}" in body


def test_a_coordinator_who_says_it_of_the_expert_has_the_expert_told(
    session: str, mentor: Expert, signed_in_as: Sign
) -> None:
    set_clock(SAID_AT)
    miss(signed_in_as(a_person(Role.COORDINATOR)), session, "expert")
    assert told() == [(mentor.person_id, "email")]
    assert "Tue 1 Dec 16:30 California" in Message.objects.get(kind="missed").body


def test_who_says_it_of_themselves_needs_no_mail(session: str, mentor: Expert, signed_in_as: Sign) -> None:
    set_clock(SAID_AT)
    assert miss(signed_in_as(mentor.person), session, "expert").status_code == 200
    assert told() == []
