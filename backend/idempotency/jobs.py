from procrastinate.contrib.django import app as jobs

import clock
from idempotency.operations import purge


@jobs.periodic(cron="17 * * * *")
@jobs.task(name="idempotency.forget", queue="sessions", queueing_lock="idempotency.forget")
def forget_answers(timestamp: int = 0) -> None:  # noqa: ARG001 -- the scheduler's; ours is the clock that counts
    """Answers are kept for a day."""
    purge(now=clock.now())
