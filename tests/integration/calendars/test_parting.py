"""Parting: a calendar that is disconnected, or gives way to another account."""

from datetime import timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from calendars import operations
from calendars.google import tokens_of
from calendars.models import GoogleConnection
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
    move,
    plan,
    story,
    write,
    writes,
)

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = "second@gmail.example"


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
    """What waits for a worker, but for the readings that follow a connection, and events of whoever connected."""
    follows = ["calendars.read_calendar", "calendars.list_calendars", "networking.put_in_calendar"]
    waiting = ProcrastinateJob.objects.filter(status="todo").exclude(task_name__in=follows)
    return list(waiting.values_list("task_name", "args"))


def test_a_rolled_back_change_leaves_no_job(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    with transaction.atomic():
        plan(appointment, pair)
        transaction.set_rollback(True)

    assert queued() == []


def test_another_google_account_leaves_the_old_one_alone(google: GoogleEmulatorHandle) -> None:
    """G 15."""
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    write(event)
    both = at_google(google, FOUNDER_AT_GOOGLE), at_google(google, MENTOR_AT_GOOGLE)
    asked = len(writes(google))

    connect(google, pair.founder, SECOND)
    write(event)

    assert (at_google(google, FOUNDER_AT_GOOGLE), at_google(google, MENTOR_AT_GOOGLE)) == both
    assert at_google(google, SECOND) == []
    assert len(writes(google)) == asked


def test_what_changes_afterwards_stands_once_in_each_calendar_but_the_one_out_of_reach(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    access = f"Bearer {tokens_of(GoogleConnection.objects.get(person=pair.founder)).access_token}"
    connect(google, pair.founder, SECOND)
    (old,) = at_google(google, FOUNDER_AT_GOOGLE)
    asked = len(google.journal())
    move(appointment, timedelta(days=1))

    event = plan(appointment, pair)
    write(event)
    (copy,) = event.left_behind.all()
    write(copy)

    new = f"{appointment.pk.hex}g1"
    assert [shown["id"] for shown in at_google(google, SECOND)] == [new]
    assert [shown["id"] for shown in at_google(google, MENTOR_AT_GOOGLE)] == [new]
    assert (event.state, copy.state) == ("written", "removed")
    (kept,) = at_google(google, FOUNDER_AT_GOOGLE)
    ours = ("id", "status", "summary", "description", "start", "end")
    assert [kept[name] for name in ours] == [old[name] for name in ours]
    assert not [
        entry for entry in google.journal()[asked:] if entry["headers"].get("authorization") == access
    ]


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
