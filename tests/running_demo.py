"""The demo as `make demo` starts it, on free ports and with data of its own."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests import loopback
from tests.ports import free_ports

ROOT = Path(__file__).resolve().parent.parent
READY = "Ctrl-C stops everything"
OURS = ("DATABASE_URL", "MERIDIAN_", "GOOGLE_", "TWILIO_", "XDG_RUNTIME_DIR")
DEMO = (sys.executable, "backend/manage.py", "demo")
# Names the folder in which all processes of a run share what `untouched_demo` copies.
PREPARED = "PREPARED_DEMO"


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
def untouched_demo() -> Iterator[RunningDemo]:
    """A demo of one's own that nobody has used."""
    # Not below pytest's folder: another run closes that to the database, whose user is not root.
    with TemporaryDirectory(prefix="meridian-demo-") as var:
        _copy_prepared(Path(var))
        with running_demo(Path(var)) as demo:
            yield demo


def _copy_prepared(var: Path) -> None:
    """Fill `var` with the data of a demo that nobody has seen yet: its next start is a second one.

    Whoever asks first in a run of tests has them prepared, which takes most of a first start.
    """
    folder = Path(os.environ[PREPARED])
    ready = folder / "ready"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            _prepare(folder / "demo")
            ready.touch()
    # Python's own copies keep no owner, and PostgreSQL's is not root.
    subprocess.run(["cp", "-a", f"{folder / 'demo'}/.", var], check=True)


def _prepare(var: Path) -> None:
    from tests.embedded_postgresql import QUICK  # starts one: for tests, not for whoever takes pictures

    argv = [*DEMO, "--prepare", "--var", str(var), "--port", str(free_ports(3))]
    told = subprocess.run(
        argv,
        check=False,
        cwd=ROOT,
        env=_environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if told.returncode:
        raise AssertionError(f"the demo could not be prepared:\n{told.stdout}")
    with (var / "postgresql" / "postgresql.auto.conf").open("a") as settings:
        settings.writelines(f"{name} = {value}\n" for name, value in QUICK.items())


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


@contextmanager
def running_demo(var: Path, **settings: str) -> Iterator[RunningDemo]:
    """Start the demo with its data in `var`, wait until it says that it is ready, stop it with Ctrl-C.

    `settings` are further variables of its environment.
    """
    port = free_ports(3)
    argv = [*DEMO, "--var", str(var), "--port", str(port)]
    launcher = subprocess.Popen(
        argv,
        cwd=ROOT,
        env=_environment() | settings,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
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
