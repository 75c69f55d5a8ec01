"""Which rounds two guests can book, and until when somebody is asked. Plain values in, plain values out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

LONGEST_WAIT = timedelta(hours=24)  # for an answer
LEAST_WAIT = timedelta(minutes=5)  # before the round begins an answer is of no use any more
MOST_ASKED = 5  # that one guest may have open at a time

NONE, ASK, AT_ONCE = "none", "ask", "at_once"
# Where guests book everything themselves, from when they have a place; else once the plan has left its gaps.
OPEN_IN = ("open", "closed", "published", "running")
MIXED_IN = ("published", "running")


def is_bookable(*, policy: str, is_all_open: bool, state: str) -> bool:
    """Whether guests can book now; `is_all_open`: the event has no planned rounds."""
    return policy != NONE and state in (OPEN_IN if is_all_open else MIXED_IN)


def answer_until(now: datetime, starts_at: datetime) -> datetime:
    """Until when an answer is waited for."""
    return min(now + LONGEST_WAIT, starts_at - LEAST_WAIT)


def free_rounds(
    free: Mapping[int, Collection[int]], one: int, other: int, tables: Mapping[int, Collection[int]]
) -> list[int]:
    """The rounds in which both guests are free (by guest) and a table is (by round)."""
    return sorted(number for number in set(free[one]) & set(free[other]) if tables[number])


def table_for(free: Sequence[int], usual: Sequence[int]) -> int:
    """Of the free tables, in their order, one at which the host is anyway (`usual`, the nearest round first)."""
    return next((table for table in usual if table in free), free[0])
