"""Beside a worker's jobs: sleeps until the earliest row is due, and sends it at that moment.

The rows are the truth: several of these, and the jobs of each minute, may run side by side.
"""

import logging
from datetime import timedelta
from threading import Event, Thread

from django.db import connections

import clock
from messaging.queries import next_due
from messaging.sending import send_all_here

log = logging.getLogger(__name__)

# Rows that have just been written for a moment from now wait no longer than this, nor does a clock that was moved.
LONGEST_SLEEP = timedelta(milliseconds=500)
AT_ONCE = timedelta()
AFTER_AN_ERROR = timedelta(seconds=2)
# What is in the middle of a call when a worker ends; the rest of its batch is given back.
A_CALL = timedelta(seconds=8)


class Sender:
    """A thread that sends what is due from `start` to `stop`."""

    def __init__(self) -> None:
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="sender", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let the calls that are under way end, for a few seconds."""
        self._stopping.set()
        self._thread.join(timeout=A_CALL.total_seconds())

    def _run(self) -> None:
        while not self._stopping.wait(self._round().total_seconds()):
            pass
        connections.close_all()

    def _round(self) -> timedelta:
        """Send what is due; how long to sleep after that."""
        try:
            began = clock.now()
            send_all_here(is_to_stop=self._stopping.is_set)
            due_at, now = next_due(), clock.now()
        except Exception:  # whatever it was, the next round may do better, and nobody would start this again
            log.exception("The sender could not send")
            connections.close_all()
            return AFTER_AN_ERROR
        if due_at is None or due_at <= began:
            return LONGEST_SLEEP  # what was due already is in other hands, or may not leave yet
        return min(max(due_at - now, AT_ONCE), LONGEST_SLEEP)
