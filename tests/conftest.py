"""What every test may ask for; people and sessions come from `tests.factories`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from tests.running_demo import RunningDemo, running_demo

# With a list of apps Django empties tables with CASCADE, which knox needs: it keeps a table for the model
# that ours replaces, out of Django's sight.
TransactionTestCase.available_apps = list(settings.INSTALLED_APPS)


@pytest.fixture(autouse=True)
def no_job_of_another_test(request: pytest.FixtureRequest) -> None:
    """Django does not empty procrastinate's tables either; only tests that commit leave rows in them."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        return
    request.getfixturevalue("transactional_db")
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE"
        )


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    """One whole Meridian for all tests that look at it from outside. Its time only moves forward."""
    with running_demo(Path(tmp_path_factory.mktemp("demo"))) as demo:
        yield demo
