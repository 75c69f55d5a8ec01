"""How a person connects their Google Calendar, and parts from it."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars import google, tokens
from calendars.models import (
    CalendarEvent,
    ConnectionState,
    ConsentAttempt,
    GoogleConnection,
    ReadCalendar,
    WriteState,
)
from calendars.operations.wanted import lock_events_of, release_events_of
from calendars.queueing import REVOKE_TOKEN, WRITE_EVENT, defer
from integrations.google_calendar import PermanentFailure, TemporaryFailure, Tokens
from integrations.google_calendar.consent import may_write
from problems import Problem

PRIMARY = "primary"  # Google's name for the calendar that every account has
ATTEMPT_LASTS = timedelta(minutes=10)


class ConsentUnknown(Problem):
    code = "consent_unknown"
    status = 400
    title = _("This answer from Google was not asked for")
    detail = _(
        "It is too old, was used before, or belongs to somebody else. Connect again from your settings."
    )


class ConsentDenied(Problem):
    code = "consent_denied"
    status = 400
    title = _("Google Calendar is not connected")
    detail = _("You said no at Google. Nothing was changed; you can connect later from your settings.")


class ConsentIncomplete(Problem):
    code = "consent_incomplete"
    status = 400
    title = _("Google Calendar is not connected")
    detail = _(
        "Meridian needs leave to write events and to see your address. Connect again and tick every box."
    )


class ConsentRefused(Problem):
    code = "consent_refused"
    status = 400
    title = _("Google Calendar is not connected")
    detail = _("Google did not accept the answer. Connect again from your settings.")


class GoogleUnreachable(Problem):
    code = "google_unreachable"
    status = 503
    title = _("Google does not answer")
    detail = _("Nothing was changed. Connect again in a few minutes.")


@transaction.atomic
def start_consent(*, person: Person, now: datetime) -> str:
    """The address at Google where `person` says yes or no; the way back is open for ten minutes, once."""
    ConsentAttempt.objects.filter(started_at__lte=now - ATTEMPT_LASTS).delete()
    request = google.consent().authorization(secrets.token_urlsafe(32), login_hint=person.email)
    ConsentAttempt.objects.create(
        state_digest=_digest(request.state),
        person=person,
        verifier_encrypted=tokens.encrypt(request.code_verifier),
        started_at=now,
    )
    return request.url


def finish_consent(*, person: Person, state: str, code: str, now: datetime) -> GoogleConnection:
    """Turn Google's answer into a connection, and let what waited for it flow again.

    Speaks to Google, outside any transaction. Raises ConsentUnknown (state or code missing, wrong, old, used
    or another person's), ConsentIncomplete (not everything was allowed), ConsentRefused, GoogleUnreachable;
    then no token is kept.
    """
    verifier = _take_attempt(person, state, now)
    if not code:
        raise ConsentUnknown
    try:
        granted = google.consent().exchange(code, verifier)
    except TemporaryFailure as error:
        raise GoogleUnreachable from error
    except PermanentFailure as error:
        raise ConsentRefused from error
    if not may_write(granted) or not granted.email:
        raise ConsentIncomplete
    return _keep_connection(person, granted, granted.email, now)


def refuse_consent(*, person: Person, state: str, now: datetime) -> None:
    """The person said no at Google. Uses up the attempt; always raises ConsentDenied or ConsentUnknown."""
    _take_attempt(person, state, now)
    raise ConsentDenied


@atomically
def disconnect(*, person: Person, now: datetime) -> bool:
    """Forget the person's tokens at once, and have Google revoke them when it can; False if there were none."""
    connection = GoogleConnection.objects.filter(person=person).first()
    if connection is None or not _part_from(connection, now):
        return False
    record("person", person.pk, "google.disconnected", by=person, now=now)
    return True


def revoke_token(*, token_encrypted: str, account_encrypted: str) -> None:
    """Give a refresh token back to Google; one that Google does not know any more is done.

    Google revokes all that an account ever granted to us, so a token stays where somebody has connected the
    same account again meanwhile. Raises TemporaryFailure or UnknownOutcome where another try is due.
    """
    try:
        token, account = tokens.decrypt(token_encrypted), tokens.decrypt(account_encrypted)
    except tokens.UnreadableToken:
        return
    if GoogleConnection.objects.filter(google_email=account).exists():
        return
    try:
        google.consent().revoke(Tokens("", token, None, frozenset()))
    except PermanentFailure:
        return


def _take_attempt(person: Person, state: str, now: datetime) -> str:
    """The PKCE verifier of the attempt, which is then used up. Deleting it decides a race of two answers."""
    with transaction.atomic(durable=True):
        attempts = ConsentAttempt.objects.filter(
            state_digest=_digest(state), person=person, started_at__gt=now - ATTEMPT_LASTS
        )
        attempt = attempts.select_for_update().first()
        if attempt is None:
            raise ConsentUnknown
        attempt.delete()
    try:
        return tokens.decrypt(attempt.verifier_encrypted)
    except tokens.UnreadableToken as error:
        raise ConsentUnknown from error


@atomically
def _keep_connection(person: Person, granted: Tokens, email: str, now: datetime) -> GoogleConnection:
    # Two answers at once make one connection. Not the key: rows that point at the person may come meanwhile.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = GoogleConnection.objects.filter(person=person).first()
    if known is not None and known.google_email != email:
        # Another account: what the old one's calendar holds is out of reach, and nothing of it may be written
        # into the new one's.
        _part_from(known, now)
        known = None
    refresh_token = tokens.encrypt(granted.refresh_token) if granted.refresh_token else _kept_token(known)
    connection = known or GoogleConnection(person=person, google_email=email)
    connection.scopes = sorted(granted.scopes)
    connection.refresh_token_encrypted = refresh_token
    connection.access_token_encrypted = tokens.encrypt(granted.access_token)
    connection.access_token_expires_at = granted.expires_at
    connection.state, connection.connected_at, connection.last_error = ConnectionState.ACTIVE, now, ""
    connection.save()
    ReadCalendar.objects.get_or_create(
        connection=connection, google_calendar_id=PRIMARY, defaults={"is_written": True}
    )
    record("person", person.pk, "google.connected", by=person, now=now, again=known is not None)
    _resume(connection)
    return connection


def _kept_token(known: GoogleConnection | None) -> str:
    """Google repeats no refresh token that it thinks we hold; one that it refused does not count."""
    if known is None or known.state == ConnectionState.NEEDS_REAUTH:
        raise ConsentIncomplete
    return known.refresh_token_encrypted


def _part_from(connection: GoogleConnection, now: datetime) -> bool:
    """False if somebody else has done it. Events are locked before connections, as wherever both are."""
    lock_events_of(connection)
    if not GoogleConnection.objects.select_for_update().filter(pk=connection.pk).exists():
        return False
    release_events_of(connection, now)
    defer(
        REVOKE_TOKEN,
        token_encrypted=connection.refresh_token_encrypted,
        account_encrypted=tokens.encrypt(connection.google_email),
    )
    connection.delete()
    return True


def _resume(connection: GoogleConnection) -> None:
    waiting = CalendarEvent.objects.filter(organiser=connection, state=WriteState.WAITING)
    for event_id in waiting.values_list("pk", flat=True):
        defer(WRITE_EVENT, event_id=event_id)


def _digest(state: str) -> str:
    """Of the state only this is stored: who reads the table cannot answer in another's name."""
    return hashlib.sha256(state.encode()).hexdigest()
