"""What has to be read at Google to know what people made of one event. Only the network."""

from datetime import datetime, timedelta

from calendars.models import CalendarEvent
from calendars.operations.edits.keeping import Seen
from calendars.placing import is_listed
from integrations.google_calendar import EventRecord, GoogleCalendar, TemporaryFailure

# For so long after a write Google may answer that there is no such event.
SETTLES_IN = timedelta(minutes=5)


def seen_of(
    calendar: GoogleCalendar, event: CalendarEvent, theirs: EventRecord | None, now: datetime
) -> Seen:
    """What is there to be noticed of `theirs`, which `find` gave; of a recurring event its instances too.

    Raises TemporaryFailure where Google may not show yet what was just written, or stumbles: its list has the event.
    NotFound where the whole calendar is gone: that nobody deleted.
    """
    if theirs is None:
        is_new = event.written_at is not None and now < event.written_at + SETTLES_IN
        if is_new or is_listed(calendar, event.mark, event.google_event_id):
            raise TemporaryFailure("not_shown_yet")
    if event.series_id is None or theirs is None or theirs.is_cancelled:
        return Seen(theirs)
    return Seen(theirs, calendar.list_instances(theirs.id))
