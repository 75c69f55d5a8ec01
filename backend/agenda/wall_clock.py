"""Wall clocks: what the clock on a wall in some zone shows, and when.

Inside, an instant is a whole minute since 1970-01-01T00:00Z and a date is a whole day since 1970-01-01;
datetimes and dates are translated here, at the edge. Offsets are whole minutes, which holds for every
zone of the tz database since 1972 (Africa/Monrovia was the last to give up seconds).
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from agenda.intervals import Span

Minute = int
Day = int

DAY_MINUTES = 1440
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_MINUTE = timedelta(minutes=1)


class Stretch(NamedTuple):
    """Minutes [starts, ends) during which a clock stays `offset` minutes ahead of UTC."""

    starts: Minute
    ends: Minute
    offset: int


def minute_before(instant: datetime) -> Minute:
    """The last whole minute at or before an aware `instant`."""
    return (instant - _EPOCH) // _MINUTE


def minute_after(instant: datetime) -> Minute:
    """The first whole minute at or after an aware `instant`."""
    return -((_EPOCH - instant) // _MINUTE)


def instant(minute: Minute) -> datetime:
    """The aware UTC datetime of a minute."""
    return datetime.fromtimestamp(minute * 60, UTC)


def text(minute: Minute) -> str:
    """A minute as ISO 8601 with a Z. Thousands are told in an answer, and strftime takes fifty times as long."""
    return _date_text(minute // DAY_MINUTES) + _TIME_TEXTS[minute % DAY_MINUTES]


@lru_cache(maxsize=1024)
def _date_text(day: Day) -> str:
    return date_of(day).isoformat()


_TIME_TEXTS = [f"T{minute // 60:02}:{minute % 60:02}:00Z" for minute in range(DAY_MINUTES)]


def day_of(on: date) -> Day:
    """The number of a date."""
    return on.toordinal() - _EPOCH_ORDINAL


def weekday(day: Day) -> int:
    """0 for Monday to 6 for Sunday; day 0 was a Thursday."""
    return (day + 3) % 7


def week(day: Day) -> int:
    """A number shared by exactly the seven days, Monday to Sunday, of one ISO week."""
    return (day + 3) // 7


def date_of(day: Day) -> date:
    """The date of a number."""
    return date.fromordinal(_EPOCH_ORDINAL + day)


def month(day: Day) -> int:
    """A number shared by exactly the days of one calendar month."""
    on = date_of(day)
    return on.year * 12 + on.month - 1


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The zone of that name; LookupError if the tz database has none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError) as error:  # names that are paths: "../x", "America", ""
        raise LookupError(name) from error


@lru_cache(maxsize=4096)  # on a date on which the clock changes many have the same hours
def wall_time(name: str, day: Day, minute: int) -> Minute:
    """When a zone's clock shows `minute` minutes after 00:00 of `day`; 1440 is 00:00 of the next day.

    RFC 5545, 3.3.5: a time that the clock skips is read with the offset before the gap, a time that it
    shows twice is the first. PEP 495 gives fold=0 exactly that meaning.
    """
    days, minute = divmod(minute, DAY_MINUTES)
    day += days
    shown = datetime.fromordinal(_EPOCH_ORDINAL + day) + minute * _MINUTE
    offset = shown.replace(tzinfo=zone(name)).utcoffset() or timedelta()
    return day * DAY_MINUTES + minute - offset // _MINUTE


@lru_cache(maxsize=1024)
def midnights(
    name: str, first: Day, last: Day
) -> tuple[tuple[tuple[Day, int, Minute], ...], tuple[Day, ...]]:
    """The days whose wall times all have one offset, each with its weekday and its 00:00; and the other days."""
    starts = [wall_time(name, day, 0) for day in range(first, last + 2)]
    days = [(first + index, start, end - start) for index, (start, end) in enumerate(pairwise(starts))]
    usual = tuple((day, weekday(day), start) for day, start, length in days if length == DAY_MINUTES)
    return usual, tuple(day for day, _, length in days if length != DAY_MINUTES)


@lru_cache(maxsize=1024)
def stretches(name: str, first: Day, last: Day) -> tuple[Stretch, ...]:
    """A zone's clock from 00:00 UTC of day `first` to 24:00 UTC of day `last`."""
    found = [Stretch(first * DAY_MINUTES, first * DAY_MINUTES, _offset(name, first * DAY_MINUTES))]
    for day in range(first, last + 1):
        start, end = day * DAY_MINUTES, (day + 1) * DAY_MINUTES
        if _offset(name, end) != found[-1].offset:
            change = _first_change(name, start, end)
            found[-1] = found[-1]._replace(ends=change)
            found.append(Stretch(change, end, _offset(name, end)))
        found[-1] = found[-1]._replace(ends=end)
    return tuple(stretch for stretch in found if stretch.starts < stretch.ends)


def while_on(clock: Sequence[Stretch], first: Day, last: Day) -> list[Stretch]:
    """The parts of `clock` during which it shows a date from `first` to `last`, both included."""
    shown = [
        Stretch(
            max(starts, first * DAY_MINUTES - offset),
            min(ends, (last + 1) * DAY_MINUTES - offset),
            offset,
        )
        for starts, ends, offset in clock
    ]
    return [stretch for stretch in shown if stretch.starts < stretch.ends]


def shown_days(clock: Sequence[Stretch]) -> list[tuple[Day, Span]]:
    """Each date that `clock` shows, with the minutes in which it does; a date may come more than once."""
    return [
        (day, (max(starts, day * DAY_MINUTES - offset), min(ends, (day + 1) * DAY_MINUTES - offset)))
        for starts, ends, offset in clock
        for day in range((starts + offset) // DAY_MINUTES, (ends - 1 + offset) // DAY_MINUTES + 1)
    ]


def _offset(name: str, minute: Minute) -> int:
    offset = instant(minute).astimezone(zone(name)).utcoffset() or timedelta()
    return offset // _MINUTE


def _first_change(name: str, start: Minute, end: Minute) -> Minute:
    """The minute in (start, end] from which the offset is no longer that of `start`."""
    before = _offset(name, start)
    while end - start > 1:
        middle = (start + end) // 2
        if _offset(name, middle) == before:
            start = middle
        else:
            end = middle
    return end
