"""Arithmetic of a cycle: when answers are due, and what of a list of wishes can be."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time

from agenda import wall_clock

MOST_RANKS = 10  # places on a list of wishes
HIGHEST_WEIGHT = 10


def due_instant(on: date, at: time, zone: str) -> datetime:
    """The instant that a clock in `zone` (IANA) shows `at` on that date; one that the clock skips is read as the hour
    that it shows instead."""
    minute = wall_clock.wall_time(zone, wall_clock.day_of(on), at.hour * 60 + at.minute)
    return wall_clock.instant(minute)


def first_fault(
    ranks: Sequence[int], vetoes: Sequence[int], possible: Collection[int]
) -> tuple[str, str] | None:
    """The field and code of the first thing wrong with a list of wishes: `too_many`, `twice`, `unknown`, `both`."""
    if len(ranks) > MOST_RANKS:
        return "ranks", "too_many"
    for field, named in (("ranks", ranks), ("vetoes", vetoes)):
        if len(set(named)) < len(named):
            return field, "twice"
        if not set(named) <= set(possible):
            return field, "unknown"
    return ("vetoes", "both") if set(ranks) & set(vetoes) else None
