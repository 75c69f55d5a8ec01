"""Weekly hours as text: "mon 16:00-19:00; tue 09:00-12:00", wall-clock time in the person's zone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from intake.cells import BadCell

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KOREAN_DAYS = "월화수목금토일"
_WEEKDAYS: Mapping[str, int] = {
    **{day: index for index, day in enumerate(DAYS)},
    **{day: index for index, day in enumerate(_LONG_DAYS)},
    **{day: index for index, day in enumerate(_KOREAN_DAYS)},
    **{f"{day}요일": index for index, day in enumerate(_KOREAN_DAYS)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_PART = re.compile(r"(?P<days>\D+?)\s*(?P<starts>\d{1,2}:\d{2})\s*-\s*(?P<ends>\d{1,2}:\d{2})", re.ASCII)
_TILDES = str.maketrans({"–": "-", "—": "-", "~": "-", "〜": "-", "～": "-", "：": ":", "；": ";"})


@dataclass(frozen=True, order=True)
class WeeklyRange:
    """Half-open [starts, ends) on one weekday (Monday 0), in minutes after local midnight, ends ≤ 1440."""

    weekday: int
    starts_minute: int
    ends_minute: int


def parse_weekly_hours(text: str) -> tuple[WeeklyRange, ...]:
    """Ranges in order of the week; "" is none. Days may be joined: "mon,wed 16:00-19:00", "월-금 9:00-12:00".

    Raises `BadCell`: "hours_unreadable", "hours_backwards" (past midnight is written as two parts), or
    "hours_overlap".
    """
    parts = (part.strip() for part in text.translate(_TILDES).split(";"))
    ranges = sorted(one for part in parts if part for one in _ranges(part))
    for earlier, later in pairwise(ranges):
        if earlier.weekday == later.weekday and later.starts_minute < earlier.ends_minute:
            raise BadCell("hours_overlap", value=format_weekly_hours((earlier, later)))
    return tuple(ranges)


def format_weekly_hours(ranges: tuple[WeeklyRange, ...]) -> str:
    """The ranges as text that `parse_weekly_hours` reads back to the same ranges."""
    return "; ".join(
        f"{DAYS[one.weekday]} {_clock(one.starts_minute)}-{_clock(one.ends_minute)}" for one in ranges
    )


def _ranges(part: str) -> Iterator[WeeklyRange]:
    match = _PART.fullmatch(part)
    if match is None:
        raise BadCell("hours_unreadable", value=part)
    starts, ends = _minutes(match["starts"], part), _minutes(match["ends"], part)
    if starts >= ends:
        raise BadCell("hours_backwards", value=part)
    for weekday in _weekdays(match["days"], part):
        yield WeeklyRange(weekday, starts, ends)


def _weekdays(text: str, part: str) -> Iterator[int]:
    for piece in text.split(","):
        names = [name.strip().rstrip(".").casefold() for name in piece.split("-")]
        if len(names) > 2 or any(name not in _WEEKDAYS for name in names):
            raise BadCell("hours_unreadable", value=part)
        first, last = _WEEKDAYS[names[0]], _WEEKDAYS[names[-1]]
        if first > last:
            raise BadCell("hours_unreadable", value=part)
        yield from range(first, last + 1)


def _minutes(text: str, part: str) -> int:
    hours, minutes = (int(number) for number in text.split(":"))
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        raise BadCell("hours_unreadable", value=part)
    return hours * 60 + minutes


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
