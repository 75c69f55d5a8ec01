"""When people can meet: the search of `agenda.slots` fed from the ledger. Two statements for one expert."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import Person
from agenda import slots
from agenda.availability import Availability, BookedSession, SessionRules, WeeklyRange, taken_between
from agenda.models import MINUTES_OF_A_DAY, BookingLimits, Commitment, WeeklyHours
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
    """One expert's time for an offer, in `beside`'s humane hours and never when they are committed elsewhere.

    `moving` is an appointment that is to get another time: it does not stand in its own way.
    """

    expert: Person
    offer: Offer
    beside: Person | None = None
    moving: UUID | None = None


def free_starts(question: Question, *, window: tuple[datetime, datetime], now: datetime) -> list[datetime]:
    """Starts, ascending, in the half-open `window`: exactly those that a booking at `now` would not refuse."""
    people, rules = _search(question, window, now)
    return slots.free_starts(people, rules, window=window, now=now)


def refusal(question: Question, start: datetime, *, now: datetime) -> Reason | None:
    """Why the session may not begin at `start`, or None."""
    window = start, start + timedelta(minutes=question.offer.session_minutes)
    people, rules = _search(question, window, now)
    return slots.refusal(start, people, rules, now=now)


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
) -> tuple[list[Availability], SessionRules]:
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
    return _people(question, window, now), rules


def _people(question: Question, window: tuple[datetime, datetime], now: datetime) -> list[Availability]:
    """The expert first: it is their clock on which sessions start at round times."""
    expert, beside = question.expert, question.beside
    taken = _ledger([expert.pk, *([beside.pk] if beside else [])], window, now, question.moving)
    available = Availability(
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
    )
    if beside is None:
        return [available]
    busy = [during for person, _starts, _ends, during in taken if person == beside.pk]
    asking = Availability(
        time_zone=beside.time_zone,
        weekly=humane_week(beside),
        busy=tuple(taken_between(during.lower, during.upper) for during in busy),
    )
    return [available, asking]


def humane_week(person: Person) -> tuple[WeeklyRange, ...]:
    """The hours of every day in which the person accepts to meet; over midnight if they end before they begin."""
    start, end = (at.hour * 60 + at.minute for at in (person.humane_from, person.humane_until))
    spans = [(start, end)] if start < end else [(start, MINUTES_OF_A_DAY), (0, end)]
    return tuple(WeeklyRange(day, *span) for day in range(7) for span in spans if span[0] < span[1])


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
