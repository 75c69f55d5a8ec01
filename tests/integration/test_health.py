import pytest
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_process_is_alive() -> None:
    assert Client().get("/healthz").json() == {"status": "alive"}


def test_without_a_worker_the_installation_is_not_ready_and_says_why() -> None:
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": True, "migrations": True, "worker": False, "queue": True}


def test_with_a_living_worker_it_is_ready() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert Client().get("/readyz").json()["status"] == "ready"


def test_a_job_that_nobody_takes_makes_it_not_ready() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at) "
            "VALUES ('messages', 'x', '{}', now() - interval '10 minutes')"
        )
    assert Client().get("/readyz").json()["checks"]["queue"] is False
