"""Trying again what a coordinator asks for."""

from collections.abc import Collection
from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from calendars.models import CalendarEvent, WriteState
from calendars.operations.story import note
from calendars.pending import UNSETTLED, can_be_tried
from calendars.queueing import WRITE_EVENT, defer


@atomically
def retry_events(*, event_ids: Collection[int], by: Person, now: datetime) -> int:
    """Try at once those of these that failed or wait, and that a try can help; how many.

    Left alone are those whose calendar nobody can write to: its person has to connect again first, or Google's limit
    on use to pass.
    """
    events = CalendarEvent.objects.filter(can_be_tried(now), pk__in=list(event_ids), state__in=UNSETTLED)
    found = list(events.select_for_update(of=("self",)).select_related("organiser").order_by("pk"))
    for event in found:
        note(event, "calendar.retried", by=by, now=now, reason=event.last_error)
        defer(WRITE_EVENT, event_id=event.pk)
    CalendarEvent.objects.filter(pk__in=[event.pk for event in found]).update(
        state=WriteState.WAITING, last_error=""
    )
    return len(found)
