"""Several at the same moment, each with a database connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection


def at_once(works: list[Callable[[], object]]) -> list[Exception]:
    """Let all start together; what they raised."""
    start, raised = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait()
            work()
        except Exception as error:  # noqa: BLE001 -- any at all is a finding
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
