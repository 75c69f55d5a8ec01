"""Hours that somebody enters over midnight (from > to): what they probably mean, as ranges within days."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.intervals import Span
from agenda.wall_clock import DAY_MINUTES
from problems import Problem


class OverMidnight(Problem):
    """Some hours end before they start; `split` is what they would be as hours of two days."""

    code = "over_midnight"
    title = _("Hours over midnight")
    detail = _("These hours end on the next day. Split them into two days, as proposed.")
    field = "ranges"

    def __init__(self, split: list[dict[str, Any]]) -> None:
        super().__init__(split=split)


def parts(starts_minute: int, ends_minute: int) -> tuple[list[Span], list[Span]]:
    """The part on the day itself and the part on the day after; the latter is empty unless ends <= starts."""
    if starts_minute < ends_minute:
        return [(starts_minute, ends_minute)], []
    return [(starts_minute, DAY_MINUTES)], [(0, ends_minute)] if ends_minute else []


def split_week(ranges: list[dict[str, int]]) -> list[dict[str, int]]:
    """Weekly ranges with each that goes over midnight in two: the same list if none does."""
    found = []
    for one in ranges:
        for later, spans in enumerate(parts(one["starts_minute"], one["ends_minute"])):
            weekday = (one["weekday"] + later) % 7
            found += [
                {"weekday": weekday, "starts_minute": start, "ends_minute": end} for start, end in spans
            ]
    return found


def split_date(on: date, ranges: list[dict[str, int]]) -> list[dict[str, Any]]:
    """The ranges of `on`, and of the date after it if any goes over midnight."""
    both = [parts(one["starts_minute"], one["ends_minute"]) for one in ranges]
    found = []
    for later in (0, 1):
        spans = [span for pair in both for span in pair[later]]
        if spans or not later:
            rows = [{"starts_minute": start, "ends_minute": end} for start, end in spans]
            found.append({"on": str(on + timedelta(days=later)), "ranges": rows})
    return found
