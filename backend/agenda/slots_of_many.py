"""The search of `agenda.slots` for very many at once: for each what it finds there, in a fraction of the time.

The rules are those of `slots`; what goes through everybody's spans is done here for all of them together.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import chain, pairwise
from operator import attrgetter

import numpy as np

from agenda import slots, wall_clock
from agenda.availability import Availability, BadAvailability, SessionRules
from agenda.dates import Days, clock_of
from agenda.intervals import Span
from agenda.slots import Window
from agenda.spans_of_many import (
    ALWAYS,
    Integers,
    Mask,
    Spans,
    intersect,
    laid_out,
    owner_of,
    place_of,
    steps,
    subtract,
    taken_apart,
    union,
)
from agenda.wall_clock import Minute

# Who takes part, at least one, and by which rules.
Search = tuple[Sequence[Availability], SessionRules]

_OF_A_RANGE = attrgetter("weekday", "starts_minute", "ends_minute")


def free_minutes_of_each(searches: Sequence[Search], *, window: Window, now: datetime) -> list[list[Minute]]:
    """For each of `searches`, in their order, what `slots.free_minutes` gives."""
    if window[1] < window[0]:
        raise BadAvailability("end_before_start", "window", f"{window[0]} to {window[1]}")
    if not searches:
        return []
    days = slots.days_around(window)
    possible = _possible(searches, days)
    if any(len(people) > 1 for people, _ in searches):
        possible, _ = intersect(possible, _of_the_others(searches, days))
    minutes, from_now = slots.minutes_of(window), wall_clock.minute_after(now)
    bounds = [slots.bounds(rules, minutes, from_now) for _, rules in searches]
    starts = _on_the_grid(possible, searches, days, bounds)
    return [
        slots.allowed(own, people, rules, days=days, now=now)
        for own, (people, rules) in zip(taken_apart(starts, len(searches)), searches, strict=True)
    ]


def _possible(searches: Sequence[Search], days: Days) -> Spans:
    """The possible starts of whoever comes first in each."""
    first = [people[0] for people, _ in searches]
    opened = union(_openings(first, days))
    room = np.array([rules.minutes - 1 for _, rules in searches])
    opened = Spans(opened.starts, opened.ends - room[owner_of(opened.starts)])
    taken = laid_out([who.taken() for who in first])
    some, whose = taken.starts < taken.ends, owner_of(taken.starts)
    clear = np.array([slots.kept_clear(rules) for _, rules in searches])[whose]
    wide = Spans((taken.starts - clear[:, 0])[some], (taken.ends + clear[:, 1])[some])
    return subtract(union(opened), union(wide))


def _of_the_others(searches: Sequence[Search], days: Days) -> Spans:
    return laid_out(
        [
            slots.possible_starts(people[1:], rules, days) if people[1:] else [ALWAYS]
            for people, rules in searches
        ]
    )


def _openings(people: Sequence[Availability], days: Days) -> Spans:
    """Everybody's open ranges in any order, none of whom nothing is known: nearly all are the weekly hours of somebody
    at home, on dates that have 24 hours."""
    midnights, usual = _midnights(people, days)
    ranges = chain.from_iterable(who.weekly for who in people)
    weekly = np.fromiter(chain.from_iterable(map(_OF_A_RANGE, ranges)), np.int64).reshape(-1, 3)
    number = np.repeat(np.arange(len(people)), [len(who.weekly) for who in people])[:, np.newaxis]
    weekday, starts, ends = (column[:, np.newaxis] for column in weekly.T)
    date = (weekday - wall_clock.weekday(days.first)) % 7 + np.arange(0, usual.shape[1] - 6, 7)
    held = usual[number, date]
    midnight = place_of(number) + midnights[number, date]
    others = _on_other_dates(people, days, usual)
    return Spans(
        np.concatenate([(midnight + starts)[held], others.starts]),
        np.concatenate([(midnight + ends)[held], others.ends]),
    )


def _midnights(people: Sequence[Availability], days: Days) -> tuple[Integers, Mask]:
    """For each person (row) and date 00:00 at home, and whether the hours of the weekday hold on it. There are whole weeks
    of dates: on those beyond `days` no hours hold."""
    count = days.last + 1 - days.first
    shape = len(people), -(-count // 7) * 7
    midnights, usual = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.bool_)
    for zone, numbers in _at_home(people).items():
        found, _ = wall_clock.midnights(zone, *days)
        dates = [day - days.first for day, _, _ in found]
        table = np.ix_(numbers, dates)
        midnights[table], usual[table] = [midnight for _, _, midnight in found], True
    for number, who in enumerate(people):
        if who.overrides:
            dates = [day - days.first for day in who.hours_by_date if days.first <= day <= days.last]
            usual[number, dates] = False
    return midnights, usual


def _at_home(people: Sequence[Availability]) -> dict[str, list[int]]:
    """By zone the numbers of those who do not travel."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, who in enumerate(people):
        if not who.travel and not who.unknown:
            found[who.time_zone].append(number)
    return found


def _on_other_dates(people: Sequence[Availability], days: Days, usual: Mask) -> Spans:
    found: list[list[Span]] = [[] for _ in people]
    for number, date in np.argwhere(~usual[:, : days.last + 1 - days.first]).tolist():
        if not people[number].unknown:
            found[number] += slots.openings_on(people[number], days.first + date)
    return laid_out(found)


def _on_the_grid(possible: Spans, searches: Sequence[Search], days: Days, bounds: Sequence[Span]) -> Integers:
    """Of everybody's possible starts those on the grid of whoever comes first, within `bounds`."""
    parts = _parts(searches, days)
    pieces, part = intersect(possible, laid_out([[span for _, span in of_one] for of_one in parts]))
    whose = owner_of(pieces.starts)
    midnights = np.array([midnight for of_one in parts for midnight, _ in of_one], dtype=np.int64)
    by_clock = np.array([rules.align == "clock" for _, rules in searches])[whose]
    step = np.array([rules.step_minutes for _, rules in searches])[whose]
    earliest, end = np.array(bounds)[whose].T + place_of(whose)
    first = pieces.starts + by_clock * ((place_of(whose) + midnights[part] - pieces.starts) % step)
    first += -(-np.maximum(earliest - first, 0) // step) * step
    counts = -(-np.maximum(np.minimum(pieces.ends, end) - first, 0) // step)
    return steps(first, counts, step)


def _parts(searches: Sequence[Search], days: Days) -> list[list[tuple[Minute, Span]]]:
    """For each, times in each of which steps are counted from one midnight, or from where somebody becomes free."""
    at_home: dict[tuple[str, int], list[tuple[Minute, Span]]] = {}
    found = []
    for people, rules in searches:
        who, step = people[0], rules.step_minutes
        if rules.align == "range":
            points = [ALWAYS[0], *sorted(set(slots.range_starts(who, days))), ALWAYS[1]]
            found.append([(0, part) for part in pairwise(points)])
        elif who.travel:
            found.append(slots.midnights(clock_of(who, days), step))
        else:
            if (who.time_zone, step) not in at_home:
                at_home[who.time_zone, step] = slots.midnights(clock_of(who, days), step)
            found.append(at_home[who.time_zone, step])
    return found
