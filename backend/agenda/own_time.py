"""Operations on what a person says about their own time: schedules, limits, time off, holidays.

Each replaces or adds under a lock of the person, so that two savers of one person wait for each other, and
leaves a row that says who changed what.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.availability import WeeklyRange
from agenda.holidays_of import holidays_between
from agenda.intervals import Span, union
from agenda.models import (
    BookingLimits,
    CalendarReading,
    HolidayOptOut,
    Schedule,
    TimeOff,
    WeeklyHours,
)
from agenda.own_hours import note_hours, opened_hours, plain
from agenda.transactions import atomically
from audit.operations import record
from problems import Problem

WeekSpan = tuple[int, int, int]  # weekday, first minute, last minute
# The revisions that the caller has seen (If-Match); None if they did not say.
Seen = Collection[int] | None


class NotAHoliday(Problem):
    code = "not_a_holiday"
    title = _("Not a public holiday")
    detail = _("That date is no public holiday of your country. Choose one from the list.")
    field = "on"


class NoCalendarRead(Problem):
    code = "no_calendar_read"
    status = 409
    title = _("No calendar of yours is read")
    detail = _("Connect your calendar first. Then you can choose what holds while it cannot be read.")


@dataclass(frozen=True)
class NamedHours:
    """A schedule as its person wants it; `used_for` are the slugs of what is booked in these hours."""

    name: str
    ranges: Sequence[WeeklyRange]
    is_default: bool = False
    used_for: Sequence[str] = ()


@atomically
def set_weekly_hours(
    *,
    person: Person,
    ranges: Sequence[WeeklyRange] | None,
    limits: Mapping[str, Any],
    offer_when_unknown: bool | None = None,
    seen: Seen = None,
    by: Person,
    now: datetime,
) -> bool:
    """Replace the hours of the person's default schedule and set the given booking limits; None changes nothing.

    Ranges that touch or overlap become one; the answer says whether any did. Raises ChangedMeanwhile.
    """
    was = opened_hours(person, seen)
    schedule = Schedule.objects.default_of(person)
    before = _spans_of(schedule)
    after = before if ranges is None else tidy_week(ranges)
    if ranges is not None:
        _replace_hours(schedule, after)
    BookingLimits.objects.update_or_create(person=person, defaults=dict(limits))
    told = {name: plain(value) for name, value in limits.items()}
    if offer_when_unknown is not None:
        CalendarReading.objects.filter(person=person).update(offer_when_unknown=offer_when_unknown)
        told["offer_when_unknown"] = offer_when_unknown
    note_hours(person, "hours.set", was, by=by, now=now, before=before, after=after, limits=told)
    return len(after) < len(ranges or after)


@atomically
def offer_unknown_time(*, person: Person, offers: bool, by: Person, now: datetime) -> CalendarReading:
    """Whether the person's time is offered while their own calendar cannot be read. Raises NoCalendarRead."""
    was = opened_hours(person)
    reading = CalendarReading.objects.select_for_update().filter(person=person).first()
    if reading is None:
        raise NoCalendarRead
    reading.offer_when_unknown = offers
    reading.save(update_fields=["offer_when_unknown"])
    note_hours(person, "unknown.offered", was, by=by, now=now, offers=offers)
    return reading


@atomically
def set_schedules(
    *, person: Person, wanted: Sequence[NamedHours], seen: Seen = None, by: Person, now: datetime
) -> bool:
    """Make the person's schedules exactly `wanted` (one of them default), told apart by name.

    Ranges that touch or overlap become one; the answer says whether any did. Raises ChangedMeanwhile.
    """
    was = opened_hours(person, seen)
    before = {schedule.name: _spans_of(schedule) for schedule in person.schedules.all()}
    person.schedules.exclude(name__in=[one.name for one in wanted]).delete()
    person.schedules.update(is_default=False, used_for=[])  # nobody has two defaults on the way
    for one in wanted:
        schedule, _made = Schedule.objects.update_or_create(
            person=person,
            name=one.name,
            defaults={"is_default": one.is_default, "used_for": list(one.used_for)},
        )
        _replace_hours(schedule, tidy_week(one.ranges))
    after = {one.name: tidy_week(one.ranges) for one in wanted}
    note_hours(person, "schedules.set", was, by=by, now=now, before=before, after=after)
    return any(len(after[one.name]) < len(one.ranges) for one in wanted)


@atomically
def add_time_off(
    *, person: Person, from_on: date, to_on: date, reason: str, by: Person, now: datetime
) -> TimeOff:
    """Offer nothing from `from_on` to `to_on`, both included. What is booked stays booked."""
    time_off = TimeOff.objects.create(person=person, from_on=from_on, to_on=to_on, reason=reason)
    record("person", person.pk, "time_off.added", by=by, now=now, **_dates(time_off))
    return time_off


@atomically
def drop_time_off(*, time_off: TimeOff, by: Person, now: datetime) -> None:
    """Let the usual hours hold again on those dates."""
    record("person", time_off.person_id, "time_off.dropped", by=by, now=now, **_dates(time_off))
    time_off.delete()


@atomically
def meet_on_holiday(*, person: Person, on: date, meets: bool, by: Person, now: datetime) -> None:
    """Let a public holiday of the person's country be a day like others, or a day off again.

    Raises NotAHoliday.
    """
    if on not in holidays_between(person.country, on, on):
        raise NotAHoliday
    if meets:
        HolidayOptOut.objects.bulk_create([HolidayOptOut(person=person, on=on)], ignore_conflicts=True)
    else:
        HolidayOptOut.objects.filter(person=person, on=on).delete()
    record("person", person.pk, "holiday.set", by=by, now=now, on=str(on), meets=meets)


def tidy_week(ranges: Iterable[WeeklyRange]) -> list[WeekSpan]:
    """The ranges of a week, sorted; those of one weekday that touch or overlap are one."""
    by_day: list[list[Span]] = [[] for _ in range(7)]
    for one in ranges:
        by_day[one.weekday].append((one.starts_minute, one.ends_minute))
    return [(weekday, *span) for weekday, spans in enumerate(by_day) for span in union(spans)]


def joined_spans(ranges: Sequence[Span]) -> list[Span]:
    """Those of the tidy hours of one date that several of the given ranges became."""
    return [(start, end) for start, end in union(ranges) if sum(start <= one[0] < end for one in ranges) > 1]


def joined(ranges: Sequence[WeeklyRange]) -> list[WeekSpan]:
    """Those of the tidy week that several of the given ranges became."""
    return [
        (weekday, start, end)
        for weekday, start, end in tidy_week(ranges)
        if sum(one.weekday == weekday and start <= one.starts_minute < end for one in ranges) > 1
    ]


def _spans_of(schedule: Schedule) -> list[WeekSpan]:
    return list(schedule.weekly_hours.values_list("weekday", "starts_minute", "ends_minute"))


def _replace_hours(schedule: Schedule, spans: Sequence[WeekSpan]) -> None:
    schedule.weekly_hours.all().delete()
    WeeklyHours.objects.bulk_create(
        WeeklyHours(
            person_id=schedule.person_id,
            schedule=schedule,
            weekday=weekday,
            starts_minute=starts_minute,
            ends_minute=ends_minute,
        )
        for weekday, starts_minute, ends_minute in spans
    )


def _dates(row: TimeOff) -> dict[str, str]:
    return {"from_on": str(row.from_on), "to_on": str(row.to_on)}
