"""How old what is known of somebody's calendar may be, and what that makes of their time. Plain values in and out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from calendars.rules import pause_before

Window = tuple[datetime, datetime]

# Any change in Google is found within FOUND_WITHIN, even if no push ever comes: a calendar is due after at most
# ASKED_AGAIN + SPREAD, and what is due is looked for every minute.
FOUND_WITHIN = timedelta(minutes=5)
ASKED_AGAIN = timedelta(minutes=3)
SPREAD = timedelta(minutes=1)
STALE_AFTER = 3 * FOUND_WITHIN

# What is read: a session is nowhere given more than a year ahead. The window moves with each relisting.
BEHIND = timedelta(days=1)
AHEAD = timedelta(days=400)
RELISTED = timedelta(days=7)

# A 404 may be a stumble of Google's ("replication lag", guide "Handle API errors"): only the third in a row counts.
STRIKES = 3
GONE_LOOKED_AT_AGAIN = timedelta(days=1)

UNKNOWN, STALE, KNOWN, GONE = "unknown", "stale", "known", "gone"
WORST_FIRST = (UNKNOWN, STALE, KNOWN)


@dataclass(frozen=True)
class Standing:
    """How one calendar that counts as busy stands. `failures` are tries in a row that Google did not answer."""

    state: str
    as_of: datetime | None
    last_error: str
    failures: int

    @property
    def was_answered(self) -> bool:
        """Whether Google ever gave it, or said that it will not."""
        return self.as_of is not None or (self.last_error != "" and not self.failures)


@dataclass(frozen=True)
class Knowledge:
    """What is known of a person's time outside Meridian: `state` known, stale or unknown."""

    state: str
    as_of: datetime | None


def knowledge(calendars: Iterable[Standing]) -> Knowledge | None:
    """What these calendars together tell of a person; None if they tell nothing yet, and their time stands as if none
    were connected.

    The worst of them counts, and the oldest. One that Google has not answered for so far does not: whoever has just
    connected would vanish from all offers until the first reading. One that Google refuses does, as nothing is known
    of the time in it; one that is gone does not, unless there is no other.
    """
    answered = [one for one in calendars if one.was_answered or one.state == GONE]
    standing = [one for one in answered if one.state != GONE]
    if not answered:
        return None
    if not standing:
        return Knowledge(UNKNOWN, None)
    state = min((one.state for one in standing), key=WORST_FIRST.index)
    return Knowledge(state, min((one.as_of for one in standing if one.as_of is not None), default=None))


def window_at(now: datetime) -> Window:
    """What a full reading asks for."""
    return now - BEHIND, now + AHEAD


def is_to_be_relisted(reads_until: datetime | None, now: datetime) -> bool:
    """Whether the window has moved on so far that a reading of changes alone would not do; also after a clock was set
    back.
    """
    return reads_until is None or not now + AHEAD - RELISTED < reads_until <= now + AHEAD


def due_after_success(now: datetime, chance: float) -> datetime:
    """When to look again; `chance` in [0, 1) keeps calendars from all being due at once."""
    return now + ASKED_AGAIN + SPREAD * chance


def due_after_failure(now: datetime, failures: int, asked: timedelta | None, chance: float) -> datetime:
    """When to try again after so many failures in a row, or later where Google `asked` for a pause."""
    return now + max(pause_before(failures, chance), asked or timedelta())


def is_reached_by_events(scopes: Sequence[str], access_role: str, *, is_own: bool = False) -> bool:
    """Whether the consent lets us list the events of a calendar on which the person has this role.

    Source: discovery document, events.list, scopes; `calendar.events.owned` reaches the calendars one owns,
    `calendar.app.created` the one that Meridian made (`is_own`).
    """
    given = _short(scopes)
    if access_role not in ("owner", "writer", "reader"):
        return False
    if given & {"calendar", "calendar.readonly", "calendar.events", "calendar.events.readonly"}:
        return True
    owned = {"calendar.events.owned", "calendar.events.owned.readonly"}
    return access_role == "owner" and bool(given & owned or (is_own and "calendar.app.created" in given))


def is_reached_by_busy(scopes: Sequence[str]) -> bool:
    """Whether the consent lets us ask when a calendar is busy (freebusy.query, scopes)."""
    return bool(
        _short(scopes) & {"calendar", "calendar.readonly", "calendar.freebusy", "calendar.events.freebusy"}
    )


def _short(scopes: Sequence[str]) -> set[str]:
    return {scope.rpartition("/")[2] for scope in scopes}
