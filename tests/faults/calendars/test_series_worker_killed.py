"""`kill -9` of a real worker while a series is written: between Google's answer and our commit, and half-way through."""

import signal
import subprocess
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from calendars.models import CalendarEvent
from tests.emulators import GoogleEmulatorHandle
from tests.faults.calendars.test_worker_killed import (  # noqa: F401 -- fixtures
    beside_django,
    google,
    start_worker,
    wait_for,
    waits_for_the_row,
)
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    a_connected_pair,
    at_google,
    writes,
)
from tests.integration.calendars.regular import ALL, ASeries, shown

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_killed_between_googles_answer_and_our_commit_leaves_one_series(
    google: GoogleEmulatorHandle,  # noqa: F811 -- the fixture
    start_worker: Callable[..., subprocess.Popen[bytes]],  # noqa: F811 -- the fixture
) -> None:
    series = ASeries(a_connected_pair(google))
    series.move(series.dates[1], timedelta(hours=2))
    event = series.plan()
    google.fault(method="PATCH", path="*_20270303T000000Z", kind="hang", commit=True, seconds=2)

    worker = start_worker()
    # The series and its exception are there, the answer to the latter is held back.
    wait_for(lambda: len(at_google(google, FOUNDER_AT_GOOGLE)) == 2)
    with beside_django() as holder:
        holder.execute("SELECT 1 FROM calendars_calendarevent WHERE id = %s FOR UPDATE", [event.pk])
        wait_for(waits_for_the_row)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    event.refresh_from_db()
    assert (event.state, event.written_version, event.attempts) == ("waiting", 0, 1)

    # Half a minute without a heartbeat, without the waiting.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
    start_worker()

    wait_for(lambda: CalendarEvent.objects.get().state == "written")
    assert shown(series.pair) == [ALL[0], "03-03 02:00", *ALL[2:]]
    assert writes(google) == [("POST", 200), ("PATCH", 200)]
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation"), (MENTOR_AT_GOOGLE, "update")]
