"""What coordinators are to know without having asked, until one of them has seen to it."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from audit.models import AuditEntry
from calendars.models import CalendarWarning, WarningKind
from calendars.operations.warning import raise_warning
from tests.factories.hub import a_mentor, a_programme
from tests.integration.calendar_desk.conftest import agreed, connected
from tests.integration.mentoring.conftest import MONDAY, at

pytestmark = pytest.mark.django_db

PATH = "/api/calendar-warnings/"


def told(client: APIClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(PATH, query)
    assert answer.status_code == 200, answer.json()
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


def test_a_warning_names_whose_account_or_which_session_it_is_about(coordinator: APIClient) -> None:
    mentor = a_mentor(name="Ada Novak")
    paused = connected(
        mentor.person,
        paused_until=MONDAY + timedelta(hours=3),
        pause_reason="quotaExceeded",
        refusals=1,
    )
    event = agreed()
    raise_warning(kind=WarningKind.QUOTA, connection=paused, detail="quotaExceeded", now=MONDAY)
    raise_warning(kind=WarningKind.ID_TAKEN, event=event, detail="abc", now=MONDAY + timedelta(minutes=1))

    taken, quota = told(coordinator)

    assert quota == {
        "id": quota["id"],
        "kind": "quota",
        "raised_at": at(0, 0),
        "until": at(0, 3),
        "name": "Ada Novak",
        "about": None,
    }
    assert (taken["kind"], taken["name"], taken["until"]) == ("id_taken", None, None)
    assert taken["about"]["kind"] == "session"
    assert taken["about"]["subject_id"] == str(event.appointment_id)


def test_a_warning_is_gone_once_somebody_has_seen_to_it_and_it_is_kept_who(coordinator: APIClient) -> None:
    raise_warning(
        kind=WarningKind.QUOTA, connection=connected(a_mentor().person), detail="quotaExceeded", now=MONDAY
    )
    path = f"{PATH}{told(coordinator)[0]['id']}/settle/"

    assert coordinator.post(path).json() == {"settled": True}
    assert coordinator.post(path).json() == {"settled": False}

    assert told(coordinator) == []
    (warning,) = CalendarWarning.objects.all()
    assert warning.settled_by is not None
    assert warning.settled_by.name == "Cora Hub"
    assert AuditEntry.objects.get(action="calendar.warning_settled").actor == warning.settled_by
    assert coordinator.post(f"{PATH}0/settle/").status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_six_statements(
    rows: int, coordinator: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    programme = a_programme(approval="automatic")
    for _ in range(rows):
        raise_warning(kind=WarningKind.ID_TAKEN, event=agreed(programme=programme), detail="a", now=MONDAY)
    with django_assert_num_queries(6):  # who calls; count, page; sessions, series, group sessions
        assert len(told(coordinator, page_size=100)) == rows
