"""Those who send: one, two side by side, and those who die by `kill -9` on the way.

What runs is what a worker runs; only the waiting in between is the test's.
"""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier, Thread
from typing import Any

from django.db import connection, connections

import clock
from messaging.channels import INSTALLED, Channels, LookupFailed
from messaging.models import Message
from messaging.operations import look_up_open, look_up_silent
from messaging.rules import Outcome
from messaging.sending import send_all
from tests import loopback
from tests.faults.delivery.world import World
from tests.twilio import MESSAGES, channels_to

PATIENCE = 0.4  # seconds that we wait for an answer of Twilio's
HELD_BACK = 1.0  # longer than that
ARRIVES_IN = 5.0  # seconds within which Twilio is asked, or all is done
KILL = "kill"


@dataclass(frozen=True)
class Witnessed(Channels):
    """The channels as they are, where `unasked` hears of each message of which nothing could be learnt."""

    unasked: Callable[[int], None]

    def found(self, message: Message, since: datetime) -> list[Outcome]:
        try:
            return super().found(message, since)
        except LookupFailed:
            self.unasked(message.pk)
            raise


class Senders:
    def __init__(self, world: World) -> None:
        """`world` has a look after each has sent."""
        self.emulator, self.looks, self.unasked = world.emulator, world.look, world.unasked
        self._connect()

    def _connect(self) -> None:
        """A client of this process's own, as every worker has one."""
        ways = channels_to(self.emulator, seconds=PATIENCE)
        INSTALLED.channels = Witnessed(ways.ways, ways.public_url, self.unasked.note)

    def one(self) -> None:
        self._send()
        self.looks()

    def two(self) -> None:
        start = Barrier(2)

        def send() -> None:
            start.wait()
            try:
                self._send()
            finally:
                connections.close_all()

        threads = [Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.looks()

    def killed_at(self, statement: int, *, after: bool) -> bool:
        """A process sends and is killed at its `statement`-th statement, before or after it; whether it came so far."""
        child = os.fork()
        if not child:
            self._as_a_child(_Killer(statement, after=after))
        _, status = os.waitpid(child, 0)
        self.looks()
        return os.WIFSIGNALED(status)

    def killed_in_a_call(self, *, taken: bool) -> bool:
        """A process sends and is killed while Twilio holds back its answer, having taken the text or not."""
        script = {"kind": "hang", "name": KILL, "seconds": HELD_BACK, "commit": taken}
        self.emulator.order("faults", {"method": "POST", "path": MESSAGES, **script})
        child = os.fork()
        if not child:
            self._as_a_child(None)
        arrived = self._is_stopped(child)
        faults = f"{self.emulator.url}/control/faults"
        loopback.delete(faults, params={"name": KILL}).raise_for_status()
        self.looks()
        return arrived

    def _is_stopped(self, child: int) -> bool:
        end = time.monotonic() + ARRIVES_IN
        while time.monotonic() < end:
            if os.waitpid(child, os.WNOHANG)[0]:
                return False
            if all(fault["name"] != KILL for fault in self.emulator.ask("faults")["waiting"]):
                break
            time.sleep(0.002)
        time.sleep(0.05)  # what was handed over side by side arrives, too
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return True

    def _as_a_child(self, killer: "_Killer | None") -> None:
        try:
            connection.connection = None  # the parent's; psycopg leaves it alone in another process
            self._connect()
            if killer is None:
                self._send()
            else:
                with connection.execute_wrapper(killer):
                    self._send()
        finally:
            os._exit(0)

    def _send(self) -> None:
        send_all()
        look_up_open(channels=INSTALLED.channels, now=clock.now())
        look_up_silent(channels=INSTALLED.channels, now=clock.now())


class _Killer:
    """Kills the process that it is in, as nothing can be caught."""

    def __init__(self, statement: int, *, after: bool) -> None:
        self.left, self.after = statement, after

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.left -= 1
        if self.left == 0 and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        found = execute(*statement)
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return found
