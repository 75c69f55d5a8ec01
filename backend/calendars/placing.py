"""One event, brought in Google to what is wanted of it. Only the network: nothing here touches the database."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from calendars.content import MARK, Content, as_shown, changes_over, draft_of, restored
from calendars.noticed import change_of, is_repeated, taken_out
from calendars.recurring import Dates, Span
from calendars.rules import CANNOT_INVITE
from integrations.google_calendar import (
    AlreadyExists,
    EventChanges,
    EventRecord,
    Forbidden,
    Gone,
    GoogleCalendar,
    Guest,
    NotFound,
    QuotaExceeded,
    SendUpdates,
)


class TakenByAnother(Exception):
    """The id belongs to an event that is not ours: it must not be touched, and ours needs another id."""


class NotTaken(QuotaExceeded):
    """Google refused the insert, and has no event under this id: for now it takes nothing new here."""


@dataclass(frozen=True)
class Errand:
    """One version of what Google is to show.

    `content` is None where the event has to go; `told` is what Google was told last, None if nothing.
    `may_exist` says that an earlier try may have reached Google: then it is looked up before it is written; `tried`
    is what those tries would have it show, and `may_be_removed` that one of them may have deleted it; `binned` is what
    it showed when people did.
    `tries` counts the earlier ones. `wait` comes before the first request. Guests who are `strangers` hear nothing of
    each other. A guest's copy of an event whose organiser left goes without anybody's hearing of it. What is `for_one`
    has no guests of ours and no Meet, and nobody is mailed about it.
    """

    event: int
    connection: int
    google_calendar_id: str
    google_event_id: str
    mark: str
    version: int
    content: Content | None
    told: Content | None
    may_exist: bool
    tries: int
    tried: tuple[Content, ...] = ()
    may_be_removed: bool = False
    binned: Content | None = None
    strangers: bool = False
    is_guests_copy: bool = False
    for_one: bool = False
    wait: timedelta = timedelta()


def show(
    calendar: GoogleCalendar, errand: Errand, theirs: EventRecord | None, content: Content
) -> EventRecord:
    """Insert, change or bring back the event, and tell its guests; nothing is written where nothing differs.

    `theirs` is what `find` gave. Raises TakenByAnother, and the failures of the client: AlreadyExists,
    PreconditionFailed, Gone and NotFound mean that the event changed under our hands and has to be read again.
    """
    updates = _who_is_told(errand)
    if theirs is None:
        shown = insert(calendar, errand, content)
    elif not _is_ours(theirs, errand):
        raise TakenByAnother
    elif (changes := _changes(errand, content, theirs)) is not None:
        shown = _patched(calendar, theirs, changes, updates)
    else:
        shown = theirs
    if content.dates is not None:
        told = errand.told.dates if errand.told and theirs and not theirs.is_cancelled else None
        tried = [one.dates for one in errand.tried if one.dates is not None]
        due = content.dates.to_look_at(told, is_new=theirs is None, tried=tried)
        left_out = told.without if told else {}
        missing = {on: tuple(set(left_out.get(on, ())) & set(content.guests)) for on in due}
        _show_dates(calendar, shown.id, content.dates, missing)
    return shown


def _who_is_told(errand: Errand) -> SendUpdates:
    if errand.for_one or errand.is_guests_copy:
        return "none"
    # Where one guest's coming is no news to the others, Google mails none of those who have it: they are all
    # connected, so it stands in their calendars at once ("none" may lose it:
    # https://developers.google.com/workspace/calendar/api/v3/reference/events/patch, sendUpdates).
    return "externalOnly" if errand.strangers else "all"


def insert(calendar: GoogleCalendar, errand: Errand, content: Content) -> EventRecord:
    """The new event, of a series with all its dates by the rule. Raises NotTaken, AlreadyExists, the client's failures."""
    draft = draft_of(
        errand.google_event_id,
        errand.mark,
        content,
        strangers=errand.strangers,
        wants_meet=not errand.for_one,
    )
    try:
        return calendar.insert_event(draft, send_updates=_who_is_told(errand))
    except (QuotaExceeded, Forbidden) as error:
        # The client may have sent it twice, and Google may have taken the first.
        if find(calendar, errand.google_event_id) is not None:
            raise AlreadyExists(error.reason) from error
        if isinstance(error, Forbidden) and error.reason != CANNOT_INVITE:
            raise
        raise NotTaken(error.reason) from error


def may_be_edited(errand: Errand, content: Content, theirs: EventRecord | None) -> bool:
    """Whether people may have given the event another time, deleted it, had it repeat, or taken a guest out, since
    Google was told of it last.

    Of a recurring event the instances have to be looked at to know: where one of them is about to be written, and
    where the rule is not ours.
    """
    if errand.told is None or (theirs is not None and not _is_ours(theirs, errand)):
        return False
    known = [errand.told, *errand.tried, content]
    if theirs is None or change_of(known, theirs) is not None:
        return True
    if taken_out(known, theirs) or is_repeated(known, theirs):
        return True
    if errand.told.dates is None or content.dates is None:
        return False
    is_cut = all(theirs.recurrence != one.recurrence for one in known)
    return is_cut or bool(content.dates.to_look_at(errand.told.dates, is_new=False))


def remove(calendar: GoogleCalendar, errand: Errand, theirs: EventRecord | None) -> None:
    """Delete the event and tell its guests; one that is not there any more, or never was ours, is done.

    A 404 may be a stumble of Google's, or come too early after an insert: it counts if looking and deleting both meet it,
    and the calendar does not list the event. Raises Gone where it has to be looked at again, and NotFound where Google
    has no such calendar.
    """
    is_ours = errand.may_exist if theirs is None else _is_ours(theirs, errand)
    if not is_ours or (theirs is not None and theirs.is_cancelled):
        return
    try:
        updates: SendUpdates = "all" if errand.strangers else _who_is_told(errand)
        calendar.delete_event(errand.google_event_id, send_updates=updates)
    except NotFound as error:
        if theirs is not None or is_listed(calendar, errand.mark, errand.google_event_id):
            raise Gone(error.reason) from error
    except Gone:
        return


def is_listed(calendar: GoogleCalendar, mark: str, google_event_id: str) -> bool:
    """Whether the calendar shows the event that carries our `mark`, whatever Google says of it alone. Raises NotFound
    where the whole calendar is gone."""
    found = calendar.list_events(private_property=(MARK, mark)).events
    return any(one.id == google_event_id for one in found)


def _show_dates(
    calendar: GoogleCalendar, event_id: str, dates: Dates, due: Mapping[date, tuple[str, ...]]
) -> None:
    """Bring the `due` dates of a recurring event to where they stand, each an exception of its own, and the guests
    back to it who were taken out of it alone.

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
    for on, missing in due.items():
        theirs, wanted = shown.get(on), dates.standing[on]
        if theirs is not None and wanted is None:
            _call_off(calendar, theirs)
        elif theirs is not None and wanted is not None:
            _show_date(calendar, theirs, wanted, missing, dates.pattern.zone)


def _call_off(calendar: GoogleCalendar, theirs: EventRecord) -> None:
    if theirs.is_cancelled:
        return
    with suppress(Gone):
        calendar.delete_event(theirs.id, send_updates="all")


def _show_date(
    calendar: GoogleCalendar, theirs: EventRecord, wanted: Span, missing: tuple[str, ...], zone: str
) -> None:
    shown: tuple[datetime | None, datetime | None] = (theirs.starts_at, theirs.ends_at)
    is_there = not theirs.is_cancelled and shown == wanted
    present = {guest.email.lower() for guest in theirs.guests}
    invited = tuple(Guest(email) for email in sorted(missing) if email not in present)
    if is_there and not invited:
        return
    changes = EventChanges(
        status="confirmed" if theirs.is_cancelled else None,
        starts_at=None if is_there else wanted.starts_at,
        ends_at=None if is_there else wanted.ends_at,
        time_zone=None if is_there else zone,
        guests=(*theirs.guests, *invited) if invited else None,
    )
    _patched(calendar, theirs, changes, "all")


def _patched(
    calendar: GoogleCalendar, theirs: EventRecord, changes: EventChanges, updates: SendUpdates
) -> EventRecord:
    """A 404 for what we have just seen says that it went, and not that there is no such calendar."""
    try:
        return calendar.patch_event(theirs.id, changes, etag=theirs.etag, send_updates=updates)
    except NotFound as error:
        raise Gone(error.reason) from error


def find(calendar: GoogleCalendar, google_event_id: str) -> EventRecord | None:
    """The event as Google has it, deleted ones too; None if it never came."""
    try:
        return calendar.get_event(google_event_id)
    except NotFound:
        return None


def _changes(errand: Errand, content: Content, theirs: EventRecord) -> EventChanges | None:
    if theirs.is_cancelled:
        return restored(errand.mark, content, theirs, wants_meet=not errand.for_one)
    told = errand.told and as_shown(errand.told, errand.tried, theirs)
    return changes_over(told, content, theirs)


def _is_ours(theirs: EventRecord, errand: Errand) -> bool:
    """By the mark; of a deleted event Google promises no more than the id (Calendar API, Event.status)."""
    if errand.is_guests_copy:
        return True
    return theirs.private.get(MARK) == errand.mark or (theirs.is_cancelled and errand.told is not None)
