"""Tokens that carry their own content, so that a restarted emulator still knows them.

The key is no secret: the seal only tells a token of ours from one that was tampered with.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

KEY = b"google-emulator"


def seal(content: Mapping[str, Any]) -> str:
    """URL-safe text from which `unseal` recovers `content`."""
    body = _encode(json.dumps(content, separators=(",", ":"), sort_keys=True).encode())
    return f"{body}.{_signature(body)}"


def unseal(token: str) -> dict[str, Any] | None:
    """The content, or None when the token is not ours."""
    body, _, signature = token.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(body).encode()):
        return None
    content = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return content if isinstance(content, dict) else None


def _signature(body: str) -> str:
    return _encode(hmac.digest(KEY, body.encode(), hashlib.sha256)[:12])


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
