"""An administrator connects an account of the hub's, mends it, or parts from it."""

from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars import tokens
from calendars.models import CalendarEvent, CalendarState, ConnectionState, GoogleConnection, WriteState
from calendars.operations.connecting import is_same_account, take_up
from calendars.operations.hub_organiser import follow_hub_calendar, make_well, require_google_user
from calendars.operations.leaving import Fate, leave
from calendars.operations.parting import detach_events, part_from
from calendars.operations.passing_over import leave_to_mail
from calendars.operations.reading.asking import begin_reading
from calendars.operations.resuming import take_up_refused
from calendars.operations.wanted import ORGANISER_GONE, hand_on
from calendars.queueing import WRITE_EVENT, defer
from calendars.wishes import Wish
from integrations.google_calendar import Tokens


@atomically
def keep_hub_connection(
    *, granted: Tokens, email: str, wish: Wish, by: Person, now: datetime
) -> GoogleConnection:
    """An administrator said yes at Google as the hub: from now on that account organises, and what waited flows.

    As with people's, the same account finds the events again that it left behind; those of another one stay where
    they are, out of our reach, and what still waited for it goes to this one. The caller has seen to it that
    `granted` can write and has a refresh token.
    """
    found = GoogleConnection.objects.select_for_update().filter(is_hub=True).first()
    pending: list[int] = []
    if found is not None and not is_same_account(found, granted, email):
        pending = detach_events(found, now)
        found.calendars.all().delete()
    connection = found or GoogleConnection(is_hub=True)
    connection.google_email, connection.scopes = email, sorted(granted.scopes)
    connection.google_subject = granted.subject or ""
    connection.reads_busy, connection.writes_to = wish.reads_busy, wish.writes_to
    connection.refresh_token_encrypted = tokens.encrypt(granted.refresh_token or "")
    connection.access_token_encrypted = tokens.encrypt(granted.access_token)
    connection.access_token_expires_at, connection.connected_at = granted.expires_at, now
    _begin_anew(connection, now)
    record("hub", "google", "google.connected", by=by, now=now, again=found is not None)
    for event in CalendarEvent.objects.filter(pk__in=pending).select_for_update().order_by("pk"):
        hand_on(event, [connection], now)
    take_up(connection)
    _resume(connection)
    return connection


@atomically
def hub_is_well(*, by: Person, now: datetime) -> bool:
    """Somebody has mended what stood in the way: Google is asked again at once, also for what it refused. False where
    there is no account."""
    rows = GoogleConnection.objects.select_for_update().filter(is_hub=True)
    connection = rows.exclude(state=ConnectionState.LEAVING).first()
    if connection is None:
        return False
    _begin_anew(connection, now)
    record("hub", "google", "google.resumed", by=by, now=now)
    _resume(connection)
    return True


@atomically
def disconnect_hub(*, by: Person, events: Fate = Fate.KEEP, now: datetime) -> bool:
    """Forget the tokens of the hub's account, and have Google revoke them when it can; False if there were none.

    To KEEP what stands in its calendar is done at once; a session that Google never had is invited to by e-mail. To
    REMOVE it takes until the last is out, a day at most, and everybody is invited by e-mail to all of it. Raises
    NotRunByTheHub, AccountOfTheServer, EventsOutOfReach.
    """
    require_google_user()
    connection = GoogleConnection.objects.filter(is_hub=True).first()
    if connection is None:
        return False
    if events == Fate.REMOVE:
        leave(connection, now)
    else:
        _keep_events(connection, now)
    record("hub", "google", "google.disconnected", by=by, now=now, events=events.value)
    return True


def _keep_events(connection: GoogleConnection, now: datetime) -> None:
    pending = part_from(connection, now)
    never_written = CalendarEvent.objects.filter(pk__in=pending, left_account="")
    for event in never_written.select_for_update().order_by("pk"):
        leave_to_mail(event, ORGANISER_GONE, now)


def _begin_anew(connection: GoogleConnection, now: datetime) -> None:
    """As on the first day: well, and its calendar to be read at once."""
    make_well(connection, now)
    lost = connection.calendars.filter(google_calendar_id=connection.written_calendar_id)
    lost.filter(state=CalendarState.GONE).update(state=CalendarState.UNKNOWN)
    lost.update(last_error="")
    follow_hub_calendar(connection)
    begin_reading(connection=connection, now=now)


def _resume(connection: GoogleConnection) -> None:
    take_up_refused(connection)
    waiting = CalendarEvent.objects.filter(organiser=connection, state=WriteState.WAITING)
    waiting.update(last_error="")
    for event_id in waiting.values_list("pk", flat=True):
        defer(WRITE_EVENT, event_id=event_id)
