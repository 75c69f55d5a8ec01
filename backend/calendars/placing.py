"""One event, brought in Google to what is wanted of it. Only the network: nothing here touches the database."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from calendars.content import MARK, Content, changes_over, draft_of, restored
from calendars.recurring import Dates, Span
from integrations.google_calendar import (
    EventChanges,
    EventRecord,
    Gone,
    GoogleCalendar,
    NotFound,
    SendUpdates,
)


class TakenByAnother(Exception):
    """The id belongs to an event that is not ours: it must not be touched, and ours needs another id."""


@dataclass(frozen=True)
class Errand:
    """One version of what Google is to show.

    `content` is None where the event has to go; `told` is what Google was told last, None if nothing.
    `may_exist` says that an earlier try may have reached Google: then it is looked up before it is written.
    `tries` counts the earlier ones. Guests who are `strangers` hear nothing of each other.
    """

    event: int
    connection: int
    google_event_id: str
    mark: str
    version: int
    content: Content | None
    told: Content | None
    may_exist: bool
    tries: int
    strangers: bool = False


def show(
    calendar: GoogleCalendar, errand: Errand, theirs: EventRecord | None, content: Content
) -> EventRecord:
    """Insert, change or bring back the event, and tell its guests; nothing is written where nothing differs.

    `theirs` is what `find` gave. Raises TakenByAnother, and the failures of the client: AlreadyExists,
    PreconditionFailed, Gone and NotFound mean that the event changed under our hands and has to be read again.
    """
    # Where one guest's coming is no news to the others, Google mails none of those who have it: they are all
    # connected, so it stands in their calendars at once ("none" may lose it:
    # https://developers.google.com/workspace/calendar/api/v3/reference/events/patch, sendUpdates).
    updates: SendUpdates = "externalOnly" if errand.strangers else "all"
    if theirs is None:
        draft = draft_of(errand.google_event_id, errand.mark, content, strangers=errand.strangers)
        shown = calendar.insert_event(draft, send_updates=updates)
    elif not _is_ours(theirs, errand):
        raise TakenByAnother
    elif (changes := _changes(errand, content, theirs)) is not None:
        shown = calendar.patch_event(theirs.id, changes, etag=theirs.etag, send_updates=updates)
    else:
        shown = theirs
    if content.dates is not None:
        told = errand.told.dates if errand.told and theirs and not theirs.is_cancelled else None
        due = content.dates.to_look_at(told, is_new=theirs is None)
        _show_dates(calendar, shown.id, content.dates, due)
    return shown


def remove(calendar: GoogleCalendar, errand: Errand, theirs: EventRecord | None) -> None:
    """Delete the event and tell its guests; one that is not there any more, or never was ours, is done."""
    if theirs is None or theirs.is_cancelled or not _is_ours(theirs, errand):
        return
    try:
        calendar.delete_event(theirs.id, send_updates="all")
    except (NotFound, Gone):
        return


def _show_dates(calendar: GoogleCalendar, event_id: str, dates: Dates, due: list[date]) -> None:
    """Bring the `due` dates of a recurring event to where they stand, each an exception of its own.

    A date that Google's rule does not name any more was taken out by people there, and stays out.
    """
    if not due:
        return
    zone = ZoneInfo(dates.pattern.zone)
    shown = {
        record.original_starts_at.astimezone(zone).date(): record
        for record in calendar.list_instances(event_id)
        if record.original_starts_at is not None
    }
    for on in due:
        theirs, wanted = shown.get(on), dates.standing[on]
        if theirs is not None and wanted is None:
            _call_off(calendar, theirs)
        elif theirs is not None and wanted is not None:
            _show_date(calendar, theirs, wanted, dates.pattern.zone)


def _call_off(calendar: GoogleCalendar, theirs: EventRecord) -> None:
    if theirs.is_cancelled:
        return
    try:
        calendar.delete_event(theirs.id, send_updates="all")
    except (NotFound, Gone):
        return


def _show_date(calendar: GoogleCalendar, theirs: EventRecord, wanted: Span, zone: str) -> None:
    shown: tuple[datetime | None, datetime | None] = (theirs.starts_at, theirs.ends_at)
    if not theirs.is_cancelled and shown == wanted:
        return
    changes = EventChanges(
        status="confirmed" if theirs.is_cancelled else None,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        time_zone=zone,
    )
    calendar.patch_event(theirs.id, changes, etag=theirs.etag, send_updates="all")


def find(calendar: GoogleCalendar, google_event_id: str) -> EventRecord | None:
    """The event as Google has it, deleted ones too; None if it never came."""
    try:
        return calendar.get_event(google_event_id)
    except NotFound:
        return None


def _changes(errand: Errand, content: Content, theirs: EventRecord) -> EventChanges | None:
    if theirs.is_cancelled:
        return restored(errand.mark, content, theirs)
    return changes_over(errand.told, content, theirs)


def _is_ours(theirs: EventRecord, errand: Errand) -> bool:
    """By the mark; of a deleted event Google promises no more than the id (Calendar API, Event.status)."""
    return theirs.private.get(MARK) == errand.mark or (theirs.is_cancelled and errand.told is not None)
