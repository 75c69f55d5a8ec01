"""Work survives its worker: a real worker process, a real `kill -9`, a job that waits for a lock in PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app as jobs

from audit.models import AuditEntry

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = 8_201_667

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server() -> str:
    """The connection string of the test's own database, for processes and connections beside Django's."""
    settings = connection.settings_dict
    host = f"host={settings['HOST']}" + (f" port={settings['PORT']}" if settings["PORT"] else "")
    return f"{host} user={settings['USER']} dbname={settings['NAME']}" + (
        f" password={settings['PASSWORD']}" if settings["PASSWORD"] else ""
    )


@pytest.fixture
def start_worker() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> subprocess.Popen[bytes]:
        settings = connection.settings_dict
        url = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@/{settings['NAME']}?host={settings['HOST']}"
        argv = [sys.executable, "-m", "tests.faults.worker", "--concurrency", "1", *options]
        environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": f"{ROOT / 'backend'}:{ROOT}"}
        started.append(subprocess.Popen(argv, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_for(fulfilled: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not fulfilled():
        assert time.monotonic() < end, "waited for a minute in vain"
        time.sleep(0.05)


def statuses() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'tests.leave_a_mark' ORDER BY id"
        )
        return [row[0] for row in cursor.fetchall()]


def defer_mark(mark: str) -> None:
    jobs.configure_task("tests.leave_a_mark", allow_unknown=True).defer(mark=mark, lock=LOCK)


def marks() -> list[str]:
    return list(AuditEntry.objects.filter(action="mark").values_list("subject_id", flat=True))


def test_a_job_whose_worker_was_killed_runs_again_after_a_restart(
    server: str, start_worker: Callable[..., subprocess.Popen[bytes]]
) -> None:
    with psycopg.connect(server, autocommit=True) as holder:
        holder.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        defer_mark("once")
        worker = start_worker()
        wait_for(lambda: statuses() == ["doing"])
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert (statuses(), marks()) == (["doing"], [])
        # Half a minute without a heartbeat, without the waiting.
        holder.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
        holder.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    start_worker()

    wait_for(lambda: statuses() == ["succeeded"])
    assert marks() == ["once"]


def test_a_rolled_back_transaction_leaves_no_job() -> None:
    with transaction.atomic():
        defer_mark("never")
        transaction.set_rollback(True)

    assert statuses() == []


def test_a_committed_job_runs_though_no_worker_was_there(
    start_worker: Callable[..., subprocess.Popen[bytes]],
) -> None:
    with transaction.atomic():
        defer_mark("later")

    worker = start_worker("--until-idle")

    assert worker.wait(timeout=60) == 0
    assert (statuses(), marks()) == (["succeeded"], ["later"])
