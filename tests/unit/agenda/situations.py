"""Generated people, rules and windows, close to the days on which clocks do something odd.

Everything is read from one string of bytes: a thousand situations cost as little as one draw each, and a failing one
still shrinks, towards zeros, which stand for the first and simplest choice everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from agenda.availability import (
    Availability,
    BookedSession,
    Override,
    SessionRules,
    Travel,
    WeeklyRange,
    taken_between,
)

Choice = TypeVar("Choice")
BYTES = 224  # more than any situation reads

ODD_DAYS = {
    "Asia/Seoul": (date(1988, 5, 8), date(2026, 11, 1)),  # a summer time, once
    "America/Los_Angeles": (
        date(2026, 11, 1),
        date(2026, 3, 8),
    ),  # 01:00 to 02:00 comes twice; 02:00 is skipped
    "Africa/Casablanca": (
        date(2026, 3, 22),
        date(2026, 2, 15),
    ),  # back to +01 after Ramadan; to +00 before it
    "America/Havana": (date(2026, 3, 8),),  # 00:00 does not exist
    "America/Sao_Paulo": (date(2018, 2, 18),),  # the hour before midnight comes twice
    "America/St_Johns": (date(2010, 11, 7), date(2026, 3, 8)),  # 00:01 goes back to 23:01 of the day before
    "Asia/Kathmandu": (date(1986, 1, 1),),  # +05:30 becomes +05:45
    "Asia/Tehran": (date(2022, 3, 22), date(2022, 9, 21)),  # 00:00 does not exist; the last summer time ends
    "Australia/Lord_Howe": (date(2026, 10, 4), date(2026, 4, 5)),  # half an hour
    "Europe/London": (date(2026, 3, 29),),
    "Pacific/Apia": (date(2011, 12, 30),),  # does not exist
    "Pacific/Chatham": (date(2026, 9, 27), date(2026, 4, 5)),  # at 02:45 and 03:45
}
ZONES = tuple(ODD_DAYS)


@dataclass(frozen=True)
class Situation:
    people: list[Availability]
    rules: SessionRules
    window: tuple[datetime, datetime]
    now: datetime


@dataclass(frozen=True)
class Gathering:
    """Experts who meet at once, each with rules of their own; how long they meet is the same for all."""

    experts: list[tuple[Availability, SessionRules]]
    window: tuple[datetime, datetime]
    now: datetime


class Dice:
    """Choices, one after the other, by the bytes that were drawn."""

    def __init__(self, drawn: bytes) -> None:
        self._left = iter(drawn)

    def number(self, low: int, high: int) -> int:
        """From `low`, the simplest, to `high`, both included."""
        size = high - low + 1
        value = next(self._left, 0)
        if size > 256:
            value = value * 256 + next(self._left, 0)
        return low + value % size

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        return choices[self.number(0, len(choices) - 1)]

    def times(self, most: int) -> range:
        return range(self.number(0, most))


def situations() -> st.SearchStrategy[Situation]:
    return st.binary(min_size=BYTES, max_size=BYTES).map(situation_of)


def situation_of(drawn: bytes) -> Situation:
    dice = Dice(drawn)
    zones = [dice.one_of(ZONES) for _ in range(dice.number(1, 2))]
    around = dice.one_of(ODD_DAYS[dice.one_of(zones)])
    people = [_availability(dice, zone, around) for zone in zones]
    opening = _instant(dice, around)
    window = opening, opening + timedelta(minutes=dice.one_of([2880, 2880, 1440, 731, 60, 0]))
    now = opening - timedelta(minutes=5 * dice.number(-60, 1440))
    return Situation(people, _rules(dice, around), window, now)


def gatherings() -> st.SearchStrategy[Gathering]:
    return st.binary(min_size=3 * BYTES, max_size=3 * BYTES).map(gathering_of)


def gathering_of(drawn: bytes) -> Gathering:
    dice = Dice(drawn)
    zones = [dice.one_of(ZONES) for _ in range(dice.number(2, 3))]
    around = dice.one_of(ODD_DAYS[dice.one_of(zones)])
    minutes = dice.one_of([60, 15, 30, 45])
    experts = [_member(dice, zone, around, minutes) for zone in zones]
    opening = _instant(dice, around)
    window = opening, opening + timedelta(minutes=dice.one_of([2880, 1440, 731]))
    return Gathering(experts, window, opening - timedelta(minutes=5 * dice.number(-60, 1440)))


def _member(dice: Dice, zone: str, around: date, minutes: int) -> tuple[Availability, SessionRules]:
    """Mostly somebody with long hours and few dates that are closed: of others several seldom have a minute in common."""
    who = _availability(dice, zone, around)
    rules = replace(_rules(dice, around), minutes=minutes, step_minutes=dice.one_of([15, 30, 25, 5]))
    if dice.number(0, 3) < 3:
        who = replace(who, weekly=tuple(WeeklyRange(day, 0, 1440) for day in range(7)), overrides=())
        rules = replace(
            rules, horizon_days=None, window_from_on=None, window_until_on=None, max_per_month=None
        )
    return who, rules


def _availability(dice: Dice, zone: str, around: date) -> Availability:
    return Availability(
        time_zone=zone,
        weekly=_week(dice),
        overrides=tuple(
            Override(_date(dice, around, 3), tuple(_span(dice) for _ in dice.times(2))) for _ in dice.times(2)
        ),
        travel=tuple(_trip(dice, around) for _ in dice.times(dice.one_of([0, 2]))),
        busy=tuple(taken_between(*_taken(dice, around)) for _ in dice.times(5)),
        sessions=tuple(_session(dice, around) for _ in dice.times(3)),
    )


def _week(dice: Dice) -> tuple[WeeklyRange, ...]:
    days: Sequence[int] = dice.one_of([range(7), range(7), range(7), range(5), (1, 3, 6)])
    hours = [_span(dice) for _ in range(dice.number(1, 3))]
    return tuple(WeeklyRange(day, *span) for day in days for span in hours)


def _span(dice: Dice) -> tuple[int, int]:
    start = dice.one_of([0, 0, 30, 60, 90, 120, 150, 180, 540, 615, 1080, 1380, 1425])
    return start, min(1440, start + dice.one_of([1440, 960, 480, 240, 90, 60, 35, 30, 15]))


def _date(dice: Dice, around: date, beside: int) -> date:
    return around + timedelta(days=dice.number(-beside, beside))


def _instant(dice: Dice, around: date) -> datetime:
    noon = datetime(around.year, around.month, around.day, 12, tzinfo=UTC)
    return noon + timedelta(minutes=5 * dice.number(-576, 576), seconds=dice.one_of([0, 0, 0, 0, 30]))


def _taken(dice: Dice, around: date) -> tuple[datetime, datetime]:
    start = _instant(dice, around)
    return start, start + timedelta(minutes=dice.one_of([0, 5, 20, 45, 60, 240, 900]))


def _trip(dice: Dice, around: date) -> Travel:
    first = _date(dice, around, 2)
    return Travel(first, first + timedelta(days=dice.number(0, 2)), dice.one_of(ZONES))


def _session(dice: Dice, around: date) -> BookedSession:
    before, after = (dice.one_of([0, 0, 5, 30]) for _ in range(2))
    return BookedSession.between(*_taken(dice, around), before_minutes=before, after_minutes=after)


def _rules(dice: Dice, around: date) -> SessionRules:
    first, last = sorted(_date(dice, around, 2) for _ in range(2))
    window = dice.one_of(
        [(None, None), (None, None), (None, None), (first, None), (None, last), (first, last)]
    )
    maxima = [None, None, None, 2, 1]
    return SessionRules(
        minutes=dice.one_of([60, 15, 20, 30, 45, 300]),
        step_minutes=dice.one_of([15, 1, 25, 30, 60, 90, 1441]),
        align="clock" if dice.number(0, 1) else "range",
        buffer_before_minutes=dice.one_of([0, 0, 10, 45]),
        buffer_after_minutes=dice.one_of([0, 0, 10, 45]),
        notice_minutes=dice.one_of([0, 0, 61, 600]),
        horizon_days=dice.one_of([None, None, None, 5, 3, 1, 0]),
        max_per_day=dice.one_of(maxima),
        max_per_week=dice.one_of(maxima),
        max_per_month=dice.one_of(maxima),
        window_from_on=window[0],
        window_until_on=window[1],
    )
