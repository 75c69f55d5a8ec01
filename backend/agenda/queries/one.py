"""When one expert can be met: the search of `agenda.slots` fed from the ledger."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from agenda import slots, wall_clock
from agenda.availability import Availability, SessionRules
from agenda.intentions import Intentions, Limits
from agenda.intervals import Span
from agenda.queries.ledger import Reading
from agenda.queries.people import People, known_people
from agenda.queries.questions import Question, Together, Window
from agenda.slots import DayReason, Reason
from agenda.wall_clock import Minute

# Most who come too late find another start soon: so far is read, and the first days of it are searched first.
SOON = timedelta(days=14)
FIRST = timedelta(days=3)


def free_starts(question: Question, *, window: Window, now: datetime) -> list[datetime]:
    """Starts, ascending, in the half-open `window`: exactly those that a booking at `now` would not refuse."""
    return slots.free_starts(*_people(question, window, now), window=window, now=now)


# Whose home and journeys make the clock of an answer, by what everybody who takes part said about their time.
OnWhoseClock = Callable[[Mapping[int, Intentions]], Availability]


@dataclass(frozen=True)
class Told:
    """The starts, ascending; why dates have none, and which of these are off for a public holiday of the expert's;
    what is known of the expert's own calendar, None if none was ever connected; and what everybody who takes part
    said about their time.
    """

    starts: list[datetime]
    empty: dict[date, DayReason]
    holidays: set[date]
    reading: Reading | None
    said: Mapping[int, Intentions]


def told_starts(
    asked: Together, *, window: Window, now: datetime, shown_on: OnWhoseClock | None = None
) -> Told:
    """The starts of the one expert asked for and, on the clock that `shown_on` names, why dates in `window` have
    none: those dates and no other. One statement.
    """
    (person,) = asked.experts
    people = known_people(asked, window, now)
    expert, reading = people.experts[person], people.readings.get(person)
    found = expert.with_others(people.beside)
    starts = slots.free_starts(*found, window=window, now=now)
    if shown_on is None:
        return Told(starts, {}, set(), reading, people.said)
    shown_in = shown_on(people.said)
    reasons = slots.day_reasons(*found, window=window, now=now, shown_in=shown_in)
    off = {on for on, reason in reasons.items() if reason is DayReason.OFF}
    if off and expert.said.country:
        without = people.without_holidays(person).with_others(people.beside)
        usual = slots.day_reasons(*without, window=window, now=now, shown_in=shown_in)
        return Told(
            starts, reasons, {on for on in off if usual.get(on) is not DayReason.OFF}, reading, people.said
        )
    return Told(starts, reasons, set(), reading, people.said)


def refusal(question: Question, start: datetime, *, now: datetime) -> Reason | None:
    """Why the session may not begin at `start`, or None."""
    return _look(question, _just(question, start), now).refusal(start)


def next_free_starts(
    question: Question, *, after: datetime, now: datetime, at_most: int = 5
) -> list[datetime]:
    """The first few starts from `after` on, for somebody who came a moment too late; the first of all if none can be."""
    return outlook(question, after, now=now).next_free_starts(after, at_most=at_most)


def outlook(question: Question, start: datetime, *, now: datetime) -> "Outlook":
    """What is known about `start` and the weeks after it: one statement, and both answers are in it."""
    (opening, _), (_, soon), _ = _windows_ahead(question, start, now)
    begin, end = _just(question, start)
    return _look(question, (begin, max(end, soon) if opening == start else end), now)


@dataclass(frozen=True)
class Outlook:
    """What was known of everybody in `window` at `now`."""

    question: Question
    window: Window
    now: datetime
    people: People

    @property
    def limits(self) -> Limits:
        """What the expert asks of everybody who books."""
        return self.people.experts[self.question.expert.pk].said.limits

    def without(self, closed: Collection[Span]) -> "Outlook":
        """The same, where nothing is offered in the spans that are `closed`. No statement."""
        question = replace(self.question, closed=tuple(closed))
        return replace(self, question=question, people=replace(self.people, asked=question.together))

    def refusal(self, start: datetime) -> Reason | None:
        """Why the session may not begin at `start`, which lies in the window; or None."""
        return slots.refusal(start, *self._searched(), now=self.now)

    def next_free_starts(self, after: datetime, *, at_most: int = 5) -> list[datetime]:
        """See `next_free_starts`: no statement where enough is free soon after the start that was asked for."""
        first, soon, later = _windows_ahead(self.question, after, self.now)
        read = first[0], soon[1]
        near = self if self._covers(read) else _look(self.question, read, self.now)
        found = near.minutes_in(first)
        if len(found) < at_most:
            found += near.minutes_in(soon)
        if len(found) < at_most:
            found += _look(self.question, later, self.now).minutes_in(later)
        return list(map(wall_clock.instant, found[:at_most]))

    def minutes_in(self, window: Window) -> list[Minute]:
        """The free starts, ascending, in a part of the window."""
        return slots.free_minutes(*self._searched(), window=window, now=self.now)

    def _covers(self, window: Window) -> bool:
        return self.window[0] <= window[0] and window[1] <= self.window[1]

    def _searched(self) -> tuple[list[Availability], SessionRules]:
        return self.people.experts[self.question.expert.pk].with_others(self.people.beside)


def _look(question: Question, window: Window, now: datetime) -> Outlook:
    return Outlook(question, window, now, known_people(question.together, window, now))


def _just(question: Question, start: datetime) -> Window:
    return start, start + timedelta(minutes=question.offer.session_minutes)


def _windows_ahead(question: Question, after: datetime, now: datetime) -> tuple[Window, Window, Window]:
    """Windows that share no start and miss none: a session has to begin by its own length before one of them ends."""
    end = now + timedelta(days=(question.offer.horizon_days or 56) + 1)
    begin = after if now < after < end else now
    first, soon = (min(begin + ahead, end).replace(second=0, microsecond=0) for ahead in (FIRST, SOON))
    missed = timedelta(minutes=question.offer.session_minutes - 1)
    return (begin, first), (max(begin, first - missed), soon), (max(begin, soon - missed), end)


def _people(question: Question, window: Window, now: datetime) -> tuple[list[Availability], SessionRules]:
    """The expert first: it is their clock on which sessions start at round times."""
    people = known_people(question.together, window, now)
    return people.experts[question.expert.pk].with_others(people.beside)
