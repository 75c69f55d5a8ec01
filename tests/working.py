"""The worker in the test's own process, until nothing is left to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


def work(*queues: str) -> None:
    """Run every job that waits in `queues`, in all if none is named. Needs committed rows."""
    assert isinstance(app.connector, DjangoConnector)
    connector = app.connector.get_worker_connector()
    with _connections_end_with_their_job(), app.replace_connector(connector) as worker:
        worker.run_worker(
            wait=False, install_signal_handlers=False, listen_notify=False, queues=list(queues) or None
        )


@contextmanager
def _connections_end_with_their_job() -> Iterator[None]:
    """A worker's thread keeps its connection for a minute, and the test database could not be dropped."""
    database = connections.settings["default"]
    kept = database["CONN_MAX_AGE"]
    database["CONN_MAX_AGE"] = 0
    try:
        yield
    finally:
        database["CONN_MAX_AGE"] = kept
