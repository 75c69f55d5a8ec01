"""calendars.* and calendarList.get and .list.

Source: discovery document (Calendar, CalendarListEntry).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from zlib import crc32

from integrations.emulators.google.errors import full_sync_required, invalid
from integrations.emulators.google.quota import usage_limit
from integrations.emulators.google.sealed import seal, unseal
from integrations.emulators.google.store import JsonObject, Shelf, World
from integrations.emulators.google.times import zone
from integrations.emulators.google.visit import Visit

ROLES = ("freeBusyReader", "reader", "writer", "owner")

CONFERENCES = {"allowedConferenceSolutionTypes": ["hangoutsMeet"]}


def calendar(shelf: Shelf) -> JsonObject:
    """The Calendar resource. Its etag is not that of the list entry."""
    return {
        "kind": "calendar#calendar",
        "etag": f'"c{_version(shelf)}"',
        "id": shelf.id,
        "summary": shelf.summary,
        "timeZone": shelf.time_zone,
        "conferenceProperties": CONFERENCES,
        **({"description": shelf.description} if shelf.description else {}),
    }


def list_entry(shelf: Shelf, caller: str) -> JsonObject:
    """The CalendarListEntry of one calendar for one person."""
    primary = {"primary": True} if shelf.id == caller else {}
    return {
        "kind": "calendar#calendarListEntry",
        "etag": f'"l{_version(shelf)}"',
        "id": shelf.id,
        "summary": shelf.summary,
        "timeZone": shelf.time_zone,
        "colorId": "14",
        "backgroundColor": "#9fe1e7",
        "foregroundColor": "#000000",
        "selected": True,
        "accessRole": shelf.role_of(caller),
        "defaultReminders": [{"method": "popup", "minutes": 10}],
        "conferenceProperties": CONFERENCES,
        **({"description": shelf.description} if shelf.description else {}),
        **primary,
    }


def calendar_list(visit: Visit) -> JsonObject:
    """One page of the CalendarList; with `syncToken` the entries that changed since, those lost as `deleted`."""
    world, caller, given = visit.world, visit.caller, visit.parameters
    since, until, offset = _listing_from(visit)
    found = list(_entries(world, caller, since, least=given.get("minAccessRole", "freeBusyReader")))
    most = int(given.get("maxResults", "100"))
    answer: JsonObject = {
        "kind": "calendar#calendarList",
        "etag": f'"p{world.tick:010d}"',
        "items": found[offset : offset + most],
    }
    if offset + most < len(found):
        next_page = {"list_of": caller, "since": since, "until": until, "offset": offset + most}
        return answer | {"nextPageToken": seal(next_page)}
    return answer | {"nextSyncToken": seal({"list_of": caller, "synced": until, "epoch": world.sync_epoch})}


def insert(world: World, caller: str, client_id: str, body: JsonObject) -> Shelf:
    """A secondary calendar of the caller's. ApiError 400 without a summary, 403 quotaExceeded past the limit."""
    if not body.get("summary"):
        raise invalid("Missing summary.", "required")
    in_zone = str(body.get("timeZone") or world.accounts[caller].time_zone)
    zone(in_zone, "calendar")
    own = [shelf for shelf in world.shelves.values() if shelf.owner == caller and not shelf.is_primary]
    if world.knobs.calendars_per_user is not None and len(own) >= world.knobs.calendars_per_user:
        raise usage_limit()
    calendar_id = f"c_{secrets.token_hex(32)}@group.calendar.google.com"
    shelf = Shelf(calendar_id, caller, str(body["summary"]), in_zone, made_by=client_id)
    shelf.description = str(body.get("description", ""))
    world.shelves[calendar_id] = shelf
    shelf.listed_at = world.next_tick()
    return shelf


def change(visit: Visit, body: JsonObject) -> Shelf:
    """calendars.patch: summary, description and zone."""
    shelf = visit.shelf
    if body.get("timeZone"):
        zone(str(body["timeZone"]), "calendar")
        shelf.time_zone = str(body["timeZone"])
    shelf.summary = str(body.get("summary") or shelf.summary)
    shelf.description = str(body.get("description", shelf.description))
    shelf.listed_at = visit.world.next_tick()
    return shelf


def delete(visit: Visit) -> None:
    """calendars.delete. ApiError 400 for a primary calendar, which can only be cleared."""
    if visit.shelf.is_primary:
        raise invalid("Cannot delete a primary calendar.", "cannotDeletePrimaryCalendar")
    remove(visit.world, visit.shelf)


def remove(world: World, shelf: Shelf) -> None:
    """Take a calendar away from everybody; lists that are synced name it as deleted."""
    del world.shelves[shelf.id]
    for email in (shelf.owner, *shelf.roles):
        world.lost_calendars[f"{email} {shelf.id}"] = world.next_tick()


def share(world: World, shelf: Shelf, email: str, role: str | None) -> None:
    """Give a person a role on a calendar, another one, or none; either way their sync tokens for it end."""
    shelf.access_changes[email] = shelf.access_changes.get(email, 0) + 1
    if role is None:
        shelf.roles.pop(email, None)
        world.lost_calendars[f"{email} {shelf.id}"] = world.next_tick()
    else:
        shelf.roles[email] = role
        shelf.listed_at = world.next_tick()


def _entries(world: World, caller: str, since: int | None, *, least: str) -> Iterator[JsonObject]:
    for shelf in world.shelves_of(caller):
        role = str(shelf.role_of(caller))
        if ROLES.index(role) >= ROLES.index(least) and (since is None or shelf.listed_at > since):
            yield list_entry(shelf, caller)
    for key, lost_at in world.lost_calendars.items():
        email, _, calendar_id = key.partition(" ")
        kept = world.shelves.get(calendar_id)
        if since is not None and email == caller and lost_at > since and not (kept and kept.role_of(caller)):
            yield {
                "kind": "calendar#calendarListEntry",
                "etag": f'"l{lost_at}"',
                "id": calendar_id,
                "deleted": True,
            }


def _listing_from(visit: Visit) -> tuple[int | None, int, int]:
    """Entries changed after which tick (None: all), up to which, and past how many of them."""
    given, world = visit.parameters, visit.world
    if "pageToken" in given:
        page = unseal(given["pageToken"])
        if page is None or page.get("list_of") != visit.caller:
            raise invalid("Invalid page token value.", "badRequest", "pageToken")
        return page["since"], page["until"], page["offset"]
    if "syncToken" not in given:
        return None, world.tick, 0
    if "minAccessRole" in given:
        raise invalid("Sync token cannot be combined with minAccessRole.", "badRequest", "minAccessRole")
    token = unseal(given["syncToken"])
    if token is None or (token.get("list_of"), token.get("epoch")) != (visit.caller, world.sync_epoch):
        raise full_sync_required()
    return token["synced"], world.tick, 0


def _version(shelf: Shelf) -> str:
    return f"{crc32(f'{shelf.summary} {shelf.time_zone}'.encode()):010d}"
