"""Liveness and readiness, for load balancers and people who run the installation."""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

HEARTBEAT_BOUND = timedelta(seconds=60)
QUEUE_BOUND = timedelta(minutes=5)


@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """503 unless the database answers, no migration waits, a worker lives and the queue moves."""
    try:
        checks = {"database": True, "migrations": _migrated(), **_work()}
    except DatabaseError:
        checks = {"database": False}
    good = all(checks.values())
    return JsonResponse(
        {"status": "ready" if good else "not ready", "checks": checks}, status=200 if good else 503
    )


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _work() -> dict[str, bool]:
    # Jobs and heartbeats carry the world's time, whatever a demo did to ours: the database compares.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - %s::interval), "
            "NOT EXISTS (SELECT FROM procrastinate_jobs WHERE status = 'todo' "
            "AND coalesce(scheduled_at, (SELECT min(at) FROM procrastinate_events e WHERE e.job_id = procrastinate_jobs.id"
            " AND type = 'deferred')) < now() - %s::interval)",
            [str(HEARTBEAT_BOUND), str(QUEUE_BOUND)],
        )
        worker, moving = cursor.fetchone()
    return {"worker": worker, "queue": moving}
