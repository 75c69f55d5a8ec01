import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from demo.launcher.leftovers import Record, write_record

POLL_SECONDS = 0.1
STOP_SECONDS = 10


class Died(Exception):
    """A child ended that should have stayed; the message ends with its last words."""


class Stopped(Exception):
    """Somebody asked us to stop: Ctrl-C, SIGTERM, or the terminal went away."""


@dataclass
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        return "\n".join(f"    {line}" for line in lines)


@dataclass
class Children:
    """The programs that were started, each in a process group of its own, so that Ctrl-C reaches only us."""

    root: Path
    var: Path
    environment: Mapping[str, str]
    url: str
    running: list[Child] = field(default_factory=list)
    asked_to_stop: bool = False

    def listen_to_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: object) -> None:
        # Only a mark: stopping in here could miss a child that is just being born.
        self.asked_to_stop = True

    def start(self, name: str, argv: Sequence[str]) -> Child:
        """Start `argv` at the root of the project; what it writes goes to `var/log/NAME.log`."""
        log = self.var / "log" / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            process = subprocess.Popen(
                argv,
                cwd=self.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        child = Child(name, process, log)
        self.running.append(child)
        write_record(self.var, Record.of(self.url, [child.process.pid for child in self.running]))
        return child

    def run(self, name: str, argv: Sequence[str]) -> str:
        """Start `argv`, wait for its end and return what it wrote; raises Died unless it ended well."""
        child = self.start(name, argv)
        while child.process.poll() is None:
            self._heed([other for other in self.running if other is not child])
            time.sleep(POLL_SECONDS)
        self.running.remove(child)
        if child.process.returncode:
            raise Died(f"“{name}” failed:\n{child.last_words()}")
        return child.log.read_text(encoding="utf-8")

    def wait_until(self, fulfilled: Callable[[], bool], *, seconds: float | None = None) -> bool:
        """Wait; False after `seconds`. Raises Stopped when asked to stop, Died when a child has ended."""
        end = None if seconds is None else time.monotonic() + seconds
        while not fulfilled():
            self._heed(self.running)
            if end is not None and time.monotonic() > end:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def _heed(self, children: Sequence[Child]) -> None:
        if self.asked_to_stop:
            raise Stopped
        for child in children:
            if child.process.poll() is not None:
                raise Died(
                    f"“{child.name}” ended by itself ({_ending(child.process.returncode)}). "
                    f"Its last words, of {child.log}:\n{child.last_words()}"
                )

    def stop(self) -> None:
        """Ask every child to end, the last started first, and end those that have not within the bound."""
        for child in reversed(self.running):
            signal_group(child.process.pid, signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        for child in reversed(self.running):
            try:
                child.process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                signal_group(child.process.pid, signal.SIGKILL)
                child.process.wait()
            # A worker that died leaves its own children: the group ends with it.
            signal_group(child.process.pid, signal.SIGKILL)
        self.running.clear()


def signal_group(leader: int, number: int) -> None:
    """Signal the process group that `leader` began; no matter if it is gone."""
    try:
        os.killpg(leader, number)
    except ProcessLookupError:
        return


def _ending(returncode: int) -> str:
    return f"exit {returncode}" if returncode >= 0 else f"signal {-returncode}"
