"""Recurrence lines of an event: checked, and expanded on the clock of the event's zone.

Sources: RFC 5545 sections 3.3.10, 3.8.5; discovery document (Event.recurrence: no DTSTART or DTEND lines); guide
"Recurring events". Whatever is wrong with a line, Google says "Invalid recurrence rule.".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from integrations.emulators.google.errors import ApiError, invalid
from integrations.emulators.google.store import JsonObject
from integrations.emulators.google.times import instant

MOST_INSTANCES = 1000  # of a rule without an end
LINE = re.compile(r"(RRULE|EXRULE|RDATE|EXDATE)((?:;[A-Z-]+=[^:;]+)*):(.+)")
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


class Original(NamedTuple):
    """When an instance begins by the rule: `at` aware UTC, `wall` what the event's clock shows (naive)."""

    at: datetime
    wall: datetime


def check(event: JsonObject, calendar_zone: str) -> None:
    """Raises ApiError 400 for lines that are none."""
    lines = event["recurrence"]
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise _wrong()
    try:
        originals(event, calendar_zone)
    except (ValueError, TypeError, KeyError, LookupError, OSError) as error:
        raise _wrong() from error


def originals(event: JsonObject, calendar_zone: str) -> list[Original]:
    """Every instance by the rule, ascending; the start is the first even where the rule leaves it out."""
    zone = _zone(event, calendar_zone)
    start = _wall(event["start"], zone)
    walls, excluded = {start}, set[datetime]()
    for line in event["recurrence"]:
        kind, parameters, value = _parts(line)
        if kind in ("RRULE", "EXRULE"):
            found: Iterable[datetime] = islice(
                rrulestr(_naive_rule(value, start, zone), dtstart=start), MOST_INSTANCES
            )
        else:
            found = [_listed(text, parameters, zone) for text in value.split(",")]
        if kind in ("RRULE", "RDATE"):
            walls.update(found)
        else:
            excluded.update(_at(wall, zone) for wall in found)
    known = {_at(wall, zone): wall for wall in sorted(walls, reverse=True)}
    return [Original(at, known[at]) for at in sorted(known) if at not in excluded]


def suffix(event: JsonObject, original: Original) -> str:
    """What an instance's id has behind that of its recurring event."""
    return f"{original.wall:%Y%m%d}" if "date" in event["start"] else f"{original.at:%Y%m%dT%H%M%SZ}"


def instance_of(event: JsonObject, original: Original, calendar_zone: str) -> JsonObject:
    """One instance as it is by the rule: as long as the first, on the same clock."""
    first, last = (instant(event[edge], calendar_zone) for edge in ("start", "end"))
    fields = {key: value for key, value in event.items() if key != "recurrence"}
    if "date" in event["start"]:
        days = date.fromisoformat(event["end"]["date"]) - date.fromisoformat(event["start"]["date"])
        start = {"date": original.wall.date().isoformat()}
        end = {"date": (original.wall.date() + days).isoformat()}
    else:
        zone = _zone(event, calendar_zone)
        start = _moment(original.at.astimezone(zone), event["start"])
        end = _moment((original.at + (last - first)).astimezone(zone), event["end"])
    return fields | {
        "id": f"{event['id']}_{suffix(event, original)}",
        "recurringEventId": event["id"],
        "originalStartTime": start,
        "start": start,
        "end": end,
    }


def ended_before(lines: Iterable[str], at: datetime) -> list[str]:
    """The lines of a series that ends before the instant `at`, as Google's screens cut it."""
    last = at - timedelta(seconds=1)
    return [_bounded(line, f"UNTIL={last:%Y%m%dT%H%M%SZ}") for line in lines]


def begun_at(lines: Iterable[str], done: int) -> list[str]:
    """The lines of the series that goes on after `done` instances."""
    following = []
    for line in lines:
        counted = re.search(r"COUNT=(\d+)", line) if line.startswith("RRULE") else None
        following.append(_bounded(line, f"COUNT={int(counted[1]) - done}") if counted else line)
    return following


def _bounded(line: str, end: str) -> str:
    if not line.startswith("RRULE:"):
        return line
    parts = [part for part in line[6:].split(";") if not part.startswith(("COUNT=", "UNTIL="))]
    return "RRULE:" + ";".join([*parts, end])


def _parts(line: str) -> tuple[str, dict[str, str], str]:
    found = LINE.fullmatch(line.strip())
    if found is None:
        raise _wrong()
    pairs = (pair.partition("=") for pair in found[2].split(";") if pair)
    return found[1], {name: value for name, _, value in pairs}, found[3]


def _naive_rule(value: str, start: datetime, zone: ZoneInfo) -> str:
    """The rule with its UNTIL on the event's clock. COUNT and UNTIL exclude each other (RFC 5545, 3.3.10)."""
    parts = dict(part.split("=", 1) for part in value.rstrip(";").split(";"))
    if parts.get("FREQ") not in FREQUENCIES or {"COUNT", "UNTIL"} <= parts.keys():
        raise _wrong()
    if int(parts.get("COUNT", 1)) < 1 or int(parts.get("INTERVAL", 1)) < 1:
        raise _wrong()
    if "UNTIL" in parts:
        parts["UNTIL"] = f"{_until(parts['UNTIL'], start, zone):%Y%m%dT%H%M%S}"
    return ";".join(f"{name}={text}" for name, text in parts.items())


def _until(text: str, start: datetime, zone: ZoneInfo) -> datetime:
    if len(text) == len("YYYYMMDD"):
        return datetime.strptime(text, "%Y%m%d").replace(hour=start.hour, minute=start.minute)  # noqa: DTZ007
    at = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return at.astimezone(zone).replace(tzinfo=None)


def _listed(text: str, parameters: dict[str, str], zone: ZoneInfo) -> datetime:
    """A date of an RDATE or EXDATE line on the event's clock."""
    if parameters.get("VALUE") == "DATE":
        return datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007 -- on the clock of the event
    named = ZoneInfo(parameters["TZID"]) if "TZID" in parameters else zone
    wall = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 -- its zone follows
    if text.endswith("Z"):
        return wall.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    return wall if named.key == zone.key else wall.replace(tzinfo=named).astimezone(zone).replace(tzinfo=None)


def _zone(event: JsonObject, calendar_zone: str) -> ZoneInfo:
    return ZoneInfo(event["start"].get("timeZone", calendar_zone))


def _wall(moment: JsonObject, zone: ZoneInfo) -> datetime:
    if "date" in moment:
        return datetime.fromisoformat(moment["date"])
    return datetime.fromisoformat(moment["dateTime"]).astimezone(zone).replace(tzinfo=None)


def _at(wall: datetime, zone: ZoneInfo) -> datetime:
    """A time that the clock leaves out counts by the offset before (RFC 5545, 3.3.5); one shown twice, the first."""
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _moment(local: datetime, like: JsonObject) -> JsonObject:
    return like | {"dateTime": local.isoformat(timespec="seconds")}


def _wrong() -> ApiError:
    return invalid("Invalid recurrence rule.")
