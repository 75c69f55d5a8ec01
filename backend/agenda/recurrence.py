"""Regular times: a rule on one wall clock, and the instants at which it comes round.

What is kept is the intention, "every other Tuesday at 16:00 on the clock of Los Angeles"; instants are worked
out from it late (RFC 5545, 3.8.5.3), so that they follow the zone's rules, whatever these are by then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from agenda import wall_clock

# Two years of weeks. More is a mistake or an attack, and nobody can promise it.
MOST_OCCURRENCES = 104
LONGEST_PAUSE = 52  # weeks or months from one to the next
LAST = -1  # the last such weekday of a month, or its last day
# RFC 5545, 3.3.10
_DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class BadRule(ValueError):
    """A rule that means nothing or too much; `field` names the field, `code` what is wrong with it.

    Codes: not_positive, too_far_apart, bad_weekday, bad_position, bad_month_day, count_or_until, not_the_start,
    ends_before_start, too_many, unknown_zone, not_a_minute.
    """

    def __init__(self, code: str, field: str, value: object) -> None:
        super().__init__(f"{field}: {code} ({value})")
        self.code = code
        self.field = field


@dataclass(frozen=True)
class Rule:
    """How often, and for how long.

    Weekly: in every `every`th week on `weekdays` (0 is Monday; none means the start's). Monthly: in every
    `every`th month either on the start's weekday, the `position`th (1 to 5, or -1 for the last) of the month, or on
    its `month_day` (1 to 31, or -1 for the last). Months that have no such day are left out (RFC 5545, 3.3.10).
    Exactly one of `count` and `until_on` (local date, included) ends it.
    """

    frequency: Frequency
    every: int = 1
    weekdays: tuple[int, ...] = ()
    position: int | None = None
    count: int | None = None
    until_on: date | None = None
    month_day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.every <= LONGEST_PAUSE:
            raise BadRule("too_far_apart" if self.every > 1 else "not_positive", "every", self.every)
        self._check_end()
        self._check_days()

    def _check_end(self) -> None:
        if (self.count is None) == (self.until_on is None):
            raise BadRule("count_or_until", "count", self.count)
        if self.count is not None and self.count < 1:
            raise BadRule("not_positive", "count", self.count)
        if self.count is not None and self.count > MOST_OCCURRENCES:
            raise BadRule("too_many", "count", self.count)

    def _check_days(self) -> None:
        is_monthly = self.frequency is Frequency.MONTHLY
        if any(not 0 <= day <= 6 for day in self.weekdays) or (is_monthly and self.weekdays):
            raise BadRule("bad_weekday", "weekdays", self.weekdays)
        if self.month_day is not None and not (
            is_monthly and self.position is None and self.month_day in (LAST, *range(1, 32))
        ):
            raise BadRule("bad_month_day", "month_day", self.month_day)
        by_weekday = is_monthly and self.month_day is None
        if self.position not in ((LAST, 1, 2, 3, 4, 5) if by_weekday else (None,)):
            raise BadRule("bad_position", "position", self.position)


@dataclass(frozen=True)
class WallStart:
    """When the first one begins: what the clock of `time_zone` (IANA) then shows, whole minutes, no offset."""

    on: date
    at: time
    time_zone: str

    def __post_init__(self) -> None:
        if self.at.tzinfo is not None or self.at.second or self.at.microsecond:
            raise BadRule("not_a_minute", "at", self.at)
        try:
            wall_clock.zone(self.time_zone)
        except LookupError as error:
            raise BadRule("unknown_zone", "time_zone", self.time_zone) from error

    @property
    def shown(self) -> datetime:
        return datetime.combine(self.on, self.at)

    def instant_on(self, on: date) -> datetime:
        """When that clock shows the hour of the start on another date; aware UTC, gaps and folds by RFC 5545."""
        minute = self.at.hour * 60 + self.at.minute
        return wall_clock.instant(wall_clock.wall_time(self.time_zone, wall_clock.day_of(on), minute))


class Occurrence(NamedTuple):
    """`on` is the local date by the rule, and names the occurrence for good; `starts_at` is aware UTC."""

    on: date
    starts_at: datetime


def occurrences(rule: Rule, start: WallStart) -> list[Occurrence]:
    """Every occurrence, in order; the first is the start.

    Raises BadRule: `not_the_start` if the rule does not come round on the start's date (RFC 5545 leaves open
    what that would mean), `ends_before_start`, or `too_many` for more than MOST_OCCURRENCES.
    """
    if rule.until_on is not None and rule.until_on < start.on:
        raise BadRule("ends_before_start", "until_on", rule.until_on)
    dates = [shown.date() for shown in islice(_dates(rule, start), MOST_OCCURRENCES + 1)]
    if len(dates) > MOST_OCCURRENCES:
        raise BadRule("too_many", "until_on", rule.until_on)
    if not dates or dates[0] != start.on:
        day = "position" if rule.position else "month_day" if rule.month_day else "weekdays"
        raise BadRule("not_the_start", day, start.on)
    return [Occurrence(on, start.instant_on(on)) for on in dates]


def shifts(starts: Sequence[datetime], time_zone: str) -> list[bool]:
    """For each of the ascending `starts` whether the clock of `time_zone` shows another hour than at the one before."""
    return shifts_on(starts, [time_zone] * len(starts))


def shifts_on(starts: Sequence[datetime], time_zones: Sequence[str]) -> list[bool]:
    """`shifts` for somebody who lives by `time_zones`, one for each start."""
    shown = [
        start.astimezone(wall_clock.zone(name)).time() for start, name in zip(starts, time_zones, strict=True)
    ]
    return [index > 0 and hour != shown[index - 1] for index, hour in enumerate(shown)]


def rrule_text(rule: Rule, start: WallStart) -> str:
    """The rule as iCalendar lines: DTSTART with its IANA TZID, and RRULE.

    UNTIL is an instant in UTC, as RFC 5545 (3.3.10) demands where DTSTART has a zone: that at which the last
    day's occurrence would begin.
    """
    parts = [f"FREQ={rule.frequency.upper()}"]
    if rule.every > 1:
        parts.append(f"INTERVAL={rule.every}")
    if rule.month_day is not None:
        parts.append(f"BYMONTHDAY={rule.month_day}")
    elif rule.frequency is Frequency.MONTHLY:
        parts.append(f"BYDAY={rule.position}{_DAY_NAMES[start.on.weekday()]}")
    else:
        parts.append("BYDAY=" + ",".join(_DAY_NAMES[day] for day in _weekdays(rule, start)))
    if rule.until_on is not None:
        parts.append(f"UNTIL={start.instant_on(rule.until_on).astimezone(UTC):%Y%m%dT%H%M%SZ}")
    else:
        parts.append(f"COUNT={rule.count}")
    zone = f":{start.shown:%Y%m%dT%H%M%S}Z" if start.time_zone == "UTC" else _zoned(start)
    return f"DTSTART{zone}\nRRULE:{';'.join(parts)}"


def _zoned(start: WallStart) -> str:
    return f";TZID={start.time_zone}:{start.shown:%Y%m%dT%H%M%S}"


def _weekdays(rule: Rule, start: WallStart) -> list[int]:
    return sorted(set(rule.weekdays)) or [start.on.weekday()]


def _dates(rule: Rule, start: WallStart) -> rrule:
    """The rule on naive datetimes: a wall clock without a zone has neither gaps nor folds."""
    midnight = datetime.combine(start.on, time())
    until = None if rule.until_on is None else datetime.combine(rule.until_on, time())
    days: dict[str, object] = {"byweekday": [weekday(day) for day in _weekdays(rule, start)]}
    if rule.month_day is not None:
        days = {"bymonthday": rule.month_day}
    elif rule.frequency is Frequency.MONTHLY:
        days = {"byweekday": weekday(start.on.weekday(), rule.position)}
    return rrule(
        MONTHLY if rule.frequency is Frequency.MONTHLY else WEEKLY,
        dtstart=midnight,
        interval=rule.every,
        wkst=weekday(0),
        **days,
        count=rule.count,
        until=until,
    )
