from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.intervals import Span, clip, cut, intersect, subtract, union

minutes = st.integers(0, 40)
some_spans = st.lists(st.tuples(minutes, minutes), max_size=8)
often = settings(max_examples=2_000, deadline=None)


def covered(spans: list[Span]) -> set[int]:
    return {minute for start, end in spans for minute in range(start, end)}


def tidy(minutes: set[int]) -> list[Span]:
    starts = sorted(minute for minute in minutes if minute - 1 not in minutes)
    ends = sorted(minute + 1 for minute in minutes if minute + 1 not in minutes)
    return list(zip(starts, ends, strict=True))


@often
@given(some_spans)
def test_a_union_is_tidy_and_covers_the_same_minutes(spans: list[Span]) -> None:
    assert union(spans) == tidy(covered(spans))


@often
@given(some_spans, some_spans)
def test_subtracting_and_intersecting_work_minute_by_minute(ours: list[Span], theirs: list[Span]) -> None:
    assert subtract(union(ours), union(theirs)) == tidy(covered(ours) - covered(theirs))
    assert intersect(union(ours), union(theirs)) == tidy(covered(ours) & covered(theirs))


@often
@given(some_spans, minutes, minutes)
def test_clipping_keeps_what_lies_inside(spans: list[Span], start: int, end: int) -> None:
    start, end = min(start, end), max(start, end) + 1
    assert clip(union(spans), start, end) == tidy(covered(spans) & set(range(start, end)))


@often
@given(some_spans, st.lists(minutes, max_size=4).map(sorted))
def test_cutting_begins_a_span_at_every_point_inside(spans: list[Span], points: list[int]) -> None:
    whole = covered(spans)
    pieces = cut(union(spans), points)
    assert covered(pieces) == whole
    assert {start for start, _ in pieces} == {start for start, _ in tidy(whole)} | (whole & set(points))
