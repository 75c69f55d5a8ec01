"""One owner per transaction, and nobody is told of a deadlock that a second try resolves."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import OperationalError, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 5


def atomically(operation: Callable[P, R]) -> Callable[P, R]:
    """Run `operation` in a transaction; again, whole, when PostgreSQL chose it as the victim of a deadlock.

    Inside another transaction it is a savepoint and the outermost owner tries again.
    """

    @functools.wraps(operation)
    def owned(*args: P.args, **kwargs: P.kwargs) -> R:
        if transaction.get_connection().in_atomic_block:
            with transaction.atomic():
                return operation(*args, **kwargs)
        for left in reversed(range(TRIES)):
            try:
                with transaction.atomic():
                    return operation(*args, **kwargs)
            except OperationalError as error:
                if not left or not isinstance(error.__cause__, (DeadlockDetected, SerializationFailure)):
                    raise
        raise AssertionError("unreachable")

    return owned
