from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

from accounts.models import Person, Role
from calendars.models import CalendarEvent, GoogleConnection, ReadCalendar
from directory.models import Expert
from integrations.google_calendar import SCOPES
from mentoring.models import Programme, Session
from mentoring.operations import announce_agreed, request_session
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, monday, signed_in_as

__all__ = ["monday", "signed_in_as"]

WEDNESDAY = MONDAY + timedelta(days=2)  # 09:00 in Seoul, 16:00 of Tuesday in California


@pytest.fixture
def coordinator(monday: datetime, signed_in_as: Callable[[Person], APIClient]) -> APIClient:
    return signed_in_as(a_person(Role.COORDINATOR, name="Cora Hub"))


def connected(person: Person, **fields: Any) -> GoogleConnection:
    """With leave for all that Meridian asks for, and events go to the calendar that everybody has."""
    connection = GoogleConnection.objects.create(
        person=person,
        google_email=f"{person.pk}@gmail.example",
        connected_at=MONDAY,
        scopes=list(SCOPES),
        **fields,
    )
    ReadCalendar.objects.create(connection=connection, google_calendar_id="primary", is_written=True)
    return connection


def agreed(
    *,
    mentor: Expert | None = None,
    programme: Programme | None = None,
    starts_at: datetime = WEDNESDAY,
    mentor_is_connected: bool = True,
    **fields: Any,
) -> CalendarEvent:
    """The event of a session that was agreed just now; `fields` are how its write went since."""
    mentor = mentor or a_mentor()
    if mentor_is_connected and not GoogleConnection.objects.filter(person=mentor.person).exists():
        connected(mentor.person)
    founder = a_founder()
    session: Session = request_session(
        programme=programme or a_programme(approval="automatic"),
        expert=mentor,
        startup=founder.membership.startup,
        starts_at=starts_at,
        goal="Enter the US market",
        questions="",
        deck_url="",
        by=founder,
        now=MONDAY,
    )
    announce_agreed(session_id=session.pk, now=MONDAY)
    CalendarEvent.objects.filter(appointment=session.pk).update(**fields)
    return CalendarEvent.objects.get(appointment=session.pk)


FAILED: dict[str, Any] = {
    "state": "failed",
    "last_error": "forbidden",
    "attempts": 1,
    "last_tried_at": MONDAY,
}


def queued(event: CalendarEvent) -> int:
    return ProcrastinateJob.objects.filter(task_name="calendars.write_event", args__event_id=event.pk).count()
