"""Reminders that are due in one minute, from the row to the emulator's acceptance; how late few of them are; how fast
rows are claimed, beside bare SQL; and what planning them costs a booking.

`python -m tests.benchmarks reminders=100000`: so many are due. What `make bench` sends is a twentieth.
"""

import statistics
import time as wall
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateWorker

import clock
from accounts.models import Person, Role
from agenda.models import Appointment, AppointmentState
from clock.models import ClockShift
from demo.launcher.children import Child
from mentoring.models import Approval
from mentoring.operations import announce_agreed, request_session
from messaging.models import Message, MessageState, Reminder
from messaging.operations import claim_due, due_reminders_become_messages
from messaging.texts import Briefing
from tests import loopback
from tests.benchmarks.people import open_programme, pairs
from tests.benchmarks.stand import Stand, wait_until

DUE = 5000
EACH = 10  # of one person: fewer than anybody may get in a day
CLAIMED = 20_000  # the most rows for the comparison with bare SQL
ONE_BY_ONE = 120
APART = timedelta(milliseconds=250)
MINUTE = timedelta(minutes=1)
OPEN = [MessageState.READY, MessageState.SENDING, MessageState.UNKNOWN]
BRIEFING = Briefing(
    "Kim", "현지화 멘토링", "Localization mentoring", "Asia/Seoul", "http://127.0.0.1/sessions/1"
)
BARE = """
UPDATE messaging_message SET state = 'sending', claimed_at = %(now)s, attempts = attempts + 1
 WHERE id IN (SELECT id FROM messaging_message WHERE state = 'ready' AND not_before <= %(now)s
               ORDER BY starts_at, id LIMIT 100 FOR UPDATE SKIP LOCKED)
"""
_phones = count(10_000_000)

Figures = Iterator[tuple[str, str]]


def measure(stand: Stand, due: int = DUE) -> Figures:
    # As fast as it can: no receipts, which would be the web server's work, and a Twilio that takes 2,000 a second.
    orders = {"callbacks": "off", "receipts": False, "rate_per_second": 2000}
    loopback.post(f"{stand.twilio}/control/settings", json=orders).raise_for_status()
    yield from _claiming(min(due, CLAIMED))
    for workers in (1, 2):
        yield from _sending(stand, due, workers)
    yield from _lateness(stand)
    yield from _planning()


def _claiming(due: int) -> Figures:
    """With no worker around, and nothing handed over."""
    now = clock.now()
    _plan(due, now - MINUTE, MINUTE / due)
    written = _rows_a_second(due, lambda: due_reminders_become_messages(now=now))
    yield f"{due} due reminders written as messages", f"{written:.0f} /s"
    _forget_statistics()
    ours = _rows_a_second(due, lambda: len(claim_due(now=now)))
    yield f"{due} messages claimed, looked at and audited", f"{ours:.0f} /s"
    claimed = Message.objects.filter(state=MessageState.SENDING)
    claimed.update(state=MessageState.READY)
    _forget_statistics()
    bare = _rows_a_second(due, partial(_claim_bare, now))
    yield f"{due} messages claimed by bare SQL, SKIP LOCKED", f"{bare:.0f} /s"
    yield "bare SQL / claimed", f"{bare / ours:.1f} : 1"
    claimed.update(state=MessageState.DROPPED)


def _rows_a_second(rows: int, work: Callable[[], int]) -> float:
    began, done = wall.perf_counter(), 0
    while batch := work():
        done += batch
    assert done >= rows, f"{done} of {rows}"  # the demo hub has some of its own
    return done / (wall.perf_counter() - began)


def _claim_bare(now: datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BARE, {"now": now})
        rows: int = cursor.rowcount
        return rows


def _forget_statistics() -> None:
    """What autovacuum would have done by then."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) messaging_message, messaging_reminder")


def _sending(stand: Stand, due: int, workers: int) -> Figures:
    now = clock.now()
    _plan(due, now - MINUTE, MINUTE / due)
    _forget_statistics()
    before = _sent()
    running = [stand.start_worker() for _ in range(workers)]
    wait_until(lambda: _sent() > before, seconds=120)
    first, began = _sent(), wall.perf_counter()
    wait_until(lambda: _sent() >= before + due, seconds=3600, every=0.2)
    seconds = wall.perf_counter() - began
    named = f"{workers} worker{'s' * (workers > 1)}"
    yield f"{due} due in one minute, {named}", f"{(before + due - first) / seconds:.1f} /s"
    peaks = [_peak_megabytes(child) for child in running]
    yield f"peak memory of a worker, {named}", f"{max(peaks):.0f} MB"
    states = Message.objects.filter(starts_at__isnull=False).exclude(state=MessageState.DROPPED)
    failed = states.exclude(state__in=[MessageState.ACCEPTED, MessageState.SENT]).count()
    assert failed == 0, f"{failed} did not arrive"
    for child in running:
        stand.stop(child)


def _lateness(stand: Stand) -> Figures:
    """From due to accepted by the emulator's clock, one reminder every quarter of a second, one worker."""
    worker = stand.start_worker()
    wait_until(lambda: ProcrastinateWorker.objects.count() > 0)
    wall.sleep(3)  # it has settled
    shift, before = ClockShift.current(), _sent()
    ids = _plan(ONE_BY_ONE, clock.now() + timedelta(seconds=3), APART)
    wait_until(lambda: _sent() >= before + ONE_BY_ONE, every=0.5)
    accepted_at = {
        row["sid"]: datetime.fromisoformat(row["created_at"])
        for row in loopback.get(f"{stand.twilio}/control/dump", timeout=120).json()["messages"]
    }
    rows = Message.objects.filter(reminder__in=ids).values_list("provider_id", "reminder__due_at")
    late = sorted((accepted_at[sid] - (due_at - shift)).total_seconds() for sid, due_at in rows)
    quantiles = statistics.quantiles(late, n=100, method="inclusive")
    yield f"due to accepted, {len(late)} at low load, p50", f"{quantiles[49] * 1000:.0f} ms"
    yield f"due to accepted, {len(late)} at low load, p99", f"{quantiles[98] * 1000:.0f} ms"
    yield "due to accepted, the latest", f"{late[-1] * 1000:.0f} ms"
    stand.stop(worker)


def _planning() -> Figures:
    without, with_eight = (_statements_of_a_booking(offsets) for offsets in ([], [2880, 1440, 180, 60]))
    yield "statements of a booking without reminders", f"{without}"
    yield "statements of a booking with eight", f"{with_eight}"


def _statements_of_a_booking(offsets: list[int]) -> int:
    """The second of its kind: the first one also reads what is kept after that."""
    for days in (10, 11):
        ((founder, expert),) = pairs(1)
        programme = open_programme()
        programme.approval, programme.reminder_offsets_minutes = Approval.AUTOMATIC, offsets
        programme.save()
        starts_at = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
        with CaptureQueriesContext(connection) as statements:
            session = request_session(
                programme=programme,
                expert=expert,
                startup=founder.membership.startup,
                starts_at=starts_at.replace(hour=3),
                goal="Benchmark",
                questions="",
                deck_url="",
                by=founder,
                now=clock.now(),
            )
            announce_agreed(session_id=session.pk, now=clock.now())
    return len(statements)


def _plan(number: int, first: datetime, apart: timedelta) -> list[int]:
    """So many reminders of sessions an hour later, of people whose quiet hours lie far away; their ids."""
    people = _reachable(-(-number // EACH))
    dues = [first + apart * place for place in range(number)]
    appointments = [
        Appointment(
            id=uuid4(),
            starts_at=due_at + timedelta(hours=1),
            ends_at=due_at + timedelta(hours=2),
            state=AppointmentState.BOOKED,
        )
        for due_at in dues
    ]
    Appointment.objects.bulk_create(appointments, batch_size=2000)
    context: dict[str, Any] = BRIEFING.as_dict()
    reminders = [
        Reminder(
            appointment=appointment,
            version=1,
            person=people[place % len(people)],
            offset_minutes=60,
            starts_at=appointment.starts_at,
            due_at=due_at,
            context=context,
        )
        for place, (due_at, appointment) in enumerate(zip(dues, appointments, strict=True))
    ]
    Reminder.objects.bulk_create(reminders, batch_size=2000)
    return [reminder.pk for reminder in reminders]


def _reachable(number: int) -> list[Person]:
    away = (clock.now() + timedelta(hours=12)).time()
    people = [
        Person(
            email=f"bench-{(mark := next(_phones))}@example.com",
            name="Bench",
            role=Role.MENTOR,
            phone=f"+8210{mark}",
            phone_verified_at=clock.now(),
            sms_allowed=True,
            time_zone="UTC",
            quiet_from=time(away.hour, 0),
            quiet_until=time(away.hour, 1),
        )
        for _ in range(number)
    ]
    return Person.objects.bulk_create(people, batch_size=2000)


def _sent() -> int:
    return Message.objects.filter(reminder__isnull=False, attempts__gte=1, provider_id__gt="").count()


def _peak_megabytes(child: Child) -> float:
    """The most memory that it had at once, as Linux counts it (VmHWM); nan elsewhere."""
    try:
        lines = Path(f"/proc/{child.process.pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
