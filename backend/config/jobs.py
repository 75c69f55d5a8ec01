"""Background work that no area owns: that a killed worker's work goes on, and that finished jobs do not pile up."""

from datetime import timedelta

from procrastinate import App
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

# A worker writes its heartbeat every 10 s; one that missed three is taken for dead (also by the worker's own
# start, which forgets such workers). A job that then runs twice does no harm: operations compare before they set.
DEAD_AFTER = timedelta(seconds=30)
FINISHED_JOBS_ARE_KEPT = timedelta(days=7)


async def take_up_stalled(app: App) -> int:
    """Put the jobs of dead workers back into their queues; how many. `app` is open."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER.total_seconds()))
    for job in stalled:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            # Its successor already waits under the same queueing lock and does the same work.
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
    return len(stalled)


@jobs.periodic(cron="* * * * *")
@jobs.task(name="config.take_up_stalled_jobs", queue="upkeep", queueing_lock="take_up_stalled_jobs")
async def take_up_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the tick
    await take_up_stalled(jobs)


@jobs.periodic(cron="17 * * * *")
@jobs.task(name="config.forget_finished_jobs", queue="upkeep", queueing_lock="forget_finished_jobs")
async def forget_finished_jobs(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the tick
    await jobs.job_manager.delete_old_jobs(nb_hours=int(FINISHED_JOBS_ARE_KEPT / timedelta(hours=1)))
