"""One event for a host and guests who are not to know of each other."""

import pytest

from accounts.models import Person
from agenda.models import Appointment
from calendars import operations
from calendars.models import CalendarEvent
from tests.emulators import GoogleEmulatorHandle
from tests.factories import appointments
from tests.factories.hub import a_founder, a_mentor
from tests.integration.calendars.hub import NOW, STARTS_AT, at_google, connect, write

pytestmark = pytest.mark.django_db(transaction=True)
HOST, FIRST, SECOND = "host@gmail.example", "first@gmail.example", "second@gmail.example"


def plan(appointment: Appointment, people: list[Person]) -> CalendarEvent:
    event = operations.plan_event(
        appointment=appointment,
        people=people,
        summary="Pricing for the US",
        description="One hour",
        strangers=True,
        now=NOW,
    )
    write(event)
    return event


def test_who_comes_and_goes_is_between_them_and_the_host(google: GoogleEmulatorHandle) -> None:
    host, first, second = a_mentor().person, a_founder(), a_founder()
    for person, email in ((host, HOST), (first, FIRST), (second, SECOND)):
        connect(google, person, email)
    appointment = appointments.an_appointment(host, starts_at=STARTS_AT)

    plan(appointment, [host])
    plan(appointment, [host, first])
    event = plan(appointment, [host, first, second])
    plan(appointment, [host, second])

    (kept,) = at_google(google, HOST)
    assert [guest["email"] for guest in kept["attendees"]] == [SECOND]
    assert kept["guestsCanSeeOtherGuests"] is False
    assert (event.uid, len(at_google(google, SECOND)), at_google(google, FIRST)) == (kept["iCalUID"], 1, [])
    assert google.mails() == []


def test_no_stranger_becomes_the_organiser_and_sees_the_others(google: GoogleEmulatorHandle) -> None:
    host, first, second = a_mentor().person, a_founder(), a_founder()
    connect(google, first, FIRST)
    connect(google, second, SECOND)
    appointment = appointments.an_appointment(host, starts_at=STARTS_AT)

    event = plan(appointment, [host, first, second])

    assert (event.state, event.organiser, list(event.guests.all())) == ("none", None, [])


def test_a_host_who_disconnects_leaves_the_event_to_nobody(google: GoogleEmulatorHandle) -> None:
    host, first = a_mentor().person, a_founder()
    connect(google, host, HOST)
    connect(google, first, FIRST)
    appointment = appointments.an_appointment(host, starts_at=STARTS_AT)
    event = operations.plan_event(
        appointment=appointment,
        people=[host, first],
        summary="Pricing",
        description="One hour",
        strangers=True,
        now=NOW,
    )

    operations.disconnect(person=host, now=NOW)

    event.refresh_from_db()
    assert (event.state, event.organiser) == ("none", None)
