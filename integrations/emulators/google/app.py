"""Put the emulator together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from integrations.emulators.control import bad_order
from integrations.emulators.google.api import BASE, MethodOverride, api_routes
from integrations.emulators.google.channels import notify
from integrations.emulators.google.consent import consent_routes
from integrations.emulators.google.control import google_control_routes
from integrations.emulators.google.errors import ApiError, answer_api_error, not_found
from integrations.emulators.google.oauth import OAuthError, answer_oauth_error, oauth_routes
from integrations.emulators.google.pages import page_routes
from integrations.emulators.google.pushing import Postman
from integrations.emulators.google.service_accounts import service_account_routes
from integrations.emulators.google.store import World
from integrations.emulators.serving import Lifespan, keeping_state
from integrations.emulators.stage import Stage


def google_app(state: Path | None = None, *, push_to_loopback: bool = False) -> ASGIApp:
    """The whole emulator as one ASGI application. `state`: file that keeps the data over a restart."""
    world = World(push_to_loopback=push_to_loopback)
    world.on_change = partial(notify, world)
    postman = Postman(world)
    routes = [
        *google_control_routes(world),
        *service_account_routes(world),
        *consent_routes(world),
        *oauth_routes(world),
        *api_routes(world, postman),
        *page_routes(world),
    ]
    app = Starlette(
        routes=routes,
        lifespan=_lifespan(world, postman, state),
        exception_handlers={
            ApiError: answer_api_error,
            OAuthError: answer_oauth_error,
            HTTPException: _answer_http_error,
            ValueError: bad_order,
            KeyError: bad_order,
        },
    )
    return Stage(MethodOverride(app), world.clock, world.faults, world.journal)


def _lifespan(world: World, postman: Postman, state: Path | None) -> Lifespan:
    keeping = keeping_state(world, state)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with keeping(app):
            delivering = asyncio.create_task(postman.run())
            yield
            delivering.cancel()

    return lifespan


async def _answer_http_error(request: Request, error: Exception) -> Response:
    """No such route or method: Google's envelope under the API, plain text elsewhere."""
    assert isinstance(error, HTTPException)
    if request.url.path.startswith(BASE):
        return await answer_api_error(request, not_found())
    if request.url.path.startswith("/control/"):
        return JSONResponse({"error": error.detail}, status_code=error.status_code)
    return PlainTextResponse(error.detail, status_code=error.status_code)
