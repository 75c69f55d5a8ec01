"""Background work, deferred by name inside the transaction that causes it: it comes with the rows or not at all."""

from datetime import timedelta

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task
from procrastinate.types import TimeDeltaParams


def defer(task: str, *, queue: str, after: timedelta | None = None, **arguments: int | str) -> None:
    """Queue `task` in the running transaction, to start `after` it on the world's clock.

    A worker gives procrastinate a connection pool of its own, so a plain `task.defer()` inside a job would
    commit apart from the job's transaction. This always takes Django's connection: the work and the rows that
    it is about come to be together, in a request and in a worker alike.
    """
    schedule_in: TimeDeltaParams | None = {"seconds": int(after.total_seconds())} if after else None
    jobs = JobManager(DjangoConnector())
    configure_task(name=task, job_manager=jobs, queue=queue, schedule_in=schedule_in).defer(**arguments)
