"""Arithmetic on half-open spans of whole minutes: [start, end).

A list of spans is *tidy* when it is sorted and its spans neither touch nor overlap.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[int, int]
NEVER = (sys.maxsize, sys.maxsize)


def union(spans: Iterable[Span]) -> list[Span]:
    """Tidy any spans: touching and overlapping ones become one, empty or backward ones vanish."""
    merged: list[Span] = []
    low = high = -sys.maxsize
    for start, end in sorted(spans):
        if start > high:
            if low < high:
                merged.append((low, high))
            low, high = start, end
        elif end > high:
            high = end
    if low < high:
        merged.append((low, high))
    return merged


def subtract(spans: Sequence[Span], taken: Sequence[Span], *, before: int = 0, after: int = 0) -> list[Span]:
    """What is left of tidy `spans` once `taken`, sorted, are removed, each widened by `before` and `after`.

    Empty ones take nothing however wide. To widen on the way spares a list: most of a search's time goes into these.
    """
    left: list[Span] = []
    ahead = iter(taken)
    taken_from, taken_to = next(ahead, NEVER)
    for start, end in spans:
        free_from, reaches = start, end + before
        while taken_from < reaches:
            if taken_from < taken_to:
                if taken_from - before > free_from:
                    left.append((free_from, taken_from - before))
                if taken_to + after > free_from:
                    free_from = taken_to + after
                    if free_from > end:
                        break  # it may reach into the next span too
            taken_from, taken_to = next(ahead, NEVER)
        if free_from < end:
            left.append((free_from, end))
    return left


def intersect(ours: Sequence[Span], theirs: Sequence[Span]) -> list[Span]:
    """The minutes that two tidy lists share."""
    common: list[Span] = []
    index, count = 0, len(theirs)
    for start, end in ours:
        while index < count and theirs[index][1] <= start:
            index += 1
        while index < count and theirs[index][0] < end:
            other_start, other_end = theirs[index]
            common.append((max(start, other_start), min(end, other_end)))
            if other_end > end:
                break  # it may reach into the next span too
            index += 1
    return common


def clip(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The part of tidy `spans` inside [start, end)."""
    low = bisect_right(spans, start, key=lambda span: span[1])
    high = bisect_left(spans, end, key=lambda span: span[0])
    inside = list(spans[low:high])
    if inside:
        inside[0] = (max(inside[0][0], start), inside[0][1])
        inside[-1] = (inside[-1][0], min(inside[-1][1], end))
    return inside


def cut(spans: Sequence[Span], points: Sequence[int]) -> list[Span]:
    """The same minutes, but with a new span from every one of the sorted `points` that lies inside a span."""
    pieces: list[Span] = []
    for start, end in spans:
        inside = points[bisect_right(points, start) : bisect_left(points, end)]
        pieces += pairwise([start, *dict.fromkeys(inside), end])
    return pieces
