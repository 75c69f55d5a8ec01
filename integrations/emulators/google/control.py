"""The Google half of `/control/`: accounts, knobs, sharing, mails, acting as a person."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from integrations.emulators.control import control_routes
from integrations.emulators.google import calendars, guests, tokens
from integrations.emulators.google.channels import notify
from integrations.emulators.google.people import act
from integrations.emulators.google.rendering import resource
from integrations.emulators.google.store import Knobs, Shelf, World
from integrations.emulators.google.visit import shelf_for


def google_control_routes(world: World) -> list[Route]:
    """Shared control routes and Google's own."""
    return control_routes(world) + _setup_routes(world) + _happening_routes(world)


def _setup_routes(world: World) -> list[Route]:
    async def accounts(request: Request) -> Response:
        if request.method == "POST":
            body = await request.json()
            for row in body if isinstance(body, list) else [body]:
                add_account(world, row)
        return JSONResponse({"accounts": [asdict(account) for account in world.accounts.values()]})

    async def knobs(request: Request) -> Response:
        if request.method == "POST":
            world.knobs = turned(world.knobs, await request.json())
        return JSONResponse(asdict(world.knobs))

    async def clients(request: Request) -> Response:
        body = await request.json()
        world.clients[body["client_id"]] = body
        return Response(status_code=204)

    async def shelves(request: Request) -> Response:
        body = await request.json()
        kept = world.shelves.get(body["id"])
        owner = world.account(body["owner"] if kept is None else body.get("owner", kept.owner))
        shelf = kept or Shelf(body["id"], owner.email, body.get("summary", body["id"]), owner.time_zone)
        world.shelves[shelf.id], shelf.owner = shelf, owner.email
        shelf.listed_at = world.next_tick()
        for email, role in body.get("roles", {}).items():
            calendars.share(world, shelf, email, role)
        return Response(status_code=204)

    return [
        Route("/control/accounts", accounts, methods=["GET", "POST"]),
        Route("/control/knobs", knobs, methods=["GET", "POST"]),
        Route("/control/clients", clients, methods=["POST"]),
        Route("/control/calendars", shelves, methods=["POST"]),
    ]


def _happening_routes(world: World) -> list[Route]:
    async def mails(request: Request) -> Response:
        if request.method == "DELETE":
            world.mails.clear()
        return JSONResponse({"mails": [asdict(mail) for mail in world.mails]})

    async def acting(request: Request) -> Response:
        order: dict[str, Any] = dict(await request.json())
        email, event_id, action = (str(order.pop(key)) for key in ("email", "event_id", "action"))
        row = act(world, email, event_id, action, order)
        shelf = shelf_for(world, email.lower(), str(order.get("calendar_id", "primary")))
        return JSONResponse(resource(row, shelf))

    async def pushes(request: Request) -> Response:
        if request.method == "POST":
            order = await request.json()
            for _ in range(int(order.get("times", 1))):
                notify(world, world.shelves[order["calendar_id"]])
        waiting = [asdict(message) for message in world.pushes]
        living = [asdict(channel) for channel in world.channels.values()]
        under_way = world.pushes_under_way
        return JSONResponse(
            {"channels": living, "waiting": waiting, "under_way": under_way, "deliveries": world.deliveries}
        )

    async def revocation(request: Request) -> Response:
        email = (await request.json())["email"].lower()
        for key in [key for key in world.consents if key.startswith(f"{email} ")]:
            tokens.revoke(world, email, key.partition(" ")[2])
        return Response(status_code=204)

    async def expiry(_: Request) -> Response:
        world.sync_epoch += 1
        return Response(status_code=204)

    async def purge(_: Request) -> Response:
        for shelf in world.shelves.values():
            shelf.rows = {key: row for key, row in shelf.rows.items() if not row.is_cancelled}
        return Response(status_code=204)

    return [
        Route("/control/mails", mails, methods=["GET", "DELETE"]),
        Route("/control/act", acting, methods=["POST"]),
        Route("/control/pushes", pushes, methods=["GET", "POST"]),
        Route("/control/revoke", revocation, methods=["POST"]),
        Route("/control/expire-sync-tokens", expiry, methods=["POST"]),
        Route("/control/purge-deleted", purge, methods=["POST"]),
    ]


def add_account(world: World, row: dict[str, Any]) -> None:
    """Add or change an account; one that is new finds the events it was invited to before."""
    email = str(row["email"]).strip().lower()
    world.add_account(email, str(row.get("name") or email), str(row.get("time_zone") or "UTC"))
    guests.invite_late(world, email)


def turned(knobs: Knobs, order: dict[str, Any]) -> Knobs:
    """The knobs with some set anew. Raises ValueError for a name that is none of them."""
    unknown = order.keys() - {field.name for field in fields(Knobs)}
    if unknown:
        raise ValueError(f"no such knob: {', '.join(sorted(unknown))}")
    return replace(knobs, **order)
