"""The line that something about an event leaves: in the story of its session, or of its whole series."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Person
from audit.models import AuditEntry
from audit.operations import record
from calendars.models import CalendarEvent, GoogleConnection

LOOK_FAILED = "calendar.look_failed"


def note(
    event: CalendarEvent, action: str, *, by: Person | None = None, now: datetime, **details: Any
) -> None:
    """`calendar.written` and the like, with whose calendar it is about; part of the caller's transaction."""
    if event.organiser is not None:
        details = {"person_id": event.organiser.person_id, **details}
    record(*event.subject, action, by=by, now=now, **details)


def note_read(event: CalendarEvent, connection: GoogleConnection, *, differs: bool, now: datetime) -> None:
    """A reading of that calendar had the event in it: as it is known, or otherwise, which is looked at closely. Part of
    the caller's transaction."""
    action = "calendar.read_otherwise" if differs else "calendar.read_same"
    record(*event.subject, action, by=None, now=now, person_id=connection.person_id)


@transaction.atomic(durable=True)
def note_look(event: CalendarEvent, *, failed: str = "", now: datetime) -> None:
    """Somebody looked at the event in Google, which was as it is known, or `failed` for this reason. A look that fails
    again and again is one line."""
    if not failed:
        note(event, "calendar.looked_same", now=now)
    elif _last_line(event) != LOOK_FAILED:
        note(event, LOOK_FAILED, now=now, reason=failed)


def _last_line(event: CalendarEvent) -> str:
    kind, subject_id = event.subject
    lines = AuditEntry.objects.filter(subject_kind=kind, subject_id=str(subject_id))
    return (
        lines.filter(action__startswith="calendar.").order_by("-pk").values_list("action", flat=True).first()
        or ""
    )
