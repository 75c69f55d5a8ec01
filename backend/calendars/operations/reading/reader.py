"""One reading of one calendar, whatever happens on the way."""

from datetime import datetime, timedelta

from agenda.transactions import atomically
from calendars.models import GoogleConnection, ReadCalendar
from calendars.operations.access import calendar_of, park_connection
from calendars.operations.alone import alone_with
from calendars.operations.pausing import note_refusal as note_refusal_of_speed
from calendars.operations.reading import asking
from calendars.operations.reading.gathering import Errand, Harvest, Refused, gather
from calendars.operations.reading.keeping import keep, locked
from calendars.operations.reading.standing import note_absence, note_failure, note_refusal, settle_reading_of
from calendars.tokens import UnreadableToken
from integrations.google_calendar import (
    Forbidden,
    Gone,
    NeedsConsent,
    NotFound,
    PermanentFailure,
    QuotaExceeded,
    TemporaryFailure,
)
from integrations.google_calendar.errors import MISSING_CONSENT

LOCK_SPACE = 0x6D67_0000_0000_0000
BUSY_PAUSE = timedelta(seconds=2)
QUOTA_PAUSE = timedelta(hours=1)
TROUBLE = (PermanentFailure, TemporaryFailure, UnreadableToken, Refused)


def read_calendar(*, calendar_id: int, now: datetime, chance: float, within: timedelta | None = None) -> None:
    """Learn from Google how one calendar stands at `now`, and keep it. Outside any transaction.

    All pages are there before anything is written, so a failure anywhere leaves rows and token as they were. One
    reader a calendar at a time; who comes second has it read again, as the first may have asked before the change
    that brought the second. `chance` in [0, 1) spreads when it is due again. Where somebody waits for it, Google has
    to answer `within` a time.
    """
    with alone_with(LOCK_SPACE + calendar_id) as is_alone:
        if not is_alone:
            asking.ask_for_read(calendar_id=calendar_id, now=now, after=BUSY_PAUSE)
            return
        errand = _errand(calendar_id, now)
        if errand is None:
            return
        try:
            harvest = _gathered(errand, now, within)
        except TROUBLE as error:
            _record_trouble(errand, error, now, chance)
        else:
            keep(errand, harvest, now=now, chance=chance)


def _errand(calendar_id: int, now: datetime) -> Errand | None:
    """What is to be read; None where nothing is, or the pause after a failure lasts."""
    row = asking.followed().select_related("connection").filter(pk=calendar_id).first()
    if row is None or (row.failures and row.due_at is not None and row.due_at > now) or _rests(row, now):
        return None
    return Errand(
        calendar=row.pk,
        connection=row.connection_id,
        google_calendar_id=row.google_calendar_id,
        access_role=row.access_role,
        is_own=row.is_own,
        scopes=tuple(row.connection.scopes),
        sync_token=row.sync_token,
        reads_until=row.reads_until,
        is_read=row.is_read,
    )


def _rests(row: ReadCalendar, now: datetime) -> bool:
    """Whether Google was asked too fast with this connection: the reading comes when that is over. Where it takes
    nothing new from an account it still shows what is there.
    """
    left = row.connection.pause_left(now)
    if left is None or row.connection.is_over_quota(now):
        return False
    asking.ask_for_read(calendar_id=row.pk, now=now, after=left)
    return True


def _gathered(errand: Errand, now: datetime, within: timedelta | None) -> Harvest:
    connection = GoogleConnection.objects.get(pk=errand.connection)
    with calendar_of(connection, errand.google_calendar_id, within) as calendar:
        return gather(calendar, errand, now)


@atomically
def _record_trouble(errand: Errand, error: Exception, now: datetime, chance: float) -> None:
    reason = (
        "token_unreadable" if isinstance(error, UnreadableToken) else getattr(error, "reason", str(error))
    )
    row = locked(errand)
    if row is None:
        return
    if isinstance(error, NeedsConsent | UnreadableToken) and reason not in MISSING_CONSENT:
        park_connection(errand.connection, reason, now)
        return
    if not isinstance(error, QuotaExceeded):
        note_refusal_of_speed(connection_id=errand.connection, error=error, now=now)
    _note(row, error, reason, now, chance)
    row.save()
    settle_reading_of(row)


def _note(row: ReadCalendar, error: Exception, reason: str, now: datetime, chance: float) -> None:
    if isinstance(error, NotFound | Gone | Forbidden):
        note_absence(row, reason, now, chance)
    elif isinstance(error, QuotaExceeded):
        note_failure(row, reason, QUOTA_PAUSE, now, chance)
    elif isinstance(error, TemporaryFailure):
        seconds = error.retry_after_seconds
        note_failure(row, reason, timedelta(seconds=seconds) if seconds else None, now, chance)
    else:
        note_refusal(row, reason, now, chance)
