"""Giving an agreed session another time, as far as the programme's policy lets it move."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import agenda.operations
from accounts.models import Person
from agenda import queries as agenda_queries
from agenda.operations import SlotTaken
from agenda.slots import Reason
from agenda.transactions import atomically
from mentoring.models import ProposalState, Session, SessionState
from mentoring.opening import (
    NoRoom,
    Seen,
    change,
    find,
    part_in,
    people_of,
    refused_from,
    refused_start,
    require_room,
    require_seen,
    require_version,
    stays,
)
from mentoring.own_calendars import Looked, require_fresh
from mentoring.proposing import NOTHING_ASKED, close_proposal
from mentoring.queries import moment_of, question_of
from mentoring.quota_standing import closed_to_move_of
from mentoring.quotas import require_quota
from mentoring.refusals import NotPossibleNow, OverrideNotYours, SameTime, VersionMissing
from mentoring.rules import may
from mentoring.telling import announce
from messaging.models import MessageKind


def reschedule_session(
    *,
    session_id: UUID,
    starts_at: datetime,
    reason: str,
    by: Person,
    now: datetime,
    version: int | None = None,
    override: bool = False,
    seen: Seen = None,
    looked: Looked = None,
) -> Session:
    """Give a confirmed session another start; `override` sets cut-off and number of moves aside, for those whom
    the programme lets do it.

    What the caller changes they name by the appointment's `version`, or by the revisions in `seen`.
    Raises ChangedMeanwhile, VersionMissing, SameTime, TooLateToMove, MovedTooOften, OverrideNotYours,
    QuotaUsedUp, StartNotOffered, SlotTaken with free starts; LookFirst where calendars are to be `looked` at before.
    """
    if version is None and seen is None:
        raise VersionMissing
    session = find(session_id)
    question = question_of(session)
    wish = _Move(starts_at, reason, version, override, seen)
    if starts_at == session.appointment.starts_at:
        wish.require_seen(session)
        require_movable(session, by, now, override=override)
        raise SameTime
    outlook = agenda_queries.outlook(question, starts_at, now=now)
    if why := outlook.refusal(starts_at):
        wish.require_seen(session)
        require_movable(session, by, now, override=override)
        raise refused_from(outlook, why, starts_at, closed_to_move_of(session, now))
    require_fresh(outlook.people.readings, now, looked)
    try:
        return _move(session_id=session_id, question=question, wish=wish, by=by, now=now)
    except SlotTaken as error:
        closed = closed_to_move_of(session, now)
        raise refused_start(question, Reason.BUSY, starts_at, now, closed) from error
    except NoRoom as error:
        closed = closed_to_move_of(session, now)
        raise refused_start(question, error.reason, starts_at, now, closed) from error


@dataclass(frozen=True)
class _Move:
    starts_at: datetime
    reason: str
    version: int | None
    override: bool
    seen: Seen

    def require_seen(self, session: Session) -> None:
        """It is as the caller saw it, by either way of saying so. Raises ChangedMeanwhile."""
        require_seen(session, self.seen)
        require_version(session, self.version)


@atomically
def _move(
    *, session_id: UUID, question: agenda_queries.Question, wish: _Move, by: Person, now: datetime
) -> Session:
    session = find(session_id, lock=True)
    wish.require_seen(session)
    overridden = require_movable(session, by, now, override=wish.override)
    require_room(question, wish.starts_at, now)
    require_quota(
        startup=session.startup,
        programme=session.programme,
        starts_at=wish.starts_at,
        now=now,
        moving=session.pk,
    )
    close_proposal(session, ProposalState.DROPPED, now)
    before = session.appointment.starts_at
    session.appointment = agenda.operations.move(
        appointment=session.appointment,
        people=people_of(session),
        starts_at=wish.starts_at,
        now=now,
    )
    change(
        session,
        "session.moved",
        by,
        now,
        {"moves": session.moves + (not overridden), **NOTHING_ASKED},
        moved=(before, wish.starts_at),
        before=before.isoformat(),
        after=wish.starts_at.isoformat(),
        reason=wish.reason,
        overridden=overridden,
    )
    announce(session, MessageKind.MOVED, by=by, reason=wish.reason, now=now)
    return session


def require_movable(session: Session, by: Person, now: datetime, *, override: bool) -> bool:
    """Whether the programme's policy had to be set aside to let `by` move the session. Raises OverrideNotYours,
    MovedTooOften, TooLateToMove, NotPossibleNow."""
    part, moment = part_in(session, by), moment_of(session, now)
    if override and part not in moment.policy.overriders:
        raise OverrideNotYours
    possible = may(part, moment)
    if "reschedule" in possible:
        return False
    if override and "override_policy" in possible:
        return True
    if session.state == SessionState.CONFIRMED and moment.is_ahead and part:
        raise stays(session, moment)
    raise NotPossibleNow(state=session.state)
