"""A coordinator tries again what failed: one, or all that the list shows."""

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

from audit.models import AuditEntry
from calendars.models import CalendarEvent, ConnectionState, GoogleConnection
from tests.factories.hub import a_mentor
from tests.integration.calendar_desk.conftest import FAILED, agreed, queued

pytestmark = pytest.mark.django_db

PATH = "/api/calendar-writes/"


def retried(client: APIClient, path: str) -> int:
    answer = client.post(PATH + path)
    assert answer.status_code == 200, answer.json()
    count: int = answer.json()["retried"]
    return count


def is_refused(event: CalendarEvent) -> bool:
    event.refresh_from_db()
    return event.state == "failed"


def refused(**more: Any) -> CalendarEvent:
    """One that failed long ago: its job is gone."""
    event = agreed(**{**FAILED, **more})
    ProcrastinateJob.objects.filter(args__event_id=event.pk).delete()
    return event


def test_one_is_tried_again_and_its_story_tells_by_whom(coordinator: APIClient) -> None:
    event, other = refused(), refused()

    assert retried(coordinator, f"{event.pk}/retry/") == 1

    assert (is_refused(event), event.last_error, queued(event)) == (False, "", 1)
    assert (is_refused(other), queued(other)) == (True, 0)
    entry = AuditEntry.objects.get(action="calendar.retried")
    assert (entry.subject_id, entry.actor and entry.actor.name) == (str(event.appointment_id), "Cora Hub")
    owner = GoogleConnection.objects.get(events=event).person_id
    assert entry.details == {"person_id": owner, "reason": "forbidden"}


def test_all_that_the_list_shows_are_tried_again_and_no_others(coordinator: APIClient) -> None:
    ada = a_mentor(name="Ada Novak")
    of_ada, of_another = refused(mentor=ada), refused()
    waiting = agreed(last_error="backendError")

    assert retried(coordinator, "retry/?state=failed&q=novak") == 1
    assert (is_refused(of_ada), is_refused(of_another)) == (False, True)

    assert retried(coordinator, "retry/") == 3
    assert not is_refused(of_another)
    assert CalendarEvent.objects.get(pk=waiting.pk).last_error == ""


def test_what_no_try_can_help_is_left_as_it_is(coordinator: APIClient) -> None:
    parked, orphan, done = refused(), refused(), agreed(state="written", written_version=1)
    GoogleConnection.objects.filter(events=parked).update(state=ConnectionState.NEEDS_REAUTH)
    CalendarEvent.objects.filter(pk=orphan.pk).update(organiser=None, last_error="organiser_disconnected")

    assert retried(coordinator, "retry/") == 0
    assert [retried(coordinator, f"{one.pk}/retry/") for one in (parked, orphan, done)] == [0, 0, 0]

    assert (is_refused(parked), is_refused(orphan), is_refused(done)) == (True, True, False)
    assert queued(parked) == queued(orphan) == 0
    assert coordinator.post(f"{PATH}0/retry/").status_code == 404


def test_a_filter_that_makes_no_sense_tries_nothing(coordinator: APIClient) -> None:
    event = refused()
    assert coordinator.post(f"{PATH}retry/?state=lost").status_code == 400
    assert is_refused(event)
