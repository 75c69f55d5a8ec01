"""One at a time with an event, however many workers there are."""

from collections.abc import Iterator
from contextlib import contextmanager

from calendars.operations.alone import alone_with
from calendars.operations.outcomes import StillWaiting

LOCK_SPACE = 0x6D65_0000_0000_0000  # keeps these advisory locks apart from anybody else's


@contextmanager
def alone_with_event(event_id: int) -> Iterator[None]:
    """Nobody else writes the event or takes note of what people did to it. Raises StillWaiting at once if another is
    at it.

    Procrastinate's own lock would let a job that waits out a long pause hold up the newer one behind it. Should the
    lock be lost with a broken connection, the id of the insert and the etag of the patch still keep two writers apart.
    """
    with alone_with(LOCK_SPACE + event_id) as is_alone:
        if not is_alone:
            raise StillWaiting.behind_another_writer()
        yield
