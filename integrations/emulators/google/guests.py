"""Guests' copies of an event, their answers, and the mails that tell them.

Sources: discovery document (sendUpdates, EventAttendee); guide "Invite users". What the documents leave open
follows observation of the service: people with an account here get a copy whatever sendUpdates says; deleting
with sendUpdates=none leaves those copies; private extended properties and reminders stay with each copy.
"""

from __future__ import annotations

from datetime import datetime

from integrations.emulators.google import instances
from integrations.emulators.google.fields import OWN_FIELDS
from integrations.emulators.google.store import JsonObject, Row, Shelf, World

MOST_RESPONDING_GUESTS = 200


def emails(event: JsonObject) -> list[str]:
    return [attendee["email"] for attendee in event.get("attendees", [])]


def is_guest_copy(event: JsonObject, shelf: Shelf) -> bool:
    return bool(event["organizer"]["email"] != shelf.id)


def spread(world: World, before: JsonObject, after: JsonObject) -> None:
    """Bring the copies of people with an account in line with the organizer's event."""
    organizer = after["organizer"]["email"]
    invited = set(emails(after)) - {organizer}
    for email in sorted((set(emails(before)) | invited) - {organizer}):
        if email not in world.accounts:
            continue
        shelf = world.shelves[email]
        if email in invited and after["status"] != "cancelled":
            _put_copy(world, shelf, after)
        else:
            withdraw(world, shelf, after)


def _put_copy(world: World, shelf: Shelf, event: JsonObject) -> None:
    kept = instances.find(shelf, event["id"])
    copy = {key: value for key, value in event.items() if key not in OWN_FIELDS}
    properties = {"shared": event.get("extendedProperties", {}).get("shared", {})}
    if kept:
        copy |= {key: kept.event[key] for key in OWN_FIELDS if key in kept.event}
        properties["private"] = kept.event.get("extendedProperties", {}).get("private", {})
    properties = {kind: pairs for kind, pairs in properties.items() if pairs}
    copy.pop("extendedProperties", None)
    if properties:
        copy["extendedProperties"] = properties
    if kept is None or kept.event != copy:
        instances.keep(world, shelf, copy)


def withdraw(world: World, shelf: Shelf, event: JsonObject) -> None:
    """Cancel a guest's copy, if there is one."""
    kept = instances.find(shelf, event["id"])
    if kept and not kept.is_cancelled:
        gone = kept.event | {"status": "cancelled", "updated": event["updated"]}
        instances.keep(world, shelf, gone)
        instances.cancel_exceptions(world, shelf, gone)


def invite_late(world: World, email: str) -> None:
    """Someone's account is new: give it the copies of events it was invited to before."""
    for shelf in list(world.shelves.values()):
        for row in list(shelf.rows.values()):
            is_own = not is_guest_copy(row.event, shelf)
            if not is_own or email == shelf.id or email not in emails(row.event):
                continue
            if not row.is_cancelled:
                _put_copy(world, world.shelves[email], row.event)
            elif "recurringEventId" in row.event:
                withdraw(world, world.shelves[email], row.event)


def organizer_row(world: World, event: JsonObject) -> tuple[Shelf, Row] | None:
    """The original of a guest's copy, if it lives here."""
    shelf = world.shelves.get(event["organizer"]["email"])
    row = instances.find(shelf, event["id"]) if shelf else None
    return (shelf, row) if shelf and row else None


def answer_invitation(world: World, guest: Shelf, own_row: Row, own: JsonObject, at: datetime) -> None:
    """Carry a guest's answer (their own attendee entry) to the organizer and from there to all copies."""
    found = organizer_row(world, own_row.event)
    if found is None or len(own_row.event.get("attendees", [])) > MOST_RESPONDING_GUESTS:
        return
    shelf, row = found
    if row.is_cancelled:
        return
    attendees = [own if entry["email"] == guest.id else entry for entry in row.event.get("attendees", [])]
    if attendees == row.event.get("attendees", []):
        return
    before = row.event
    changed = world.put(shelf, before | {"attendees": attendees, "updated": own_row.event["updated"]})
    spread(world, before, changed.event)
    world.post(at, shelf.owner, "response", changed.event)


def tell(world: World, rule: str, by: str, before: JsonObject, after: JsonObject, at: datetime) -> None:
    """Record the mails of one change. `rule` is sendUpdates; the one who acts is not told."""
    if rule == "none":
        return
    was, now = set(emails(before)), set(emails(after))
    is_cancelled = after["status"] == "cancelled"
    was_cancelled = not before or before["status"] == "cancelled"
    for email in sorted(was | now):
        if email == by or not _is_told(rule, email, after["organizer"]["email"]):
            continue
        if is_cancelled or email not in now:
            if not was_cancelled:
                world.post(at, email, "cancellation", after)
        elif was_cancelled or email not in was:
            world.post(at, email, "invitation", after)
        else:
            world.post(at, email, "update", after)


def _is_told(rule: str, email: str, organizer: str) -> bool:
    return rule == "all" or email.rpartition("@")[2] != organizer.rpartition("@")[2]
