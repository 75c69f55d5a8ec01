"""Asking for what guests' own calendars show to be brought up to date, in the transaction that changes it."""

import queueing
from calendars.queueing import PUT_IN_CALENDAR


def ask_for_calendars(*, event_id: int, person_id: int | None = None) -> None:
    """Of all guests of the event, or of this one."""
    whom = {"event_id": event_id} if person_id is None else {"event_id": event_id, "person_id": person_id}
    queueing.defer(PUT_IN_CALENDAR, queue="sessions", after=None, **whom)
