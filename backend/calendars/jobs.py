"""Background work of calendars. Each job may run twice, side by side or not at all: the rows know what is due.

Pauses run on the world's clock: Google does not get well sooner because a demo's clock was moved.
"""

import math
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from secrets import SystemRandom

from django.db import InterfaceError, OperationalError
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app as jobs
from procrastinate.jobs import Job

import clock
from agenda.transactions import Contended
from calendars import operations
from calendars.operations import StillWaiting
from calendars.operations.listing import ListNotGranted, NotConnected
from calendars.queueing import (
    END_LEAVING,
    FIND_MEET_LINK,
    LIST_CALENDARS,
    LOOK_AT_EVENT,
    MAKE_OWN_CALENDAR,
    OPEN_CHANNEL,
    QUEUE,
    READ_CALENDAR,
    REVOKE_TOKEN,
    STOP_CHANNEL,
    WRITE_EVENT,
)
from calendars.rules import pause_before
from integrations.google_calendar import TemporaryFailure, UnknownOutcome

LISTING_TRIES = 8
MEET_TRIES = 10  # longer than a Meet is awaited, whatever chance makes of the pauses
LOOK_TRIES = 50  # some hours; a later reading sees it again where the event still differs
REVOCATION_TRIES = 12
WRITE_TRIES = 200  # more than a day; where Google is away for longer, the sweep begins anew
CHANCE = SystemRandom().random
PASSING = (StillWaiting, TemporaryFailure, UnknownOutcome, OperationalError, InterfaceError, Contended)


class Backoff(BaseRetryStrategy):
    """Exponential pauses with jitter, or longer where Google asked for it; `tries` in all. Who only waits for a turn
    comes when it is theirs."""

    def __init__(self, tries: int, chance: Callable[[], float]) -> None:
        self.tries = tries
        self.chance = chance

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Only what may pass by itself is tried again; anything else is a bug, and stays a failed job."""
        if job.attempts + 1 >= self.tries or not isinstance(exception, PASSING):
            return None
        if isinstance(exception, StillWaiting) and exception.is_a_turn:
            assert exception.pause is not None  # noqa: S101 -- a turn has its time; for the type checker
            return RetryDecision(retry_in={"milliseconds": math.ceil(exception.pause.total_seconds() * 1000)})
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


@jobs.task(name=LOOK_AT_EVENT, queue=QUEUE, retry=Backoff(LOOK_TRIES, CHANCE))
def look_at_event(event_id: int, removed_by: int | None = None, instance: str = "") -> None:
    """Find out what people made of an event of which a listing told something that we did not write."""
    operations.look_at_event(event_id=event_id, removed_by=removed_by, instance=instance, now=clock.now())


@jobs.task(name=MAKE_OWN_CALENDAR, queue=QUEUE, retry=Backoff(WRITE_TRIES, CHANCE))
def make_own_calendar(connection_id: int) -> None:
    """Make the calendar that a person wants Meridian to have in their account."""
    operations.make_own_calendar(connection_id=connection_id, now=clock.now())


@jobs.task(name=LIST_CALENDARS, queue=QUEUE, retry=Backoff(LISTING_TRIES, CHANCE))
def list_calendars(connection_id: int) -> None:
    """Read which calendars a person has; nothing to do where they may not be listed."""
    with suppress(NotConnected, ListNotGranted):
        operations.refresh_calendars(connection_id=connection_id, now=clock.now())


@jobs.periodic(cron="17 4 * * *")
@jobs.task(name="calendars.list_all_calendars", queue=QUEUE, queueing_lock="calendars.list_all_calendars")
def list_all_calendars(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Once a day: calendars come, go and are shared otherwise without our hearing of it."""
    operations.list_all_calendars()


@jobs.task(name=REVOKE_TOKEN, queue=QUEUE, retry=Backoff(REVOCATION_TRIES, CHANCE))
def revoke_token(token_encrypted: str, account_encrypted: str, channels: str = "[]") -> None:
    """Stop a disconnected person's push channels, and give their token back to Google."""
    operations.revoke_token(
        token_encrypted=token_encrypted, account_encrypted=account_encrypted, channels=channels
    )


@jobs.task(name=END_LEAVING, queue=QUEUE)
def end_leaving(connection_id: int) -> None:
    """Part from a connection whose last event was taken out. Never retried: the sweep looks again."""
    operations.end_leaving(connection_id=connection_id, now=clock.now())


@jobs.task(name=READ_CALENDAR, queue=QUEUE)
def read_calendar(calendar_id: int) -> None:
    """Learn what has changed in one calendar. Never retried: when to try again stands in its row."""
    operations.read_calendar(calendar_id=calendar_id, now=clock.now(), chance=CHANCE())


@jobs.periodic(cron="* * * * *")
@jobs.task(name="calendars.sweep_due_reads", queue=QUEUE, queueing_lock="calendars.sweep_due_reads")
def sweep_due_reads(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Have calendars read that are due, whatever no push told of."""
    operations.take_up_due_reads(now=clock.now())


@jobs.periodic(cron="* * * * *")
@jobs.task(name="calendars.sweep_waiting", queue=QUEUE, queueing_lock="calendars.sweep_waiting")
def sweep_waiting(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Take up events that wait with nobody on the way to them, and part from those who have left."""
    now = clock.now()
    operations.take_up_waiting(now=now)
    operations.end_leavings(now=now)


@jobs.task(name=OPEN_CHANNEL, queue=QUEUE)
def open_channel(calendar_id: int) -> None:
    """Have Google tell of changes in one calendar. Never retried: when to try again stands in a row."""
    operations.open_channel(calendar_id=calendar_id, now=clock.now())


@jobs.task(name=STOP_CHANNEL, queue=QUEUE)
def stop_channel(channel_id: str) -> None:
    """Have Google tell no more on one channel. Never retried: it is asked for again until it is done."""
    operations.stop_channel(channel_id=channel_id)


@jobs.periodic(cron="* * * * *")
@jobs.task(name="calendars.sweep_channels", queue=QUEUE, queueing_lock="calendars.sweep_channels")
def sweep_channels(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Open the channels that are missing or end soon, and stop those of no use."""
    operations.keep_channels(now=clock.now())
