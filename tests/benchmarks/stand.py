"""What is measured: the real programs of a demo, on ports and data of their own, without a worker at first."""

import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from config.embedded_database import ensure_database
from demo.launcher import parts
from demo.launcher.children import Child, Children
from demo.launcher.ports import is_free
from demo.launcher.surroundings import surroundings

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("DATABASE_URL", "MERIDIAN_", "GOOGLE_", "TWILIO_", "EMAIL_", "XDG_RUNTIME_DIR")


class Stand:
    """Started on entry, stopped on exit; this process becomes a Django of the same installation."""

    def __init__(self, var: Path) -> None:
        for name in [name for name in os.environ if name.startswith(OURS)]:
            del os.environ[name]
        self.var = var
        self.port = _free_ports()
        self.url = f"http://127.0.0.1:{self.port}"
        self.twilio = f"http://127.0.0.1:{self.port + 2}"
        environment = surroundings(os.environ, var, self.port)
        os.environ["MERIDIAN_MODE"] = "demo"
        environment["DATABASE_URL"] = ensure_database(var / "postgresql")
        # A figure is what it can do, not what it is told to keep to.
        environment |= {
            "MESSAGES_PER_SECOND": "100000",
            "TEXTS_PER_SECOND": "100000",
            "TEXTS_PER_HOUR": "10000000",
        }
        emulators = parts.emulators({}, environment, var, self.port)
        self.children = Children(ROOT, var, environment, self.url)
        os.environ |= environment | {"DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}
        self._emulators = emulators

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.children.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.children.stop()

    def _start(self) -> None:
        import django

        for name, argv in self._emulators.items():
            self.children.start(name, argv)
        for step in (1, 2):
            self._wait(f"http://127.0.0.1:{self.port + step}/healthz")
        self.children.run("prepare", parts.PREPARE)
        # As many processes as the production image has.
        self.web = self.children.start("web", parts.web(self.port, processes=2))
        self._wait(f"{self.url}/healthz")
        django.setup()

    def start_worker(self) -> Child:
        return self.children.start(f"worker-{len(self.children.running)}", parts.WORKER)

    def start_bare(self) -> tuple[Child, str]:
        """A server of nothing but `tests.benchmarks.bare`, and its address."""
        port = self.port + 3
        options = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "6"]
        where = ["--working-dir", "backend", "--log-level", "warning", "tests.benchmarks.bare:application"]
        child = self.children.start("bare", [sys.executable, "-m", "granian", *options, *where])
        url = f"http://127.0.0.1:{port}"
        self.children.wait_until(lambda: _listens(url), seconds=60)
        return child, url

    def stop(self, child: Child) -> None:
        self.children.running.remove(child)
        child.process.terminate()
        child.process.wait(timeout=30)

    def _wait(self, url: str) -> None:
        self.children.wait_until(lambda: _answers(url), seconds=60)


def wait_until(fulfilled: Callable[[], bool], *, seconds: float = 300, every: float = 0.02) -> None:
    end = time.perf_counter() + seconds
    while not fulfilled():
        if time.perf_counter() > end:
            raise TimeoutError(f"waited {seconds:.0f} s in vain")
        time.sleep(every)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def _listens(url: str) -> bool:
    try:
        httpx.get(url, timeout=2)
    except httpx.TransportError:
        return False
    return True


def _free_ports() -> int:
    while True:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            first = int(probe.getsockname()[1])
        if first < 65_000 and all(is_free(first + step) for step in range(4)):
            return first
