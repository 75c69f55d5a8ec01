"""Access and refresh tokens, and who may call what.

Tokens are sealed, not stored: a restarted emulator honours them. A grant (person, client) has a generation;
revoking it raises the generation, and with it every older token dies, as at Google.
"""

from __future__ import annotations

from dataclasses import dataclass

from integrations.emulators.google.errors import auth_error, insufficient_permissions, not_found
from integrations.emulators.google.sealed import seal, unseal
from integrations.emulators.google.store import JsonObject, Shelf, World

TESTING_SECONDS = 7 * 86_400
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
MAKE_CALENDARS = {"calendar", "calendar.calendars", "calendar.app.created"}
MOVE_EVENTS = WRITE_EVENTS - {"calendar.app.created"}
OWNED, MADE = {"calendar.events.owned", "calendar.events.owned.readonly"}, {"calendar.app.created"}
NARROW = OWNED | MADE
CALENDAR_SCOPES = MAKE_CALENDARS | WRITE_EVENTS | READ_EVENTS | READ_FREE_BUSY | READ_LIST | READ_CALENDAR
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
    consent = world.consents.setdefault(f"{grant.email} {grant.client_id}", {"generation": 1})
    number, issued_at = world.next_tick(), world.clock.now().timestamp()
    consent["issued"] = [*consent.get("issued", []), number][-world.knobs.refresh_tokens :]
    return "1//0" + seal({"kind": "refresh", "n": number, "issued_at": issued_at} | _content(grant))


def grant_of(world: World, token: str, kind: str | None = None) -> Grant | None:
    """The living grant behind a token; None when forged, expired, revoked or of another kind."""
    content = unseal(token.removeprefix("ya29.").removeprefix("1//0"))
    if content is None or (kind and content["kind"] != kind):
        return None
    if content.get("expires_at", float("inf")) <= world.clock.now().timestamp():
        return None
    if content["kind"] == "refresh" and not _still_refreshes(world, content):
        return None
    grant = Grant(content["email"], content["client_id"], tuple(content["scopes"]), content["generation"])
    return grant if grant.generation >= generation_of(world, grant.email, grant.client_id) else None


def _still_refreshes(world: World, content: JsonObject) -> bool:
    """Of too many only the latest live; of a consent screen in testing each for a week."""
    consent = world.consents.get(f"{content['email']} {content['client_id']}", {})
    age = world.clock.now().timestamp() - content.get("issued_at", 0)
    is_kept = content["n"] in consent.get("issued", [content["n"]])
    return is_kept and not (world.knobs.testing_mode and age >= TESTING_SECONDS)


def bearer(world: World, authorization: str, allowed: set[str]) -> Grant:
    """What the bearer may. Raises ApiError 401 authError, 403 insufficientPermissions or, past a limit, 403 or 429."""
    scheme, _, token = authorization.partition(" ")
    grant = grant_of(world, token.strip(), "access") if scheme.lower() == "bearer" else None
    if grant is None:
        raise auth_error()
    if not allowed & {scope.removeprefix(PREFIX) for scope in grant.scopes}:
        raise insufficient_permissions()
    world.account(grant.email)
    return grant


def require_reach(grant: Grant, shelf: Shelf, allowed: set[str]) -> None:
    """Some scopes reach only the calendars that a person owns, or those that the client made.

    What a client did not make it does not know of: 404; what is not owned is refused: 403.
    """
    scopes = allowed & {scope.removeprefix(PREFIX) for scope in grant.scopes}
    is_owner, is_maker = shelf.owner == grant.email, shelf.made_by == grant.client_id
    if scopes - NARROW or (is_owner and scopes & OWNED) or (is_maker and scopes & MADE):
        return
    raise insufficient_permissions() if scopes & OWNED else not_found()


def _content(grant: Grant) -> JsonObject:
    return {
        "email": grant.email,
        "client_id": grant.client_id,
        "scopes": list(grant.scopes),
        "generation": grant.generation,
    }
