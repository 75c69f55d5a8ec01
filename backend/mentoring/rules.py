"""What may happen to a session, by whom, and when: one table, read by operations and by the API's `may`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Ended sessions that nobody marks count as completed after this time.
COMPLETES_AFTER = timedelta(hours=24)


class Part(StrEnum):
    """The part that a person has in a session."""

    STARTUP = "startup"
    EXPERT = "expert"
    COORDINATOR = "coordinator"
    SYSTEM = "system"


@dataclass(frozen=True)
class Moment:
    """A session as far as the table cares: its state, its times, whether its hold has run out, and now."""

    state: str
    starts_at: datetime
    ends_at: datetime
    hold_expires_at: datetime | None
    now: datetime

    @property
    def is_ahead(self) -> bool:
        return self.now < self.starts_at

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= self.now

    @property
    def is_over(self) -> bool:
        return self.ends_at <= self.now

    @property
    def hold_stands(self) -> bool:
        return self.hold_expires_at is not None and self.now < self.hold_expires_at


@dataclass(frozen=True)
class Transition:
    parts: frozenset[Part]
    states: frozenset[str]
    when: Callable[[Moment], bool]


def _transition(parts: str, states: str, when: Callable[[Moment], bool]) -> Transition:
    return Transition(frozenset(Part(p) for p in parts.split()), frozenset(states.split()), when)


TRANSITIONS = {
    "accept": _transition("expert coordinator", "requested", lambda at: at.hold_stands and at.is_ahead),
    "decline": _transition("expert coordinator", "requested", lambda at: at.hold_stands),
    "reschedule": _transition("expert startup coordinator", "confirmed", lambda at: at.is_ahead),
    "cancel": _transition("expert startup coordinator", "confirmed", lambda at: at.is_ahead),
    "withdraw": _transition("startup coordinator", "requested", lambda at: at.hold_stands),
    "complete": _transition("expert startup coordinator system", "confirmed", lambda at: at.is_over),
    "no_show": _transition("expert startup coordinator", "confirmed completed", lambda at: at.has_begun),
    "note": _transition("expert startup", "confirmed completed no_show", lambda at: at.has_begun),
    "expire": _transition("system", "requested", lambda at: not at.hold_stands or not at.is_ahead),
}


def may(part: Part | None, moment: Moment) -> list[str]:
    """The names of the transitions open to `part` at that moment, in the table's order."""
    return [
        name
        for name, rule in TRANSITIONS.items()
        if part in rule.parts and moment.state in rule.states and rule.when(moment)
    ]
