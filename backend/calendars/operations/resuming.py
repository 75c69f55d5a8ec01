"""What waited for a calendar flows when there is one again."""

from django.db.models import Q

from calendars.models import CalendarEvent, CalendarState, GoogleConnection, WriteState
from calendars.obstacles import LOST
from calendars.operations.wanted import start_over
from calendars.queueing import WRITE_EVENT, defer


def take_up_refused(connection: GoogleConnection) -> int:
    """What Google refused waits again; how many. Part of the caller's transaction."""
    refused = CalendarEvent.objects.filter(organiser=connection, state=WriteState.FAILED)
    return refused.update(state=WriteState.WAITING)


def resume_writes(connection: GoogleConnection) -> int:
    """Queue every event of the connection that waits; how many. Part of the caller's transaction.

    What stood in a calendar that is gone, or no longer ours to write, is made anew in the one that is written now.
    """
    if not connection.can_write or not (written := connection.written_calendar_id):
        return 0
    known = connection.calendars.exclude(state=CalendarState.GONE).values("google_calendar_id")
    went_with_it = ~Q(google_calendar_id__in=known) & Q(attempts__gt=0, is_wanted=True)
    events = CalendarEvent.objects.filter(organiser=connection).exclude(state=WriteState.REMOVED)
    due = events.filter(Q(state=WriteState.WAITING) | went_with_it).select_for_update().order_by("pk")
    for event in due:
        is_lost = event.state != WriteState.WAITING or event.last_error in LOST
        if is_lost and event.is_wanted and event.google_calendar_id != written:
            start_over(event)
        event.state, event.last_error = WriteState.WAITING, ""
        event.save()
        defer(WRITE_EVENT, event_id=event.pk)
    return len(due)
