"""One authorised HTTP connection to Google, and the translation of everything that can go wrong on it.

httplib2 sends a request again, a POST too, when the server closes the connection before it answers, whatever
`num_retries` says. So an insert must carry an id of ours, and no broken connection proves that a write was
not carried out.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

import google.auth.exceptions
import google_auth_httplib2
import httplib2
from google.oauth2.credentials import Credentials
from googleapiclient.errors import Error as ClientError
from googleapiclient.errors import HttpError

from integrations.google_calendar.errors import (
    GoogleFailure,
    NeedsConsent,
    PermanentFailure,
    TemporaryFailure,
    UnknownOutcome,
    failure_of,
)
from integrations.google_calendar.types import Endpoints, Tokens

TIMEOUT_SECONDS = 10.0
BROKEN_CONNECTION = (OSError, http.client.HTTPException, httplib2.HttpLib2Error)
WRONG_CLIENT = {"invalid_client", "unauthorized_client", "invalid_request"}
TOO_MANY = {"rate_limit_exceeded", "slow_down"}
# Whose turn it is to renew: inside, the tokens as somebody else may have renewed them meanwhile; None if nobody knows.
Turn = Callable[[], AbstractContextManager[Tokens | None]]
GARBAGE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, ClientError)


class RenewedInTurn(Credentials):
    """google-auth's credentials, that several workers hold: one renews them, the others take what that brought."""

    def __init__(self, *, turn: Turn, keep: Callable[[], None], **known: Any) -> None:
        super().__init__(**known)  # type: ignore[no-untyped-call]
        self._turn, self._keep = turn, keep
        self.is_anothers = False  # the token in hand was renewed by another worker

    def refresh(self, request: Any) -> None:
        """Before a token runs out, and after a 401. What it brings is kept before the turn ends."""
        used = self.token
        with self._turn() as known:
            if known is not None and known.access_token not in ("", used):
                self.token, self.expiry = known.access_token, _naive(known)
                self._refresh_token = known.refresh_token
            self.is_anothers = self.token != used and self.valid
            if not self.is_anothers:
                super().refresh(request)  # type: ignore[no-untyped-call]
            self._keep()


def credentials(
    tokens: Tokens,
    endpoints: Endpoints,
    client_id: str,
    client_secret: str,
    *,
    turn: Turn = nullcontext,
    keep: Callable[[], None] = lambda: None,
) -> RenewedInTurn:
    """Of a person who consented; `keep` is called when they were renewed."""
    return RenewedInTurn(
        turn=turn,
        keep=keep,
        token=tokens.access_token,
        refresh_token=tokens.refresh_token,
        token_uri=endpoints.token_uri,
        client_id=client_id,
        client_secret=client_secret,
        scopes=sorted(tokens.scopes),
        expiry=_naive(tokens),
    )


def _naive(tokens: Tokens) -> datetime | None:
    """google-auth wants `expiry` as naive UTC."""
    return tokens.expires_at.astimezone(UTC).replace(tzinfo=None) if tokens.expires_at else None


def tokens_of(access: Any, before: Tokens) -> Tokens:
    """What to store after a refresh. A refresh token or e-mail that was not repeated is kept."""
    expires_at = access.expiry.replace(tzinfo=UTC) if access.expiry else None
    # A service account has neither.
    granted = frozenset(getattr(access, "granted_scopes", None) or before.scopes)
    refresh_token = getattr(access, "refresh_token", None) or before.refresh_token
    return Tokens(str(access.token), refresh_token, expires_at, granted, before.email, before.subject)


class _Http(google_auth_httplib2.AuthorizedHttp):  # type: ignore[misc]  # it has no types
    """What another worker's refresh brought may have run out as well: then ours is still to come."""

    def request(self, *args: Any, **kwargs: Any) -> Any:
        response, content = super().request(*args, **kwargs)
        if response.status != http.client.UNAUTHORIZED or not getattr(self.credentials, "is_anothers", False):
            return response, content
        self.credentials.refresh(google_auth_httplib2.Request(self.http))
        return super().request(*args, **kwargs)


def authorized_http(access: Any, timeout_seconds: float) -> google_auth_httplib2.AuthorizedHttp:
    """Not for sharing between threads; a 401 is answered by one refresh and one more try."""
    plain = httplib2.Http(timeout=timeout_seconds)
    return _Http(access, http=plain, max_refresh_attempts=1)


@contextmanager
def failures_named(*, is_write: bool, can_refresh: bool = True) -> Iterator[None]:
    """Turn what the libraries raise into this package's errors. `can_refresh`: there is a refresh token."""
    try:
        yield
    except GoogleFailure:
        raise
    except HttpError as error:
        headers = {key.lower(): str(value) for key, value in error.resp.items()}
        raise failure_of(error.resp.status, error.content, headers, is_write=is_write) from error
    except google.auth.exceptions.RefreshError as error:
        raise refresh_failure(error, can_refresh=can_refresh) from error
    except google.auth.exceptions.GoogleAuthError as error:
        raise TemporaryFailure("token_endpoint_unreachable") from error
    except BROKEN_CONNECTION as error:
        raise _lost(error, is_write=is_write) from error
    except GARBAGE as error:
        raise _open("garbage", is_write=is_write) from error


def refresh_failure(error: google.auth.exceptions.RefreshError, *, can_refresh: bool) -> GoogleFailure:
    """No refresh, so nothing was sent. A stumbling token endpoint passes; a wrong client is our own fault;
    any other OAuth error (`invalid_grant`), or no refresh token at all, needs the person. An error that is no word is
    not OAuth's (RFC 6749, 5.2) but that of Google's other interfaces, as for too many requests, and passes too.
    """
    answers = [argument for argument in error.args if isinstance(argument, dict)]
    if not can_refresh:
        return NeedsConsent("no_refresh_token")
    # google-auth calls an HTML page of the token endpoint final, even a 503; only OAuth's own word is.
    if error.retryable or not answers:
        return TemporaryFailure("token_endpoint_failed")
    reason = answers[0].get("error", "refresh_failed")
    if not isinstance(reason, str) or reason in TOO_MANY:
        return TemporaryFailure("token_endpoint_failed")
    return PermanentFailure(reason) if reason in WRONG_CLIENT else NeedsConsent(reason)


def _lost(error: Exception, *, is_write: bool) -> GoogleFailure:
    return _open("timeout" if isinstance(error, TimeoutError) else "connection_lost", is_write=is_write)


def _open(reason: str, *, is_write: bool) -> GoogleFailure:
    return UnknownOutcome(reason) if is_write else TemporaryFailure(reason)


def execute(request: Any, *, is_write: bool, can_refresh: bool, read: Callable[[Any], Any]) -> Any:
    """Send a request of the API client, once, and read its answer; errors of this package only.

    `read` runs inside: an answer that cannot be understood leaves a write's outcome open too.
    """
    with failures_named(is_write=is_write, can_refresh=can_refresh):
        return read(request.execute(num_retries=0))
