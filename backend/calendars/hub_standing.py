"""How the account does with which the hub organises. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from calendars.health import health_of
from calendars.models import ConsentAttempt, GoogleConnection
from calendars.rules import digest_of
from integrations.google_calendar.scopes import short_name

PEOPLE, NOT_CONNECTED = "people", "none"


@dataclass(frozen=True)
class HubOrganiser:
    """`mode` people: nobody but they organise. `state` is none where an account of the hub is still to be connected.

    `calendar_id` is Google's name of the calendar that events go to, `codes` what is wrong (troubles); `waiting` and
    `failed` count the events that Google does not show as wanted.
    """

    mode: str
    state: str = NOT_CONNECTED
    google_email: str | None = None
    connected_at: datetime | None = None
    calendar_id: str = ""
    scopes: tuple[str, ...] = ()
    last_ok_at: datetime | None = None
    last_read_at: datetime | None = None
    last_error: str = ""
    paused_until: datetime | None = None
    pause_reason: str = ""
    codes: tuple[str, ...] = ()
    waiting: int = 0
    failed: int = 0


def hub_organiser() -> HubOrganiser:
    """The account with which the hub organises, and how it stands. One statement at most."""
    mode = settings.ENV.google_hub_organiser or PEOPLE
    health = health_of(GoogleConnection.objects.filter(is_hub=True)) if mode != PEOPLE else None
    if health is None:
        return HubOrganiser(mode)
    found = health.connection
    return HubOrganiser(
        mode=mode,
        state=found.state,
        google_email=found.google_email,
        connected_at=found.connected_at,
        calendar_id=found.written_calendar_id,
        scopes=tuple(short_name(scope) for scope in found.scopes),
        last_ok_at=found.last_ok_at,
        last_read_at=health.last_read_at,
        last_error=found.last_error,
        paused_until=found.paused_until,
        pause_reason=found.pause_reason,
        codes=tuple(trouble.code for trouble in health.troubles),
        waiting=health.waiting,
        failed=health.failed,
    )


def is_asked_for_the_hub(state: str) -> bool:
    """Whether an answer of Google's is about the hub's account and not somebody's own."""
    return ConsentAttempt.objects.filter(state_digest=digest_of(state), for_hub=True).exists()
