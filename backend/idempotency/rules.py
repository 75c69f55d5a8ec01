"""What a key may look like, and what makes two requests the same. Pure."""

import json
import re
from datetime import timedelta
from hashlib import sha256
from typing import Any

KEPT_FOR = timedelta(hours=24)
# A string in quotes as draft-ietf-httpapi-idempotency-key-header section 2.1 asks, or bare as most clients send.
_KEY = re.compile(r'"(?P<quoted>[\x21\x23-\x5b\x5d-\x7e]{1,200})"|(?P<bare>[\x21\x23-\x5b\x5d-\x7e]{1,200})')


def key_in(header: str) -> str | None:
    """The key that the header's value holds, 1 to 200 visible ASCII characters; None if it is malformed."""
    match = _KEY.fullmatch(header.strip())
    return match and (match["quoted"] or match["bare"])


def digest(*parts: str) -> str:
    """64 hexadecimal digits; no two different sequences of parts give the same text to digest."""
    return sha256(json.dumps(parts).encode()).hexdigest()


def request_digest(method: str, path: str, body: Any) -> str:
    """Equal for requests that ask the same: the order of a JSON body's members does not matter."""
    return digest(method, path, json.dumps(body, sort_keys=True, default=str))
