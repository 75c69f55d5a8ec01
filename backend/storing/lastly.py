"""What a deed writes last: rows that nothing in it reads, gathered and written together before it commits."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
Write = Callable[[Sequence[T]], None]


@dataclass(frozen=True)
class _Deed:
    savepoints: list[str]  # inside which it runs
    gathered: dict[tuple[Write[Any], type], list[Any]] = field(default_factory=dict)


_running: ContextVar[_Deed | None] = ContextVar("running deed", default=None)


def lastly(write: Write[T], row: T) -> None:
    """Have `write` take `row`, with all others of its type, at the end of the running deed.

    At once where no deed runs, and inside a savepoint that somebody set within the deed: if it is rolled back,
    its rows must go with it.
    """
    running = _running.get()
    if running is None or running.savepoints != _savepoints():
        write([row])
    else:
        running.gathered.setdefault((write, type(row)), []).append(row)


@contextmanager
def deed() -> Iterator[None]:
    """Gather until the end of the block, in the transaction or savepoint that is open now.

    After an error nothing is written: what the block did is undone. Blocks nest; each writes its own.
    """
    running = _Deed(_savepoints())
    token = _running.set(running)
    try:
        yield
    finally:
        _running.reset(token)
    _write(running)


def write_so_far() -> None:
    """Write what the running deed has gathered, before a savepoint that is to come after it in the story."""
    running = _running.get()
    if running is not None and running.savepoints == _savepoints():
        _write(running)


def _write(running: _Deed) -> None:
    for (write, _), rows in running.gathered.items():
        write(rows)
    running.gathered.clear()


def deed_is_running() -> bool:
    """Whether somebody further up gathers, in the very savepoint that is open now."""
    running = _running.get()
    return running is not None and running.savepoints == _savepoints()


def _savepoints() -> list[str]:
    """Those that are open; Django names None a block that has none of its own."""
    return [name for name in connection.savepoint_ids if name]
