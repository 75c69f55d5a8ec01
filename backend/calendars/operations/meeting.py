"""The Meet link of an event, where Google makes it later than the event itself."""

from datetime import datetime, timedelta

from django.db import transaction

from calendars.models import CalendarEvent, WriteState
from calendars.operations.access import calendar_of
from calendars.operations.errands import locked
from calendars.operations.outcomes import StillWaiting
from calendars.operations.pausing import note_refusal
from calendars.operations.rooms import note_no_meet
from calendars.operations.story import note
from calendars.operations.wanted import await_write
from calendars.placing import find
from calendars.rules import link_of
from integrations.google_calendar import EventRecord, PermanentFailure, TemporaryFailure

# So long after the write it may come; then people have to know where else to meet.
AWAITED = timedelta(minutes=4)


def find_meet_link(*, event_id: int, now: datetime) -> None:
    """Look whether Google has made the Meet of a written event, and keep its link.

    Outside any transaction. Raises StillWaiting while Google is at it. Where it fails, or has not come in time, the
    hub's own room stands in.
    """
    awaited = CalendarEvent.objects.filter(pk=event_id, meet_url="", is_without_meet=False)
    event = awaited.select_related("organiser").first()
    if event is None or event.state != WriteState.WRITTEN or event.organiser is None:
        return
    if (left := event.organiser.pause_left(now)) is not None:
        raise StillWaiting(event.organiser.pause_reason, left)
    is_late = event.written_at is not None and now >= event.written_at + AWAITED
    shown = None
    try:
        with calendar_of(event.organiser, event.google_calendar_id) as calendar:
            shown = find(calendar, event.google_event_id)
    except TemporaryFailure as error:
        note_refusal(connection_id=event.organiser.pk, error=error, now=now)
        if not is_late:
            raise StillWaiting(error.reason) from error
    except PermanentFailure:
        return
    if shown is not None and shown.conference == "pending" and not is_late:
        raise StillWaiting("meet_pending")
    _keep(event, shown, now)


@transaction.atomic(durable=True)
def _keep(looked_at: CalendarEvent, shown: EventRecord | None, now: datetime) -> None:
    """`shown` is None where Google did not answer in time, or has no such event, which whoever writes next meets."""
    event = locked(looked_at.pk)
    if event is None or event.state != WriteState.WRITTEN or event.meet_url or event.is_without_meet:
        return
    if event.google_event_id != looked_at.google_event_id or (shown is not None and shown.is_cancelled):
        return
    if shown is not None and shown.meet_url:
        event.meet_url, event.etag = link_of(shown.meet_url), shown.etag
        note(event, "calendar.meet_made", now=now)
    elif note_no_meet(event, now):
        await_write(event)
        return
    event.save()
