"""Whatever goes wrong on the way to Google: after it is over there is one event, and everybody was told once."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from calendars import operations
from calendars.models import CalendarEvent
from calendars.queries import connection_of
from tests.emulators import GoogleEmulatorHandle, running_google_emulator
from tests.integration.calendars.hub import (
    DESCRIPTION,
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    STARTS_AT,
    Pair,
    a_connected_pair,
    an_appointment,
    at_google,
    connect,
    move,
    plan,
    points_at,
    story,
    until_settled,
    write,
    writes,
    written_and_moved,
)
from tests.ports import free_ports

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE: list[dict[str, Any]] = [
    {"name": "backendError", "times": 2},
    {"name": "htmlError"},
    {"name": "badGateway"},
    {"name": "serviceUnavailable"},
    {"name": "tooManyRequests"},
    {"name": "rateLimitExceeded"},
    {"name": "userRateLimitExceeded"},
    {"kind": "reset"},
    {"kind": "drop", "times": 2},
]
AFTER: list[dict[str, Any]] = [
    {"name": "backendError", "commit": True},
    {"name": "htmlUnavailable", "commit": True},
    {"kind": "reset", "commit": True},
    {"kind": "drop", "commit": True},
    {"kind": "truncate"},
    {"kind": "content_type"},
]


def name_of(fault: dict[str, Any]) -> str:
    return f"{fault.get('name') or fault['kind']}{'_after_commit' if fault.get('commit') else ''}"


every_fault = pytest.mark.parametrize("fault", BEFORE + AFTER, ids=name_of)


@every_fault
def test_an_insert_converges_to_one_event(google: GoogleEmulatorHandle, fault: dict[str, Any]) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    google.fault(method="POST", path="*/events", **fault)

    reasons = until_settled(event)

    (mine,), (theirs,) = at_google(google, FOUNDER_AT_GOOGLE), at_google(google, MENTOR_AT_GOOGLE)
    assert mine["id"] == theirs["id"] == event.google_event_id
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation")]
    assert (event.state, event.last_error, event.meet_url) == ("written", "", mine["hangoutLink"])
    waits = ["calendar.waiting"] * len(set(reasons))
    assert story(appointment) == ["calendar.planned", *waits, "calendar.written"]


@every_fault
def test_a_move_converges_to_one_event(google: GoogleEmulatorHandle, fault: dict[str, Any]) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    move(appointment, timedelta(days=1))
    event = plan(appointment, pair)
    google.fault(method="PATCH", **fault)

    until_settled(event)

    (mine,), (theirs,) = at_google(google, FOUNDER_AT_GOOGLE), at_google(google, MENTOR_AT_GOOGLE)
    assert mine["start"] == theirs["start"] == {"dateTime": "2026-12-02T00:00:00+00:00", "timeZone": "UTC"}
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation"), (MENTOR_AT_GOOGLE, "update")]
    assert event.state == "written"


@every_fault
def test_a_removal_converges_to_no_event(google: GoogleEmulatorHandle, fault: dict[str, Any]) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)
    operations.withdraw_event(appointment=appointment, now=NOW)
    google.fault(method="DELETE", **fault)

    until_settled(event)

    assert at_google(google, FOUNDER_AT_GOOGLE) == at_google(google, MENTOR_AT_GOOGLE) == []
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation"), (MENTOR_AT_GOOGLE, "cancellation")]
    assert event.state == "removed"


def test_an_answer_that_never_comes_is_looked_up(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    google.fault(method="POST", path="*/events", kind="hang", commit=True, seconds=10.5)

    assert until_settled(event) == ["timeout"]

    assert [shown["id"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == [event.google_event_id]
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation")]
    while not writes(google):  # the journal has it when the emulator has given up on its answer
        time.sleep(0.05)
    assert writes(google) == [("POST", 200)]


def test_a_refusal_for_good_of_what_google_has_fails_and_a_coordinator_can_retry(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    event = written_and_moved(pair)
    google.fault(name="forbidden", method="PATCH")

    assert write(event) is None
    assert (event.state, event.last_error) == ("failed", "forbidden")
    assert write(event) is None  # no storm: a failed event is left alone
    assert writes(google) == [("POST", 200), ("PATCH", 403)]

    assert event.appointment
    assert operations.retry_event(appointment=event.appointment, by=pair.founder, now=NOW)
    assert write(event) is None
    assert event.state == "written"
    assert not operations.retry_event(appointment=event.appointment, by=pair.founder, now=NOW)
    assert story(event.appointment)[3:] == ["calendar.failed", "calendar.retried", "calendar.written"]


def test_calendars_that_are_gone_are_asked_once_each_and_the_mail_has_it_then(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    google.fault(name="notFound", path="*/events*", times=99)

    assert (write(event), write(event)) == (None, None)
    assert (event.state, event.last_error, event.is_mailed) == ("none", "calendar_gone", True)
    asked = len(google.journal())
    assert write(event) is None
    assert len(google.journal()) == asked


def test_google_away_when_the_session_is_booked_gets_it_when_it_is_back(
    settings: Settings, tmp_path: Path
) -> None:
    kept = ("--state", str(tmp_path / "google.json"))
    with running_google_emulator(*kept) as google:
        settings.ENV = points_at(settings.ENV, google.url)
        pair = a_connected_pair(google)
    settings.ENV = points_at(settings.ENV, f"http://127.0.0.1:{free_ports()}")
    appointment = an_appointment(pair)
    event = plan(appointment, pair)

    assert [write(event), write(event)] == ["connection_lost", "connection_lost"]
    assert (event.state, event.last_error) == ("waiting", "connection_lost")
    assert story(appointment) == ["calendar.planned", "calendar.waiting"]

    with running_google_emulator(*kept) as google:
        settings.ENV = points_at(settings.ENV, google.url)
        assert write(event) is None
        assert [shown["id"] for shown in at_google(google, MENTOR_AT_GOOGLE)] == [event.google_event_id]
    assert event.state == "written"


def test_a_session_that_is_over_is_not_tried_for_ever(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    google.fault(name="backendError", method="POST", path="*/events")

    write(event, now=STARTS_AT + timedelta(hours=1))

    assert (event.state, event.last_error) == ("failed", "appointment_over")


def test_revoked_consent_parks_what_google_has_until_the_person_connects_again(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    event = written_and_moved(pair)
    google.order("revoke", {"email": FOUNDER_AT_GOOGLE})

    assert write(event) is None
    parked = connection_of(pair.founder)
    assert parked is not None
    assert (parked.state, parked.last_error) == ("needs_reauth", "invalid_grant")
    assert (event.state, event.last_error) == ("waiting", "needs_reauth")
    requests = len(google.journal())
    assert write(event) is None
    assert len(google.journal()) == requests

    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    assert write(event) is None

    assert [shown["id"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == [event.google_event_id]
    assert event.state == "written"
    assert event.appointment
    assert story(event.appointment)[3:] == ["calendar.waiting", "calendar.written"]


def in_parallel(*works: Callable[[], object]) -> None:
    """Each in a thread with a database connection of its own."""

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_workers_at_once_make_one_write(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    google.fault(method="POST", path="*/events", kind="hang", commit=True, seconds=1)
    ends: list[str | None] = []
    same = [CalendarEvent.objects.get(pk=event.pk) for _ in range(4)]

    in_parallel(*(lambda event=event: ends.append(write(event)) for event in same))

    assert sorted(ends, key=str) == sorted([None, *["being_written"] * 3], key=str)
    assert writes(google) == [("POST", 200)]
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation")]


def test_a_change_of_mind_during_the_write_is_written_next(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    google.fault(method="POST", path="*/events", kind="hang", commit=True, seconds=2)

    in_parallel(lambda: write(event), lambda: change_once_google_has_it(google, pair, event))

    event.refresh_from_db()
    assert (event.state, event.wanted_version, event.written_version) == ("waiting", 2, 1)
    assert queued_writes() == 3  # planned twice, and the writer that saw the change
    assert write(event) is None
    assert [shown["description"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == ["changed"]
    assert event.state == "written"


def change_once_google_has_it(google: GoogleEmulatorHandle, pair: Pair, event: CalendarEvent) -> None:
    while not at_google(google, FOUNDER_AT_GOOGLE):
        time.sleep(0.05)
    assert event.appointment is not None
    plan(event.appointment, pair, description="changed")


def queued_writes() -> int:
    return ProcrastinateJob.objects.filter(task_name="calendars.write_event", status="todo").count()


def test_a_waiting_event_that_is_withdrawn_leaves_nothing_behind(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair, description=DESCRIPTION)
    google.fault(name="backendError", method="POST", path="*/events", commit=True)
    write(event)

    operations.withdraw_event(appointment=appointment, now=NOW)
    until_settled(event)

    assert at_google(google, FOUNDER_AT_GOOGLE) == at_google(google, MENTOR_AT_GOOGLE) == []
    assert event.state == "removed"
