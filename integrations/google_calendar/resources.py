"""Between our values and Google's Event resource.

Source: discovery document `calendar.v3.json` (Event, FreeBusyResponse).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from integrations.google_calendar.types import (
    ConferenceState,
    EventChanges,
    EventDraft,
    EventRecord,
    FreeBusy,
    Guest,
    Interval,
    JsonObject,
    WatchChannel,
)

# What an import from elsewhere may leave of a time zone: "GMT+09:00", "UTC-5".
FIXED_OFFSET = re.compile(r"(?:GMT|UTC)([+-])(\d{1,2})(?::?(\d{2}))?")
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, OverflowError)


def draft_body(draft: EventDraft) -> dict[str, Any]:
    """The body of events.insert."""
    body: dict[str, Any] = {
        "id": draft.event_id,
        "summary": draft.summary,
        "description": draft.description,
        "location": draft.location,
        "start": moment(draft.starts_at, draft.time_zone),
        "end": moment(draft.ends_at, draft.time_zone),
        "attendees": [_attendee(guest) for guest in draft.guests],
        "extendedProperties": {"private": dict(draft.private)},
    }
    if not draft.guests_see_each_other:
        body["guestsCanSeeOtherGuests"] = False
    if draft.recurrence:
        body["recurrence"] = list(draft.recurrence)
    return body | (meet_request(draft.event_id) if draft.wants_meet else {})


def changes_body(event_id: str, changes: EventChanges) -> dict[str, Any]:
    """The body of events.patch: only what is to change."""
    body: dict[str, Any] = {
        key: value
        for key in ("summary", "description", "location", "status")
        if (value := getattr(changes, key)) is not None
    }
    for key, at in (("start", changes.starts_at), ("end", changes.ends_at)):
        if at is not None:
            # Of an event that somebody made an all-day one the date has to go: a patch merges objects.
            body[key] = {**moment(at, changes.time_zone), "date": None}
    if changes.guests is not None:
        body["attendees"] = [_attendee(guest) for guest in changes.guests]
    if changes.recurrence is not None:
        body["recurrence"] = list(changes.recurrence)
    if changes.private is not None:
        body["extendedProperties"] = {"private": dict(changes.private)}
    return body | (meet_request(event_id) if changes.wants_meet else {})


def meet_request(event_id: str) -> dict[str, Any]:
    """The event's id names the request, so that asking again makes no second Meet."""
    key = {"type": "hangoutsMeet"}
    return {"conferenceData": {"createRequest": {"requestId": event_id, "conferenceSolutionKey": key}}}


def moment(at: datetime, time_zone: str | None) -> dict[str, str]:
    """An EventDateTime: UTC on the wire, the zone beside it."""
    named = {"timeZone": time_zone} if time_zone else {}
    return {"dateTime": instant_text(at)} | named


def instant_text(at: datetime) -> str:
    """RFC 3339 in UTC with Z. ValueError for a naive datetime, which would silently mean another zone."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def event_records(resources: Iterable[JsonObject]) -> tuple[list[EventRecord], list[str]]:
    """The events of a page, and the ids of rows that none can be made of: years that no clock has, missing fields."""
    events: list[EventRecord] = []
    unreadable: list[str] = []
    for resource in resources:
        try:
            events.append(event_record(resource))
        except UNREADABLE:
            unreadable.append(str(resource.get("id", "")) if isinstance(resource, Mapping) else "")
    return events, unreadable


def event_record(resource: JsonObject) -> EventRecord:
    """Read an Event resource. One of UNREADABLE when it is none."""
    start, end = resource.get("start", {}), resource.get("end", {})
    original = resource.get("originalStartTime", {})
    organizer = resource.get("organizer", {})
    conference, meet_url = _conference(resource)
    return EventRecord(
        id=resource["id"],
        etag=resource["etag"],
        status=resource["status"],
        summary=resource.get("summary", ""),
        description=resource.get("description", ""),
        location=resource.get("location", ""),
        starts_at=_instant(start.get("dateTime"), start.get("timeZone")),
        ends_at=_instant(end.get("dateTime"), end.get("timeZone") or start.get("timeZone")),
        starts_on=_day(start.get("date")),
        ends_on=_day(end.get("date")),
        time_zone=start.get("timeZone"),
        updated_at=_noted_at(resource.get("updated")),
        sequence=resource.get("sequence", 0),
        html_link=resource.get("htmlLink", ""),
        meet_url=meet_url,
        conference=conference,
        organizer_email=organizer.get("email"),
        is_organizer_self=organizer.get("self", False),
        guests=tuple(_guest(entry) for entry in resource.get("attendees", [])),
        private=dict(resource.get("extendedProperties", {}).get("private", {})),
        guests_can_modify=resource.get("guestsCanModify", False),
        busy=resource.get("transparency", "opaque") == "opaque",
        event_type=resource.get("eventType", "default"),
        ical_uid=resource.get("iCalUID"),
        recurring_event_id=resource.get("recurringEventId"),
        recurrence=tuple(resource.get("recurrence", [])),
        original_starts_at=_instant(original.get("dateTime"), original.get("timeZone")),
        original_starts_on=_day(original.get("date")),
    )


def free_busy(answer: JsonObject, asked: Iterable[str]) -> FreeBusy:
    """Read a FreeBusyResponse. A calendar with errors, or left out of the answer, is unknown."""
    busy: dict[str, tuple[Interval, ...]] = {}
    unknown: dict[str, tuple[str, ...]] = {}
    for calendar_id in asked:
        calendar = answer["calendars"].get(calendar_id)
        if calendar is None:
            unknown[calendar_id] = ("missing",)
        elif calendar.get("errors"):
            unknown[calendar_id] = tuple(error["reason"] for error in calendar["errors"])
        else:
            busy[calendar_id] = _intervals(calendar["busy"])
    return FreeBusy(busy, unknown)


def _intervals(rows: Sequence[Mapping[str, str]]) -> tuple[Interval, ...]:
    return tuple(Interval(_at(row["start"]), _at(row["end"])) for row in rows)


def _attendee(guest: Guest) -> dict[str, Any]:
    entry: dict[str, Any] = {"email": guest.email, "responseStatus": guest.response}
    if guest.name:
        entry["displayName"] = guest.name
    if guest.is_optional:
        entry["optional"] = True
    return entry


def _guest(entry: JsonObject) -> Guest:
    return Guest(
        email=entry.get("email", ""),
        name=entry.get("displayName", ""),
        response=entry.get("responseStatus", "needsAction"),
        is_self=entry.get("self", False),
        is_organizer=entry.get("organizer", False),
        is_optional=entry.get("optional", False),
    )


def _conference(resource: JsonObject) -> tuple[ConferenceState, str | None]:
    """Whether there is a Meet, and its address. A link counts even where no request is shown."""
    data = resource.get("conferenceData", {})
    videos = [point["uri"] for point in data.get("entryPoints", []) if point.get("entryPointType") == "video"]
    url = resource.get("hangoutLink") or (videos[0] if videos else None)
    if url:
        return "success", url
    state = data.get("createRequest", {}).get("status", {}).get("statusCode")
    return (state if state in ("pending", "failure") else "none"), None


def _at(text: str, zone: str | None = None) -> datetime:
    """UTC. The offset says which instant it is, whatever the zone beside it is called; without one the zone has to."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        if zone is None:
            raise ValueError("an instant without its offset")
        at = at.replace(tzinfo=_zone(zone))
    return at.astimezone(UTC)


def _zone(name: str) -> tzinfo:
    """Of the tz database, former names too, or a fixed offset. ValueError, KeyError for anything else."""
    fixed = FIXED_OFFSET.fullmatch(name)
    if fixed is None:
        return ZoneInfo(name)
    sign, hours, minutes = fixed.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-ahead if sign == "-" else ahead)


def _instant(text: str | None, zone: str | None = None) -> datetime | None:
    return None if text is None else _at(text, zone)


def _noted_at(text: str | None) -> datetime | None:
    """Google's own note, which may be nonsense ("0000-12-31T00:00:00Z") where the event is none."""
    try:
        return _instant(text)
    except UNREADABLE:
        return None


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def watch_channel(answer: JsonObject) -> WatchChannel:
    """A Channel resource; `expiration` is milliseconds since 1970, as text."""
    expires_at = datetime.fromtimestamp(int(answer["expiration"]) / 1000, UTC)
    return WatchChannel(str(answer["id"]), str(answer["resourceId"]), expires_at)
