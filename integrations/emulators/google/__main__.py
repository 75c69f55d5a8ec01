"""`python -m integrations.emulators.google --port N [--host H] [--state FILE]`."""

from __future__ import annotations

from integrations.emulators.google.app import google_app
from integrations.emulators.serving import arguments, serve

if __name__ == "__main__":
    given = arguments("google")
    serve(google_app(given.state), given.host, given.port)
