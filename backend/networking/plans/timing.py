"""Where an event is in its rounds."""

from datetime import datetime

from networking.models import Event


def first_round_ahead(event: Event, now: datetime) -> int:
    """The first round (from 1) that has not begun; one more than there are when all have."""
    return 1 + sum(starts_at <= now for starts_at, _ in event.round_times())


def round_now(event: Event, now: datetime) -> int | None:
    """The round that goes on."""
    for number, (starts_at, ends_at) in enumerate(event.round_times(), start=1):
        if starts_at <= now < ends_at:
            return number
    return None
