import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

import calendars.queries
import messaging.queries
from accounts.models import Person, Role
from agenda.intervals import Span
from agenda.models import Appointment
from agenda.queries import Offer, Question, clashes
from agenda.wall_clock import minute_after
from audit.models import AuditEntry
from directory.queries import membership_of
from mentoring.companions import companion_in, companions_in, has_companion, present_in
from mentoring.models import (
    CalendarEdits,
    Companion,
    InvitationAnswer,
    OverridesBy,
    Programme,
    Proposal,
    ProposalState,
    Session,
    SessionNote,
    SessionState,
)
from mentoring.rules import Moment, Part, Policy, may
from messaging.models import Message, Reminder

OVERRIDERS = {
    OverridesBy.COORDINATORS: frozenset({Part.COORDINATOR}),
    OverridesBy.EXPERTS: frozenset({Part.COORDINATOR, Part.EXPERT}),
}
BUSY = "busy"  # how a session stands at whose time one side's own calendar shows something else


def sessions_visible_to(viewer: Person) -> QuerySet[Session]:
    """A startup's own, those in which an expert takes part, a coordinator's all; nobody else sees any."""
    sessions = Session.objects.select_related(
        "appointment", "programme", "startup", "expert__person", "founder"
    )
    if viewer.coordinates:
        return sessions
    if viewer.role == Role.STARTUP_MEMBER:
        return sessions.filter(startup__members__person=viewer)
    if viewer.role == Role.MENTOR:
        return sessions.filter(Q(expert__person=viewer) | has_companion(viewer))
    return sessions.none()


def founders_met_by(viewer: Person) -> QuerySet[Person]:
    """Those who asked for a session that the viewer may see, and are still there."""
    return Person.objects.filter(is_active=True, pk__in=sessions_visible_to(viewer).values("founder"))


def part_of(viewer: Person, session: Session) -> Part | None:
    """The part the viewer has in a session that is visible to them."""
    if viewer.coordinates:
        return Part.COORDINATOR
    if session.expert.person_id == viewer.pk:
        return Part.EXPERT
    membership = membership_of(viewer) if viewer.role == Role.STARTUP_MEMBER else None
    if membership and membership.startup_id == session.startup_id:
        return Part.STARTUP
    return Part.COMPANION if companion_in(session, viewer) else None


def possible_for(viewer: Person | None, session: Session, now: datetime) -> list[str]:
    """What the viewer may do to a session now; the system, if that is None. Who is of the startup and a companion too
    may do what both may."""
    moment = moment_of(session, now)
    if viewer is None:
        return may(Part.SYSTEM, moment)
    open_to_part = may(part_of(viewer, session), moment)
    as_companion = may(Part.COMPANION, moment) if companion_in(session, viewer) else []
    return open_to_part + [deed for deed in as_companion if deed not in open_to_part]


def moment_of(session: Session, now: datetime) -> Moment:
    appointment = session.appointment
    return Moment(
        session.state,
        appointment.starts_at,
        appointment.ends_at,
        appointment.hold_expires_at,
        now,
        policy=policy_of(session.programme),
        moves=session.moves,
        proposed_by=session.proposed_by,
        proposal_expires_at=session.proposal_expires_at,
        no_show_by=session.no_show_by,
        no_show_said_by=session.no_show_said_by,
        no_show_at=session.no_show_at,
        dispute_state=session.dispute_state,
        cancel_asked_by=session.cancel_asked_by,
        cancelled_late=session.cancelled_late,
    )


def policy_of(programme: Programme) -> Policy:
    return Policy(
        reschedule_cutoff=timedelta(hours=programme.reschedule_cutoff_hours),
        cancel_cutoff=timedelta(hours=programme.cancel_cutoff_hours),
        max_moves=programme.max_moves,
        overriders=OVERRIDERS[OverridesBy(programme.overrides_by)],
        calendar_edits=programme.calendar_edits,
    )


@dataclass(frozen=True)
class Offered:
    """The times of a proposal, as the other side sees them. `needs_both`: nobody has made it, and both have to take one."""

    by: str
    word: str
    origin: str
    needs_both: bool
    expires_at: datetime
    starts: Sequence[Appointment]


def open_proposal(session: Session, now: datetime) -> Offered | None:
    """What the other side may take now; no statement where nothing is proposed, else two."""
    if not session.proposed_by or not moment_of(session, now).has_proposal:
        return None
    return offered_in(session.proposals.get(state=ProposalState.OPEN), session)


def offered_in(proposal: Proposal, session: Session) -> Offered:
    by = Part.EXPERT if proposal.by_id == session.expert.person_id else Part.STARTUP
    if proposal.by_id is None:
        by = Part.SYSTEM
    starts = [row.appointment for row in proposal.starts.select_related("appointment")]
    both = needs_both(proposal, session)
    return Offered(by.value, proposal.word, proposal.origin, both, proposal.expires_at, starts)


def needs_both(proposal: Proposal, session: Session) -> bool:
    """Whether both sides have to take it: nobody of ours has made it, and hands in Google alone move nothing."""
    return proposal.by_id is None and session.programme.calendar_edits != CalendarEdits.DO


def question_for(
    programme: Programme, expert: Person, beside: Person | None, moving: UUID | None = None
) -> Question:
    """What the agenda is asked for a session of this programme."""
    return Question(expert=expert, offer=offer_of(programme), beside=beside, moving=moving)


def question_of(session: Session) -> Question:
    """What the agenda is asked for another time of a session: it has to suit everybody who takes part."""
    question = question_for(session.programme, session.expert.person, session.founder, moving=session.pk)
    return beside_them(question, present_in(session))


def beside_them(question: Question, companions: Sequence[Companion]) -> Question:
    """The same, where these take part too."""
    return replace(
        question,
        also=tuple(one.person_id for one in companions if one.expert_id is not None),
        colleagues=tuple(one.person for one in companions if one.expert_id is None),
    )


def offer_of(programme: Programme, *, minutes: int | None = None) -> Offer:
    """What the agenda looks for: sessions of the programme's length, or of so many `minutes`, on its dates."""
    return Offer(
        session_minutes=minutes or programme.session_minutes,
        step_minutes=programme.step_minutes,
        notice=timedelta(hours=programme.notice_hours),
        horizon_days=programme.horizon_days,
        slug=programme.slug,
        within=_dates_of(programme),
    )


def _dates_of(programme: Programme) -> Span | None:
    """From the first to the last of its dates on the hub's clock, in minutes since 1970; None where it has neither."""
    first, last = programme.starts_on, programme.ends_on
    if first is None and last is None:
        return None
    zone = ZoneInfo(settings.HUB_TIME_ZONE)
    begins = minute_after(datetime.combine(first, time(), zone)) if first else 0
    ends = minute_after(datetime.combine(last + timedelta(days=1), time(), zone)) if last else sys.maxsize
    return begins, ends


def attention_for(session_ids: Iterable[UUID]) -> dict[UUID, list[dict[str, str]]]:
    """What is stuck or failed about each session, in three statements whatever their number."""
    ids = list(session_ids)
    found: dict[UUID, list[dict[str, str]]] = {}
    for kind, states in (
        ("calendar", calendars.queries.attention_for(ids)),
        ("message", messaging.queries.attention_for(ids)),
        ("clash", dict.fromkeys(_clashing(ids), BUSY)),
    ):
        for session_id, state in states.items():
            found.setdefault(session_id, []).append({"kind": kind, "state": state})
    return found


@dataclass(frozen=True)
class Whole:
    """What other areas and the notes say about one session."""

    calendar: calendars.queries.CalendarStanding
    reminders: Sequence[Reminder]
    messages: Sequence[Message]
    notes: Sequence[SessionNote]
    answers: Sequence[InvitationAnswer] = ()
    clashes: bool = False

    @property
    def attention(self) -> list[dict[str, str]]:
        """What `attention_for` finds, from what is in hand."""
        states = {
            "calendar": self.calendar.state if self.calendar.wants_attention else None,
            "message": messaging.queries.worst_of(message.state for message in self.messages),
            "clash": BUSY if self.clashes else None,
        }
        return [{"kind": kind, "state": state} for kind, state in states.items() if state]


def everything_about(session: Session) -> Whole:
    """Six statements, one of a request that is still as it came: nothing but messages can be about it."""
    messages = list(messaging.queries.messages_of(session.pk))
    if session.state == SessionState.REQUESTED and session.appointment.version == 1:
        return Whole(calendars.queries.NO_EVENT, (), messages, ())
    return Whole(
        calendar=_calendar_of(session),
        reminders=list(messaging.queries.reminders_of(session.pk)),
        messages=messages,
        notes=list(session.notes.select_related("author")),
        answers=answers_to(session),
        clashes=bool(_clashing([session.pk])),
    )


def _clashing(session_ids: Sequence[UUID]) -> set[UUID]:
    """Those of them ahead at whose time one side's own calendar shows something else. One statement."""
    ahead = Session.objects.filter(pk__in=session_ids, state=SessionState.CONFIRMED)
    found = clashes().filter(appointment__in=ahead.values("pk")).values_list("appointment", flat=True)
    return {session_id for session_id in found if session_id is not None}


def answers_to(session: Session) -> list[InvitationAnswer]:
    """What each side answered last to the invitation to the time at which the session stands. One statement.

    An answer to the whole series is about this date where that stands as the rule means it.
    """
    about = Q(session=session, version=session.appointment.version)
    if session.series_id is not None and session.follows_rule:
        about |= Q(series=session.series_id)
    rows = InvitationAnswer.objects.filter(about).order_by("stamped_at", "pk")
    rows = rows.select_related("session__expert", "series__expert", "person")
    return list({row.person_id: row for row in rows}.values())


def _calendar_of(session: Session) -> calendars.queries.CalendarStanding:
    if session.series_id is not None:
        return calendars.queries.state_in_series(session.pk)
    standing = calendars.queries.state_of([session.pk])[session.pk]
    is_agreed = session.state == SessionState.CONFIRMED
    return calendars.queries.AWAITED if is_agreed and standing == calendars.queries.NO_EVENT else standing


def needing_attention(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Those with a calendar write or a message that failed or does not get through, and those agreed on at whose time
    one side's own calendar shows something else."""
    events = calendars.queries.appointments_wanting_attention().filter(appointment=OuterRef("pk"))
    messages = messaging.queries.messages_wanting_attention().filter(appointment=OuterRef("pk"))
    dates = calendars.queries.dates_wanting_attention().filter(appointment=OuterRef("pk"))
    busy = Exists(clashes().filter(appointment=OuterRef("pk"))) & Q(state=SessionState.CONFIRMED)
    return sessions.filter(Exists(events) | Exists(dates) | Exists(messages) | busy)


@dataclass(frozen=True)
class Deed:
    """One line of a session's story; `person` is whom it concerned, where that is one person."""

    at: datetime
    actor: str | None
    person: str | None
    action: str
    details: dict[str, Any]


def story_of(session: Session) -> list[Deed]:
    """Everything that people did to a session and the system did for it or its series' calendar event, in order."""
    own = Q(subject_kind="session", subject_id=str(session.pk))
    if session.series_id is not None:  # one event shows all its dates
        of_series = Q(subject_kind="series", subject_id=str(session.series_id))
        own |= of_series & (Q(action__startswith="calendar.") | Q(action="invitation.answered"))
    entries = AuditEntry.objects.filter(own)
    sides = {session.expert.person_id: session.expert.person.name, session.founder_id: session.founder.name}
    sides |= {one.person_id: one.person.name for one in companions_in(session)}
    return [deed_of(entry, sides) for entry in entries.select_related("actor")]


def deed_of(entry: AuditEntry, names: Mapping[int, str]) -> Deed:
    """An audit row as a line of a story; `names` (by ids) are of those whom it may concern."""
    return Deed(
        at=entry.at,
        actor=entry.actor.name if entry.actor else None,
        person=names.get(entry.details.get("person_id", 0)),
        action=entry.action,
        details=entry.details,
    )
