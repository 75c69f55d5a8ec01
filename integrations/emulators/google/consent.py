"""The browser half of OAuth: choose an account, untick scopes, allow or deny.

Source: https://developers.google.com/identity/protocols/oauth2/web-server (parameters, granular consent).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from integrations.emulators.google.oauth import CODE_SECONDS
from integrations.emulators.google.store import World
from integrations.emulators.google.tokens import IDENTITY, KNOWN_SCOPES, PREFIX, remember_consent
from integrations.emulators.pages import escape, page

BRAND = "Google (emulated)"
DESCRIPTIONS = {
    "calendar": "See, change and share all calendars",
    "calendar.events": "View and edit events on all your calendars",
    "calendar.events.owned": "View and edit events on calendars you own",
    "calendar.freebusy": "View your availability",
    "calendar.events.freebusy": "View the availability on calendars you can access",
    "calendar.readonly": "See your calendars and events",
    "calendar.calendarlist.readonly": "See the list of your calendars",
}


def consent_routes(world: World) -> list[Route]:
    """`GET` and `POST /o/oauth2/v2/auth`."""

    async def ask(request: Request) -> Response:
        query = dict(request.query_params)
        fault = _fault_in(world, query)
        if fault:
            return _refusal(fault)
        unknown = sorted(set(query.get("scope", "").split()) - KNOWN_SCOPES)
        if unknown or not query.get("scope"):
            return _back(query, error="invalid_scope")
        return _form(world, query)

    async def answer(request: Request) -> Response:
        query, form = dict(request.query_params), await request.form()
        fault = _fault_in(world, query)
        if fault:
            return _refusal(fault)
        email = str(form.get("account") or "").strip().lower()
        if form.get("decision") != "allow":
            return _back(query, error="access_denied")
        if "@" not in email:
            return _refusal("Choose an account.")
        ticked = {str(scope) for scope in form.getlist("granted")}
        asked = query["scope"].split()
        scopes = tuple(scope for scope in asked if scope in ticked or scope in IDENTITY)
        return _back(query, code=_new_code(world, query, email, scopes), scope=" ".join(scopes))

    return [
        Route("/o/oauth2/v2/auth", ask, methods=["GET"]),
        Route("/o/oauth2/v2/auth", answer, methods=["POST"]),
    ]


def _fault_in(world: World, query: Mapping[str, str]) -> str | None:
    """What makes it unsafe to send the browser back; None when all is well."""
    if not query.get("client_id"):
        return "Error 401: invalid_client. The OAuth client was not found."
    redirect = urlsplit(query.get("redirect_uri", ""))
    if redirect.scheme not in ("http", "https") or not redirect.netloc or redirect.fragment:
        return "Error 400: redirect_uri_mismatch."
    registered = world.clients.get(query["client_id"], {}).get("redirect_uris")
    if registered and query["redirect_uri"] not in registered:
        return "Error 400: redirect_uri_mismatch."
    if query.get("response_type") != "code":
        return "Error 400: invalid_request. response_type must be code."
    if query.get("code_challenge") and query.get("code_challenge_method", "plain") not in ("S256", "plain"):
        return "Error 400: invalid_request. Unsupported code_challenge_method."
    return None


def _refusal(reason: str) -> HTMLResponse:
    return page("Access blocked", f'<p class="danger">{escape(reason)}</p>', brand=BRAND, status=400)


def _back(query: Mapping[str, str], **answer: str) -> Response:
    state = {"state": query["state"]} if "state" in query else {}
    joint = "&" if urlsplit(query["redirect_uri"]).query else "?"
    return RedirectResponse(query["redirect_uri"] + joint + urlencode(state | answer), status_code=302)


def _new_code(world: World, query: Mapping[str, str], email: str, scopes: tuple[str, ...]) -> str:
    world.account(email)
    is_first = remember_consent(world, email, query["client_id"], scopes)
    is_offline = query.get("access_type") == "offline"
    code = "4/0" + secrets.token_urlsafe(24)
    world.codes[code] = {
        "email": email,
        "client_id": query["client_id"],
        "redirect_uri": query["redirect_uri"],
        "scopes": list(scopes),
        "code_challenge": query.get("code_challenge", ""),
        "code_challenge_method": query.get("code_challenge_method", "plain"),
        "expires_at": world.clock.now().timestamp() + CODE_SECONDS,
        "gives_refresh_token": is_offline and (is_first or "consent" in query.get("prompt", "").split()),
    }
    return code


def _form(world: World, query: Mapping[str, str]) -> HTMLResponse:
    body = (
        f"<p><strong>{escape(query['client_id'])}</strong> wants access to your Google Account.</p>"
        '<form method="post" class="card">'
        f"<fieldset><legend>Account</legend>{_accounts(world, query.get('login_hint', ''))}</fieldset>"
        f"<fieldset><legend>Select what it can access</legend>{_scopes(query['scope'].split())}</fieldset>"
        '<p class="row"><button class="main" name="decision" value="allow">Allow</button> '
        '<button name="decision" value="deny" formnovalidate>Deny</button></p></form>'
    )
    return page("Choose an account", body, brand=BRAND)


def _accounts(world: World, hint: str) -> str:
    hint = hint.strip().lower()
    known = {account.email: account.name for account in world.accounts.values()}
    if hint and hint not in known:
        known = {hint: hint.partition("@")[0]} | known
    if not known:
        return '<label>E-mail <input type="email" name="account" required autocomplete="email"></label>'
    chosen = hint or next(iter(known))
    return "".join(
        f'<label><input type="radio" name="account" value="{escape(email)}"'
        f"{' checked' if email == chosen else ''}> {escape(name)} "
        f'<span class="dim">{escape(email)}</span></label>'
        for email, name in known.items()
    )


def _scopes(scopes: list[str]) -> str:
    rows = [scope for scope in scopes if scope not in IDENTITY]
    identity = "<p>Your name and e-mail address</p>" if len(rows) < len(scopes) else ""
    return identity + "".join(
        f'<label><input type="checkbox" name="granted" value="{escape(scope)}" checked> '
        f"{escape(_described(scope))}</label>"
        for scope in rows
    )


def _described(scope: str) -> str:
    name = scope.removeprefix(PREFIX)
    return DESCRIPTIONS.get(name, name)
