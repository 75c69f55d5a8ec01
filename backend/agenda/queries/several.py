"""When several experts can be met: each alone, all together, or any of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from math import inf

from agenda import slots
from agenda.availability import Availability
from agenda.intentions import Intentions
from agenda.queries.group import Group
from agenda.queries.ledger import Load, Reading
from agenda.queries.people import Expert, People, known_people
from agenda.queries.questions import Together, Window
from agenda.slots import DayReason
from agenda.slots_of_many import free_minutes_of_each
from agenda.wall_clock import Minute, instant

# Who has free time mostly has some soon, over a weekend too: so far is looked first.
SOON = timedelta(days=3)
FEW = 20  # more starts than these are not looked for there
# Of so many experts reasons are told at most: whoever reads them sees no more at once, and they cost more than starts.
MOST_REASONS = 20
# So many are looked at in the whole window; of more, those who are free soonest.
MOST_AT_LENGTH = 300


@dataclass(frozen=True)
class Found:
    """The first starts by expert (ids of people), whoever is free first before the others, whoever is not last;
    for each expert, where it was asked for, why dates on their clock are empty; and what is known of everybody's own
    calendars, of those that were connected. `said` is what everybody who takes part said about their time.
    """

    starts: Mapping[int, Sequence[datetime]]
    empty: Mapping[int, Mapping[date, DayReason]]
    readings: Mapping[int, Reading]
    said: Mapping[int, Intentions]

    @property
    def every_start(self) -> Sequence[datetime]:
        return [start for starts in self.starts.values() for start in starts]


def first_starts_of_each(
    asked: Together, *, window: Window, now: datetime, at_most: int, reasons: bool = False
) -> Found:
    """Who is free next: of each expert the first `at_most` starts in `window`. Of more than MOST_AT_LENGTH experts those
    who are free soonest, and of these whoever has fewer starts soon is looked for at length. Reasons, where asked
    for, are told of MOST_REASONS experts, of those without a start first. One statement, two where somebody is not
    often free soon, one more for reasons.
    """
    starts: dict[int, list[Minute]] = {}
    readings: dict[int, Reading] = {}
    said: dict[int, Intentions] = {}
    kept = wanting = asked.experts
    for part in _soon_then_all(window, asked, now, at_most):
        people = known_people(replace(asked, experts=wanting), part, now)
        free = _minutes_of_each(people.experts, people.beside, part, now)
        starts |= {person: own[:at_most] for person, own in free.items()}
        readings |= people.readings
        said |= people.said
        kept = tuple(_soonest(asked.experts, starts)[:MOST_AT_LENGTH])
        wanting = tuple(person for person in kept if len(starts[person]) < at_most)
        if not wanting:
            break
    soonest = _soonest(kept, starts)
    told = sorted(soonest, key=lambda person: bool(starts[person]))[:MOST_REASONS] if reasons else []
    empty = _empty_of_each(replace(asked, experts=tuple(told)), window, now) if told else {}
    return Found({person: list(map(instant, starts[person])) for person in soonest}, empty, readings, said)


def _soonest(experts: Sequence[int], starts: Mapping[int, Sequence[Minute]]) -> list[int]:
    """Whoever of those who are there is free first before the others, whoever is not last."""
    there = (person for person in experts if person in starts)
    return sorted(there, key=lambda person: starts[person][0] if starts[person] else inf)


def _empty_of_each(asked: Together, window: Window, now: datetime) -> dict[int, Mapping[date, DayReason]]:
    people = known_people(asked, window, now)
    return {
        person: slots.day_reasons(*expert.with_others(people.beside), window=window, now=now)
        for person, expert in people.experts.items()
    }


@dataclass(frozen=True)
class Shared:
    """The first starts for a group, and why dates have none; for `starts_of_any` whose turn each is."""

    starts: Sequence[datetime]
    empty: Mapping[date, DayReason]
    turns: Sequence[int]
    readings: Mapping[int, Reading]
    said: Mapping[int, Intentions]

    @property
    def every_start(self) -> Sequence[datetime]:
        return self.starts


def starts_for_all(
    asked: Together, *, window: Window, now: datetime, at_most: int, reasons: bool = False
) -> Shared:
    """The first `at_most` starts that suit all experts at once, each by their own limits and pauses; and, where
    asked for, why dates have none. One or two statements. The clock of the first expert sets the grid and the dates.
    """
    found: list[Minute] = []
    empty: dict[date, DayReason] = {}
    readings: Mapping[int, Reading] = {}
    said: Mapping[int, Intentions] = {}
    for part in (window,) if reasons else _soon_then_all(window, asked, now, at_most):
        people = known_people(asked, part, now)
        experts, readings, said = list(people.experts.values()), people.readings, people.said
        if not experts or len(experts) < len(set(asked.experts)):
            break
        group = Group(experts, people.beside, now)
        found = list(islice(group.minutes(part), at_most))
        if reasons:
            empty = group.day_reasons(part)
        if len(found) >= at_most:
            break
    return Shared(list(map(instant, found)), empty, (), readings, said)


def starts_of_any(
    asked: Together, *, window: Window, now: datetime, at_most: int, reasons: bool = False
) -> Shared:
    """The first `at_most` starts at which somebody of a pool is free, each with whose turn it is; and, where asked for,
    why dates on the first expert's clock have none: of a pool of more than MOST_REASONS only if there is no start at
    all. One or two statements, one more for reasons.

    The turn is of the least loaded; of those alike, of whoever waits longest for a session; else in the order
    asked for. Starts do not count against each other.
    """
    whose: dict[Minute, int] = {}
    empty: Mapping[date, DayReason] = {}
    readings: Mapping[int, Reading] = {}
    said: Mapping[int, Intentions] = {}
    for part in _soon_then_all(window, asked, now, at_most):
        people = known_people(asked, part, now, loads=True)
        readings, said = people.readings, people.said
        loads = {person: people.known[person].load for person in people.experts}
        whose = turns_of(people.experts, loads, people.beside, window=part, now=now)
        if len(whose) >= at_most:
            break
    if reasons and (not whose or len(asked.experts) <= MOST_REASONS):
        empty = _empty_for_all(known_people(asked, window, now), window, now)
    first = sorted(whose)[:at_most]
    return Shared(list(map(instant, first)), empty, [whose[start] for start in first], readings, said)


def _empty_for_all(people: People, window: Window, now: datetime) -> Mapping[date, DayReason]:
    """The dates on which nobody of the pool has a start; of their reasons the one nearest to an offer."""
    pool = list(people.experts.values())
    each = [
        slots.day_reasons(
            *expert.with_others(people.beside), window=window, now=now, shown_in=pool[0].availability
        )
        for expert in pool
    ]
    return {
        on: max((reasons[on] for reasons in each), key=slots.NEARNESS.index)
        for on in (each[0] if each else ())
        if all(on in reasons for reasons in each)
    }


def turns_of(
    pool: Mapping[int, Expert],
    loads: Mapping[int, Load | None],
    beside: Sequence[Availability],
    *,
    window: Window,
    now: datetime,
) -> dict[Minute, int]:
    """Each start at which somebody of the pool is free, with whose turn it is (an id); `pool` is in the order asked for."""
    whose: dict[Minute, int] = {}
    free = _minutes_of_each(pool, beside, window, now)
    for person in sorted(pool, key=lambda person: _turn(loads[person])):
        for start in free[person]:
            whose.setdefault(start, person)
    return whose


def _soon_then_all(window: Window, asked: Together, now: datetime, at_most: int) -> Iterator[Window]:
    """The beginning of the window, and, for whoever that is not enough, the whole of it.

    What is offered does not depend on the window, so the first starts of its beginning are its first starts. Where
    several ask together there seldom are enough.
    """
    soon = max(window[0], now + asked.offer.notice) + SOON
    is_quick = at_most <= FEW and len(asked.beside) <= 1
    if soon < window[1] and (is_quick or len(asked.experts) > MOST_AT_LENGTH):
        yield window[0], soon
    yield window


def _turn(load: Load | None) -> tuple[int, Minute]:
    """Whoever was never given anything waits longest."""
    return (load.ahead, load.last or 0) if load else (0, 0)


def _minutes_of_each(
    pool: Mapping[int, Expert], beside: Sequence[Availability], window: Window, now: datetime
) -> dict[int, list[Minute]]:
    searches = [expert.with_others(beside) for expert in pool.values()]
    return dict(zip(pool, free_minutes_of_each(searches, window=window, now=now), strict=True))
