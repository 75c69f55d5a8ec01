"""A pytest plugin (`-p tests.embedded_postgresql`): a real PostgreSQL before Django reads its settings."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [path for path in (str(ROOT / "backend"), str(ROOT)) if path not in sys.path]
os.environ.setdefault("MERIDIAN_MODE", "test")
VAR = Path(os.environ.setdefault("MERIDIAN_VAR", str(ROOT / "var" / "tests")))
(VAR / "static").mkdir(parents=True, exist_ok=True)  # the server of static files looks for it
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def start() -> None:
    if os.environ.get("DATABASE_URL"):
        return
    import psycopg

    from config.embedded_database import ensure_database

    url = ensure_database()
    with psycopg.connect(url, autocommit=True) as connection:
        # Test data need not survive a power cut; a killed process it still survives.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


start()
