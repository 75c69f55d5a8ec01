"""After the database came back from a backup: the events that Google has are found again by the mark they carry."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from calendars.content import MARK
from calendars.models import CalendarEvent, GoogleConnection
from calendars.operations.access import calendar_of
from calendars.operations.story import note
from calendars.operations.wanted import await_write
from calendars.rules import link_of
from integrations.google_calendar import EventRecord, Gone, GoogleCalendar, NotFound

LOOKS_BACK = timedelta(days=1)
OUR_ID = re.compile(r"([0-9a-f]{32})(?:g(\d+))?")


@dataclass
class Findings:
    """Of one connection: how many events are `known`, how many were `adopted` under another id than the row had, and
    those `unknown` to the database, which belong to something that the backup does not have."""

    known: int = 0
    adopted: int = 0
    unknown: list[EventRecord] = field(default_factory=list)


def rematch(*, connection_id: int, remove_unknown: bool = False, now: datetime) -> Findings:
    """Look through what lies ahead in the calendars that this connection writes, and tie it to our rows again.

    Speaks to Google, outside any transaction; raises its failures. With `remove_unknown` what no row knows is
    deleted and its guests are told. What people copied or made themselves is left alone: it has no id of ours.
    """
    connection = GoogleConnection.objects.get(pk=connection_id)
    findings = Findings()
    for calendar_id in _calendars_of(connection):
        with calendar_of(connection, calendar_id) as calendar:
            ours = [
                record
                for record in calendar.list_events(time_min=now - LOOKS_BACK).events
                if record.private.get(MARK) and OUR_ID.fullmatch(record.id) and not record.is_cancelled
            ]
            ids = {record.id for record in ours}
            for record in ours:
                _tie(record, ids, connection, calendar_id, findings, now)
            if remove_unknown:
                _remove(calendar, findings.unknown)
    return findings


def _calendars_of(connection: GoogleConnection) -> Iterable[str]:
    used = CalendarEvent.objects.filter(organiser=connection).values_list("google_calendar_id", flat=True)
    return sorted({connection.written_calendar_id, *used.distinct()} - {""})


@transaction.atomic(durable=True)
def _tie(
    record: EventRecord,
    ids: set[str],
    connection: GoogleConnection,
    calendar_id: str,
    findings: Findings,
    now: datetime,
) -> None:
    found = CalendarEvent.objects.select_for_update().filter(
        google_event_id__startswith=UUID(record.private[MARK]).hex
    )
    event = found.first()
    if event is None:
        findings.unknown.append(record)
    elif event.google_event_id == record.id:
        findings.known += 1
        if not event.attempts:  # what Google has is to be looked at before it is written
            CalendarEvent.objects.filter(pk=event.pk).update(attempts=1, google_calendar_id=calendar_id)
    elif event.google_event_id not in ids and not event.is_mailed:
        _adopt(event, record, connection, calendar_id, now)
        findings.adopted += 1


def _adopt(
    event: CalendarEvent, record: EventRecord, connection: GoogleConnection, calendar_id: str, now: datetime
) -> None:
    """The row goes on with this event, whose fields are written anew as they are wanted."""
    matched = OUR_ID.fullmatch(record.id)
    assert matched is not None  # noqa: S101 -- the caller looked; for the type checker
    event.google_event_id, event.generation = record.id, int(matched[2] or 0)
    event.organiser, event.google_calendar_id = connection, calendar_id
    event.etag, event.html_link = record.etag, link_of(record.html_link)
    event.meet_url, event.told = link_of(record.meet_url), {}
    event.attempts, event.written_version = 1, 0
    await_write(event)
    if connection.person is not None:
        event.guests.remove(connection.person)
    note(event, "calendar.rematched", now=now, generation=event.generation)


def _remove(calendar: GoogleCalendar, unknown: Iterable[EventRecord]) -> None:
    for record in unknown:
        try:
            calendar.delete_event(record.id, send_updates="all")
        except (NotFound, Gone):
            continue
