"""A consent becomes a connection: a new one, the same one anew, or one to another account in place of the old."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

import queueing
from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars import tokens
from calendars.models import PRIMARY, CalendarEvent, ConnectionState, GoogleConnection, WriteState
from calendars.operations.parting import detach_events, part_from
from calendars.operations.reading.asking import begin_reading
from calendars.operations.reading.choosing import switch_reading
from calendars.operations.resuming import resume_writes, take_up_refused
from calendars.operations.wanted import hand_on
from calendars.queueing import LIST_CALENDARS, MAKE_OWN_CALENDAR, PUT_IN_CALENDAR, defer
from calendars.wishes import Part, Wish, WritesTo
from integrations.google_calendar import Tokens
from problems import Problem


class ConsentIncomplete(Problem):
    code = "consent_incomplete"
    status = 400
    title = _("Google Calendar is not connected")
    detail = _(
        "Meridian needs leave for at least one of the things that you wished for, and to see your address. "
        "Connect again and tick every box."
    )


@atomically
def keep_connection(
    *, person: Person, granted: Tokens, email: str, wish: Wish, now: datetime
) -> GoogleConnection:
    """Store what Google granted, and have what waited for it flow. Raises ConsentIncomplete.

    Another account than before takes the old one's place: what stands in the old one's calendars stays there, out
    of our reach, what still waited goes to the new one's. The same account finds its events again, also when it
    was disconnected meanwhile.
    """
    # Two answers at once make one connection. Not the key: rows that point at the person may come meanwhile.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = GoogleConnection.objects.filter(person=person).first()
    pending: list[int] = []
    if known is not None and not is_same_account(known, granted, email):
        pending = part_from(known, now)
        known = None
    connection = _stored(known or GoogleConnection(person=person), granted, email, wish, now)
    if not connection.takes_invitations:
        detach_events(connection, now)
    _settle_calendars(connection, now)
    again = known is not None
    record("person", person.pk, "google.connected", by=person, now=now, again=again, **_told(wish))
    begin_reading(connection=connection, now=now)
    _resume(connection, pending, now)
    queueing.defer(PUT_IN_CALENDAR, queue="sessions", person_id=person.pk)
    return connection


def is_same_account(known: GoogleConnection, granted: Tokens, email: str) -> bool:
    """By Google's name for the account, which outlives its address; by the address where that was never told."""
    if known.google_subject and granted.subject:
        return known.google_subject == granted.subject
    return known.google_email == email


def _stored(
    connection: GoogleConnection, granted: Tokens, email: str, wish: Wish, now: datetime
) -> GoogleConnection:
    connection.refresh_token_encrypted = (
        tokens.encrypt(granted.refresh_token) if granted.refresh_token else _kept_token(connection)
    )
    connection.google_email, connection.google_subject = email, granted.subject or ""
    connection.reads_busy, connection.writes_to = wish.reads_busy, wish.writes_to
    connection.scopes = sorted(granted.scopes)
    connection.access_token_encrypted = tokens.encrypt(granted.access_token)
    connection.access_token_expires_at = granted.expires_at
    connection.state, connection.connected_at, connection.last_error = ConnectionState.ACTIVE, now, ""
    connection.leaving_since = None
    connection.save()
    return connection


def _kept_token(known: GoogleConnection) -> str:
    """Google repeats no refresh token that it thinks we hold; one that it refused does not count."""
    if known.pk is None or known.state == ConnectionState.NEEDS_REAUTH:
        raise ConsentIncomplete
    return known.refresh_token_encrypted


def _settle_calendars(connection: GoogleConnection, now: datetime) -> None:
    """The calendars that the wish speaks of; Google's list names the others when it is read."""
    wish, calendars = connection.wish, connection.calendars
    if not wish.reads_busy:
        for row in calendars.filter(is_read=True):
            switch_reading(calendar=row, is_read=False, now=now)
    if wish.writes_to != WritesTo.OWN_CALENDAR or wish.reads_busy:
        calendars.get_or_create(google_calendar_id=PRIMARY, defaults={"is_read": wish.reads_busy})
    _settle_written(connection)
    if wish.writes_to == WritesTo.OWN_CALENDAR and not connection.written_calendar_id:
        defer(MAKE_OWN_CALENDAR, connection_id=connection.pk)
    if wish.is_on(Part.LISTING, connection.scopes):
        defer(LIST_CALENDARS, connection_id=connection.pk)


def _settle_written(connection: GoogleConnection) -> None:
    wish, calendars = connection.wish, connection.calendars
    if wish.writes_to == WritesTo.NOTHING:
        calendars.update(is_written=False)
    elif wish.writes_to == WritesTo.OWN_CALENDAR:
        calendars.filter(is_own=False).update(is_written=False)
        calendars.filter(is_own=True).update(is_written=True)
    elif not calendars.filter(is_written=True).exists():
        calendars.filter(google_calendar_id=PRIMARY, access_role="owner").update(is_written=True)


def _resume(connection: GoogleConnection, pending: list[int], now: datetime) -> None:
    """What the connection can take up: its own events that wait, or that Google refused, those of its account that it
    had left behind, and those that were `pending` on the account whose place it takes."""
    if connection.can_write:
        take_up_refused(connection)
        take_up(connection)
        for event in CalendarEvent.objects.filter(pk__in=pending).select_for_update().order_by("pk"):
            hand_on(event, [connection], now)
    resume_writes(connection)


def take_up(connection: GoogleConnection) -> None:
    """Events that stand where this account left them are changed there from now on, and no second ones are made. Part
    of the caller's transaction."""
    left = CalendarEvent.objects.filter(left_account=connection.account, organiser=None)
    for event in left.select_for_update().order_by("pk"):
        event.organiser, event.left_account = connection, ""
        if event.written_version != event.wanted_version or event.state == WriteState.FAILED:
            event.state, event.last_error = WriteState.WAITING, ""
        event.save()


def _told(wish: Wish) -> dict[str, object]:
    return {"reads_busy": wish.reads_busy, "writes_to": wish.writes_to.value}
