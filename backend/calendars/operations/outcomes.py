"""The rows of a calendar write: what is to be done, and what became of it. Short transactions, no network."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import transaction

from calendars.models import PRIMARY, CalendarEvent, ConnectionState, WarningKind, WriteState
from calendars.obstacles import CALENDAR_GONE, CALENDAR_READ_ONLY, NEEDS_REAUTH
from calendars.operations.access import lose_calendar, note_success, park
from calendars.operations.errands import is_over, locked
from calendars.operations.mailed import take_back_replaced
from calendars.operations.passing_over import pass_over
from calendars.operations.pausing import note_refusal
from calendars.operations.rooms import note_no_meet
from calendars.operations.story import note
from calendars.operations.wanted import start_over, take_out
from calendars.operations.warning import raise_warning
from calendars.placing import Errand, NotTaken
from calendars.queueing import END_LEAVING, FIND_MEET_LINK, WRITE_EVENT, defer
from calendars.rules import link_of
from calendars.tokens import UnreadableToken
from integrations.google_calendar import (
    EventRecord,
    Forbidden,
    NeedsConsent,
    NotFound,
    PermanentFailure,
    TemporaryFailure,
)
from integrations.google_calendar.errors import MISSING_CONSENT

BUSY_PAUSE = timedelta(seconds=3)
MEET_PAUSE = timedelta(seconds=3)
READ_ONLY = "requiredAccessLevel"  # Google's reason
APPOINTMENT_OVER = "appointment_over"


class StillWaiting(Exception):
    """Google does not show yet what is wanted: try again, after `pause` if it is given; `is_a_turn` says at that very
    moment, for nothing went wrong."""

    def __init__(self, reason: str, pause: timedelta | None = None, *, is_a_turn: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.pause = pause
        self.is_a_turn = is_a_turn

    @classmethod
    def behind_another_writer(cls) -> Self:
        return cls("being_written", BUSY_PAUSE)


@transaction.atomic(durable=True)
def settle(errand: Errand, shown: EventRecord | None, now: datetime) -> None:
    """Google shows `errand` (`shown` is None for a removal). A wish that came meanwhile causes another write."""
    event = locked(errand.event)
    if event is None or event.google_event_id != errand.google_event_id:
        return
    event.written_version = max(event.written_version, errand.version)
    event.told = errand.content.as_json() if errand.content else {}
    event.tried, event.written_at = [], now
    action = "calendar.removed" if shown is None else "calendar.written"
    note(event, action, now=now, version=errand.version, **_dates_written(errand))
    if shown is not None:
        event.etag, event.html_link = shown.etag, link_of(shown.html_link)
        event.meet_url = link_of(shown.meet_url)
        if _is_without_meet(shown, errand) and not event.is_without_meet:
            note_no_meet(event, now)
    if event.wanted_version == errand.version:
        event.state = WriteState.REMOVED if errand.content is None else WriteState.WRITTEN
        event.last_error = ""
    else:
        defer(WRITE_EVENT, event_id=event.pk)
    event.save()
    note_success(event, now)
    if event.organiser is not None and event.organiser.state == ConnectionState.LEAVING:
        defer(END_LEAVING, connection_id=event.organiser.pk)
    take_back_replaced(event)
    if shown is not None and shown.conference == "pending" and not event.is_without_meet:
        defer(FIND_MEET_LINK, after=MEET_PAUSE, event_id=event.pk)


def record_trouble(errand: Errand, error: Exception, now: datetime) -> None:
    """Keep what went wrong. Raises StillWaiting where another try may help."""
    pause = note_refusal(connection_id=errand.connection, error=error, now=now)
    if isinstance(error, NotTaken) and not errand.for_one:
        _pass_over(errand, error, now)
    elif pause is not None:
        _delay(errand, str(error), now)
        raise StillWaiting(str(error), pause, is_a_turn=True)
    elif _is_read_only(errand, error):
        _lose(errand, CALENDAR_READ_ONLY, now)
    elif isinstance(error, NeedsConsent | UnreadableToken):
        _park(errand, getattr(error, "reason", "token_unreadable"), now)
    elif isinstance(error, NotFound):  # of the event alone it would have been made
        _lose(errand, CALENDAR_GONE, now)
    elif isinstance(error, PermanentFailure):
        _refuse(errand, error.reason, now)
    else:
        _delay(errand, getattr(error, "reason", "unknown"), now)
        raise StillWaiting(str(error), _pause_asked_for(error))


def _is_read_only(errand: Errand, error: Exception) -> bool:
    """The least scope that writes reaches only what a person owns: where a calendar became another's, Google finds leave
    lacking, which no consent brings. Of the main calendar that is never so."""
    if isinstance(error, NeedsConsent):
        return error.reason in MISSING_CONSENT and errand.google_calendar_id != PRIMARY
    return isinstance(error, Forbidden) and error.reason == READ_ONLY


@transaction.atomic(durable=True)
def take_next_id(errand: Errand, now: datetime) -> None:
    """The id is somebody else's event: leave that alone and go on under the next one."""
    event = locked(errand.event)
    if event is not None and event.google_event_id == errand.google_event_id:
        taken = event.google_event_id
        start_over(event)
        event.save()
        note(event, "calendar.waiting", now=now, reason="id_taken", generation=event.generation)
        raise_warning(kind=WarningKind.ID_TAKEN, event=event, detail=taken, now=now)


def _is_without_meet(shown: EventRecord, errand: Errand) -> bool:
    """Google said that it makes none, or left it out of a new event. Later on people may have taken it out."""
    if errand.for_one:
        return False  # nobody asked for one
    return shown.conference == "failure" or (shown.conference == "none" and errand.told is None)


def _dates_written(errand: Errand) -> dict[str, Any]:
    """Of a recurring event, the dates that Google now shows otherwise than it was told before."""
    wanted = errand.content.dates if errand.content else None
    if wanted is None:
        return {}
    told = errand.told.dates.standing if errand.told and errand.told.dates else {}
    changed = (on for on, span in wanted.standing.items() if on not in told or told[on] != span)
    return {"dates": [on.isoformat() for on in sorted(changed)]}


def _pause_asked_for(error: Exception) -> timedelta | None:
    """What Google asked for."""
    seconds = error.retry_after_seconds if isinstance(error, TemporaryFailure) else None
    return timedelta(seconds=seconds) if seconds else None


@transaction.atomic(durable=True)
def _delay(errand: Errand, reason: str, now: datetime) -> None:
    event = locked(errand.event)
    if event is None or event.state != WriteState.WAITING:
        return
    if is_over(event, now):
        _fail(event, APPOINTMENT_OVER, now)
    else:
        note_waiting(event, reason, now)


@transaction.atomic(durable=True)
def _pass_over(errand: Errand, error: NotTaken, now: datetime) -> None:
    event = locked(errand.event)
    if event is None or event.state != WriteState.WAITING or event.organiser_id != errand.connection:
        return
    if event.is_wanted:
        pass_over(event, error.reason, now)
    else:  # called off meanwhile, and Google never had it
        event.attempts = 0
        take_out(event, now)


@transaction.atomic(durable=True)
def _park(errand: Errand, reason: str, now: datetime) -> None:
    event = locked(errand.event)
    if event is None or event.organiser_id != errand.connection:
        return
    park(event, reason, now)
    # What Google may have taken of which no answer came waits: nobody can look whether it has.
    if errand.may_exist or not _has_been_set_aside(event, NEEDS_REAUTH, now):
        note_waiting(event, NEEDS_REAUTH, now)


@transaction.atomic(durable=True)
def _lose(errand: Errand, reason: str, now: datetime) -> None:
    """The calendar cannot be written: what stood in it waits until its person chooses another."""
    event = locked(errand.event)
    if event is None or event.organiser_id != errand.connection:
        return
    lose_calendar(errand.connection, errand.google_calendar_id, reason, now)
    if not _has_been_set_aside(event, reason, now):
        note_waiting(event, reason, now)


@transaction.atomic(durable=True)
def _refuse(errand: Errand, reason: str, now: datetime) -> None:
    event = locked(errand.event)
    # A refusal of what is no longer wanted says nothing about what is: its own write is queued.
    if event is None or event.wanted_version != errand.version:
        return
    if not _has_been_set_aside(event, reason, now):
        _fail(event, reason, now)


def _has_been_set_aside(event: CalendarEvent, reason: str, now: datetime) -> bool:
    """A new event goes elsewhere rather than wait for what may never come: its people have nothing of it yet."""
    is_new = not event.told and not event.written_version and not event.is_for_one
    if not is_new or not event.is_wanted or is_over(event, now):
        return False
    pass_over(event, reason, now)
    return True


def note_waiting(event: CalendarEvent, reason: str, now: datetime) -> None:
    """One row in the story for each new reason, not for each try."""
    if event.last_error != reason:
        note(event, "calendar.waiting", now=now, reason=reason)
    event.last_error = reason
    event.save(update_fields=["last_error"])


def _fail(event: CalendarEvent, reason: str, now: datetime) -> None:
    event.state, event.last_error = WriteState.FAILED, reason
    event.save(update_fields=["state", "last_error"])
    note(event, "calendar.failed", now=now, reason=reason)
