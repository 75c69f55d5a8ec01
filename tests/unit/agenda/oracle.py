"""Free starts by brute force, minute by minute, sharing no arithmetic with the engine.

One bit a minute over a few days; wall-clock times are found by looking for the instant that shows them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, reduce
from operator import and_
from zoneinfo import ZoneInfo

from agenda.availability import Availability, SessionRules

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LOOK_BACK, LOOK_AHEAD = 3 * DAY, DAY
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def instant_of(zone: str, as_utc: datetime) -> datetime:
    """The first instant at which a clock shows what UTC's shows `as_utc`; in a gap, by the offset before it."""
    offsets = {offset_at(zone, as_utc + timedelta(hours=hours)) for hours in range(-30, 31)}
    showing = [as_utc - offset for offset in offsets if offset_at(zone, as_utc - offset) == offset]
    return min(showing) if showing else as_utc - offset_at(zone, as_utc - max(offsets))


def offset_at(zone: str, instant: datetime) -> timedelta:
    offset = instant.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return offset


def local_time(who: Availability, instant: datetime) -> datetime:
    """What the person's clock shows: the travel's if that is a date of the travel, else the one at home."""
    for trip in who.travel:
        there = instant.astimezone(ZoneInfo(trip.time_zone))
        if trip.from_on <= there.date() <= trip.to_on:
            return there
    return instant.astimezone(ZoneInfo(who.time_zone))


def ranges_on(who: Availability, on: date) -> Iterator[tuple[datetime, datetime]]:
    zone = next((trip.time_zone for trip in who.travel if trip.from_on <= on <= trip.to_on), who.time_zone)
    overrides = [override.hours for override in who.overrides if override.on == on]
    weekly = [(own.starts_minute, own.ends_minute) for own in who.weekly if own.weekday == on.weekday()]
    hours = [span for spans in overrides for span in spans] if overrides else weekly
    midnight = datetime(on.year, on.month, on.day, tzinfo=UTC)
    for opens, closes in hours:
        yield instant_of(zone, midnight + opens * MINUTE), instant_of(zone, midnight + closes * MINUTE)


class Timeline:
    """Some days, one bit a minute: bit 0 is the first."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.start = start.replace(second=0, microsecond=0)
        self.length = int((end - self.start) / MINUTE)

    def place(self, instant: datetime) -> int:
        return min(max(0, (instant - self.start) // MINUTE), self.length)

    def at(self, place: int) -> datetime:
        return self.start + place * MINUTE

    def marked(self, spans: Iterable[tuple[datetime, datetime]]) -> int:
        """1 for every minute of which some part lies in one of the spans."""
        marks = 0
        for start, end in spans:
            if start < end:
                low, high = self.place(start), self.place(end + MINUTE - timedelta.resolution)
                marks |= (1 << high) - (1 << low)
        return marks

    def hours_of(self, who: Availability) -> tuple[int, int]:
        """The open minutes, and the minutes at which a range of some date begins."""
        is_open = begins = 0
        for number in range(-2, self.length // 1440 + 3):
            of_date = self.marked(ranges_on(who, self.start.date() + number * DAY))
            is_open |= of_date
            begins |= of_date & ~(of_date << 1)
        return is_open, begins

    def possible(self, who: Availability, rules: SessionRules) -> int:
        """The minutes at which a session may start, as far as hours and what is taken go."""
        is_open, _ = self.hours_of(who)
        taken = self.marked([*map(_instants, who.busy), *(_instants(own.occupied) for own in who.sessions)])
        before, after, length = rules.buffer_before_minutes, rules.buffer_after_minutes, rules.minutes
        clear = from_here_on(~taken & ((1 << self.length) - 1), before + length + after)
        return from_here_on(is_open, length) & (clear << before)


def from_here_on(marks: int, count: int) -> int:
    """The minutes at which this and the following ones, `count` together, are all marked."""
    done = 1
    while done < count:
        step = min(done, count - done)
        marks &= marks >> step
        done += step
    return marks


def places_of(marks: int) -> list[int]:
    """The marked minutes, ascending."""
    return [place for place, mark in enumerate(reversed(f"{marks:b}")) if mark == "1"]


def free_starts(
    people: Sequence[Availability], rules: SessionRules, window: tuple[datetime, datetime], now: datetime
) -> list[datetime]:
    return _found([(who, rules) for who in people], window, now)


def free_starts_beside(
    expert: Availability,
    others: Sequence[Availability],
    rules: SessionRules,
    theirs: SessionRules,
    window: tuple[datetime, datetime],
    now: datetime,
) -> list[datetime]:
    """The starts of an expert's session by `rules` with others who are there by `theirs`."""
    return _found([(expert, rules), *((other, theirs) for other in others)], window, now)


def free_starts_of_all(
    asked: Sequence[tuple[Availability, SessionRules]], window: tuple[datetime, datetime], now: datetime
) -> list[datetime]:
    """The starts of experts who meet at once, each by rules of their own, on the grid of the first."""
    return _found(asked, window, now)


def _found(
    asked: Sequence[tuple[Availability, SessionRules]], window: tuple[datetime, datetime], now: datetime
) -> list[datetime]:
    line = Timeline(window[0] - LOOK_BACK, window[1] + LOOK_AHEAD)
    possible = reduce(and_, (line.possible(who, rules) for who, rules in asked))
    first, rules = asked[0]
    asked_for = line.marked([window])
    if rules.align == "clock":
        offered = _by_clock(line, places_of(possible & asked_for), first, rules)
    else:
        offered = [
            place for place in _by_run(line, places_of(possible), first, rules) if asked_for >> place & 1
        ]
    return [line.at(place) for place in offered if _passes(line.at(place), asked, window, now)]


def _by_run(line: Timeline, possible: Sequence[int], first: Availability, rules: SessionRules) -> list[int]:
    begins = frozenset(places_of(line.hours_of(first)[1]))
    offered, before, since = [], -2, 0
    for place in possible:
        since = 0 if place in begins or place != before + 1 else since + 1
        before = place
        if since % rules.step_minutes == 0:
            offered.append(place)
    return offered


def _by_clock(line: Timeline, possible: Sequence[int], first: Availability, rules: SessionRules) -> list[int]:
    offered = []
    for place in possible:
        shown = local_time(first, line.at(place))
        if (shown.hour * 60 + shown.minute) % rules.step_minutes == 0:
            offered.append(place)
    return offered


def _passes(
    start: datetime,
    asked: Sequence[tuple[Availability, SessionRules]],
    window: tuple[datetime, datetime],
    now: datetime,
) -> bool:
    inside = window[0] <= start and start + asked[0][1].minutes * MINUTE <= window[1]
    in_time = all(start >= now + rules.notice_minutes * MINUTE for _, rules in asked)
    return inside and in_time and all(_has_room(who, start, rules, now) for who, rules in asked)


def _has_room(who: Availability, start: datetime, rules: SessionRules, now: datetime) -> bool:
    on, today = local_time(who, start).date(), local_time(who, now).date()
    booked = [local_time(who, EPOCH + own.starts * MINUTE).date() for own in who.sessions]
    this_month = [day for day in booked if (day.year, day.month) == (on.year, on.month)]
    this_week = [day for day in booked if day.isocalendar()[:2] == on.isocalendar()[:2]]
    return (
        (rules.horizon_days is None or on <= today + rules.horizon_days * DAY)
        and (rules.max_per_day is None or booked.count(on) < rules.max_per_day)
        and (rules.max_per_week is None or len(this_week) < rules.max_per_week)
        and (rules.max_per_month is None or len(this_month) < rules.max_per_month)
        and (rules.window_from_on is None or on >= rules.window_from_on)
        and (rules.window_until_on is None or on <= rules.window_until_on)
    )


def _instants(span: tuple[int, int]) -> tuple[datetime, datetime]:
    return EPOCH + span[0] * MINUTE, EPOCH + span[1] * MINUTE
