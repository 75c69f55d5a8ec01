"""The database has the last word: each constraint, provoked."""

from typing import Any

import pytest
from django.db import IntegrityError

from accounts.models import Person
from agenda.models import Appointment
from calendars.models import CalendarEvent, ConsentAttempt, GoogleConnection
from tests.integration.calendars.hub import NOW, a_pair, an_appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder() -> Person:
    return a_pair().founder


@pytest.fixture
def appointment() -> Appointment:
    return an_appointment(a_pair())


def an_event(appointment: Appointment, **fields: Any) -> CalendarEvent:
    return CalendarEvent.objects.create(appointment=appointment, **{"google_event_id": "abc01", **fields})


def a_connection(person: Person, **fields: Any) -> GoogleConnection:
    return GoogleConnection.objects.create(person=person, connected_at=NOW, **fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "lost"}, "calendar_event_state"),
        ({"written_version": 2}, "calendar_event_never_ahead"),
        ({"state": "written"}, "calendar_event_settled_is_current"),
        ({"state": "removed", "is_wanted": False}, "calendar_event_settled_is_current"),
        ({"state": "written", "written_version": 1, "is_wanted": False}, "calendar_event_settled_as_wanted"),
        ({"state": "removed", "written_version": 1}, "calendar_event_settled_as_wanted"),
    ],
)
def test_an_event_cannot_be_in_a_state_that_makes_no_sense(
    appointment: Appointment, fields: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        an_event(appointment, **fields)


def test_an_appointment_has_one_event(appointment: Appointment) -> None:
    an_event(appointment)
    with pytest.raises(IntegrityError, match="appointment_id"):
        an_event(appointment, google_event_id="abc02")


def test_an_id_at_google_belongs_to_one_event(appointment: Appointment) -> None:
    an_event(appointment)
    with pytest.raises(IntegrityError, match="google_event_id"):
        an_event(an_appointment(a_pair()))


def test_a_person_has_one_connection(founder: Person) -> None:
    a_connection(founder)
    with pytest.raises(IntegrityError, match="person_id"):
        a_connection(founder)


def test_a_connection_works_or_needs_consent(founder: Person) -> None:
    with pytest.raises(IntegrityError, match="google_connection_state"):
        a_connection(founder, state="asleep")


def test_a_state_is_given_out_once(founder: Person) -> None:
    ConsentAttempt.objects.create(state_digest="d", person=founder, started_at=NOW)
    with pytest.raises(IntegrityError, match="state_digest"):
        ConsentAttempt.objects.create(state_digest="d", person=founder, started_at=NOW)
