"""Signed webhooks, as Twilio posts them: https://www.twilio.com/docs/usage/security."""

from __future__ import annotations

import base64
import hashlib
import hmac
import urllib.error
import urllib.request
from urllib.parse import urlencode, urlsplit

TIMEOUT_SECONDS = 10
# No proxy: a webhook goes to the address it names.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def signature_of(url: str, params: dict[str, str], auth_token: str) -> str:
    """HMAC-SHA1 over the address without its fragment and the sorted parameters, in base64."""
    signed = url.partition("#")[0] + "".join(name + params[name] for name in sorted(params))
    return base64.b64encode(hmac.new(auth_token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


def is_address(url: str) -> bool:
    """Whether a webhook can go there: http or https and a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not set(url) & set(" \r\n\t")


def post(url: str, params: dict[str, str], auth_token: str, idempotency_token: str) -> tuple[int | None, str]:
    """Post one webhook and wait for the answer: its status and text; None if nobody answered."""
    if not is_address(url):
        return None, ""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "User-Agent": "TwilioProxy/1.1",
        "X-Twilio-Signature": signature_of(url, params, auth_token),
        "I-Twilio-Idempotency-Token": idempotency_token,
    }
    request = urllib.request.Request(url.partition("#")[0], urlencode(params).encode(), headers)
    try:
        with _OPENER.open(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.status, answer.read(65_536).decode("utf-8", errors="replace")
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code, ""
    except OSError:
        return None, ""
