"""Free starts: when a session can begin.

Everybody's open hours minus everything taken gives the *possible* starts; the first person's clock lays a
grid over them; window, notice, horizon and the day, week and month limits only filter what the grid offers.
`refusal` asks the same search about one start, so that what is listed can be booked and nothing else.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from typing import NamedTuple, TypeVar

from agenda import wall_clock
from agenda.availability import Availability, BadAvailability, SessionRules
from agenda.intervals import Span, clip, cut, intersect, subtract, union
from agenda.wall_clock import DAY_MINUTES, Day, Minute, Stretch

Key = TypeVar("Key")
Window = tuple[datetime, datetime]


class Reason(StrEnum):
    """Why a start is not offered; the value is the stable code of the API."""

    STARTS_IN_PAST = "starts_in_past"
    INSIDE_NOTICE = "inside_notice"
    BEFORE_WINDOW = "before_window"
    BEYOND_HORIZON = "beyond_horizon"
    OUTSIDE_HOURS = "outside_hours"
    BUSY = "busy"
    DAY_FULL = "day_full"
    WEEK_FULL = "week_full"
    MONTH_FULL = "month_full"
    OFF_GRID = "off_grid"


OUTSIDE_WINDOW = (Reason.BEFORE_WINDOW, Reason.BEYOND_HORIZON)


class _Days(NamedTuple):
    """The UTC days that a search looks at."""

    first: Day
    last: Day


def free_starts(
    people: Sequence[Availability], rules: SessionRules, *, window: Window, now: datetime
) -> list[datetime]:
    """The starts, ascending aware UTC datetimes, of sessions that suit all `people` and lie in `window`.

    `window` is half-open and, like `now`, of aware datetimes. The first person's clock and hours set the
    grid. Raises BadAvailability if the window ends before it starts.
    """
    return [wall_clock.instant(minute) for minute in free_minutes(people, rules, window=window, now=now)]


def free_starts_of_each(
    people: Mapping[Key, Availability], rules: SessionRules, *, window: Window, now: datetime
) -> dict[Key, list[datetime]]:
    """For every person alone, under the same key, what `free_starts` gives."""
    return {key: free_starts([who], rules, window=window, now=now) for key, who in people.items()}


def free_minutes(
    people: Sequence[Availability], rules: SessionRules, *, window: Window, now: datetime
) -> list[Minute]:
    """`free_starts` in minutes since 1970-01-01T00:00Z, for callers that go through very many."""
    if window[1] < window[0]:
        raise BadAvailability("end_before_start", "window", f"{window[0]} to {window[1]}")
    if not people:
        return []
    opening, closing = wall_clock.minute_after(window[0]), wall_clock.minute_before(window[1])
    days = _days_around(opening, closing)
    starts = _offered(people, rules, days)
    earliest = max(opening, wall_clock.minute_after(now + timedelta(minutes=rules.notice_minutes)))
    starts = starts[bisect_left(starts, earliest) : bisect_left(starts, closing - rules.minutes + 1)]
    if rules.limits_dates:
        for who in people:
            starts = _within_limits(starts, who, rules, days, now)
    return starts


def refusal(
    start: datetime, people: Sequence[Availability], rules: SessionRules, *, now: datetime
) -> Reason | None:
    """Why a session of all `people` may not begin at `start`; None exactly if `free_starts` lists it.

    For a session that moves, leave the session itself out of its people's `sessions` and `busy`.
    """
    window = start, start + timedelta(minutes=rules.minutes)
    if start in free_starts(people, rules, window=window, now=now):
        return None
    if start < now:
        return Reason.STARTS_IN_PAST
    if start < now + timedelta(minutes=rules.notice_minutes):
        return Reason.INSIDE_NOTICE
    minute = wall_clock.minute_before(start)
    days = _days_around(minute, minute + rules.minutes)
    by_date = [_DateLimits(who, rules, now).refusal_at(minute) for who in people]
    outside = next((why for why in by_date if why in OUTSIDE_WINDOW), None)
    if outside is not None:
        return outside
    if not all(clip(_open_starts(who, rules, days), minute, minute + 1) for who in people):
        return Reason.OUTSIDE_HOURS
    if any(clip(_blocked_starts(who, rules), minute, minute + 1) for who in people):
        return Reason.BUSY
    return next(filter(None, by_date), Reason.OFF_GRID)


def _days_around(opening: Minute, closing: Minute) -> _Days:
    """The days whose hours can reach into [opening, closing): local dates lie up to one day beside UTC's.

    Every run begins at or after the start of a range of its own date, so looking no further back cannot
    shift a grid.
    """
    return _Days(opening // DAY_MINUTES - 1, closing // DAY_MINUTES + 1)


def _offered(people: Sequence[Availability], rules: SessionRules, days: _Days) -> list[Minute]:
    """The grid over the possible starts of `days` (rule of alignment), before any filter."""
    first = people[0]
    possible = reduce(intersect, (_possible_starts(who, rules, days) for who in people))
    if rules.align == "range":
        runs = cut(possible, sorted(start for start, _ in _openings(first, days)))
        return [start for run in runs for start in range(*run, rules.step_minutes)]
    return _on_the_clock(possible, _clock(first, days), rules.step_minutes)


def _on_the_clock(possible: Sequence[Span], clock: Sequence[Stretch], step: int) -> list[Minute]:
    """The possible minutes at which `clock` shows a multiple of `step` minutes after 00:00."""
    starts: list[Minute] = []
    for midnight, (opening, closing) in _midnights(clock, step):
        for start, end in clip(possible, opening, closing):
            starts.extend(range(start + (midnight - start) % step, end, step))
    return starts


def _midnights(clock: Sequence[Stretch], step: int) -> list[tuple[Minute, Span]]:
    """A local 00:00 to count steps from, and the minutes for which it serves.

    Where the step divides the day every midnight serves as long as the offset stays.
    """
    if DAY_MINUTES % step == 0:
        return [(-offset, (starts, ends)) for starts, ends, offset in clock]
    return [
        (day * DAY_MINUTES - stretch.offset, shown)
        for stretch in clock
        for day, shown in wall_clock.shown_days([stretch])
    ]


def _possible_starts(who: Availability, rules: SessionRules, days: _Days) -> list[Span]:
    return subtract(_open_starts(who, rules, days), _blocked_starts(who, rules))


def _open_starts(who: Availability, rules: SessionRules, days: _Days) -> list[Span]:
    """The starts whose session, without buffers, lies in one open range."""
    room = rules.minutes - 1
    return [(start, end - room) for start, end in union(_openings(who, days)) if end - start > room]


def _blocked_starts(who: Availability, rules: SessionRules) -> list[Span]:
    """The starts whose session, with buffers, would meet something taken."""
    before = rules.minutes + rules.buffer_after_minutes - 1
    after = rules.buffer_before_minutes
    return union([(start - before, end + after) for start, end in who.taken() if start < end])


def _openings(who: Availability, days: _Days) -> list[Span]:
    """The open ranges of every local date, tidy within each date only: the start of each breaks a run."""
    if not who.travel:
        return _openings_at_home(who, days)
    found: list[Span] = []
    for day in range(days.first, days.last + 1):
        hours = who.hours_by_date.get(day, who.week[wall_clock.weekday(day)])
        found += _hours_as_instants(_zone_on(who, day), day, hours)
    return found


def _openings_at_home(who: Availability, days: _Days) -> list[Span]:
    """`_openings` of people who do not travel: nearly everybody, so it is worth being quick."""
    found: list[Span] = []
    week, instead = who.week, who.hours_by_date
    for day, midnight in wall_clock.midnights(who.time_zone, *days):
        hours = instead[day] if day in instead else week[wall_clock.weekday(day)]
        if midnight is None:
            found += _hours_as_instants(who.time_zone, day, hours)
        else:
            for start, end in hours:
                found.append((midnight + start, midnight + end))
    return found


def _hours_as_instants(zone: str, day: Day, hours: Sequence[Span]) -> list[Span]:
    at = wall_clock.wall_time
    return union((at(zone, day, start), at(zone, day, end)) for start, end in hours)


def _zone_on(who: Availability, day: Day) -> str:
    """The zone on whose clock the hours of a date are read."""
    return next((zone for first, last, zone in who.journeys if first <= day <= last), who.time_zone)


def _clock(who: Availability, days: _Days) -> list[Stretch]:
    """The person's clock over `days`: a travel's while that shows a date of the travel, else the one at home."""
    clock: list[Stretch] = []
    unclaimed = [(days.first * DAY_MINUTES, (days.last + 1) * DAY_MINUTES)]
    for first, last, zone in who.journeys:
        away = wall_clock.while_on(wall_clock.stretches(zone, *days), first, last)
        clock += _parts(away, unclaimed)
        unclaimed = subtract(unclaimed, [(starts, ends) for starts, ends, _ in away])
    clock += _parts(wall_clock.stretches(who.time_zone, *days), unclaimed)
    return sorted(clock)


def _parts(clock: Sequence[Stretch], spans: Sequence[Span]) -> list[Stretch]:
    return [Stretch(*part, offset) for starts, ends, offset in clock for part in clip(spans, starts, ends)]


def _within_limits(
    starts: Sequence[Minute], who: Availability, rules: SessionRules, days: _Days, now: datetime
) -> list[Minute]:
    """Those of the ascending `starts` on local dates that `who` still has to give."""
    limits = _DateLimits(who, rules, now)
    return [
        start
        for day, (opening, closing) in wall_clock.shown_days(_clock(who, days))
        if limits.refusal_on(day) is None
        for start in starts[bisect_left(starts, opening) : bisect_left(starts, closing)]
    ]


class _DateLimits:
    """Horizon, booking window and the limits per day, week and month of one person: the only place that counts them."""

    def __init__(self, who: Availability, rules: SessionRules, now: datetime) -> None:
        self._who = who
        self._rules = rules
        booked = [_date_at(who, session.starts) for session in who.sessions]
        self._booked_on = Counter(booked)
        self._booked_in_week = Counter(map(wall_clock.week, booked))
        # Months are dear to tell: only for those who count them.
        self._booked_in_month = Counter(map(wall_clock.month, booked if rules.max_per_month else ()))
        self._today = _date_at(who, wall_clock.minute_before(now))

    def refusal_at(self, minute: Minute) -> Reason | None:
        return self.refusal_on(_date_at(self._who, minute))

    def refusal_on(self, day: Day) -> Reason | None:
        return self._outside_window(day) or self._full(day)

    def _outside_window(self, day: Day) -> Reason | None:
        rules = self._rules
        if rules.window_from_on is not None and day < wall_clock.day_of(rules.window_from_on):
            return Reason.BEFORE_WINDOW
        if rules.window_until_on is not None and day > wall_clock.day_of(rules.window_until_on):
            return Reason.BEYOND_HORIZON
        if rules.horizon_days is not None and day - self._today > rules.horizon_days:
            return Reason.BEYOND_HORIZON
        return None

    def _full(self, day: Day) -> Reason | None:
        rules = self._rules
        if rules.max_per_day is not None and self._booked_on[day] >= rules.max_per_day:
            return Reason.DAY_FULL
        in_week = self._booked_in_week[wall_clock.week(day)]
        if rules.max_per_week is not None and in_week >= rules.max_per_week:
            return Reason.WEEK_FULL
        if rules.max_per_month is None:
            return None
        in_month = self._booked_in_month[wall_clock.month(day)]
        return Reason.MONTH_FULL if in_month >= rules.max_per_month else None


def _date_at(who: Availability, minute: Minute) -> Day:
    """The date on the person's clock at `minute`."""
    around = _Days(minute // DAY_MINUTES, minute // DAY_MINUTES)
    return next(
        day for day, (starts, ends) in wall_clock.shown_days(_clock(who, around)) if starts <= minute < ends
    )
