"""Emulators as processes of their own, as the demo runs them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests import loopback
from tests.ports import free_ports

START_SECONDS = 20


@dataclass(frozen=True)
class RunningEmulator:
    """An emulator that answers at `url`."""

    url: str
    process: subprocess.Popen[bytes]

    def order(self, path: str, body: Any = None) -> Any:
        """POST `body` to `/control/<path>` and return the answer's JSON, None if it has none."""
        return _json(loopback.post(f"{self.url}/control/{path}", json=body))

    def ask(self, path: str) -> Any:
        """GET `/control/<path>`."""
        return _json(loopback.get(f"{self.url}/control/{path}"))

    def stop(self) -> None:
        """End it as a demo does, with time to write its state."""
        self.process.terminate()
        self.process.wait(timeout=15)


@dataclass(frozen=True)
class GoogleEmulatorHandle(RunningEmulator):
    """The Google emulator, and what a person at a browser would do with it."""

    def account(self, email: str, name: str = "", time_zone: str = "UTC") -> None:
        """Let there be an account."""
        self.order("accounts", {"email": email, "name": name, "time_zone": time_zone})

    def fault(self, **script: Any) -> None:
        """Add a line to the fault script: `name` or `kind`, `method`, `path`, `times`, `commit`…"""
        self.order("faults", script)

    def clear_faults(self, name: str = "") -> None:
        """Nothing goes wrong any more; or only what is called `name` does not."""
        loopback.delete(f"{self.url}/control/faults", params={"name": name}).raise_for_status()

    def journal(self) -> list[dict[str, Any]]:
        """Every request so far and its answer."""
        entries: list[dict[str, Any]] = self.ask("journal")["entries"]
        return entries

    def mails(self) -> list[tuple[str, str]]:
        """(to, kind) of every mail to a guest, oldest first."""
        return [(mail["to"], mail["kind"]) for mail in self.ask("mails")["mails"]]

    def act(self, email: str, event_id: str, action: str, **order: Any) -> dict[str, Any]:
        """Do as `email` would in Google's screens; the event afterwards."""
        whole = {"email": email, "event_id": event_id, "action": action, **order}
        event: dict[str, Any] = self.order("act", whole)
        return event

    def pushes(self) -> dict[str, Any]:
        """Push `channels`, messages `waiting` and `under_way`, and `deliveries` tried so far."""
        found: dict[str, Any] = self.ask("pushes")
        return found

    def settled_pushes(self) -> list[dict[str, Any]]:
        """The deliveries, once none is under way or waits to leave now."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            found = self.pushes()
            now = datetime.fromisoformat(self.ask("clock")["now"]).timestamp()
            if not found["under_way"] and all(message["due"] > now for message in found["waiting"]):
                deliveries: list[dict[str, Any]] = found["deliveries"]
                return deliveries
            time.sleep(0.02)
        raise TimeoutError("push messages stay under way")

    def decide(
        self,
        authorization_url: str,
        email: str,
        *,
        decision: str = "allow",
        granted: Sequence[str] | None = None,
    ) -> str:
        """Answer the consent page, all scopes ticked unless `granted` says which; where the browser is sent."""
        asked = parse_qs(urlsplit(authorization_url).query)["scope"][0].split()
        ticked = asked if granted is None else list(granted)
        form = {"account": email, "decision": decision, "granted": ticked}
        return loopback.post(authorization_url, data=form).headers["location"]


@contextmanager
def running_twilio_emulator(*arguments: str) -> Iterator[RunningEmulator]:
    """The Twilio emulator on a free port, with further command line `arguments`."""
    with _running("twilio", *arguments) as emulator:
        yield emulator


@contextmanager
def running_google_emulator(*arguments: str) -> Iterator[GoogleEmulatorHandle]:
    """The Google emulator on a free port, with further command line `arguments`."""
    with _running("google", *arguments) as emulator:
        yield GoogleEmulatorHandle(emulator.url, emulator.process)


@contextmanager
def _running(name: str, *arguments: str) -> Iterator[RunningEmulator]:
    port = free_ports()
    command = [sys.executable, "-m", f"integrations.emulators.{name}", "--port", str(port), *arguments]
    emulator = RunningEmulator(f"http://127.0.0.1:{port}", subprocess.Popen(command))
    try:
        _wait_until_healthy(emulator)
        yield emulator
    finally:
        emulator.stop()


def _wait_until_healthy(emulator: RunningEmulator) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and emulator.process.poll() is None:
        try:
            loopback.get(f"{emulator.url}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"no emulator came up at {emulator.url}")


def _json(answer: httpx.Response) -> Any:
    answer.raise_for_status()
    return answer.json() if answer.content else None
