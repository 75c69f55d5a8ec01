"""The stand-in as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.types import ASGIApp

from integrations.emulators.control import bad_order, control_routes
from integrations.emulators.serving import keeping_state
from integrations.emulators.stage import Stage
from integrations.emulators.twilio.api import api_routes, refused, unknown_address
from integrations.emulators.twilio.courier import Courier
from integrations.emulators.twilio.errors import Refused
from integrations.emulators.twilio.orders import order_routes
from integrations.emulators.twilio.phones import phone_routes
from integrations.emulators.twilio.world import World


def application(world: World, state: Path | None = None) -> ASGIApp:
    """Everything under one roof: the API, the phones and the control routes, with faults played over it."""
    courier = Courier(world)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with keeping_state(world, state)(app):
            courier.resume()
            yield
            world.stop()

    app = Starlette(
        routes=[
            *control_routes(world),
            *order_routes(world, courier),
            *api_routes(world, courier),
            *phone_routes(world, courier),
        ],
        exception_handlers={
            Refused: refused,
            404: unknown_address,
            ValueError: bad_order,
            KeyError: bad_order,
        },
        lifespan=lifespan,
    )
    return Stage(app, world.clock, world.faults, world.journal)
