"""Put the emulator together."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from integrations.emulators.control import bad_order
from integrations.emulators.google.api import BASE, MethodOverride, api_routes
from integrations.emulators.google.consent import consent_routes
from integrations.emulators.google.control import google_control_routes
from integrations.emulators.google.errors import ApiError, answer_api_error, not_found
from integrations.emulators.google.oauth import OAuthError, answer_oauth_error, oauth_routes
from integrations.emulators.google.pages import page_routes
from integrations.emulators.google.store import World
from integrations.emulators.serving import keeping_state
from integrations.emulators.stage import Stage


def google_app(state: Path | None = None) -> ASGIApp:
    """The whole emulator as one ASGI application. `state`: file that keeps the data over a restart."""
    world = World()
    routes = [
        *google_control_routes(world),
        *consent_routes(world),
        *oauth_routes(world),
        *api_routes(world),
        *page_routes(world),
    ]
    app = Starlette(
        routes=routes,
        lifespan=keeping_state(world, state),
        exception_handlers={
            ApiError: answer_api_error,
            OAuthError: answer_oauth_error,
            HTTPException: _answer_http_error,
            ValueError: bad_order,
            KeyError: bad_order,
        },
    )
    return Stage(MethodOverride(app), world.clock, world.faults, world.journal)


async def _answer_http_error(request: Request, error: Exception) -> Response:
    """No such route or method: Google's envelope under the API, plain text elsewhere."""
    assert isinstance(error, HTTPException)
    if request.url.path.startswith(BASE):
        return await answer_api_error(request, not_found())
    if request.url.path.startswith("/control/"):
        return JSONResponse({"error": error.detail}, status_code=error.status_code)
    return PlainTextResponse(error.detail, status_code=error.status_code)
