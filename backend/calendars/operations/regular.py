"""What Google is to show of a series: one recurring event, each of its dates where its appointment stands."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from accounts.models import Person
from agenda.models import Appointment
from agenda.transactions import atomically
from calendars.models import CalendarEvent, CalendarOccurrence
from calendars.operations.story import note
from calendars.operations.wanted import entrust, take_out, withdraw_event
from calendars.queries import shown_by_themselves
from calendars.recurring import Pattern
from calendars.rules import google_event_id


@atomically
def plan_series(
    *,
    series_id: UUID,
    pattern: Pattern,
    standing: Mapping[date, Appointment],
    people: Sequence[Person],
    summary: str,
    description: str,
    now: datetime,
) -> CalendarEvent | None:
    """Say what the recurring event of the series is to be, and have it written; None where there never was one.

    `standing` are the appointments that will be, by the date of `pattern` that each belongs to; a date that it
    leaves out is not, or no more. Where none is left the event goes. What changed since the last call becomes,
    in Google, another rule (a series that grows, ends early, goes on elsewhere) or an exception of its date (moved,
    called off). Who organises it: as with `plan_event`.
    """
    event = _locked(series_id)
    if event is None and not standing:
        return None
    event = _next_version(event) if event else _first(series_id)
    event.pattern = pattern.as_json()
    if not standing:
        event.occurrences.update(is_wanted=False)
        take_out(event, now)
        return event
    _replace_single_events(standing.values(), now)
    entrust(event, people=people, summary=summary, description=description, now=now)
    _keep_dates(event, standing)
    version, state = event.wanted_version, event.state
    note(event, "calendar.planned", now=now, version=version, state=state, dates=len(standing))
    return event


@atomically
def hand_over_series(*, series_id: UUID, to: UUID) -> bool:
    """The series goes on as another and leaves nothing behind: its event becomes the other's, so that calendars see
    it move instead of one event that goes and one that comes. False where there is none to give, or one already."""
    event = _locked(series_id)
    if event is None or not event.is_wanted or CalendarEvent.objects.filter(series_id=to).exists():
        return False
    event.series_id = to
    event.save(update_fields=["series_id"])
    return True


def _locked(series_id: UUID) -> CalendarEvent | None:
    return CalendarEvent.objects.select_for_update().filter(series_id=series_id).first()


def _first(series_id: UUID) -> CalendarEvent:
    return CalendarEvent(series_id=series_id, google_event_id=google_event_id(series_id, 0))


def _next_version(event: CalendarEvent) -> CalendarEvent:
    event.wanted_version += 1
    event.sequence += 1
    return event


def _keep_dates(event: CalendarEvent, standing: Mapping[date, Appointment]) -> None:
    rows = [CalendarOccurrence(event=event, appointment=one, on=on) for on, one in standing.items()]
    event.occurrences.exclude(appointment__in=standing.values()).update(is_wanted=False)
    event.occurrences.filter(on__in=standing).delete()  # a date may have become another appointment's
    CalendarOccurrence.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["appointment"], update_fields=["event", "on", "is_wanted"]
    )


def _replace_single_events(appointments: Collection[Appointment], now: datetime) -> None:
    """Dates of a series that were written as events of their own give way to the one event of all."""
    for appointment in shown_by_themselves(appointments):
        withdraw_event(appointment=appointment, now=now)
