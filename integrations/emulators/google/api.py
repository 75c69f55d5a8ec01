"""The routes of Calendar v3: authorise, read the request, call, answer."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integrations.emulators.google import calendars, events, freebusy, instances, listing
from integrations.emulators.google.errors import invalid
from integrations.emulators.google.rendering import resource
from integrations.emulators.google.store import Row, World
from integrations.emulators.google.tokens import (
    READ_CALENDAR,
    READ_EVENTS,
    READ_FREE_BUSY,
    READ_LIST,
    WRITE_EVENTS,
    caller,
)
from integrations.emulators.google.visit import READERS, WRITERS, Visit, require_role, shelf_for

BASE = "/calendar/v3"
Endpoint = Callable[[Request], Awaitable[Response]]


def api_routes(world: World) -> list[Route]:
    """Everything under `/calendar/v3/`."""
    return _calendar_routes(world) + _event_routes(world)


def _calendar_routes(world: World) -> list[Route]:
    async def calendar_list(request: Request) -> Response:
        return JSONResponse(calendars.calendar_list(world, _caller(world, request, READ_LIST)))

    async def list_entry(request: Request) -> Response:
        email = _caller(world, request, READ_LIST | {"calendar.app.created"})
        shelf = shelf_for(world, email, request.path_params["calendar_id"])
        return JSONResponse(calendars.list_entry(shelf, email))

    async def calendar(request: Request) -> Response:
        email = _caller(world, request, READ_CALENDAR)
        return JSONResponse(calendars.calendar(shelf_for(world, email, request.path_params["calendar_id"])))

    async def free_busy(request: Request) -> Response:
        email = _caller(world, request, READ_FREE_BUSY)
        return JSONResponse(freebusy.query(world, email, await _json(request)))

    return [
        Route(f"{BASE}/users/me/calendarList", calendar_list),
        Route(f"{BASE}/users/me/calendarList/{{calendar_id}}", list_entry),
        Route(f"{BASE}/calendars/{{calendar_id}}", calendar),
        Route(f"{BASE}/freeBusy", free_busy, methods=["POST"]),
    ]


def _event_routes(world: World) -> list[Route]:
    async def collection(request: Request) -> Response:
        if request.method == "GET":
            visit = _visit(world, request, READ_EVENTS, READERS)
            return JSONResponse(listing.list_events(visit, request.query_params.getlist))
        visit = _visit(world, request, WRITE_EVENTS, WRITERS)
        return _shown(visit, events.insert(visit, await _json(request)))

    async def one(request: Request) -> Response:
        event_id = request.path_params["event_id"]
        if request.method == "GET":
            visit = _visit(world, request, READ_EVENTS, READERS)
            row = events.get(visit, event_id)
            unchanged = visit.if_none_match in ("*", row.etag)
            return Response(status_code=304, headers={"ETag": row.etag}) if unchanged else _shown(visit, row)
        visit = _visit(world, request, WRITE_EVENTS, WRITERS)
        if request.method == "DELETE":
            events.delete(visit, event_id)
            return Response(status_code=204)
        change = events.patch if request.method == "PATCH" else events.update
        return _shown(visit, change(visit, event_id, await _json(request)))

    async def occurrences(request: Request) -> Response:
        visit = _visit(world, request, READ_EVENTS, READERS)
        return JSONResponse(instances.list_instances(visit, request.path_params["event_id"]))

    path = f"{BASE}/calendars/{{calendar_id}}/events"
    return [
        Route(path, collection, methods=["GET", "POST"]),
        Route(path + "/{event_id}", one, methods=["GET", "PUT", "PATCH", "DELETE"]),
        Route(path + "/{event_id}/instances", occurrences),
    ]


def _caller(world: World, request: Request, allowed: set[str]) -> str:
    return caller(world, request.headers.get("authorization", ""), allowed)


def _visit(world: World, request: Request, allowed: set[str], roles: tuple[str, ...]) -> Visit:
    email = _caller(world, request, allowed)
    shelf = shelf_for(world, email, request.path_params["calendar_id"])
    require_role(shelf, email, roles)
    return Visit(
        world=world,
        caller=email,
        shelf=shelf,
        now=world.clock.now(),
        parameters=dict(request.query_params),
        if_match=request.headers.get("if-match"),
        if_none_match=request.headers.get("if-none-match"),
    )


def _shown(visit: Visit, row: Row) -> Response:
    return JSONResponse(
        resource(row, visit.shelf, visit.parameters.get("timeZone")), headers={"ETag": row.etag}
    )


async def _json(request: Request) -> Any:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError as error:
        raise invalid("Parse Error", "parseError") from error
    if not isinstance(body, dict):
        raise invalid("Parse Error", "parseError")
    return body


class MethodOverride:
    """`POST` with `x-http-method-override: GET` and the query in a form body, as the Python client sends it
    when the address would pass 2048 characters.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", []))
        override = headers.get(b"x-http-method-override", b"").decode()
        if scope["type"] != "http" or scope["method"] != "POST" or not override:
            await self.app(scope, receive, send)
            return
        form = parse_qs((await receive())["body"].decode(), keep_blank_values=True)
        query = parse_qs(scope["query_string"].decode(), keep_blank_values=True) | form
        rewritten = {**scope, "method": override, "query_string": urlencode(query, doseq=True).encode()}

        async def empty() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        await self.app(rewritten, empty, send)
