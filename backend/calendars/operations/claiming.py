"""What is to be done about an event in Google, and whether this is the time for it. Short transactions, no network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from calendars.models import (
    CalendarEdit,
    CalendarEvent,
    CalendarState,
    ConnectionState,
    EditKind,
    GoogleConnection,
    WriteState,
)
from calendars.obstacles import (
    CALENDAR_GONE,
    CALENDAR_READ_ONLY,
    NEEDS_REAUTH,
    OWN_CALENDAR_PENDING,
    WRITING_NOT_GRANTED,
)
from calendars.operations.edits.for_one import stay_out
from calendars.operations.errands import errand_for, is_over, locked, open_edits_of, remember_try
from calendars.operations.outcomes import note_waiting
from calendars.operations.passing_over import pass_over
from calendars.operations.pausing import take_turns
from calendars.placing import Errand
from calendars.wishes import WritesTo

ITS_TURN = "its_turn"


@dataclass(frozen=True)
class Later:
    """This connection is not to ask Google anything now: come back after `pause`."""

    reason: str
    pause: timedelta


@transaction.atomic(durable=True)
def begin(event_id: int, now: datetime) -> Errand | Later | None:
    """Note the try, committed before the network is touched; None where there is nothing to do."""
    event = locked(event_id)
    if event is None or event.state != WriteState.WAITING or event.organiser is None:
        return None
    may_exist = bool(event.attempts or event.written_version)
    calendar_id = event.google_calendar_id if may_exist else event.organiser.written_calendar_id
    if obstacle := _obstacle(event, event.organiser, calendar_id):
        if (
            may_exist
            or not _can_go_elsewhere(event)
            or obstacle == OWN_CALENDAR_PENDING
            or is_over(event, now)
        ):
            note_waiting(event, obstacle, now)
        else:
            pass_over(event, obstacle, now)
        return None
    open_edits = open_edits_of(event)
    if event.is_wanted and (why := _left_to_people(event, open_edits)):
        if event.is_for_one:
            stay_out(event)
        else:
            note_waiting(event, why, now)
        return None
    if (left := event.organiser.pause_left(now)) is not None:
        return _hold_back(event, event.organiser, left, now, may_exist=may_exist)
    is_my_turn, wait = take_turns(event.organiser, 1 + may_exist)
    if not is_my_turn:
        return Later(ITS_TURN, wait)
    event.google_calendar_id = calendar_id
    errand = errand_for(event, event.organiser, open_edits, may_exist=may_exist)
    event.attempts += 1
    event.last_tried_at = now
    remember_try(event, errand)
    event.save(update_fields=["google_calendar_id", "attempts", "last_tried_at", "tried"])
    return replace(errand, wait=wait)


def _hold_back(
    event: CalendarEvent, organiser: GoogleConnection, left: timedelta, now: datetime, *, may_exist: bool
) -> Later | None:
    """During a pause of hours a new event goes elsewhere; everything else waits."""
    if organiser.is_over_quota(now) and not may_exist and _can_go_elsewhere(event):
        pass_over(event, organiser.pause_reason, now)
        return None
    if organiser.is_over_quota(now):
        note_waiting(event, organiser.pause_reason, now)
    return Later(organiser.pause_reason, left)


def _can_go_elsewhere(event: CalendarEvent) -> bool:
    return event.is_wanted and not event.is_for_one


def _obstacle(event: CalendarEvent, organiser: GoogleConnection, calendar_id: str) -> str:
    """The code of what keeps the event from the calendar; empty if nothing is known to."""
    if organiser.state == ConnectionState.NEEDS_REAUTH:
        return NEEDS_REAUTH
    if not (organiser.can_write if event.is_wanted else organiser.can_remove):
        return WRITING_NOT_GRANTED
    if not calendar_id:
        is_coming = organiser.writes_to == WritesTo.OWN_CALENDAR and not event.attempts
        return OWN_CALENDAR_PENDING if is_coming else CALENDAR_GONE
    rows = organiser.calendars.filter(google_calendar_id=calendar_id).values_list("state", "last_error")
    state, last_error = rows.first() or ("", "")
    if last_error == CALENDAR_READ_ONLY:
        return CALENDAR_READ_ONLY
    return CALENDAR_GONE if event.is_wanted and state == CalendarState.GONE else ""


def errand_now(claimed: Errand) -> Errand | None:
    """The errand as it is wanted at this moment; None if it went to another calendar or under another id."""
    event = (
        CalendarEvent.objects.select_related("appointment", "entry", "organiser")
        .filter(pk=claimed.event)
        .first()
    )
    if event is None or event.organiser is None or event.google_event_id != claimed.google_event_id:
        return None
    current = errand_for(event, event.organiser, open_edits_of(event), may_exist=claimed.may_exist)
    if current.connection != claimed.connection:
        return None
    if current.content != claimed.content:
        remember_try(event, current)
        CalendarEvent.objects.filter(pk=event.pk).update(tried=event.tried)
    return current


def _left_to_people(event: CalendarEvent, open_edits: Sequence[CalendarEdit]) -> str:
    """Why nothing is written until somebody has decided on what a person made of the whole event; else empty."""
    for edit in open_edits:
        if edit.on is None and (edit.kind == EditKind.DELETED or event.series_id is not None):
            return f"{edit.kind}_by_hand"
    return ""
