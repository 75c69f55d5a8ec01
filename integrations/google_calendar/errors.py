"""How a call to Google can end other than well, and which of its answers means what.

Source: https://developers.google.com/workspace/calendar/api/guides/errors.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

RATE_LIMITS = {"rateLimitExceeded", "userRateLimitExceeded"}
USAGE_LIMITS = {"quotaExceeded", "dailyLimitExceeded"}
MISSING_CONSENT = {"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}


class GoogleFailure(Exception):
    """`reason` is Google's word for it (`rateLimitExceeded`) or ours (`timeout`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TemporaryFailure(GoogleFailure):
    """Nothing was changed; try later, after `retry_after_seconds` if Google said so."""

    def __init__(self, reason: str, retry_after_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after_seconds = retry_after_seconds


class UnknownOutcome(GoogleFailure):
    """A write was sent and no answer says what became of it: look it up before doing anything again."""


class PermanentFailure(GoogleFailure):
    """Refused for good: the same request will be refused again."""


class NotFound(PermanentFailure):
    """No such event or calendar, or none this person may see."""


class AlreadyExists(PermanentFailure):
    """The id was used before on this calendar, perhaps by an event that is deleted now."""


class Gone(PermanentFailure):
    """The event is deleted already."""


class SyncTokenExpired(Gone):
    """The sync token is no longer valid: list everything and compare."""


class PreconditionFailed(PermanentFailure):
    """The event changed since the given etag."""


class Forbidden(PermanentFailure):
    """This person may not do this: a guest changing shared fields, a calendar only to read."""


class NeedsConsent(PermanentFailure):
    """Access was revoked, has run out or never covered this: the person has to connect again."""


class QuotaExceeded(PermanentFailure):
    """Google's limit on use (invitations, events) is reached; it takes hours, quick retries make it worse."""


class PushNotSupported(PermanentFailure):
    """Google tells nobody of changes to this calendar (holidays, imported feeds): it can only be polled."""


BY_REASON: Mapping[str, type[PermanentFailure]] = {
    "pushNotSupportedForRequestedResource": PushNotSupported,
    "channelIdNotUnique": AlreadyExists,
}
BY_STATUS: Mapping[int, type[PermanentFailure]] = {
    401: NeedsConsent,
    403: Forbidden,
    404: NotFound,
    409: AlreadyExists,
    410: Gone,
    412: PreconditionFailed,
}


def failure_of(status: int, content: bytes, headers: Mapping[str, str], *, is_write: bool) -> GoogleFailure:
    """The failure an HTTP error answer stands for.

    `content` is the body as it came, JSON or not. A 5xx to a write leaves open whether it was carried out.
    """
    reason = reason_of(content) or f"http_{status}"
    if status == 429 or reason in RATE_LIMITS:
        return TemporaryFailure(reason, retry_after(headers))
    if status >= 500 or status == 408:
        return UnknownOutcome(reason) if is_write else TemporaryFailure(reason, retry_after(headers))
    if reason in USAGE_LIMITS:
        return QuotaExceeded(reason)
    if reason in MISSING_CONSENT:
        return NeedsConsent(reason)
    if reason in ("fullSyncRequired", "updatedMinTooLongAgo"):
        return SyncTokenExpired(reason)
    return (BY_REASON.get(reason) or BY_STATUS.get(status, PermanentFailure))(reason)


def reason_of(content: bytes) -> str | None:
    """Google's reason in an error body; None when the body is not its JSON envelope.

    Newer answers lack `errors` and carry `status` or `details` instead.
    """
    try:
        error = json.loads(content)["error"]
        if isinstance(error, str):
            return error
        rows = [*error.get("errors", []), *error.get("details", [])]
        found = [row["reason"] for row in rows if "reason" in row]
        return str(found[0] if found else error["status"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After header; its date form is measured against the answer's own Date."""
    value = headers.get("retry-after")
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        until, answered_at = parsedate_to_datetime(value), parsedate_to_datetime(headers["date"])
    except (ValueError, KeyError):
        return None
    return max(0.0, (until - answered_at).total_seconds())
