"""What a client may write into an event, how it is merged and checked.

Sources: discovery document (Event), guides extended-properties (limits) and errors.
"""

from __future__ import annotations

import json
import re
from typing import Any

from integrations.emulators.google import recurrence
from integrations.emulators.google.errors import invalid
from integrations.emulators.google.store import JsonObject
from integrations.emulators.google.times import instant, settled

LONGEST_KEY, LONGEST_VALUE = 44, 1024  # characters
MOST_PROPERTIES, MOST_PROPERTY_BYTES = 300, 32_768
CLIENT_ID = re.compile(r"[a-v0-9]{5,1024}")
OWN_FIELDS = {"reminders", "colorId", "transparency", "visibility"}  # one's own copy only
SHARED_FIELDS = {
    "summary",
    "description",
    "location",
    "start",
    "end",
    "recurrence",
    "attendees",
    "status",
    "conferenceData",
    "guestsCanModify",
    "guestsCanInviteOthers",
    "guestsCanSeeOtherGuests",
    "anyoneCanAddSelf",
    "source",
    "attachments",
    "workingLocationProperties",
    "outOfOfficeProperties",
    "focusTimeProperties",
    "birthdayProperties",
}
WRITABLE = OWN_FIELDS | SHARED_FIELDS | {"extendedProperties"}
ANSWERS = {"needsAction", "declined", "tentative", "accepted"}
STATUSES = {"confirmed", "tentative", "cancelled"}


def writable(body: Any, *, with_conference: bool) -> JsonObject:
    """The fields of a request body that count; read-only and unknown ones are ignored, as Google does."""
    if not isinstance(body, dict):
        raise invalid("Parse Error", "parseError")
    fields = {key: value for key, value in body.items() if key in WRITABLE}
    if not with_conference:
        fields.pop("conferenceData", None)
    return fields


def merged(before: JsonObject, patch: JsonObject) -> JsonObject:
    """Patch semantics: objects merge, arrays and scalars are replaced, null deletes."""
    after = dict(before)
    for key, value in patch.items():
        if value is None:
            after.pop(key, None)
        elif key in ("start", "end"):
            after[key] = _merged_time(before.get(key, {}), value)
        elif isinstance(value, dict):
            after[key] = merged(before.get(key) or {}, value)
        else:
            after[key] = value
    return after


def _merged_time(before: JsonObject, patch: JsonObject) -> JsonObject:
    """A new dateTime replaces a date and the other way round."""
    if not isinstance(patch, dict):
        raise invalid("Bad Request", "badRequest")
    kept = {key: value for key, value in before.items() if key == "timeZone" and "dateTime" in patch}
    after = (kept if {"dateTime", "date"} & patch.keys() else before) | patch
    return {key: value for key, value in after.items() if value is not None}


def checked(event: JsonObject, calendar_zone: str) -> JsonObject:
    """The event in stored form. Raises ApiError 400 as Google would."""
    is_recurring = bool(event.get("recurrence"))
    times = {edge: settled(event.get(edge, {}), edge, is_recurring=is_recurring) for edge in ("start", "end")}
    if ("date" in times["start"]) != ("date" in times["end"]):
        raise invalid("Start and end times must either both be date or both be dateTime.")
    if instant(times["end"], calendar_zone) <= instant(times["start"], calendar_zone):
        raise invalid("The specified time range is empty.", "timeRangeEmpty")
    if event.get("status", "confirmed") not in STATUSES:
        raise invalid("Invalid value for status.")
    event = event | times
    if is_recurring:
        _check_recurrence(event, calendar_zone)
    _check_properties(event.get("extendedProperties", {}))
    if "attendees" in event:
        event["attendees"] = _attendees(event["attendees"])
    return event


def _check_recurrence(event: JsonObject, calendar_zone: str) -> None:
    if "recurringEventId" in event:
        raise invalid("An instance of a recurring event cannot recur itself.")
    recurrence.check(event, calendar_zone)


def _attendees(given: Any) -> list[JsonObject]:
    if not isinstance(given, list):
        raise invalid("Bad Request", "badRequest")
    rows: dict[str, JsonObject] = {}
    for attendee in given:
        email = str(attendee.get("email", "")).strip().lower()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
            raise invalid("Invalid attendee email." if email else "Missing attendee email.", "required")
        if attendee.get("responseStatus", "needsAction") not in ANSWERS:
            raise invalid("Invalid value for: responseStatus")
        kept = {
            key: attendee[key]
            for key in ("displayName", "optional", "comment", "resource", "additionalGuests")
            if key in attendee
        }
        status = attendee.get("responseStatus", "needsAction")
        rows[email] = {"email": email, **kept, "responseStatus": status}
    return list(rows.values())


def _check_properties(properties: JsonObject) -> None:
    if not isinstance(properties, dict):
        raise invalid("Bad Request", "badRequest")
    pairs = [pair for kind in ("private", "shared") for pair in properties.get(kind, {}).items()]
    for key, value in pairs:
        if not isinstance(value, str) or len(key) > LONGEST_KEY or len(value) > LONGEST_VALUE:
            raise invalid("Invalid extended property: key up to 44, value up to 1024 characters.")
    if len(pairs) > MOST_PROPERTIES or len(json.dumps(pairs)) > MOST_PROPERTY_BYTES:
        raise invalid("Too many extended properties: up to 300, 32 kB in all.")
