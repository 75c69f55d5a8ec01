"""Bringing Google to what is wanted of one event, whatever happens on the way."""

import time
from dataclasses import replace
from datetime import datetime

from calendars.models import CalendarEvent, GoogleConnection
from calendars.operations.access import calendar_of
from calendars.operations.claiming import Later, begin, errand_now
from calendars.operations.edits.following import follow
from calendars.operations.edits.keeping import is_alive, take_note
from calendars.operations.edits.seeing import seen_of
from calendars.operations.errands import forget_try, learn_told
from calendars.operations.outcomes import StillWaiting, record_trouble, settle, take_next_id
from calendars.operations.turns import alone_with_event
from calendars.placing import Errand, TakenByAnother, find, insert, may_be_edited, remove, show
from calendars.tokens import UnreadableToken
from integrations.google_calendar import (
    AlreadyExists,
    EventRecord,
    Gone,
    GoogleCalendar,
    NotFound,
    PermanentFailure,
    PreconditionFailed,
    TemporaryFailure,
    UnknownOutcome,
)


class EditedByHand(Exception):
    """People changed it, and nobody knew: it was noted, and the write begins anew."""


ROUNDS = 3
HOPELESS_TRIES = 24  # an id that Google refuses as taken and yet does not show, for minutes
CHANGED_UNDER_OUR_HANDS = (EditedByHand, AlreadyExists, PreconditionFailed, Gone, NotFound)
TROUBLE = (PermanentFailure, TemporaryFailure, UnknownOutcome, UnreadableToken)


def write_event(*, event_id: int, now: datetime) -> None:
    """Insert, change or delete the event in Google so that it shows what is wanted now; nothing if it does.

    To be called outside any transaction. Ends with the row settled (WRITTEN, REMOVED), refused (FAILED) or
    parked until its organiser does something about it; raises StillWaiting where another try is due. A try that was
    cut off anywhere can be repeated: the event's id is ours, and the event is looked up before it is written.
    """
    with alone_with_event(event_id):
        _bring_about_now(event_id, now)


def _bring_about_now(event_id: int, now: datetime) -> None:
    for left in reversed(range(ROUNDS)):
        if (errand := _claimed(event_id, now)) is None:
            return
        try:
            _carry_out(errand, now)
        except TakenByAnother:
            take_next_id(errand, now)
        except CHANGED_UNDER_OUR_HANDS as error:
            _changed_meanwhile(errand, error, now, is_last=not left)
        except TROUBLE as error:
            record_trouble(errand, error, now)
            return
        else:
            return


def _changed_meanwhile(errand: Errand, error: Exception, now: datetime, *, is_last: bool) -> None:
    if isinstance(error, AlreadyExists):
        forget_try(errand)
    if is_last:
        _give_up_for_now(errand, error, now)


def _claimed(event_id: int, now: datetime) -> Errand | None:
    """What `begin` gives, at its turn. Raises StillWaiting where that is not soon."""
    claimed = begin(event_id, now)
    if isinstance(claimed, Later):
        raise StillWaiting(claimed.reason, claimed.pause, is_a_turn=True)
    if claimed is not None and claimed.wait:
        time.sleep(claimed.wait.total_seconds())
    return claimed


def _give_up_for_now(errand: Errand, error: Exception, now: datetime) -> None:
    """It changed each time we looked, which passes; or there is no such calendar, which is for good, and whatever had
    to go from it went with it."""
    if isinstance(error, AlreadyExists) and errand.tries >= HOPELESS_TRIES:
        take_next_id(errand, now)
    is_for_good = isinstance(error, NotFound)
    if is_for_good and errand.content is None:
        settle(errand, None, now)
        return
    record_trouble(errand, error if is_for_good else TemporaryFailure("changing"), now)


def _carry_out(claimed: Errand, now: datetime) -> None:
    organiser = GoogleConnection.objects.filter(pk=claimed.connection).first()
    if organiser is None:
        return
    with calendar_of(organiser, claimed.google_calendar_id) as calendar:
        theirs = find(calendar, claimed.google_event_id) if claimed.may_exist else None
        if _may_be_elsewhere(claimed, theirs) and follow(claimed.event, now=now):
            raise EditedByHand
        # What is wanted is read after the etag that guards the write. The other way round a writer that was
        # held up in between could lay an old wish over a newer one.
        errand = errand_now(claimed)
        if errand is None:
            return
        errand = _as_taken(claimed, errand, theirs)
        if _was_edited(calendar, errand, theirs, now):
            raise EditedByHand
        shown = _bring_about(calendar, errand, theirs)
    settle(errand, shown, now)


def _may_be_elsewhere(claimed: Errand, theirs: EventRecord | None) -> bool:
    """Whether people may have taken it to another calendar of theirs: also where it was deleted since, for from the bin
    there it comes back."""
    is_known = claimed.told is not None or claimed.binned is not None or claimed.content is None
    return is_known and claimed.may_exist and not claimed.is_guests_copy and not is_alive(theirs)


def _as_taken(claimed: Errand, errand: Errand, theirs: EventRecord | None) -> Errand:
    """The errand with what Google was told by what `theirs` shows, where nothing else is known of it: by an insert of which
    no answer came, or before people deleted it, if it is back. Whatever differs from that is people's, and so is the
    deletion of what we never tried to delete. The exceptions of a series come after its insert, so of one nobody knows
    how far it came."""
    taken = next(iter(claimed.tried), None)
    is_unheard = errand.told is None and errand.content is not None and taken is not None
    if taken is None or not is_unheard or taken.dates is not None or theirs is None:
        return errand
    if theirs.is_cancelled and errand.may_be_removed:
        return errand
    if errand.binned is not None and taken.description not in theirs.description:
        taken = errand.binned  # people brought it back before we did
    return learn_told(errand, taken)


def _was_edited(calendar: GoogleCalendar, errand: Errand, theirs: EventRecord | None, now: datetime) -> bool:
    """Whether people gave the event another time, or deleted it, of which nobody knew: theirs stays until somebody has
    decided, and what is written next leaves it alone."""
    if errand.told is None or errand.content is None or not may_be_edited(errand, errand.content, theirs):
        return False
    event = CalendarEvent.objects.get(pk=errand.event)
    return take_note(errand.event, errand.google_event_id, seen_of(calendar, event, theirs, now), now)


def _bring_about(calendar: GoogleCalendar, errand: Errand, theirs: EventRecord | None) -> EventRecord | None:
    content = errand.content
    if content is None:
        remove(calendar, errand, theirs)
        return None
    if theirs is None and content.dates is not None:
        # Whatever comes of the dates that differ from the rule, Google has the series from now on.
        theirs = insert(calendar, errand, content)
        errand = learn_told(errand, replace(content, dates=content.dates.by_rule))
    return show(calendar, errand, theirs, content)
