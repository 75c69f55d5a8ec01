"""Arithmetic of calendar writes over plain values."""

import hashlib
from datetime import timedelta
from uuid import UUID

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=10)


def google_event_id(appointment_id: UUID, generation: int) -> str:
    """The id that Meridian gives the event of an appointment, so that a repeated insert is refused, not doubled.

    Google takes 5 to 1024 characters of base32hex in lower case, `[a-v0-9]` (Calendar API, Event.id). An id is
    used up for ever, even by a deleted event: where ours turns out to be taken, the next generation is tried.
    """
    return appointment_id.hex if generation == 0 else f"{appointment_id.hex}g{generation}"


def pause_before(attempt: int, chance: float) -> timedelta:
    """How long to wait before try number `attempt` (from 1): doubling from 2 s to 10 min, half of it by chance.

    `chance` in [0, 1) spreads the tries of many events, so that Google does not meet all of them at once when
    it returns (Calendar API, guide "Handle API errors": truncated exponential backoff with jitter).
    """
    doublings: int = 2 ** min(attempt, 20)
    whole = min(FIRST_PAUSE * doublings, LONGEST_PAUSE)
    return whole / 2 + whole / 2 * chance


def digest_of(secret: str) -> str:
    """What is kept of a secret of 256 bits; nobody can work back from it. 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
