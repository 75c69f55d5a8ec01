"""One side says that the other did not come; the other says otherwise; a coordinator settles it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import Dispute, Programme, Session
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db
SAID_AT = MONDAY + timedelta(days=2, minutes=30)


@pytest.fixture
def mentor(monday: datetime) -> Expert:
    return a_mentor()


@pytest.fixture
def programme(mentor: Expert) -> Programme:
    return a_programme(approval="automatic", quota_per_month=1)


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder()


@pytest.fixture
def asking(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def expert(mentor: Expert, signed_in_as: Sign) -> APIClient:
    return signed_in_as(mentor.person)


@pytest.fixture
def coordinator(signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_person(Role.COORDINATOR))


@pytest.fixture
def missed(asking: APIClient, expert: APIClient, programme: Programme, mentor: Expert) -> str:
    """A session of which the expert says that the startup did not come."""
    address = f"/api/sessions/{ask(asking, programme, mentor, at(2, 0)).json()['id']}/"
    set_clock(SAID_AT)
    expert.post(f"{address}no-show/", {"who": "startup"}, format="json")
    return address


def dispute(client: APIClient, session: str) -> Any:
    return client.post(f"{session}dispute/", {"text": "I waited for half an hour"}, format="json")


def settle(client: APIClient, session: str, outcome: str) -> Any:
    return client.post(f"{session}settle/", {"outcome": outcome, "word": "The log"}, format="json")


def test_who_is_said_not_to_have_come_may_dispute_it_once(missed: str, asking: APIClient) -> None:
    assert "dispute" in asking.get(missed).json()["may"]
    assert dispute(asking, missed).json()["dispute_state"] == "open"
    assert dispute(asking, missed).json()["code"] == "not_possible_now"


def test_who_said_so_has_nothing_to_dispute_and_nothing_to_settle(
    missed: str, expert: APIClient, asking: APIClient
) -> None:
    assert dispute(expert, missed).json()["code"] == "not_possible_now"
    dispute(asking, missed)
    for side in (expert, asking):
        assert settle(side, missed, "took_place").json()["code"] == "not_possible_now"


@pytest.mark.parametrize(("minutes", "status"), [(-5, 200), (5, 409)])
def test_a_no_show_is_disputed_within_seven_days(
    missed: str, asking: APIClient, minutes: int, status: int
) -> None:
    set_clock(SAID_AT + timedelta(days=7, minutes=minutes))
    assert dispute(asking, missed).status_code == status


@pytest.mark.parametrize(
    ("outcome", "state", "no_show_by", "next_session"),
    [
        ("startup", "no_show", "startup", 409),
        ("expert", "no_show", "expert", 201),
        ("took_place", "completed", "", 409),
    ],
)
def test_a_coordinator_settles_it_and_the_quota_follows(
    missed: str,
    asking: APIClient,
    coordinator: APIClient,
    programme: Programme,
    mentor: Expert,
    outcome: str,
    state: str,
    no_show_by: str,
    next_session: int,
) -> None:
    dispute(asking, missed)
    settled = settle(coordinator, missed, outcome).json()
    assert (settled["state"], settled["no_show_by"], settled["dispute_state"]) == (
        state,
        no_show_by,
        "settled",
    )
    assert (Dispute.objects.get().outcome, Dispute.objects.get().word) == (outcome, "The log")
    assert AuditEntry.objects.filter(action__in=["session.disputed", "session.settled"]).count() == 2
    assert settle(coordinator, missed, outcome).json()["code"] == "not_possible_now"
    assert "no_show" not in asking.get(missed).json()["may"]
    assert ask(asking, programme, mentor, at(4, 0)).status_code == next_session


def mails(kind: str) -> dict[Person, str]:
    return {mail.person: mail.body for mail in Message.objects.filter(kind=kind, channel="email")}


def test_the_other_side_and_the_coordinators_hear_of_a_dispute_by_mail_alone(
    missed: str, asking: APIClient, mentor: Expert
) -> None:
    watching = a_person(Role.COORDINATOR, language="en")
    gone = a_person(Role.COORDINATOR, is_active=False)
    dispute(asking, missed)
    told = mails("disputed")
    assert set(told) == {mentor.person, watching}
    assert gone not in told
    assert all("Reason: I waited for half an hour" in body for body in told.values())
    assert Message.objects.filter(kind="disputed", channel="sms").count() == 0


def test_both_sides_hear_what_was_decided_each_in_their_language(
    missed: str, asking: APIClient, coordinator: APIClient, mentor: Expert, founder: Person
) -> None:
    founder.language = "en"
    founder.save()
    dispute(asking, missed)
    settle(coordinator, missed, "took_place")
    told = mails("settled")
    assert set(told) == {mentor.person, founder}
    assert all("Decision: The session took place. The log" in body for body in told.values())


def test_nothing_is_settled_that_nobody_disputes(missed: str, coordinator: APIClient) -> None:
    assert settle(coordinator, missed, "expert").json()["code"] == "not_possible_now"


def test_the_database_refuses_a_dispute_that_contradicts_itself(missed: str, asking: APIClient) -> None:
    dispute(asking, missed)
    with pytest.raises(IntegrityError, match="dispute_is_open_or_settled_by_somebody"), transaction.atomic():
        Dispute.objects.update(outcome="expert")
    with pytest.raises(IntegrityError, match="session_disputed_is_a_no_show"), transaction.atomic():
        Session.objects.update(state="completed", no_show_by="", no_show_said_by="", no_show_at=None)
