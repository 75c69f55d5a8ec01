"""A session's life: asked for, agreed, moved, called off, held, noted. One function a deed, one transaction each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import agenda.operations
import calendars.queries
import messaging.queries
import queueing
from accounts.models import Person
from agenda import queries as agenda_queries
from agenda.operations import SlotTaken
from agenda.own_clock import know_said
from agenda.slots import Reason
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Expert, Startup
from mentoring.answers import answer_link, session_link
from mentoring.companions import companions_in, name_beside
from mentoring.models import (
    Approval,
    Companion,
    Programme,
    ProposalState,
    Session,
    SessionNote,
    SessionState,
)
from mentoring.opening import (
    NoRoom,
    Seen,
    change,
    find,
    note_down,
    opened,
    part_in,
    people_of,
    refused_from,
    refused_start,
    require,
    require_room,
    require_seen,
    turn,
)
from mentoring.own_calendars import Looked, note_clashes, require_expert_free, require_fresh
from mentoring.programmes.taking_part import require_offered
from mentoring.proposing import NOTHING_ASKED, close_proposal
from mentoring.queries import Whole, beside_them, moment_of, question_for
from mentoring.quota_standing import closed_to
from mentoring.quotas import require_quota
from mentoring.rules import Moment, Part, is_late_cancel
from mentoring.telling import (
    announce,
    call_off,
    plan_reminders,
    tell,
    tell_companions,
    write_and_tell,
)
from messaging.models import MessageKind
from storing import insert

ANNOUNCE_AGREED = "mentoring.announce_agreed"  # the job that calls `announce_agreed`


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

    Raises what `require_offered` raises, StartNotOffered, QuotaUsedUp, or SlotTaken with the next free starts.
    """
    session, _ = ask_for_session(
        programme=programme,
        expert=expert,
        starts_at=starts_at,
        startup=startup,
        by=by,
        now=now,
        goal=goal,
        questions=questions,
        deck_url=deck_url,
    )
    return session


def ask_for_session(
    *,
    programme: Programme,
    expert: Expert,
    starts_at: datetime,
    startup: Startup,
    by: Person,
    now: datetime,
    founder: Person | None = None,
    looked: Looked = None,
    companions: Sequence[Companion] = (),
    **purpose: str,
) -> tuple[Session, Whole]:
    """`request_session`, and everything that was written about it; `purpose`: goal, questions, deck_url. The time of
    `companions`, rows not yet written, is taken with the others': that of all or of nobody. `by` is the founder who comes,
    or the expert, who names one: then it is agreed at once. Raises LookFirst where calendars are to be `looked` at before.

    Whoever comes too late is refused from what was read, one statement, without a transaction. Who comes in
    the same moment as another learns it from the database.
    """
    require_offered(programme, expert, startup)
    founder = founder or by
    question = beside_them(question_for(programme, expert.person, founder), companions)
    outlook = agenda_queries.outlook(question, starts_at, now=now)
    if reason := outlook.refusal(starts_at):
        raise refused_from(outlook, reason, starts_at, closed_to(startup, programme, now=now))
    require_fresh(outlook.people.readings, now, looked)
    know_said([expert.person, founder, *(one.person for one in companions)], outlook.people.said)
    session = Session(
        programme=programme, startup=startup, expert=expert, founder=founder, requested_at=now, **purpose
    )
    name_beside(session, companions)
    try:
        whole = _keep_request(session=session, outlook=outlook, starts_at=starts_at, by=by, now=now)
    except (SlotTaken, NoRoom) as error:
        reason = error.reason if isinstance(error, NoRoom) else Reason.BUSY
        closed = closed_to(startup, programme, now=now)
        raise refused_start(question, reason, starts_at, now, closed) from error
    return session, whole


@atomically
def _keep_request(
    *, session: Session, outlook: agenda_queries.Outlook, starts_at: datetime, by: Person, now: datetime
) -> Whole:
    programme = session.programme
    is_experts = by.pk == session.expert.person_id
    automatic = is_experts or programme.approval == Approval.AUTOMATIC
    expires_at = None if automatic else min(now + timedelta(hours=programme.hold_hours), starts_at)
    if any(limits.counts_sessions for limits in outlook.limits.values()):
        require_room(outlook.question, starts_at, now)
    require_quota(startup=session.startup, programme=programme, starts_at=starts_at, now=now)
    session.appointment = agenda.operations.hold(
        appointment_id=uuid4(),
        people=people_of(session, outlook),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=programme.session_minutes),
        expires_at=expires_at,
        now=now,
    )
    session.state = SessionState.CONFIRMED if automatic else SessionState.REQUESTED
    insert([session])
    companions = companions_in(session)
    for companion in companions:
        companion.session = session
        companion.save()
    with_whom = {"with": [one.person.name for one in companions]} if companions else {}
    note_down(
        session, "session.requested", by, now, starts_at=starts_at.isoformat(), goal=session.goal, **with_whom
    )
    if expires_at is None:
        how = {} if is_experts else {"policy": "automatic"}
        note_down(session, "session.confirmed", by if is_experts else None, now, **how)
        reminders = plan_reminders(session, now=now)
        queueing.defer(ANNOUNCE_AGREED, queue="sessions", session_id=str(session.pk))
        return Whole(calendars.queries.AWAITED, reminders, (), ())
    link = answer_link(session, expires_at)
    messages = tell(session, session.expert.person, MessageKind.REQUESTED, link=link, now=now)
    messages += tell_companions(session, MessageKind.NAMED, by=by, now=now)
    return Whole(calendars.queries.NO_EVENT, (), messages, ())


@atomically
def announce_agreed(*, session_id: UUID, now: datetime) -> None:
    """What follows for others from a session that was agreed as it was asked for: calendars and messages. Once,
    however often it is called; of one that was moved or called off meanwhile that has been told instead.
    """
    session = find(session_id, lock=True)
    is_as_asked = session.state == SessionState.CONFIRMED and session.appointment.version == 1
    if is_as_asked and not messaging.queries.was_told(session_id, MessageKind.CONFIRMED):
        write_and_tell(session, MessageKind.CONFIRMED, now=now)


@atomically
def accept_session(
    *,
    session_id: UUID,
    word: str,
    by: Person,
    now: datetime,
    seen: Seen = None,
    looked: Looked = None,
    knowingly: bool = False,
) -> Session:
    """The expert takes the request: the hold becomes a booking, calendars and reminders follow.

    Where their own calendar shows something then, or cannot be read, they have to do it `knowingly`. Raises LookFirst,
    OwnCalendarBusy, OwnCalendarUnread.
    """
    session = opened(session_id, "accept", by, now, seen)
    are_connected = require_expert_free([session], by=by, now=now, looked=looked, knowingly=knowingly)
    session.appointment = agenda.operations.book(appointment=session.appointment, now=now)
    turn(session, SessionState.CONFIRMED, "session.confirmed", by, now, decision_word=word)
    if are_connected:
        note_clashes([session], now=now)
    announce(session, MessageKind.CONFIRMED, by=by, reason=word, now=now)
    return session


@atomically
def decline_session(*, session_id: UUID, word: str, by: Person, now: datetime, seen: Seen = None) -> Session:
    """The expert turns the request down; everybody's time is free again."""
    session = opened(session_id, "decline", by, now, seen)
    close_proposal(session, ProposalState.DROPPED, now)
    session.appointment = agenda.operations.release(appointment=session.appointment, now=now)
    turn(session, SessionState.DECLINED, "session.declined", by, now, decision_word=word, **NOTHING_ASKED)
    tell(session, session.founder, MessageKind.DECLINED, link=session_link(session), reason=word, now=now)
    tell_companions(session, MessageKind.CANCELLED, by=by, reason=word, now=now)
    return session


@atomically
def cancel_session(*, session_id: UUID, reason: str, by: Person, now: datetime, seen: Seen = None) -> Session:
    """Call a confirmed session off, or withdraw a request. The other side is told, nothing planned leaves any more.

    A startup that cancels after the programme's cut-off has used the session up: it counts against the quota.
    """
    session = find(session_id, lock=True)
    require_seen(session, seen)
    deed = "cancel" if session.state == SessionState.CONFIRMED else "withdraw"
    require(session, deed, by, now)
    _call_off(session, is_late_cancel(part_in(session, by), moment_of(session, now)), reason, by, now)
    return session


@atomically
def confirm_cancel(
    *, session_id: UUID, reason: str = "", by: Person, now: datetime, seen: Seen = None
) -> Session:
    """Agree that the session is off, as whoever deleted it in their calendar asks. Whether that came late is a matter of
    who asked, and when: as if they had cancelled it themselves."""
    session = opened(session_id, "confirm_cancel", by, now, seen)
    assert session.cancel_asked_at is not None  # noqa: S101 -- a constraint; for the type checker
    as_asked: Moment = moment_of(session, session.cancel_asked_at)
    _call_off(session, is_late_cancel(Part(session.cancel_asked_by), as_asked), reason, by, now)
    return session


@atomically
def excuse_cancel(*, session_id: UUID, reason: str, by: Person, now: datetime, seen: Seen = None) -> Session:
    """The startup cancelled late, and has its turn back all the same. For those who may set the programme's policy aside."""
    session = opened(session_id, "excuse", by, now, seen)
    change(session, "session.excused", by, now, {"cancelled_late": False}, reason=reason)
    return session


def _call_off(session: Session, late: bool, reason: str, by: Person, now: datetime) -> None:
    close_proposal(session, ProposalState.DROPPED, now)
    session.appointment = agenda.operations.release(appointment=session.appointment, now=now)
    turn(
        session,
        SessionState.CANCELLED,
        "session.cancelled",
        by,
        now,
        closing_reason=reason,
        cancelled_late=late,
        **NOTHING_ASKED,
    )
    call_off(session, by=by, reason=reason, now=now)


@atomically
def complete_session(*, session_id: UUID, by: Person | None, now: datetime, seen: Seen = None) -> Session:
    """The session took place."""
    session = opened(session_id, "complete", by, now, seen)
    close_proposal(session, ProposalState.EXPIRED, now)
    turn(session, SessionState.COMPLETED, "session.completed", by, now, **NOTHING_ASKED)
    return session


@atomically
def leave_note(*, session_id: UUID, text: str, by: Person, now: datetime, seen: Seen = None) -> Session:
    """A short word about the session that both sides can read."""
    session = opened(session_id, "note", by, now, seen)
    SessionNote.objects.create(session=session, author=by, text=text, at=now)
    note_down(session, "session.noted", by, now)
    return session


@atomically
def expire_request(*, session_id: UUID, now: datetime) -> Session:
    """Nobody answered in time: the hold falls, the founder is told."""
    session = opened(session_id, "expire", None, now)
    close_proposal(session, ProposalState.EXPIRED, now)
    session.appointment = agenda.operations.release(appointment=session.appointment, now=now)
    turn(session, SessionState.EXPIRED, "session.expired", None, now, **NOTHING_ASKED)
    tell(session, session.founder, MessageKind.EXPIRED, link=session_link(session), now=now)
    tell_companions(session, MessageKind.CANCELLED, now=now)
    return session


@atomically
def offer_programme(*, slug: str, by: Person | None, now: datetime, **policy: object) -> Programme:
    """Open a programme, or change the one with this slug, to the given policy (fields of Programme)."""
    programme, made = Programme.objects.update_or_create(slug=slug, defaults=policy)
    record("programme", programme.pk, "programme.offered", by=by, now=now, slug=slug, new=made)
    return programme
