"""When a follow-up can be. Plain values in, plain values out."""

from collections.abc import Collection
from datetime import datetime, timedelta

MINUTES = 30
STEP = timedelta(minutes=30)
LEAST_NOTICE = timedelta(hours=12)
LONGEST_AHEAD = timedelta(days=21)
MOST_STARTS = 40  # that are offered
KEPT = timedelta(hours=72)  # that a proposed time is held for an answer
REMINDED_BEFORE = (24 * 60, 60)  # minutes, of whoever has chosen no other

Range = tuple[datetime, datetime]


def candidates(now: datetime) -> list[datetime]:
    """Every half hour from the notice on."""
    first = now + LEAST_NOTICE
    first += -timedelta(minutes=first.minute, seconds=first.second, microseconds=first.microsecond) % STEP
    steps = LONGEST_AHEAD // STEP
    return [first + STEP * at for at in range(steps)]


def overlaps(start: datetime, taken: Collection[Range]) -> bool:
    """Whether a follow-up at `start` meets any of the half-open ranges."""
    end = start + timedelta(minutes=MINUTES)
    return any(start < upper and lower < end for lower, upper in taken)


def kept_until(starts_at: datetime, now: datetime) -> datetime:
    """Until when the time is held: never past its beginning."""
    return min(starts_at, now + KEPT)
