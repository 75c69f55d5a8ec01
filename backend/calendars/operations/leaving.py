"""Who disconnects, a person or the hub, wants our events out of their calendar: others take them over, then they go there."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars.models import CalendarEvent, ConnectionState, GoogleConnection, WriteState
from calendars.obstacles import NEEDS_REAUTH, PARKED
from calendars.operations.errands import is_over
from calendars.operations.parting import part_from
from calendars.operations.reading.choosing import forget_what_was_read
from calendars.operations.story import note
from calendars.operations.wanted import connections_of, hand_on, lock_events_of, start_over
from calendars.queueing import TELL_HANDED_OVER, WRITE_EVENT, defer, tell
from problems import Problem

LONGEST = timedelta(days=1)  # then the tokens are given back, whatever still stands


class Fate(StrEnum):
    """What becomes of the events to come that stand in the calendar of somebody who parts."""

    KEEP = "keep"
    REMOVE = "remove"


class EventsOutOfReach(Problem):
    code = "events_out_of_reach"
    status = 409
    field = "events"
    title = _("Meridian cannot take your events out")
    detail = _("Google does not let Meridian write any more. Connect again first, or leave the events.")


@atomically
def disconnect(*, person: Person, events: Fate = Fate.KEEP, now: datetime) -> bool:
    """Forget the person's tokens, and have Google revoke them when it can; False if there were none.

    To KEEP events is done at once. To REMOVE them takes until the last is out, a day at most: until then the
    connection is LEAVING, and nothing but that is done with it. Raises EventsOutOfReach.
    """
    connection = GoogleConnection.objects.filter(person=person).first()
    if connection is None:
        return False
    if events == Fate.KEEP:
        _invite_otherwise(part_from(connection, now), now)
    else:
        leave(connection, now)
    record("person", person.pk, "google.disconnected", by=person, now=now, events=events.value)
    return True


@atomically
def end_leaving(*, connection_id: int, now: datetime) -> bool:
    """Part from a connection that is LEAVING where no try can take anything more out, or its time is over."""
    found = GoogleConnection.objects.filter(pk=connection_id).first()
    if found is None:
        return False
    lock_events_of(found)  # before connections, as wherever both are
    rows = GoogleConnection.objects.select_for_update().filter(pk=connection_id)
    connection = rows.filter(state=ConnectionState.LEAVING).first()
    if connection is None or (_is_at_it(connection) and not _is_too_late(connection, now)):
        return False
    part_from(connection, now)
    return True


@transaction.atomic
def end_leavings(*, now: datetime) -> int:
    """The net under the jobs: `end_leaving` for everybody who is; how many have left."""
    ids = GoogleConnection.objects.filter(state=ConnectionState.LEAVING).order_by("pk")
    return sum(end_leaving(connection_id=pk, now=now) for pk in ids.values_list("pk", flat=True))


def _invite_otherwise(event_ids: Collection[int], now: datetime) -> None:
    """What still waited to be written, and nobody else's calendar took, Google has told nobody of."""
    for event in CalendarEvent.objects.filter(pk__in=event_ids, attempts=0, entry=None).order_by("pk"):
        tell(TELL_HANDED_OVER, event_id=event.pk, sequence=event.sequence, since=now.isoformat())


def _is_at_it(connection: GoogleConnection) -> bool:
    waiting = CalendarEvent.objects.filter(organiser=connection, state=WriteState.WAITING, is_wanted=False)
    return waiting.exclude(last_error__in=(*PARKED, NEEDS_REAUTH)).exists()


def _is_too_late(connection: GoogleConnection, now: datetime) -> bool:
    return connection.leaving_since is not None and connection.leaving_since <= now - LONGEST


def leave(connection: GoogleConnection, now: datetime) -> None:
    """Take what stands in its calendar out first. In the caller's transaction. Raises EventsOutOfReach."""
    lock_events_of(connection)
    rows = GoogleConnection.objects.select_for_update().filter(pk=connection.pk)
    leaver = rows.first()
    if leaver is None or leaver.state == ConnectionState.LEAVING:
        return
    events = CalendarEvent.objects.filter(organiser=leaver).select_related(
        "appointment", "entry", "organiser"
    )
    ahead = [one for one in events.filter(is_wanted=True).order_by("pk") if not is_over(one, now)]
    if ahead and not leaver.can_remove:
        raise EventsOutOfReach
    rows.update(state=ConnectionState.LEAVING, leaving_since=now)
    leaver.refresh_from_db()
    forget_what_was_read(connection=leaver)
    for event in ahead:
        _hand_over(event, leaver, now)
    end_leaving(connection_id=leaver.pk, now=now)


def _hand_over(event: CalendarEvent, leaver: GoogleConnection, now: datetime) -> None:
    """Others are invited first, under another id; then what Google may show of it goes."""
    left = _left_behind(event) if event.attempts else None
    event.organiser = None
    if left is not None:
        start_over(event)
    is_nobodys = event.strangers or leaver.is_hub  # and goes to nobody else's calendar
    hand_on(event, [] if is_nobodys else connections_of(event.guests.all()), now)
    if event.organiser is None:
        event.guests.clear()
    note(event, "calendar.left", by=leaver.person, now=now, person_id=leaver.person_id, state=event.state)
    if left is not None:
        left.save()
        defer(WRITE_EVENT, event_id=left.pk)
    if not event.is_for_one:  # of that nobody is invited
        tell(TELL_HANDED_OVER, event_id=event.pk, sequence=event.sequence, since=now.isoformat())


def _left_behind(event: CalendarEvent) -> CalendarEvent:
    """What stands in the leaver's calendar, to be taken out there like any other event. Saves nothing."""
    return CalendarEvent(
        taken_over_by=event,
        organiser=event.organiser,
        strangers=event.strangers,
        google_event_id=event.google_event_id,
        google_calendar_id=event.google_calendar_id,
        generation=event.generation,
        summary=event.summary,
        description=event.description,
        is_wanted=False,
        wanted_version=event.written_version + 1,
        written_version=event.written_version,
        told=event.told,
        tried=event.tried,
        attempts=event.attempts,
    )
