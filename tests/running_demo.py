"""The demo as `make demo` starts it, on free ports and with data of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import loopback
from tests.ports import free_ports

ROOT = Path(__file__).resolve().parent.parent
READY = "Ctrl-C stops everything"
OURS = ("DATABASE_URL", "MERIDIAN_", "GOOGLE_", "TWILIO_", "XDG_RUNTIME_DIR")


@dataclass(frozen=True)
class RunningDemo:
    """A demo that answers at `url`, its emulators beside it."""

    url: str
    google: str
    twilio: str

    def get(self, path: str) -> Any:
        return loopback.get(f"{self.url}{path}").json()

    def people(self) -> dict[str, list[dict[str, str]]]:
        """The people one can sign in as, by role."""
        by_role: dict[str, list[dict[str, str]]] = {}
        for person in self.get("/api/demo/")["people"]:
            by_role.setdefault(person["role"], []).append(person)
        return by_role

    def mails_to(self, email: str) -> list[dict[str, Any]]:
        """That person's mail, newest first."""
        return [mail for mail in self.get("/api/demo/mailbox/") if email in mail["to"]]

    def move_clock(self, move: str, minutes: int | None = None) -> None:
        body = {"move": move, "minutes": minutes}
        loopback.post(f"{self.url}/api/demo/clock/", json=body).raise_for_status()
        self._settle()

    def _settle(self) -> None:
        """Wait until Google was asked what a moved clock has asked of it: tokens of the old time do not survive two
        moves in one call."""
        asked = -1
        for _ in range(15):
            before, asked = asked, len(loopback.get(f"{self.google}/control/journal").content)
            if asked == before:
                return
            time.sleep(1)


@contextmanager
def running_demo(var: Path, **settings: str) -> Iterator[RunningDemo]:
    """Start the demo with its data in `var`, wait until it says that it is ready, stop it with Ctrl-C.

    `settings` are further variables of its environment.
    """
    port = free_ports(3)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment |= settings
    argv = [sys.executable, "backend/manage.py", "demo", "--var", str(var), "--port", str(port)]
    launcher = subprocess.Popen(
        argv, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    told = []
    try:
        assert launcher.stdout is not None
        for line in launcher.stdout:
            told.append(line)
            if line.startswith(READY):
                break
        else:
            raise AssertionError(f"the demo did not start:\n{''.join(told)}")
        yield RunningDemo(*(f"http://127.0.0.1:{port + step}" for step in range(3)))
    finally:
        launcher.send_signal(signal.SIGINT)
        launcher.communicate(timeout=60)
