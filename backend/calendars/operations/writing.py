"""Bringing Google to what is wanted of one event, whatever happens on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from calendars import google
from calendars.models import GoogleConnection
from calendars.operations.access import keep_tokens
from calendars.operations.outcomes import (
    StillWaiting,
    begin,
    errand_now,
    record_trouble,
    settle,
    take_next_id,
)
from calendars.placing import Errand, TakenByAnother, find, remove, show
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
    Tokens,
    UnknownOutcome,
)

ROUNDS = 3
HOPELESS_TRIES = 24  # an id that Google refuses as taken and yet does not show, for minutes
CHANGED_UNDER_OUR_HANDS = (AlreadyExists, PreconditionFailed, Gone, NotFound)
TROUBLE = (PermanentFailure, TemporaryFailure, UnknownOutcome, UnreadableToken)
LOCK_SPACE = 0x6D65_0000_0000_0000  # keeps these advisory locks apart from anybody else's


def write_event(*, event_id: int, now: datetime) -> None:
    """Insert, change or delete the event in Google so that it shows what is wanted now; nothing if it does.

    To be called outside any transaction. Ends with the row settled (WRITTEN, REMOVED), refused (FAILED) or
    parked until its organiser consents again; raises StillWaiting where another try is due. A try that was
    cut off anywhere can be repeated: the event's id is ours, and the event is looked up before it is written.
    """
    with _alone_with(event_id):
        for left in reversed(range(ROUNDS)):
            if (errand := begin(event_id, now)) is None:
                return
            try:
                _carry_out(errand, now)
            except TakenByAnother:
                take_next_id(errand, now)
            except CHANGED_UNDER_OUR_HANDS as error:
                if not left:
                    _give_up_for_now(errand, error, now)
            except TROUBLE as error:
                record_trouble(errand, error, now)
                return
            else:
                return


def _give_up_for_now(errand: Errand, error: PermanentFailure, now: datetime) -> None:
    """It changed each time we looked, which passes; or there is no such calendar, which is for good."""
    if isinstance(error, AlreadyExists) and errand.tries >= HOPELESS_TRIES:
        take_next_id(errand, now)
    passing = None if isinstance(error, NotFound) else TemporaryFailure("changing")
    record_trouble(errand, passing or error, now)


def _carry_out(claimed: Errand, now: datetime) -> None:
    organiser = GoogleConnection.objects.filter(pk=claimed.connection).first()
    if organiser is None:
        return
    with calendar_of(organiser) as calendar:
        theirs = find(calendar, claimed.google_event_id) if claimed.may_exist else None
        # What is wanted is read after the etag that guards the write. The other way round a writer that was
        # held up in between could lay an old wish over a newer one.
        errand = errand_now(claimed)
        if errand is None:
            return
        shown = _bring_about(calendar, errand, theirs)
    settle(errand, shown, now)


def _bring_about(calendar: GoogleCalendar, errand: Errand, theirs: EventRecord | None) -> EventRecord | None:
    if errand.content is None:
        remove(calendar, errand, theirs)
        return None
    return show(calendar, errand, theirs, errand.content)


def calendar_of(organiser: GoogleConnection) -> GoogleCalendar:
    """The organiser's calendar, opened so that renewed tokens are stored. Raises tokens.UnreadableToken."""
    used = google.tokens_of(organiser)

    def keep(renewed: Tokens) -> None:
        keep_tokens(connection_id=organiser.pk, used=used, renewed=renewed)

    return google.calendar_of(organiser, on_tokens=keep)


@contextmanager
def _alone_with(event_id: int) -> Iterator[None]:
    """One writer per event at a time. Raises StillWaiting at once if another is at it.

    A session-level advisory lock: it needs no transaction to stay open during the network calls, and PostgreSQL
    frees it the moment a killed worker's connection is gone, where a lease would have to run out. Procrastinate's
    own lock would let a job that waits out a long pause hold up the newer one behind it. Should the lock be lost
    with a broken connection, the id of the insert and the etag of the patch still keep two writers apart.
    """
    key = LOCK_SPACE + event_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (is_ours,) = cursor.fetchone()
    if not is_ours:
        raise StillWaiting.behind_another_writer()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
