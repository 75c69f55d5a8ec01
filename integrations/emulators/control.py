"""The control routes both emulators have: health, reset, journal, faults, clock, dump."""

from __future__ import annotations

import json
from dataclasses import dataclass
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
    doors = _Doors(emulator)
    return [
        Route("/healthz", doors.healthz),
        Route("/control/reset", doors.reset, methods=["POST"]),
        Route("/control/journal", doors.journal, methods=["GET", "DELETE"]),
        Route("/control/faults", doors.faults, methods=["GET", "POST", "DELETE"]),
        Route("/control/clock", doors.clock, methods=["GET", "POST"]),
        Route("/control/dump", doors.dump),
    ]


@dataclass(frozen=True)
class _Doors:
    """One method a route."""

    emulator: Emulator

    async def healthz(self, _: Request) -> Response:
        return PlainTextResponse("ok")

    async def reset(self, _: Request) -> Response:
        for part in (self.emulator, self.emulator.clock):
            part.reset()
        self.emulator.faults.clear()
        self.emulator.journal.clear()
        return Response(status_code=204)

    async def journal(self, request: Request) -> Response:
        if request.method == "DELETE":
            self.emulator.journal.clear()
        journal = self.emulator.journal
        return JSONResponse({"entries": journal.rows(), "under_way": len(journal.under_way)})

    async def faults(self, request: Request) -> Response:
        book = self.emulator.faults
        if request.method == "DELETE":
            book.clear(request.query_params.get("name", ""))
        if request.method == "POST":
            script = await request.json()
            for line in script if isinstance(script, list) else [script]:
                book.add(line)
        return JSONResponse({"waiting": book.rows(), "names": sorted(book.named)})

    async def clock(self, request: Request) -> Response:
        clock = self.emulator.clock
        if request.method == "POST":
            clock.move(await request.json())
        return JSONResponse({"now": clock.now().isoformat(), **clock.state()})

    async def dump(self, _: Request) -> Response:
        return JSONResponse(self.emulator.dump())


def bad_order(_: Request, error: Exception) -> Response:
    """Answer a control order that makes no sense (ValueError, KeyError): 400 with the reason."""
    status = 400 if isinstance(error, ValueError | KeyError | json.JSONDecodeError) else 500
    return JSONResponse({"error": f"{type(error).__name__}: {error}"}, status_code=status)
