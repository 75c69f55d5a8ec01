"""The emulators' side doors: their clocks follow the demo's, and people consent without a browser."""

import json
import logging
from collections.abc import Iterable
from datetime import timedelta
from http.client import HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS = 5
logger = logging.getLogger(__name__)


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


_opener = build_opener(_StayHere)


def follow_clock(emulators: Iterable[str], shift: timedelta) -> None:
    """Set the clocks of the emulators at these URLs; one that does not answer stays behind, and the log says so."""
    for emulator in filter(None, emulators):
        try:
            order(emulator, "clock", {"shift_seconds": shift.total_seconds()})
        except OSError as error:
            logger.warning("the emulator at %s does not follow the clock: %s", emulator, error)


def order(emulator: str, path: str, body: Any) -> None:
    """POST `body` as JSON to `/control/<path>` of the emulator at the URL `emulator`; raises OSError."""
    request = Request(  # noqa: S310 -- a URL of our own configuration
        f"{emulator}/control/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    _opener.open(request, timeout=SECONDS).close()


def consent(authorization_url: str, email: str) -> dict[str, str]:
    """Press "Allow" on the consent page as the owner of `email`; what Google's redirect carries (state, code).

    Source of the parameters: https://developers.google.com/identity/protocols/oauth2/web-server
    """
    scopes = parse_qs(urlsplit(authorization_url).query)["scope"][0].split()
    form = urlencode({"account": email, "decision": "allow", "granted": scopes}, doseq=True)
    location = _location(Request(authorization_url, form.encode()))  # noqa: S310 -- built by our own consent flow
    return {key: values[0] for key, values in parse_qs(urlsplit(location).query).items()}


def _location(request: Request) -> str:
    try:
        answer: HTTPResponse | HTTPError = _opener.open(request, timeout=SECONDS)
    except HTTPError as redirect:  # how urllib presents a redirect that nobody follows
        answer = redirect
    with answer:
        location = answer.headers["Location"]
    if not location:
        raise OSError(f"the consent page answered {answer.status} and no redirect")
    return str(location)
