"""The vendor of pigeons: a small HTTP service in a process of its own, which can lose its answers."""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PIGEONS: list[dict[str, Any]] = []
# What becomes of the next ones: "" lands, "vanish" and "swallow" answer nothing, having taken it or not.
ORDERS: list[str] = []
REFUSED = ("NO_WINDOW", "WANTS_NONE", "TOO_HEAVY")


class Loft(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/control":
            ORDERS[:] = told["orders"]
            if told.get("empty"):
                PIGEONS.clear()
            self._answer(200, {})
            return
        order = ORDERS.pop(0) if ORDERS else ""
        if order == "vanish":
            self.close_connection = True
        elif order in REFUSED:
            self._answer(422, {"code": order})
        elif order == "busy":
            self._answer(503, {})
        else:
            pigeon = {**told, "id": f"P{len(PIGEONS) + 1}", "is": "in the loft"}
            PIGEONS.append(pigeon)
            if order == "swallow":
                self.close_connection = True
            else:
                self._answer(201, pigeon)

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path == "/pigeons":
            wanted = parse_qs(asked.query).get("reference")
            found = [one for one in reversed(PIGEONS) if wanted is None or one["reference"] in wanted]
            self._answer(200, found)
            return
        known = {f"/pigeons/{one['id']}": one for one in PIGEONS}
        self._answer(200 if asked.path in known else 404, known.get(asked.path, {}))

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: Any) -> None:
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Loft).serve_forever()
