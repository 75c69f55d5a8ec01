"""Background work of messages. Every job may run twice, side by side or not at all: the rows know what is due."""

from procrastinate.contrib.django import app as jobs

import clock
from messaging.channels import INSTALLED
from messaging.operations import due_reminders_become_messages, look_up_open, look_up_silent, send_next


@jobs.periodic(cron="* * * * *")
@jobs.task(name="messaging.send_due_now", queue="messages", queueing_lock="messaging.send_due_now")
def send_due_each_minute(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Send what has become due with time."""
    _send_all()


@jobs.task(name="messaging.send_due", queue="messages")
def send_due() -> None:
    """Send what somebody has just written."""
    _send_all()


@jobs.periodic(cron="* * * * *")
@jobs.task(name="messaging.reconcile_open", queue="messages", queueing_lock="messaging.reconcile_open")
def reconcile_open(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Look up what a crash or a silence has left open."""
    look_up_open(channels=INSTALLED.channels, now=clock.now())
    look_up_silent(channels=INSTALLED.channels, now=clock.now())
    _send_all()


def _send_all() -> None:
    while due_reminders_become_messages(now=clock.now()):
        pass
    while send_next(channels=INSTALLED.channels, now=clock.now()):
        pass
