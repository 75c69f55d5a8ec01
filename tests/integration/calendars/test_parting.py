"""Parting: a calendar that is disconnected, or gives way to another account."""

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from calendars import operations
from calendars.queries import connection_of
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    a_connected_pair,
    an_appointment,
    at_google,
    connect,
    plan,
    story,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_disconnecting_forgets_at_once_and_revokes_later(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    connect(google, founder, FOUNDER_AT_GOOGLE)

    assert operations.disconnect(person=founder, now=NOW)

    assert connection_of(founder) is None
    assert not [entry for entry in google.journal() if entry["path"] == "/revoke"]
    ((name, arguments),) = queued()
    assert name == "calendars.revoke_token"
    operations.revoke_token(**arguments)
    operations.revoke_token(**arguments)
    answers = [entry["status"] for entry in google.journal() if entry["path"] == "/revoke"]
    assert answers == [200, 400]
    assert not operations.disconnect(person=founder, now=NOW)


def test_an_account_that_was_connected_again_is_not_revoked(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    connect(google, founder, FOUNDER_AT_GOOGLE)
    operations.disconnect(person=founder, now=NOW)
    connect(google, founder, FOUNDER_AT_GOOGLE)

    ((_, arguments),) = queued()
    operations.revoke_token(**arguments)

    assert not [entry for entry in google.journal() if entry["path"] == "/revoke"]


def queued() -> list[tuple[str, dict[str, str]]]:
    return list(ProcrastinateJob.objects.filter(status="todo").values_list("task_name", "args"))


def test_a_rolled_back_change_leaves_no_job(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    with transaction.atomic():
        plan(appointment, pair)
        transaction.set_rollback(True)

    assert queued() == []


def test_another_google_account_gets_nothing_of_the_old_one(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))

    connect(google, pair.founder, "second@gmail.example")
    event = plan(appointment, pair)
    write(event)

    assert [shown["id"] for shown in at_google(google, "second@gmail.example")] == [f"{appointment.pk.hex}g1"]
    assert [shown["id"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == [appointment.pk.hex]
    assert event.state == "written"


def test_what_waits_for_somebody_who_leaves_goes_to_the_other_calendar(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    google.fault(name="backendError", method="POST", path="*/events")
    write(event)

    operations.disconnect(person=pair.founder, now=NOW)

    assert write(event) is None
    assert event.organiser == connection_of(pair.mentor)
    assert [shown["id"] for shown in at_google(google, MENTOR_AT_GOOGLE)] == [event.google_event_id]
    assert at_google(google, FOUNDER_AT_GOOGLE) == []
    assert story(appointment)[-2:] == ["calendar.organiser_left", "calendar.written"]
