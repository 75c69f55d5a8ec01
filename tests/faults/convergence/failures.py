"""What may go wrong with a request to Google, anywhere: each as a line of the emulator's fault script."""

from typing import Any

EVENTS, TOKEN = "*/events*", "*/token"
LATE = 11.0  # seconds: longer than we wait for an answer

# What passes by itself.
PASSING: list[dict[str, Any]] = [
    *({"name": name} for name in ("backendError", "htmlError", "badGateway", "serviceUnavailable")),
    *({"name": name} for name in ("unavailable", "htmlUnavailable")),
    *({"name": name, "commit": True} for name in ("backendError", "htmlUnavailable", "unavailable")),
    *({"name": name} for name in ("tooManyRequests", "rateLimitExceeded", "userRateLimitExceeded")),
    *({"name": name} for name in ("quotaExceeded", "dailyLimitExceeded")),
    *({"name": "conditionNotMet", "method": method} for method in ("PATCH", "DELETE")),
    {"name": "duplicate", "method": "POST", "path": "*/events"},
    *({"name": "notFound", "method": method, "path": EVENTS} for method in ("GET", "PATCH", "DELETE")),
    {"name": "fullSyncRequired", "method": "GET", "path": "*/events"},
    {"name": "authError"},
    *({"name": name, "path": TOKEN} for name in ("internal_failure", "htmlError")),
    *({"kind": kind} for kind in ("reset", "drop", "truncate", "content_type")),
    {"kind": "slow_body", "seconds": 0.05},
    *({"kind": kind, "commit": True} for kind in ("reset", "drop")),
    {"kind": "drop", "times": 2},
    *({"kind": "hang", "seconds": 0.05, "commit": commit} for commit in (False, True)),
    *({"kind": "hang", "seconds": LATE, "commit": commit} for commit in (False, True)),
]
# What somebody has to mend: whose calendar it is, with one button or by saying yes again.
TO_BE_MENDED: list[dict[str, Any]] = [
    {"name": "forbidden", "path": EVENTS},
    {"name": "insufficientPermissions", "path": EVENTS},
    {"name": "scopeInsufficient", "path": EVENTS},
    {"name": "invalid_grant", "path": TOKEN},
    {"name": "notFound", "path": EVENTS, "times": 3},
]
EVERY_KIND = PASSING + TO_BE_MENDED
