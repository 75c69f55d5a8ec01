"""What becomes of a connection while it is used: tokens are renewed, consent runs out."""

from datetime import datetime

from django.db import transaction

from audit.operations import record
from calendars import google, tokens
from calendars.models import CalendarEvent, ConnectionState, GoogleConnection
from integrations.google_calendar import Tokens


@transaction.atomic
def keep_tokens(*, connection_id: int, used: Tokens, renewed: Tokens) -> None:
    """Store tokens that a refresh brought, unless the person disconnected or consented anew meanwhile.

    `used` are the tokens that the refresh started from. Two workers may refresh at once: both new tokens are
    good, the row lock puts them in order, and the one that lasts longer stays.
    """
    connection = GoogleConnection.objects.select_for_update(no_key=True).filter(pk=connection_id).first()
    if connection is None or (stored := google.tokens_of(connection)).refresh_token != used.refresh_token:
        return
    is_overtaken = stored.access_token != used.access_token
    lasts_until = renewed.expires_at
    if is_overtaken and stored.expires_at and lasts_until and lasts_until < stored.expires_at:
        return
    connection.access_token_encrypted = tokens.encrypt(renewed.access_token)
    connection.access_token_expires_at = lasts_until
    if renewed.refresh_token and renewed.refresh_token != used.refresh_token:
        connection.refresh_token_encrypted = tokens.encrypt(renewed.refresh_token)
    connection.save(
        update_fields=["access_token_encrypted", "access_token_expires_at", "refresh_token_encrypted"]
    )


def note_success(event: CalendarEvent, now: datetime) -> None:
    """Google took a write of the organiser: part of the writer's transaction."""
    if event.organiser is not None:
        GoogleConnection.objects.filter(pk=event.organiser.pk).update(last_ok_at=now, last_error="")


def park(event: CalendarEvent, reason: str, now: datetime) -> None:
    """Google will not have the organiser's tokens any more: they have to consent again.

    Part of the writer's transaction. Consent given since the try began (`now`) stands.
    """
    if event.organiser is None:
        return
    stale = GoogleConnection.objects.filter(pk=event.organiser.pk, connected_at__lte=now)
    if stale.update(state=ConnectionState.NEEDS_REAUTH, last_error=reason):
        record("person", event.organiser.person_id, "google.needs_reauth", by=None, now=now, reason=reason)


@transaction.atomic
def rotate_token_keys() -> int:
    """Encrypt every stored token under the newest key; how many connections there are.

    Raises tokens.UnreadableToken, and changes nothing, if a key that is still needed was taken out.
    """
    connections = list(GoogleConnection.objects.select_for_update())
    for connection in connections:
        connection.refresh_token_encrypted = tokens.rotate(connection.refresh_token_encrypted)
        if connection.access_token_encrypted:
            connection.access_token_encrypted = tokens.rotate(connection.access_token_encrypted)
    GoogleConnection.objects.bulk_update(connections, ["refresh_token_encrypted", "access_token_encrypted"])
    return len(connections)
