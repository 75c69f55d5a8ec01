"""A person's consent: ask for it, turn the answer into tokens, renew them, give them back.

Sources: https://developers.google.com/identity/protocols/oauth2/web-server; RFC 6749; RFC 7636; RFC 7009.
"""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import google_auth_httplib2
import httplib2
import requests
from google_auth_oauthlib.flow import Flow
from oauthlib.oauth2.rfc6749.errors import OAuth2Error  # type: ignore[import-untyped]

from integrations.google_calendar.errors import (
    NeedsConsent,
    PermanentFailure,
    TemporaryFailure,
    failure_of,
)
from integrations.google_calendar.scopes import EVENTS_SCOPE, FREEBUSY_SCOPE, SCOPES
from integrations.google_calendar.transport import (
    BROKEN_CONNECTION,
    TIMEOUT_SECONDS,
    WRONG_CLIENT,
    credentials,
    failures_named,
    tokens_of,
)
from integrations.google_calendar.types import LOOPBACK, Endpoints, Tokens

__all__ = [
    "EVENTS_SCOPE",
    "FREEBUSY_SCOPE",
    "SCOPES",
    "AuthorizationRequest",
    "Consent",
    "may_read_busy",
    "may_write",
]


@dataclass(frozen=True)
class AuthorizationRequest:
    """Send the browser to `url`; keep `state` and `code_verifier` in the session until it returns."""

    url: str
    state: str
    code_verifier: str


class Consent:
    """The OAuth client of this installation."""

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        redirect_uri: str,
        endpoints: Endpoints | None = None,
        scopes: Iterable[str] = SCOPES,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self.client_id, self.client_secret = client_id, client_secret
        self.redirect_uri, self.scopes = redirect_uri, tuple(scopes)
        self.endpoints, self.timeout_seconds = endpoints or Endpoints(), timeout_seconds
        if urlsplit(self.endpoints.token_uri).hostname in LOOPBACK:
            # oauthlib refuses plain http; `Endpoints` lets it through to this machine only.
            os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

    def authorization(self, state: str, *, login_hint: str | None = None) -> AuthorizationRequest:
        """Where to send the browser. `state` is the caller's: unguessable, bound to the session, used once.

        Asks for offline access with `prompt=consent`, so that a refresh token is sure to come, and with PKCE
        (S256). What was granted earlier for other wishes is not asked to be added: a smaller wish gets less.
        """
        flow = self._flow()
        hint = {"login_hint": login_hint} if login_hint else {}
        url, _ = flow.authorization_url(state=state, access_type="offline", prompt="consent", **hint)
        return AuthorizationRequest(url, state, flow.code_verifier)

    def exchange(self, code: str, code_verifier: str) -> Tokens:
        """Turn the code that came back into tokens, and learn whose they are.

        Fewer scopes than asked for are no error: look at `Tokens.scopes` (`may_write`). NeedsConsent: the
        code is used up, too old or not for this verifier. TemporaryFailure: start again later.
        """
        flow = self._flow(code_verifier)
        flow.oauth2session.register_compliance_hook("access_token_response", _refuse_server_errors)
        tokens = _tokens(self._fetched(flow, code))
        email, subject = self._account(tokens)
        return replace(tokens, email=email, subject=subject)

    def refresh(self, tokens: Tokens) -> Tokens:
        """New access token; the refresh token stays unless Google sends another.

        NeedsConsent when access was revoked or has run out; TemporaryFailure when Google stumbles.
        """
        access = credentials(tokens, self.endpoints, self.client_id, self.client_secret)
        connection = httplib2.Http(timeout=self.timeout_seconds)
        try:
            with failures_named(is_write=False, can_refresh=tokens.refresh_token is not None):
                access.refresh(google_auth_httplib2.Request(connection))
        finally:
            connection.close()
        return tokens_of(access, tokens)

    def revoke(self, tokens: Tokens) -> None:
        """Give the access back. A token that Google no longer knows counts as revoked."""
        body = urlencode({"token": tokens.refresh_token or tokens.access_token})
        headers = {"content-type": "application/x-www-form-urlencoded"}
        status, content = self._call(self.endpoints.revoke_uri, "POST", headers, body)
        is_unknown = status == http.client.BAD_REQUEST and b"invalid_token" in content
        if status != http.client.OK and not is_unknown:
            raise failure_of(status, content, {}, is_write=False)

    def _flow(self, code_verifier: str | None = None) -> Flow:
        client = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "auth_uri": self.endpoints.auth_uri,
            "token_uri": self.endpoints.token_uri,
        }
        return Flow.from_client_config(
            {"web": client}, scopes=self.scopes, redirect_uri=self.redirect_uri, code_verifier=code_verifier
        )

    def _fetched(self, flow: Flow, code: str) -> Mapping[str, Any]:
        try:
            answer: Mapping[str, Any] = flow.fetch_token(code=code, timeout=self.timeout_seconds)
        except Warning as warning:
            # oauthlib raises a Warning when other scopes were granted than asked for; it carries the tokens.
            answer = getattr(warning, "token", {})
        except OAuth2Error as error:
            reason = str(error.error or "invalid_answer")
            raise (PermanentFailure if reason in WRONG_CLIENT else NeedsConsent)(reason) from error
        except (requests.RequestException, ValueError) as error:
            raise TemporaryFailure("token_endpoint_unreachable") from error
        finally:
            flow.oauth2session.close()
        return answer

    def _account(self, tokens: Tokens) -> tuple[str | None, str | None]:
        """The verified address of the account, lower case, and its `sub`; None for what was not allowed."""
        headers = {"authorization": f"Bearer {tokens.access_token}"}
        status, content = self._call(self.endpoints.userinfo_uri, "GET", headers)
        if status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
            return None, None
        if status != http.client.OK:
            raise failure_of(status, content, {}, is_write=False)
        with failures_named(is_write=False):
            claims = json.loads(content)
            email = str(claims["email"]).lower() if claims.get("email_verified") else None
            return email, str(claims["sub"]) if "sub" in claims else None

    def _call(
        self, address: str, method: str, headers: Mapping[str, str], body: str | None = None
    ) -> tuple[int, bytes]:
        connection = httplib2.Http(timeout=self.timeout_seconds)
        try:
            answer, content = connection.request(address, method, body=body, headers=dict(headers))
        except BROKEN_CONNECTION as error:
            raise TemporaryFailure("connection_lost") from error
        finally:
            connection.close()
        return int(answer.status), content


def may_write(tokens: Tokens) -> bool:
    """Whether events can be written; consent is given scope by scope."""
    return EVENTS_SCOPE in tokens.scopes


def may_read_busy(tokens: Tokens) -> bool:
    """Whether busy time can be read."""
    return FREEBUSY_SCOPE in tokens.scopes


def _refuse_server_errors(answer: requests.Response) -> requests.Response:
    """Before oauthlib reads the body: a 5xx or 429 page is no OAuth answer."""
    status = answer.status_code
    if status >= http.client.INTERNAL_SERVER_ERROR or status == http.client.TOO_MANY_REQUESTS:
        raise TemporaryFailure(f"http_{status}")
    return answer


def _tokens(answer: Mapping[str, Any]) -> Tokens:
    scope = answer.get("scope", "")
    scopes = scope.split() if isinstance(scope, str) else scope
    if "access_token" not in answer:
        raise TemporaryFailure("invalid_answer")
    expires_at = datetime.fromtimestamp(answer["expires_at"], UTC) if "expires_at" in answer else None
    return Tokens(str(answer["access_token"]), answer.get("refresh_token"), expires_at, frozenset(scopes))
