"""Google's error envelope, and the errors a fault script can call by name.

Source: https://developers.google.com/workspace/calendar/api/guides/errors and RFC 6749, section 5.2.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from integrations.emulators.faults import Answer


class ApiError(Exception):
    """An answer of the Calendar API that is not a success."""

    def __init__(
        self,
        status: int,
        reason: str,
        message: str,
        *,
        domain: str = "global",
        parameter: str | None = None,
        header: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.row = {"domain": domain, "reason": reason, "message": message}
        if parameter:
            self.row |= {"locationType": "parameter", "location": parameter}
        if header:
            self.row |= {"locationType": "header", "location": header}

    def envelope(self) -> dict[str, Any]:
        """The JSON body."""
        return {"error": {"errors": [self.row], "code": self.status, "message": self.row["message"]}}


def invalid(message: str, reason: str = "invalid", parameter: str | None = None) -> ApiError:
    return ApiError(400, reason, message, parameter=parameter)


def not_found() -> ApiError:
    return ApiError(404, "notFound", "Not Found")


def duplicate() -> ApiError:
    return ApiError(409, "duplicate", "The requested identifier already exists.")


def already_deleted() -> ApiError:
    return ApiError(410, "deleted", "Resource has been deleted")


def full_sync_required() -> ApiError:
    message = "Sync token is no longer valid, a full sync is required."
    return ApiError(410, "fullSyncRequired", message, domain="calendar", parameter="syncToken")


def updated_min_too_long_ago() -> ApiError:
    message = "The requested minimum modification time lies too far in the past."
    return ApiError(410, "updatedMinTooLongAgo", message, domain="calendar", parameter="updatedMin")


def condition_not_met() -> ApiError:
    return ApiError(412, "conditionNotMet", "Precondition Failed", header="If-Match")


def auth_error() -> ApiError:
    return ApiError(401, "authError", "Invalid Credentials", header="Authorization")


def insufficient_permissions() -> ApiError:
    return ApiError(403, "insufficientPermissions", "Insufficient Permission")


def forbidden(reason: str = "forbidden", message: str = "Forbidden") -> ApiError:
    return ApiError(403, reason, message)


async def answer_api_error(_: Request, error: Exception) -> Response:
    """Starlette exception handler for ApiError."""
    assert isinstance(error, ApiError)
    headers = (
        {"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"'} if error.status == 401 else {}
    )
    return JSONResponse(error.envelope(), status_code=error.status, headers=headers)


def _limit(status: int, reason: str, message: str) -> Answer:
    return Answer.of_json(status, ApiError(status, reason, message, domain="usageLimits").envelope())


def _plain(error: ApiError) -> Answer:
    return Answer.of_json(error.status, error.envelope())


def _html(status: int, title: str) -> Answer:
    body = (
        f"<!DOCTYPE html><html><title>Error {status} ({title})!!1</title><p><b>{status}.</b> {title}</html>"
    )
    return Answer(status, body, "text/html; charset=UTF-8")


def _newer(status: int, name: str, message: str, reason: str) -> Answer:
    """The envelope of Google's newer front: `status` and `details`, no `errors`."""
    kind = "type.googleapis.com/google.rpc.ErrorInfo"
    details = [{"@type": kind, "reason": reason, "domain": "googleapis.com"}]
    error = {"code": status, "message": message, "status": name, "details": details}
    return Answer.of_json(status, {"error": error})


NAMED_FAULTS = {
    "scopeInsufficient": _newer(
        403,
        "PERMISSION_DENIED",
        "Request had insufficient authentication scopes.",
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    ),
    "unavailable": Answer.of_json(
        503, {"error": {"code": 503, "message": "The service is unavailable.", "status": "UNAVAILABLE"}}
    ),
    "backendError": _plain(ApiError(500, "backendError", "Backend Error")),
    "serviceUnavailable": _plain(ApiError(503, "backendError", "Service Unavailable")),
    "htmlError": _html(500, "Internal Server Error"),
    "badGateway": _html(502, "Bad Gateway"),
    "htmlUnavailable": _html(503, "Service Unavailable"),
    "tooManyRequests": _limit(429, "rateLimitExceeded", "Rate Limit Exceeded"),
    "rateLimitExceeded": _limit(403, "rateLimitExceeded", "Rate Limit Exceeded"),
    "userRateLimitExceeded": _limit(403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
    "quotaExceeded": _limit(403, "quotaExceeded", "Calendar usage limits exceeded."),
    "dailyLimitExceeded": _limit(403, "dailyLimitExceeded", "Daily Limit Exceeded"),
    "authError": _plain(auth_error()),
    "forbidden": _plain(forbidden()),
    "insufficientPermissions": _plain(insufficient_permissions()),
    "notFound": _plain(not_found()),
    "deleted": _plain(already_deleted()),
    "duplicate": _plain(duplicate()),
    "conditionNotMet": _plain(condition_not_met()),
    "fullSyncRequired": _plain(full_sync_required()),
    "invalid_grant": Answer.of_json(
        400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
    ),
    "internal_failure": Answer.of_json(500, {"error": "internal_failure"}),
}
