"""A session's life: asked for, agreed, moved, called off, held, noted. One function a deed, one transaction each."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import agenda.operations
from accounts.models import Person
from agenda import queries as agenda_queries
from agenda.operations import NO_BUFFERS, Buffers, SlotTaken, buffers_of
from agenda.slots import Reason
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Expert, Startup
from mentoring.answers import answer_link, session_link
from mentoring.models import Approval, Programme, Session, SessionNote, SessionState
from mentoring.queries import moment_of, part_of, question_for
from mentoring.refusals import ExpertNotInProgramme, NotPossibleNow, ProgrammeClosed, start_refused
from mentoring.rules import Part, may
from mentoring.telling import announce, call_off, tell
from messaging.models import MessageKind


def request_session(
    *,
    programme: Programme,
    expert: Expert,
    startup: Startup,
    starts_at: datetime,
    goal: str,
    questions: str,
    deck_url: str,
    by: Person,
    now: datetime,
) -> Session:
    """Ask for a session and take its time at once: until the expert answers, or for good by the programme's policy.

    Raises ProgrammeClosed, ExpertNotInProgramme, StartNotOffered, or SlotTaken with the next free starts.
    """
    if not programme.is_open:
        raise ProgrammeClosed
    if expert.kind != programme.expert_kind:
        raise ExpertNotInProgramme
    question = question_for(programme, expert.person, by)
    if reason := agenda_queries.refusal(question, starts_at, now=now):
        raise _refused(question, reason, starts_at, now)
    session = Session(
        programme=programme,
        startup=startup,
        expert=expert,
        founder=by,
        goal=goal,
        questions=questions,
        deck_url=deck_url,
        requested_at=now,
    )
    try:
        return _keep_request(session=session, starts_at=starts_at, by=by, now=now)
    except SlotTaken as error:
        raise _refused(question, Reason.BUSY, starts_at, now) from error


@atomically
def _keep_request(*, session: Session, starts_at: datetime, by: Person, now: datetime) -> Session:
    programme = session.programme
    automatic = programme.approval == Approval.AUTOMATIC
    expires_at = None if automatic else min(now + timedelta(hours=programme.hold_hours), starts_at)
    session.appointment = agenda.operations.hold(
        appointment_id=uuid4(),
        people=_people(session),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=programme.session_minutes),
        expires_at=expires_at,
        now=now,
    )
    session.state = SessionState.CONFIRMED if automatic else SessionState.REQUESTED
    session.save(force_insert=True)
    _record(session, "session.requested", by, now, starts_at=starts_at.isoformat(), goal=session.goal)
    if expires_at is None:
        _record(session, "session.confirmed", None, now, policy="automatic")
        announce(session, MessageKind.CONFIRMED, now=now)
    else:
        tell(
            session,
            session.expert.person,
            MessageKind.REQUESTED,
            link=answer_link(session, expires_at),
            now=now,
        )
    return session


@atomically
def accept_session(*, session_id: UUID, word: str, by: Person, now: datetime) -> Session:
    """The expert takes the request: the hold becomes a booking, calendars and reminders follow."""
    session = _open(session_id, "accept", by, now)
    session.appointment = agenda.operations.book(appointment=session.appointment, now=now)
    _turn(session, SessionState.CONFIRMED, "session.confirmed", by, now, decision_word=word)
    announce(session, MessageKind.CONFIRMED, by=by, reason=word, now=now)
    return session


@atomically
def decline_session(*, session_id: UUID, word: str, by: Person, now: datetime) -> Session:
    """The expert turns the request down; everybody's time is free again."""
    session = _open(session_id, "decline", by, now)
    session.appointment = agenda.operations.release(appointment=session.appointment, now=now)
    _turn(session, SessionState.DECLINED, "session.declined", by, now, decision_word=word)
    tell(session, session.founder, MessageKind.DECLINED, link=session_link(session), reason=word, now=now)
    return session


def reschedule_session(
    *, session_id: UUID, starts_at: datetime, reason: str, version: int, by: Person, now: datetime
) -> Session:
    """Give a confirmed session another start. Raises StaleVersion, StartNotOffered, SlotTaken with free starts."""
    session = _find(session_id)
    question = question_for(session.programme, session.expert.person, session.founder, moving=session.pk)
    if why := agenda_queries.refusal(question, starts_at, now=now):
        _require(session, "reschedule", by, now)
        raise _refused(question, why, starts_at, now)
    try:
        return _move(
            session_id=session_id, starts_at=starts_at, reason=reason, version=version, by=by, now=now
        )
    except SlotTaken as error:
        raise _refused(question, Reason.BUSY, starts_at, now) from error


@atomically
def _move(
    *, session_id: UUID, starts_at: datetime, reason: str, version: int, by: Person, now: datetime
) -> Session:
    session = _open(session_id, "reschedule", by, now)
    before = session.appointment.starts_at
    session.appointment = agenda.operations.move(
        appointment=session.appointment,
        people=_people(session),
        starts_at=starts_at,
        version=version,
        now=now,
    )
    _record(
        session,
        "session.moved",
        by,
        now,
        before=before.isoformat(),
        after=starts_at.isoformat(),
        reason=reason,
    )
    announce(session, MessageKind.MOVED, by=by, reason=reason, now=now)
    return session


@atomically
def cancel_session(*, session_id: UUID, reason: str, by: Person, now: datetime) -> Session:
    """Call a confirmed session off, or withdraw a request. The other side is told, nothing planned leaves any more."""
    session = _find(session_id, lock=True)
    was_request = session.state == SessionState.REQUESTED
    _require(session, "withdraw" if was_request else "cancel", by, now)
    session.appointment = agenda.operations.release(appointment=session.appointment, now=now)
    _turn(session, SessionState.CANCELLED, "session.cancelled", by, now, closing_reason=reason)
    call_off(session, by=by, reason=reason, now=now)
    return session


@atomically
def complete_session(*, session_id: UUID, by: Person | None, now: datetime) -> Session:
    """The session took place."""
    session = _open(session_id, "complete", by, now)
    _turn(session, SessionState.COMPLETED, "session.completed", by, now)
    return session


@atomically
def mark_no_show(*, session_id: UUID, who: str, by: Person, now: datetime) -> Session:
    """One side, "startup" or "expert", did not come."""
    session = _open(session_id, "no_show", by, now)
    _turn(session, SessionState.NO_SHOW, "session.no_show", by, now, no_show_by=who)
    return session


@atomically
def leave_note(*, session_id: UUID, text: str, by: Person, now: datetime) -> Session:
    """A short word about the session that both sides can read."""
    session = _open(session_id, "note", by, now)
    SessionNote.objects.create(session=session, author=by, text=text, at=now)
    _record(session, "session.noted", by, now)
    return session


@atomically
def expire_request(*, session_id: UUID, now: datetime) -> Session:
    """Nobody answered in time: the hold falls, the founder is told."""
    session = _open(session_id, "expire", None, now)
    session.appointment = agenda.operations.release(appointment=session.appointment, now=now)
    _turn(session, SessionState.EXPIRED, "session.expired", None, now)
    tell(session, session.founder, MessageKind.EXPIRED, link=session_link(session), now=now)
    return session


def _find(session_id: UUID, *, lock: bool = False) -> Session:
    sessions = Session.objects.select_related(
        "appointment", "programme", "startup", "expert__person", "founder"
    )
    if lock:
        sessions = sessions.select_for_update(of=("self",))
    return sessions.get(pk=session_id)


def _open(session_id: UUID, deed: str, by: Person | None, now: datetime) -> Session:
    """The session, locked, if `by` may do `deed` to it now; NotPossibleNow otherwise."""
    session = _find(session_id, lock=True)
    _require(session, deed, by, now)
    return session


def _require(session: Session, deed: str, by: Person | None, now: datetime) -> None:
    part = part_of(by, session) if by else Part.SYSTEM
    if deed not in may(part, moment_of(session, now)):
        raise NotPossibleNow(state=session.state)


def _turn(
    session: Session, state: SessionState, action: str, by: Person | None, now: datetime, **changed: str
) -> None:
    before, session.state = session.state, state
    for field, value in changed.items():
        setattr(session, field, value)
    session.save(update_fields=["state", *changed])
    _record(session, action, by, now, before=before, after=state.value, **changed)


def _record(session: Session, action: str, by: Person | None, now: datetime, **details: object) -> None:
    record("session", session.pk, action, by=by, now=now, **details)


def _people(session: Session) -> dict[int, Buffers]:
    expert = session.expert.person
    return {expert.pk: buffers_of(expert), session.founder_id: NO_BUFFERS}


def _refused(
    question: agenda_queries.Question, reason: Reason, starts_at: datetime, now: datetime
) -> Exception:
    free = agenda_queries.next_free_starts(question, after=starts_at, now=now)
    return start_refused(reason, free, question.offer.session_minutes)


@atomically
def offer_programme(*, slug: str, by: Person | None, now: datetime, **policy: object) -> Programme:
    """Open a programme, or change the one with this slug, to the given policy (fields of Programme)."""
    programme, made = Programme.objects.update_or_create(slug=slug, defaults=policy)
    record("programme", programme.pk, "programme.offered", by=by, now=now, slug=slug, new=made)
    return programme
