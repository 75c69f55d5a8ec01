"""A person parts from Google: what waits goes to others, what stands there stays, and the tokens are given back."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from calendars import google, tokens
from calendars.models import CalendarEvent, GoogleConnection
from calendars.operations.channels import channels_of
from calendars.operations.reading.choosing import forget_calendars
from calendars.operations.wanted import lock_events_of, release_events_of
from calendars.queueing import REVOKE_TOKEN, defer
from integrations.google_calendar import PermanentFailure, Tokens


def part_from(connection: GoogleConnection, now: datetime) -> list[int]:
    """Forget the connection; ids of the events that waited for it and found nobody else.

    Part of the caller's transaction. Events are locked before connections, as wherever both are.
    """
    lock_events_of(connection)
    if not GoogleConnection.objects.select_for_update().filter(pk=connection.pk).exists():
        return []  # somebody else has done it
    pending = detach_events(connection, now)
    defer(
        REVOKE_TOKEN,
        token_encrypted=connection.refresh_token_encrypted,
        account_encrypted=tokens.encrypt(connection.google_email),
        channels=json.dumps(channels_of(connection)),
    )
    forget_calendars(connection=connection)
    connection.delete()
    return pending


def detach_events(connection: GoogleConnection, now: datetime) -> list[int]:
    """The connection organises nothing any more; ids of the events that waited for it and found nobody else.

    What Google shows already stays on the person's calendar, out of our reach, and is known again should they come
    back with the same account. The next change meanwhile makes a new event with whoever is connected then.
    """
    lock_events_of(connection)
    pending = release_events_of(connection, connection.account, now)
    organised = CalendarEvent.objects.filter(organiser=connection)
    organised.filter(attempts__gt=0).update(organiser=None, left_account=connection.account)
    organised.update(organiser=None)
    return pending


def revoke_token(*, token_encrypted: str, account_encrypted: str, channels: str = "[]") -> None:
    """End the push channels (JSON, see `channels_of`) of a connection that is no more, and give its refresh token back
    to Google; what Google does not know any more is done.

    Google revokes all that an account ever granted to us, so a token stays where somebody has connected the
    same account again meanwhile. Raises TemporaryFailure or UnknownOutcome where another try is due.
    """
    try:
        token, account = tokens.decrypt(token_encrypted), tokens.decrypt(account_encrypted)
    except tokens.UnreadableToken:
        return
    left = Tokens("", token, None, frozenset())
    _stop(left, json.loads(channels))
    if GoogleConnection.objects.filter(google_email=account).exists():
        return
    with suppress(PermanentFailure):
        google.consent().revoke(left)


def _stop(left: Tokens, channels: Sequence[tuple[str, str]]) -> None:
    """First of all: without the token nobody can, and Google would go on to tell until they end by themselves."""
    if channels:
        with suppress(PermanentFailure), google.calendar_with(left) as calendar:
            for channel_id, resource_id in channels:
                calendar.stop_channel(channel_id, resource_id)
