"""Google is asked once more before somebody's time is given away. See docs/decisions/0021."""

from collections.abc import Collection
from datetime import datetime, timedelta
from time import monotonic

from calendars.operations.reading.asking import followed
from calendars.operations.reading.reader import read_calendar

WAITED_FOR = timedelta(seconds=2)


def look_again(*, people: Collection[int], before: datetime, now: datetime, chance: float) -> None:
    """Read those calendars of `people` (ids) that were last read `before`, while somebody waits for it. Outside any
    transaction.

    No question to Google begins after WAITED_FOR, and none waits longer. What it does not answer in time goes on
    counting as it was known; the sweep has it read when it is due. `chance` as for `read_calendar`.
    """
    until = monotonic() + WAITED_FOR.total_seconds()
    old = followed().filter(connection__person__in=people, is_read=True, as_of__lt=before)
    for calendar_id in old.order_by("as_of").values_list("pk", flat=True):
        left = timedelta(seconds=until - monotonic())
        if left > timedelta():
            read_calendar(calendar_id=calendar_id, now=now, chance=chance, within=left)
