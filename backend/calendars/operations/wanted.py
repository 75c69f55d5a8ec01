"""What Google is to show of an appointment. Writing it there is another's work: `writing`."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Person
from agenda.models import Appointment
from agenda.transactions import atomically, part_of_a_deed
from calendars.models import (
    CalendarEvent,
    CalendarOccurrence,
    ConnectionState,
    GoogleConnection,
    WriteState,
)
from calendars.operations.story import note
from calendars.queueing import WRITE_EVENT, defer
from calendars.rules import google_event_id
from storing import Compiled, any_of, insert_new

ORGANISER_GONE = "organiser_disconnected"
LONGEST_SUMMARY = 300


CONNECTIONS = Compiled(
    lambda people: (
        GoogleConnection.objects.select_for_update(no_key=True)
        .filter(person__in=any_of(people))
        .order_by("pk")
    ),
    people=list,
)


class _PlannedMeanwhile(Exception):
    """The new event met another of the same appointment; nothing was written."""


@part_of_a_deed
def plan_event(
    *,
    appointment: Appointment,
    people: Sequence[Person],
    summary: str,
    description: str,
    strangers: bool = False,
    now: datetime,
) -> CalendarEvent:
    """Say what the event of `appointment` is to be, and have it written; its times are the appointment's.

    The organiser is the first of `people` whose connection works, and stays it once Google may have the event;
    the other connected people are guests. Where nobody is connected the state is NONE and nothing is written.
    Call it again at each change: the versions grow, so that a write of what was wanted before is noticed.
    `strangers` are guests who see neither each other nor each other's coming and going; only the first of
    `people` can be the organiser then.
    """
    event = CalendarEvent.objects.select_for_update().filter(appointment=appointment).first()
    if event is None:
        event = CalendarEvent(appointment=appointment, google_event_id=google_event_id(appointment.pk, 0))
    else:
        event.wanted_version += 1
        event.sequence += 1
    event.strangers = strangers
    try:
        entrust(event, people=people, summary=summary, description=description)
    except _PlannedMeanwhile:  # by somebody else, whose event is there now
        return plan_event(
            appointment=appointment,
            people=people,
            summary=summary,
            description=description,
            strangers=strangers,
            now=now,
        )
    note(event, "calendar.planned", now=now, version=event.wanted_version, state=event.state)
    return event


def entrust(event: CalendarEvent, *, people: Sequence[Person], summary: str, description: str) -> None:
    """Give the event its words and its organiser and guests among `people`, and have it written."""
    is_new = event.pk is None
    event.is_wanted = True
    event.summary, event.description = summary[:LONGEST_SUMMARY], description
    connections = {row.person_id: row for row in _connections_of(people)}
    in_order = [connections[person.pk] for person in people if person.pk in connections]
    hosts = people[:1] if event.strangers else people  # an organiser sees all guests
    _choose_organiser(event, [row for row in in_order if row.person_id in {host.pk for host in hosts}])
    _await_write(event)
    guests = {row.person_id for row in in_order if event.organiser and row.pk != event.organiser_id}
    if guests or not is_new:
        event.guests.set(guests)


@part_of_a_deed
def withdraw_event(*, appointment: Appointment, now: datetime) -> CalendarEvent | None:
    """Have the event of `appointment` taken out of every calendar; None if there was none."""
    event = CalendarEvent.objects.select_for_update().filter(appointment=appointment).first()
    if event is None or not event.is_wanted:
        return event
    event.wanted_version += 1
    event.sequence += 1
    take_out(event, now)
    return event


def take_out(event: CalendarEvent, now: datetime) -> None:
    """Have Google delete the event, if it ever heard of it. The caller has counted the change."""
    event.is_wanted = False
    if event.state == WriteState.NONE:
        event.save()
    elif not event.attempts:  # no worker has begun: Google never heard of it
        event.state, event.written_version, event.last_error = WriteState.REMOVED, event.wanted_version, ""
        event.save()
    elif event.organiser is None:
        event.state, event.last_error = WriteState.FAILED, ORGANISER_GONE
        event.save()
        note(event, "calendar.failed", now=now, reason=ORGANISER_GONE)
    else:
        _await_write(event)


@atomically
def retry_event(*, appointment: Appointment, by: Person, now: datetime) -> bool:
    """Try at once what failed or still waits; False where there is nothing to retry."""
    of_it = Q(appointment=appointment) | Q(pk__in=_recurring_event_of(appointment))
    event = CalendarEvent.objects.select_for_update().filter(of_it).order_by("appointment").first()
    if event is None or event.state not in (WriteState.FAILED, WriteState.WAITING) or event.organiser is None:
        return False
    note(event, "calendar.retried", by=by, now=now, reason=event.last_error)
    _await_write(event)
    return True


def lock_events_of(connection: GoogleConnection) -> None:
    """Hold every event of the connection against other writers until the transaction ends."""
    list(CalendarEvent.objects.select_for_update().filter(organiser=connection).order_by("pk"))


def release_events_of(connection: GoogleConnection, now: datetime) -> None:
    """Before a connection goes: what still waits for it is handed to the next connected guest.

    What Google shows already stays on the person's calendar, out of our reach; the next change of the
    appointment makes a new event with whoever is connected then.
    """
    waiting = CalendarEvent.objects.select_for_update().filter(organiser=connection, state=WriteState.WAITING)
    for event in waiting:
        event.organiser = None
        if event.is_wanted:
            heirs = [] if event.strangers else _connections_of(event.guests.all())
            _choose_organiser(event, heirs)
            _await_write(event)
            if event.organiser:
                event.guests.remove(event.organiser.person)
        else:
            event.state, event.last_error = WriteState.FAILED, ORGANISER_GONE
            event.save()
        note(event, "calendar.organiser_left", by=connection.person, now=now, state=event.state)


def _recurring_event_of(appointment: Appointment) -> QuerySet[CalendarOccurrence, Any]:
    return CalendarOccurrence.objects.filter(appointment=appointment).values("event")


def _connections_of(people: Iterable[Person]) -> list[GoogleConnection]:
    """Held until the transaction ends: none of them can be parted from while an event is given to it."""
    return CONNECTIONS.objects(people=[person.pk for person in people])


def _choose_organiser(event: CalendarEvent, connections: Sequence[GoogleConnection]) -> None:
    """Keep the organiser whose calendar may have the event; otherwise the first connection that works."""
    if event.organiser is not None and event.attempts:
        return
    working = (row for row in connections if row.state == ConnectionState.ACTIVE)
    event.organiser = next(working, None)
    if event.organiser is not None and event.attempts:
        start_over(event)


def start_over(event: CalendarEvent) -> None:
    """Give the event a new id, never seen by Google: the old one stays with a calendar that is not ours now."""
    event.generation += 1
    event.google_event_id = google_event_id(UUID(event.mark), event.generation)
    event.attempts = event.written_version = 0
    event.told, event.etag, event.html_link, event.meet_url = {}, "", "", ""


def _await_write(event: CalendarEvent) -> None:
    event.state = WriteState.WAITING if event.organiser else WriteState.NONE
    event.last_error = ""
    if event.pk is not None:
        event.save()
    elif not insert_new([event]):
        raise _PlannedMeanwhile
    if event.organiser:
        defer(WRITE_EVENT, event_id=event.pk)
