"""What waits and what failed: how each stands, whose it is, and a number of statements that does not grow."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.utils import utcnow
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

import clock
from agenda.models import Appointment
from calendars.models import CalendarEvent, ConnectionState, GoogleConnection, WarningKind
from calendars.operations.warning import raise_warning
from calendars.queueing import WRITE_EVENT, defer
from mentoring.models import Session
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.calendar_desk.conftest import FAILED, WEDNESDAY, agreed, connected
from tests.integration.calendars.entries import evening, keep
from tests.integration.groups.conftest import a_group
from tests.integration.mentoring.conftest import MONDAY, at
from tests.integration.series.conftest import sign_in

pytestmark = pytest.mark.django_db

PATH = "/api/calendar-writes/"


def found(client: APIClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(PATH, query)
    assert answer.status_code == 200, answer.json()
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


def summary(client: APIClient, **query: Any) -> dict[str, int]:
    answer = client.get(f"{PATH}summary/", query)
    assert answer.status_code == 200, answer.json()
    numbers: dict[str, int] = answer.json()
    return numbers


def test_a_refused_write_says_of_which_session_it_is_and_in_whose_calendar_it_was_to_be(
    coordinator: APIClient,
) -> None:
    mentor = a_mentor(name="Ada Novak")
    event = agreed(mentor=mentor, **FAILED)
    session = Session.objects.get(pk=event.appointment_id)

    (row,) = found(coordinator)

    assert row == {
        "id": event.pk,
        "kind": "session",
        "subject_id": str(session.pk),
        "page": "",
        "startup": {
            "id": session.startup_id,
            "name_ko": session.startup.name_ko,
            "name_en": session.startup.name_en,
        },
        "founder_name": session.founder.name,
        "expert_name": "Ada Novak",
        "title_ko": "",
        "title_en": "",
        "starts_at": at(2, 0),
        "ends_at": at(2, 1),
        "expert_time_zone": "America/Los_Angeles",
        "founder_time_zone": "Asia/Seoul",
        "standing": "failed",
        "wish": "write",
        "detail": "forbidden",
        "attempts": 1,
        "last_tried_at": at(0, 0),
        "next_try_at": row["next_try_at"],
        "can_be_tried": True,
        "calendar_of": {
            "person_id": mentor.person_id,
            "name": "Ada Novak",
            "email": mentor.person.email,
            "state": "active",
        },
    }


def test_what_of_an_event_is_refused_says_whose_it_is_and_where_it_is_told(coordinator: APIClient) -> None:
    guest = a_founder()
    connected(guest)
    (event,) = keep(guest, evening(guest))
    CalendarEvent.objects.filter(pk=event.pk).update(**FAILED)
    raise_warning(kind=WarningKind.ID_TAKEN, event=event, detail="abc", now=WEDNESDAY)

    (row,) = found(coordinator, q="networking")
    (warning,) = coordinator.get("/api/calendar-warnings/").json()["results"]

    shown = (row["kind"], row["subject_id"], row["page"], row["title_en"], row["expert_name"])
    assert shown == ("event", "12", "/events/evening", "Networking evening", guest.name)
    assert (warning["about"]["kind"], warning["about"]["page"]) == ("event", "/events/evening")
    assert found(coordinator, q="mentoring") == []


def test_what_rests_is_told_from_what_waits_and_the_failed_come_first(coordinator: APIClient) -> None:
    agreed(starts_at=WEDNESDAY)
    over_quota = agreed(last_error="quotaExceeded")
    GoogleConnection.objects.filter(events=over_quota).update(
        paused_until=clock.now() + timedelta(hours=3), pause_reason="quotaExceeded", refusals=1
    )
    without_consent = agreed(last_error="needs_reauth")
    GoogleConnection.objects.filter(events=without_consent).update(state=ConnectionState.NEEDS_REAUTH)
    agreed(starts_at=WEDNESDAY + timedelta(hours=1), **FAILED)
    agreed(state="written", written_version=1)

    rows = found(coordinator)

    told = [(row["standing"], row["detail"], row["can_be_tried"]) for row in rows]
    assert told == [
        ("failed", "forbidden", True),
        ("paused", "quotaExceeded", False),
        ("paused", "needs_reauth", False),
        ("waiting", "", True),
    ]
    assert summary(coordinator) == {"failed": 1, "paused": 2, "waiting": 1, "can_be_tried": 2}
    assert summary(coordinator, state="paused") == {
        "failed": 0,
        "paused": 2,
        "waiting": 0,
        "can_be_tried": 0,
    }


def test_the_list_is_narrowed_by_state_by_whose_calendar_by_time_and_by_words(
    coordinator: APIClient,
) -> None:
    ada, bob = a_mentor(name="Ada Novak"), a_mentor(name="Bob Okafor")
    agreed(mentor=ada, **FAILED)
    agreed(mentor=bob)
    over = agreed(mentor=ada, starts_at=WEDNESDAY + timedelta(hours=2), **FAILED)
    Appointment.objects.filter(calendar_event=over).update(
        starts_at=MONDAY - timedelta(days=2), ends_at=MONDAY - timedelta(days=2, hours=-1)
    )

    def experts(**query: Any) -> list[str]:
        return [row["expert_name"] for row in found(coordinator, **query)]

    assert experts(state=["failed", "paused"]) == ["Ada Novak", "Ada Novak"]
    assert experts(ahead="true") == ["Ada Novak", "Bob Okafor"]
    assert experts(ahead="false") == ["Ada Novak"]
    assert experts(person=bob.person_id) == ["Bob Okafor"]
    assert experts(q="okafor") == ["Bob Okafor"]
    assert experts(q="us market", ahead="true") == ["Ada Novak", "Bob Okafor"]
    assert experts(q="nobody") == []
    assert coordinator.get(PATH, {"state": "lost"}).status_code == 400
    assert coordinator.get(f"{PATH}summary/", {"state": "lost"}).status_code == 400


def test_a_try_on_its_way_is_told_on_the_installations_clock(coordinator: APIClient) -> None:
    event = agreed()
    assert found(coordinator)[0]["next_try_at"] is not None  # its own job, due at once

    later = agreed(last_error="backendError")
    job = ProcrastinateJob.objects.filter(task_name=WRITE_EVENT, args__event_id=later.pk)
    job.update(scheduled_at=utcnow() + timedelta(minutes=30))
    rows = {row["id"]: datetime.fromisoformat(row["next_try_at"]) for row in found(coordinator)}

    assert timedelta(minutes=25) < rows[later.pk] - rows[event.pk] <= timedelta(minutes=30)
    assert rows[event.pk] < MONDAY + timedelta(minutes=5)  # that Monday's clock, not the world's


def test_a_series_stands_once_with_its_next_date(coordinator: APIClient, monday: datetime) -> None:
    mentor, founder = a_mentor(name="Ada Novak"), a_founder()
    connected(mentor.person)
    asked = {
        "programme": a_programme(approval="automatic").slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-11-24",
        "starts_time": "16:00",
        "rule": {"frequency": "weekly", "every": 1, "count": 3},
        "goal": "Weekly",
    }
    made = sign_in(founder).post("/api/series/", asked, format="json").json()
    CalendarEvent.objects.filter(series_id=made["id"]).update(**FAILED)

    (row,) = found(coordinator, q="novak")

    assert (row["kind"], row["subject_id"], row["starts_at"]) == ("series", made["id"], at(2, 0))


def test_a_group_session_stands_with_its_title(coordinator: APIClient) -> None:
    mentor = a_mentor(name="Ada Novak")
    connected(mentor.person)
    group = a_group(expert=mentor, starts_at=WEDNESDAY)
    CalendarEvent.objects.filter(appointment=group.pk).update(**FAILED)

    (row,) = found(coordinator, q="pricing")

    told = (row["kind"], row["subject_id"], row["title_en"], row["startup"], row["founder_name"])
    assert told == ("group", str(group.pk), "Pricing for the US", None, None)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_nine_statements_and_its_summary_three(
    rows: int, coordinator: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    programme = a_programme(approval="automatic")
    for _ in range(rows):
        agreed(programme=programme, **FAILED)
    with django_assert_num_queries(9):
        # who calls, the moved clock; count, page; sessions, series, group sessions; journeys; jobs
        assert len(found(coordinator, page_size=100)) == rows
    with django_assert_num_queries(3):
        assert summary(coordinator)["failed"] == rows


def test_one_that_nobody_is_on_the_way_to_has_no_next_try(coordinator: APIClient) -> None:
    agreed(**FAILED)
    ProcrastinateJob.objects.filter(task_name=WRITE_EVENT).delete()
    assert found(coordinator)[0]["next_try_at"] is None
    defer(WRITE_EVENT, event_id=found(coordinator)[0]["id"])
    assert found(coordinator)[0]["next_try_at"] is not None


def test_the_next_try_of_what_google_takes_no_more_of_is_not_before_it_does_again(
    coordinator: APIClient,
) -> None:
    event, until = agreed(last_error="quotaExceeded"), clock.now() + timedelta(hours=3)
    GoogleConnection.objects.filter(events=event).update(
        paused_until=until, pause_reason="quotaExceeded", refusals=1
    )
    assert datetime.fromisoformat(found(coordinator)[0]["next_try_at"]) == until.replace(microsecond=0)
