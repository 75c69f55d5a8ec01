"""What a person said about their time, and which of it holds on a date.

The law of one local date: time off closes it; else an override gives its hours; else a public holiday of the
person's country closes it, unless the person opted out; else the hours of its weekday hold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from agenda import wall_clock
from agenda.availability import Availability, Override, SessionRules, Travel, WeeklyRange
from agenda.holidays_of import holidays_between
from agenda.intervals import Span


class Limits(NamedTuple):
    """What an expert asks of everybody who books; None is no wish, the programme's rule holds."""

    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    notice_hours: int = 0
    max_per_day: int | None = None
    max_per_week: int | None = None
    max_per_month: int | None = None
    session_minutes_offered: tuple[int, ...] = ()
    step_minutes: int | None = None
    alignment: str = "clock"
    window_days: int | None = None
    window_from_on: date | None = None
    window_until_on: date | None = None

    @property
    def counts_sessions(self) -> bool:
        """Whether a limit per day, week or month makes it matter how many sessions there are."""
        return any(limit is not None for limit in (self.max_per_day, self.max_per_week, self.max_per_month))

    @property
    def counts_around(self) -> timedelta:
        """How far beside what is asked for sessions still count: the month's or week's other end, zones included."""
        return timedelta(days=9 if self.max_per_month is None else 33)

    def offers(self, minutes: int) -> bool:
        """Whether the expert gives sessions of that length."""
        return not self.session_minutes_offered or minutes in self.session_minutes_offered

    def rules_for(
        self, *, minutes: int, step_minutes: int, notice: timedelta, horizon_days: int | None
    ) -> SessionRules:
        """The rules of a session as a programme has it, each tightened by the expert's own wish."""
        return _rules(self, minutes, step_minutes, notice, horizon_days)


@lru_cache(maxsize=1024)  # of three hundred experts most wish the same
def _rules(
    limits: Limits, minutes: int, step_minutes: int, notice: timedelta, horizon_days: int | None
) -> SessionRules:
    horizons = [days for days in (horizon_days, limits.window_days) if days is not None]
    return SessionRules(
        minutes=minutes,
        step_minutes=limits.step_minutes or step_minutes,
        align="range" if limits.alignment == "range" else "clock",
        buffer_before_minutes=limits.buffer_before_minutes,
        buffer_after_minutes=limits.buffer_after_minutes,
        notice_minutes=max(int(notice.total_seconds() // 60), limits.notice_hours * 60),
        horizon_days=min(horizons, default=None),
        max_per_day=limits.max_per_day,
        max_per_week=limits.max_per_week,
        max_per_month=limits.max_per_month,
        window_from_on=limits.window_from_on,
        window_until_on=limits.window_until_on,
    )


NO_LIMITS = Limits()


class Closed(StrEnum):
    """Why a date has no hours."""

    TIME_OFF = "time_off"
    OVERRIDE = "override"
    HOLIDAY = "holiday"
    WEEKLY = "weekly"


@dataclass
class Intentions:
    """All that one person said that bears on the dates it was read for; `country` is ISO 3166-1 or ""."""

    time_zone: str
    country: str = ""
    limits: Limits = NO_LIMITS
    weekly: list[WeeklyRange] = field(default_factory=list)
    overrides: dict[date, tuple[Span, ...]] = field(default_factory=dict)
    time_off: list[tuple[date, date]] = field(default_factory=list)
    travel: list[Travel] = field(default_factory=list)
    opted_out: set[date] = field(default_factory=set)

    def zone_at(self, instant: datetime) -> str:
        """The zone on whose clock the person lives at an aware `instant` of the dates that this bears on."""
        return zone_at(
            self.time_zone, ((one.from_on, one.to_on, one.time_zone) for one in self.travel), instant
        )

    def availability(
        self,
        first: date,
        last: date,
        *,
        busy: tuple[Span, ...] = (),
        counted: tuple[tuple[wall_clock.Minute, str | None], ...] = (),
        unknown: bool = False,
    ) -> Availability:
        """What the search is told for the dates from `first` to `last`, both included, and what is taken there."""
        return Availability(
            time_zone=self.time_zone,
            weekly=tuple(self.weekly),
            overrides=tuple(Override(on, hours) for on, hours in self._instead(first, last).items()),
            travel=tuple(self.travel),
            busy=busy,
            counted=counted,
            unknown=unknown,
        )

    def closed_because(self, on: date) -> Closed | None:
        """Why `on` has no hours; None if it has some."""
        if self._is_off(on):
            return Closed.TIME_OFF
        if on in self.overrides:
            return None if self.overrides[on] else Closed.OVERRIDE
        if on in holidays_between(self.country, on, on) and on not in self.opted_out:
            return Closed.HOLIDAY
        return None if any(hours.weekday == on.weekday() for hours in self.weekly) else Closed.WEEKLY

    def zone_on(self, on: date) -> str:
        """The zone on whose clock the person lives on the local date `on`."""
        trips = (trip.time_zone for trip in self.travel if trip.from_on <= on <= trip.to_on)
        return next(trips, self.time_zone)

    def _is_off(self, on: date) -> bool:
        return any(first <= on <= last for first, last in self.time_off)

    def _instead(self, first: date, last: date) -> Mapping[date, tuple[Span, ...]]:
        """The dates on which other hours hold than those of the weekday."""
        closed = (on for on in holidays_between(self.country, first, last) if on not in self.opted_out)
        off = (
            on for begins, ends in self.time_off for on in dates_between(max(begins, first), min(ends, last))
        )
        asked = {on: hours for on, hours in self.overrides.items() if first <= on <= last}
        return dict.fromkeys(closed, ()) | asked | dict.fromkeys(off, ())


def dates_between(first: date, last: date) -> Iterable[date]:
    """Every date from `first` to `last`, both included."""
    return (first + timedelta(days=days) for days in range((last - first).days + 1))


def zone_at(home: str, travels: Iterable[tuple[date, date, str]], instant: datetime) -> str:
    """The zone on whose clock somebody lives at an aware `instant`: that of the first travel
    (first date, last date, zone) whose own clock then shows one of its dates, else `home`.
    """
    for first, last, zone in travels:
        if first <= instant.astimezone(wall_clock.zone(zone)).date() <= last:
            return zone
    return home


class Turn(NamedTuple):
    """From an instant on somebody lives on the clock of that zone, until their next turn."""

    from_at: datetime
    time_zone: str


def turns(home: str, travels: Iterable[Travel]) -> list[Turn]:
    """A clock over all time, in order: what `zone_at` says of any instant, given the same `travels`, the earliest
    first. What lies before the first turn is on that one's clock too; without travels there is none.
    """
    found: list[Turn] = []
    for begins, ends, zone in _away(travels):
        if not found:
            found.append(Turn(begins - timedelta(days=1), home))
        elif found[-1].from_at == begins:
            found.pop()  # from one journey to the next without a day at home
        found += [Turn(begins, zone), Turn(ends, home)]
    return found


def _away(travels: Iterable[Travel]) -> Iterable[tuple[datetime, datetime, str]]:
    """From 00:00 of the first date to 24:00 of the last on the clock there; where two meet the earlier lasts."""
    home_again: wall_clock.Minute | None = None
    for from_on, to_on, zone in ((one.from_on, one.to_on, one.time_zone) for one in travels):
        begins = wall_clock.wall_time(zone, wall_clock.day_of(from_on), 0)
        ends = wall_clock.wall_time(zone, wall_clock.day_of(to_on) + 1, 0)
        begins = begins if home_again is None else max(begins, home_again)
        if begins < ends:
            yield wall_clock.instant(begins), wall_clock.instant(ends), zone
            home_again = ends
