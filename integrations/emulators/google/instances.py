"""Instances of recurring events: those by the rule, which are stored nowhere, and the exceptions, which are.

Sources: discovery document (Event.recurringEventId, originalStartTime, status; events.instances), guide
"Recurring events". An exception is a row of its own under the instance's id; a cancelled one takes its date out.
"""

from __future__ import annotations

from collections.abc import Iterator

from integrations.emulators.google.errors import invalid, not_found
from integrations.emulators.google.fields import WRITABLE
from integrations.emulators.google.recurrence import Original, instance_of, originals, suffix
from integrations.emulators.google.rendering import resource
from integrations.emulators.google.sealed import seal, unseal
from integrations.emulators.google.store import JsonObject, Row, Shelf, World
from integrations.emulators.google.times import instant, query_instant
from integrations.emulators.google.visit import Visit

DEFAULT_RESULTS, MOST_RESULTS = 250, 2500
OWN_TO_AN_INSTANCE = {"start", "end", "recurrence", "status"}


def find(shelf: Shelf, event_id: str) -> Row | None:
    """The event or instance of this id; an instance by the rule is made up on the spot."""
    stored = shelf.rows.get(event_id)
    if stored is not None:
        return stored
    master = shelf.rows.get(event_id.rpartition("_")[0])
    if master is None or not master.event.get("recurrence"):
        return None
    found = (row for row in _by_rule(shelf, master) if row.event["id"] == event_id)
    return next(found, None)


def singles(shelf: Shelf) -> Iterator[tuple[int, Row]]:
    """The calendar as `singleEvents` shows it: no recurring events but their instances, each with a number that is
    its own among the rows of the same change. Instances that a change of the rule took away come as cancelled."""
    for row in list(shelf.rows.values()):
        if not row.event.get("recurrence"):
            yield 0, row
            continue
        if not row.is_cancelled:
            for number, one in enumerate(_by_rule(shelf, row), start=1):
                if one.event["id"] not in shelf.rows:
                    yield number, one
        for number, (event_id, at) in enumerate(sorted(row.dropped.items()), start=-len(row.dropped)):
            if event_id not in shelf.rows:
                gone = {"id": event_id, "status": "cancelled", "recurringEventId": row.event["id"]}
                times = {"originalStartTime": at, "start": at, "end": at}
                fields = {key: value for key, value in row.event.items() if key != "recurrence"}
                yield number, Row(fields | gone | times, row.position, row.change)


def of_master(shelf: Shelf, master: Row) -> list[Row]:
    """All instances in the order of the rule, exceptions in the place of what they replace."""
    if master.is_cancelled:
        return []
    return [shelf.rows.get(one.event["id"], one) for one in _by_rule(shelf, master)]


def list_instances(visit: Visit, event_id: str) -> JsonObject:
    """events.instances. ApiError 404 for an event that there never was; of an instance, that one."""
    row = find(visit.shelf, event_id)
    if row is None:
        raise not_found()
    known = of_master(visit.shelf, row) if row.event.get("recurrence") else [row]
    rows = [one for one in known if _is_asked_for(visit, one)]
    offset, most = _offset(visit, event_id), _max_results(visit)
    page, zone = rows[offset : offset + most], visit.parameters.get("timeZone")
    token = {"instances": event_id, "offset": offset + most}
    return {
        "kind": "calendar#events",
        "etag": f'"p{visit.world.tick:010d}"',
        "summary": visit.shelf.summary,
        "updated": row.event["updated"],
        "timeZone": zone or visit.shelf.time_zone,
        "accessRole": visit.shelf.role_of(visit.caller),
        "defaultReminders": [],
        "items": [resource(one, visit.shelf, zone) for one in page],
        **({"nextPageToken": seal(token)} if offset + most < len(rows) else {}),
    }


def keep(world: World, shelf: Shelf, event: JsonObject) -> Row:
    """Store a new or changed event; instances that its rule does not name any more are remembered as dropped."""
    before = shelf.rows.get(event["id"])
    dropped = dict(before.dropped) if before else {}
    if before and before.event.get("recurrence"):
        dropped |= {one.event["id"]: one.event["originalStartTime"] for one in _by_rule(shelf, before)}
    row = world.put(shelf, event)
    if event.get("recurrence") and not row.is_cancelled:
        stays = {one.event["id"] for one in _by_rule(shelf, row)}
        dropped = {event_id: at for event_id, at in dropped.items() if event_id not in stays}
    row.dropped = dropped
    return row


def exceptions_of(shelf: Shelf, event_id: str) -> list[Row]:
    """The stored instances of a recurring event."""
    return [row for row in list(shelf.rows.values()) if row.event.get("recurringEventId") == event_id]


def cancel_exceptions(world: World, shelf: Shelf, event: JsonObject) -> None:
    """A recurring event goes with all its instances."""
    for row in exceptions_of(shelf, event["id"]):
        if not row.is_cancelled:
            world.put(shelf, row.event | {"status": "cancelled", "updated": event["updated"]})


def follow_master(
    world: World, shelf: Shelf, before: JsonObject, after: JsonObject
) -> list[tuple[JsonObject, JsonObject]]:
    """Bring the exceptions in line with their changed recurring event; each that changed, before and after.

    One whose date the rule does not name any more goes. What an exception has of its own stays; the rest follows.
    The documents leave open what becomes of the others when the rule changes: knob `exceptions_of_changed_rule`.
    """
    if not after.get("recurrence"):
        return _cancelled_exceptions(world, shelf, after) if before.get("recurrence") else []
    by_rule = {f"{after['id']}_{suffix(after, one)}" for one in originals(after, shelf.time_zone)}
    has_new_rule = any(before.get(key) != after.get(key) for key in ("recurrence", "start"))
    changed = []
    for row in exceptions_of(shelf, after["id"]):
        if has_new_rule and world.knobs.exceptions_of_changed_rule == "reset":
            del shelf.rows[row.event["id"]]
            continue
        fields = _inherited(row.event, before, after)
        if row.event["id"] not in by_rule:
            fields |= {"status": "cancelled"}
        if fields != row.event:
            changed.append((row.event, world.put(shelf, fields | {"updated": after["updated"]}).event))
    return changed


def _cancelled_exceptions(
    world: World, shelf: Shelf, event: JsonObject
) -> list[tuple[JsonObject, JsonObject]]:
    """A recurring event became a single one; its exceptions before and after."""
    before = [row.event for row in exceptions_of(shelf, event["id"]) if not row.is_cancelled]
    cancel_exceptions(world, shelf, event)
    return [(one, shelf.rows[one["id"]].event) for one in before]


def _inherited(exception: JsonObject, before: JsonObject, after: JsonObject) -> JsonObject:
    fields = dict(exception)
    for key in WRITABLE - OWN_TO_AN_INSTANCE:
        if before.get(key) != after.get(key) and exception.get(key) == before.get(key):
            fields.pop(key, None)
            if key in after:
                fields[key] = after[key]
    return fields


def _by_rule(shelf: Shelf, master: Row) -> list[Row]:
    return [_row(shelf, master, one) for one in originals(master.event, shelf.time_zone)]


def _row(shelf: Shelf, master: Row, original: Original) -> Row:
    return Row(instance_of(master.event, original, shelf.time_zone), master.position, master.change)


def _is_asked_for(visit: Visit, row: Row) -> bool:
    given, event, calendar_zone = visit.parameters, row.event, visit.shelf.time_zone
    if row.is_cancelled and not visit.flag("showDeleted"):
        return False
    if "originalStart" in given:
        wanted = query_instant(given["originalStart"], "originalStart")
        meant = event.get("originalStartTime") or event["start"]
        if instant(meant, calendar_zone) != wanted:
            return False
    if "timeMin" in given and instant(event["end"], calendar_zone) <= query_instant(
        given["timeMin"], "timeMin"
    ):
        return False
    return "timeMax" not in given or instant(event["start"], calendar_zone) < query_instant(
        given["timeMax"], "timeMax"
    )


def _offset(visit: Visit, event_id: str) -> int:
    if "pageToken" not in visit.parameters:
        return 0
    content = unseal(visit.parameters["pageToken"])
    if content is None or content.get("instances") != event_id:
        raise invalid("Invalid page token value.", "badRequest", "pageToken")
    return int(content["offset"])


def _max_results(visit: Visit) -> int:
    text = visit.parameters.get("maxResults", str(DEFAULT_RESULTS))
    if not text.isdecimal() or int(text) < 1:
        raise invalid(f"Invalid value '{text}'.", "invalidParameter", "maxResults")
    return min(int(text), MOST_RESULTS)
