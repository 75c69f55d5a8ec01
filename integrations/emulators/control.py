"""The control routes both emulators have: health, reset, journal, faults, clock, dump."""

from __future__ import annotations

import json
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from integrations.emulators.clock import MovableClock
from integrations.emulators.faults import FaultBook
from integrations.emulators.journal import Journal


class Emulator(Protocol):
    """What an emulator offers to be controlled, saved and restored."""

    clock: MovableClock
    faults: FaultBook
    journal: Journal

    def reset(self) -> None:
        """Forget everything."""

    def dump(self) -> dict[str, Any]:
        """Everything worth keeping, as JSON."""

    def load(self, state: dict[str, Any]) -> None:
        """Restore what `dump` gave."""


def control_routes(emulator: Emulator) -> list[Route]:
    """`GET /healthz` and the shared half of `/control/`."""

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def reset(_: Request) -> Response:
        for part in (emulator, emulator.clock):
            part.reset()
        emulator.faults.clear()
        emulator.journal.clear()
        return Response(status_code=204)

    async def journal(request: Request) -> Response:
        if request.method == "DELETE":
            emulator.journal.clear()
        return JSONResponse({"entries": emulator.journal.rows()})

    async def faults(request: Request) -> Response:
        if request.method == "DELETE":
            emulator.faults.clear()
        if request.method == "POST":
            script = await request.json()
            for line in script if isinstance(script, list) else [script]:
                emulator.faults.add(line)
        return JSONResponse({"waiting": emulator.faults.rows(), "names": sorted(emulator.faults.named)})

    async def clock(request: Request) -> Response:
        if request.method == "POST":
            emulator.clock.move(await request.json())
        return JSONResponse({"now": emulator.clock.now().isoformat(), **emulator.clock.state()})

    async def dump(_: Request) -> Response:
        return JSONResponse(emulator.dump())

    return [
        Route("/healthz", healthz),
        Route("/control/reset", reset, methods=["POST"]),
        Route("/control/journal", journal, methods=["GET", "DELETE"]),
        Route("/control/faults", faults, methods=["GET", "POST", "DELETE"]),
        Route("/control/clock", clock, methods=["GET", "POST"]),
        Route("/control/dump", dump),
    ]


def bad_order(_: Request, error: Exception) -> Response:
    """Answer a control order that makes no sense (ValueError, KeyError): 400 with the reason."""
    status = 400 if isinstance(error, ValueError | KeyError | json.JSONDecodeError) else 500
    return JSONResponse({"error": f"{type(error).__name__}: {error}"}, status_code=status)
