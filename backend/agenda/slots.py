"""Free starts: when a session can begin.

Everybody's open hours minus everything taken gives the *possible* starts; the first person's clock lays a
grid over them; window, notice, horizon and the day, week and month limits only filter what the grid offers.
`refusal` asks the same search about one start, so that what is listed can be booked and nothing else.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import reduce
from typing import TypeVar

from agenda import wall_clock
from agenda.availability import Availability, BadAvailability, SessionRules
from agenda.dates import (
    OUTSIDE_WINDOW,
    DateLimits,
    DayReason,
    Days,
    Reason,
    clock_of,
    may_refuse,
    zone_on,
)
from agenda.intervals import Span, clip, cut, intersect, subtract, union
from agenda.wall_clock import DAY_MINUTES, Day, Minute, Stretch

__all__ = [
    "DayReason",
    "Reason",
    "Window",
    "day_reasons",
    "free_minutes",
    "free_starts",
    "openings_on",
    "possible_spans",
    "refusal",
]

Key = TypeVar("Key")
Window = tuple[datetime, datetime]


def free_starts(
    people: Sequence[Availability], rules: SessionRules, *, window: Window, now: datetime
) -> list[datetime]:
    """The starts, ascending aware UTC datetimes, of sessions that suit all `people` and lie in `window`.

    `window` is half-open and, like `now`, of aware datetimes. The first person's clock and hours set the
    grid. Raises BadAvailability if the window ends before it starts.
    """
    return [wall_clock.instant(minute) for minute in free_minutes(people, rules, window=window, now=now)]


def free_minutes(
    people: Sequence[Availability], rules: SessionRules, *, window: Window, now: datetime
) -> list[Minute]:
    """`free_starts` in minutes since 1970-01-01T00:00Z, for callers that go through very many."""
    if window[1] < window[0]:
        raise BadAvailability("end_before_start", "window", f"{window[0]} to {window[1]}")
    if not people:
        return []
    days = days_around(window)
    starts = _within(
        _offered(people, rules, days), *bounds(rules, minutes_of(window), wall_clock.minute_after(now))
    )
    return allowed(starts, people, rules, days=days, now=now)


def bounds(rules: SessionRules, window: Span, now: Minute) -> Span:
    """The minutes at which a session may begin that lies in `window` and keeps the notice."""
    return max(window[0], now + rules.notice_minutes), window[1] - rules.minutes + 1


def allowed(
    starts: list[Minute], people: Sequence[Availability], rules: SessionRules, *, days: Days, now: datetime
) -> list[Minute]:
    """Those of the ascending `starts` on the grid that neither the rules' dates nor anybody's limits refuse."""
    if rules.within is not None:
        starts = _within(starts, *rules.within)
    for begins, ends in rules.closed:
        del starts[bisect_left(starts, begins) : bisect_left(starts, ends)]
    for who in people:
        if starts and may_refuse(who, rules, now, until=starts[-1]):
            starts = _within_limits(starts, who, rules, days, now)
    return starts


def possible_spans(people: Sequence[Availability], rules: SessionRules, *, window: Window) -> list[Span]:
    """The minutes, as tidy spans, at which a session suits all `people` and begins in `window`: before any grid,
    notice or limit.
    """
    possible = possible_starts(people, rules, days_around(window))
    return clip(possible, *minutes_of(window))


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
    if _is_outside(minute, rules):
        return Reason.OUTSIDE_DATES
    days = days_around((wall_clock.instant(minute), window[1]))
    by_date = [DateLimits(who, rules, now).refusal_at(minute) for who in people]
    outside = next((why for why in by_date if why in OUTSIDE_WINDOW), None)
    if outside is not None:
        return outside
    if not all(clip(_open_starts(who, rules, days), minute, minute + 1) for who in people):
        return Reason.OUTSIDE_HOURS
    return _taken(minute, people, rules) or next(filter(None, by_date), Reason.OFF_GRID)


def _is_outside(start: Minute, rules: SessionRules) -> bool:
    return rules.within is not None and not rules.within[0] <= start < rules.within[1]


def _taken(minute: Minute, people: Sequence[Availability], rules: SessionRules) -> Reason | None:
    unknown = _unknown_of(people, Reason.CALENDAR_UNKNOWN, Reason.ASKER_CALENDAR_UNKNOWN)
    if unknown is not None:
        return unknown
    before, after = kept_clear(rules)
    taken = [(starts, ends) for who in people for starts, ends in who.taken() if starts < ends]
    blocked = any(starts - before <= minute < ends + after for starts, ends in taken)
    return Reason.BUSY if blocked else None


def _unknown_of(people: Sequence[Availability], of_asked: Key, of_asker: Key) -> Key | None:
    """Of whom nothing is known, those who are asked before those who ask; None if something is of everybody."""
    unknown = [who for who in people if who.unknown]
    if not unknown:
        return None
    return of_asker if all(who.asks for who in unknown) else of_asked


def day_reasons(
    people: Sequence[Availability],
    rules: SessionRules,
    *,
    window: Window,
    now: datetime,
    shown_in: Availability | None = None,
) -> dict[date, DayReason]:
    """Why the dates in `window`, on the clock by which `shown_in` or else the first person lives, have no start:
    exactly those dates, ascending.

    A date that the window cuts is judged by what lies inside. Where several reasons meet on a date, the
    one nearest to an offer is told: busy before unknown, that before full, then quota, notice, outside_dates,
    beyond_horizon.
    """
    starts = free_minutes(people, rules, window=window, now=now)
    opening, closing = minutes_of(window)
    if not people or closing <= opening:
        return {}
    days = days_around(window)
    idle = _offered([replace(who, busy=(), sessions=(), unknown=False) for who in people], rules, days)
    idle = idle[bisect_left(idle, opening) : bisect_left(idle, closing - rules.minutes + 1)]
    why = _WhyNot(people, rules, now)
    found: dict[Day, DayReason | None] = {}
    for day, (begins, ends) in wall_clock.shown_days(clock_of(shown_in or people[0], days)):
        if begins < closing and ends > opening:
            offered, could = _within(starts, begins, ends), _within(idle, begins, ends)
            nearest = None if offered else why.nearest(could)
            found[day] = _nearer(found[day], nearest) if day in found else nearest
    return {wall_clock.date_of(day): reason for day, reason in sorted(found.items()) if reason}


def _within(minutes: list[Minute], begins: Minute, ends: Minute) -> list[Minute]:
    return minutes[bisect_left(minutes, begins) : bisect_left(minutes, ends)]


def _nearer(one: DayReason | None, other: DayReason | None) -> DayReason | None:
    """Of two parts of a date the reason nearer to an offer; None if one has an offer."""
    return max(one, other, key=NEARNESS.index) if one and other else None


class _WhyNot:
    """Why none of the starts that open hours allow is offered."""

    def __init__(self, people: Sequence[Availability], rules: SessionRules, now: datetime) -> None:
        self._limits = [DateLimits(who, rules, now) for who in people]
        self._rules = rules
        unknown = _unknown_of(people, DayReason.UNKNOWN, DayReason.ASKER_UNKNOWN)
        self._taken = DayReason.BUSY if unknown is None else unknown
        self._earliest = wall_clock.minute_after(now + timedelta(minutes=rules.notice_minutes))

    def nearest(self, starts: Sequence[Minute]) -> DayReason:
        return max(map(self._of, starts), key=NEARNESS.index, default=DayReason.OFF)

    def _of(self, start: Minute) -> DayReason:
        by_date = [found for limits in self._limits if (found := limits.refusal_at(start))]
        if any(found in OUTSIDE_WINDOW for found in by_date):
            return DayReason.BEYOND_HORIZON
        if _is_outside(start, self._rules):
            return DayReason.OUTSIDE_DATES
        if start < self._earliest:
            return DayReason.NOTICE
        if any(begins <= start < ends for begins, ends in self._rules.closed):
            return DayReason.QUOTA
        return DayReason.FULL if by_date else self._taken


NEARNESS = list(DayReason)  # its order is that of nearness to an offer


def minutes_of(window: Window) -> Span:
    """The whole minutes in it."""
    return wall_clock.minute_after(window[0]), wall_clock.minute_before(window[1])


def days_around(window: Window) -> Days:
    """The days whose hours can reach into it: local dates lie up to one day beside UTC's.

    Every run begins at or after the start of a range of its own date, so looking no further back cannot
    shift a grid.
    """
    opening, closing = minutes_of(window)
    return Days(opening // DAY_MINUTES - 1, closing // DAY_MINUTES + 1)


def _offered(people: Sequence[Availability], rules: SessionRules, days: Days) -> list[Minute]:
    """The grid over the possible starts of `days` (rule of alignment), before any filter."""
    first = people[0]
    possible = possible_starts(people, rules, days)
    if rules.align == "range":
        runs = cut(possible, range_starts(first, days))
        return [start for run in runs for start in range(*run, rules.step_minutes)]
    return _on_the_clock(possible, clock_of(first, days), rules.step_minutes)


def _on_the_clock(possible: Sequence[Span], clock: Sequence[Stretch], step: int) -> list[Minute]:
    """The possible minutes at which `clock` shows a multiple of `step` minutes after 00:00."""
    starts: list[Minute] = []
    for midnight, (opening, closing) in midnights(clock, step):
        for start, end in clip(possible, opening, closing):
            starts += range(start + (midnight - start) % step, end, step)
    return starts


def midnights(clock: Sequence[Stretch], step: int) -> list[tuple[Minute, Span]]:
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


def possible_starts(people: Sequence[Availability], rules: SessionRules, days: Days) -> list[Span]:
    """The minutes at which a session suits all of them, before any grid."""
    return reduce(intersect, (_possible_starts(who, rules, days) for who in people))


def range_starts(who: Availability, days: Days) -> list[Minute]:
    """Where the open ranges begin, from each of which steps are counted anew."""
    return sorted(start for start, _ in _openings(who, days))


def _possible_starts(who: Availability, rules: SessionRules, days: Days) -> list[Span]:
    if who.unknown:
        return []
    asked = rules.minutes, rules.buffer_before_minutes, rules.buffer_after_minutes, days
    if asked not in who.possible:
        before, after = kept_clear(rules)
        taken = sorted(who.taken())
        who.possible[asked] = subtract(_open_starts(who, rules, days), taken, before=before, after=after)
    return who.possible[asked]


def _open_starts(who: Availability, rules: SessionRules, days: Days) -> list[Span]:
    """The starts whose session, without buffers, lies in one open range."""
    room = rules.minutes - 1
    return [(start, end - room) for start, end in union(_openings(who, days)) if end - start > room]


def kept_clear(rules: SessionRules) -> tuple[int, int]:
    """The minutes before and after something taken in which no session, with its buffers, may start."""
    return rules.minutes + rules.buffer_after_minutes - 1, rules.buffer_before_minutes


def openings_on(who: Availability, day: Day) -> list[Span]:
    """The open ranges of one local date, in minutes since 1970; what is taken is not considered."""
    return _hours_as_instants(zone_on(who, day), day, who.said_on(day))


def _openings(who: Availability, days: Days) -> list[Span]:
    """The open ranges of every local date, tidy within each date only: the start of each breaks a run."""
    if not who.travel:
        return _openings_at_home(who, days)
    return [span for day in range(days.first, days.last + 1) for span in openings_on(who, day)]


def _openings_at_home(who: Availability, days: Days) -> list[Span]:
    """`_openings` of people who do not travel: nearly everybody, so it is worth being quick."""
    week, instead = who.week, who.hours_by_date
    usual, changing = wall_clock.midnights(who.time_zone, *days)
    found = [
        (midnight + start, midnight + end)
        for day, weekday, midnight in usual
        for start, end in (instead[day] if day in instead else week[weekday])
    ]
    for day in changing:
        found += _hours_as_instants(who.time_zone, day, who.said_on(day))
    return sorted(found) if changing else found


def _hours_as_instants(zone: str, day: Day, hours: Sequence[Span]) -> list[Span]:
    at = wall_clock.wall_time
    return union((at(zone, day, start), at(zone, day, end)) for start, end in hours)


def _within_limits(
    starts: list[Minute], who: Availability, rules: SessionRules, days: Days, now: datetime
) -> list[Minute]:
    """Those of the ascending `starts` on local dates that `who` still has to give."""
    limits = DateLimits(who, rules, now)
    return [
        start
        for day, (opening, closing) in wall_clock.shown_days(clock_of(who, days))
        if (of_day := _within(starts, opening, closing)) and limits.refusal_on(day) is None
        for start in of_day
    ]
