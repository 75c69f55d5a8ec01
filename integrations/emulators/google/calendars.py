"""calendars.get, calendarList.get and .list.

Source: discovery document (Calendar, CalendarListEntry).
"""

from __future__ import annotations

from zlib import crc32

from integrations.emulators.google.store import JsonObject, Shelf, World

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
        **primary,
    }


def calendar_list(world: World, caller: str) -> JsonObject:
    """The whole CalendarList; the emulated people have few calendars, so one page holds them."""
    entries = [list_entry(shelf, caller) for shelf in world.shelves_of(caller)]
    return {"kind": "calendar#calendarList", "etag": f'"p{world.tick:010d}"', "items": entries}


def _version(shelf: Shelf) -> str:
    return f"{crc32(f'{shelf.summary} {shelf.time_zone}'.encode()):010d}"
