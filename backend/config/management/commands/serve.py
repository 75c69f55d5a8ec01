import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

# A process runs Python on one processor at a time, and its threads wait for each other as well as for PostgreSQL: as
# many processes as processors, and few threads each.
PROCESSES, THREADS = 2, 6
# Connections that a process takes before it leaves further ones to the others.
CONNECTIONS = 256
STOP_SECONDS = 5
BACKEND = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = "Serve the API and the web client."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--processes", type=int, default=int(os.environ.get("WEB_CONCURRENCY", PROCESSES))
        )

    def handle(self, *, host: str, port: int, processes: int, **_options: Any) -> None:
        """Become the web server. It logs no requests: addresses of feeds and of one-tap answers are secrets."""
        given = {
            "--interface": "wsgi",
            "--host": host,
            "--port": port,
            "--working-dir": BACKEND,
            "--workers": processes,
            "--blocking-threads": THREADS,
            "--blocking-threads-idle-timeout": 600,
            "--backpressure": CONNECTIONS,
            "--workers-kill-timeout": STOP_SECONDS,
            "--log-level": "warning",
        }
        options = [str(part) for pair in given.items() for part in pair]
        program = [sys.executable, "-m", "granian", *options, "config.wsgi:application"]
        os.execv(sys.executable, program)  # noqa: S606 -- our own command line
