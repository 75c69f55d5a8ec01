"""Which calendars a person has, as Google's list says."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendars.models import PRIMARY, CalendarState, ConnectionState, GoogleConnection, ReadCalendar
from calendars.obstacles import CALENDAR_GONE, CALENDAR_READ_ONLY, LOST
from calendars.operations.access import account_of, note_no_calendar, park_connection
from calendars.operations.resuming import resume_writes
from calendars.queueing import LIST_CALENDARS, defer
from calendars.tokens import UnreadableToken
from calendars.wishes import Part, may_be_written
from integrations.google_calendar import (
    CalendarEntry,
    NeedsConsent,
    PermanentFailure,
    TemporaryFailure,
)
from integrations.google_calendar.scopes import LIST_SCOPE
from problems import Problem

HOUR = timedelta(hours=1)


class NotConnected(Problem):
    code = "not_connected"
    status = 409
    title = _("Google Calendar is not connected")
    detail = _("Connect it first, from your settings.")


class ListNotGranted(Problem):
    code = "list_not_granted"
    status = 409
    title = _("Meridian may not see which calendars you have")
    detail = _("Connect again and tick the box for the list of your calendars.")


def refresh_calendars(*, connection_id: int, now: datetime) -> None:
    """Read Google's whole list, then store it at once. Outside any transaction.

    A calendar that is not in it any more is gone; one that was gone and is in it is back. Raises NotConnected,
    ListNotGranted, and TemporaryFailure where Google stumbles.
    """
    connection = GoogleConnection.objects.filter(pk=connection_id, state=ConnectionState.ACTIVE).first()
    if connection is None:
        raise NotConnected
    if not connection.wish.is_on(Part.LISTING, connection.scopes):
        raise ListNotGranted
    try:
        with account_of(connection) as account:
            entries = account.list_calendars()
    except (NeedsConsent, UnreadableToken) as error:
        park_connection(connection.pk, getattr(error, "reason", "token_unreadable"), now)
        raise NotConnected from error
    except PermanentFailure as error:
        raise TemporaryFailure(error.reason) from error
    _store(connection_id, entries, now)


@transaction.atomic
def list_all_calendars() -> int:
    """Queue a reading of the list of every connection that may be listed, spread over an hour; how many."""
    listed = GoogleConnection.objects.filter(state=ConnectionState.ACTIVE, scopes__contains=[LIST_SCOPE])
    ids = list(listed.order_by("pk").values_list("pk", flat=True))
    for number, connection_id in enumerate(ids):
        defer(LIST_CALENDARS, after=HOUR * number / len(ids), connection_id=connection_id)
    return len(ids)


@transaction.atomic(durable=True)
def _store(connection_id: int, entries: Sequence[CalendarEntry], now: datetime) -> None:
    connection = GoogleConnection.objects.select_for_update(no_key=True).filter(pk=connection_id).first()
    if connection is None or connection.state != ConnectionState.ACTIVE:
        return
    listed = {PRIMARY if entry.is_primary else entry.id: entry for entry in entries}
    rows = {row.google_calendar_id: row for row in connection.calendars.select_for_update()}
    was_written = connection.written_calendar_id
    for calendar_id, entry in listed.items():
        row = rows.get(calendar_id) or ReadCalendar(
            connection=connection, google_calendar_id=calendar_id, is_read=False
        )
        _follow(row, entry, connection)
    for calendar_id in rows.keys() - listed.keys():
        _miss(rows[calendar_id])
    if was_written and not connection.written_calendar_id:
        note_no_calendar(connection, CALENDAR_GONE, now)
    resume_writes(connection)


def _follow(row: ReadCalendar, entry: CalendarEntry, connection: GoogleConnection) -> None:
    row.summary, row.access_role = entry.summary[:300], entry.role
    if row.state == CalendarState.GONE:
        row.state, row.due_at = CalendarState.UNKNOWN, None  # read at once: those that are gone seldom are
    if row.last_error in LOST:
        row.last_error = ""
    may = may_be_written(role=entry.role, is_own=row.is_own, wish=connection.wish, granted=connection.scopes)
    if row.is_written and not may and connection.can_write:
        row.is_written, row.last_error = False, CALENDAR_READ_ONLY
    row.save()


def _miss(row: ReadCalendar) -> None:
    """One that nobody chose is forgotten; one that is read or written is gone, and says so."""
    if row.is_read or row.is_written or row.is_own:
        row.state, row.last_error, row.sync_token = CalendarState.GONE, CALENDAR_GONE, ""
        row.save()
    else:
        row.delete()
