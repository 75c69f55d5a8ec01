"""Which of a person's calendars an event goes to, and that it stays there."""

from datetime import timedelta

import pytest

from calendars import operations
from calendars.models import GoogleConnection, ReadCalendar
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    NOW,
    STARTS_AT,
    Pair,
    a_connected_pair,
    an_appointment,
    at_google,
    move,
    plan,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)

WORK = "c_work@group.calendar.google.com"


def written_from_now_on(google: GoogleEmulatorHandle, pair: Pair, calendar_id: str) -> None:
    google.order("calendars", {"id": calendar_id, "owner": FOUNDER_AT_GOOGLE, "summary": "Work"})
    found = GoogleConnection.objects.get(person=pair.founder)
    ReadCalendar.objects.filter(connection=found).update(is_written=False)
    ReadCalendar.objects.create(connection=found, google_calendar_id=calendar_id, is_written=True)


def test_a_new_event_goes_to_the_calendar_that_is_written(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    written_from_now_on(google, pair, WORK)
    event = plan(an_appointment(pair), pair)

    write(event)

    assert [shown["id"] for shown in at_google(google, WORK)] == [event.google_event_id]
    assert at_google(google, FOUNDER_AT_GOOGLE) == []
    assert event.google_calendar_id == WORK


def test_an_event_is_changed_and_removed_where_it_was_written(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    google.order("knobs", {"conference": "pending", "pending_reads": 1})
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    written_from_now_on(google, pair, WORK)
    move(appointment, timedelta(days=1))

    event = plan(appointment, pair)
    write(event)
    operations.find_meet_link(event_id=event.pk, now=NOW)
    event.refresh_from_db()

    (shown,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert shown["start"]["dateTime"] == (STARTS_AT + timedelta(days=1)).isoformat()
    assert event.meet_url == shown["hangoutLink"]
    operations.withdraw_event(appointment=appointment, now=NOW)
    write(event)
    assert at_google(google, FOUNDER_AT_GOOGLE) == at_google(google, WORK) == []
    assert event.state == "removed"
