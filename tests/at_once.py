"""Several deeds at the same moment, each in a thread and a database session of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

Answer = TypeVar("Answer")


def at_once(deeds: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """What each returned, in their order; what one raises is raised here."""
    together = Barrier(len(deeds))

    def act(deed: Callable[[], Answer]) -> Answer:
        try:
            together.wait()
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(act, deeds))
