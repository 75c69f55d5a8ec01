"""Background work of calendars. Each job may run twice, side by side or not at all: the rows know what is due.

Pauses run on the world's clock: Google does not get well sooner because a demo's clock was moved.
"""

from collections.abc import Callable
from datetime import timedelta
from secrets import SystemRandom

from django.db import InterfaceError, OperationalError
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app as jobs
from procrastinate.jobs import Job

import clock
from calendars import operations
from calendars.operations import StillWaiting
from calendars.queueing import FIND_MEET_LINK, QUEUE, REVOKE_TOKEN, WRITE_EVENT
from calendars.rules import pause_before
from integrations.google_calendar import TemporaryFailure, UnknownOutcome

MEET_TRIES = 8
REVOCATION_TRIES = 12
WRITE_TRIES = 200  # more than a day; where Google is away for longer, the sweep begins anew
CHANCE = SystemRandom().random
PASSING = (StillWaiting, TemporaryFailure, UnknownOutcome, OperationalError, InterfaceError)


class Backoff(BaseRetryStrategy):
    """Exponential pauses with jitter, or longer where Google asked for it; `tries` in all."""

    def __init__(self, tries: int, chance: Callable[[], float]) -> None:
        self.tries = tries
        self.chance = chance

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Only what may pass by itself is tried again; anything else is a bug, and stays a failed job."""
        if job.attempts + 1 >= self.tries or not isinstance(exception, PASSING):
            return None
        pause = pause_before(job.attempts + 1, self.chance())
        asked = exception.pause if isinstance(exception, StillWaiting) else None
        return RetryDecision(
            retry_in={"seconds": max(1, round(max(pause, asked or timedelta()).total_seconds()))}
        )


@jobs.task(name=WRITE_EVENT, queue=QUEUE, retry=Backoff(WRITE_TRIES, CHANCE))
def write_event(event_id: int) -> None:
    """Bring Google to what is wanted of one event."""
    operations.write_event(event_id=event_id, now=clock.now())


@jobs.task(name=FIND_MEET_LINK, queue=QUEUE, retry=Backoff(MEET_TRIES, CHANCE))
def find_meet_link(event_id: int) -> None:
    """Fetch the Meet link that Google had not made yet when it took the event."""
    operations.find_meet_link(event_id=event_id, now=clock.now())


@jobs.task(name=REVOKE_TOKEN, queue=QUEUE, retry=Backoff(REVOCATION_TRIES, CHANCE))
def revoke_token(token_encrypted: str, account_encrypted: str) -> None:
    """Give a disconnected person's token back to Google."""
    operations.revoke_token(token_encrypted=token_encrypted, account_encrypted=account_encrypted)


@jobs.periodic(cron="* * * * *")
@jobs.task(name="calendars.sweep_waiting", queue=QUEUE, queueing_lock="calendars.sweep_waiting")
def sweep_waiting(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Take up events that wait with nobody on the way to them."""
    operations.take_up_waiting(now=clock.now())
