"""Google as this installation's settings name it: the real one, or the stand-in of a demo or a test."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from urllib.parse import urlsplit

from django.conf import settings

from calendars import tokens
from calendars.models import PRIMARY, GoogleConnection
from integrations.google_calendar import (
    SCOPES,
    Consent,
    Endpoints,
    GoogleAccount,
    GoogleCalendar,
    ServiceAccount,
    Tokens,
    Turn,
)
from integrations.google_calendar.types import LOOPBACK

CALLBACK_PATH = "/oauth/google/callback/"
PUSH_PATH = "/webhooks/google/calendar/"


def consent(scopes: Iterable[str] = SCOPES) -> Consent:
    """The OAuth client with which people connect their calendar; `scopes` are what it asks for."""
    return Consent(
        client_id=settings.ENV.google_client_id,
        client_secret=settings.ENV.google_client_secret.get_secret_value(),
        redirect_uri=settings.PUBLIC_URL + CALLBACK_PATH,
        endpoints=_endpoints(),
        scopes=scopes,
    )


def account_of(
    connection: GoogleConnection, on_tokens: Callable[[Tokens], None], turn: Turn
) -> GoogleAccount:
    """The person's list of calendars; otherwise as `calendar_of`."""
    return GoogleAccount(
        tokens_of(connection),
        client_id=settings.ENV.google_client_id,
        client_secret=settings.ENV.google_client_secret.get_secret_value(),
        endpoints=_endpoints(),
        on_tokens=on_tokens,
        turn=turn,
    )


def calendar_of(
    connection: GoogleConnection,
    on_tokens: Callable[[Tokens], None],
    calendar_id: str = PRIMARY,
    turn: Turn = nullcontext,
) -> GoogleCalendar:
    """One of the person's calendars; close it after use. Raises tokens.UnreadableToken.

    `on_tokens` is told of renewed tokens as soon as there are any, within the `turn` in which they are renewed.
    """
    account = settings.ENV.google_service_account if connection.is_hub else None
    return calendar_with(tokens_of(connection), on_tokens, calendar_id, account, turn)


def calendar_with(
    known: Tokens,
    on_tokens: Callable[[Tokens], None] | None = None,
    calendar_id: str = PRIMARY,
    account: ServiceAccount | None = None,
    turn: Turn = nullcontext,
) -> GoogleCalendar:
    """A calendar of whoever gave us these tokens, or of an account that signs for itself; close it after use."""
    return GoogleCalendar(
        known,
        client_id=settings.ENV.google_client_id,
        client_secret=settings.ENV.google_client_secret.get_secret_value(),
        endpoints=_endpoints(),
        calendar_id=calendar_id,
        on_tokens=on_tokens,
        turn=turn,
        account=account,
    )


def tokens_of(connection: GoogleConnection) -> Tokens:
    """What the connection holds, decrypted. Raises tokens.UnreadableToken."""
    access, refresh = connection.access_token_encrypted, connection.refresh_token_encrypted
    return Tokens(
        access_token=tokens.decrypt(access) if access else "",
        refresh_token=tokens.decrypt(refresh) if refresh else None,
        expires_at=connection.access_token_expires_at,
        scopes=frozenset(connection.scopes),
        email=connection.google_email,
        subject=connection.google_subject or None,
    )


def _endpoints() -> Endpoints:
    return Endpoints(
        api_endpoint=settings.ENV.google_api_endpoint,
        auth_uri=settings.ENV.google_auth_uri,
        token_uri=settings.ENV.google_token_uri,
        revoke_uri=settings.ENV.google_revoke_uri,
        userinfo_uri=settings.ENV.google_userinfo_uri,
    )


def push_address() -> str | None:
    """Where Google can tell us of changes; None where it cannot reach us, or is not to.

    Google posts to https alone. A stand-in on this machine may be allowed to take plain http.
    """
    public = urlsplit(settings.PUBLIC_URL)
    is_beside_us = settings.ENV.google_push_to_loopback and public.hostname in LOOPBACK
    if not settings.ENV.google_push or not (public.scheme == "https" or is_beside_us):
        return None
    return settings.PUBLIC_URL + PUSH_PATH
