"""`kill -9` of a real worker at the worst moment: Google has the event, our database does not know."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

import clock
from calendars import operations
from calendars.models import CalendarEvent, GoogleConnection
from calendars.operations import Fate
from tests.emulators import GoogleEmulatorHandle, running_google_emulator
from tests.google_discovery import problems_in
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    a_connected_pair,
    an_appointment,
    at_google,
    plan,
    points_at,
    write,
    writes,
)

ROOT = Path(__file__).resolve().parent.parent.parent.parent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def google(settings: Settings) -> Iterator[GoogleEmulatorHandle]:
    with running_google_emulator() as emulator:
        settings.ENV = points_at(settings.ENV, emulator.url)
        yield emulator
        assert problems_in(emulator.journal()) == []


@pytest.fixture
def start_worker(
    google: GoogleEmulatorHandle, settings: Settings
) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> subprocess.Popen[bytes]:
        server, env = connection.settings_dict, settings.ENV
        environment = os.environ | {
            "DATABASE_URL": f"postgresql://{server['USER']}:{server['PASSWORD']}@/{server['NAME']}?host={server['HOST']}",
            "GOOGLE_API_ENDPOINT": env.google_api_endpoint,
            "GOOGLE_AUTH_URI": env.google_auth_uri,
            "GOOGLE_TOKEN_URI": env.google_token_uri,
            "GOOGLE_REVOKE_URI": env.google_revoke_uri,
            "GOOGLE_USERINFO_URI": env.google_userinfo_uri,
        }
        command = [sys.executable, "backend/manage.py", "work", "--concurrency", "2", *options]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def soon() -> datetime:
    """A start to come by the clock of the world: that is the worker's."""
    return clock.now().replace(microsecond=0) + timedelta(days=2)


def wait_for(fulfilled: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not fulfilled():
        assert time.monotonic() < end, "waited for a minute in vain"
        time.sleep(0.05)


def beside_django() -> psycopg.Connection[tuple[object, ...]]:
    """A connection of its own to the test's database."""
    server = connection.settings_dict
    return psycopg.connect(
        host=server["HOST"], user=server["USER"], dbname=server["NAME"], password=server["PASSWORD"] or None
    )


def waits_for_the_row() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock' AND query LIKE '%calendars_calendarevent%'"
        )
        return bool(cursor.fetchone()[0])


def test_a_worker_killed_between_googles_answer_and_our_commit_leaves_one_event(
    google: GoogleEmulatorHandle, start_worker: Callable[..., subprocess.Popen[bytes]]
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair, soon()), pair)
    google.fault(method="POST", path="*/events", kind="hang", commit=True, seconds=2)

    worker = start_worker()
    wait_for(lambda: at_google(google, FOUNDER_AT_GOOGLE))  # carried out, the answer is held back
    with beside_django() as holder:
        holder.execute("SELECT 1 FROM calendars_calendarevent WHERE id = %s FOR UPDATE", [event.pk])
        wait_for(waits_for_the_row)  # the answer has come, the worker cannot commit
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    event.refresh_from_db()
    assert (event.state, event.written_version, event.attempts) == ("waiting", 0, 1)

    # Half a minute without a heartbeat, without the waiting.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
    start_worker()

    wait_for(lambda: CalendarEvent.objects.get().state == "written")
    wait_for(lambda: set(statuses()) == {"succeeded"})  # another try may have been asked for meanwhile
    assert [shown["id"] for shown in at_google(google, MENTOR_AT_GOOGLE)] == [event.google_event_id]
    assert [status for method, status in writes(google) if method == "POST"] == [200]
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation")]
    event.refresh_from_db()
    assert event.meet_url == at_google(google, FOUNDER_AT_GOOGLE)[0]["hangoutLink"]


def statuses() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name="calendars.write_event")
    return list(jobs.values_list("status", flat=True))


def test_a_worker_tries_again_by_itself_until_google_is_well(
    google: GoogleEmulatorHandle, start_worker: Callable[..., subprocess.Popen[bytes]]
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair, soon()), pair)
    google.fault(name="serviceUnavailable", method="POST", path="*/events", times=2)

    start_worker()

    wait_for(lambda: CalendarEvent.objects.get().state == "written")
    event.refresh_from_db()
    assert event.attempts == 3
    assert [shown["id"] for shown in at_google(google, MENTOR_AT_GOOGLE)] == [event.google_event_id]


def test_a_worker_killed_while_somebodys_event_is_taken_out_parts_from_them_after_it(
    google: GoogleEmulatorHandle, start_worker: Callable[..., subprocess.Popen[bytes]]
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair, soon()), pair)
    write(event)
    operations.disconnect(person=pair.founder, events=Fate.REMOVE, now=clock.now())
    google.fault(method="DELETE", path="*/events/*", kind="hang", commit=True, seconds=2)

    worker = start_worker()
    wait_for(lambda: not at_google(google, FOUNDER_AT_GOOGLE))  # carried out, the answer is held back
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    wait_for(lambda: removals(google))  # its answer, that nobody hears: only then does the journal know of it
    assert GoogleConnection.objects.get(person=pair.founder).state == "leaving"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
    start_worker()

    wait_for(lambda: not GoogleConnection.objects.filter(person=pair.founder).exists())
    wait_for(lambda: [entry for entry in google.journal() if entry["path"] == "/revoke"])
    wait_for(lambda: CalendarEvent.objects.get(taken_over_by=None).state == "written")
    event.refresh_from_db()
    assert [shown["id"] for shown in at_google(google, MENTOR_AT_GOOGLE)] == [event.google_event_id]
    assert at_google(google, FOUNDER_AT_GOOGLE) == []
    assert removals(google) == [204]


def removals(google: GoogleEmulatorHandle) -> list[int | None]:
    return [status for method, status in writes(google) if method == "DELETE"]
