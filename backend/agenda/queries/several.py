"""When several experts can be met: each alone, all together, or any of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from math import inf

from agenda import slots
from agenda.availability import SessionRules
from agenda.dates import DateLimits
from agenda.queries.ledger import Load, loads_of
from agenda.queries.people import Expert, People, known_people
from agenda.queries.questions import Together, Window
from agenda.slots import DayReason
from agenda.wall_clock import Minute, instant


@dataclass(frozen=True)
class Found:
    """The first starts by expert (ids of people), whoever is free first before the others, whoever is not last;
    for each expert, where it was asked for, why dates on their clock are empty.
    """

    starts: Mapping[int, Sequence[datetime]]
    empty: Mapping[int, Mapping[date, DayReason]]


def first_starts_of_each(
    asked: Together, *, window: Window, now: datetime, at_most: int, reasons: bool = False
) -> Found:
    """Who is free next: of each expert the first `at_most` starts in `window`. Three statements."""
    people = known_people(asked, window, now)
    found = {
        person: _minutes(expert, people, window, now)[:at_most] for person, expert in people.experts.items()
    }
    soonest = sorted(found, key=lambda person: found[person][0] if found[person] else inf)
    empty = {
        person: slots.day_reasons(*people.experts[person].with_others(people.beside), window=window, now=now)
        for person in (soonest if reasons else ())
    }
    return Found({person: list(map(instant, found[person])) for person in soonest}, empty)


def starts_for_all(
    asked: Together, *, window: Window, now: datetime, at_most: int, reasons: bool = False
) -> tuple[list[datetime], dict[date, DayReason]]:
    """The first `at_most` starts that suit all experts at once, each by their own limits and pauses; and, where
    asked for, why dates have none. Three statements. The clock of the first expert sets the grid and the dates.
    """
    people = known_people(asked, window, now)
    experts = list(people.experts.values())
    if not experts or len(experts) < len(set(asked.experts)):
        return [], {}
    everybody = [*(expert.paused for expert in experts), *people.beside]
    rules = _rules_of_all(experts)
    starts = slots.free_minutes(everybody, rules, window=window, now=now)
    empty = slots.day_reasons(everybody, rules, window=window, now=now) if reasons else {}
    return list(map(instant, islice(_with_room(starts, experts, now), at_most))), empty


def starts_of_any(
    asked: Together, *, window: Window, now: datetime, at_most: int
) -> list[tuple[datetime, int]]:
    """The first `at_most` starts at which somebody of a pool is free, each with whose turn it is. Four statements.

    The turn is of the least loaded; of those alike, of whoever waits longest for a session; else in the order
    asked for. Starts do not count against each other.
    """
    people = known_people(asked, window, now)
    loads = loads_of(people.experts, now=now)
    in_turn = sorted(people.experts, key=lambda person: _turn(loads.get(person)))
    whose: dict[Minute, int] = {}
    for person in in_turn:
        for start in _minutes(people.experts[person], people, window, now):
            whose.setdefault(start, person)
    return [(instant(start), whose[start]) for start in sorted(whose)[:at_most]]


def _turn(load: Load | None) -> tuple[int, Minute]:
    return (load.ahead, load.last) if load else (0, 0)


def _minutes(expert: Expert, people: People, window: Window, now: datetime) -> list[Minute]:
    return slots.free_minutes(*expert.with_others(people.beside), window=window, now=now)


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
