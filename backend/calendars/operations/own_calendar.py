"""The calendar that Meridian makes in a person's account: exactly one, whatever is lost on the way.

Google takes no id of ours for a calendar, so a repeated insert makes another. Each is sent once and noted before.
Where its answer is lost, the list of calendars is searched for our mark before the next; without leave to see that
list nothing more is made until the person gives it.
"""

from datetime import datetime, timedelta

from django.db import transaction

from audit.operations import record
from calendars.models import CalendarState, ConnectionState, GoogleConnection, OwnCalendar, ReadCalendar
from calendars.obstacles import OWN_CALENDAR_PENDING, OWN_CALENDAR_UNKNOWN
from calendars.operations.access import account_of, park_connection
from calendars.operations.alone import alone_with
from calendars.operations.outcomes import StillWaiting
from calendars.operations.resuming import resume_writes
from calendars.tokens import UnreadableToken
from calendars.wishes import WritesTo
from integrations.google_calendar import (
    Gone,
    GoogleAccount,
    NeedsConsent,
    NotFound,
    PermanentFailure,
    TemporaryFailure,
    UnknownOutcome,
)
from integrations.google_calendar.scopes import LIST_SCOPE

NAME = "Meridian"
APPEARS_WITHIN = timedelta(minutes=2)  # the list may lag behind a calendar that was just made
LOCK_SPACE = 0x6D6F_0000_0000_0000


def make_own_calendar(*, connection_id: int, now: datetime) -> None:
    """Let there be the one calendar, and write to it from then on. Outside any transaction.

    Raises StillWaiting where another try is due; where only the person can help, `last_error` says how.
    """
    with alone_with(LOCK_SPACE + connection_id) as is_alone:
        if not is_alone:
            raise StillWaiting.behind_another_writer()
        connection = _claimed(connection_id)
        if connection is None:
            return
        try:
            with account_of(connection) as account:
                made = _found_or_made(account, connection, now)
        except (NeedsConsent, UnreadableToken) as error:
            park_connection(connection.pk, getattr(error, "reason", "token_unreadable"), now)
        except PermanentFailure as error:
            _note(connection.pk, error.reason)
        except (TemporaryFailure, UnknownOutcome) as error:
            _note(connection.pk, OWN_CALENDAR_PENDING)
            wait = getattr(error, "retry_after_seconds", None)
            raise StillWaiting(error.reason, timedelta(seconds=wait) if wait else None) from error
        else:
            _keep(connection, made, now)


def _claimed(connection_id: int) -> GoogleConnection | None:
    """None where there is nothing to make, or nobody may."""
    connection = GoogleConnection.objects.filter(pk=connection_id, state=ConnectionState.ACTIVE).first()
    if connection is None or connection.writes_to != WritesTo.OWN_CALENDAR:
        return None
    return connection if connection.can_write and not connection.written_calendar_id else None


def _found_or_made(account: GoogleAccount, connection: GoogleConnection, now: datetime) -> str:
    """Google's id of it."""
    known = OwnCalendar.objects.filter(account=connection.account).first()
    found = _known(account, known) if known and known.google_calendar_id else None
    if found is None and known is not None and not known.google_calendar_id:
        found = _marked(account, connection, known.asked_at, now)
    return found or _made(account, connection, now)


def _known(account: GoogleAccount, known: OwnCalendar) -> str | None:
    try:
        return account.find_calendar(known.google_calendar_id).id
    except (NotFound, Gone):
        return None


def _marked(
    account: GoogleAccount, connection: GoogleConnection, asked_at: datetime, now: datetime
) -> str | None:
    """The one of an earlier try whose answer was lost, by our mark in its description."""
    if LIST_SCOPE not in connection.scopes:
        raise PermanentFailure(OWN_CALENDAR_UNKNOWN)
    if (early := asked_at + APPEARS_WITHIN - now) > timedelta():
        raise TemporaryFailure(OWN_CALENDAR_PENDING, early.total_seconds())
    mark = _mark(connection)
    return next((one.id for one in account.list_calendars() if mark in one.description), None)


def _made(account: GoogleAccount, connection: GoogleConnection, now: datetime) -> str:
    OwnCalendar.objects.update_or_create(
        account=connection.account, defaults={"google_calendar_id": "", "asked_at": now}
    )
    zone = connection.person.time_zone if connection.person else "UTC"
    description = f"Sessions written by Meridian ({_mark(connection)})"
    try:
        return account.make_calendar(summary=NAME, description=description, time_zone=zone).id
    except (TemporaryFailure, PermanentFailure):  # refused: nothing was made
        OwnCalendar.objects.filter(account=connection.account).delete()
        raise


def _mark(connection: GoogleConnection) -> str:
    """Of this account, and says nothing of it."""
    return connection.account[:20]


@transaction.atomic(durable=True)
def _keep(asked: GoogleConnection, google_calendar_id: str, now: datetime) -> None:
    OwnCalendar.objects.filter(account=asked.account).update(google_calendar_id=google_calendar_id)
    connection = GoogleConnection.objects.select_for_update(no_key=True).filter(pk=asked.pk).first()
    if connection is None:  # parted from meanwhile: the next connection to this account finds it
        return
    if connection.writes_to != WritesTo.OWN_CALENDAR:
        return
    connection.calendars.filter(google_calendar_id=google_calendar_id, is_own=False).delete()
    connection.calendars.update(is_written=False)
    ReadCalendar.objects.update_or_create(
        connection=connection,
        is_own=True,
        defaults={
            "google_calendar_id": google_calendar_id,
            "summary": NAME,
            "access_role": "owner",
            "is_written": True,
            "is_read": False,
            "state": CalendarState.UNKNOWN,
            "as_of": None,
            "sync_token": "",
            "last_error": "",
        },
    )
    GoogleConnection.objects.filter(pk=connection.pk).update(last_error="")
    record("person", connection.person_id, "google.own_calendar_made", by=None, now=now)
    resume_writes(connection)


def _note(connection_id: int, reason: str) -> None:
    GoogleConnection.objects.filter(pk=connection_id).update(last_error=reason)
