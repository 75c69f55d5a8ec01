"""A coordinator has the calendars of somebody read that could not be read, or not for too long."""

from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

from accounts.models import Role
from audit.models import AuditEntry
from calendars.models import CalendarState, ConnectionState, GoogleConnection, ReadCalendar
from tests.factories.hub import a_founder, a_person
from tests.integration.calendar_desk.conftest import connected
from tests.integration.mentoring.conftest import MONDAY

pytestmark = pytest.mark.django_db
LATE = MONDAY - timedelta(hours=2)
STALE = {"state": CalendarState.STALE, "as_of": LATE, "failures": 4, "due_at": MONDAY + timedelta(hours=1)}
REFUSED = {"state": CalendarState.UNKNOWN, "as_of": LATE, "last_error": "notFound"}
KNOWN = {"state": CalendarState.KNOWN, "as_of": MONDAY}


@pytest.fixture
def connection(monday: datetime) -> GoogleConnection:
    """With three calendars that count: one of old, one that Google refuses, and one that is known."""
    connection = connected(a_founder())
    connection.calendars.update(**KNOWN, is_read=True)
    for name, stands in (("team", STALE), ("family", REFUSED)):
        ReadCalendar.objects.create(connection=connection, google_calendar_id=name, is_read=True, **stands)
    return connection


def read_again(client: APIClient, connection: GoogleConnection) -> tuple[int, object]:
    answer = client.post(f"/api/calendar-connections/{connection.person_id}/read/")
    return answer.status_code, answer.json()


def on_their_way() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name="calendars.read_calendar", status="todo")
    pks = [job.args["calendar_id"] for job in jobs]
    return sorted(ReadCalendar.objects.filter(pk__in=pks).values_list("google_calendar_id", flat=True))


def test_what_is_not_known_is_read_at_once_although_a_pause_lasts(
    coordinator: APIClient, connection: GoogleConnection
) -> None:
    assert read_again(coordinator, connection) == (200, {"reads": 2})
    assert on_their_way() == ["family", "team"]
    assert set(connection.calendars.values_list("failures", "due_at")) == {(0, None)}


def test_who_asked_for_it_is_known_and_asking_again_makes_no_second_reading(
    coordinator: APIClient, connection: GoogleConnection
) -> None:
    read_again(coordinator, connection)
    assert read_again(coordinator, connection) == (200, {"reads": 0})
    entries = AuditEntry.objects.filter(action="google.read_again").order_by("pk")
    told = [(one.subject_id, one.actor.name if one.actor else "", one.details) for one in entries]
    assert told == [(str(connection.person_id), "Cora Hub", {"calendars": number}) for number in (2, 0)]


def test_nothing_is_read_where_google_lets_nobody_in(
    coordinator: APIClient, connection: GoogleConnection
) -> None:
    GoogleConnection.objects.update(state=ConnectionState.NEEDS_REAUTH)
    assert read_again(coordinator, connection) == (200, {"reads": 0})
    assert on_their_way() == []


def test_whoever_has_parted_from_google_is_said_to_have(
    coordinator: APIClient, connection: GoogleConnection
) -> None:
    GoogleConnection.objects.all().delete()
    status, problem = read_again(coordinator, connection)
    assert isinstance(problem, dict)
    assert (status, problem["code"]) == (409, "nothing_connected")
    assert "Load the page again" in problem["detail"]
    assert AuditEntry.objects.filter(action="google.read_again").count() == 0


def test_the_desk_tells_of_each_when_it_was_read_last(
    coordinator: APIClient, connection: GoogleConnection
) -> None:
    never = connected(a_person(Role.MENTOR, name="Zed"))
    never.calendars.update(last_error="notFound")
    rows = coordinator.get("/api/calendar-connections/").json()["results"]
    assert [(row["person"]["id"], row["codes"], row["last_read_at"]) for row in rows] == [
        (
            connection.person_id,
            ["list_not_granted", "reads_failed", "reads_stale"],
            MONDAY.isoformat().replace("+00:00", "Z"),
        ),
        (never.person_id, ["list_not_granted", "reads_failed"], None),
    ]
