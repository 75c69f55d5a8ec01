"""A session that needs no answer: its time, reminders and job come at once; calendars and messages follow in the job."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob as Job
from rest_framework.test import APIClient

import clock
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import Approval
from mentoring.operations import ANNOUNCE_AGREED, announce_agreed
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import Sign, at
from tests.working import work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mentor() -> Expert:
    return a_mentor()


@pytest.fixture
def client(monday: datetime, signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_founder())


@pytest.fixture
def booked(client: APIClient, mentor: Expert) -> dict[str, Any]:
    programme = a_programme(approval=Approval.AUTOMATIC)
    asked = {"programme": programme.slug, "expert": mentor.pk, "goal": "Enter the US market"}
    answer = client.post("/api/sessions/", asked | {"starts_at": at(2, 0)})
    assert answer.status_code == 201
    detail: dict[str, Any] = answer.json()
    return detail


def told() -> list[tuple[str, int]]:
    return list(Message.objects.order_by("pk").values_list("kind", "person"))


def deeds() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_before_the_job_its_calendar_is_awaited_and_its_reminders_are_there(
    client: APIClient, booked: dict[str, Any]
) -> None:
    for detail in (booked, client.get(f"/api/sessions/{booked['id']}/").json()):
        assert detail["state"] == "confirmed"
        assert detail["calendar"]["state"] == "waiting"
        assert [row["offset_minutes"] for row in detail["reminders"]] == [1440, 1440, 60, 60]
        assert detail["messages"] == []
    assert Job.objects.filter(task_name=ANNOUNCE_AGREED).count() == 1


def test_the_job_tells_both_sides_once_however_often_it_runs(
    client: APIClient, booked: dict[str, Any], mentor: Expert
) -> None:
    work("sessions")
    detail = client.get(f"/api/sessions/{booked['id']}/").json()
    assert detail["calendar"]["state"] == "emailed"
    assert sorted(told()) == sorted(
        ("confirmed", person) for person in (mentor.person_id, booked["founder"]["id"])
    )
    assert [message.invitation_method for message in Message.objects.all()] == ["REQUEST", "REQUEST"]
    announce_agreed(session_id=UUID(booked["id"]), now=clock.now())
    assert len(told()) == 2
    assert deeds().count("reminders.planned") == 1


def test_what_was_moved_before_the_job_is_told_as_moved_alone(
    client: APIClient, booked: dict[str, Any], mentor: Expert
) -> None:
    body = {"starts_at": at(2, 2), "reason": "A clash", "version": booked["version"]}
    assert client.post(f"/api/sessions/{booked['id']}/reschedule/", body).status_code == 200
    work("sessions")
    assert {kind for kind, _ in told()} == {"moved"}


def test_what_was_called_off_before_the_job_is_not_told_as_agreed(
    client: APIClient, booked: dict[str, Any]
) -> None:
    assert client.post(f"/api/sessions/{booked['id']}/cancel/", {"reason": "Ill"}).status_code == 200
    work("sessions")
    assert {kind for kind, _ in told()} == {"cancelled"}
    assert client.get(f"/api/sessions/{booked['id']}/").json()["calendar"]["state"] == "none"
