"""Which events of somebody's own calendar take their time, and when. Plain values in and out.

Sources: discovery document `calendar.v3.json` (Event.transparency, .eventType, .status, .attendees[]); that an event
which its owner declined is free is how Google's own free/busy counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agenda import wall_clock
from agenda.intentions import Intentions
from integrations.google_calendar import EventRecord, Interval

LONGEST_TITLE = 300
# Tables of clocks begin here; and nobody's work lies in the year 9999, which is how imports write "for ever".
FIRST_YEAR, LAST_YEAR = 1970, 9000
NO_TIME_TAKEN = frozenset({"workingLocation"})
DAY = timedelta(days=1)


class Unusable(ValueError):
    """An event whose times mean nothing; the text is a stable code."""


@dataclass(frozen=True)
class Busy:
    """Half-open, aware UTC. Of whole days also the local dates, `until_on` exclusive: on another clock they are
    other instants.
    """

    starts_at: datetime
    ends_at: datetime
    from_on: date | None = None
    until_on: date | None = None
    title: str = ""


def takes_time(event: EventRecord) -> bool:
    """Whether the event keeps its person from meeting others, whenever it is."""
    return not (
        event.is_cancelled
        or not event.busy
        or event.event_type in NO_TIME_TAKEN
        or event.own_response == "declined"
    )


def busy_of(event: EventRecord, clock: Intentions, *, keeps_title: bool) -> Busy | None:
    """When the event takes the time of the person who lives by `clock`; None if it takes none. Raises Unusable."""
    if not takes_time(event):
        return None
    title = event.summary[:LONGEST_TITLE] if keeps_title else ""
    if event.starts_on is not None:
        return _whole_days(event.starts_on, event.ends_on, clock, title)
    if event.starts_at is None:
        raise Unusable("no_start")
    if event.ends_at is None:
        raise Unusable("no_end")
    return _between(event.starts_at, event.ends_at, title)


def span_of_days(from_on: date, until_on: date, clock: Intentions) -> tuple[datetime, datetime]:
    """From the first moment of `from_on` to the last of the day before `until_on`, on the clocks that the person lives
    by on those dates. A date that the clock skips takes no time; where a journey lies in between, all of it is taken.
    """
    days = [
        (clock.zone_on(on), wall_clock.day_of(on))
        for on in _ends_and_journeys(from_on, until_on - DAY, clock)
    ]
    starts = min(wall_clock.wall_time(zone, day, 0) for zone, day in days)
    ends = max(wall_clock.wall_time(zone, day + 1, 0) for zone, day in days)
    return wall_clock.instant(starts), wall_clock.instant(ends)


def outside(intervals: Iterable[Interval], own: Sequence[Interval]) -> list[Interval]:
    """What is left of `intervals` where `own` are taken out; those that end before they begin are left out."""
    left = [one for one in intervals if one.starts_at < one.ends_at]
    for hole in own:
        left = [part for one in left for part in _without(one, hole)]
    return left


def _without(one: Interval, hole: Interval) -> list[Interval]:
    if hole.ends_at <= one.starts_at or one.ends_at <= hole.starts_at:
        return [one]
    parts = Interval(one.starts_at, hole.starts_at), Interval(hole.ends_at, one.ends_at)
    return [part for part in parts if part.starts_at < part.ends_at]


def _whole_days(from_on: date, until_on: date | None, clock: Intentions, title: str) -> Busy | None:
    if until_on is None:
        raise Unusable("no_end")
    if until_on < from_on:
        raise Unusable("ends_before_it_starts")
    if from_on.year < FIRST_YEAR or until_on.year > LAST_YEAR:
        raise Unusable("out_of_range")
    until_on = max(until_on, from_on + DAY)  # one that ends on the day it starts is shown on that day
    starts_at, ends_at = span_of_days(from_on, until_on, clock)
    return Busy(starts_at, ends_at, from_on, until_on, title) if starts_at < ends_at else None


def _between(starts_at: datetime, ends_at: datetime, title: str) -> Busy | None:
    if ends_at < starts_at:
        raise Unusable("ends_before_it_starts")
    if starts_at.year < FIRST_YEAR or ends_at.year > LAST_YEAR:
        raise Unusable("out_of_range")
    return Busy(starts_at, ends_at, title=title) if starts_at < ends_at else None


def _ends_and_journeys(first: date, last: date, clock: Intentions) -> set[date]:
    """Both dates, and those between them on which the clock is another than on the date before or after."""
    turns = (edge for trip in clock.travel for edge in (trip.from_on, trip.to_on))
    beside = {on + days * DAY for on in turns for days in (-1, 0, 1)}
    return {first, last, *(on for on in beside if first < on < last)}
