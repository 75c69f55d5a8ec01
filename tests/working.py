"""The worker in the test's own process, until nothing is left to do."""

from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


def work(*queues: str) -> None:
    """Run every job that waits in `queues`, in all if none is named. Needs committed rows."""
    # A worker's thread keeps its connection for a minute, and the test database could not be dropped.
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(
            wait=False, install_signal_handlers=False, listen_notify=False, queues=list(queues) or None
        )
