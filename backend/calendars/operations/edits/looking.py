"""Looking closely at one event in Google: is it as it was told? Speaks to Google, outside any transaction."""

from datetime import datetime

from django.db import transaction

from calendars.models import PRIMARY, CalendarEvent, ConnectionState, GoogleConnection
from calendars.noticed import original_date, stamp_of
from calendars.operations.access import calendar_of
from calendars.operations.edits.following import follow
from calendars.operations.edits.keeping import Seen, is_alive, keep_answer, take_note
from calendars.operations.edits.seeing import seen_of
from calendars.operations.errands import locked
from calendars.operations.outcomes import StillWaiting
from calendars.operations.story import note_look
from calendars.operations.turns import alone_with_event
from calendars.placing import find
from calendars.recurring import Pattern
from calendars.tokens import UnreadableToken
from integrations.google_calendar import EventRecord, PermanentFailure, TemporaryFailure


def look_at_event(*, event_id: int, removed_by: int | None = None, instance: str = "", now: datetime) -> None:
    """Read the event at its organiser's and keep what people made of it; nothing where it is as it was told.

    `removed_by` is a guest whose copy was gone, or that `instance` of it (its stamp): where it still is while the event
    stands at the organiser's, and they are still invited, they threw it away, and that is a decline.
    Raises StillWaiting while it is being written or Google is away.
    """
    event = CalendarEvent.objects.select_related("organiser").filter(pk=event_id, is_wanted=True).first()
    if event is None or event.organiser is None:
        return
    if event.organiser.state != ConnectionState.ACTIVE:
        _have_all_read(event.organiser)
        return
    with alone_with_event(event_id):
        event.refresh_from_db(fields=["google_event_id", "google_calendar_id", "written_at"])
        try:
            seen = _seen(event, now)
            if not is_alive(seen.theirs) and follow(event_id, now=now):
                event.refresh_from_db(fields=["google_calendar_id"])
                seen = _seen(event, now)
        except TemporaryFailure as error:
            note_look(event, failed=error.reason, now=now)
            raise StillWaiting(error.reason) from error
        except (PermanentFailure, UnreadableToken) as error:
            note_look(event, failed=getattr(error, "reason", "token_unreadable"), now=now)
            _have_all_read(event.organiser)  # whoever writes or reads next meets it too, and says so
            return
        if not take_note(event_id, event.google_event_id, seen, now):
            note_look(event, now=now)
    if removed_by is not None and _is_thrown_away(event, removed_by, instance):
        _note_removal(event_id, removed_by, instance, seen, now)


def _seen(event: CalendarEvent, now: datetime) -> Seen:
    assert event.organiser is not None  # noqa: S101 -- the caller looked; for the type checker
    with calendar_of(event.organiser, event.google_calendar_id) as calendar:
        return seen_of(calendar, event, find(calendar, event.google_event_id), now)


def _have_all_read(organiser: GoogleConnection) -> None:
    """Google tells of a change once alone: what could not be looked at is seen again where everything is read."""
    organiser.calendars.update(sync_token="")


def _is_thrown_away(event: CalendarEvent, person_id: int, instance: str) -> bool:
    """Whether the guest's copy is gone now and the organiser's event is there after that.

    What the organiser deletes goes from the guest's calendar too, and comes back with it: the listing may be of
    before. Only a copy that Google says is cancelled counts, and where it cannot be looked at, what the organiser's
    event says of the guest's answer does. Raises StillWaiting where Google is away.
    """
    guest = GoogleConnection.objects.filter(person=person_id, state=ConnectionState.ACTIVE).first()
    if guest is None or event.organiser is None:
        return False
    google_id = f"{event.google_event_id}_{instance}" if instance else event.google_event_id
    try:
        with calendar_of(guest, PRIMARY) as calendar:
            if not _is_cancelled(find(calendar, google_id)):
                return False
        with calendar_of(event.organiser, event.google_calendar_id) as calendar:
            return is_alive(find(calendar, google_id))
    except TemporaryFailure as error:
        raise StillWaiting(error.reason) from error
    except (PermanentFailure, UnreadableToken):
        return False


def _is_cancelled(copy: EventRecord | None) -> bool:
    return copy is not None and copy.is_cancelled


@transaction.atomic(durable=True)
def _note_removal(event_id: int, person_id: int, instance: str, seen: Seen, now: datetime) -> None:
    event = locked(event_id)
    connection = GoogleConnection.objects.filter(person=person_id).first()
    if event is None or connection is None:
        return
    theirs, on = seen.theirs, None
    if instance:
        theirs = next((one for one in seen.instances or () if stamp_of(one) == instance), None)
        on = original_date(theirs, Pattern.from_json(event.pattern).zone) if theirs else None
    if theirs is None or theirs.is_cancelled:
        return
    if any(guest.email.lower() == connection.google_email.lower() for guest in theirs.guests):
        keep_answer(event, on, person_id, "declined", stamped_at=theirs.updated_at or now)
