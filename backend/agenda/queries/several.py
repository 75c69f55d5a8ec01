"""When several experts can be met: each alone, all together, or any of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from math import inf

from agenda import slots
from agenda.availability import Availability, SessionRules
from agenda.dates import DateLimits
from agenda.intentions import Intentions
from agenda.queries.ledger import Load, Reading
from agenda.queries.people import Expert, known_people
from agenda.queries.questions import Together, Window
from agenda.slots import DayReason
from agenda.wall_clock import Minute, instant

# Who has free time mostly has some soon, over a weekend too: so far is looked first.
SOON = timedelta(days=3)
FEW = 20  # more starts than these are not looked for there


@dataclass(frozen=True)
class Found:
    """The first starts by expert (ids of people), whoever is free first before the others, whoever is not last;
    for each expert, where it was asked for, why dates on their clock are empty; and what is known of their own
    calendars, of those that were connected. `said` is what everybody who takes part said about their time.
    """

    starts: Mapping[int, Sequence[datetime]]
    empty: Mapping[int, Mapping[date, DayReason]]
    readings: Mapping[int, Reading]
    said: Mapping[int, Intentions]


def first_starts_of_each(
    asked: Together, *, window: Window, now: datetime, at_most: int, reasons: bool = False
) -> Found:
    """Who is free next: of each expert the first `at_most` starts in `window`. One statement, or two where somebody
    is not often free soon.
    """
    starts: dict[int, list[Minute]] = {}
    empty: dict[int, Mapping[date, DayReason]] = {}
    readings: dict[int, Reading] = {}
    said: dict[int, Intentions] = {}
    wanting = asked.experts
    for part in (window,) if reasons else _soon_then_all(window, asked, now, at_most):
        people = known_people(replace(asked, experts=wanting), part, now)
        for person, expert in people.experts.items():
            starts[person] = _minutes(expert, people.beside, part, now)[:at_most]
            if reasons:
                everybody = expert.with_others(people.beside)
                empty[person] = slots.day_reasons(*everybody, window=part, now=now)
        readings |= people.readings
        said |= people.said
        wanting = tuple(person for person in people.experts if len(starts[person]) < at_most)
        if not wanting:
            break
    order = (person for person in asked.experts if person in starts)
    soonest = sorted(order, key=lambda person: starts[person][0] if starts[person] else inf)
    return Found({person: list(map(instant, starts[person])) for person in soonest}, empty, readings, said)


@dataclass(frozen=True)
class Shared:
    """The first starts for a group; for `starts_for_all` why dates have none, for `starts_of_any` whose turn each is."""

    starts: Sequence[datetime]
    empty: Mapping[date, DayReason]
    turns: Sequence[int]
    readings: Mapping[int, Reading]
    said: Mapping[int, Intentions]


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
        everybody, rules = [*(expert.paused for expert in experts), *people.beside], _rules_of_all(experts)
        starts = slots.free_minutes(everybody, rules, window=part, now=now)
        found = list(islice(_with_room(starts, experts, now), at_most))
        if reasons:
            empty = slots.day_reasons(everybody, rules, window=part, now=now)
        if len(found) >= at_most:
            break
    return Shared(list(map(instant, found)), empty, (), readings, said)


def starts_of_any(asked: Together, *, window: Window, now: datetime, at_most: int) -> Shared:
    """The first `at_most` starts at which somebody of a pool is free, each with whose turn it is. One or two statements.

    The turn is of the least loaded; of those alike, of whoever waits longest for a session; else in the order
    asked for. Starts do not count against each other.
    """
    whose: dict[Minute, int] = {}
    readings: Mapping[int, Reading] = {}
    said: Mapping[int, Intentions] = {}
    for part in _soon_then_all(window, asked, now, at_most):
        people = known_people(asked, part, now, loads=True)
        readings, said = people.readings, people.said
        loads = {person: people.known[person].load for person in people.experts}
        whose = turns_of(people.experts, loads, people.beside, window=part, now=now)
        if len(whose) >= at_most:
            break
    first = sorted(whose)[:at_most]
    return Shared(list(map(instant, first)), {}, [whose[start] for start in first], readings, said)


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
    for person in sorted(pool, key=lambda person: _turn(loads[person])):
        for start in _minutes(pool[person], beside, window, now):
            whose.setdefault(start, person)
    return whose


def _soon_then_all(window: Window, asked: Together, now: datetime, at_most: int) -> Iterator[Window]:
    """The beginning of the window, and, for whoever that is not enough, the whole of it.

    What is offered does not depend on the window, so the first starts of its beginning are its first starts.
    """
    soon = max(window[0], now + asked.offer.notice) + SOON
    if soon < window[1] and at_most <= FEW:
        yield window[0], soon
    yield window


def _turn(load: Load | None) -> tuple[int, Minute]:
    """Whoever was never given anything waits longest."""
    return (load.ahead, load.last or 0) if load else (0, 0)


def _minutes(expert: Expert, beside: Sequence[Availability], window: Window, now: datetime) -> list[Minute]:
    return slots.free_minutes(*expert.with_others(beside), window=window, now=now)


def _rules_of_all(experts: Sequence[Expert]) -> SessionRules:
    """The grid of the first, the longest notice of all; whoever counts days or sessions is asked one by one."""
    return replace(
        experts[0].rules_beside_others,
        notice_minutes=max(expert.rules.notice_minutes for expert in experts),
        horizon_days=None,
        window_from_on=None,
        window_until_on=None,
        max_per_day=None,
        max_per_week=None,
        max_per_month=None,
    )


def _with_room(starts: Sequence[Minute], experts: Sequence[Expert], now: datetime) -> Iterator[Minute]:
    limits = [DateLimits(one.availability, one.rules, now) for one in experts if one.rules.limits_dates]
    return (start for start in starts if all(one.refusal_at(start) is None for one in limits))
