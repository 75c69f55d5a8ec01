"""When one expert can be met: the search of `agenda.slots` fed from the ledger."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from agenda import wall_clock
from agenda.availability import Availability
from agenda.intentions import Intentions, Limits
from agenda.intervals import Span
from agenda.queries.group import Group
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
    return list(map(wall_clock.instant, _look(question, window, now).minutes_in(window)))


# Whose home and journeys make the clock of an answer, by what everybody who takes part said about their time.
OnWhoseClock = Callable[[Mapping[int, Intentions]], Availability]


@dataclass(frozen=True)
class Told:
    """The starts, ascending; why dates have none, and which of these are off for a public holiday of the expert's;
    what is known of everybody's own calendars, of those that were connected; and what everybody who takes part said
    about their time.
    """

    starts: list[datetime]
    empty: dict[date, DayReason]
    holidays: set[date]
    readings: Mapping[int, Reading]
    said: Mapping[int, Intentions]


def told_starts(
    asked: Together, *, window: Window, now: datetime, shown_on: OnWhoseClock | None = None
) -> Told:
    """The starts that suit the experts asked for, one or all at once, and, on the clock that `shown_on` names, why dates
    in `window` have none: those dates and no other. Calendar and holidays are the first expert's. One statement.
    """
    person = asked.experts[0]
    people = known_people(asked, window, now)
    expert, readings = people.experts[person], people.readings
    group = Group(list(people.experts.values()), people.beside, now)
    starts = list(map(wall_clock.instant, group.minutes(window)))
    if shown_on is None:
        return Told(starts, {}, set(), readings, people.said)
    shown_in = shown_on(people.said)
    reasons = group.day_reasons(window, shown_in)
    off = {on for on, reason in reasons.items() if reason is DayReason.OFF}
    if off and expert.said.country:
        without = replace(group, experts=[people.without_holidays(person), *group.experts[1:]])
        usual = without.day_reasons(window, shown_in)
        return Told(
            starts, reasons, {on for on in off if usual.get(on) is not DayReason.OFF}, readings, people.said
        )
    return Told(starts, reasons, set(), readings, people.said)


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
    def limits(self) -> Mapping[int, Limits]:
        """What each expert (ids of people) asks of everybody who books."""
        return {person: expert.said.limits for person, expert in self.people.experts.items()}

    def without(self, closed: Collection[Span]) -> "Outlook":
        """The same, where nothing is offered in the spans that are `closed`. No statement."""
        question = replace(self.question, closed=tuple(closed))
        return replace(self, question=question, people=replace(self.people, asked=question.together))

    def refusal(self, start: datetime) -> Reason | None:
        """Why the session may not begin at `start`, which lies in the window; or None."""
        return self._group.refusal(start)

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
        return list(self._group.minutes(window))

    def _covers(self, window: Window) -> bool:
        return self.window[0] <= window[0] and window[1] <= self.window[1]

    @property
    def _group(self) -> Group:
        return Group(list(self.people.experts.values()), self.people.beside, self.now)


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
