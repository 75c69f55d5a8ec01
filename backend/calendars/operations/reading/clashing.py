"""What the story of a session tells of its people's own calendars."""

from datetime import datetime

from agenda.models import CommitmentQuerySet
from audit.operations import record


def note_clashes(found: CommitmentQuerySet, *, now: datetime) -> None:
    """A line for each of these commitments, at whose time the person's own calendar shows something. Part of the
    caller's transaction.
    """
    for appointment_id, person_id in found.values_list("appointment", "person").order_by("pk"):
        record("session", appointment_id, "calendar.clash", by=None, now=now, person_id=person_id)
