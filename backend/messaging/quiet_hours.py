"""When a text may arrive: never in the hours that a person keeps quiet, by the clock on that person's wall.

Wall clocks skip and repeat times at daylight-saving changes, and whoever travels lives by another one; a time is
quiet whenever the wall where the person then is shows it so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from agenda import wall_clock
from agenda.availability import Availability, Travel
from agenda.dates import Days, clock_of
from agenda.intervals import Span, union
from agenda.wall_clock import Day

# A reminder that would fall into the quiet hours leaves this long before they begin.
BEFORE_QUIET = timedelta(minutes=30)
# So many days on either side of an instant hold the quiet hours next to it, whatever clocks skip and repeat.
AROUND = 3


@dataclass(frozen=True)
class QuietHours:
    """Local hours [quiet_from, quiet_until) of the clock at home, over midnight if they end before they begin.

    On `journeys` the clock there counts. Equal ends mean that no hour is quiet. Seconds of the ends do not count. Of
    `quiet_days` (0 is Monday) every hour is quiet beside those.
    """

    zone: ZoneInfo
    quiet_from: time
    quiet_until: time
    journeys: tuple[Travel, ...] = ()
    quiet_days: frozenset[int] = frozenset()

    def hold_at(self, instant: datetime) -> bool:
        """Whether the wall clock shows a quiet time at an aware `instant`."""
        return self._quiet_at(instant) is not None

    def began_before(self, instant: datetime) -> datetime:
        """When the quiet hours last began, at or before `instant`; aware UTC."""
        minute = wall_clock.minute_before(instant)
        return wall_clock.instant(max(start for start, _ in self._around(instant) if start <= minute))

    def begin_after(self, instant: datetime) -> datetime | None:
        """When they begin next, after `instant`; None if no hour is quiet."""
        minute = wall_clock.minute_before(instant)
        starts = (start for start, _ in self._around(instant) if start > minute)
        found = next(starts, None)
        return None if found is None else wall_clock.instant(found)

    def over_at(self, instant: datetime) -> datetime:
        """The first instant from `instant` on that is not quiet."""
        found = self._quiet_at(instant)
        return instant if found is None else wall_clock.instant(found[1])

    def _quiet_at(self, instant: datetime) -> Span | None:
        minute = wall_clock.minute_before(instant)
        return next((span for span in self._around(instant) if span[0] <= minute < span[1]), None)

    def _around(self, instant: datetime) -> list[Span]:
        """The quiet hours of the days around, tidy, in minutes since 1970."""
        if self.quiet_from == self.quiet_until:
            return []
        return _around_day(self, wall_clock.day_of(instant.astimezone(UTC).date()))

    def of_days_around(self, today: Day) -> Iterator[Span]:
        """The quiet hours around a UTC day, untidy."""
        who = Availability(self.zone.key, travel=self.journeys)
        begin, end = (at.hour * 60 + at.minute for at in (self.quiet_from, self.quiet_until))
        hours = [(begin, end)] if begin <= end else [(0, end), (begin, wall_clock.DAY_MINUTES)]
        for stretch in clock_of(who, Days(today - AROUND, today + AROUND)):
            for day, (opens, closes) in wall_clock.shown_days([stretch]):
                midnight = day * wall_clock.DAY_MINUTES - stretch.offset
                is_quiet = wall_clock.weekday(day) in self.quiet_days
                for start, finish in [(0, wall_clock.DAY_MINUTES)] if is_quiet else hours:
                    yield max(opens, midnight + start), min(closes, midnight + finish)


@lru_cache(maxsize=1024)  # asked for each reminder of a session, and by many people alike
def _around_day(quiet: QuietHours, today: Day) -> list[Span]:
    return union(quiet.of_days_around(today))


def due_at(starts_at: datetime, offset: timedelta, quiet: QuietHours, now: datetime) -> datetime | None:
    """When to remind of what `starts_at`, `offset` before it; out of quiet hours, aware UTC.

    What falls into quiet hours moves earlier, to half an hour before they begin. None if that time has
    passed at `now`, if the offset does not lie before the start, or if hardly an hour of the day is not quiet.
    """
    wanted = starts_at - offset
    if quiet.hold_at(wanted):
        wanted = quiet.began_before(wanted) - BEFORE_QUIET
    if quiet.hold_at(wanted) or wanted < now or wanted >= starts_at:
        return None
    return wanted.astimezone(UTC)


def notice_at(starts_at: datetime, quiet: QuietHours, now: datetime) -> datetime | None:
    """When a text that tells of a change may leave: at once, or when the quiet hours end; None if the start
    comes first."""
    allowed = quiet.over_at(now)
    return allowed if allowed < starts_at else None
