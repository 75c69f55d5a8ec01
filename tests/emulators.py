"""Emulators as processes of their own, as the demo runs them."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

START_SECONDS = 20


@dataclass(frozen=True)
class RunningEmulator:
    """An emulator that answers at `url`."""

    url: str
    process: subprocess.Popen[bytes]

    def order(self, path: str, body: Any = None) -> Any:
        """POST `body` to `/control/<path>` and return the answer's JSON, None if it has none."""
        return _json(httpx.post(f"{self.url}/control/{path}", json=body, timeout=10))

    def ask(self, path: str) -> Any:
        """GET `/control/<path>`."""
        return _json(httpx.get(f"{self.url}/control/{path}", timeout=10))

    def stop(self) -> None:
        """End it as a demo does, with time to write its state."""
        self.process.terminate()
        self.process.wait(timeout=15)


@contextmanager
def running_twilio_emulator(*arguments: str) -> Iterator[RunningEmulator]:
    """The Twilio emulator on a free port, with further command line `arguments`."""
    with _running("twilio", *arguments) as emulator:
        yield emulator


@contextmanager
def _running(name: str, *arguments: str) -> Iterator[RunningEmulator]:
    port = free_port()
    command = [sys.executable, "-m", f"integrations.emulators.{name}", "--port", str(port), *arguments]
    emulator = RunningEmulator(f"http://127.0.0.1:{port}", subprocess.Popen(command))
    try:
        _wait_until_healthy(emulator)
        yield emulator
    finally:
        emulator.stop()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(emulator: RunningEmulator) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and emulator.process.poll() is None:
        try:
            httpx.get(f"{emulator.url}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"no emulator came up at {emulator.url}")


def _json(answer: httpx.Response) -> Any:
    answer.raise_for_status()
    return answer.json() if answer.content else None
