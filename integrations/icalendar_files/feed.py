"""A calendar to subscribe to (RFC 5545 and 7986): all of a person's appointments in one file that programs fetch again.

It publishes: nobody is invited by it, and no attendee is named.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from icalendar import Component, vDuration, vUri

from integrations.icalendar_files import text
from integrations.icalendar_files.invitation import Invitation, Line, Method, event_of, written
from integrations.icalendar_files.recurring import RegularInvitation, events_of, times_of, zones

# Part of every fingerprint: another number makes every reader fetch again what is written differently from now on.
FORM = 1
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Feed:
    """What a feed shows now. `name` is how programs call the calendar; they are asked to look again after `refresh`,
    which few of them heed, at `source`, its own address. All invitations are of the method PUBLISH."""

    name: str
    refresh: timedelta
    single: tuple[Invitation, ...] = ()
    regular: tuple[RegularInvitation, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        shown = [*self.single, *(series.first for series in self.regular)]
        if any(one.method is not Method.PUBLISH for one in shown):
            raise ValueError("a feed only publishes")


def feed_file(feed: Feed) -> bytes:
    """The feed as a UTF-8 file. A clock that several series go by is told once, for all their times."""
    events: list[Component] = [event_of(one) for one in feed.single]
    events += [event for series in feed.regular for event in events_of(series)]
    return written(Method.PUBLISH, [*_clocks(feed.regular), *events], _lines(feed))


def fingerprint(feed: Feed) -> str:
    """The same for what shows the same, whenever it is written; 64 hexadecimal digits."""
    unstamped = replace(
        feed,
        single=tuple(replace(one, stamped_at=NO_TIME) for one in feed.single),
        regular=tuple(
            replace(series, first=replace(series.first, stamped_at=NO_TIME)) for series in feed.regular
        ),
    )
    return hashlib.sha256(f"{FORM} {unstamped!r}".encode(errors="replace")).hexdigest()


def _lines(feed: Feed) -> list[Line]:
    """Each thing by its standard name and by the one that older programs know."""
    name, every = text.Text(text.line(feed.name)), feed.refresh
    source = [Line("SOURCE", vUri(text.uri(feed.source)), {"VALUE": "URI"})] if feed.source else []
    return [
        Line("NAME", name),
        Line("X-WR-CALNAME", name),
        Line("REFRESH-INTERVAL", every, {"VALUE": "DURATION"}),
        Line("X-PUBLISHED-TTL", vDuration(every)),
        *source,
    ]


def _clocks(regular: Iterable[RegularInvitation]) -> list[Component]:
    times: defaultdict[str, list[datetime]] = defaultdict(list)
    for series in regular:
        times[series.time_zone] += times_of(series)
    return [clock for name in sorted(times) for clock in zones(name, times[name])]
