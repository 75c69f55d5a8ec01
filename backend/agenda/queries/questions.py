"""What the agenda is asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from accounts.models import Person
from agenda.availability import Availability, SessionRules, WeeklyRange
from agenda.models import MINUTES_OF_A_DAY, BookingLimits, WeeklyHours

Window = tuple[datetime, datetime]
NO_LIMITS = BookingLimits()


@dataclass(frozen=True)
class Offer:
    """What kind of session is looked for, as a programme says it."""

    session_minutes: int
    step_minutes: int
    notice: timedelta
    horizon_days: int | None


@dataclass(frozen=True)
class Question:
    """One expert's time for an offer, in `beside`'s humane hours and never when they are committed elsewhere.

    `moving` is an appointment that is to get another time: it does not stand in its own way.
    """

    expert: Person
    offer: Offer
    beside: Person | None = None
    moving: UUID | None = None

    @cached_property
    def hours(self) -> Availability:
        """The expert's hours, with nothing taken. Read once: a refusal and the starts told with it agree."""
        return Availability(self.expert.time_zone, tuple(weekly_ranges(self.expert)))

    @cached_property
    def rules(self) -> SessionRules:
        limits = BookingLimits.objects.filter(person=self.expert).first() or NO_LIMITS
        return rules_for(self.offer, limits)


def rules_for(offer: Offer, limits: BookingLimits) -> SessionRules:
    """The offer within the limits of one expert."""
    return SessionRules(
        minutes=offer.session_minutes,
        step_minutes=offer.step_minutes,
        align="clock",
        buffer_before_minutes=limits.buffer_before_minutes,
        buffer_after_minutes=limits.buffer_after_minutes,
        notice_minutes=max(int(offer.notice.total_seconds() // 60), limits.notice_hours * 60),
        horizon_days=offer.horizon_days,
        max_per_day=limits.max_per_day,
        max_per_week=limits.max_per_week,
    )


def weekly_ranges(person: Person) -> list[WeeklyRange]:
    rows = WeeklyHours.objects.filter(person=person).values_list("weekday", "starts_minute", "ends_minute")
    return [WeeklyRange(*row) for row in rows]


def humane_week(person: Person) -> tuple[WeeklyRange, ...]:
    """The hours of every day in which the person accepts to meet; over midnight if they end before they begin."""
    start, end = (at.hour * 60 + at.minute for at in (person.humane_from, person.humane_until))
    spans = [(start, end)] if start < end else [(start, MINUTES_OF_A_DAY), (0, end)]
    return tuple(WeeklyRange(day, *span) for day in range(7) for span in spans if span[0] < span[1])
