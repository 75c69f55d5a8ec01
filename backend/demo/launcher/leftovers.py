"""What a launcher that was killed has left running, and how the next one finds it."""

import json
import os
import signal
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil


class AlreadyRunning(Exception):
    """A demo with the same data runs; the message says where."""


@dataclass(frozen=True)
class Known:
    """A process, told apart from a later one with the same number by the second it began."""

    pid: int
    began: float

    def is_alive(self) -> bool:
        try:
            process = psutil.Process(self.pid)
            return bool(process.create_time() == self.began) and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False


@dataclass(frozen=True)
class Record:
    url: str
    launcher: Known
    children: tuple[Known, ...]

    @classmethod
    def of(cls, url: str, children: Sequence[int]) -> "Record":
        alive = [known for pid in children if (known := _known(pid))]
        return cls(url, _known(os.getpid()) or Known(os.getpid(), 0), tuple(alive))


def write_record(var: Path, record: Record) -> None:
    path = _path(var)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(asdict(record)), encoding="utf-8")
    beside.replace(path)


def forget_record(var: Path) -> None:
    _path(var).unlink(missing_ok=True)


def clear_leftovers(var: Path) -> int:
    """End what a killed launcher left running with the data in `var`; how many. Raises AlreadyRunning."""
    try:
        kept = json.loads(_path(var).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return 0
    if Known(**kept["launcher"]).is_alive():
        raise AlreadyRunning(
            f"The demo already runs at {kept['url']} (process {kept['launcher']['pid']}): "
            "stop it with Ctrl-C there, or open it."
        )
    left = [known for row in kept["children"] if (known := Known(**row)).is_alive()]
    for number, bound in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
        _end([known for known in left if known.is_alive()], number, bound)
    forget_record(var)
    return len(left)


def end_database(var: Path) -> None:
    """Stop a PostgreSQL in `var` whose launcher was killed, before its files go."""
    try:
        first = (var / "postgresql" / "postmaster.pid").read_text(encoding="utf-8").split(maxsplit=1)[0]
        postmaster = psutil.Process(int(first))
        if not postmaster.name().startswith("postgres"):
            return
        postmaster.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
        postmaster.wait(timeout=20)
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        return


def _end(group_leaders: Sequence[Known], number: int, bound: float) -> None:
    for known in group_leaders:
        try:
            os.killpg(known.pid, number)
        except ProcessLookupError:
            continue
    alive = [psutil.Process(known.pid) for known in group_leaders if known.is_alive()]
    psutil.wait_procs(alive, timeout=bound)


def _known(pid: int) -> Known | None:
    try:
        return Known(pid, psutil.Process(pid).create_time())
    except psutil.NoSuchProcess:
        return None


def _path(var: Path) -> Path:
    return var / "run" / "demo.json"
