"""One owner per transaction, and nobody is told of a deadlock that a second try resolves."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import OperationalError, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import DeadlockDetected, SerializationFailure

from problems import Problem
from storing import deed, deed_is_running, write_so_far

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 5


class Contended(Problem):
    code = "contended"
    status = 503
    title = _("Too many at the same moment")
    detail = _("Others are changing the same things right now, and nothing was done. Try again in a moment.")


def atomically(operation: Callable[P, R]) -> Callable[P, R]:
    """Run `operation` in a transaction; again, whole, when PostgreSQL chose it as the victim of a deadlock.

    Inside another transaction it is a savepoint and the outermost owner tries again. What it gives to
    `storing.lastly` is written at its end. Raises Contended when the last try ends like those before.
    """

    @functools.wraps(operation)
    def owned(*args: P.args, **kwargs: P.kwargs) -> R:
        if transaction.get_connection().in_atomic_block:
            write_so_far()
            with transaction.atomic(), deed():
                return operation(*args, **kwargs)
        for left in reversed(range(TRIES)):
            try:
                with transaction.atomic(), deed():
                    return operation(*args, **kwargs)
            except OperationalError as error:
                if not isinstance(error.__cause__, (DeadlockDetected, SerializationFailure)):
                    raise
                if not left:
                    raise Contended from error
        raise AssertionError("unreachable")

    return owned


def part_of_a_deed(operation: Callable[P, R]) -> Callable[P, R]:
    """`atomically`, but without a savepoint where an operation that is atomic itself calls it.

    That one cannot go on after an error of this: it has to pass the error on and is undone as a whole.
    """
    alone = atomically(operation)

    @functools.wraps(operation)
    def joined(*args: P.args, **kwargs: P.kwargs) -> R:
        if not deed_is_running():
            return alone(*args, **kwargs)
        with transaction.atomic(savepoint=False):
            return operation(*args, **kwargs)

    return joined
