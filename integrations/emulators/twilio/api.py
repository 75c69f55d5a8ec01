"""The Messages resource over HTTP."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from integrations.emulators.twilio import listing, sending
from integrations.emulators.twilio.courier import Courier
from integrations.emulators.twilio.errors import Refused
from integrations.emulators.twilio.store import FINAL, UNSENT, Message
from integrations.emulators.twilio.world import World

Handler = Callable[[Request], Awaitable[Response]]


def api_routes(world: World, courier: Courier) -> list[Route]:
    """Create, list, fetch, update and delete, for whoever knows the account's credentials."""

    async def create_or_list(request: Request) -> Response:
        _authenticate(world, request)
        if request.method == "GET":
            page = listing.page_of(world.account_sid, world.store.newest_first(), request.query_params)
            return JSONResponse(page)
        message = sending.accept(world, await _form(request))
        answer = listing.resource(world.account_sid, message)
        courier.take(message)
        return JSONResponse(answer, status_code=201)

    async def one(request: Request) -> Response:
        _authenticate(world, request)
        message = _message(world, request)
        if request.method == "DELETE":
            _delete(message)
            return Response(status_code=204)
        if request.method == "POST":
            _update(world, message, await _form(request))
        return JSONResponse(listing.resource(world.account_sid, message))

    path = "/2010-04-01/Accounts/{account}/Messages"
    return [
        Route(f"{path}.json", create_or_list, methods=["GET", "POST"]),
        Route(f"{path}/{{sid}}.json", one, methods=["GET", "POST", "DELETE"]),
    ]


async def refused(_: Request, error: Exception) -> Response:
    """Twilio's error answer."""
    if not isinstance(error, Refused):
        raise error
    return JSONResponse(error.body(), status_code=error.status)


async def unknown_address(request: Request, _: Exception) -> Response:
    """Twilio answers unknown addresses as it answers unknown messages."""
    error = Refused(20404, f"The requested resource {request.url.path} was not found")
    return JSONResponse(error.body(), status_code=404)


def _authenticate(world: World, request: Request) -> None:
    """HTTP Basic with the account's id and token; another account's path is not found."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    try:
        given = base64.b64decode(credentials, validate=True)
    except binascii.Error as error:
        raise Refused(20003) from error
    wanted = f"{world.account_sid}:{world.auth_token}".encode()
    if scheme.lower() != "basic" or not secrets.compare_digest(given, wanted):
        raise Refused(20003)
    if request.path_params["account"] != world.account_sid:
        raise Refused(20404, f"The requested resource {request.url.path} was not found")


async def _form(request: Request) -> dict[str, str]:
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _message(world: World, request: Request) -> Message:
    message = world.store.messages.get(request.path_params["sid"])
    if message is None or message.deleted:
        raise Refused(20404, f"The requested resource {request.url.path} was not found")
    return message


def _update(world: World, message: Message, form: dict[str, str]) -> None:
    """Twilio changes two things of a message: it can be cancelled, and its text can be blanked out."""
    if form.get("Status") == "canceled":
        if message.status not in UNSENT:
            raise Refused(30409)
        world.move_on(message, "canceled")
    elif form.get("Body") == "":
        message.body, message.updated_at = "", world.now()
    else:
        raise Refused(20001)


def _delete(message: Message) -> None:
    if message.status not in FINAL:
        raise Refused(20009)
    message.deleted = True
