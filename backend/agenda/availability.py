"""What the slot search is told: a person's availability and a session's rules, as plain checked values.

Wall-clock times are minutes after local 00:00 (0 to 1440). Instants are whole minutes since
1970-01-01T00:00Z: `taken_between` and `BookedSession.between` translate from datetimes, so that a search
over hundreds of people handles integers only.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from agenda import wall_clock
from agenda.intervals import Span, union
from agenda.wall_clock import DAY_MINUTES, Day, Minute


class BadAvailability(ValueError):
    """An availability or a rule that means nothing; `field` names the field, `code` what is wrong with it.

    Codes: unknown_zone, empty_range, outside_day, bad_weekday, end_before_start, not_positive, negative,
    unknown_alignment.
    """

    def __init__(self, code: str, field: str, value: object) -> None:
        super().__init__(f"{field}: {code} ({value})")
        self.code = code
        self.field = field


def taken_between(starts_at: datetime, ends_at: datetime, field: str = "busy") -> Span:
    """The whole minutes that [starts_at, ends_at) touches; none of them if it is empty."""
    if ends_at < starts_at:
        raise BadAvailability("end_before_start", field, f"{starts_at} to {ends_at}")
    start = wall_clock.minute_before(starts_at)
    return start, start if starts_at == ends_at else wall_clock.minute_after(ends_at)


@dataclass(frozen=True)
class WeeklyRange:
    """Open on every `weekday` (Monday is 0) from `starts_minute` to `ends_minute` of the local day."""

    weekday: int
    starts_minute: int
    ends_minute: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise BadAvailability("bad_weekday", "weekly", self.weekday)
        _check_hours(self.starts_minute, self.ends_minute, "weekly")


@dataclass(frozen=True)
class Override:
    """The hours of one local date instead of its weekly ones; no hours is a day off."""

    on: date
    hours: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        for starts_minute, ends_minute in self.hours:
            _check_hours(starts_minute, ends_minute, "overrides")


@dataclass(frozen=True)
class Travel:
    """On the local dates from `from_on` to `to_on`, both included, the person lives by another zone's clock."""

    from_on: date
    to_on: date
    time_zone: str

    def __post_init__(self) -> None:
        _check_zone(self.time_zone, "travel")
        if self.to_on < self.from_on:
            raise BadAvailability("end_before_start", "travel", f"{self.from_on} to {self.to_on}")


@dataclass(frozen=True)
class BookedSession:
    """A session that the person already has, with the buffers that it was booked with.

    Those with the same `one_of` are several times for one session, which has to count once.
    """

    starts: Minute
    ends: Minute
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    one_of: str | None = None

    def __post_init__(self) -> None:
        if self.ends < self.starts:
            raise BadAvailability("end_before_start", "sessions", f"{self.starts} to {self.ends}")
        _check_not_negative(self.buffer_before_minutes, "sessions")
        _check_not_negative(self.buffer_after_minutes, "sessions")

    @classmethod
    def between(
        cls, starts_at: datetime, ends_at: datetime, *, before_minutes: int = 0, after_minutes: int = 0
    ) -> "BookedSession":
        """The session of [starts_at, ends_at), aware datetimes."""
        return cls(*taken_between(starts_at, ends_at, "sessions"), before_minutes, after_minutes)

    @property
    def occupied(self) -> Span:
        return self.starts - self.buffer_before_minutes, self.ends + self.buffer_after_minutes


@dataclass(frozen=True)
class Availability:
    """When one person can meet.

    Overrides of the same date add up. Where travels overlap, the first one counts. `busy` spans are
    minutes (see `taken_between`), in any order, and may overlap; those of other days do no harm. `counted`
    are sessions whose time is among the busy spans, as start and `one_of`: they count for the limits of a date.
    Of somebody `unknown` nothing is known of the time: none of it is offered. `asks` tells who asks from who is asked.
    """

    time_zone: str
    weekly: tuple[WeeklyRange, ...] = ()
    overrides: tuple[Override, ...] = ()
    travel: tuple[Travel, ...] = ()
    busy: tuple[Span, ...] = ()
    sessions: tuple[BookedSession, ...] = ()
    counted: tuple[tuple[Minute, str | None], ...] = ()
    unknown: bool = False
    asks: bool = False

    def __post_init__(self) -> None:
        _check_zone(self.time_zone, "time_zone")
        for start, end in self.busy:
            if end < start:
                raise BadAvailability("end_before_start", "busy", f"{start} to {end}")

    @cached_property
    def week(self) -> tuple[list[Span], ...]:
        """The hours of each weekday, Monday first, tidy."""
        hours: tuple[list[Span], ...] = ([], [], [], [], [], [], [])
        for weekly in self.weekly:
            hours[weekly.weekday].append((weekly.starts_minute, weekly.ends_minute))
        return tuple(union(one) if len(one) > 1 else one for one in hours)

    @cached_property
    def hours_by_date(self) -> dict[Day, list[Span]]:
        """The hours of each date that has an override, tidy."""
        hours: dict[Day, list[Span]] = {}
        for override in self.overrides:
            day = wall_clock.day_of(override.on)
            hours[day] = union([*hours.get(day, ()), *override.hours])
        return hours

    def said_on(self, day: Day) -> list[Span]:
        """The hours of a date one by one, as they were said: where a clock skips some, they are read before they
        become one.
        """
        if day not in self.hours_by_date:
            weekday = wall_clock.weekday(day)
            return [(one.starts_minute, one.ends_minute) for one in self.weekly if one.weekday == weekday]
        on = wall_clock.date_of(day)
        return [hours for override in self.overrides if override.on == on for hours in override.hours]

    @cached_property
    def journeys(self) -> tuple[tuple[Day, Day, str], ...]:
        """First day, last day and zone of each travel."""
        days = wall_clock.day_of
        return tuple((days(trip.from_on), days(trip.to_on), trip.time_zone) for trip in self.travel)

    @cached_property
    def possible(self) -> dict[tuple[object, ...], list[Span]]:
        """Kept by the search: who is asked for beside many is worked out once."""
        return {}

    def taken(self) -> list[Span]:
        """Everything taken, buffers of booked sessions included; untidy."""
        return [*self.busy, *(session.occupied for session in self.sessions)]


@dataclass(frozen=True)
class SessionRules:
    """What kind of session is looked for.

    `align` "range" counts the steps from the start of each free run, "clock" from 00:00 of the local day.
    `horizon_days`, the window's dates (both included) and the maxima are local dates, ISO weeks and calendar
    months of each person; None is no limit. No start in the spans `closed` (minutes, tidy) is offered, nor one outside of
    `within` (minutes, half-open).
    """

    minutes: int
    step_minutes: int
    align: Literal["range", "clock"] = "range"
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    notice_minutes: int = 0
    horizon_days: int | None = None
    max_per_day: int | None = None
    max_per_week: int | None = None
    max_per_month: int | None = None
    window_from_on: date | None = None
    window_until_on: date | None = None
    closed: tuple[Span, ...] = ()
    within: Span | None = None

    def __post_init__(self) -> None:
        for field in ("minutes", "step_minutes"):
            if getattr(self, field) <= 0:
                raise BadAvailability("not_positive", field, getattr(self, field))
        for field in ("buffer_before_minutes", "buffer_after_minutes", "notice_minutes"):
            _check_not_negative(getattr(self, field), field)
        for field in ("horizon_days", "max_per_day", "max_per_week", "max_per_month"):
            _check_not_negative(getattr(self, field) or 0, field)
        if self.window_from_on and self.window_until_on and self.window_until_on < self.window_from_on:
            raise BadAvailability("end_before_start", "window_until_on", self.window_until_on)
        if self.align not in ("range", "clock"):
            raise BadAvailability("unknown_alignment", "align", self.align)

    @cached_property
    def counts_sessions(self) -> bool:
        return any(limit is not None for limit in (self.max_per_day, self.max_per_week, self.max_per_month))

    @cached_property
    def limits_dates(self) -> bool:
        window = (self.horizon_days, self.window_from_on, self.window_until_on)
        return self.counts_sessions or any(limit is not None for limit in window)


def _check_zone(name: str, field: str) -> None:
    try:
        wall_clock.zone(name)
    except LookupError as error:
        raise BadAvailability("unknown_zone", field, name) from error


def _check_hours(starts_minute: int, ends_minute: int, field: str) -> None:
    if starts_minute < 0 or ends_minute > DAY_MINUTES:
        raise BadAvailability("outside_day", field, f"{starts_minute} to {ends_minute}")
    if starts_minute >= ends_minute:
        raise BadAvailability("empty_range", field, f"{starts_minute} to {ends_minute}")


def _check_not_negative(value: int, field: str) -> None:
    if value < 0:
        raise BadAvailability("negative", field, value)
