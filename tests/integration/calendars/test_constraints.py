"""The database has the last word: each constraint, provoked."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from accounts.models import Person
from agenda.models import Appointment
from calendars.models import (
    CalendarEvent,
    CalendarOccurrence,
    CalendarWarning,
    ConsentAttempt,
    GoogleConnection,
    MailedCopy,
)
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


def test_a_person_has_one_mailed_copy_of_an_event(appointment: Appointment, founder: Person) -> None:
    event = an_event(appointment)
    MailedCopy.objects.create(event=event, person=founder, uid=event.uid, sequence=0)
    with pytest.raises(IntegrityError, match="mailed_copy_one_a_person"):
        MailedCopy.objects.create(event=event, person=founder, uid="another", sequence=1)


def test_an_appointment_has_one_event(appointment: Appointment) -> None:
    an_event(appointment)
    with pytest.raises(IntegrityError, match="appointment_id"):
        an_event(appointment, google_event_id="abc02")


def a_series_event(**fields: Any) -> CalendarEvent:
    values = {"google_event_id": "abc01", "series_id": uuid4(), "pattern": {"zone": "UTC"}, **fields}
    return CalendarEvent.objects.create(**values)


@pytest.mark.parametrize("fields", [{"series_id": None}, {"pattern": {}}, {"series_id": None, "pattern": {}}])
def test_an_event_is_of_one_appointment_or_of_a_series(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="calendar_event_of_one_or_of_a_series"):
        a_series_event(**fields)


def test_an_event_is_not_of_both(appointment: Appointment) -> None:
    with pytest.raises(IntegrityError, match="calendar_event_of_one_or_of_a_series"):
        a_series_event(appointment=appointment)


@pytest.mark.parametrize("fields", [{}, {"series_id": None, "pattern": {}, "is_wanted": True}])
def test_what_is_left_behind_is_of_neither_and_has_to_go(fields: dict[str, Any]) -> None:
    other = a_series_event()
    values = {"google_event_id": "abc02", "taken_over_by": other, **fields}
    with pytest.raises(IntegrityError, match="calendar_event_of_one_or_of_a_series"):
        a_series_event(**values)


def test_a_series_has_one_event() -> None:
    event = a_series_event()
    with pytest.raises(IntegrityError, match="series_id"):
        a_series_event(series_id=event.series_id, google_event_id="abc02")


def test_a_date_of_a_series_is_one_appointment(appointment: Appointment) -> None:
    event = a_series_event()
    a_date = CalendarOccurrence(event=event, appointment=appointment, on=date(2026, 12, 1))
    a_date.save()
    with pytest.raises(IntegrityError, match="calendar_occurrence_once_a_date"):
        CalendarOccurrence.objects.create(event=event, appointment=an_appointment(a_pair()), on=a_date.on)


def test_an_appointment_is_one_date_of_a_series(appointment: Appointment) -> None:
    event = a_series_event()
    CalendarOccurrence.objects.create(event=event, appointment=appointment, on=date(2026, 12, 1))
    with pytest.raises(IntegrityError, match="appointment_id"):
        CalendarOccurrence.objects.create(event=event, appointment=appointment, on=date(2026, 12, 8))


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


@pytest.mark.parametrize(
    "fields",
    [
        {"paused_until": NOW},
        {"paused_until": NOW, "pause_reason": "quotaExceeded"},
        {"paused_until": NOW, "refusals": 1},
        {"refusals": 1},
        {"pause_reason": "quotaExceeded"},
    ],
)
def test_a_connection_is_paused_for_a_reason(founder: Person, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="google_connection_paused_for_a_reason"):
        a_connection(founder, **fields)


@pytest.mark.parametrize("fields", [{"state": "leaving"}, {"leaving_since": NOW}])
def test_a_connection_leaves_since_some_time(founder: Person, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="google_connection_leaves_since"):
        a_connection(founder, **fields)


def test_a_mailed_event_is_not_google_s(founder: Person, appointment: Appointment) -> None:
    with pytest.raises(IntegrityError, match="calendar_event_mailed_is_not_google_s"):
        an_event(appointment, is_mailed=True, state="waiting")


def a_warning(**fields: Any) -> CalendarWarning:
    return CalendarWarning.objects.create(**{"kind": "quota", "raised_at": NOW, **fields})


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kind": "weather"}, "calendar_warning_kind"),
        ({"settled": True}, "calendar_warning_settled_at_some_time"),
        ({"connection": None}, "calendar_warning_about_one_thing"),
        ({"event": True}, "calendar_warning_about_one_thing"),
    ],
)
def test_a_warning_is_about_one_thing(
    founder: Person, appointment: Appointment, fields: dict[str, Any], constraint: str
) -> None:
    given: dict[str, Any] = {"connection": a_connection(founder), **fields}
    if given.pop("settled", False):
        given["settled_by"] = founder
    if "event" in given:
        given["event"] = an_event(appointment)
    with pytest.raises(IntegrityError, match=constraint):
        a_warning(**given)


def test_a_connection_is_warned_of_once_at_a_time(founder: Person) -> None:
    connection = a_connection(founder)
    a_warning(connection=connection, settled_at=NOW)
    a_warning(connection=connection)
    with pytest.raises(IntegrityError, match="calendar_warning_open_once_a_connection"):
        a_warning(connection=connection)


def test_an_event_is_warned_of_once_at_a_time(appointment: Appointment) -> None:
    event = an_event(appointment)
    a_warning(kind="id_taken", event=event)
    with pytest.raises(IntegrityError, match="calendar_warning_open_once_an_event"):
        a_warning(kind="id_taken", event=event)


@pytest.mark.parametrize("fields", [{"is_hub": True}, {"person": None}], ids=["both", "neither"])
def test_a_connection_is_a_persons_or_the_hubs(founder: Person, fields: dict[str, Any]) -> None:
    given: dict[str, Any] = {"person": founder, **fields}
    with pytest.raises(IntegrityError, match="google_connection_a_persons_or_the_hubs"):
        GoogleConnection.objects.create(connected_at=NOW, **given)


def test_the_hub_has_one_connection() -> None:
    GoogleConnection.objects.create(is_hub=True, connected_at=NOW)
    with pytest.raises(IntegrityError, match="google_connection_one_of_the_hub"):
        GoogleConnection.objects.create(is_hub=True, connected_at=NOW)
