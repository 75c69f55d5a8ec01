"""A database in which all migrations ran, for the processes of tests to copy: they take ten times as long as a copy."""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
MIGRATED = "MIGRATED_DATABASE"
PREFIX = "migrated_"


def provide(server: psycopg.Connection, url: str, var: Path) -> None:
    """Name it in the environment; made by whoever comes first with this backend, which then drops older ones.

    `url` leads to a database of the `server`; a file in `var` makes others wait.
    """
    name = PREFIX + _digest()
    with (var / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = {row[0] for row in server.execute("SELECT datname FROM pg_database").fetchall()}
        if name not in known:
            for old in (other for other in known if other.startswith(PREFIX)):
                server.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            _migrate(server, url, name)
    os.environ[MIGRATED] = name


def _migrate(server: psycopg.Connection, url: str, name: str) -> None:
    """Under another name until all of it is there."""
    unfinished = f"{PREFIX}unfinished"
    server.execute(f"CREATE DATABASE {unfinished}")
    here = os.environ | {"DATABASE_URL": url.replace("/meridian?", f"/{unfinished}?")}
    command = [sys.executable, "backend/manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=here, check=True)
    server.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")


def _digest() -> str:
    """Migrations import from the rest of the backend, and from libraries."""
    told = hashlib.sha256()
    for path in [ROOT / "requirements-dev.lock", *sorted((ROOT / "backend").rglob("*.py"))]:
        told.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return told.hexdigest()[:16]
