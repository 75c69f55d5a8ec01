"""The rows of a calendar write: what is to be done, and what became of it. Short transactions, no network."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import transaction

from agenda.models import Appointment
from calendars.content import Content, whole_second
from calendars.models import CalendarEvent, ConnectionState, GoogleConnection, WriteState
from calendars.operations.access import note_success, park
from calendars.operations.story import note
from calendars.operations.wanted import start_over
from calendars.placing import Errand
from calendars.queueing import FIND_MEET_LINK, WRITE_EVENT, defer
from calendars.recurring import Dates, Pattern, Span
from calendars.tokens import UnreadableToken
from integrations.google_calendar import (
    EventRecord,
    NeedsConsent,
    PermanentFailure,
    QuotaExceeded,
    TemporaryFailure,
)

QUOTA_PAUSE = timedelta(hours=1)
BUSY_PAUSE = timedelta(seconds=3)
MEET_PAUSE = timedelta(seconds=3)
NEEDS_REAUTH = "needs_reauth"
APPOINTMENT_OVER = "appointment_over"
LONGEST_LINK = 300


class StillWaiting(Exception):
    """Google does not show yet what is wanted: try again, after `pause` if it is given."""

    def __init__(self, reason: str, pause: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.pause = pause

    @classmethod
    def behind_another_writer(cls) -> Self:
        return cls("being_written", BUSY_PAUSE)


@transaction.atomic(durable=True)
def begin(event_id: int, now: datetime) -> Errand | None:
    """Note the try, committed before the network is touched; None where there is nothing to do."""
    event = _locked(event_id)
    if event is None or event.state != WriteState.WAITING or event.organiser is None:
        return None
    if event.organiser.state == ConnectionState.NEEDS_REAUTH:
        _wait(event, NEEDS_REAUTH, now)
        return None
    errand = _errand(event, event.organiser, may_exist=bool(event.attempts or event.written_version))
    event.attempts += 1
    event.last_tried_at = now
    event.save(update_fields=["attempts", "last_tried_at"])
    return errand


def errand_now(claimed: Errand) -> Errand | None:
    """The errand as it is wanted at this moment; None if it went to another calendar or under another id."""
    event = CalendarEvent.objects.select_related("appointment", "organiser").filter(pk=claimed.event).first()
    if event is None or event.organiser is None or event.google_event_id != claimed.google_event_id:
        return None
    current = _errand(event, event.organiser, may_exist=claimed.may_exist)
    return current if current.connection == claimed.connection else None


@transaction.atomic(durable=True)
def settle(errand: Errand, shown: EventRecord | None, now: datetime) -> None:
    """Google shows `errand` (`shown` is None for a removal). A wish that came meanwhile causes another write."""
    event = _locked(errand.event)
    if event is None or event.google_event_id != errand.google_event_id:
        return
    event.written_version = max(event.written_version, errand.version)
    event.told = errand.content.as_json() if errand.content else {}
    if shown is not None:
        event.etag, event.html_link = shown.etag, link_of(shown.html_link)
        event.meet_url = link_of(shown.meet_url)
    if event.wanted_version == errand.version:
        event.state = WriteState.REMOVED if errand.content is None else WriteState.WRITTEN
        event.last_error = ""
    else:
        defer(WRITE_EVENT, event_id=event.pk)
    event.save()
    note_success(event, now)
    action = "calendar.removed" if shown is None else "calendar.written"
    note(event, action, now=now, version=errand.version, **_dates_written(errand))
    if shown is not None and shown.conference == "pending":
        defer(FIND_MEET_LINK, after=MEET_PAUSE, event_id=event.pk)


def record_trouble(errand: Errand, error: Exception, now: datetime) -> None:
    """Keep what went wrong. Raises StillWaiting where another try may help."""
    if isinstance(error, NeedsConsent | UnreadableToken):
        _park(errand, getattr(error, "reason", "token_unreadable"), now)
    elif isinstance(error, PermanentFailure) and not isinstance(error, QuotaExceeded):
        _refuse(errand, error.reason, now)
    else:
        _delay(errand, getattr(error, "reason", "unknown"), now)
        raise StillWaiting(str(error), _pause_asked_for(error))


@transaction.atomic(durable=True)
def take_next_id(errand: Errand, now: datetime) -> None:
    """The id is somebody else's event: leave that alone and go on under the next one."""
    event = _locked(errand.event)
    if event is not None and event.google_event_id == errand.google_event_id:
        start_over(event)
        event.save()
        note(event, "calendar.waiting", now=now, reason="id_taken", generation=event.generation)


def _locked(event_id: int) -> CalendarEvent | None:
    rows = CalendarEvent.objects.select_for_update(of=("self",)).select_related("appointment", "organiser")
    return rows.filter(pk=event_id).first()


def _dates_written(errand: Errand) -> dict[str, Any]:
    """Of a recurring event, the dates that Google now shows otherwise than it was told before."""
    wanted = errand.content.dates if errand.content else None
    if wanted is None:
        return {}
    told = errand.told.dates.standing if errand.told and errand.told.dates else {}
    changed = (on for on, span in wanted.standing.items() if on not in told or told[on] != span)
    return {"dates": [on.isoformat() for on in sorted(changed)]}


def _errand(event: CalendarEvent, organiser: GoogleConnection, *, may_exist: bool) -> Errand:
    told = Content.from_json(event.told)
    return Errand(
        event=event.pk,
        connection=organiser.pk,
        google_event_id=event.google_event_id,
        mark=event.mark,
        version=event.wanted_version,
        content=_content(event, organiser, told, may_exist=may_exist) if event.is_wanted else None,
        told=told,
        may_exist=may_exist,
        tries=event.attempts,
        strangers=event.strangers,
    )


def _content(
    event: CalendarEvent, organiser: GoogleConnection, told: Content | None, *, may_exist: bool
) -> Content:
    guests = GoogleConnection.objects.filter(person__in=event.guests.all()).values_list(
        "google_email", flat=True
    )
    dates = _dates(event, told, may_exist=may_exist) if event.appointment is None else None
    times = dates.pattern.span_on(dates.pattern.dates[0]) if dates else _span(event.appointment)
    return Content(
        summary=event.summary,
        description=event.description,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        guests=tuple(sorted({email.lower() for email in guests} - {organiser.google_email.lower()})),
        dates=dates,
    )


def _dates(event: CalendarEvent, told: Content | None, *, may_exist: bool) -> Dates:
    """Where each date of a recurring event stands. One that Google may have been given and that is no more is called
    off by itself, so that its guests are told of it; one that it never heard of is not in the rule at all."""
    pattern, rows = Pattern.from_json(event.pattern), event.occurrences.select_related("appointment")
    known = {row.on: _span(row.appointment) if row.is_wanted else None for row in rows}
    given = known.keys() if may_exist else set()
    if told and told.dates:
        given = told.dates.standing.keys()
    standing = {on: known.get(on) for on in pattern.dates if known.get(on) is not None or on in given}
    return Dates(pattern, standing)


def _span(appointment: Appointment | None) -> Span:
    assert appointment is not None  # noqa: S101 -- a constraint; for the type checker
    return Span(whole_second(appointment.starts_at), whole_second(appointment.ends_at))


def _is_over(event: CalendarEvent, now: datetime) -> bool:
    """Whether nothing of it lies ahead that Google could still show in time."""
    if event.appointment is not None:
        return event.appointment.ends_at <= now
    return not event.occurrences.filter(appointment__ends_at__gt=now).exists()


def link_of(url: str | None) -> str:
    """A link that the row can hold; empty for none."""
    return url if url and len(url) <= LONGEST_LINK else ""


def _pause_asked_for(error: Exception) -> timedelta | None:
    """What Google asked for; hours for its limit on use, which quick tries only prolong."""
    if isinstance(error, QuotaExceeded):
        return QUOTA_PAUSE
    seconds = error.retry_after_seconds if isinstance(error, TemporaryFailure) else None
    return timedelta(seconds=seconds) if seconds else None


@transaction.atomic(durable=True)
def _delay(errand: Errand, reason: str, now: datetime) -> None:
    event = _locked(errand.event)
    if event is None or event.state != WriteState.WAITING:
        return
    if _is_over(event, now):
        _fail(event, APPOINTMENT_OVER, now)
    else:
        _wait(event, reason, now)


@transaction.atomic(durable=True)
def _park(errand: Errand, reason: str, now: datetime) -> None:
    event = _locked(errand.event)
    if event is None or event.organiser_id != errand.connection:
        return
    park(event, reason, now)
    _wait(event, NEEDS_REAUTH, now)


@transaction.atomic(durable=True)
def _refuse(errand: Errand, reason: str, now: datetime) -> None:
    event = _locked(errand.event)
    # A refusal of what is no longer wanted says nothing about what is: its own write is queued.
    if event is not None and event.wanted_version == errand.version:
        _fail(event, reason, now)


def _wait(event: CalendarEvent, reason: str, now: datetime) -> None:
    """One row in the story for each new reason, not for each try."""
    if event.last_error != reason:
        note(event, "calendar.waiting", now=now, reason=reason)
    event.last_error = reason
    event.save(update_fields=["last_error"])


def _fail(event: CalendarEvent, reason: str, now: datetime) -> None:
    event.state, event.last_error = WriteState.FAILED, reason
    event.save(update_fields=["state", "last_error"])
    note(event, "calendar.failed", now=now, reason=reason)
