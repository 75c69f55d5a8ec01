"""The background work of calendars: what is tried again, when, and by whom."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import OperationalError
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from pytest_django import Settings

import clock
from agenda.transactions import Contended
from calendars import jobs, operations, tokens
from calendars.models import CalendarEvent, GoogleConnection
from calendars.operations import StillWaiting
from integrations.google_calendar import TemporaryFailure
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    NOW,
    a_connected_pair,
    an_appointment,
    at_google,
    plan,
    story,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)


def a_job(attempts: int) -> Job:
    return Job(
        id=1,
        queue="calendars",
        lock=None,
        queueing_lock=None,
        task_name="calendars.write_event",
        attempts=attempts,
    )


def pause_of(error: Exception, attempts: int = 0, tries: int = 200) -> float | None:
    """Seconds until the next try as the job's policy has it; None for no further one."""
    decision = jobs.Backoff(tries, lambda: 0.0).get_retry_decision(exception=error, job=a_job(attempts))
    if decision is None:
        return None
    assert decision.retry_at is not None
    return round((decision.retry_at - datetime.now(UTC)).total_seconds())  # noqa: TID251 -- pauses are the world's


def test_pauses_grow_with_the_tries() -> None:
    waiting = StillWaiting("backendError")
    assert [pause_of(waiting, attempts) for attempts in (0, 1, 2, 100)] == [1, 2, 4, 300]


def test_google_may_ask_for_a_longer_pause_but_not_for_a_shorter_one() -> None:
    assert pause_of(StillWaiting("quotaExceeded", timedelta(hours=1))) == 3600
    assert pause_of(StillWaiting("rateLimitExceeded", timedelta(seconds=1)), attempts=5) == 32


def test_what_passes_is_tried_again_and_a_bug_is_not() -> None:
    assert pause_of(OperationalError()) == pause_of(TemporaryFailure("http_503")) == 1
    assert pause_of(Contended()) == 1
    assert pause_of(ZeroDivisionError()) is None
    assert pause_of(StillWaiting("x"), attempts=7, tries=8) is None


def test_whoever_waits_for_a_turn_comes_when_it_is_theirs() -> None:
    in_line = StillWaiting("its_turn", timedelta(seconds=7), is_a_turn=True)
    assert [pause_of(in_line, attempts) for attempts in (0, 9)] == [7, 7]


def test_google_says_how_long_to_wait(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    google.fault(
        method="POST", path="*/events", kind="answer", status=429, body={}, headers={"Retry-After": "77"}
    )

    with pytest.raises(StillWaiting) as waiting:
        operations.write_event(event_id=event.pk, now=NOW)

    assert waiting.value.pause == timedelta(seconds=77)


def queued(task: str) -> list[dict[str, Any]]:
    rows = ProcrastinateJob.objects.filter(task_name=f"calendars.{task}", status="todo")
    return list(rows.order_by("id").values_list("args", flat=True))


def lose_all_jobs() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def test_the_sweep_takes_up_what_nobody_is_on_the_way_to(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    assert operations.take_up_waiting(now=NOW) == 0  # its job is there
    lose_all_jobs()

    assert operations.take_up_waiting(now=NOW) == 1
    assert operations.take_up_waiting(now=NOW) == 0
    assert queued("write_event") == [{"event_id": event.pk}]


@pytest.mark.parametrize(
    ("event", "person"),
    [
        ({"last_tried_at": NOW - timedelta(seconds=30)}, {}),
        ({"state": "failed"}, {}),
        ({"state": "written", "written_version": 1}, {}),
        ({}, {"state": "needs_reauth"}),
    ],
    ids=["tried_just_now", "failed", "written", "parked"],
)
def test_the_sweep_leaves_alone(
    google: GoogleEmulatorHandle, event: dict[str, Any], person: dict[str, Any]
) -> None:
    pair = a_connected_pair(google)
    plan(an_appointment(pair), pair)
    lose_all_jobs()
    CalendarEvent.objects.update(**event)
    GoogleConnection.objects.update(**(person or {"state": "active"}))

    assert operations.take_up_waiting(now=NOW) == 0


def test_the_jobs_do_what_they_are_named_for(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)

    jobs.write_event(event_id=event.pk)
    event.refresh_from_db()
    assert (event.state, event.last_tried_at is not None) == ("written", True)
    jobs.find_meet_link(event_id=event.pk)
    CalendarEvent.objects.update(state="waiting", last_tried_at=clock.now() - timedelta(hours=1))
    lose_all_jobs()
    jobs.sweep_waiting(timestamp=0)
    assert queued("write_event") == [{"event_id": event.pk}]


def test_a_meet_that_google_makes_later_is_fetched(google: GoogleEmulatorHandle) -> None:
    google.order("knobs", {"conference": "pending", "pending_reads": 2})
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)

    assert write(event) is None
    assert (event.state, event.meet_url) == ("written", "")
    assert queued("find_meet_link") == [{"event_id": event.pk}]
    with pytest.raises(StillWaiting, match="meet_pending"):
        operations.find_meet_link(event_id=event.pk, now=NOW)
    operations.find_meet_link(event_id=event.pk, now=NOW)

    event.refresh_from_db()
    (shown,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert event.meet_url == shown["hangoutLink"]
    assert story(appointment)[-1] == "calendar.meet_made"
    requests = len(google.journal())
    operations.find_meet_link(event_id=event.pk, now=NOW)
    assert len(google.journal()) == requests


def test_an_event_whose_meet_fails_is_good_without(google: GoogleEmulatorHandle) -> None:
    google.order("knobs", {"conference": "failure"})
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)

    assert write(event) is None

    assert (event.state, event.meet_url, queued("find_meet_link")) == ("written", "", [])
    assert [shown["id"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == [event.google_event_id]


def test_the_search_for_a_meet_survives_googles_troubles(google: GoogleEmulatorHandle) -> None:
    google.order("knobs", {"conference": "pending", "pending_reads": 1})
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    write(event)
    google.fault(name="backendError", method="GET", path="*/events/*")
    google.fault(name="forbidden", method="GET", path="*/events/*")

    with pytest.raises(StillWaiting, match="backendError"):
        operations.find_meet_link(event_id=event.pk, now=NOW)
    operations.find_meet_link(event_id=event.pk, now=NOW)

    event.refresh_from_db()
    assert (event.state, event.meet_url) == ("written", "")


def test_keys_are_rotated_by_command(google: GoogleEmulatorHandle, settings: Settings) -> None:
    pair = a_connected_pair(google)
    old, new = settings.ENV.meridian_token_keys, Fernet.generate_key().decode()
    settings.ENV = settings.ENV.model_copy(update={"meridian_token_keys": f"{new},{old}"})

    call_command("rotate_token_keys")

    settings.ENV = settings.ENV.model_copy(update={"meridian_token_keys": new})
    for found in GoogleConnection.objects.all():
        assert tokens.decrypt(found.refresh_token_encrypted).startswith("1//")
    event = plan(an_appointment(pair), pair)
    assert write(event) is None
    settings.ENV = settings.ENV.model_copy(update={"meridian_token_keys": old})
    with pytest.raises(CommandError, match="put it back"):
        call_command("rotate_token_keys")
