"""What a person does in Google's own screens: make, move, edit, delete, answer, copy, invite."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from integrations.emulators.google import events, instances, moving, recurrence
from integrations.emulators.google.errors import invalid
from integrations.emulators.google.store import JsonObject, Row, World
from integrations.emulators.google.times import instant
from integrations.emulators.google.visit import Visit, shelf_for

ANSWERS = {"accept": "accepted", "decline": "declined", "tentative": "tentative"}


def act(world: World, email: str, event_id: str, action: str, order: Mapping[str, Any]) -> Row:
    """Let `email` do `action` to an event, telling the guests as the screens do; the event afterwards.

    On their own calendar, or on the one named `calendar_id`. `move` takes `starts_at` (ISO, with offset) and
    optionally `ends_at`, else the length stays; `edit` takes any event fields; `create` too, under `event_id` unless
    that is empty, and of any `eventType`; `invite` and `uninvite` take the `guest`; `transfer` the calendar `to` which
    the event goes; `accept`, `decline`, `tentative`, `delete` and `copy` take nothing. On an instance
    `move_following` (as `move`) and `delete_following` mean it and those after it.
    Raises ApiError as the API would, and one for an action that there is not.
    """
    email, fields = email.strip().lower(), dict(order)
    shelf = shelf_for(world, email, str(fields.pop("calendar_id", email)))
    as_screens_do = {"sendUpdates": "all", "conferenceDataVersion": "1"}
    visit = Visit(world, email, shelf, world.clock.now(), as_screens_do, is_google=True)
    if action in ANSWERS:
        return events.patch(visit, event_id, _answered(visit, event_id, ANSWERS[action]))
    if action not in DEEDS:
        raise invalid(f"Unknown action {action!r}")
    return DEEDS[action](visit, event_id, fields)


def _move(visit: Visit, event_id: str, order: Mapping[str, Any]) -> Row:
    return events.patch(visit, event_id, _moved(visit, event_id, order))


def _edit(visit: Visit, event_id: str, order: Mapping[str, Any]) -> Row:
    return events.patch(visit, event_id, dict(order))


def _create(visit: Visit, event_id: str, order: Mapping[str, Any]) -> Row:
    return events.insert(visit, dict(order) | ({"id": event_id} if event_id else {}))


def _copy(visit: Visit, event_id: str, _: Mapping[str, Any]) -> Row:
    copied = events.get(visit, event_id).event | {"id": secrets.token_hex(13), "iCalUID": None}
    return events.insert(visit, copied)


def _delete(visit: Visit, event_id: str, _: Mapping[str, Any]) -> Row:
    events.delete(visit, event_id)
    return events.get(visit, event_id)


def _invite(visit: Visit, event_id: str, order: Mapping[str, Any]) -> Row:
    known = events.get(visit, event_id).event.get("attendees", [])
    return events.patch(visit, event_id, {"attendees": [*known, {"email": order["guest"]}]})


def _uninvite(visit: Visit, event_id: str, order: Mapping[str, Any]) -> Row:
    known = events.get(visit, event_id).event.get("attendees", [])
    kept = [entry for entry in known if entry["email"] != order["guest"].lower()]
    return events.patch(visit, event_id, {"attendees": kept})


def _transfer(visit: Visit, event_id: str, order: Mapping[str, Any]) -> Row:
    return moving.move(visit, event_id, str(order["to"]))


def _move_following(visit: Visit, event_id: str, order: Mapping[str, Any]) -> Row:
    return _cut(visit, event_id, order)


def _delete_following(visit: Visit, event_id: str, _: Mapping[str, Any]) -> Row:
    return _cut(visit, event_id, None)


DEEDS: Mapping[str, Callable[[Visit, str, Mapping[str, Any]], Row]] = {
    "move": _move,
    "edit": _edit,
    "create": _create,
    "copy": _copy,
    "delete": _delete,
    "invite": _invite,
    "uninvite": _uninvite,
    "transfer": _transfer,
    "move_following": _move_following,
    "delete_following": _delete_following,
}


def _moved(visit: Visit, event_id: str, order: Mapping[str, Any]) -> JsonObject:
    event = events.get(visit, event_id).event
    calendar_zone = visit.shelf.time_zone
    length = instant(event["end"], calendar_zone) - instant(event["start"], calendar_zone)
    starts_at = datetime.fromisoformat(str(order["starts_at"]))
    if starts_at.tzinfo is None:
        raise invalid("starts_at needs an offset")
    ends_at = datetime.fromisoformat(str(order["ends_at"])) if order.get("ends_at") else starts_at + length
    return {"start": {"dateTime": starts_at.isoformat()}, "end": {"dateTime": ends_at.isoformat()}}


def _answered(visit: Visit, event_id: str, status: str) -> JsonObject:
    event, email = events.get(visit, event_id).event, visit.caller
    if not any(entry["email"] == email for entry in event.get("attendees", [])):
        raise invalid("Not a guest of this event")
    return {"attendees": [{"email": email, "responseStatus": status}], "attendeesOmitted": True}


def _cut(visit: Visit, event_id: str, order: Mapping[str, Any] | None) -> Row:
    """This and following: the recurring event gets an UNTIL, and with `order` another goes on at the new time.

    As the guide "Recurring events" has it; exceptions among the following ones are lost.
    """
    one = events.get(visit, event_id).event
    master = events.get(visit, str(one.get("recurringEventId", ""))).event
    at = instant(one["originalStartTime"], visit.shelf.time_zone)
    done = [found for found in recurrence.originals(master, visit.shelf.time_zone) if found.at < at]
    following = dict(master) | {"id": secrets.token_hex(13), "iCalUID": None}
    if order is not None:
        moved = _moved(visit, event_id, order)
        following |= {edge: master[edge] | moved[edge] for edge in ("start", "end")}
        following["recurrence"] = recurrence.begun_at(master["recurrence"], len(done))
    if not done:
        events.delete(visit, master["id"])
        kept = instances.find(visit.shelf, master["id"])
    else:
        shorter = {"recurrence": recurrence.ended_before(master["recurrence"], at)}
        kept = events.patch(visit, master["id"], shorter)
    assert kept is not None
    return kept if order is None else events.insert(visit, following)
