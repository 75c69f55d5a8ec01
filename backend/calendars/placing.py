"""One event, brought in Google to what is wanted of it. Only the network: nothing here touches the database."""

from dataclasses import dataclass

from calendars.content import MARK, Content, changes_over, draft_of, restored
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
        return calendar.insert_event(draft, send_updates=updates)
    if not _is_ours(theirs, errand):
        raise TakenByAnother
    changes = _changes(errand, content, theirs)
    if changes is None:
        return theirs
    return calendar.patch_event(theirs.id, changes, etag=theirs.etag, send_updates=updates)


def remove(calendar: GoogleCalendar, errand: Errand, theirs: EventRecord | None) -> None:
    """Delete the event and tell its guests; one that is not there any more, or never was ours, is done."""
    if theirs is None or theirs.is_cancelled or not _is_ours(theirs, errand):
        return
    try:
        calendar.delete_event(theirs.id, send_updates="all")
    except (NotFound, Gone):
        return


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
