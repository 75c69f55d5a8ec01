"""Accounts that sign for themselves: the JWT grant at /token, and what they may not do.

Sources: RFC 7523 section 2.1; https://developers.google.com/identity/protocols/oauth2/service-account. An account that was
not allowed to act for people of its domain invites nobody (403 forbiddenForServiceAccounts), as observed of the service.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from integrations.emulators.google.errors import forbidden
from integrations.emulators.google.store import JsonObject, World

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LONGEST_LIFE = 3600
SKEW = 300  # seconds that the clock of whoever signs may be ahead


class BadAssertion(Exception):
    """`error` is the word of RFC 6749, section 5.2."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error, self.status = error, status


def service_account_routes(world: World) -> list[Route]:
    """`POST /control/service-accounts`: `client_email`, `public_key` (PEM), `acts_for` (domains, none by default)."""

    async def accounts(request: Request) -> Response:
        body = await request.json()
        email = str(body["client_email"]).lower()
        kept = {"public_key": str(body["public_key"]), "acts_for": list(body.get("acts_for", []))}
        world.service_accounts[email] = kept
        world.account(email)
        return Response(status_code=204)

    return [Route("/control/service-accounts", accounts, methods=["POST"])]


def redeem(world: World, form: Mapping[str, str]) -> tuple[str, str, tuple[str, ...]]:
    """Whose token an assertion is good for, which account signed it, and the scopes. Raises BadAssertion."""
    claims = _verified(world, form.get("assertion", ""))
    issuer, now = str(claims["iss"]), world.clock.now().timestamp()
    issued, ends = float(claims.get("iat", 0)), float(claims.get("exp", 0))
    if not str(claims.get("aud", "")).endswith("/token"):
        raise BadAssertion("invalid_grant", "Invalid JWT: wrong audience.")
    if ends <= now or issued > now + SKEW or ends - issued > LONGEST_LIFE:
        raise BadAssertion("invalid_grant", "Invalid JWT: Token must be a short-lived token.")
    subject = str(claims.get("sub", issuer)).lower()
    domain = subject.rpartition("@")[2]
    if subject != issuer and domain not in world.service_accounts[issuer]["acts_for"]:
        raise BadAssertion(
            "unauthorized_client",
            "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of"
            " the scopes requested.",
            401,
        )
    return subject, issuer, tuple(str(claims.get("scope", "")).split())


def may_invite(world: World, email: str, event: JsonObject) -> None:
    """Raises ApiError 403 where a service account, as itself, would have guests."""
    if email in world.service_accounts and event.get("attendees"):
        raise forbidden(
            "forbiddenForServiceAccounts",
            "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.",
        )


def _verified(world: World, assertion: str) -> dict[str, Any]:
    try:
        head, body, signature = assertion.split(".")
        header, claims = json.loads(_decoded(head)), json.loads(_decoded(body))
        account = world.service_accounts[str(claims["iss"]).lower()]
        key = serialization.load_pem_public_key(account["public_key"].encode())
        if header.get("alg") != "RS256" or not isinstance(key, rsa.RSAPublicKey):
            raise BadAssertion("invalid_grant", "Invalid JWT Signature.")
        key.verify(_decoded(signature), f"{head}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError, KeyError, TypeError) as error:
        raise BadAssertion("invalid_grant", "Invalid JWT Signature.") from error
    return dict(claims) | {"iss": str(claims["iss"]).lower()}


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
