"""`python -m integrations.emulators.twilio --port N`: Twilio on this machine."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from integrations.emulators.serving import arguments, serve
from integrations.emulators.twilio.app import application
from integrations.emulators.twilio.world import DEFAULT_ACCOUNT, DEFAULT_TOKEN, World


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--account-sid", default=DEFAULT_ACCOUNT)
    parser.add_argument("--auth-token", default=DEFAULT_TOKEN)
    parser.add_argument("--inbound-url", default=None)
    own, shared = parser.parse_known_args(argv)
    given = arguments("twilio", shared)
    world = World(own.account_sid, own.auth_token, own.inbound_url)
    serve(application(world, given.state), given.host, given.port)


if __name__ == "__main__":
    main()
