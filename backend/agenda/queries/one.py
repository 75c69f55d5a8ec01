"""When one expert can be met: the search of `agenda.slots` fed from the ledger."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from agenda import slots
from agenda.availability import Availability
from agenda.queries.ledger import taken_of
from agenda.queries.questions import Question, Window, humane_week
from agenda.slots import Reason

# Day and week limits count sessions of the whole week around what is asked for.
AROUND = timedelta(days=9)
# Most who come too late find another start soon: so far is looked first.
SOON = timedelta(days=14)


def free_starts(question: Question, *, window: Window, now: datetime) -> list[datetime]:
    """Starts, ascending, in the half-open `window`: exactly those that a booking at `now` would not refuse."""
    return slots.free_starts(_people(question, window, now), question.rules, window=window, now=now)


def refusal(question: Question, start: datetime, *, now: datetime) -> Reason | None:
    """Why the session may not begin at `start`, or None."""
    window = start, start + timedelta(minutes=question.offer.session_minutes)
    return slots.refusal(start, _people(question, window, now), question.rules, now=now)


def next_free_starts(
    question: Question, *, after: datetime, now: datetime, at_most: int = 5
) -> list[datetime]:
    """The first few starts from `after` on, for somebody who came a moment too late; the first of all if none can be."""
    horizon = question.offer.horizon_days or 56
    end = now + timedelta(days=horizon + 1)
    begin = after if now < after < end else now
    found: list[datetime] = []
    for window in _soon_then_later(begin, end, question):
        found += free_starts(question, window=window, now=now)
        if len(found) >= at_most:
            break
    return found[:at_most]


def _soon_then_later(begin: datetime, end: datetime, question: Question) -> Iterator[Window]:
    """Two windows that share no start and miss none: one has to begin by the end of a session before `middle`."""
    length = timedelta(minutes=question.offer.session_minutes)
    middle = min(begin + SOON, end).replace(second=0, microsecond=0)
    yield begin, middle
    yield max(begin, middle - length + timedelta(minutes=1)), end


def _people(question: Question, window: Window, now: datetime) -> list[Availability]:
    """The expert first: it is their clock on which sessions start at round times."""
    expert, beside = question.expert.pk, question.beside
    taken = taken_of(
        [expert, *([beside.pk] if beside else [])],
        window=window,
        around=AROUND,
        now=now,
        counted=[expert],
        moving=question.moving,
    )
    busy, sessions = taken[expert]
    available = replace(question.hours, busy=tuple(busy), sessions=tuple(sessions))
    if beside is None:
        return [available]
    return [available, Availability(beside.time_zone, humane_week(beside), busy=tuple(taken[beside.pk].busy))]
