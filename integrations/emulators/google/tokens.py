"""Access and refresh tokens, and who may call what.

Tokens are sealed, not stored: a restarted emulator honours them. A grant (person, client) has a generation;
revoking it raises the generation, and with it every older token dies, as at Google.
"""

from __future__ import annotations

from dataclasses import dataclass

from integrations.emulators.google.errors import auth_error, insufficient_permissions
from integrations.emulators.google.sealed import seal, unseal
from integrations.emulators.google.store import JsonObject, World

PREFIX = "https://www.googleapis.com/auth/"
IDENTITY = {"openid", "email", "profile", f"{PREFIX}userinfo.email", f"{PREFIX}userinfo.profile"}
WRITE_EVENTS = {"calendar", "calendar.events", "calendar.events.owned", "calendar.app.created"}
READ_EVENTS = WRITE_EVENTS | {
    "calendar.readonly",
    "calendar.events.readonly",
    "calendar.events.owned.readonly",
    "calendar.events.freebusy",
}
READ_FREE_BUSY = {"calendar", "calendar.readonly", "calendar.freebusy", "calendar.events.freebusy"}
READ_LIST = {"calendar", "calendar.readonly", "calendar.calendarlist", "calendar.calendarlist.readonly"}
READ_CALENDAR = {
    "calendar",
    "calendar.readonly",
    "calendar.calendars",
    "calendar.calendars.readonly",
    "calendar.app.created",
}
CALENDAR_SCOPES = WRITE_EVENTS | READ_EVENTS | READ_FREE_BUSY | READ_LIST | READ_CALENDAR
KNOWN_SCOPES = IDENTITY | {PREFIX + name for name in CALENDAR_SCOPES}


@dataclass(frozen=True)
class Grant:
    """What a token stands for."""

    email: str
    client_id: str
    scopes: tuple[str, ...]
    generation: int


def generation_of(world: World, email: str, client_id: str) -> int:
    consent = world.consents.get(f"{email} {client_id}", {})
    return int(consent.get("generation", 1))


def remember_consent(world: World, email: str, client_id: str, scopes: tuple[str, ...]) -> bool:
    """Note that the person agreed; True the first time (that is when a refresh token is given)."""
    consent = world.consents.setdefault(f"{email} {client_id}", {"generation": 1})
    is_first = not consent.get("scopes")
    consent["scopes"] = list(scopes)
    return is_first


def revoke(world: World, email: str, client_id: str) -> None:
    consent = world.consents.setdefault(f"{email} {client_id}", {"generation": 1})
    consent["generation"], consent["scopes"] = int(consent["generation"]) + 1, []


def new_access_token(world: World, grant: Grant) -> str:
    expires_at = world.clock.now().timestamp() + world.knobs.token_seconds
    return "ya29." + seal(
        {"kind": "access", "expires_at": expires_at, "n": world.next_tick()} | _content(grant)
    )


def new_refresh_token(world: World, grant: Grant) -> str:
    return "1//0" + seal({"kind": "refresh", "n": world.next_tick()} | _content(grant))


def grant_of(world: World, token: str, kind: str | None = None) -> Grant | None:
    """The living grant behind a token; None when forged, expired, revoked or of another kind."""
    content = unseal(token.removeprefix("ya29.").removeprefix("1//0"))
    if content is None or (kind and content["kind"] != kind):
        return None
    if content.get("expires_at", float("inf")) <= world.clock.now().timestamp():
        return None
    grant = Grant(content["email"], content["client_id"], tuple(content["scopes"]), content["generation"])
    return grant if grant.generation >= generation_of(world, grant.email, grant.client_id) else None


def caller(world: World, authorization: str, allowed: set[str]) -> str:
    """The e-mail of the bearer. Raises ApiError 401 authError or 403 insufficientPermissions."""
    scheme, _, token = authorization.partition(" ")
    grant = grant_of(world, token.strip(), "access") if scheme.lower() == "bearer" else None
    if grant is None:
        raise auth_error()
    if not allowed & {scope.removeprefix(PREFIX) for scope in grant.scopes}:
        raise insufficient_permissions()
    return world.account(grant.email).email


def _content(grant: Grant) -> JsonObject:
    return {
        "email": grant.email,
        "client_id": grant.client_id,
        "scopes": list(grant.scopes),
        "generation": grant.generation,
    }
