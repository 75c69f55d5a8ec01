"""When two people who live by different clocks can meet every week, and who gets up early or stays up for it."""

from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from agenda import slots, wall_clock
from agenda.availability import Availability, SessionRules
from agenda.dates import Days, clock_of, date_at, zone_on
from agenda.intervals import Span, clip
from agenda.wall_clock import DAY_MINUTES, Day, Minute, Stretch

# Nobody minds to meet in these hours of the day.
EASY_FROM, EASY_UNTIL = 9 * 60, 18 * 60


class Burden(NamedTuple):
    """How many minutes before 09:00 a meeting begins, or after 18:00 it ends, on either side's clock."""

    ours: int
    theirs: int


class Meeting(NamedTuple):
    """One meeting: its start in minutes since 1970, whether both find it humane, whether it is free as well, what both
    clocks show (minutes since 1970-01-01 00:00 of that clock), and whom it costs what.
    """

    starts: Minute
    works: bool
    is_free: bool
    ours: int
    theirs: int
    burden: Burden


@dataclass(frozen=True)
class WeeklyTime:
    """A time of the week on our clock (Monday is 0, minutes after 00:00), with its meeting of each coming week."""

    weekday: int
    minute: int
    meetings: tuple[Meeting, ...]

    @property
    def working(self) -> list[Meeting]:
        """The meetings that both find humane."""
        return [meeting for meeting in self.meetings if meeting.works]

    @property
    def free(self) -> list[Meeting]:
        """Those of them that can be asked for, as far as is known."""
        return [meeting for meeting in self.working if meeting.is_free]

    @property
    def burden(self) -> Burden:
        """The sums over the weeks in which it works."""
        borne = [meeting.burden for meeting in self.working]
        return Burden(sum(one.ours for one in borne), sum(one.theirs for one in borne))


def weekly_times(
    ours: Availability,
    theirs: Availability,
    rules: SessionRules,
    *,
    weeks: int,
    now: datetime,
    free: Container[Minute] | None = None,
) -> list[WeeklyTime]:
    """The times of our week at which both can meet in at least one of the coming `weeks`, the fairest first.

    The hours of each side are those in which it accepts to meet; times lie `step_minutes` apart. Weeks count
    from tomorrow on our clock. `free` are the starts that can be asked for, as far as is known: whoever opened
    them finds them humane; None: there is nobody to ask, and all that are humane count. First come times that are
    free in most weeks, then those that work in most; of those alike the ones whose worse side has least to bear, then
    the least together; then Monday before Tuesday.
    """
    first = date_at(ours, wall_clock.minute_before(now)) + 1
    look = _Look(ours, theirs, rules, Days(first - 2, first + 7 * weeks + 2), free)
    times = [
        WeeklyTime(
            wall_clock.weekday(day), minute, tuple(look.at(day + 7 * week, minute) for week in range(weeks))
        )
        for day in range(first, first + 7)
        for minute in range(0, DAY_MINUTES, rules.step_minutes)
    ]
    return sorted((time for time in times if time.working), key=_fairness)


def _fairness(time: WeeklyTime) -> tuple[int, ...]:
    burden = time.burden
    return -len(time.free), -len(time.working), max(burden), sum(burden), time.weekday, time.minute


class _Look:
    """Both clocks and what both find humane, over some days."""

    def __init__(
        self,
        ours: Availability,
        theirs: Availability,
        rules: SessionRules,
        days: Days,
        free: Container[Minute] | None,
    ) -> None:
        self._ours = ours
        self._free = free
        self._zones = {zone: wall_clock.stretches(zone, *days) for zone in _zones_of(ours)}
        self._minutes = rules.minutes
        window = (
            wall_clock.instant(days.first * DAY_MINUTES),
            wall_clock.instant((days.last + 1) * DAY_MINUTES),
        )
        self._humane: list[Span] = slots.possible_spans([ours, theirs], rules, window=window)
        self._clocks = clock_of(ours, days), clock_of(theirs, days)

    def at(self, day: Day, minute: int) -> Meeting:
        """The meeting of `minute` on our `day`; it does not work where our clock shows that at no time."""
        starts, shown = self._start(day, minute)
        humane = bool(clip(self._humane, starts, starts + 1))
        is_free = humane if self._free is None else starts in self._free
        ours, theirs = (starts + _offset(clock, starts) for clock in self._clocks)
        burden = Burden(self._cost(ours), self._cost(theirs))
        return Meeting(starts, shown and (humane or is_free), shown and is_free, ours, theirs, burden)

    def _start(self, day: Day, minute: int) -> tuple[Minute, bool]:
        """When `minute` of our `day` is, and whether we live by a clock that shows it. About the ends of a journey
        two clocks may: the zone that the hours of the date are read in counts, then the earlier one.
        """
        first_choice = zone_on(self._ours, day)
        starts = wall_clock.wall_time(first_choice, day, minute)
        if self._lives_by(first_choice, starts):
            return starts, True
        found = [
            start
            for zone in self._zones
            if self._lives_by(zone, start := wall_clock.wall_time(zone, day, minute))
        ]
        return min(found, default=starts), bool(found)

    def _lives_by(self, zone: str, at: Minute) -> bool:
        return _offset(self._zones[zone], at) == _offset(self._clocks[0], at)

    def _cost(self, shown: int) -> int:
        begins = shown % DAY_MINUTES
        return max(0, EASY_FROM - begins) + max(0, begins + self._minutes - EASY_UNTIL)


def _zones_of(who: Availability) -> set[str]:
    return {who.time_zone, *(zone for _, _, zone in who.journeys)}


def _offset(clock: Sequence[Stretch], at: Minute) -> int:
    """What `clock` shows at a minute of its own, less the minute."""
    return clock[bisect_right(clock, at, key=lambda stretch: stretch.starts) - 1].offset


def in_turns(times: Sequence[WeeklyTime]) -> list[Meeting]:
    """One meeting a week, always on the weekday of the fairest of `times`: each week it is easiest for whoever
    has borne more so far. A week in which no time of that weekday is free is left out.
    """
    if not times:
        return []
    sameday = [time for time in times if time.weekday == times[0].weekday]
    chosen: list[Meeting] = []
    borne = Burden(0, 0)
    for meetings in zip(*(time.meetings for time in sameday), strict=True):
        free = [meeting for meeting in meetings if meeting.is_free]
        if free:
            best = min(free, key=lambda meeting: _spread(borne, meeting.burden))
            borne = Burden(borne.ours + best.burden.ours, borne.theirs + best.burden.theirs)
            chosen.append(best)
    return chosen


def _spread(borne: Burden, more: Burden) -> tuple[int, int, int]:
    """Less is fairer: what the side that has borne most would have borne, then the gap, then all together."""
    ours, theirs = borne.ours + more.ours, borne.theirs + more.theirs
    return max(ours, theirs), abs(ours - theirs), ours + theirs
