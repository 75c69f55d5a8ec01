"""The command lines of the programs that make up a running Meridian."""

import sys
from collections.abc import Mapping
from pathlib import Path

from demo.launcher.surroundings import GOOGLE, TWILIO, is_emulated

MANAGE = (sys.executable, "backend/manage.py")
PREPARE = (*MANAGE, "prepare_demo")
WORKER = (*MANAGE, "work")


def emulators(
    given: Mapping[str, str], made: Mapping[str, str], var: Path, port: int
) -> dict[str, list[str]]:
    """The emulators that stand in for what the environment `given` does not name, by their names."""
    found: dict[str, list[str]] = {}
    if is_emulated(GOOGLE, given):
        found["google"] = [*_emulator("google", port + 1, var), "--push-to-loopback"]
    if is_emulated(TWILIO, given):
        found["twilio"] = [
            *_emulator("twilio", port + 2, var),
            *("--account-sid", made["TWILIO_ACCOUNT_SID"]),
            *("--auth-token", made["TWILIO_AUTH_TOKEN"]),
            *("--inbound-url", made["MERIDIAN_PUBLIC_URL"] + "/webhooks/twilio/inbound/"),
        ]
    return found


def _emulator(name: str, port: int, var: Path) -> list[str]:
    state = str(var / f"{name}.json")
    return [sys.executable, "-m", f"integrations.emulators.{name}", "--port", str(port), "--state", state]


def web(port: int, *, processes: int = 1) -> list[str]:
    """One process is enough for whoever tries the demo."""
    return [*MANAGE, "serve", "--port", str(port), "--processes", str(processes)]
