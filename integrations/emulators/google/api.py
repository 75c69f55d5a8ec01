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

from integrations.emulators.google import (
    calendars,
    channels,
    events,
    freebusy,
    instances,
    listing,
    moving,
    quota,
)
from integrations.emulators.google.errors import invalid
from integrations.emulators.google.pushing import Postman
from integrations.emulators.google.rendering import resource
from integrations.emulators.google.store import Row, World
from integrations.emulators.google.tokens import (
    MAKE_CALENDARS,
    MOVE_EVENTS,
    READ_CALENDAR,
    READ_EVENTS,
    READ_FREE_BUSY,
    READ_LIST,
    WRITE_EVENTS,
    Grant,
    bearer,
    require_reach,
)
from integrations.emulators.google.visit import OWNERS, READERS, WRITERS, Visit, require_role, shelf_for

BASE = "/calendar/v3"
EVENTS = f"{BASE}/calendars/{{calendar_id}}/events"
ANYBODY = ("freeBusyReader", *READERS)
Endpoint = Callable[[Request], Awaitable[Response]]


def api_routes(world: World, postman: Postman) -> list[Route]:
    """Everything under `/calendar/v3/`."""
    calendar_routes = _calendar_routes(world) + _channel_routes(world, postman)
    return calendar_routes + _event_routes(world) + _more_event_routes(world)


def _calendar_routes(world: World) -> list[Route]:
    async def calendar_list(request: Request) -> Response:
        grant = _grant(world, request, READ_LIST)
        visit = _visit_of(world, request, grant, "primary")
        return JSONResponse(calendars.calendar_list(visit))

    async def list_entry(request: Request) -> Response:
        visit = _visit(world, request, READ_LIST | {"calendar.app.created"}, ANYBODY)
        return JSONResponse(calendars.list_entry(visit.shelf, visit.caller))

    async def new_calendar(request: Request) -> Response:
        grant = _grant(world, request, MAKE_CALENDARS)
        shelf = calendars.insert(world, grant.email, grant.client_id, await _json(request))
        return JSONResponse(calendars.calendar(shelf))

    async def calendar(request: Request) -> Response:
        if request.method == "GET":
            return JSONResponse(calendars.calendar(_visit(world, request, READ_CALENDAR, ANYBODY).shelf))
        visit = _visit(world, request, MAKE_CALENDARS, OWNERS)
        if request.method == "DELETE":
            calendars.delete(visit)
            return Response(status_code=204)
        return JSONResponse(calendars.calendar(calendars.change(visit, await _json(request))))

    async def free_busy(request: Request) -> Response:
        grant = _grant(world, request, READ_FREE_BUSY)
        return JSONResponse(freebusy.query(world, grant.email, await _json(request)))

    return [
        Route(f"{BASE}/users/me/calendarList", calendar_list),
        Route(f"{BASE}/users/me/calendarList/{{calendar_id}}", list_entry),
        Route(f"{BASE}/calendars", new_calendar, methods=["POST"]),
        Route(f"{BASE}/calendars/{{calendar_id}}", calendar, methods=["GET", "PATCH", "DELETE"]),
        Route(f"{BASE}/freeBusy", free_busy, methods=["POST"]),
    ]


def _channel_routes(world: World, postman: Postman) -> list[Route]:
    async def watch(request: Request) -> Response:
        visit = _visit(world, request, READ_EVENTS, READERS)
        channel, first = channels.watch(visit, await _json(request), str(request.base_url).rstrip("/"))
        if world.knobs.sync_message == "before":
            await postman.deliver(first)
        else:
            world.post_push(first)
        return JSONResponse(channels.shown(channel))

    async def stop(request: Request) -> Response:
        grant = _grant(world, request, READ_EVENTS | READ_LIST)
        channels.stop(world, grant.email, grant.client_id, await _json(request))
        return Response(status_code=204)

    return [
        Route(EVENTS + "/watch", watch, methods=["POST"]),
        Route(f"{BASE}/channels/stop", stop, methods=["POST"]),
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

    return [
        Route(EVENTS, collection, methods=["GET", "POST"]),
        Route(EVENTS + "/{event_id}", one, methods=["GET", "PUT", "PATCH", "DELETE"]),
    ]


def _more_event_routes(world: World) -> list[Route]:
    async def move(request: Request) -> Response:
        visit = _visit(world, request, MOVE_EVENTS, WRITERS)
        if "destination" not in visit.parameters:
            raise invalid("Required parameter: destination", "required", "destination")
        return _shown(
            visit, moving.move(visit, request.path_params["event_id"], visit.parameters["destination"])
        )

    async def occurrences(request: Request) -> Response:
        visit = _visit(world, request, READ_EVENTS, READERS)
        return JSONResponse(instances.list_instances(visit, request.path_params["event_id"]))

    return [
        Route(EVENTS + "/{event_id}/move", move, methods=["POST"]),
        Route(EVENTS + "/{event_id}/instances", occurrences),
    ]


def _grant(world: World, request: Request, allowed: set[str]) -> Grant:
    grant = bearer(world, request.headers.get("authorization", ""), allowed)
    quota.admit(world, grant.email)
    return grant


def _visit(world: World, request: Request, allowed: set[str], roles: tuple[str, ...]) -> Visit:
    grant = _grant(world, request, allowed)
    visit = _visit_of(world, request, grant, request.path_params["calendar_id"])
    require_reach(grant, visit.shelf, allowed)
    require_role(visit.shelf, grant.email, roles)
    return visit


def _visit_of(world: World, request: Request, grant: Grant, calendar_id: str) -> Visit:
    return Visit(
        world=world,
        caller=grant.email,
        shelf=shelf_for(world, grant.email, calendar_id),
        now=world.clock.now(),
        parameters=dict(request.query_params),
        if_match=request.headers.get("if-match"),
        if_none_match=request.headers.get("if-none-match"),
        client_id=grant.client_id,
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
