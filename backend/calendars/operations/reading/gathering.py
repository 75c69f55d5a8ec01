"""What Google shows of one calendar, all of it or nothing. Only the network: nothing here touches the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from calendars.freshness import Window, is_reached_by_busy, is_reached_by_events, is_to_be_relisted, window_at
from integrations.google_calendar import (
    EventRecord,
    GoogleCalendar,
    Interval,
    NeedsConsent,
    SyncTokenExpired,
)
from integrations.google_calendar.errors import MISSING_CONSENT

# How long a span Google answers for in one question is nowhere written; two months are answered.
ASKED_AT_ONCE = timedelta(days=60)


class Refused(Exception):
    """Google answered, and not with the calendar: what is in it is unknown. The text is a stable code."""


@dataclass(frozen=True)
class Errand:
    """One calendar to read; `sync_token` is as far as it was read, "" if never."""

    calendar: int
    connection: int
    google_calendar_id: str
    access_role: str
    is_own: bool
    scopes: tuple[str, ...]
    sync_token: str
    reads_until: datetime | None
    is_read: bool


@dataclass(frozen=True)
class Harvest:
    """What Google showed. Of a `whole` reading everything in `window`, else what has changed.

    `busy` is given instead of events where the consent reaches no further. `unreadable` are ids of rows that mean
    nothing.
    """

    window: Window
    whole: bool
    events: tuple[EventRecord, ...] = ()
    busy: tuple[Interval, ...] | None = None
    unreadable: tuple[str, ...] = ()
    sync_token: str = ""


def gather(calendar: GoogleCalendar, errand: Errand, now: datetime) -> Harvest:
    """Ask Google what has changed or, where that cannot be told, for everything. Raises Refused and the client's
    failures; after a failure on any page there is no harvest at all.
    """
    if is_reached_by_events(errand.scopes, errand.access_role, is_own=errand.is_own):
        try:
            return _events(calendar, errand, now)
        except NeedsConsent as error:
            # Which calendars are somebody's own is Google's to say.
            if error.reason not in MISSING_CONSENT:
                raise
    if is_reached_by_busy(errand.scopes):
        return _busy(calendar, errand, window_at(now))
    raise Refused("no_scope")


def _events(calendar: GoogleCalendar, errand: Errand, now: datetime) -> Harvest:
    if errand.sync_token and errand.reads_until and not is_to_be_relisted(errand.reads_until, now):
        try:
            return _changes(calendar, errand.sync_token, (window_at(now)[0], errand.reads_until))
        except SyncTokenExpired:
            pass
    return _everything(calendar, window_at(now))


def _changes(calendar: GoogleCalendar, sync_token: str, window: Window) -> Harvest:
    found = calendar.list_events(sync_token=sync_token, single_events=True)
    return Harvest(
        window,
        whole=False,
        events=found.events,
        unreadable=found.unreadable,
        sync_token=found.next_sync_token or "",
    )


def _everything(calendar: GoogleCalendar, window: Window) -> Harvest:
    found = calendar.list_events(single_events=True, time_min=window[0], time_max=window[1])
    return Harvest(
        window,
        whole=True,
        events=found.events,
        unreadable=found.unreadable,
        sync_token=found.next_sync_token or "",
    )


def _busy(calendar: GoogleCalendar, errand: Errand, window: Window) -> Harvest:
    (begin, end), found = window, set[Interval]()
    while begin < end:
        until = min(begin + ASKED_AT_ONCE, end)
        answer = calendar.freebusy([errand.google_calendar_id], begin, until)
        if reasons := answer.unknown.get(errand.google_calendar_id):
            raise Refused(reasons[0])
        found.update(answer.busy[errand.google_calendar_id])
        begin = until
    return Harvest(window, whole=True, busy=tuple(sorted(found, key=lambda one: one.starts_at)))
