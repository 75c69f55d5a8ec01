"""What tests of several files do with a cycle."""

from datetime import timedelta
from typing import Any

from mentoring.cycles.publishing import publish_run
from mentoring.cycles.running import start_run, work_out
from mentoring.models import Relation, Run
from tests.integration.cycles.conftest import Stage

A_MINUTE = timedelta(minutes=1)


def run_of(stage: Stage, **asked: Any) -> Run:
    """Asked for and worked out."""
    run = start_run(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now, **asked)
    assert work_out(run_id=run.pk, now=stage.now + A_MINUTE)
    run.refresh_from_db()
    return run


def pairs(run: Run) -> list[tuple[int, int]]:
    return list(run.pairs.filter(place=0).order_by("startup").values_list("startup", "expert"))


def published(stage: Stage, run: Run | None = None, *, despite_changes: bool = False) -> list[Relation]:
    """The pairs that are offered of a run, a new one if none is given."""
    return publish_run(
        run_id=(run or run_of(stage)).pk,
        despite_changes=despite_changes,
        by=stage.coordinator,
        now=stage.now + 2 * A_MINUTE,
    )
