import argparse
import json
import os
import shutil
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from demo.launcher import parts
from demo.launcher.children import Children, Died, Stopped
from demo.launcher.leftovers import AlreadyRunning, clear_leftovers, end_database, forget_record
from demo.launcher.ports import PortTaken, insist_on_free
from demo.launcher.surroundings import surroundings

ROOT = Path(__file__).resolve().parent.parent.parent.parent
READY_SECONDS = 90
EMULATOR_SECONDS = 30

# Takes the folder of the data; starts the database there unless DATABASE_URL names one; gives its URL.
EnsureDatabase = Callable[[Path], str]


def main(argv: Sequence[str], ensure_database: EnsureDatabase) -> int:
    """`manage.py demo [--port N] [--var DIR] [--reset | --prepare]`: the exit code."""
    given = _arguments(argv)
    var = given.var.resolve()
    try:
        if left := clear_leftovers(var):
            _say(f"ended {left} programs that an earlier demo left running")
        if given.reset:
            return _reset(var)
        insist_on_free(range(given.port, given.port + 3))
    except (AlreadyRunning, PortTaken) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return _perform(var, given.port, ensure_database, stays=not given.prepare)


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py demo", description="Start Meridian with its demo hub.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="default: 8000")
    parser.add_argument("--var", type=Path, default=Path(os.environ.get("MERIDIAN_VAR") or ROOT / "var"))
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--reset", action="store_true", help="throw the data away, and do not start")
    instead.add_argument("--prepare", action="store_true", help="load the data, and do not start")
    return parser.parse_args(argv)


def _reset(var: Path) -> int:
    end_database(var)
    for entry in var.iterdir() if var.is_dir() else ():
        if entry.name == "tests":  # the tests' own PostgreSQL lives there
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    _say("the demo starts over the next time")
    return 0


def _perform(var: Path, port: int, ensure_database: EnsureDatabase, *, stays: bool) -> int:
    made = surroundings(os.environ, var, port)
    url = made["MERIDIAN_PUBLIC_URL"]
    children = Children(ROOT, var, made, url)
    children.listen_to_signals()
    try:
        _prepare(children, made, var, port, ensure_database)
        if stays:
            _start(children, made, var, port)
            _greet(url, f"http://127.0.0.1:{port}")
            children.wait_until(lambda: False)
    except Stopped:
        _say("stopping")
        return 0
    except Died as died:
        print(f"{died}\nStopping everything else.", file=sys.stderr)
        return 1
    finally:
        _ignore_signals()
        children.stop()
        forget_record(var)
    return 0


def _prepare(
    children: Children, made: dict[str, str], var: Path, port: int, ensure_database: EnsureDatabase
) -> None:
    if not made.get("DATABASE_URL"):
        _say("starting PostgreSQL")
        os.environ["MERIDIAN_MODE"] = "demo"
        made |= {"DATABASE_URL": ensure_database(var / "postgresql"), "MERIDIAN_EMBEDDED_DATABASE": "yes"}
    for name, argv in parts.emulators(os.environ, made, var, port).items():
        _say(f"starting the {name.capitalize()} emulator")
        children.start(name, argv)
    _wait_for_emulators(children, made)
    _say("preparing the database and the demo hub")
    for line in children.run("prepare", parts.PREPARE).splitlines():
        if line.startswith("· "):
            print(line, flush=True)


def _start(children: Children, made: Mapping[str, str], var: Path, port: int) -> None:
    _say("starting the web server and the worker")
    children.start("web", parts.web(port))
    children.start("worker", parts.WORKER)
    if not children.wait_until(lambda: _answers(f"http://127.0.0.1:{port}/readyz"), seconds=READY_SECONDS):
        _say(f"not ready after {READY_SECONDS} s: see {var / 'log'} and {made['MERIDIAN_PUBLIC_URL']}/readyz")


def _wait_for_emulators(children: Children, made: Mapping[str, str]) -> None:
    for name in ("GOOGLE_EMULATOR_URL", "TWILIO_EMULATOR_URL"):
        if emulator := made.get(name):
            _wait_for_emulator(children, emulator)


def _wait_for_emulator(children: Children, emulator: str) -> None:
    if not children.wait_until(lambda: _answers(f"{emulator}/healthz"), seconds=EMULATOR_SECONDS):
        raise Died(f"The emulator at {emulator} does not answer.")


def _answers(url: str) -> bool:
    try:
        return bool(_get(url).status == 200)
    except OSError:
        return False


def _get(url: str) -> Any:
    return urllib.request.urlopen(url, timeout=5)  # noqa: S310 -- our own programs on this machine


def _greet(url: str, here: str) -> None:
    try:
        with _get(f"{here}/api/demo/") as answer:
            told = json.load(answer)
    except (OSError, ValueError):
        told = {"people": [], "parts": []}
    print(f"\nMeridian is ready:  {url}\n")
    if told["people"]:
        print("Sign in as one of these; the code arrives in the mailbox on the page /demo:")
        width = max(len(person["email"]) for person in told["people"])
        for person in told["people"]:
            print(f"  {person['email']:<{width}}  {person['name']}, {person['note']}")
    if emulated := [part["name"] for part in told["parts"] if part["emulated"]]:
        print(f"\nEmulated here: {', '.join(emulated)}.")
    print("Ctrl-C stops everything; the data stays.\n", flush=True)


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _say(line: str) -> None:
    print(f"· {line}", flush=True)
