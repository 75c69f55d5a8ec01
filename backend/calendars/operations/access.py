"""What becomes of a connection while it is used: tokens are renewed, consent runs out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from agenda.models import BusyTime
from audit.operations import record
from calendars import google, tokens
from calendars.models import (
    CalendarEvent,
    CalendarState,
    ConnectionState,
    GoogleConnection,
    ReadCalendar,
    WarningKind,
)
from calendars.obstacles import CALENDAR_GONE
from calendars.operations.alone import alone_with
from calendars.operations.pausing import note_well
from calendars.operations.reading.standing import note_lost_consent, settle_reading
from calendars.operations.warning import raise_warning
from calendars.queueing import TELL_OF_CONNECTION, tell
from integrations.google_calendar import GoogleAccount, GoogleCalendar, TemporaryFailure, Tokens

LOCK_SPACE = 0x6D74_0000_0000_0000
LOST_CONSENT, NO_CALENDAR = "lost_consent", "no_calendar"  # what a person is told of by mail
LONGEST_RENEWAL = timedelta(seconds=15)


@transaction.atomic
def keep_tokens(*, connection_id: int, used: Tokens, renewed: Tokens) -> None:
    """Store tokens that a refresh brought, unless the person disconnected or consented anew meanwhile.

    `used` are the tokens that the refresh started from. Workers refresh one after the other (`_turn`); should two do
    it at once all the same, both new tokens are good, and the one that lasts longer stays.
    """
    connection = GoogleConnection.objects.select_for_update(no_key=True).filter(pk=connection_id).first()
    if connection is None or (stored := google.tokens_of(connection)).refresh_token != used.refresh_token:
        return
    if stored.access_token == renewed.access_token:
        return
    is_overtaken = stored.access_token != used.access_token
    lasts_until = renewed.expires_at
    if is_overtaken and stored.expires_at and lasts_until and lasts_until < stored.expires_at:
        return
    connection.access_token_encrypted = tokens.encrypt(renewed.access_token)
    connection.access_token_expires_at = lasts_until
    if renewed.refresh_token and renewed.refresh_token != used.refresh_token:
        connection.refresh_token_encrypted = tokens.encrypt(renewed.refresh_token)
    connection.save(
        update_fields=["access_token_encrypted", "access_token_expires_at", "refresh_token_encrypted"]
    )


def calendar_of(
    connection: GoogleConnection, google_calendar_id: str, within: timedelta | None = None
) -> GoogleCalendar:
    """A calendar of the connection, opened so that renewed tokens are stored; it answers `within` a time, if one is
    named. Raises tokens.UnreadableToken."""
    keep, turn = _keeper(connection), partial(_turn, connection.pk, within or LONGEST_RENEWAL)
    calendar = google.calendar_of(connection, keep, google_calendar_id, turn)
    if within is not None:
        calendar.answer_within(within.total_seconds())
    return calendar


def account_of(connection: GoogleConnection) -> GoogleAccount:
    """The account behind a connection; otherwise as `calendar_of`."""
    return google.account_of(connection, on_tokens=_keeper(connection), turn=partial(_turn, connection.pk))


def _keeper(connection: GoogleConnection) -> Callable[[Tokens], None]:
    used = google.tokens_of(connection)

    def keep(renewed: Tokens) -> None:
        keep_tokens(connection_id=connection.pk, used=used, renewed=renewed)

    return keep


@contextmanager
def _turn(connection_id: int, longest: timedelta = LONGEST_RENEWAL) -> Iterator[Tokens | None]:
    """Nobody else renews the tokens of this connection meanwhile; inside, those that are stored now, None if none are.

    Raises TemporaryFailure where somebody else is at it for the `longest` time that is waited for.
    """
    with alone_with(LOCK_SPACE + connection_id, within=longest) as is_alone:
        if not is_alone:
            raise TemporaryFailure("tokens_being_renewed")
        found = GoogleConnection.objects.filter(pk=connection_id).first()
        yield google.tokens_of(found) if found else None


def note_success(event: CalendarEvent, now: datetime) -> None:
    """Google took a write of the organiser: part of the writer's transaction."""
    if event.organiser is not None:
        GoogleConnection.objects.filter(pk=event.organiser.pk).update(last_ok_at=now, last_error="")
        note_well(event.organiser, now)


def park(event: CalendarEvent, reason: str, now: datetime) -> None:
    """Google will not have the organiser's tokens any more: they have to consent again.

    Part of the writer's transaction. Consent given since the try began (`now`) stands.
    """
    if event.organiser is not None:
        park_connection(event.organiser.pk, reason, now)


@transaction.atomic
def park_connection(connection_id: int, reason: str, now: datetime) -> None:
    """Google will not have the tokens of this connection any more: nothing is written or read until its person has
    consented again. Consent given since the try began (`now`) stands. Told once."""
    stale = GoogleConnection.objects.filter(
        pk=connection_id, connected_at__lte=now, state=ConnectionState.ACTIVE
    )
    if stale.update(state=ConnectionState.NEEDS_REAUTH, last_error=reason):
        note_lost_consent(connection_id, reason)
        parked = GoogleConnection.objects.get(pk=connection_id)
        record(*parked.whose, "google.needs_reauth", by=None, now=now, reason=reason)
        if parked.is_hub:
            raise_warning(kind=WarningKind.NEEDS_CONSENT, connection=parked, detail=reason, now=now)
        tell(TELL_OF_CONNECTION, connection_id=connection_id, about=LOST_CONSENT, since=now.isoformat())


def lose_calendar(connection_id: int, google_calendar_id: str, reason: str, now: datetime) -> None:
    """A calendar that was written turned out to be gone, or to be there only to read: part of the writer's
    transaction. Told once."""
    rows = ReadCalendar.objects.filter(connection=connection_id, google_calendar_id=google_calendar_id)
    lost = rows.exclude(last_error=reason)
    if reason == CALENDAR_GONE:
        changed = lost.update(state=CalendarState.GONE, sync_token="", last_error=reason)
    else:
        changed = lost.update(is_written=False, access_role="reader", last_error=reason)
    if changed:
        connection = GoogleConnection.objects.get(pk=connection_id)
        BusyTime.objects.filter(source__in=rows.filter(state=CalendarState.GONE).values("pk")).delete()
        if connection.person_id is not None:
            settle_reading(person_id=connection.person_id)
        note_no_calendar(connection, reason, now)


def note_no_calendar(connection: GoogleConnection, reason: str, now: datetime) -> None:
    """The story's line, and the person is told where nothing is left to write to. Part of the caller's transaction."""
    record(*connection.whose, "google.calendar_lost", by=None, now=now, reason=reason)
    tell(TELL_OF_CONNECTION, connection_id=connection.pk, about=NO_CALENDAR, since=now.isoformat())


@transaction.atomic
def rotate_token_keys() -> int:
    """Encrypt every stored token under the newest key; how many connections there are.

    Raises tokens.UnreadableToken, and changes nothing, if a key that is still needed was taken out.
    """
    connections = list(GoogleConnection.objects.select_for_update())
    for connection in connections:
        if connection.refresh_token_encrypted:
            connection.refresh_token_encrypted = tokens.rotate(connection.refresh_token_encrypted)
        if connection.access_token_encrypted:
            connection.access_token_encrypted = tokens.rotate(connection.access_token_encrypted)
    GoogleConnection.objects.bulk_update(connections, ["refresh_token_encrypted", "access_token_encrypted"])
    return len(connections)
