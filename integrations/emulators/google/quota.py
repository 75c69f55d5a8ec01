"""Google's limits on use: requests in a sliding window, invitations, calendars made.

Source: https://developers.google.com/workspace/calendar/api/guides/quota; what is over a limit is answered 403 or 429
in the domain usageLimits, without Retry-After. The limits are knobs: Google changes them, and they differ by project.
"""

from __future__ import annotations

from collections import deque

from integrations.emulators.google.errors import ApiError
from integrations.emulators.google.store import World


def admit(world: World, email: str) -> None:
    """Count one request of this person. ApiError userRateLimitExceeded or rateLimitExceeded; such ones do not count."""
    knobs, now = world.knobs, world.clock.now().timestamp()
    windows = (
        (f"user {email}", knobs.user_requests, "userRateLimitExceeded", "User Rate Limit Exceeded"),
        ("project", knobs.project_requests, "rateLimitExceeded", "Rate Limit Exceeded"),
    )
    for name, most, reason, message in windows:
        if most is not None and len(_recent(world, name, now - knobs.quota_window_seconds)) >= most:
            raise ApiError(knobs.quota_status, reason, message, domain="usageLimits")
    for name, *_ in windows:
        world.used.setdefault(name, deque()).append((now, 1))


def invite(world: World, email: str, guests: int) -> None:
    """Count guests whom this person adds to events. ApiError quotaExceeded, whatever sendUpdates says."""
    now, name, most = world.clock.now().timestamp(), f"invitations {email}", world.knobs.invitations
    if not guests:
        return
    recent = _recent(world, name, now - world.knobs.invitation_window_seconds)
    if most is not None and sum(count for _, count in recent) + guests > most:
        raise usage_limit()
    world.used.setdefault(name, deque()).append((now, guests))


def usage_limit() -> ApiError:
    """The limit that takes hours, and that quick tries make worse."""
    return ApiError(403, "quotaExceeded", "Calendar usage limits exceeded.", domain="usageLimits")


def _recent(world: World, name: str, since: float) -> deque[tuple[float, int]]:
    found = world.used.setdefault(name, deque())
    while found and found[0][0] <= since:
        found.popleft()
    return found
