"""`python -m integrations.emulators.google --port N [--host H] [--state FILE] [--push-to-loopback]`."""

from __future__ import annotations

import argparse

from integrations.emulators.google.app import google_app
from integrations.emulators.serving import arguments, serve

if __name__ == "__main__":
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--push-to-loopback", action="store_true")
    own, shared = parser.parse_known_args()
    given = arguments("google", shared)
    serve(google_app(given.state, push_to_loopback=own.push_to_loopback), given.host, given.port)
