"""The control routes that only this stand-in has."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from integrations.emulators.twilio import inbound, listing
from integrations.emulators.twilio.courier import Courier
from integrations.emulators.twilio.errors import MESSAGES
from integrations.emulators.twilio.world import World


def order_routes(world: World, courier: Courier) -> list[Route]:
    """`/control/settings`, `/control/numbers`, `/control/contents` and `/control/inbound`."""

    async def settings(request: Request) -> Response:
        if request.method == "POST":
            world.settings.change(await request.json())
        return JSONResponse(asdict(world.settings))

    async def numbers(request: Request) -> Response:
        if request.method == "POST":
            order = await request.json()
            _choose_error(world, str(order["number"]), order["error_code"])
        return JSONResponse({"error_codes": world.store.chosen_errors})

    async def contents(request: Request) -> Response:
        """The text of an approved template, with {{1}} and so on for its variables."""
        order = await request.json()
        world.store.contents[str(order["sid"])] = str(order["text"])
        return JSONResponse({"contents": world.store.contents})

    async def text(request: Request) -> Response:
        order = await request.json()
        message = inbound.receive(
            world, courier, order["from"], order["body"], order.get("to"), order.get("button", "")
        )
        return JSONResponse(listing.resource(world.account_sid, message), status_code=201)

    return [
        Route("/control/settings", settings, methods=["GET", "POST"]),
        Route("/control/numbers", numbers, methods=["GET", "POST"]),
        Route("/control/contents", contents, methods=["POST"]),
        Route("/control/inbound", text, methods=["POST"]),
    ]


def _choose_error(world: World, number: str, code: int | None) -> None:
    """Messages to the number end with this error from now on; with None they end as they would by themselves."""
    if code is None:
        world.store.chosen_errors.pop(number, None)
    elif code in MESSAGES:
        world.store.chosen_errors[number] = code
    else:
        raise ValueError(f"error_code is one of {', '.join(map(str, sorted(MESSAGES)))}")
