"""The line that something about an event leaves: in the story of its session, or of its whole series."""

from datetime import datetime
from typing import Any

from accounts.models import Person
from audit.operations import record
from calendars.models import CalendarEvent


def note(
    event: CalendarEvent, action: str, *, by: Person | None = None, now: datetime, **details: Any
) -> None:
    """`calendar.written` and the like, with whose calendar it is about; part of the caller's transaction."""
    if event.organiser is not None:
        details = {"person_id": event.organiser.person_id, **details}
    record(*event.subject, action, by=by, now=now, **details)
