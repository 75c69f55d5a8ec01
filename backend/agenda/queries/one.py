"""When one expert can be met: the search of `agenda.slots` fed from the ledger."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from agenda import slots
from agenda.availability import Availability, SessionRules
from agenda.intentions import Intentions
from agenda.queries.people import known_people, said_by
from agenda.queries.questions import Question, Window
from agenda.slots import DayReason, Reason

# Most who come too late find another start soon: so far is looked first.
SOON = timedelta(days=14)


def free_starts(question: Question, *, window: Window, now: datetime) -> list[datetime]:
    """Starts, ascending, in the half-open `window`: exactly those that a booking at `now` would not refuse."""
    return slots.free_starts(*_people(question, window, now), window=window, now=now)


def empty_days(
    question: Question, *, window: Window, now: datetime, shown_in: str | None = None
) -> tuple[dict[date, DayReason], set[date]]:
    """Why dates in `window`, on the clock of the zone `shown_in` or else the expert's, have no start: those dates
    and no other. Those of them that are off for a public holiday of the expert's are told again beside them.
    """
    said = said_by(question.together, window, now)
    reasons = slots.day_reasons(
        *_people(question, window, now, said), window=window, now=now, shown_in=shown_in
    )
    off = {on for on, reason in reasons.items() if reason is DayReason.OFF}
    expert = said[question.expert.pk]
    if not off or not expert.country:
        return reasons, set()
    without = {**said, question.expert.pk: replace(expert, country="")}
    usual = slots.day_reasons(
        *_people(question, window, now, without), window=window, now=now, shown_in=shown_in
    )
    return reasons, {on for on in off if usual.get(on) is not DayReason.OFF}


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
    said = said_by(question.together, (begin, end), now)
    found: list[datetime] = []
    for window in _soon_then_later(begin, end, question):
        found += slots.free_starts(*_people(question, window, now, said), window=window, now=now)
        if len(found) >= at_most:
            break
    return found[:at_most]


def _soon_then_later(begin: datetime, end: datetime, question: Question) -> Iterator[Window]:
    """Two windows that share no start and miss none: one has to begin by the end of a session before `middle`."""
    length = timedelta(minutes=question.offer.session_minutes)
    middle = min(begin + SOON, end).replace(second=0, microsecond=0)
    yield begin, middle
    yield max(begin, middle - length + timedelta(minutes=1)), end


def _people(
    question: Question, window: Window, now: datetime, said: Mapping[int, Intentions] | None = None
) -> tuple[list[Availability], SessionRules]:
    """The expert first: it is their clock on which sessions start at round times."""
    people = known_people(question.together, window, now, said)
    return people.experts[question.expert.pk].with_others(people.beside)
