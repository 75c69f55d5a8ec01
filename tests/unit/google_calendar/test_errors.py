import json
from typing import Any

import pytest

from integrations.google_calendar.errors import (
    AlreadyExists,
    Forbidden,
    Gone,
    GoogleFailure,
    NeedsConsent,
    NotFound,
    PermanentFailure,
    PreconditionFailed,
    QuotaExceeded,
    SyncTokenExpired,
    TemporaryFailure,
    UnknownOutcome,
    failure_of,
    reason_of,
    retry_after,
)


def body(reason: str | None) -> Any:
    return json.dumps({"error": {"errors": [{"reason": reason}], "code": 0, "message": ""}}).encode()


@pytest.mark.parametrize(
    ("status", "reason", "failure"),
    [
        (400, "invalid", PermanentFailure),
        (401, "authError", NeedsConsent),
        (403, "forbiddenForNonOrganizer", Forbidden),
        (403, "insufficientPermissions", NeedsConsent),
        (403, "rateLimitExceeded", TemporaryFailure),
        (403, "userRateLimitExceeded", TemporaryFailure),
        (403, "quotaExceeded", QuotaExceeded),
        (403, "dailyLimitExceeded", QuotaExceeded),
        (404, "notFound", NotFound),
        (408, "timeout", UnknownOutcome),
        (409, "duplicate", AlreadyExists),
        (410, "deleted", Gone),
        (410, "fullSyncRequired", SyncTokenExpired),
        (410, "updatedMinTooLongAgo", SyncTokenExpired),
        (412, "conditionNotMet", PreconditionFailed),
        (429, "rateLimitExceeded", TemporaryFailure),
        (500, "backendError", UnknownOutcome),
        (503, "backendError", UnknownOutcome),
    ],
)
def test_each_answer_to_a_write_has_one_meaning(
    status: int, reason: str | None, failure: type[GoogleFailure]
) -> None:
    found = failure_of(status, body(reason), {}, is_write=True)

    assert (type(found), found.reason) == (failure, reason)


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_a_server_error_to_a_read_can_be_tried_again(status: int) -> None:
    assert type(failure_of(status, b"<html>", {}, is_write=False)) is TemporaryFailure


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"error": {"errors": [{"reason": "notFound"}], "status": "NOT_FOUND"}}', "notFound"),
        (b'{"error": {"code": 403, "status": "PERMISSION_DENIED"}}', "PERMISSION_DENIED"),
        (
            b'{"error": {"status": "X", "details": [{"@type": "t", "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}',
            "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        ),
        (b'{"error": "invalid_grant"}', "invalid_grant"),
        (b"<html>Error 502</html>", None),
        (b"", None),
        (b"[]", None),
        (b'{"error": {}}', None),
        (b"\xff\xfe", None),
    ],
)
def test_the_reason_is_found_in_every_shape_of_error(content: bytes, reason: str | None) -> None:
    assert reason_of(content) == reason


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "30"}, 30.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Mon, 23 Nov 2026 10:00:30 GMT", "date": "Mon, 23 Nov 2026 10:00:00 GMT"}, 30.0),
        ({"retry-after": "Mon, 23 Nov 2026 09:00:00 GMT", "date": "Mon, 23 Nov 2026 10:00:00 GMT"}, 0.0),
        ({"retry-after": "Mon, 23 Nov 2026 10:00:30 GMT"}, None),
    ],
)
def test_a_wait_is_read_in_seconds_or_as_a_date(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds
