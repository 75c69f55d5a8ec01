"""The token half of OAuth: /token, /revoke, /userinfo.

Sources: RFC 6749 sections 2.3.1, 4.1.3, 5.2, 6; RFC 7636 (PKCE); RFC 7009 (revocation);
https://developers.google.com/identity/protocols/oauth2/web-server.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import unquote_plus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from integrations.emulators.google.service_accounts import JWT_BEARER, BadAssertion, redeem
from integrations.emulators.google.store import JsonObject, World
from integrations.emulators.google.tokens import (
    Grant,
    bearer,
    generation_of,
    grant_of,
    new_access_token,
    new_refresh_token,
    revoke,
)

CODE_SECONDS = 600


class OAuthError(Exception):
    """An RFC 6749 error answer."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.status, self.body = status, {"error": error, "error_description": description}


async def answer_oauth_error(_: Request, error: Exception) -> Response:
    """Starlette exception handler for OAuthError."""
    assert isinstance(error, OAuthError)
    return JSONResponse(error.body, status_code=error.status)


def oauth_routes(world: World) -> list[Route]:
    """`POST /token`, `POST /revoke`, `GET /userinfo`."""

    async def token(request: Request) -> Response:
        form = {key: str(value) for key, value in (await request.form()).items()}
        if form.get("grant_type") == JWT_BEARER:
            return JSONResponse(_own_token(world, form), headers={"Cache-Control": "no-store"})
        client_id = _authenticated_client(world, request.headers.get("authorization", ""), form)
        grants = {"authorization_code": _redeem_code, "refresh_token": _refresh}
        if form.get("grant_type") not in grants:
            raise OAuthError("unsupported_grant_type", "Invalid grant_type")
        answer = grants[form["grant_type"]](world, client_id, form)
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    async def revocation(request: Request) -> Response:
        form = await request.form()
        given = str(form.get("token") or request.query_params.get("token", ""))
        grant = grant_of(world, given)
        if grant is None:
            raise OAuthError("invalid_token", "Token expired or revoked")
        revoke(world, grant.email, grant.client_id)
        return JSONResponse({})

    async def userinfo(request: Request) -> Response:
        allowed = {"openid", "email", "userinfo.email"}
        grant = bearer(world, request.headers.get("authorization", ""), allowed)
        return JSONResponse(identity(world, grant.email))

    return [
        Route("/token", token, methods=["POST"]),
        Route("/revoke", revocation, methods=["POST"]),
        Route("/userinfo", userinfo),
    ]


def identity(world: World, email: str) -> JsonObject:
    """OpenID Connect claims about an account."""
    account = world.account(email)
    subject = str(int(hashlib.sha256(email.encode()).hexdigest()[:16], 16))
    return {"sub": subject, "email": email, "email_verified": True, "name": account.name}


def _authenticated_client(world: World, authorization: str, form: Mapping[str, str]) -> str:
    client_id, secret = form.get("client_id", ""), form.get("client_secret", "")
    if authorization.lower().startswith("basic "):
        raw = base64.b64decode(authorization[6:]).decode()
        client_id, _, secret = (unquote_plus(part) for part in raw.partition(":"))
    registered = world.clients.get(client_id)
    is_wrong = registered is not None and registered["client_secret"] != secret
    if not client_id or not secret or is_wrong:
        raise OAuthError("invalid_client", "Unauthorized", 401)
    return client_id


def _redeem_code(world: World, client_id: str, form: Mapping[str, str]) -> JsonObject:
    code = world.codes.pop(form.get("code", ""), None)
    if code is None or code["expires_at"] <= world.clock.now().timestamp():
        raise OAuthError("invalid_grant", "Malformed auth code.")
    if code["client_id"] != client_id:
        raise OAuthError("invalid_grant", "Code was issued to another client.")
    if code["redirect_uri"] != form.get("redirect_uri"):
        raise OAuthError("redirect_uri_mismatch", "Bad Request")
    _check_verifier(code, form.get("code_verifier", ""))
    email, scopes = code["email"], tuple(code["scopes"])
    grant = Grant(email, client_id, scopes, generation_of(world, email, client_id))
    refresh = {"refresh_token": new_refresh_token(world, grant)} if code["gives_refresh_token"] else {}
    return _token_answer(world, grant) | refresh


def _check_verifier(code: JsonObject, verifier: str) -> None:
    if not code["code_challenge"]:
        return
    digest = hashlib.sha256(verifier.encode()).digest()
    hashed = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    given = verifier if code["code_challenge_method"] == "plain" else hashed
    if not hmac.compare_digest(given.encode(), code["code_challenge"].encode()):
        raise OAuthError("invalid_grant", "Invalid code verifier.")


def _refresh(world: World, client_id: str, form: Mapping[str, str]) -> JsonObject:
    grant = grant_of(world, form.get("refresh_token", ""), "refresh")
    if grant is None or grant.client_id != client_id:
        raise OAuthError("invalid_grant", "Token has been expired or revoked.")
    return _token_answer(world, grant)


def _own_token(world: World, form: Mapping[str, str]) -> JsonObject:
    try:
        email, account, scopes = redeem(world, form)
    except BadAssertion as refused:
        raise OAuthError(refused.error, str(refused), refused.status) from refused
    answer = _token_answer(world, Grant(email, account, scopes, generation_of(world, email, account)))
    return {key: value for key, value in answer.items() if key != "scope"}


def _token_answer(world: World, grant: Grant) -> JsonObject:
    return {
        "access_token": new_access_token(world, grant),
        "expires_in": world.knobs.token_seconds,
        "scope": " ".join(grant.scopes),
        "token_type": "Bearer",
    }
