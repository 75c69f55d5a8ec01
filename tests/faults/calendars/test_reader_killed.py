"""`kill -9` of a worker in the middle of keeping what it read: rows and token are both old or both new, never mixed."""

import signal
import subprocess
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

import clock
from calendars.models import ReadCalendar
from calendars.operations.reading.standing import LOCK_SPACE
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder
from tests.faults.calendars.test_worker_killed import beside_django, google, start_worker, wait_for
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, connect
from tests.integration.calendars.own_calendar import add, an_hour, busy, known_of, read

__all__ = ["google", "start_worker"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)


def waits_for_the_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND classid = %s",
            [LOCK_SPACE],
        )
        return bool(cursor.fetchone()[0])


def test_a_reader_killed_before_its_commit_leaves_rows_and_token_as_they_were_and_the_next_brings_both(
    google: GoogleEmulatorHandle,
    start_worker: Callable[..., subprocess.Popen[bytes]],
) -> None:
    founder, now = a_founder(), clock.now().replace(microsecond=0)
    calendar = connect(google, founder, FOUNDER_AT_GOOGLE, now=now).calendars.get()
    first, second = now + timedelta(days=3), now + timedelta(days=4)
    old = add(google, calendar.connection, first)
    read(calendar, now - timedelta(minutes=10))
    token = calendar.sync_token
    google.act(FOUNDER_AT_GOOGLE, old, "delete")
    add(google, calendar.connection, second)

    with beside_django() as holder:
        holder.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, founder.pk])
        worker = start_worker()
        wait_for(waits_for_the_lock)  # rows and token are written, and not committed
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    wait_for(lambda: not waits_for_the_lock())
    calendar.refresh_from_db()
    assert (busy(founder), calendar.sync_token) == ([an_hour(first)], token)
    assert known_of(founder) == ("known", now - timedelta(minutes=10))

    # Half a minute without a heartbeat, without the waiting.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
    start_worker()

    wait_for(lambda: ReadCalendar.objects.get().sync_token != token)
    assert busy(founder) == [an_hour(second)]
