"""An event as one person sees it on one calendar."""

from __future__ import annotations

import base64
from typing import Any

from integrations.emulators.google.store import JsonObject, Row, Shelf
from integrations.emulators.google.times import shown

OF_AN_INSTANCE = ("recurringEventId", "originalStartTime")
TIMED = ("start", "end", "originalStartTime")


def resource(row: Row, shelf: Shelf, in_zone: str | None = None) -> JsonObject:
    """The Event resource. `in_zone` is the `timeZone` parameter."""
    event = row.event
    answer: JsonObject = {"kind": "calendar#event", "etag": row.etag, "id": event["id"]}
    answer |= {key: value for key, value in event.items() if value not in ([], {}, "")}
    answer["htmlLink"] = f"https://www.google.com/calendar/event?eid={_eid(event['id'], shelf.id)}"
    for key in TIMED:
        if key in event:
            answer[key] = shown(event[key], in_zone or shelf.time_zone)
    answer.setdefault("reminders", {"useDefault": True})
    for key in ("creator", "organizer"):
        answer[key] = _marked(event[key], shelf)
    if event.get("attendees"):
        answer["attendees"] = [_attendee(attendee, event, shelf) for attendee in event["attendees"]]
    return answer


def tombstone(row: Row) -> JsonObject:
    """All that is guaranteed of a deleted event; of a cancelled instance also whose it is."""
    bare = {"kind": "calendar#event", "etag": row.etag, "id": row.event["id"], "status": "cancelled"}
    return bare | {key: row.event[key] for key in OF_AN_INSTANCE if key in row.event}


def _attendee(attendee: JsonObject, event: JsonObject, shelf: Shelf) -> JsonObject:
    marked = _marked(attendee, shelf)
    if attendee["email"] == event["organizer"]["email"]:
        marked["organizer"] = True
    return marked


def _marked(person: JsonObject, shelf: Shelf) -> dict[str, Any]:
    """`self` is relative to the calendar: on a primary calendar its owner, on others the calendar itself."""
    return person | {"self": True} if person["email"] == shelf.id else dict(person)


def _eid(event_id: str, calendar_id: str) -> str:
    return base64.urlsafe_b64encode(f"{event_id} {calendar_id}".encode()).decode().rstrip("=")
