"""Arithmetic of calendar writes over plain values."""

import hashlib
from datetime import timedelta
from uuid import UUID

# Google's word for an account of the hub that may invite nobody until an administrator of its domain allows it.
CANNOT_INVITE = "forbiddenForServiceAccounts"
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=10)
LONGEST_LINK = 300  # characters that a row can hold
LONGEST_BACK_OFF = timedelta(seconds=64)
QUOTA_PAUSES = (timedelta(hours=1), timedelta(hours=2), timedelta(hours=4), timedelta(hours=6))


def google_event_id(appointment_id: UUID, generation: int) -> str:
    """The id that Meridian gives the event of an appointment, so that a repeated insert is refused, not doubled.

    Google takes 5 to 1024 characters of base32hex in lower case, `[a-v0-9]` (Calendar API, Event.id). An id is
    used up for ever, even by a deleted event: where ours turns out to be taken, the next generation is tried.
    """
    return appointment_id.hex if generation == 0 else f"{appointment_id.hex}g{generation}"


def uid_at_google(google_id: str) -> str:
    """The iCalendar UID that Google gives an event with this id, so that every channel names one event."""
    return f"{google_id}@google.com"


def pause_before(attempt: int, chance: float) -> timedelta:
    """How long to wait before try number `attempt` (from 1): doubling from 2 s to 10 min, half of it by chance.

    `chance` in [0, 1) spreads the tries of many events, so that Google does not meet all of them at once when
    it returns (Calendar API, guide "Handle API errors": truncated exponential backoff with jitter).
    """
    doublings: int = 2 ** min(attempt, 20)
    whole = min(FIRST_PAUSE * doublings, LONGEST_PAUSE)
    return whole / 2 + whole / 2 * chance


def back_off(refusals: int, chance: float) -> timedelta:
    """How long a person's whole queue rests after so many refusals in a row (from 1) for going too fast.

    `min(2**n + chance, 64)` seconds with n from 0, as the guide "Handle API errors" has it; `chance` in [0, 1).
    """
    return min(timedelta(seconds=2 ** min(refusals - 1, 10) + chance), LONGEST_BACK_OFF)


def quota_pause(refusals: int, chance: float) -> timedelta:
    """How long after so many refusals in a row (from 1) for Google's limit of use: hours, a tenth more by chance.

    Google names no time; quick tries prolong it (guide "Manage quotas", calendar use limits).
    """
    hours = QUOTA_PAUSES[min(refusals, len(QUOTA_PAUSES)) - 1]
    return hours + hours / 10 * chance


def digest_of(secret: str) -> str:
    """What is kept of a secret of 256 bits; nobody can work back from it. 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def room_at(address: str, mark: str) -> str:
    """The room at `address`, whose `{id}` stands for what is meant by `mark`: nobody else comes into it by chance."""
    return address.replace("{id}", mark)


def link_of(url: str | None) -> str:
    """A link that the row can hold; empty for none."""
    return url if url and len(url) <= LONGEST_LINK else ""
