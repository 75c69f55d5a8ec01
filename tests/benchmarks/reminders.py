"""Reminders that are due in one minute, from the row to the emulator's acceptance; how late few of them are; how fast
rows are claimed, beside bare SQL; and what planning them costs a booking.

`python -m tests.benchmarks reminders=100000`: so many are due. What `make bench` sends is a twentieth.
"""

import statistics
import time as wall
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import psutil
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

import clock
from clock.models import ClockShift
from demo.launcher.children import Child
from mentoring.models import Approval
from mentoring.operations import announce_agreed, request_session
from messaging.models import Message, MessageState, Reminder, ReminderState
from messaging.operations import claim_due, due_reminders_become_messages
from tests import loopback
from tests.benchmarks.ceiling import accepted_a_second
from tests.benchmarks.due import plan
from tests.benchmarks.people import open_programme, pairs
from tests.benchmarks.stand import Stand, wait_until

DUE = 5000
CLAIMED = 20_000  # the most rows for the comparison with bare SQL
ONE_BY_ONE = 120
APART = timedelta(milliseconds=250)
MINUTE = timedelta(minutes=1)
OPEN = [MessageState.READY, MessageState.SENDING, MessageState.UNKNOWN]
ALONE = 2000  # texts that the emulator is asked to take as fast as it can
SLOWLY = 3000  # the most of those that are answered as late as by Twilio
LATE = """
SELECT percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP
       (ORDER BY extract(epoch FROM message.settled_at - reminder.due_at)::float)
  FROM messaging_message AS message JOIN messaging_reminder AS reminder ON reminder.id = message.reminder_id
 WHERE reminder.id >= %s
"""
BARE = """
UPDATE messaging_message SET state = 'sending', claimed_at = %(now)s, attempts = attempts + 1
 WHERE id IN (SELECT id FROM messaging_message WHERE state = 'ready' AND not_before <= %(now)s
               ORDER BY starts_at, id LIMIT 100 FOR UPDATE SKIP LOCKED)
"""

Figures = Iterator[tuple[str, str]]


def measure(stand: Stand, due: int = DUE) -> Figures:
    # As fast as it can: no receipts, which would be the web server's work, and a Twilio that takes 2,000 a second.
    orders = {"callbacks": "off", "receipts": False, "rate_per_second": 2000}
    loopback.post(f"{stand.twilio}/control/settings", json=orders).raise_for_status()
    yield "the emulator alone, bare HTTP on 8 connections", f"{accepted_a_second(stand.twilio, ALONE):.0f} /s"
    _work_off(stand)
    yield from _claiming(min(due, CLAIMED))
    for workers in (1, 2):
        yield from _sending(stand, due, workers, "due in one minute")
    slowly = {"kind": "hang", "path": "*/Messages.json", "seconds": 0.1, "commit": True, "times": 10**9}
    loopback.post(f"{stand.twilio}/control/faults", json=slowly).raise_for_status()
    for workers in (1, 2):
        yield from _sending(stand, min(due, SLOWLY), workers, "answered after 0.1 s")
    loopback.delete(f"{stand.twilio}/control/faults").raise_for_status()
    yield from _lateness(stand)
    yield from _planning()


def _work_off(stand: Stand) -> None:
    """What the demo's data left to do: the first worker would do it beside its texts."""
    worker = stand.start_worker()
    waiting = ProcrastinateJob.objects.filter(status__in=("todo", "doing"))
    wait_until(lambda: not waiting.exclude(scheduled_at__gt=clock.now()).exists(), seconds=300)
    stand.stop(worker)


def _claiming(due: int) -> Figures:
    """With no worker around, and nothing handed over."""
    now = clock.now()
    plan(due, now - MINUTE, MINUTE / due)
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


def _sending(stand: Stand, due: int, workers: int, what: str) -> Figures:
    """From the first that is taken, so that the start of the programs does not count."""
    now = clock.now()
    ids = plan(due, now - MINUTE, MINUTE / due)
    _forget_statistics()
    taken = Message.objects.filter(reminder__gte=ids[0]).exclude(provider_id="")
    running = [stand.start_worker() for _ in range(workers)]
    wait_until(taken.exists, seconds=120)
    first, began, spent = taken.count(), wall.perf_counter(), _processor_time(stand, running)
    wait_until(partial(_is_done, now), seconds=3600, every=0.2)
    left, seconds = due - first, wall.perf_counter() - began
    spent = [
        (after - before) / left for after, before in zip(_processor_time(stand, running), spent, strict=True)
    ]
    named = f"{workers} worker{'s' * (workers > 1)}"
    yield f"{due} {what}, {named}", f"{left / seconds:.1f} /s"
    yield (
        f"worker + emulator + PostgreSQL, a text, {named}",
        " + ".join(f"{1000 * one:.2f}" for one in spent) + " ms",
    )
    assert taken.count() == due
    for share, late in zip(("p50", "p99"), _late(ids[0]), strict=True):
        yield f"from due to known as accepted, {named}, {share}", f"{late:.1f} s"
    peaks = [_peak_megabytes(child) for child in running]
    yield f"peak memory of a worker, {named}", f"{max(peaks):.0f} MB"
    states = Message.objects.filter(starts_at__isnull=False).exclude(state=MessageState.DROPPED)
    failed = states.exclude(state__in=[MessageState.ACCEPTED, MessageState.SENT]).count()
    assert failed == 0, f"{failed} did not arrive"
    for child in running:
        stand.stop(child)


def _processor_time(stand: Stand, workers: Sequence[Child]) -> list[float]:
    """Seconds that the workers, the emulator and PostgreSQL have computed so far: others may use the machine, too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        postgresql = psutil.Process(cursor.fetchone()[0]).parent()
    assert postgresql is not None
    emulator = [child for child in stand.children.running if "twilio" in child.name]
    return [
        sum(_computed(child.process.pid) for child in workers),
        sum(_computed(child.process.pid) for child in emulator),
        sum(_computed(one.pid) for one in postgresql.children()),
    ]


def _computed(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def _is_done(now: datetime) -> bool:
    """What was due then has left. Asked often, so by indexes alone: to count what left takes time from who sends."""
    due = Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now)
    return not due.exists() and not any(Message.objects.filter(state=state).exists() for state in OPEN)


def _late(first: int) -> list[float]:
    """p50 and p99 in seconds of the reminders from that id on."""
    with connection.cursor() as cursor:
        cursor.execute(LATE, [first])
        (found,) = cursor.fetchone()
    return list(found)


def _lateness(stand: Stand) -> Figures:
    """From due to accepted by the emulator's clock, one reminder every quarter of a second, one worker."""
    worker = stand.start_worker()
    wait_until(lambda: ProcrastinateWorker.objects.count() > 0)
    wall.sleep(3)  # it has settled
    shift, before = ClockShift.current(), _sent()
    ids = plan(ONE_BY_ONE, clock.now() + timedelta(seconds=3), APART)
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


def _sent() -> int:
    return Message.objects.filter(reminder__isnull=False, attempts__gte=1, provider_id__gt="").count()


def _peak_megabytes(child: Child) -> float:
    """The most memory that it had at once, as Linux counts it (VmHWM); nan elsewhere."""
    try:
        lines = Path(f"/proc/{child.process.pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
