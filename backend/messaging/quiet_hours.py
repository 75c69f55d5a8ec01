"""When a text may arrive: never in the hours that a person keeps quiet, by the clock on that person's wall.

Wall clocks skip and repeat times at daylight-saving changes; a time is quiet whenever the wall shows it so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# A reminder that would fall into the quiet hours leaves this long before they begin.
BEFORE_QUIET = timedelta(minutes=30)


@dataclass(frozen=True)
class QuietHours:
    """Local hours [quiet_from, quiet_until) of a zone, over midnight if they end before they begin.

    Equal ends mean that no hour is quiet.
    """

    zone: ZoneInfo
    quiet_from: time
    quiet_until: time

    def hold_at(self, instant: datetime) -> bool:
        """Whether the wall clock shows a quiet time at an aware `instant`."""
        shown = instant.astimezone(self.zone).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= shown < self.quiet_until
        return shown >= self.quiet_from or shown < self.quiet_until

    def began_before(self, instant: datetime) -> datetime:
        """When the quiet hours last began, at or before `instant`; aware UTC."""
        return max(at for at in self._around(instant, self.quiet_from, min) if at <= instant)

    def begin_after(self, instant: datetime) -> datetime | None:
        """When they begin next, after `instant`; None if no hour is quiet."""
        if self.quiet_from == self.quiet_until:
            return None
        return min(at for at in self._around(instant, self.quiet_from, min) if at > instant)

    def over_at(self, instant: datetime) -> datetime:
        """The first instant from `instant` on that is not quiet."""
        if not self.hold_at(instant):
            return instant
        return min(at for at in self._around(instant, self.quiet_until, max) if at > instant)

    def _around(
        self, instant: datetime, wall: time, choose: Callable[[datetime, datetime], datetime]
    ) -> list[datetime]:
        """When the wall shows `wall` on the days around; of two readings of one time the one chosen."""
        today = instant.astimezone(self.zone).date()
        days = [today + timedelta(days=shift) for shift in (-2, -1, 0, 1, 2)]
        return [choose(self._at(day, wall, 0), self._at(day, wall, 1)) for day in days]

    def _at(self, day: date, wall: time, fold: int) -> datetime:
        return datetime.combine(day, wall, tzinfo=self.zone).replace(fold=fold).astimezone(UTC)


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
