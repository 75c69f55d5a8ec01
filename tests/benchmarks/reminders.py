"""Due reminders per second, from the row to the emulator's acceptance, with one worker and with two."""

import time as wall
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count
from uuid import uuid4

from django.db import transaction
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateWorker

import agenda.operations
import clock
from accounts.models import Person, Role
from agenda.operations import NO_BUFFERS
from clock.models import ClockShift
from messaging.models import Message, MessageKind, MessageState
from messaging.operations import plan_reminders
from messaging.texts import Briefing
from tests.benchmarks.stand import Stand, wait_until
from tests.factories.hub import a_person

DUE = 200
OPEN = [MessageState.READY, MessageState.SENDING, MessageState.UNKNOWN]
BRIEFING = Briefing(
    "Kim", "현지화 멘토링", "Localization mentoring", "Asia/Seoul", "http://127.0.0.1/sessions/1"
)
_phones = count(10_000_000)


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    for workers in (1, 2):
        _plan(clock.now())
        ClockShift.move(ClockShift.current() + timedelta(minutes=3))
        running = [stand.start_worker() for _ in range(workers)]
        wait_until(partial(_are_there, workers))
        before = _sent()
        began = wall.perf_counter()
        with transaction.atomic():
            for _ in range(workers):
                jobs.configure_task("messaging.send_due", allow_unknown=True).defer()
        wait_until(partial(_have_left, before + DUE))
        seconds = wall.perf_counter() - began
        yield f"{DUE} due reminders, {workers} worker{'s' * (workers > 1)}", f"{DUE / seconds:.1f} /s"
        for child in running:
            stand.stop(child)


def _are_there(workers: int) -> bool:
    return ProcrastinateWorker.objects.count() >= workers


def _have_left(wanted: int) -> bool:
    return _sent() >= wanted


def _sent() -> int:
    return Message.objects.filter(kind=MessageKind.REMINDER).exclude(state__in=OPEN).count()


def _plan(now: datetime) -> None:
    """Reminders that fall due in a minute; while the benchmark prepares, no worker may run."""
    starts_at = now + timedelta(minutes=62)
    for _ in range(DUE):
        person = _reachable()
        with transaction.atomic():
            appointment = agenda.operations.hold(
                appointment_id=uuid4(),
                people={person.pk: NO_BUFFERS},
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=1),
                expires_at=None,
                now=now,
            )
            plan_reminders(
                appointment=appointment, briefings={person: BRIEFING}, offsets_minutes=[60], now=now
            )


def _reachable() -> Person:
    """Somebody whose quiet hours are the minute that lies furthest away."""
    away = (clock.now() + timedelta(hours=12)).time()
    return a_person(
        Role.MENTOR,
        phone=f"+8210{next(_phones)}",
        time_zone="UTC",
        quiet_from=time(away.hour, 0),
        quiet_until=time(away.hour, 1),
    )
