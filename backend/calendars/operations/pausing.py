"""Not asking Google faster or more than it allows: one pause per connection, and turns, shared by all workers."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import SystemRandom
from typing import Any

from django.conf import settings
from django.db import connection as database
from django.db import transaction

from audit.operations import record
from calendars.models import GoogleConnection, WarningKind
from calendars.operations.warning import raise_warning, settle_by_itself
from calendars.placing import NotTaken
from calendars.rules import CANNOT_INVITE, back_off, quota_pause
from integrations.google_calendar import Forbidden, QuotaExceeded, TemporaryFailure
from integrations.google_calendar.errors import RATE_LIMITS

log = logging.getLogger(__name__)

CHANCE: Callable[[], float] = SystemRandom().random
TOO_MANY_REQUESTS = {*RATE_LIMITS, "http_429"}
SHORT = timedelta(milliseconds=300)  # worth waiting for in place
LONGEST_LINE = timedelta(minutes=1)
AT_ONCE = 2  # turns that need no wait

# Both on the database's clock, which all workers share. A turn is taken by whoever moves `turns_until`.
TAKE = """
    UPDATE calendars_googleconnection
    SET turns_until = greatest(turns_until, clock_timestamp()) + %(turn)s
    WHERE id = %(id)s AND coalesce(turns_until <= clock_timestamp() + %(free)s + %(short)s, true)
    RETURNING turns_until - %(turn)s - %(free)s - clock_timestamp()
"""
QUEUE_UP = """
    UPDATE calendars_googleconnection
    SET line_until = least(
        greatest(line_until, turns_until, clock_timestamp()) + %(turn)s, clock_timestamp() + %(longest)s
    )
    WHERE id = %(id)s
    RETURNING line_until - %(free)s - clock_timestamp()
"""


def is_limit(error: Exception) -> bool:
    """Whether Google refused for going over a limit, of speed or of use."""
    too_fast = isinstance(error, TemporaryFailure) and error.reason in TOO_MANY_REQUESTS
    return too_fast or _takes_hours(error)


def _takes_hours(error: Exception) -> bool:
    cannot_invite = isinstance(error, Forbidden | NotTaken) and error.reason == CANNOT_INVITE
    return isinstance(error, QuotaExceeded) or cannot_invite


@transaction.atomic
def note_refusal(*, connection_id: int, error: Exception, now: datetime) -> timedelta | None:
    """Google refused for a limit: nobody asks it with this connection for a while; how long. None for other errors.

    Others who were refused at the same time make it no longer.
    """
    if not is_limit(error):
        return None
    found = GoogleConnection.objects.select_for_update(no_key=True).filter(pk=connection_id).first()
    if found is None:
        return None
    reason, is_usage = str(error)[:60], _takes_hours(error)
    if (left := found.pause_left(now)) is not None and (found.is_over_quota(now) or not is_usage):
        return left
    found.refusals = 1 if is_usage and left is not None else min(found.refusals + 1, 100)
    pause = quota_pause(found.refusals, CHANCE()) if is_usage else back_off(found.refusals, CHANCE())
    asked = getattr(error, "retry_after_seconds", None)
    pause = max(pause, timedelta(seconds=asked or 0))
    found.paused_until, found.pause_reason = now + pause, reason
    found.save(update_fields=["paused_until", "pause_reason", "refusals"])
    if is_usage:
        _warn(found, reason, now)
    return pause


def _warn(found: GoogleConnection, reason: str, now: datetime) -> None:
    until = found.paused_until.isoformat() if found.paused_until else ""
    log.warning("Google takes nothing new of connection %s until %s: %s", found.pk, until, reason)
    kind = WarningKind.CANNOT_INVITE if reason == CANNOT_INVITE else WarningKind.QUOTA
    raise_warning(kind=kind, connection=found, detail=reason, now=now)
    record(*found.whose, "google.paused", by=None, now=now, reason=reason, until=until)


def note_well(found: GoogleConnection, now: datetime) -> None:
    """Google took a write: refusals before it do not count any more. Part of the caller's transaction.

    A pause that somebody else was given meanwhile stands.
    """
    if not found.refusals or found.pause_left(now) is not None:
        return
    lapsed = GoogleConnection.objects.filter(pk=found.pk, paused_until__lte=now)
    if lapsed.update(paused_until=None, pause_reason="", refusals=0):
        for kind in (WarningKind.QUOTA, WarningKind.CANNOT_INVITE):
            settle_by_itself(kind=kind, connection=found, now=now)


def take_turns(found: GoogleConnection, requests: int) -> tuple[bool, timedelta]:
    """(True, wait so long and go) or (False, come back after so long): as many requests a second as settings allow.

    Turns come in the order of asking, so whoever has much to write keeps nobody else waiting. Part of the caller's
    transaction, which is to be short: others of this connection wait for it.
    """
    one = timedelta(seconds=1 / settings.ENV.google_requests_per_second)
    figures: dict[str, Any] = {
        "id": found.pk,
        "turn": one * requests,
        "free": one * (AT_ONCE - 1),
        "short": SHORT,
        "longest": LONGEST_LINE,
    }
    with database.cursor() as cursor:
        cursor.execute(TAKE, figures)
        if taken := cursor.fetchone():
            return True, max(taken[0], timedelta())
        cursor.execute(QUEUE_UP, figures)
        (after,) = cursor.fetchone() or (SHORT,)
        return False, max(after, SHORT)
