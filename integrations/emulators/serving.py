"""Start an emulator: command line, state file, server."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from integrations.emulators.control import Emulator

Lifespan = Callable[[Starlette], Any]


class CuttableProtocol(H11Protocol):
    """HTTP/1.1 whose transport the application can reach, to cut a connection on purpose."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Put the transport into every scope of this connection, as `scope["state"]["transport"]`."""
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)


def arguments(name: str, argv: Sequence[str] | None = None) -> argparse.Namespace:
    """`port`, `host`, `state` of the command line."""
    parser = argparse.ArgumentParser(prog=f"python -m integrations.emulators.{name}")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--state", type=Path, default=None, help="file that keeps the data over a restart")
    return parser.parse_args(argv)


def keeping_state(emulator: Emulator, path: Path | None) -> Lifespan:
    """A Starlette lifespan that loads `path` if it exists and writes it at the end (SIGTERM, SIGINT)."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        restore(emulator, path)
        yield
        if path is not None:
            save(emulator, path)

    return lifespan


def restore(emulator: Emulator, path: Path | None) -> None:
    """Read the state, if any was kept."""
    if path is not None and path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
        emulator.load(kept["emulator"])
        emulator.clock.load(kept["clock"])


def save(emulator: Emulator, path: Path) -> None:
    """Write the state beside its place and swap it in, so that a kill never leaves half a file."""
    beside = path.with_suffix(path.suffix + ".new")
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {"emulator": emulator.dump(), "clock": emulator.clock.state()}
    beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    beside.replace(path)


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Run until SIGTERM or SIGINT. `app` passes the lifespan protocol on."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=CuttableProtocol,
        loop="asyncio",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    uvicorn.Server(config).run()
