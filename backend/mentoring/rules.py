"""What may happen to a session, by whom, and when: one table, read by operations and by the API's `may`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Ended sessions that nobody marks count as completed after this time.
COMPLETES_AFTER = timedelta(hours=24)
# So many experts meet at once at most, and so many colleagues of whoever asks beside them.
MOST_EXPERTS = 20
MOST_COLLEAGUES = 10
# So long the other side may dispute that somebody did not come.
DISPUTED_WITHIN = timedelta(days=7)
# Whoever is late by less is late, no more: links fail, meetings before run over.
NO_SHOW_AFTER = timedelta(minutes=10)
# Later nobody remembers, quotas have been counted on, and what the other side would dispute is past proof.
NO_SHOW_WITHIN = timedelta(days=14)


class Part(StrEnum):
    """The part that a person has in a session."""

    STARTUP = "startup"
    EXPERT = "expert"
    COMPANION = "companion"  # takes part beside the expert and the founder, who decide
    COORDINATOR = "coordinator"
    SYSTEM = "system"


@dataclass(frozen=True)
class Policy:
    """What the programme asks of changes: until how long before the start, how often one session moves, who may set
    that aside, and what follows from what people do in their own calendars (ask, do)."""

    reschedule_cutoff: timedelta = timedelta()
    cancel_cutoff: timedelta = timedelta()
    max_moves: int | None = None
    overriders: frozenset[Part] = frozenset({Part.COORDINATOR})
    calendar_edits: str = "ask"


NO_POLICY = Policy()


@dataclass(frozen=True)
class Moment:
    """A session as far as the table cares: its state, its times, whether its hold has run out, and now."""

    state: str
    starts_at: datetime
    ends_at: datetime
    hold_expires_at: datetime | None
    now: datetime
    policy: Policy = NO_POLICY
    moves: int = 0
    proposed_by: str = ""
    proposal_expires_at: datetime | None = None
    no_show_by: str = ""
    no_show_said_by: str = ""
    no_show_at: datetime | None = None
    dispute_state: str = ""
    cancel_asked_by: str = ""
    cancelled_late: bool = False

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

    @property
    def has_proposal(self) -> bool:
        return self.proposal_expires_at is not None and self.now < self.proposal_expires_at

    @property
    def no_show_from(self) -> datetime:
        """Before, somebody who has not come is late."""
        return self.starts_at + NO_SHOW_AFTER

    @property
    def no_show_until(self) -> datetime:
        """From then on it is too late to say that somebody did not come."""
        return self.starts_at + NO_SHOW_WITHIN

    @property
    def may_be_missed(self) -> bool:
        return self.no_show_from <= self.now < self.no_show_until

    @property
    def dispute_until(self) -> datetime | None:
        """From then on whoever is said not to have come has nothing more to say; None where nobody is."""
        return None if self.no_show_at is None else self.no_show_at + DISPUTED_WITHIN

    @property
    def may_be_disputed(self) -> bool:
        return self.dispute_until is not None and self.now < self.dispute_until and self.dispute_state == ""

    @property
    def may_be_proposed_for(self) -> bool:
        return self.is_ahead and (self.state == "confirmed" or self.hold_stands)

    @property
    def move_until(self) -> datetime:
        """From then on it is too late to move it."""
        return self.starts_at - self.policy.reschedule_cutoff

    @property
    def free_cancel_until(self) -> datetime:
        """From then on a startup that cancels has used up its turn."""
        return self.starts_at - self.policy.cancel_cutoff

    @property
    def moves_left(self) -> int | None:
        most = self.policy.max_moves
        return None if most is None else max(most - self.moves, 0)

    @property
    def policy_lets_move(self) -> bool:
        return self.now < self.move_until and self.moves_left != 0


def is_late_cancel(part: Part | None, at: Moment) -> bool:
    """Whether calling it off now counts as a session had: the startup's own doing, after the cut-off."""
    return part == Part.STARTUP and at.state == "confirmed" and at.free_cancel_until <= at.now


@dataclass(frozen=True)
class Transition:
    parts: frozenset[Part]
    states: frozenset[str]
    when: Callable[[Moment], bool]
    whose: Callable[[Part, Moment], bool]


def _anyones(part: Part, at: Moment) -> bool:  # noqa: ARG001 -- the table's form
    return True


def _answerers(part: Part, at: Moment) -> bool:
    return part != at.proposed_by


def _overriders(part: Part, at: Moment) -> bool:
    return part in at.policy.overriders


def _movers(part: Part, at: Moment) -> bool:
    """Other times for what is agreed move it, by the same policy. What nobody of ours proposes is of that alone."""
    if part == Part.SYSTEM:
        return at.state == "confirmed" and at.policy_lets_move
    return at.state != "confirmed" or at.policy_lets_move or _overriders(part, at)


def _asked(part: Part, at: Moment) -> bool:
    return part != at.cancel_asked_by


def _accused(part: Part, at: Moment) -> bool:
    return part == at.no_show_by and part != at.no_show_said_by


def _transition(
    parts: str,
    states: str,
    when: Callable[[Moment], bool],
    whose: Callable[[Part, Moment], bool] = _anyones,
) -> Transition:
    return Transition(frozenset(Part(p) for p in parts.split()), frozenset(states.split()), when, whose)


TRANSITIONS = {
    "accept": _transition("expert coordinator", "requested", lambda at: at.hold_stands and at.is_ahead),
    "decline": _transition("expert coordinator", "requested proposed", lambda at: at.hold_stands),
    "propose": _transition(
        "expert startup system", "requested proposed confirmed", lambda at: at.may_be_proposed_for, _movers
    ),
    "take": _transition(
        "expert startup coordinator", "proposed confirmed", lambda at: at.has_proposal, _answerers
    ),
    "turn_down": _transition(
        "expert startup coordinator", "proposed confirmed", lambda at: at.has_proposal, _answerers
    ),
    "reschedule": _transition(
        "expert startup coordinator", "confirmed", lambda at: at.is_ahead and at.policy_lets_move
    ),
    "override_policy": _transition(
        "expert coordinator", "confirmed", lambda at: at.is_ahead and not at.policy_lets_move, _overriders
    ),
    "cancel": _transition("expert startup coordinator", "confirmed", lambda at: at.is_ahead),
    "confirm_cancel": _transition(
        "expert startup coordinator", "confirmed", lambda at: at.is_ahead and at.cancel_asked_by != "", _asked
    ),
    "keep": _transition(
        "expert startup coordinator", "confirmed", lambda at: at.is_ahead and at.cancel_asked_by != ""
    ),
    "excuse": _transition("expert coordinator", "cancelled", lambda at: at.cancelled_late, _overriders),
    "withdraw": _transition("startup coordinator", "requested proposed", lambda at: at.hold_stands),
    "complete": _transition("expert startup coordinator system", "confirmed", lambda at: at.is_over),
    "no_show": _transition(
        "expert startup coordinator",
        "confirmed completed",
        lambda at: at.may_be_missed and not at.dispute_state,
    ),
    "dispute": _transition("expert startup", "no_show", lambda at: at.may_be_disputed, _accused),
    "settle": _transition("coordinator", "no_show", lambda at: at.dispute_state == "open"),
    "note": _transition("expert startup companion", "confirmed completed no_show", lambda at: at.has_begun),
    "leave": _transition("companion", "requested proposed confirmed", lambda at: at.is_ahead),
    "expire": _transition("system", "requested proposed", lambda at: not at.hold_stands or not at.is_ahead),
    "expire_proposal": _transition(
        "system", "confirmed", lambda at: at.proposed_by != "" and not at.has_proposal
    ),
}


def may(part: Part | None, moment: Moment) -> list[str]:
    """The names of the transitions open to `part` at that moment, in the table's order."""
    if part is None:
        return []
    return [
        name
        for name, rule in TRANSITIONS.items()
        if part in rule.parts
        and moment.state in rule.states
        and rule.when(moment)
        and rule.whose(part, moment)
    ]
