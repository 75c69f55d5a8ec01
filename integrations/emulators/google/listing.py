"""events.list: pages, filters, incremental sync.

Sources: discovery document (events.list), https://developers.google.com/workspace/calendar/api/guides/sync.
A page token and a sync token belong to one person, one calendar and one query.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from integrations.emulators.google import instances
from integrations.emulators.google.errors import full_sync_required, invalid, updated_min_too_long_ago
from integrations.emulators.google.recurrence import instance_of, originals
from integrations.emulators.google.rendering import resource, tombstone
from integrations.emulators.google.sealed import seal, unseal
from integrations.emulators.google.store import JsonObject, Row
from integrations.emulators.google.times import instant, query_instant, stamp, zone
from integrations.emulators.google.visit import Visit

DEFAULT_RESULTS, MOST_RESULTS = 250, 2500
FORBIDDEN_WITH_SYNC = (
    "iCalUID",
    "orderBy",
    "privateExtendedProperty",
    "q",
    "sharedExtendedProperty",
    "timeMin",
    "timeMax",
    "updatedMin",
)
NO_SYNC_TOKEN_AFTER = (
    "iCalUID",
    "orderBy",
    "privateExtendedProperty",
    "q",
    "sharedExtendedProperty",
    "updatedMin",
)
OLDEST_UPDATE = timedelta(days=30)  # how long Google tells of deletions; seen, not documented
INSTANCES = 100_000  # more than the rows of one change
BOUND = (*FORBIDDEN_WITH_SYNC, "showDeleted", "singleEvents", "syncToken")


@dataclass(frozen=True)
class Cursor:
    """Where a listing stands: changes after `since` (None: everything) up to `until`, past `last`."""

    since: int | None
    until: int
    last: int


def list_events(visit: Visit, several: Callable[[str], Sequence[str]]) -> JsonObject:
    """The Events resource. `several(name)` gives all values of a repeated parameter."""
    _check_parameters(visit)
    cursor = _cursor(visit)
    wanted = _filter(visit, several)
    most = _max_results(visit)
    items: list[Row] = []
    last, looked_at, is_last_page = cursor.last, 0, True
    for key, row in _rows_after(visit, cursor):
        if len(items) == most or looked_at == visit.world.knobs.page_cap:
            is_last_page = False
            break
        last, looked_at = key, looked_at + 1
        if cursor.since is not None or wanted(row):
            items.append(row)
    return _frame(visit, cursor.since is not None, items) | _next(
        visit, cursor, last, is_last_page=is_last_page
    )


def _rows_after(visit: Visit, cursor: Cursor) -> list[tuple[int, Row]]:
    """Stable order: of change for a sync, of creation for a full list, of time where asked."""
    numbered = _numbered(visit)
    rows = [row for _, row in numbered]
    if cursor.since is not None:
        changed = [
            (row.change * INSTANCES + number, row)
            for number, row in numbered
            if cursor.since < row.change <= cursor.until
        ]
        return sorted((pair for pair in changed if pair[0] > cursor.last), key=lambda pair: pair[0])
    order = visit.parameters.get("orderBy")
    if order is None:
        placed = [(row.position * INSTANCES + number, row) for number, row in numbered]
        ranked = sorted(placed, key=lambda pair: pair[0])
    else:
        ranked = list(enumerate(sorted(rows, key=lambda row: _order_key(visit, order, row)), start=1))
    return [pair for pair in ranked if pair[0] > cursor.last]


def _numbered(visit: Visit) -> list[tuple[int, Row]]:
    """Recurring events and their exceptions, or every instance where `singleEvents` asks for them."""
    if visit.flag("singleEvents"):
        numbered = list(instances.singles(visit.shelf))
    else:
        numbered = [(0, row) for row in visit.shelf.rows.values()]
    return [pair for pair in numbered if visit.is_shown(pair[1])]


def _order_key(visit: Visit, order: str, row: Row) -> tuple[Any, int]:
    if order == "updated":
        return row.event["updated"], row.position
    return instant(row.event["start"], visit.shelf.time_zone), row.position


def _check_parameters(visit: Visit) -> None:
    given = visit.parameters
    if "syncToken" in given:
        clashing = [name for name in FORBIDDEN_WITH_SYNC if name in given]
        if clashing:
            message = f"Sync token cannot be combined with {clashing[0]}."
            raise invalid(message, "badRequest", clashing[0])
        if given.get("showDeleted", "true").lower() == "false":
            raise invalid("showDeleted cannot be false with a sync token.", "badRequest", "showDeleted")
    if given.get("orderBy") not in (None, "startTime", "updated"):
        raise invalid("Bad Request", "badRequest", "orderBy")
    if given.get("orderBy") == "startTime" and not visit.flag("singleEvents"):
        message = "The requested ordering is not available for the particular query."
        raise invalid(message, "badRequest", "orderBy")
    if "timeZone" in given:
        zone(given["timeZone"], "response")


def _cursor(visit: Visit) -> Cursor:
    if "pageToken" in visit.parameters:
        content = unseal(visit.parameters["pageToken"])
        if content is None or content.get("query") != _bound(visit, BOUND):
            raise invalid("Invalid page token value.", "badRequest", "pageToken")
        return Cursor(content["since"], content["until"], content["last"])
    if "syncToken" not in visit.parameters:
        return Cursor(None, _latest(visit), 0)
    since = _synced_until(visit, visit.parameters["syncToken"])
    return Cursor(since, max(since, _latest(visit)), since * INSTANCES + INSTANCES // 2)


def _latest(visit: Visit) -> int:
    """Up to which change a listing tells; what is not shown yet comes with a later one."""
    hidden = [row.change for row in visit.shelf.rows.values() if not visit.is_shown(row)]
    return min([visit.world.tick, *(change - 1 for change in hidden)])


def _synced_until(visit: Visit, token: str) -> int:
    content = unseal(token)
    who = _who(visit)
    if content is None or content.get("who") != who or "synced" not in content:
        raise full_sync_required()
    if content["query"] != _bound(visit, ("singleEvents",)):
        # Google calls this undefined; a stand-in helps more by failing loudly.
        raise invalid("The parameters differ from those of the initial sync.", "badRequest", "syncToken")
    return int(content["synced"])


def _bound(visit: Visit, names: Sequence[str]) -> list[str]:
    given = visit.parameters
    # singleEvents=false and no singleEvents are the same query
    pairs = [f"{name}={given[name]}" for name in names if name in given and given[name] != "false"]
    return [visit.caller, visit.shelf.id, *pairs]


def _who(visit: Visit) -> list[Any]:
    """Whose a sync token is, and until when: a changed access to the calendar ends it too."""
    shelf = visit.shelf
    return [visit.caller, shelf.id, visit.world.sync_epoch, shelf.access_changes.get(visit.caller, 0)]


def _next(visit: Visit, cursor: Cursor, last: int, *, is_last_page: bool) -> JsonObject:
    if not is_last_page:
        content = {"since": cursor.since, "until": cursor.until, "last": last, "query": _bound(visit, BOUND)}
        return {"nextPageToken": seal(content)}
    if any(name in visit.parameters for name in NO_SYNC_TOKEN_AFTER):
        return {}
    who = _who(visit)
    return {
        "nextSyncToken": seal({"synced": cursor.until, "who": who, "query": _bound(visit, ("singleEvents",))})
    }


def _frame(visit: Visit, is_sync: bool, rows: list[Row]) -> JsonObject:
    shelf = visit.shelf
    changed = [row.event["updated"] for row in shelf.rows.values()]
    return {
        "kind": "calendar#events",
        "etag": f'"p{visit.world.tick:010d}"',
        "summary": shelf.summary,
        "updated": max(changed, default=stamp(visit.now)),
        "timeZone": visit.parameters.get("timeZone", shelf.time_zone),
        "accessRole": shelf.role_of(visit.caller),
        "defaultReminders": [{"method": "popup", "minutes": 10}] if shelf.is_primary else [],
        "items": [_item(visit, row, is_sync) for row in rows],
    }


def _item(visit: Visit, row: Row, is_sync: bool) -> JsonObject:
    is_bare = row.is_cancelled and not is_sync and not visit.flag("showDeleted")
    if is_bare or (is_sync and row.is_cancelled and visit.world.knobs.tombstones == "minimal"):
        return tombstone(row)
    return resource(row, visit.shelf, visit.parameters.get("timeZone"))


def _max_results(visit: Visit) -> int:
    text = visit.parameters.get("maxResults", str(DEFAULT_RESULTS))
    if not text.isdecimal() or int(text) < 1:
        raise invalid(f"Invalid value '{text}'.", "invalidParameter", "maxResults")
    return min(int(text), MOST_RESULTS)


def _filter(visit: Visit, several: Callable[[str], Sequence[str]]) -> Callable[[Row], bool]:
    given = visit.parameters
    bounds = {
        name: query_instant(given[name], name)
        for name in ("timeMin", "timeMax", "updatedMin")
        if name in given
    }
    if "updatedMin" in bounds and bounds["updatedMin"] < visit.now - OLDEST_UPDATE:
        raise updated_min_too_long_ago()
    if "timeMin" in bounds and "timeMax" in bounds and bounds["timeMin"] >= bounds["timeMax"]:
        raise invalid("The specified time range is empty.", "timeRangeEmpty", "timeMax")
    shows_deleted = visit.flag("showDeleted")
    properties = {kind: several(f"{kind}ExtendedProperty") for kind in ("private", "shared")}
    kinds = several("eventTypes")

    def wanted(row: Row) -> bool:
        event = row.event
        return (
            (
                shows_deleted
                or not row.is_cancelled
                or "updatedMin" in bounds
                or _is_cancelled_instance(visit, event)
            )
            and _is_within(visit, event, bounds)
            and given.get("iCalUID") in (None, event["iCalUID"])
            and all(_has_properties(event, kind, pairs) for kind, pairs in properties.items())
            and _says(event, given.get("q", ""))
            and (not kinds or event["eventType"] in kinds)
        )

    return wanted


def _is_cancelled_instance(visit: Visit, event: JsonObject) -> bool:
    """Without `singleEvents` these are listed whatever `showDeleted` says: they are part of the recurring event."""
    master = visit.shelf.rows.get(event.get("recurringEventId", ""))
    return master is not None and not master.is_cancelled and not visit.flag("singleEvents")


def _is_within(visit: Visit, event: JsonObject, bounds: dict[str, datetime]) -> bool:
    """timeMin bounds the end, timeMax the start, both exclusive."""
    calendar_zone = visit.shelf.time_zone
    if "updatedMin" in bounds and datetime.fromisoformat(event["updated"]) < bounds["updatedMin"]:
        return False
    if event.get("recurrence"):
        times = {key: at for key, at in bounds.items() if key != "updatedMin"}
        found = (instance_of(event, one, calendar_zone) for one in originals(event, calendar_zone))
        return not times or any(_is_within(visit, one, times) for one in found)
    if "timeMin" in bounds and instant(event["end"], calendar_zone) <= bounds["timeMin"]:
        return False
    return "timeMax" not in bounds or instant(event["start"], calendar_zone) < bounds["timeMax"]


def _has_properties(event: JsonObject, kind: str, pairs: Sequence[str]) -> bool:
    own = event.get("extendedProperties", {}).get(kind, {})
    return all(own.get(key) == value for key, _, value in (pair.partition("=") for pair in pairs))


def _says(event: JsonObject, words: str) -> bool:
    people = [f"{entry.get('displayName', '')} {entry['email']}" for entry in event.get("attendees", [])]
    text = " ".join([event.get(key, "") for key in ("summary", "description", "location")] + people)
    return all(word in text.casefold() for word in words.casefold().split())
