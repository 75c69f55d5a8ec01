"""The demo as a person starts it: a real launcher, real children, Ctrl-C and kill -9."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from demo.launcher.ports import is_free
from tests import loopback
from tests.ports import free_ports

ROOT = Path(__file__).resolve().parent.parent.parent
DEMO = (sys.executable, "backend/manage.py", "demo")
OURS = ("DATABASE_URL", "MERIDIAN_", "GOOGLE_", "TWILIO_", "XDG_RUNTIME_DIR")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
SECONDS = 150

pytestmark = pytest.mark.timeout(600)

Start = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    """The first of three free ports in a row."""
    return free_ports(3)


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """Where the data lie. Whoever comes second finds the hub loaded, which takes the longest."""
    with TemporaryDirectory(prefix="meridian-demo-") as folder:
        yield Path(folder)
        subprocess.run(
            [*DEMO, "--var", folder, "--reset"],
            cwd=ROOT,
            env=ENVIRONMENT,
            check=True,
            stdout=subprocess.DEVNULL,
        )


@pytest.fixture
def start(var: Path, port: int) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        argv = [*DEMO, "--var", str(var), "--port", str(port)]
        started.append(
            subprocess.Popen(
                argv, cwd=ROOT, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
        )
        return started[-1]

    yield begin
    for launcher in started:
        launcher.terminate()
        launcher.communicate(timeout=60)


def wait_for(fulfilled: Callable[[], object]) -> None:
    end = time.monotonic() + SECONDS
    while not fulfilled():
        assert time.monotonic() < end, f"waited {SECONDS} s in vain"
        time.sleep(0.2)


def read_until_ready(launcher: subprocess.Popen[str]) -> str:
    assert launcher.stdout is not None
    told = ""
    for line in launcher.stdout:
        told += line
        if line.startswith("Ctrl-C stops everything"):
            break
    return told


def children_of(launcher: subprocess.Popen[str]) -> list[psutil.Process]:
    return list(psutil.Process(launcher.pid).children(recursive=True))


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def test_the_demo_starts_stops_clean_and_outlives_a_killed_launcher(start: Start, port: int) -> None:
    here = f"http://127.0.0.1:{port}"
    first = start()
    told = read_until_ready(first)
    assert f"Meridian is ready:  {here}\n" in told
    assert re.search(r"Emulated here: postgresql, google, twilio, email\.", told)
    loopback.post(f"{here}/api/demo/clock/", json={"move": "minutes", "minutes": 30}).raise_for_status()
    children = children_of(first)

    second = start()
    refused, _ = second.communicate(timeout=60)
    assert (second.returncode, refused) == (
        1,
        f"The demo already runs at {here} (process {first.pid}): stop it with Ctrl-C there, or open it.\n",
    )

    first.send_signal(signal.SIGKILL)
    first.wait()
    assert alive(children) != []

    third = start()
    told = read_until_ready(third)
    assert "ended 4 programs that an earlier demo left running" in told
    assert "loaded the demo hub" not in told
    assert alive(children) == []
    assert loopback.get(f"{here}/api/demo/").json()["shift_seconds"] == 1800

    children = children_of(third)
    third.send_signal(signal.SIGINT)
    third.communicate(timeout=60)
    assert (third.returncode, alive(children)) == (0, [])
    assert [is_free(port + step) for step in range(3)] == [True] * 3


def test_a_part_that_dies_is_named_and_everything_else_stops(start: Start) -> None:
    launcher = start()
    read_until_ready(launcher)
    children = children_of(launcher)
    worker = next(one for one in children if one.cmdline()[-1] == "work")

    worker.send_signal(signal.SIGKILL)
    said, _ = launcher.communicate(timeout=60)

    assert (launcher.returncode, alive(children)) == (1, [])
    assert "“worker” ended by itself (signal 9)." in said
