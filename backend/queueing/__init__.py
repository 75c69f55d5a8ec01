"""Background work, deferred by name inside the transaction that causes it: it comes with the rows or not at all."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.utils import utcnow

from storing import lastly

# A worker gives procrastinate a connection pool of its own, so a plain `task.defer()` inside a job would commit
# apart from the job's transaction. This always takes Django's connection: the work and the rows that it is about
# come to be together, in a request and in a worker alike.
JOBS = JobManager(DjangoConnector())


def defer(task: str, *, queue: str, after: timedelta | None = None, **arguments: int | str) -> None:
    """Queue `task` in the running transaction, to start `after` it on the world's clock.

    The jobs of a deed are queued at its end, in one statement, and only once where they are the same.
    """
    job = Job(
        task_name=task,
        queue=queue,
        lock=None,
        queueing_lock=None,
        task_kwargs=dict(arguments),
        scheduled_at=utcnow() + after if after else None,
    )
    lastly(_queue, job)


def defer_once(
    task: str, *, queue: str, lock: str, after: timedelta | None = None, **arguments: int | str
) -> bool:
    """Queue `task` as `defer` does, at once, unless one waits under the same `lock` already: whether it was queued.

    One that runs does not count: it may have begun before the change that this one is about. Such a task must not be
    one that is retried, as the try would meet its successor; it is asked for again.
    """
    job = Job(
        task_name=task,
        queue=queue,
        lock=None,
        queueing_lock=lock,
        task_kwargs=dict(arguments),
        scheduled_at=utcnow() + after if after else None,
    )
    try:
        with transaction.atomic():
            JOBS.defer_job(job)
    except AlreadyEnqueued:
        return False
    return True


def _queue(jobs: Sequence[Job]) -> None:
    different = {(job.task_name, job.queue, job.scheduled_at, *job.task_kwargs.items()): job for job in jobs}
    JOBS.batch_defer_jobs(list(different.values()))
