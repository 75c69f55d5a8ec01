"""Somebody takes an event of ours to another calendar of theirs, as Google's own screen offers: that is no deletion."""

from datetime import datetime

from django.db import transaction

from calendars.content import MARK
from calendars.freshness import is_reached_by_events
from calendars.models import CalendarEvent, CalendarState, ReadCalendar
from calendars.operations.access import calendar_of
from calendars.operations.edits.keeping import is_alive
from calendars.operations.edits.noticing import is_on
from calendars.operations.errands import locked
from calendars.operations.reading.asking import LOOKED_AT
from calendars.operations.story import note
from calendars.placing import find, is_listed
from integrations.google_calendar import Gone, NotFound, PermanentFailure, TemporaryFailure

WRITERS = ("owner", "writer")
NOT_READ = (CalendarState.UNKNOWN, CalendarState.GONE)


def follow(event_id: int, *, now: datetime) -> bool:
    """Look for an event that its calendar has no more in the others of its organiser that are read and can be written;
    whether it stands in one. From then on it is read and written there.

    Google moves an event with its id and our mark, and leaves a cancelled one behind. Speaks to Google, outside any
    transaction, by who is alone with the event. Raises TemporaryFailure, or PermanentFailure, where a calendar that
    could be read before cannot be looked at: then nobody knows, and UnreadableToken.
    """
    event = CalendarEvent.objects.select_related("organiser").filter(pk=event_id).first()
    if event is None or event.organiser is None:
        return False
    rows = event.organiser.calendars.filter(LOOKED_AT, access_role__in=WRITERS)
    for row in rows.order_by("pk"):
        if _may_have_it(event, row) and _has_it(event, row):
            return _go_on_with(event, row.google_calendar_id, now)
    return False


def _may_have_it(event: CalendarEvent, row: ReadCalendar) -> bool:
    assert event.organiser is not None  # noqa: S101 -- the caller looked; for the type checker
    scopes = tuple(event.organiser.scopes)
    is_reached = is_reached_by_events(scopes, row.access_role, is_own=row.is_own)
    return is_reached and not is_on(event, row)


def _has_it(event: CalendarEvent, row: ReadCalendar) -> bool:
    assert event.organiser is not None  # noqa: S101 -- the caller looked; for the type checker
    try:
        with calendar_of(event.organiser, row.google_calendar_id) as calendar:
            theirs = find(calendar, event.google_event_id)
            if theirs is None and is_listed(calendar, event.mark, event.google_event_id):
                raise TemporaryFailure("not_shown_yet")  # Google stumbles: its list has it
    except PermanentFailure as error:
        if isinstance(error, NotFound | Gone) or row.state in NOT_READ:
            return False  # whoever reads it next meets that too, and says so
        raise
    return theirs is not None and is_alive(theirs) and theirs.private.get(MARK) == event.mark


@transaction.atomic(durable=True)
def _go_on_with(looked_for: CalendarEvent, google_calendar_id: str, now: datetime) -> bool:
    event = locked(looked_for.pk)
    stood = (looked_for.organiser_id, looked_for.google_event_id, looked_for.google_calendar_id)
    if event is None or (event.organiser_id, event.google_event_id, event.google_calendar_id) != stood:
        return False
    event.google_calendar_id = google_calendar_id
    event.save(update_fields=["google_calendar_id"])
    person = event.organiser.person if event.organiser else None
    note(event, "calendar.taken_elsewhere", by=person, now=now)
    return True
