"""How many hours of the week many pairs of people have in common, over weeks in which their clocks may change.

The week is that of the one who asks, in quarters of an hour: a recurring hour stays where it is on that clock, and is
looked for on the other's in each week. Whole tables at a time, as a pairing wants a thousand times three hundred pairs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agenda import wall_clock
from agenda.intervals import Span
from agenda.wall_clock import DAY_MINUTES, Day

QUARTER = 15
A_DAY = DAY_MINUTES // QUARTER
A_WEEK = 7 * A_DAY
Mask = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class OwnWeek:
    """The hours in which somebody meets: for each weekday, Monday first, spans of minutes on the clock of `zone`."""

    zone: str
    spans: tuple[tuple[Span, ...], ...]


class CommonHours(NamedTuple):
    """Tables of who asks (rows) by who is asked: hours a week on average, and those that are there in every week."""

    average: NDArray[np.float32]
    in_every_week: NDArray[np.float32]


def common_hours(
    asking: Sequence[OwnWeek], asked: Sequence[OwnWeek], *, first: Day, last: Day
) -> CommonHours:
    """The hours of the weeks (Monday to Sunday) from that of `first` to that of `last`. Quarters of an hour count that
    lie wholly in the hours of both. Raises LookupError for an unknown zone.
    """
    average = np.zeros((len(asking), len(asked)), dtype=np.float32)
    in_every_week = np.zeros_like(average)
    mondays = range(first - wall_clock.weekday(first), last + 1, 7)
    theirs_by_zone = _by_zone(asked)
    for zone, ours in _by_zone(asking).items():
        our_masks = _masks([asking[at] for at in ours]).astype(np.float32)
        for their_zone, theirs in theirs_by_zone.items():
            sometimes, always = _seen_from(
                zone, their_zone, _masks([asked[at] for at in theirs]), tuple(mondays)
            )
            table = np.ix_(ours, theirs)
            average[table] = our_masks @ sometimes.T * (QUARTER / 60)
            in_every_week[table] = our_masks @ always.T * (QUARTER / 60)
    return CommonHours(average, in_every_week)


def weeks_on_one_clock(people: Sequence[OwnWeek], zone: str, *, first: Day, last: Day) -> Mask:
    """For each of them (rows), which quarters of the week on the clock of `zone`, Monday 00:00 first, are wholly theirs in
    every week from that of `first` to that of `last`. Raises LookupError for an unknown zone.
    """
    masks = np.zeros((len(people), A_WEEK), dtype=np.bool_)
    mondays = tuple(range(first - wall_clock.weekday(first), last + 1, 7))
    for their_zone, places in _by_zone(people).items():
        own = _masks([people[at] for at in places])
        masks[places] = _seen_from(zone, their_zone, own, mondays)[1] > 0
    return masks


def _by_zone(people: Sequence[OwnWeek]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, person in enumerate(people):
        found[person.zone].append(at)
    return found


def _masks(people: Sequence[OwnWeek]) -> Mask:
    """For each of them, which quarters of their own week are wholly in their hours."""
    return np.array([_mask(person.spans) for person in people])


@lru_cache(maxsize=4096)  # most have the hours of many others
def _mask(spans: tuple[tuple[Span, ...], ...]) -> Mask:
    minutes = np.zeros(7 * DAY_MINUTES, dtype=np.bool_)
    for weekday, of_day in enumerate(spans):
        for start, end in of_day:
            minutes[weekday * DAY_MINUTES + start : weekday * DAY_MINUTES + end] = True
    whole: Mask = np.logical_and.reduce(minutes.reshape(A_WEEK, QUARTER), axis=1)
    return whole


def _seen_from(
    zone: str, their_zone: str, masks: Mask, mondays: Sequence[Day]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Their quarters on the clock of `zone`: in what share of the weeks each is theirs, and which are in all."""
    weeks: dict[bytes, int] = defaultdict(int)  # most weeks are alike
    for monday in mondays:
        weeks[_on_their_clock(zone, their_zone, monday).tobytes()] += 1
    sometimes = np.zeros(masks.shape, dtype=np.float32)
    always: Mask = np.ones(masks.shape, dtype=np.bool_)
    for places, count in weeks.items():
        seen: Mask = masks[:, np.frombuffer(places, dtype=np.int64)]
        sometimes += seen * np.float32(count / len(mondays))
        np.logical_and(always, seen, out=always)
    return sometimes, always.astype(np.float32)


def _on_their_clock(zone: str, their_zone: str, monday: Day) -> Places:
    """For each quarter of a week on the clock of `zone`, which quarter of their week `their_zone` shows then."""
    instants = np.concatenate([_quarters(zone, day) for day in range(monday, monday + 7)])
    clock = wall_clock.stretches(their_zone, monday - 2, monday + 8)
    begins = np.array([stretch.starts for stretch in clock])
    offsets = np.array([stretch.offset for stretch in clock])
    shown = instants + offsets[np.searchsorted(begins, instants, side="right") - 1]
    of_week: Places = (shown // QUARTER - monday * A_DAY) % A_WEEK
    return of_week


def _quarters(zone: str, day: Day) -> Places:
    """When each quarter of a date begins; one that the clock skips is read as `wall_time` reads it."""
    usual, changing = wall_clock.midnights(zone, day, day)
    if changing:
        return np.array(
            [wall_clock.wall_time(zone, day, minute) for minute in range(0, DAY_MINUTES, QUARTER)]
        )
    return usual[0][2] + np.arange(0, DAY_MINUTES, QUARTER)
