"""When one expert can be met: the search of `agenda.slots` fed from the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agenda import slots
from agenda.availability import Availability, SessionRules
from agenda.queries.ledger import Reading
from agenda.queries.people import known_people
from agenda.queries.questions import Question, Together, Window
from agenda.slots import DayReason, Reason

# Most who come too late find another start soon: so far is looked first.
SOON = timedelta(days=14)


def free_starts(question: Question, *, window: Window, now: datetime) -> list[datetime]:
    """Starts, ascending, in the half-open `window`: exactly those that a booking at `now` would not refuse."""
    return slots.free_starts(*_people(question, window, now), window=window, now=now)


@dataclass(frozen=True)
class Told:
    """The starts, ascending; why dates have none, and which of these are off for a public holiday of the expert's;
    and what is known of the expert's own calendar, None if none was ever connected.
    """

    starts: list[datetime]
    empty: dict[date, DayReason]
    holidays: set[date]
    reading: Reading | None


def told_starts(asked: Together, *, window: Window, now: datetime, shown_in: str | None = None) -> Told:
    """The starts of the one expert asked for and, on the clock of the zone `shown_in`, why dates in `window` have none: those dates and no
    other. One statement.
    """
    (person,) = asked.experts
    people = known_people(asked, window, now)
    expert, reading = people.experts[person], people.readings.get(person)
    found = expert.with_others(people.beside)
    starts = slots.free_starts(*found, window=window, now=now)
    if shown_in is None:
        return Told(starts, {}, set(), reading)
    reasons = slots.day_reasons(*found, window=window, now=now, shown_in=shown_in)
    off = {on for on, reason in reasons.items() if reason is DayReason.OFF}
    if off and expert.said.country:
        without = people.without_holidays(person).with_others(people.beside)
        usual = slots.day_reasons(*without, window=window, now=now, shown_in=shown_in)
        return Told(starts, reasons, {on for on in off if usual.get(on) is not DayReason.OFF}, reading)
    return Told(starts, reasons, set(), reading)


def refusal(question: Question, start: datetime, *, now: datetime) -> Reason | None:
    """Why the session may not begin at `start`, or None."""
    window = start, start + timedelta(minutes=question.offer.session_minutes)
    return slots.refusal(start, *_people(question, window, now), now=now)


def next_free_starts(
    question: Question, *, after: datetime, now: datetime, at_most: int = 5
) -> list[datetime]:
    """The first few starts from `after` on, for somebody who came a moment too late; the first of all if none can be."""
    horizon = question.offer.horizon_days or 56
    end = now + timedelta(days=horizon + 1)
    begin = after if now < after < end else now
    found: list[datetime] = []
    for window in _soon_then_later(begin, end, question):
        found += slots.free_starts(*_people(question, window, now), window=window, now=now)
        if len(found) >= at_most:
            break
    return found[:at_most]


def _soon_then_later(begin: datetime, end: datetime, question: Question) -> Iterator[Window]:
    """Two windows that share no start and miss none: one has to begin by the end of a session before `middle`."""
    length = timedelta(minutes=question.offer.session_minutes)
    middle = min(begin + SOON, end).replace(second=0, microsecond=0)
    yield begin, middle
    yield max(begin, middle - length + timedelta(minutes=1)), end


def _people(question: Question, window: Window, now: datetime) -> tuple[list[Availability], SessionRules]:
    """The expert first: it is their clock on which sessions start at round times."""
    people = known_people(question.together, window, now)
    return people.experts[question.expert.pk].with_others(people.beside)
