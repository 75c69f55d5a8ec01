"""Arithmetic on half-open spans of whole minutes: [start, end).

A list of spans is *tidy* when it is sorted and its spans neither touch nor overlap.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def union(spans: Iterable[Span]) -> list[Span]:
    """Tidy any spans: touching and overlapping ones become one, empty or backward ones vanish."""
    merged: list[Span] = []
    reach: int | None = None
    for start, end in sorted(spans):
        if end <= start:
            continue
        if reach is None or start > reach:
            merged.append((start, end))
            reach = end
        elif end > reach:
            merged[-1] = (merged[-1][0], end)
            reach = end
    return merged


def subtract(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What is left of tidy `spans` once the tidy `taken` are removed."""
    left: list[Span] = []
    following, count = 0, len(taken)
    for start, end in spans:
        while following < count and taken[following][1] <= start:
            following += 1
        index = following
        while index < count and taken[index][0] < end:
            if taken[index][0] > start:
                left.append((start, taken[index][0]))
            start = taken[index][1]
            index += 1
        if start < end:
            left.append((start, end))
    return left


def intersect(ours: Sequence[Span], theirs: Sequence[Span]) -> list[Span]:
    """The minutes that two tidy lists share."""
    return [common for start, end in ours for common in clip(theirs, start, end)]


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
        for point in points[bisect_right(points, start) : bisect_left(points, end)]:
            if point > start:
                pieces.append((start, point))
                start = point
        pieces.append((start, end))
    return pieces
