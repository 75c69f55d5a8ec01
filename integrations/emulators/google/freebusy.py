"""freebusy.query: busy intervals per calendar, errors per calendar inside a 200.

Source: discovery document (FreeBusyRequest, FreeBusyResponse).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from integrations.emulators.google import instances
from integrations.emulators.google.errors import ApiError, invalid
from integrations.emulators.google.store import JsonObject, Shelf, World
from integrations.emulators.google.times import instant, query_instant, zone
from integrations.emulators.google.visit import shelf_for

MOST_CALENDARS = 50


def query(world: World, caller: str, body: Any) -> JsonObject:
    """The FreeBusyResponse. A calendar that cannot be read carries `errors`: unknown, not free."""
    if not isinstance(body, dict) or not body.get("timeMin") or not body.get("timeMax"):
        raise invalid("Missing timeMin or timeMax parameter.", "required")
    since, until = query_instant(body["timeMin"], "timeMin"), query_instant(body["timeMax"], "timeMax")
    if since >= until:
        raise invalid("The specified time range is empty.", "timeRangeEmpty", "timeMax")
    in_zone = zone(body.get("timeZone", "UTC"), "response")
    wanted = [str(item.get("id", "")) for item in body.get("items", [])]
    most = min(int(body.get("calendarExpansionMax", MOST_CALENDARS)), MOST_CALENDARS)
    calendars = {
        calendar_id: _calendar(world, caller, calendar_id, since, until, in_zone)
        if number < most
        else _failed("tooManyCalendarsRequested")
        for number, calendar_id in enumerate(wanted)
        if calendar_id not in world.knobs.freebusy_omits
    }
    edges = {"timeMin": _shown(since, ZoneInfo("UTC")), "timeMax": _shown(until, ZoneInfo("UTC"))}
    return {"kind": "calendar#freeBusy", **edges, "calendars": calendars}


def _calendar(
    world: World, caller: str, calendar_id: str, since: datetime, until: datetime, in_zone: ZoneInfo
) -> JsonObject:
    if calendar_id in world.knobs.freebusy_fails:
        return _failed("internalError")
    try:
        shelf = shelf_for(world, caller, calendar_id)
    except ApiError:
        return _failed("notFound")
    spans = sorted(_busy(shelf, since, until))
    return {"busy": [{"start": _shown(a, in_zone), "end": _shown(b, in_zone)} for a, b in _joined(spans)]}


def _failed(reason: str) -> JsonObject:
    return {"errors": [{"domain": "global", "reason": reason}], "busy": []}


def _busy(shelf: Shelf, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    spans = []
    for _, row in instances.singles(shelf):
        event = row.event
        if row.is_cancelled or event.get("transparency") == "transparent" or _is_declined(event, shelf):
            continue
        start, end = (instant(event[edge], shelf.time_zone) for edge in ("start", "end"))
        if start < until and end > since:
            spans.append((start, end))
    return spans


def _is_declined(event: JsonObject, shelf: Shelf) -> bool:
    own = [entry for entry in event.get("attendees", []) if entry["email"] == shelf.id]
    return bool(own and own[0]["responseStatus"] == "declined")


def _joined(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Overlapping and touching intervals as one; input sorted by start."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _shown(moment: datetime, in_zone: ZoneInfo) -> str:
    return moment.astimezone(in_zone).isoformat(timespec="seconds").replace("+00:00", "Z")
