from datetime import UTC, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """The present instant, aware, in UTC; in demo and tests moved by the shift that the controls set."""
    return datetime.now(UTC) + shift()


def shift() -> timedelta:
    """How far the clock of this installation runs ahead of the world's; zero outside demo and tests."""
    if not settings.MOVABLE_CLOCK:
        return timedelta()
    from clock.models import ClockShift  # models load after the app registry, this module before it

    return ClockShift.current()
