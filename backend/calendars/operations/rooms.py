"""Where people meet when Google makes no Meet for their event: in the hub's own room, if it has one."""

from datetime import datetime

from django.conf import settings

import queueing
from calendars.models import CalendarEvent
from calendars.operations.story import note
from calendars.queueing import TELL_NO_ROOM
from calendars.rules import room_at


def note_no_meet(event: CalendarEvent, now: datetime) -> bool:
    """Google makes no Meet for the event. Whether it has to be written once more, to name the hub's room instead.

    Without such a room its people are told that they have to agree on one. Part of the caller's transaction, which
    holds the event and saves it.
    """
    event.is_without_meet, event.fallback_url = True, hub_room(event)
    note(event, "calendar.meet_missing", now=now, has_room=event.fallback_url != "")
    if not event.fallback_url:
        queueing.defer(TELL_NO_ROOM, queue="sessions", event_id=event.pk)
        return False
    event.wanted_version += 1
    event.sequence += 1
    return True


def hub_room(event: CalendarEvent) -> str:
    """The hub's room for this event; empty if it has none."""
    return room_at(settings.ENV.meridian_fallback_room_url, event.mark)
