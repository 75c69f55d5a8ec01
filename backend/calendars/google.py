"""Google as this installation's settings name it: the real one, or the stand-in of a demo or a test."""

from collections.abc import Callable

from django.conf import settings

from calendars import tokens
from calendars.models import GoogleConnection
from integrations.google_calendar import Consent, Endpoints, GoogleCalendar, Tokens

CALLBACK_PATH = "/oauth/google/callback/"


def consent() -> Consent:
    """The OAuth client with which people connect their calendar."""
    return Consent(
        client_id=settings.ENV.google_client_id,
        client_secret=settings.ENV.google_client_secret.get_secret_value(),
        redirect_uri=settings.PUBLIC_URL + CALLBACK_PATH,
        endpoints=_endpoints(),
    )


def calendar_of(connection: GoogleConnection, on_tokens: Callable[[Tokens], None]) -> GoogleCalendar:
    """The person's own calendar; close it after use. Raises tokens.UnreadableToken.

    `on_tokens` is told of renewed tokens as soon as there are any.
    """
    return GoogleCalendar(
        tokens_of(connection),
        client_id=settings.ENV.google_client_id,
        client_secret=settings.ENV.google_client_secret.get_secret_value(),
        endpoints=_endpoints(),
        on_tokens=on_tokens,
    )


def tokens_of(connection: GoogleConnection) -> Tokens:
    """What the connection holds, decrypted. Raises tokens.UnreadableToken."""
    access = connection.access_token_encrypted
    return Tokens(
        access_token=tokens.decrypt(access) if access else "",
        refresh_token=tokens.decrypt(connection.refresh_token_encrypted),
        expires_at=connection.access_token_expires_at,
        scopes=frozenset(connection.scopes),
        email=connection.google_email,
    )


def _endpoints() -> Endpoints:
    return Endpoints(
        api_endpoint=settings.ENV.google_api_endpoint,
        auth_uri=settings.ENV.google_auth_uri,
        token_uri=settings.ENV.google_token_uri,
        revoke_uri=settings.ENV.google_revoke_uri,
        userinfo_uri=settings.ENV.google_userinfo_uri,
    )
