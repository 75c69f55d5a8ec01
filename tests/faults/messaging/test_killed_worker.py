"""A worker dies by SIGKILL between handing a text to Twilio and writing that down."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

import clock
from clock.models import ClockShift
from messaging.models import Message
from messaging.operations import plan_reminders, wake_up
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import eventually, fault, texts_at

pytestmark = pytest.mark.django_db(transaction=True)

MANAGE = Path(__file__).resolve().parents[3] / "backend" / "manage.py"


def a_worker(emulator: RunningEmulator) -> subprocess.Popen[bytes]:
    """A worker of its own on the test's database, which ends when no job is left."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
    environment = {**os.environ, "DATABASE_URL": url.geturl(), "TWILIO_BASE_URL": emulator.url}
    return subprocess.Popen([sys.executable, MANAGE, "work", "--until-idle"], env=environment)


def a_due_reminder() -> None:
    """A worker of its own lives in the world's time; whoever keeps no quiet hours can be reminded at any."""
    now = clock.now()
    person = a_founder(phone="+821012345678", quiet_from="00:00", quiet_until="00:00")
    person.refresh_from_db()
    plan_reminders(
        appointment=an_appointment(person, starts_at=now + timedelta(hours=2)),
        briefings={person: a_briefing()},
        offsets_minutes=[150],
        now=now - timedelta(hours=1),
    )
    wake_up()


def state_of_text() -> str:
    return Message.objects.values_list("state", flat=True).get()


@pytest.mark.parametrize("taken", [True, False])
def test_a_worker_killed_in_the_middle_of_a_call_leads_to_exactly_one_text(
    emulator: RunningEmulator, taken: bool
) -> None:
    a_due_reminder()
    fault(emulator, kind="hang", seconds=60, commit=taken)
    worker = a_worker(emulator)
    in_the_call = (
        (lambda: len(texts_at(emulator)) == 1) if taken else (lambda: not emulator.ask("faults")["waiting"])
    )
    assert eventually(in_the_call)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert state_of_text() == "sending"

    for minutes in (5, 10):  # a little later other workers find out, and send it again if it was not taken
        ClockShift.move(timedelta(minutes=minutes))
        with suppress(AlreadyEnqueued):  # the worker that was killed may have put it there for this minute
            app.tasks["messaging.reconcile_open"].defer(timestamp=0)
        assert a_worker(emulator).wait(timeout=60) == 0
    assert [row["sid"] for row in texts_at(emulator)] == list(
        Message.objects.values_list("provider_id", flat=True)
    )
    assert state_of_text() in ("accepted", "sent", "delivered")
