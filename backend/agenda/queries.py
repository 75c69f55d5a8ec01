"""When people can meet: the search of `agenda.slots` fed from the ledger. Two statements for one expert."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import Person
from agenda import slots
from agenda.availability import Availability, BookedSession, SessionRules, WeeklyRange, taken_between
from agenda.models import BookingLimits, Commitment, WeeklyHours
from agenda.slots import Reason

# Day and week limits count sessions of the whole week around what is asked for.
AROUND = timedelta(days=9)
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
    """One expert's time for an offer; never when `beside` is committed; `moving` is left out of the ledger."""

    expert: Person
    offer: Offer
    beside: Person | None = None
    moving: UUID | None = None


def free_starts(question: Question, *, window: tuple[datetime, datetime], now: datetime) -> list[datetime]:
    """Starts, ascending, in the half-open `window`: exactly those that a booking at `now` would not refuse."""
    availability, rules = _search(question, window, now)
    return slots.free_starts([availability], rules, window=window, now=now)


def refusal(question: Question, start: datetime, *, now: datetime) -> Reason | None:
    """Why the session may not begin at `start`, or None."""
    window = start, start + timedelta(minutes=question.offer.session_minutes)
    availability, rules = _search(question, window, now)
    return slots.refusal(start, [availability], rules, now=now)


def next_free_starts(
    question: Question, *, after: datetime, now: datetime, at_most: int = 5
) -> list[datetime]:
    """The first few starts from `after` on, for somebody who came a moment too late; the first of all if none can be."""
    horizon = question.offer.horizon_days or 56
    end = now + timedelta(days=horizon + 1)
    begin = after if now < after < end else now
    return free_starts(question, window=(begin, end), now=now)[:at_most]


def _search(
    question: Question, window: tuple[datetime, datetime], now: datetime
) -> tuple[Availability, SessionRules]:
    expert, offer = question.expert, question.offer
    limits = BookingLimits.objects.filter(person=expert).first() or NO_LIMITS
    rules = SessionRules(
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
    return _availability(question, window, now), rules


def _availability(question: Question, window: tuple[datetime, datetime], now: datetime) -> Availability:
    expert = question.expert
    people = [expert.pk, *([question.beside.pk] if question.beside else [])]
    taken = _ledger(people, window, now, question.moving)
    return Availability(
        time_zone=expert.time_zone,
        weekly=tuple(weekly_ranges(expert)),
        sessions=tuple(
            BookedSession.between(
                starts,
                ends,
                before_minutes=int((starts - during.lower).total_seconds() // 60),
                after_minutes=int((during.upper - ends).total_seconds() // 60),
            )
            for person, starts, ends, during in taken
            if person == expert.pk
        ),
        busy=tuple(
            taken_between(during.lower, during.upper)
            for person, _starts, _ends, during in taken
            if person != expert.pk
        ),
    )


def _ledger(
    people: Sequence[int], window: tuple[datetime, datetime], now: datetime, moving: UUID | None
) -> list[tuple[int, datetime, datetime, DateTimeTZRange]]:
    around = DateTimeTZRange(window[0] - AROUND, window[1] + AROUND)
    return list(
        Commitment.objects.standing_at(now)
        .filter(person__in=people, during__overlap=around)
        .exclude(appointment__in=[moving] if moving else [])
        .values_list("person_id", "appointment__starts_at", "appointment__ends_at", "during")
    )


def weekly_ranges(person: Person) -> list[WeeklyRange]:
    rows = WeeklyHours.objects.filter(person=person)
    return [WeeklyRange(row.weekday, row.starts_minute, row.ends_minute) for row in rows]
