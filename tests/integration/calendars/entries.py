"""An evening at the hub in one person's own calendar."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from accounts.models import Person
from audit.models import AuditEntry
from calendars import operations
from calendars.models import CalendarEvent
from calendars.operations import Entry
from tests.integration.calendars.hub import NOW, STARTS_AT

SUBJECT = ("event", "12")
EVENING = Entry(
    UUID("0d9f6c3e-6a63-4a5b-8a5e-3f1c5a4b7e01"),
    Person(),
    STARTS_AT,
    STARTS_AT + timedelta(hours=3),
    "Networking evening",
    "Your meetings",
    "AI Yangjae Hub",
    "/events/evening",
)


def evening(person: Person, **fields: Any) -> Entry:
    return EVENING._replace(person=person, **fields)


def keep(person: Person, *entries: Entry) -> list[CalendarEvent]:
    """Of the evening these, and nothing else; the events that are to be written, oldest first."""
    operations.keep_entries(subject=SUBJECT, people=[person], entries=entries, now=NOW)
    return list(CalendarEvent.objects.filter(entry__person=person).order_by("pk"))


def told() -> list[str]:
    """The story."""
    rows = AuditEntry.objects.filter(subject_kind="event", subject_id="12")
    return list(rows.values_list("action", flat=True))
