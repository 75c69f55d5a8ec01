"""Another time: one side offers some, the other takes one or none. Both sides' time is held meanwhile."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import get_language

import agenda.alternatives
import agenda.operations
from accounts.models import Person
from agenda import queries as agenda_queries
from agenda.operations import SlotTaken
from agenda.own_clock import zone_of
from agenda.queries import Question
from agenda.slots import Reason
from agenda.transactions import atomically
from agenda.wording import local_words
from mentoring.answers import session_link
from mentoring.companions import everybody_in, present_in
from mentoring.models import CalendarEdits, Proposal, ProposalState, ProposedStart, Session, SessionState
from mentoring.opening import (
    NoRoom,
    Seen,
    change,
    find,
    opened,
    part_in,
    people_of,
    refused_start,
    require_room,
    stays,
    turn,
)
from mentoring.own_calendars import Asked, Looked, note_clashes, require_own_free
from mentoring.queries import moment_of, question_of
from mentoring.quota_standing import closed_to_move_of
from mentoring.quotas import require_quota
from mentoring.refusals import AlternativesTooNear, NotPossibleNow, NotProposed, OutsideHumaneHours, instant
from mentoring.rules import Part, may
from mentoring.telling import announce, is_overruled, put_back, tell, tell_companions
from mentoring.telling_edits import UNANSWERED, tell_kept, tell_put_back
from mentoring.telling_times import tell_times
from messaging.models import MessageKind

AT_MOST = 5
PROPOSERS = (Part.STARTUP, Part.EXPERT, Part.SYSTEM)
NONE_OPEN: dict[str, object] = {"proposed_by": "", "proposal_expires_at": None}
NOTHING_ASKED: dict[str, object] = {**NONE_OPEN, "cancel_asked_by": "", "cancel_asked_at": None}
MERIDIAN, GOOGLE, GUEST = "meridian", "google", "guest"  # where somebody proposed it
# To these a time that somebody chose in their calendar may come back, and with it the agreed one.
BY_HAND = (GOOGLE, GUEST)


def propose_times(
    *,
    session_id: UUID,
    starts: Sequence[datetime],
    word: str,
    by: Person | None,
    now: datetime,
    outside_humane_hours: bool = False,
    origin: str = MERIDIAN,
    seen: Seen = None,
) -> Session:
    """Offer the other side one to five other starts, held until they answer, at most the programme's hold hours.

    What the startup offers must be among the expert's free starts. An expert may offer any time of theirs, even
    beyond their own hours and limits, on the programme's dates; outside the hours in which the others meet only if they say so. Together
    with the session the starts count as one in the expert's day, week and month. An earlier proposal is replaced.
    What somebody did in their calendar (`origin`) may meet the agreed time: then what lies beyond that is held.
    Where nobody knows who did (`by` is None), both sides are asked, for a time that the startup might have offered.
    Of an agreed session this is a move by the programme's policy: see docs/decisions/0048.
    Raises TooLateToMove, MovedTooOften, NotPossibleNow, AlternativesTooNear, OutsideHumaneHours, StartNotOffered, SlotTaken with free starts.
    """
    session = find(session_id)
    question = question_of(session)
    _require_proposable(session, by, now)
    if part_in(session, by) in (Part.STARTUP, Part.SYSTEM):
        _require_offered(session, question, starts, now)
    else:
        _require_humane(session, question, starts, now, is_known=outside_humane_hours)
    try:
        return _propose(
            session_id=session_id, starts=starts, word=word, by=by, origin=origin, now=now, seen=seen
        )
    except SlotTaken as error:
        closed = closed_to_move_of(session, now)
        raise refused_start(question, Reason.BUSY, min(starts), now, closed) from error
    except NoRoom as error:
        closed = closed_to_move_of(session, now)
        raise refused_start(question, error.reason, min(starts), now, closed) from error


def _require_proposable(session: Session, by: Person | None, now: datetime) -> None:
    part, moment = part_in(session, by), moment_of(session, now)
    if "propose" in may(part, moment):
        return
    if session.state == SessionState.CONFIRMED and moment.is_ahead and part in PROPOSERS:
        raise stays(session, moment)
    raise NotPossibleNow(state=session.state)


def _require_offered(session: Session, question: Question, starts: Sequence[datetime], now: datetime) -> None:
    for start in starts:
        if reason := agenda_queries.refusal(question, start, now=now):
            raise refused_start(question, reason, start, now, closed_to_move_of(session, now))


def _require_humane(
    session: Session, question: Question, starts: Sequence[datetime], now: datetime, *, is_known: bool
) -> None:
    if min(starts) < now:
        closed = closed_to_move_of(session, now)
        raise refused_start(question, Reason.STARTS_IN_PAST, min(starts), now, closed)
    for start in starts:
        if not question.offer.includes(start):
            closed = closed_to_move_of(session, now)
            raise refused_start(question, Reason.OUTSIDE_DATES, start, now, closed)
    if is_known:
        return
    minutes = question.offer.session_minutes
    for person in (session.founder, *(one.person for one in present_in(session))):
        late = agenda_queries.outside_humane_hours(person, starts, minutes=minutes, now=now)
        told = [
            {
                "starts_at": instant(start),
                "local": local_words(start, zone_of(person, start), get_language() or "en"),
            }
            for start in late
        ]
        if told:
            raise OutsideHumaneHours(starts=told)


@atomically
def _propose(
    *,
    session_id: UUID,
    starts: Sequence[datetime],
    word: str,
    by: Person | None,
    origin: str,
    now: datetime,
    seen: Seen,
) -> Session:
    session = opened(session_id, "propose", by, now, seen)
    close_proposal(session, ProposalState.REPLACED, now)
    people, appointment, part = people_of(session), session.appointment, part_in(session, by)
    if part in (Part.STARTUP, Part.SYSTEM):
        question = question_of(session)
        for start in starts:
            require_room(question, start, now)
    # An agreed session keeps its own time, and nothing of it is open once it has begun.
    booked = [appointment.starts_at] if session.state == SessionState.CONFIRMED else []
    apart = starts if origin in BY_HAND else [*starts, *booked]
    if agenda.alternatives.too_near(apart, appointment.ends_at - appointment.starts_at, people):
        raise AlternativesTooNear
    expires_at = min(
        now + timedelta(hours=session.programme.hold_hours), *starts, *booked, *_open_to_move(session, now)
    )
    session.appointment, held = agenda.alternatives.hold_alternatives(
        appointment=appointment, people=people, starts=starts, expires_at=expires_at, now=now
    )
    proposal = Proposal.objects.create(
        session=session, by=by, word=word, origin=origin, at=now, expires_at=expires_at
    )
    ProposedStart.objects.bulk_create(ProposedStart(proposal=proposal, appointment=one) for one in held)
    fields: dict[str, object] = {"proposed_by": str(part), "proposal_expires_at": expires_at}
    if session.state != SessionState.CONFIRMED:
        fields["state"] = SessionState.PROPOSED.value
    offered = [one.starts_at.isoformat() for one in held]
    change(session, "session.proposed", by, now, fields, starts=offered, reason=word, origin=origin)
    tell_times(session, proposal, [one.starts_at for one in held], now=now)
    return session


def _open_to_move(session: Session, now: datetime) -> list[datetime]:
    """Until when an agreed session can be moved, unless whoever proposes may set that aside."""
    moment = moment_of(session, now)
    is_bound = session.state == SessionState.CONFIRMED and moment.policy_lets_move
    return [moment.move_until] if is_bound else []


@atomically
def take_start(
    *,
    session_id: UUID,
    start: datetime,
    by: Person,
    now: datetime,
    seen: Seen = None,
    looked: Looked = None,
    knowingly: bool = False,
) -> Session:
    """The other side takes one of the proposed starts; the others are free again. What was agreed has moved by that,
    once more unless the policy had to be set aside. Where their own calendar shows something then, or cannot be read,
    they have to do it `knowingly`; whoever proposed the start knows their day. What nobody of ours has proposed is
    proposed by whoever takes it first, unless the programme lets people's hands in Google count: then it has moved.
    Raises NotProposed, LookFirst, OwnCalendarBusy, OwnCalendarUnread, QuotaUsedUp.
    """
    session = opened(session_id, "take", by, now, seen)
    proposal = session.proposals.get(state=ProposalState.OPEN)
    held = {row.appointment.starts_at: row.appointment_id for row in _starts(proposal)}
    if start not in held:
        raise NotProposed
    taker = _taker(session, by)
    length = session.appointment.ends_at - session.appointment.starts_at
    asked = Asked(taker, [(start, start + length)], everybody_in(session), knowingly)
    require_own_free(asked, by=by, now=now, looked=looked)
    require_quota(
        startup=session.startup, programme=session.programme, starts_at=start, now=now, moving=session.pk
    )
    if session.proposed_by == Part.SYSTEM and not _moves_alone(session, by, now):
        return _make_theirs(session, proposal, sorted(held), by=by, now=now)
    before, was_agreed = session.appointment.starts_at, session.state == SessionState.CONFIRMED
    counts = was_agreed and moment_of(session, now).policy_lets_move
    session.appointment = agenda.alternatives.take_alternative(
        appointment=session.appointment,
        alternatives=list(held.values()),
        people=people_of(session),
        starts_at=start,
        now=now,
    )
    _settle(proposal, ProposalState.TAKEN, now)
    fields = {"state": SessionState.CONFIRMED.value, "moves": session.moves + counts, **NOTHING_ASKED}
    change(session, "session.taken", by, now, fields, moved=(before, start), after=start.isoformat())
    note_clashes([session], now=now)
    announce(session, MessageKind.MOVED if was_agreed else MessageKind.CONFIRMED, by=by, now=now)
    return session


def _taker(session: Session, by: Person) -> Person:
    """Whose day it has to suit: the side's that did not propose the start; of nobody's, of who takes it."""
    is_founders = session.proposed_by == Part.EXPERT
    if session.proposed_by == Part.SYSTEM:
        is_founders = part_in(session, by) == Part.STARTUP
    return session.founder if is_founders else session.expert.person


def _moves_alone(session: Session, by: Person, now: datetime) -> bool:
    moment, part = moment_of(session, now), part_in(session, by)
    is_let = part == Part.COORDINATOR or moment.policy.calendar_edits == CalendarEdits.DO
    return is_let and "reschedule" in may(part, moment)


def _make_theirs(
    session: Session, proposal: Proposal, starts: Sequence[datetime], *, by: Person, now: datetime
) -> Session:
    """The proposal, which nobody had made, is `by`'s from now on, and the other side is asked."""
    proposal.by = by
    proposal.save(update_fields=["by"])
    part = str(part_in(session, by))
    taken = [start.isoformat() for start in starts]
    change(session, "session.adopted", by, now, {"proposed_by": part}, starts=taken)
    tell_times(session, proposal, starts, now=now)
    return session


@atomically
def turn_down(*, session_id: UUID, word: str, by: Person, now: datetime, seen: Seen = None) -> Session:
    """None of the proposed times: an agreed session stays as it is, a request is declined."""
    session = opened(session_id, "turn_down", by, now, seen)
    proposer = session.proposals.get(state=ProposalState.OPEN).by
    close_proposal(session, ProposalState.TURNED_DOWN, now)
    was_agreed = session.state == SessionState.CONFIRMED
    if was_agreed:
        change(session, "session.turned_down", by, now, dict(NONE_OPEN), reason=word)
    else:
        session.appointment = agenda.operations.release(appointment=session.appointment, now=now)
        turn(session, SessionState.DECLINED, "session.turned_down", by, now, decision_word=word, **NONE_OPEN)
    if proposer is None:
        tell_kept([session], by, now=now)
        return session
    declined = proposer.pk == session.founder_id and not was_agreed
    kind = MessageKind.DECLINED if declined else MessageKind.TURNED_DOWN
    tell(session, proposer, kind, link=session_link(session), reason=word, now=now)
    if not was_agreed:
        others = MessageKind.CANCELLED
        tell_companions(session, others, by=proposer, reason=word, now=now)
    return session


@atomically
def expire_proposal(*, session_id: UUID, now: datetime) -> Session:
    """Nobody answered in time: the times are free again; the agreed session stands."""
    session = opened(session_id, "expire_proposal", None, now)
    proposal = session.proposals.select_related("by").get(state=ProposalState.OPEN)
    close_proposal(session, ProposalState.EXPIRED, now)
    change(session, "session.proposal_expired", None, now, dict(NONE_OPEN))
    if proposal.origin in BY_HAND and moment_of(session, now).is_ahead:
        if proposal.by is None:
            tell_kept([session], None, now=now)
        else:
            tell_put_back(session, proposal.by, UNANSWERED, now=now)
    return session


# Ways in which a time that somebody chose in their calendar is turned away, and the agreed one stands.
OVERRULED = (ProposalState.REPLACED, ProposalState.TURNED_DOWN, ProposalState.EXPIRED)


def close_proposal(session: Session, state: ProposalState, now: datetime) -> None:
    """Free what the session's open proposal holds, if there is one; in the transaction of the deed that ends it."""
    if not session.proposed_by:
        return
    for proposal in session.proposals.filter(state=ProposalState.OPEN):
        held = [row.appointment_id for row in _starts(proposal)]
        agenda.alternatives.drop_alternatives(alternatives=held, now=now)
        _settle(proposal, state, now)
        if proposal.origin in BY_HAND and state in OVERRULED and is_overruled(session):
            put_back(session, now=now)


def _starts(proposal: Proposal) -> list[ProposedStart]:
    return list(proposal.starts.select_related("appointment"))


def _settle(proposal: Proposal, state: ProposalState, now: datetime) -> None:
    proposal.state, proposal.settled_at = state, now
    proposal.save(update_fields=["state", "settled_at"])
