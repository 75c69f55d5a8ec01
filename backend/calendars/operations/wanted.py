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
    GoogleConnection,
    WriteState,
)
from calendars.operations.hub_organiser import is_run_by_the_hub, organiser_of_the_hub
from calendars.operations.rooms import hub_room
from calendars.operations.story import note
from calendars.queueing import WRITE_EVENT, defer
from calendars.rules import google_event_id
from calendars.wishes import WritesTo
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
    beside: Sequence[Person] = (),
    now: datetime,
) -> CalendarEvent:
    """Say what the event of `appointment` is to be, and have it written; its times are the appointment's.

    The organiser is the first of `people` whose connection works, and stays it once Google may have the event;
    the other connected people are guests. Where nobody is connected the state is NONE and nothing is written.
    Call it again at each change: the versions grow, so that a write of what was wanted before is noticed.
    `strangers` are guests who see neither each other nor each other's coming and going; only the first of
    `people` can be the organiser then. Those `beside` them are guests and never organise. Where the hub organises
    itself, all of them are guests of its account.
    """
    event = CalendarEvent.objects.select_for_update().filter(appointment=appointment).first()
    if event is None:
        event = CalendarEvent(appointment=appointment, google_event_id=google_event_id(appointment.pk, 0))
    else:
        event.wanted_version += 1
        event.sequence += 1
    event.strangers = strangers
    try:
        entrust(event, people=people, beside=beside, summary=summary, description=description, now=now)
    except _PlannedMeanwhile:  # by somebody else, whose event is there now
        return plan_event(
            appointment=appointment,
            people=people,
            summary=summary,
            description=description,
            strangers=strangers,
            beside=beside,
            now=now,
        )
    note(event, "calendar.planned", now=now, version=event.wanted_version, state=event.state)
    return event


def entrust(
    event: CalendarEvent,
    *,
    people: Sequence[Person],
    summary: str,
    description: str,
    now: datetime,
    beside: Sequence[Person] = (),
) -> None:
    """Give the event its words and its organiser and guests among `people`, more guests `beside` them, and have it
    written."""
    is_new = event.pk is None
    left_in_place = event.google_event_id if event.left_account else ""
    event.is_wanted = True
    event.summary, event.description = summary[:LONGEST_SUMMARY], description
    guests = _choose_among(event, people, beside, now)
    await_write(event)
    if left_in_place and left_in_place != event.google_event_id:
        _take_out_copy(event, left_in_place)
    if guests or not is_new:
        event.guests.set(guests)


def _take_out_copy(event: CalendarEvent, left_in_place: str) -> None:
    """The old event stays in an account that is out of our reach; a guest of it would see both. So what the guest has
    of it goes, where we may write to the calendar in which Google puts invitations. Of several it is the one who
    organises now, and the others keep theirs: an id of Google's is one event's here."""
    for row in sorted(connections_of(event.guests.all()), key=lambda row: row != event.organiser):
        if row.can_write and row.writes_to == WritesTo.CHOSEN_CALENDAR:
            copy = CalendarEvent.objects.create(
                taken_over_by=event,
                is_guests_copy=True,
                organiser=row,
                google_event_id=left_in_place,
                summary=event.summary,
                description=event.description,
                is_wanted=False,
                attempts=1,  # Google has it
            )
            defer(WRITE_EVENT, event_id=copy.pk)
            return


def _choose_among(
    event: CalendarEvent, people: Sequence[Person], beside: Sequence[Person], now: datetime
) -> set[int]:
    """Give the event its organiser; the ids of those whom Google then invites: nobody whom its hand took out."""
    out = set(event.taken_out.values_list("pk", flat=True)) if event.pk else set()
    if is_run_by_the_hub():
        hub = organiser_of_the_hub(now)
        choose_organiser(event, [hub] if hub else [], now)
        if event.organiser is None or event.organiser.is_hub:
            return {person.pk for person in (*people, *beside) if event.organiser} - out
    everybody = [*people, *beside]
    connections = {row.person_id: row for row in connections_of(everybody) if row.takes_invitations}
    in_order = [connections[person.pk] for person in everybody if person.pk in connections]
    hosts = people[:1] if event.strangers else people  # an organiser sees all guests
    if not is_run_by_the_hub():
        host_ids = {host.pk for host in hosts}
        choose_organiser(event, [row for row in in_order if row.person_id in host_ids], now)
    invited = (row for row in in_order if event.organiser and row.pk != event.organiser.pk)
    return {row.person_id for row in invited if row.person_id is not None} - out


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
        await_write(event)


@atomically
def retry_event(*, appointment: Appointment, by: Person, now: datetime) -> bool:
    """Try at once what failed or still waits; False where there is nothing to retry."""
    of_it = Q(appointment=appointment) | Q(pk__in=_recurring_event_of(appointment))
    event = CalendarEvent.objects.select_for_update().filter(of_it).order_by("appointment").first()
    if event is None or event.state not in (WriteState.FAILED, WriteState.WAITING) or event.organiser is None:
        return False
    note(event, "calendar.retried", by=by, now=now, reason=event.last_error)
    await_write(event)
    return True


def lock_events_of(connection: GoogleConnection) -> None:
    """Hold every event of the connection against other writers until the transaction ends."""
    list(CalendarEvent.objects.select_for_update().filter(organiser=connection).order_by("pk"))


def release_events_of(connection: GoogleConnection, account: str, now: datetime) -> list[int]:
    """Hand what still waits for the connection to the next connected guest; ids of what found none.

    `account` is the digest by which the events are known again that Google may show already.
    """
    pending = []
    waiting = CalendarEvent.objects.select_for_update().filter(organiser=connection, state=WriteState.WAITING)
    for event in waiting:
        event.organiser = None
        event.left_account = account if event.attempts else ""
        if event.is_wanted:
            is_nobodys = event.strangers or connection.is_hub  # and goes to nobody else's calendar
            hand_on(event, [] if is_nobodys else connections_of(event.guests.all()), now)
            pending += [] if event.organiser else [event.pk]
        else:
            event.state, event.last_error = WriteState.FAILED, ORGANISER_GONE
            event.save()
        note(event, "calendar.organiser_left", by=connection.person, now=now, state=event.state)
    return pending


def hand_on(event: CalendarEvent, connections: Sequence[GoogleConnection], now: datetime) -> None:
    """Let the first of the connections that can write organise the event from now on, and have it written."""
    choose_organiser(event, connections, now)
    await_write(event)
    if event.organiser and event.organiser.person is not None:
        event.guests.remove(event.organiser.person)


def _recurring_event_of(appointment: Appointment) -> QuerySet[CalendarOccurrence, Any]:
    return CalendarOccurrence.objects.filter(appointment=appointment).values("event")


def connections_of(people: Iterable[Person]) -> list[GoogleConnection]:
    """Held until the transaction ends: none of them can be parted from while an event is given to it."""
    return CONNECTIONS.objects(people=[person.pk for person in people])


def choose_organiser(event: CalendarEvent, connections: Sequence[GoogleConnection], now: datetime) -> None:
    """Keep the organiser whose calendar may have the event; otherwise the first connection that works.

    Who was invited by mail stays so: a mailed event is nobody's.
    """
    if event.organiser is not None and event.attempts:
        return
    working = (row for row in connections if row.can_write and not row.is_over_quota(now))
    event.organiser = None if event.is_mailed else next(working, None)
    if event.organiser is not None and event.attempts:
        start_over(event)


def start_over(event: CalendarEvent) -> None:
    """Give the event a new id, never seen by Google: the old one stays with a calendar that is not ours now."""
    event.generation += 1
    event.google_event_id = google_event_id(UUID(event.mark), event.generation)
    event.attempts = event.written_version = 0
    event.told, event.etag, event.html_link, event.meet_url, event.left_account = {}, "", "", "", ""
    event.told_before_deletion = {}
    event.is_without_meet = False


def await_write(event: CalendarEvent) -> None:
    """The event waits for its organiser's Google, or is nobody's; stored, and its write queued."""
    event.state = WriteState.WAITING if event.organiser else WriteState.NONE
    event.last_error = ""
    if event.organiser is None and not event.is_for_one:
        event.fallback_url = hub_room(event)
    if event.pk is not None:
        event.save()
    elif not insert_new([event]):
        raise _PlannedMeanwhile
    if event.organiser:
        defer(WRITE_EVENT, event_id=event.pk)
