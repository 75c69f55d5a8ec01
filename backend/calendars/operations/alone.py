"""One worker at a thing at a time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection

LOOKS_EVERY = timedelta(milliseconds=50)


@contextmanager
def alone_with(key: int, *, within: timedelta = timedelta()) -> Iterator[bool]:
    """Whether nobody else is at what `key` stands for, and until the block ends nobody will be. Whoever is at it has
    `within` to end.

    A session-level advisory lock: it needs no transaction to stay open during network calls, and PostgreSQL frees it
    the moment a killed worker's connection is gone, where a lease would have to run out.
    """
    until = time.monotonic() + within.total_seconds()
    while not (is_ours := _is_taken(key)) and time.monotonic() < until:
        time.sleep(LOOKS_EVERY.total_seconds())
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _is_taken(key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        return bool(cursor.fetchone()[0])
