"""The spans of very many people at once, as arrays: what `agenda.intervals` does with the lists of one.

Everybody's minutes are laid out one after the other on one line, so that one sort and one search serve all of them.
"""

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agenda.intervals import Span

Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]

# From one person's 1970 to that of the next: all minutes that a datetime can tell lie less than half of it beside.
APART = 1 << 40
ALWAYS: Span = (-(1 << 38), 1 << 38)


class Spans(NamedTuple):
    """Half-open spans on the line, ascending by start."""

    starts: Integers
    ends: Integers


def place_of(number: Integers) -> Integers:
    """Where on the line the 1970 of a person lies: they are numbered from 0."""
    return number * APART


def owner_of(minute: Integers) -> Integers:
    """The number of the person whose minute it is."""
    return (minute + APART // 2) // APART


def laid_out(each: Sequence[Sequence[Span]]) -> Spans:
    """The spans of each person; those of one are ascending if they were."""
    counts = [len(spans) for spans in each]
    flat = np.fromiter(chain.from_iterable(chain.from_iterable(each)), np.int64, 2 * sum(counts))
    line = np.repeat(place_of(np.arange(len(each))), counts)
    return Spans(flat[::2] + line, flat[1::2] + line)


def taken_apart(minutes: Integers, people: int) -> list[list[int]]:
    """The ascending minutes on the line by person, in minutes since 1970."""
    line = place_of(np.arange(people + 1))
    bounds = np.searchsorted(minutes, line - APART // 2)
    own = (minutes - np.repeat(line[:-1], np.diff(bounds))).tolist()
    return [own[first:end] for first, end in pairwise(bounds.tolist())]


def union(spans: Spans) -> Spans:
    """Tidy any spans: touching and overlapping ones become one, empty or backward ones vanish."""
    some = spans.starts < spans.ends
    order = np.argsort(spans.starts[some], kind="stable")
    starts, ends = spans.starts[some][order], np.maximum.accumulate(spans.ends[some][order])
    apart = starts[1:] > ends[:-1]
    edge = np.ones(min(len(starts), 1), dtype=np.bool_)
    return Spans(starts[np.concatenate([edge, apart])], ends[np.concatenate([apart, edge])])


def subtract(spans: Spans, taken: Spans) -> Spans:
    """What is left of tidy `spans` without the tidy `taken`."""
    before, after = np.array([[ALWAYS[0]], [np.iinfo(np.int64).max]])
    between = Spans(np.concatenate([before, taken.ends]), np.concatenate([taken.starts, after]))
    return intersect(spans, between)[0]


def intersect(ours: Spans, theirs: Spans) -> tuple[Spans, Integers]:
    """The minutes that both share, neither of which overlaps itself; and of each span by which of `theirs` it is."""
    first = np.searchsorted(theirs.ends, ours.starts, side="right")
    counts = np.maximum(np.searchsorted(theirs.starts, ours.ends, side="left") - first, 0)
    by = steps(first, counts, np.ones_like(first))
    starts = np.maximum(np.repeat(ours.starts, counts), theirs.starts[by])
    return Spans(starts, np.minimum(np.repeat(ours.ends, counts), theirs.ends[by])), by


def steps(first: Integers, counts: Integers, step: Integers) -> Integers:
    """From each `first` on so many numbers, `step` apart."""
    number = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    found: Integers = np.repeat(first, counts) + number * np.repeat(step, counts)
    return found
