"""Regular appointments as one RFC 5545 file: the rule on one wall clock, and the dates that stand elsewhere.

A rule means the hour on a clock, so DTSTART names its zone, and the file says what that zone is (VTIMEZONE).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Component, Event, Timezone, vDDDLists, vRecur

from integrations.icalendar_files.invitation import Invitation, event_of, written

DAY = timedelta(days=1)
UTC_NAME = "UTC"


class Moved(NamedTuple):
    """A date that stands at another time than the rule meant. All aware."""

    meant_at: datetime
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class RegularInvitation:
    """One version of a series of appointments under one UID.

    `first` tells everything that its dates share, with the times of the first date of the rule. `rule` is the value
    of an RRULE, `time_zone` (IANA) names the clock that it goes by, `last_at` is when the last date begins.
    `excluded` are dates of the rule, as it means them, that will not be. Datetimes are aware.
    """

    first: Invitation
    time_zone: str
    rule: str
    last_at: datetime
    excluded: tuple[datetime, ...] = ()
    moved: tuple[Moved, ...] = ()


def series_file(series: RegularInvitation) -> bytes:
    """The whole series: a VEVENT with the rule and its exclusions, and one for each date that moved (RFC 5545,
    3.8.4.4: RECURRENCE-ID is the time that the rule meant)."""
    return written(series.first.method, [*zones(series.time_zone, times_of(series)), *events_of(series)])


def events_of(series: RegularInvitation) -> list[Event]:
    """The VEVENT with the rule, and those of the dates that moved."""
    zone = ZoneInfo(series.time_zone)
    master = _local(event_of(series.first), series.first, zone)
    master.add("RRULE", vRecur.from_ical(series.rule))
    if series.excluded:
        master.add("EXDATE", vDDDLists([at.astimezone(zone) for at in sorted(series.excluded)]))
    return [master, *(_date(series.first, moved, zone) for moved in series.moved)]


def times_of(series: RegularInvitation) -> list[datetime]:
    """The instants between which its clock has to be known."""
    return [series.first.starts_at, series.last_at, *(moved.starts_at for moved in series.moved)]


def date_file(date: Invitation, *, meant_at: datetime, time_zone: str) -> bytes:
    """One date of a series by itself, moved or (CANCEL) called off; `meant_at` is when the rule meant it, aware.

    The series goes on: only what carries the RECURRENCE-ID is concerned (RFC 5546, 3.2.5 and 3.2.2).
    """
    zone = ZoneInfo(time_zone)
    event = _date(date, Moved(meant_at, date.starts_at, date.ends_at), zone)
    return written(date.method, [*zones(time_zone, [meant_at, date.starts_at]), event])


def _date(shared: Invitation, moved: Moved, zone: ZoneInfo) -> Event:
    own = replace(shared, starts_at=moved.starts_at, ends_at=moved.ends_at)
    event = _local(event_of(own), own, zone)
    event.add("RECURRENCE-ID", moved.meant_at.astimezone(zone))
    return event


def _local(event: Event, invitation: Invitation, zone: ZoneInfo) -> Event:
    for name, at in (("DTSTART", invitation.starts_at), ("DTEND", invitation.ends_at)):
        event.pop(name)
        event.add(name, at.astimezone(zone))
    return event


def zones(time_zone: str, times: Iterable[datetime]) -> list[Component]:
    """The VTIMEZONE for these times; UTC needs none."""
    if time_zone == UTC_NAME:
        return []
    days = sorted(at.astimezone(ZoneInfo(time_zone)).date() for at in times)
    zone = Timezone.from_tzid(time_zone, first_date=days[0] - DAY, last_date=days[-1] + 2 * DAY)
    zone.pop("COMMENT", None)
    for onset in zone.subcomponents:
        _mend_onset(onset)
    return [zone]


def _mend_onset(onset: Any) -> None:
    """An onset is written as the clock shows it just before it is turned (RFC 5545, 3.6.5). The library writes the
    hour after it where the clock is put forward."""
    forward = onset["TZOFFSETTO"].td - onset["TZOFFSETFROM"].td
    if forward <= timedelta():
        return
    starts_at: datetime = onset.pop("DTSTART").dt
    onset.add("DTSTART", starts_at - forward)
    if "RDATE" in onset:
        found = onset.pop("RDATE")
        rows = found if isinstance(found, list) else [found]
        onset.add("RDATE", vDDDLists([each.dt - forward for row in rows for each in row.dts]))
