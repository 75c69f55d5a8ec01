"""Insert, read, patch, replace and delete one event.

Sources: discovery document (events.*), guides version-resources (etags) and errors.
"""

from __future__ import annotations

import secrets
from typing import Any

from integrations.emulators.google import conference, guests, instances, quota
from integrations.emulators.google.errors import (
    already_deleted,
    condition_not_met,
    duplicate,
    forbidden,
    invalid,
    not_found,
)
from integrations.emulators.google.fields import CLIENT_ID, OWN_FIELDS, WRITABLE, checked, merged, writable
from integrations.emulators.google.service_accounts import may_invite
from integrations.emulators.google.store import JsonObject, Row
from integrations.emulators.google.times import stamp
from integrations.emulators.google.visit import Visit

EVENT_TYPES = ("default", "outOfOffice", "focusTime", "workingLocation", "birthday", "fromGmail")
RESCHEDULING = ("start", "end", "recurrence", "status")


def insert(visit: Visit, body: Any) -> Row:
    """events.insert. ApiError 400 for a bad id or body, 409 when the id was ever used on this calendar."""
    fields = writable(body, with_conference=visit.with_conference)
    event_id = body.get("id") or secrets.token_hex(13)
    if not CLIENT_ID.fullmatch(str(event_id)):
        raise invalid("Invalid resource id value.")
    if event_id in visit.shelf.rows:
        raise duplicate()
    if body.get("eventType") == "fromGmail" and not visit.is_google:
        raise invalid("Events from Gmail cannot be created.", "eventTypeRestriction")
    event = _new_event(visit, str(event_id), body) | checked(fields, visit.shelf.time_zone)
    may_invite(visit.world, visit.caller, event)
    quota.invite(visit.world, visit.caller, len(event.get("attendees", [])))
    event, pending_reads = conference.arranged(visit.world, {}, event)
    row = visit.world.put(visit.shelf, event)
    row.pending_reads = pending_reads
    guests.spread(visit.world, {}, event)
    guests.tell(visit.world, visit.send_updates, visit.caller, {}, event, visit.now)
    return row


def _new_event(visit: Visit, event_id: str, body: JsonObject) -> JsonObject:
    moment = stamp(visit.now)
    organizer = {"email": visit.shelf.id}
    if not visit.shelf.is_primary:
        organizer["displayName"] = visit.shelf.summary
    return {
        "id": event_id,
        "status": "confirmed",
        "created": moment,
        "updated": moment,
        "creator": {"email": visit.caller},
        "organizer": organizer,
        "iCalUID": body.get("iCalUID") or f"{event_id}@google.com",
        "sequence": 0,
        "eventType": _event_type(body),
        **({"transparency": "transparent"} if body.get("eventType") == "workingLocation" else {}),
    }


def _event_type(body: JsonObject) -> str:
    kind = str(body.get("eventType", "default"))
    if kind not in EVENT_TYPES:
        raise invalid("Invalid value for eventType.", "eventTypeRestriction")
    return kind


def get(visit: Visit, event_id: str) -> Row:
    """events.get. Deleted events are still there, cancelled."""
    row = _row(visit, event_id)
    if not visit.is_shown(row) and not visit.is_google:
        raise not_found()
    if conference.count_read(visit.world, row):
        row.change = visit.world.next_tick()
        visit.world.on_change(visit.shelf)
    return row


def patch(visit: Visit, event_id: str, body: Any) -> Row:
    """events.patch: objects merge, arrays are replaced, null deletes."""
    row = matched_row(visit, event_id)
    fields = writable(body, with_conference=visit.with_conference)
    if isinstance(body, dict) and body.get("attendeesOmitted") and "attendees" in fields:
        fields["attendees"] = _with_omitted(row.event, fields["attendees"])
    return _change(visit, row, merged(row.event, fields))


def update(visit: Visit, event_id: str, body: Any) -> Row:
    """events.update: whatever the body leaves out is erased, except a conference not spoken of."""
    row = matched_row(visit, event_id)
    fields = writable(body, with_conference=visit.with_conference)
    kept = {key: value for key, value in row.event.items() if key not in WRITABLE}
    if not visit.with_conference and "conferenceData" in row.event:
        kept["conferenceData"] = row.event["conferenceData"]
    return _change(visit, row, kept | {"status": "confirmed"} | fields)


def delete(visit: Visit, event_id: str) -> None:
    """events.delete. ApiError 410 the second time, 404 if there never was one."""
    row = matched_row(visit, event_id)
    if row.is_cancelled:
        raise already_deleted()
    _cancel(visit, row)


def _row(visit: Visit, event_id: str) -> Row:
    row = instances.find(visit.shelf, event_id)
    if row is None:
        raise not_found()
    return row


def matched_row(visit: Visit, event_id: str) -> Row:
    row = _row(visit, event_id)
    if visit.if_match not in (None, "*", row.etag):
        raise condition_not_met()
    return row


def _change(visit: Visit, row: Row, wanted: JsonObject) -> Row:
    before = row.event
    wanted = checked(wanted, visit.shelf.time_zone)
    if wanted["status"] == "cancelled":
        return row if row.is_cancelled else _cancel(visit, row)
    added = set(guests.emails(wanted)) - set(guests.emails(before))
    if added:
        may_invite(visit.world, visit.caller, wanted)
    quota.invite(visit.world, visit.caller, len(added))
    wanted, pending_reads = conference.arranged(visit.world, before, wanted)
    if wanted == before:
        return row
    if guests.is_guest_copy(before, visit.shelf):
        return _change_copy(visit, row, wanted)
    after = _stamped(visit, before, wanted)
    changed = instances.keep(visit.world, visit.shelf, after)
    changed.pending_reads = pending_reads or changed.pending_reads
    guests.spread(visit.world, before, after)
    for exception_before, exception in instances.follow_master(visit.world, visit.shelf, before, after):
        guests.spread(visit.world, exception_before, exception)
    if changed_fields(before, after) - OWN_FIELDS:
        guests.tell(visit.world, visit.send_updates, visit.caller, before, after, visit.now)
    return changed


def changed_fields(before: JsonObject, after: JsonObject) -> set[str]:
    """Which writable fields differ."""
    return {key for key in WRITABLE if before.get(key) != after.get(key)}


def _stamped(visit: Visit, before: JsonObject, after: JsonObject) -> JsonObject:
    """`updated` moves unless only reminders changed; `sequence` when the time or the status did."""
    changed = changed_fields(before, after)
    if changed - {"reminders"}:
        after = after | {"updated": stamp(visit.now)}
    if any(key in changed for key in RESCHEDULING):
        after = after | {"sequence": before["sequence"] + 1}
    return after


def _cancel(visit: Visit, row: Row) -> Row:
    before = row.event
    if guests.is_guest_copy(before, visit.shelf):
        _decline_by_removal(visit, row)
    after = _stamped(visit, before, before | {"status": "cancelled"})
    changed = instances.keep(visit.world, visit.shelf, after)
    instances.cancel_exceptions(visit.world, visit.shelf, after)
    if not guests.is_guest_copy(before, visit.shelf):
        if visit.send_updates != "none":
            guests.spread(visit.world, before, after)
        guests.tell(visit.world, visit.send_updates, visit.caller, before, after, visit.now)
    return changed


def _decline_by_removal(visit: Visit, row: Row) -> None:
    """A guest who throws the event away declines it; the others keep it."""
    own = _own_entry(row.event, visit.shelf.id)
    if own is not None:
        declined = own | {"responseStatus": "declined"}
        guests.answer_invitation(visit.world, visit.shelf, row, declined, visit.now)


def _change_copy(visit: Visit, row: Row, wanted: JsonObject) -> Row:
    """A guest may change their own answer and their own view; the rest only if guests may modify."""
    before, own = row.event, _own_entry(wanted, visit.shelf.id)
    answered_only = before.get("attendees", []) == [
        _own_entry(before, visit.shelf.id) if entry is own else entry for entry in wanted.get("attendees", [])
    ]
    shared = {key for key in changed_fields(before, wanted) if not _is_private_change(key, before, wanted)}
    if shared - ({"attendees"} if answered_only and own else set()):
        return _change_through_organizer(visit, row, wanted)
    changed = visit.world.put(visit.shelf, _stamped(visit, before, wanted))
    if own is not None and "attendees" in shared:
        guests.answer_invitation(visit.world, visit.shelf, changed, own, visit.now)
    return _row(visit, before["id"])


def _is_private_change(key: str, before: JsonObject, wanted: JsonObject) -> bool:
    if key == "extendedProperties":
        return bool(before.get(key, {}).get("shared", {}) == wanted.get(key, {}).get("shared", {}))
    return key in OWN_FIELDS


def _change_through_organizer(visit: Visit, row: Row, wanted: JsonObject) -> Row:
    found = guests.organizer_row(visit.world, row.event)
    if found is None or not row.event.get("guestsCanModify"):
        raise forbidden(
            "forbiddenForNonOrganizer", "Shared properties can only be changed by the organizer of the event."
        )
    shelf, original = found
    before = original.event
    shared = {key: wanted[key] for key in WRITABLE - OWN_FIELDS - {"extendedProperties"} if key in wanted}
    after = _stamped(visit, before, before | shared)
    instances.keep(visit.world, shelf, after)
    guests.spread(visit.world, before, after)
    for exception_before, exception in instances.follow_master(visit.world, shelf, before, after):
        guests.spread(visit.world, exception_before, exception)
    guests.tell(visit.world, visit.send_updates, visit.caller, before, after, visit.now)
    return _row(visit, after["id"])


def _own_entry(event: JsonObject, email: str) -> JsonObject | None:
    return next((entry for entry in event.get("attendees", []) if entry["email"] == email), None)


def _with_omitted(event: JsonObject, given: list[JsonObject]) -> list[JsonObject]:
    """attendeesOmitted: the list names only who changes; the others stay."""
    named = {str(entry.get("email", "")).lower(): entry for entry in given}
    return [entry | named.get(entry["email"], {}) for entry in event.get("attendees", [])]
