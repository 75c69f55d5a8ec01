"""A worker that can be told when to work, and be killed: the real tasks on the real rows of the queue, one at a time.

Short pauses between tries are not waited for: whatever waits is tried. Those that are longer end as the clock moves on.
"""

import json
import os
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from procrastinate.utils import utcnow

import clock
from tests.emulators import GoogleEmulatorHandle

# Others of the installation (reminders, mails) are not what this is about.
QUEUES = ("calendars", "sessions")
ARRIVES_IN = 5.0  # seconds within which a job asks Google, or is done
HELD_BACK = 1.0  # seconds; then Google notices that nobody waits for its answer
GIVES_UP_IN = 60.0  # seconds, longer than any answer is held back
LONG = timedelta(seconds=90)  # no pause is, but for those of hours that a limit of use makes
KILL = "kill"


class Worker:
    """Jobs in the order of their deferring. `looks` is called after each."""

    def __init__(self, google: GoogleEmulatorHandle, looks: Callable[[], None]) -> None:
        self.google, self.looks = google, looks
        self.rest_until: dict[int | None, datetime] = {}

    def work(self, most: int = 1000, *, forgets: bool = False) -> int:
        """One try at each of the first `most` jobs that wait; how many. One that `forgets` dies each time after it
        has done everything, before the queue knows: another does the same again."""
        jobs = self._due()[:most]
        for job in jobs:
            if not _take(job):
                continue
            exception = _done(job)
            if exception is not None:
                self._again(job, exception)
            elif forgets:
                _back(job)
            else:
                _gone(job)
            self.looks()
        return len(jobs)

    def _due(self) -> list[Job]:
        now = clock.now()
        return [job for job in _waiting() if self.rest_until.get(job.id, now) <= now]

    def _again(self, job: Job, error: Exception) -> None:
        """As a worker would. Whatever the task does not try again by itself is a bug."""
        strategy = app.tasks[job.task_name].retry_strategy
        decision = strategy.get_retry_decision(exception=error, job=job) if strategy else None
        if decision is None or decision.retry_at is None:
            raise AssertionError(f"{job.task_name}({job.task_kwargs}) failed for good") from error
        if (pause := decision.retry_at - utcnow()) > LONG:
            self.rest_until[job.id] = clock.now() + pause
        _run("UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + 1 WHERE id = %s", job)

    def is_killed(self, *, after_commit: bool) -> bool:
        """A process takes up the first job that waits and is killed with `kill -9` while Google holds back the answer
        to its first request, before or after Google has carried it out; whether it came so far."""
        job = next(iter(self._due()), None)
        if job is None or not _take(job):
            return False
        self.google.fault(kind="hang", name=KILL, seconds=HELD_BACK, commit=after_commit)
        child = os.fork()
        if not child:
            _as_a_child(job)
        arrived = self._is_stopped(child, self._is_held_back)
        self.google.clear_faults(KILL)
        _back(job)
        self.looks()
        return arrived

    def _is_held_back(self) -> bool:
        return all(fault["name"] != KILL for fault in self.google.ask("faults")["waiting"])

    def outlive_the_killed(self) -> None:
        """Wait until Google has written down every request of those who are dead."""
        end = time.monotonic() + GIVES_UP_IN
        while self.google.ask("journal")["under_way"]:
            if time.monotonic() > end:
                raise TimeoutError("Google still works on requests of the dead")
            time.sleep(0.05)

    def _is_stopped(self, child: int, arrived: Callable[[], bool]) -> bool:
        """Wait until Google has its request, or it is done; then there is no such process any more."""
        end = time.monotonic() + ARRIVES_IN
        while time.monotonic() < end:
            if os.waitpid(child, os.WNOHANG)[0]:
                return False
            if arrived():
                break
            time.sleep(0.002)
        time.sleep(0.01)  # for Google to carry it out
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return True


def _as_a_child(job: Job) -> None:
    try:
        connection.connection = None  # the parent's; psycopg leaves it alone in another process
        _done(job)
    finally:
        os._exit(0)


def _waiting() -> list[Job]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, queue_name, task_name, args, attempts, queueing_lock FROM procrastinate_jobs"
            " WHERE status = 'todo' AND queue_name = ANY(%s) ORDER BY id",
            [list(QUEUES)],
        )
        rows = cursor.fetchall()
    return [
        Job(
            id=pk,
            queue=queue,
            task_name=name,
            task_kwargs=_arguments(kept),
            attempts=attempts,
            lock=None,
            queueing_lock=lock,
        )
        for pk, queue, name, kept, attempts, lock in rows
        if name in app.tasks
    ]


def _arguments(kept: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(kept) if isinstance(kept, str) else kept
    return found


def _done(job: Job) -> Exception | None:
    """What the task raised, if anything."""
    try:
        app.tasks[job.task_name].func(**job.task_kwargs)
    except Exception as error:  # noqa: BLE001 -- the task's own retry strategy judges it
        return error
    return None


def _take(job: Job) -> bool:
    return bool(_run("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s AND status = 'todo'", job))


def _back(job: Job) -> None:
    """Whoever finds the job of a dead worker has it done again, unless the same waits already."""
    if job.queueing_lock and any(other.queueing_lock == job.queueing_lock for other in _waiting()):
        _gone(job)
    else:
        _run("UPDATE procrastinate_jobs SET status = 'todo' WHERE id = %s", job)


def _gone(job: Job) -> None:
    _run("DELETE FROM procrastinate_jobs WHERE id = %s", job)


def _run(statement: str, job: Job) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [job.id])
        count: int = cursor.rowcount
    return count
