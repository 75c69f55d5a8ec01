"""A worker that plans an event and its solver are killed with -9: the published plan stands, and the next worker goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from django.db import connection

from agenda.models import Commitment
from networking.models import Plan, PlanState
from networking.plans.working import start_plan, stop_plan, work_out
from tests.factories.cycles import a_coordinator
from tests.factories.plans import NOW, a_published_plan, an_event_to_plan, meetings_of, wish

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    settings = connection.settings_dict
    url = (
        f"postgresql://{settings['USER']}:{settings['PASSWORD']}@/{settings['NAME']}?host={settings['HOST']}"
    )
    environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": f"{ROOT / 'backend'}:{ROOT}"}
    argv = [sys.executable, "-m", "tests.faults.worker", "--concurrency", "1"]
    process = subprocess.Popen(argv, cwd=ROOT, env=environment)
    yield process
    process.kill()
    process.wait()


def wait_for(fulfilled: Callable[[], object]) -> None:
    end = time.monotonic() + 300
    while not fulfilled():
        assert time.monotonic() < end, "waited for five minutes in vain"
        time.sleep(0.05)


def test_the_published_plan_stands_when_worker_and_solver_are_killed(
    worker: subprocess.Popen[bytes],
) -> None:
    event, ours, theirs = an_event_to_plan(30, 12, rounds=6, tables=8)
    wish(ours[-1], theirs[-1])
    published = a_published_plan(event)
    for at, one in enumerate(ours[:-1]):
        for other in theirs[at % 3 :: 2]:
            wish(one, other, "must" if at % 5 == 0 else "like")
    before, taken = dict(meetings_of(published)), Commitment.objects.filter(released_at=None).count()
    plan = start_plan(event_id=event.pk, seed=7, by=a_coordinator(), now=NOW)
    wait_for(lambda: Plan.objects.get(pk=plan.pk).state != PlanState.WAITING)
    solvers = psutil.Process(worker.pid).children(recursive=True)
    worker.send_signal(signal.SIGKILL)
    for one in solvers:
        one.kill()
    worker.wait()
    published.refresh_from_db()
    assert (published.state, dict(meetings_of(published))) == ("published", before)
    assert Commitment.objects.filter(released_at=None).count() == taken
    plan.refresh_from_db()
    if plan.state == PlanState.RUNNING:
        stop_plan(
            plan_id=plan.pk, by=a_coordinator(), now=NOW
        )  # at the best so far: nobody waits a minute here
        assert work_out(plan_id=plan.pk, now=NOW)
        plan.refresh_from_db()
    assert (plan.state, plan.outcome["faults"]) == (PlanState.READY, [])
    assert Plan.objects.get(event=event, state=PlanState.PUBLISHED) == published
