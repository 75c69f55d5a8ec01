"""Which events of a Google calendar are Meridian's own: the time they take is in the ledger already."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Coalesce, Left

from calendars.models import CalendarEvent, GoogleConnection
from calendars.noticed import is_repetition, starts_of
from integrations.google_calendar import EventRecord

GOOGLES_DOMAIN = "@google.com"
# See rules.google_event_id. An event of an earlier generation may still stand where its calendar was parted from.
MADE_HERE = re.compile(r"([0-9a-f]{32})(?:g\d+)?")
LETTERS = 32
OF_AN_INSTANCE = re.compile(r"_\d{8}(?:T\d{6}Z)?$")


@dataclass(frozen=True)
class Sorted:
    """`own` show what Meridian has Google show; `left_over` did so under an id that was given up since. `repetitions`
    are the other weeks of a single event of ours that somebody has repeat. `others` are the person's, copies that they
    made of ours among them.
    """

    own: list[EventRecord]
    left_over: list[EventRecord]
    repetitions: list[EventRecord]
    others: list[EventRecord]


def sort_out(connection: GoogleConnection, events: Iterable[EventRecord]) -> Sorted:
    """Tell the events of a calendar of `connection` apart by their ids: those that ours have there, be it as
    organiser's or as guest's copy, and those of their instances. Two statements at most.

    A mark within an event proves nothing, as whoever copies the event copies it too. An event of ours whose session
    is none of this person's, as one that somebody forwarded to them, is theirs like any other.
    """
    rows = list(events)
    named = {event.id: _names_of(event) for event in rows}
    candidates = {name for names in named.values() for name in names if MADE_HERE.fullmatch(name)}
    linked = _linked(connection, candidates)
    made_here = _made_here(connection, candidates - linked.keys())
    found = Sorted([], [], [], [])
    for event in rows:
        names = named[event.id]
        if starts := [linked[name] for name in names if name in linked]:
            is_more = any(one and is_repetition(event, one) for one in starts)
            (found.repetitions if is_more else found.own).append(event)
        else:
            (found.left_over if names & made_here else found.others).append(event)
    return found


def _names_of(event: EventRecord) -> set[str]:
    """The ids by which it may be ours: its own, that of its recurring event (a bare tombstone may carry it only in
    front of its date), and what its iCalUID is made of. The part of a series that somebody split off is theirs.
    """
    names = {event.id, series_in(event.id)}
    if event.recurring_event_id:
        names.add(event.recurring_event_id)
    if event.ical_uid and event.ical_uid.endswith(GOOGLES_DOMAIN):
        names.add(event.ical_uid.removesuffix(GOOGLES_DOMAIN))
    return names


def _linked(connection: GoogleConnection, names: set[str]) -> dict[str, tuple[datetime, ...]]:
    """Those that events of ours have, with the starts at which a single one may stand in Google; none for a series."""
    if not names:
        return {}
    events = CalendarEvent.objects.filter(_concerns(connection), google_event_id__in=names)
    agreed_at = Coalesce("appointment__starts_at", "entry__starts_at")
    found = events.values_list("google_event_id", agreed_at, "told__starts_at").distinct()
    return {key: starts_of(agreed, shown) for key, agreed, shown in found}


def _made_here(connection: GoogleConnection, names: set[str]) -> set[str]:
    if not names:
        return set()
    events = CalendarEvent.objects.filter(_concerns(connection)).annotate(
        stem=Left("google_event_id", LETTERS)
    )
    stems = set(events.filter(stem__in={name[:LETTERS] for name in names}).values_list("stem", flat=True))
    return {name for name in names if name[:LETTERS] in stems}


def _concerns(connection: GoogleConnection) -> Q:
    """Events of whoever the calendar belongs to: written through them, or of a session that takes their time."""
    organised, person = Q(organiser=connection), connection.person_id
    if person is None:
        return organised
    return (
        organised
        | Q(appointment__commitments__person=person)
        | Q(occurrences__appointment__commitments__person=person)
        | Q(entry__person=person)
    )


def series_in(event_id: str) -> str:
    """The id of the recurring event that an instance's begins with; of any other event its own."""
    return OF_AN_INSTANCE.sub("", event_id)
