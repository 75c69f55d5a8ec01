"""The Meet link of an event, where Google makes it later than the event itself."""

from datetime import datetime

from django.db import transaction

from calendars.models import CalendarEvent, WriteState
from calendars.operations.outcomes import StillWaiting, link_of
from calendars.operations.story import note
from calendars.operations.writing import calendar_of
from calendars.placing import find
from integrations.google_calendar import EventRecord, PermanentFailure, TemporaryFailure


def find_meet_link(*, event_id: int, now: datetime) -> None:
    """Look whether Google has made the Meet of a written event, and keep its link.

    Outside any transaction. Raises StillWaiting while Google is at it; without a link the event stays good.
    """
    event = CalendarEvent.objects.select_related("organiser").filter(pk=event_id, meet_url="").first()
    if event is None or event.state != WriteState.WRITTEN or event.organiser is None:
        return
    try:
        with calendar_of(event.organiser) as calendar:
            shown = find(calendar, event.google_event_id)
    except TemporaryFailure as error:
        raise StillWaiting(error.reason) from error
    except PermanentFailure:
        return
    if shown is not None and shown.conference == "pending":
        raise StillWaiting("meet_pending")
    if shown is not None and not shown.is_cancelled:
        _keep(event, shown, now)


@transaction.atomic(durable=True)
def _keep(event: CalendarEvent, shown: EventRecord, now: datetime) -> None:
    found = CalendarEvent.objects.filter(pk=event.pk, google_event_id=shown.id, meet_url="")
    if found.update(meet_url=link_of(shown.meet_url), etag=shown.etag):
        action = "calendar.meet_made" if shown.meet_url else "calendar.meet_missing"
        note(event, action, now=now)
