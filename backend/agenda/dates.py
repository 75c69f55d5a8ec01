"""Which date a person's clock shows, and what may still be booked on that date."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from agenda import wall_clock
from agenda.availability import Availability, SessionRules
from agenda.intervals import Span, clip, subtract
from agenda.wall_clock import DAY_MINUTES, Day, Minute, Stretch


class Reason(StrEnum):
    """Why a start is not offered; the value is the stable code of the API."""

    STARTS_IN_PAST = "starts_in_past"
    INSIDE_NOTICE = "inside_notice"
    OUTSIDE_DATES = "outside_dates"
    BEFORE_WINDOW = "before_window"
    BEYOND_HORIZON = "beyond_horizon"
    OUTSIDE_HOURS = "outside_hours"
    CALENDAR_UNKNOWN = "calendar_unknown"
    ASKER_CALENDAR_UNKNOWN = "asker_calendar_unknown"
    BUSY = "busy"
    DAY_FULL = "day_full"
    WEEK_FULL = "week_full"
    MONTH_FULL = "month_full"
    OFF_GRID = "off_grid"


class DayReason(StrEnum):
    """Why a date has no start to offer; the value is the stable code of the API."""

    OFF = "off"  # no hours, or none of these people share
    BEYOND_HORIZON = "beyond_horizon"  # outside the dates that may be booked: rolling horizon or fixed window
    OUTSIDE_DATES = "outside_dates"  # before what is offered begins, or after it ends
    NOTICE = "notice"  # past, or too soon
    QUOTA = "quota"  # whoever asks has had as many sessions as they are given
    FULL = "full"  # as many sessions on that day, in that week or month as the person gives
    UNKNOWN = "unknown"  # their own calendar cannot be read, so nothing is known of the time
    ASKER_UNKNOWN = "asker_unknown"  # that of somebody who asks cannot be read
    BUSY = "busy"  # all of it is taken


OUTSIDE_WINDOW = (Reason.BEFORE_WINDOW, Reason.BEYOND_HORIZON)


class Days(NamedTuple):
    """The UTC days that a search looks at."""

    first: Day
    last: Day


class DateLimits:
    """Horizon, booking window and the limits per day, week and month of one person: the only place that counts them."""

    def __init__(self, who: Availability, rules: SessionRules, now: datetime) -> None:
        self._who = who
        self._rules = rules
        sessions = [(session.starts, session.one_of) for session in who.sessions] + list(who.counted)
        booked = _dated(who, sessions) if rules.counts_sessions else []
        # Only what is limited is counted: of three hundred people it is felt.
        self._booked_on = _counted(booked if rules.max_per_day else (), int)
        self._booked_in_week = _counted(booked if rules.max_per_week else (), wall_clock.week)
        self._booked_in_month = _counted(booked if rules.max_per_month else (), wall_clock.month)
        self._today = date_at(who, wall_clock.minute_before(now))

    def refusal_at(self, minute: Minute) -> Reason | None:
        return self.refusal_on(date_at(self._who, minute))

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
        in_week = self._booked_in_week
        if rules.max_per_week is not None and in_week[wall_clock.week(day)] >= rules.max_per_week:
            return Reason.WEEK_FULL
        if rules.max_per_month is None:
            return None
        in_month = self._booked_in_month[wall_clock.month(day)]
        return Reason.MONTH_FULL if in_month >= rules.max_per_month else None


def may_refuse(who: Availability, rules: SessionRules, now: datetime, *, until: Minute) -> bool:
    """Whether `DateLimits` could refuse any date up to that of the minute `until`; False is sure, whatever the zone."""
    if not rules.limits_dates:
        return False
    if rules.window_from_on is not None or rules.window_until_on is not None:
        return True
    limits = (rules.max_per_day, rules.max_per_week, rules.max_per_month)
    if rules.counts_sessions and (who.sessions or who.counted or 0 in limits):
        return True
    # Clocks show the date of UTC or one beside it: today may be a day less, the last date a day more.
    days_ahead = until // DAY_MINUTES - wall_clock.minute_before(now) // DAY_MINUTES + 2
    return rules.horizon_days is not None and days_ahead > rules.horizon_days


def _counted(booked: Sequence[tuple[Day, str | None]], period: Callable[[Day], int]) -> Counter[int]:
    """How many sessions each period has; several times for one session count once in each that has any of them."""
    if not booked:
        return Counter()
    counted = Counter(period(day) for day, one_of in booked if one_of is None)
    counted.update(found for found, _ in {(period(day), one) for day, one in booked if one is not None})
    return counted


def _dated(who: Availability, sessions: Sequence[tuple[Minute, str | None]]) -> list[tuple[Day, str | None]]:
    """Each of the sessions with the date on the person's clock instead of its minute."""
    minutes = [minute for minute, _ in sessions]
    days = Days(min(minutes, default=0) // DAY_MINUTES, max(minutes, default=0) // DAY_MINUTES)
    clock = clock_of(who, days)
    if len(clock) > 1:  # the clock changes or the person travels meanwhile
        return [(date_at(who, minute), one_of) for minute, one_of in sessions]
    offset = clock[0].offset
    return [((minute + offset) // DAY_MINUTES, one_of) for minute, one_of in sessions]


def date_at(who: Availability, minute: Minute) -> Day:
    """The date on the person's clock at `minute`."""
    day = minute // DAY_MINUTES
    clock = clock_of(who, Days(day, day)) if who.travel else wall_clock.stretches(who.time_zone, day, day)
    if len(clock) == 1:  # nearly every day
        return (minute + clock[0].offset) // DAY_MINUTES
    offset = next(offset for starts, ends, offset in clock if starts <= minute < ends)
    return (minute + offset) // DAY_MINUTES


def zone_on(who: Availability, day: Day) -> str:
    """The zone on whose clock the hours of a date are read."""
    return next((zone for first, last, zone in who.journeys if first <= day <= last), who.time_zone)


def clock_of(who: Availability, days: Days) -> Sequence[Stretch]:
    """The person's clock over `days`: a travel's while that shows a date of the travel, else the one at home."""
    if not who.travel:
        return wall_clock.stretches(who.time_zone, *days)
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
