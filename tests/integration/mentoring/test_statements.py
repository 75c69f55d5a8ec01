"""How many statements the two most frequent requests take: a new one is a decision, not an accident."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob as Job
from rest_framework.test import APIClient

from mentoring.models import Approval
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import Sign, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(monday: datetime, signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_founder())


@pytest.mark.parametrize("booked", [0, 3])
def test_free_starts_take_five_statements_whatever_is_booked(client: APIClient, booked: int) -> None:
    programme, mentor = a_programme(step_minutes=60), a_mentor()
    asked = {"programme": programme.slug, "expert": mentor.pk, "goal": "Enter the US market"}
    for hour in range(booked):
        client.post("/api/sessions/", asked | {"starts_at": at(2, hour)})
    window = {"programme": programme.slug, "from": at(0, 0), "until": at(28, 0)}
    # Who calls, clock; programme; expert; all that is known of both.
    with CaptureQueriesContext(connection) as statements:
        answer = client.get(f"/api/experts/{mentor.pk}/free-starts/", window)
    assert (answer.status_code, len(statements)) == (200, 5)


def test_a_request_takes_eleven_statements_with_all_that_belongs_to_it(client: APIClient) -> None:
    programme, mentor = a_programme(), a_mentor()
    asked = {"programme": programme.slug, "expert": mentor.pk, "goal": "Enter the US market"}
    with CaptureQueriesContext(connection) as statements:
        answer = client.post("/api/sessions/", asked | {"starts_at": at(2, 0)})
    assert answer.status_code == 201
    # Who calls, clock; programme, expert and company; all that is known of both;
    # transaction, time taken, session, audit, message, job, end of the transaction.
    assert len(statements) == 11


def test_a_session_booked_at_once_takes_eleven_statements_with_its_reminders_and_a_job_for_the_rest(
    client: APIClient,
) -> None:
    programme, mentor = a_programme(approval=Approval.AUTOMATIC), a_mentor()
    asked = {"programme": programme.slug, "expert": mentor.pk, "goal": "Enter the US market"}
    with CaptureQueriesContext(connection) as statements:
        answer = client.post("/api/sessions/", asked | {"starts_at": at(2, 0)})
    detail = answer.json()
    told = [detail["state"], len(detail["reminders"]), len(detail["messages"]), detail["calendar"]["state"]]
    assert (answer.status_code, told) == (201, ["confirmed", 4, 0, "waiting"])
    assert Job.objects.filter(task_name="mentoring.announce_agreed").count() == 1
    assert len(statements) == 11


def test_a_lost_race_takes_four_statements_with_the_next_free_starts(
    client: APIClient, signed_in_as: Sign
) -> None:
    programme, mentor = a_programme(), a_mentor()
    asked = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "goal": "Enter the US market",
        "starts_at": at(2, 0),
    }
    signed_in_as(a_founder()).post("/api/sessions/", asked)
    with CaptureQueriesContext(connection) as statements:
        answer = client.post("/api/sessions/", asked)
    assert (answer.status_code, len(answer.json()["next_free"])) == (409, 5)
    # Who calls, clock; programme, expert and company; all that is known of both answers both questions.
    assert len(statements) == 4
