"""events.move: an event goes from one calendar to another and takes its id along.

Sources: discovery document (events.move: only default events move; both calendars have to be writable). Observed at the
service: the answer itself says `cancelled`, and the source keeps a cancelled stub.
"""

from __future__ import annotations

from dataclasses import replace

from integrations.emulators.google import events, guests, instances
from integrations.emulators.google.errors import invalid
from integrations.emulators.google.store import Row
from integrations.emulators.google.times import stamp
from integrations.emulators.google.visit import WRITERS, Visit, require_role, shelf_for


def move(visit: Visit, event_id: str, destination: str) -> Row:
    """The stub that stays behind. ApiError 404 for a calendar or event that is not there, 400 for one that stays,
    403 where one of the two calendars may not be written, 412 as for a patch."""
    target = shelf_for(visit.world, visit.caller, destination)
    require_role(target, visit.caller, WRITERS)
    row = events.matched_row(visit, event_id)
    if row.is_cancelled or row.event["eventType"] != "default" or "recurringEventId" in row.event:
        raise invalid("Only events of the type default can be moved.", "invalid")
    if target is visit.shelf or guests.is_guest_copy(row.event, visit.shelf):
        raise invalid(
            "Cannot change the organizer of an instance or of a guest's event.", "cannotChangeOrganizer"
        )
    organizer = {"email": target.id} | ({} if target.is_primary else {"displayName": target.summary})
    moved = row.event | {"organizer": organizer, "updated": stamp(visit.now)}
    there = replace(visit, shelf=target)
    visit.world.put(target, moved)
    for one in instances.exceptions_of(visit.shelf, event_id):
        visit.world.put(target, one.event | {"organizer": organizer, "updated": stamp(visit.now)})
    guests.spread(visit.world, row.event, moved)
    guests.tell(visit.world, there.send_updates, visit.caller, row.event, moved, visit.now)
    stub = visit.world.put(visit.shelf, row.event | {"status": "cancelled", "updated": stamp(visit.now)})
    instances.cancel_exceptions(visit.world, visit.shelf, stub.event)
    return stub
