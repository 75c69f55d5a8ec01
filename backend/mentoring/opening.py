"""How every deed begins and ends: the session locked and fit for it, the change recorded. In the caller's transaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import Person
from agenda import queries as agenda_queries
from agenda.intervals import Span
from agenda.operations import NO_BUFFERS, Buffers, buffers_in, buffers_of, lock_limits
from agenda.slots import Reason
from audit.models import AuditEntry
from audit.operations import record
from audit.queries import changed_in
from mentoring.companions import present_in
from mentoring.models import GroupSession, Session, SessionState
from mentoring.queries import part_of, possible_for
from mentoring.refusals import MovedTooOften, NotPossibleNow, TooLateToMove, instant, start_refused
from mentoring.rules import Moment, Part
from problems import Problem
from problems.matching import ChangedMeanwhile

# The revisions that the caller has seen (If-Match); None if they did not say.
Seen = Collection[int] | None


def find(session_id: UUID, *, lock: bool = False) -> Session:
    sessions = Session.objects.select_related(
        "appointment", "programme", "startup", "expert__person", "founder"
    )
    if lock:
        sessions = sessions.select_for_update(of=("self",))
    return sessions.get(pk=session_id)


def opened(session_id: UUID, deed: str, by: Person | None, now: datetime, seen: Seen = None) -> Session:
    """The session, locked, if `by` may do `deed` to it now. Raises ChangedMeanwhile, NotPossibleNow."""
    session = find(session_id, lock=True)
    require_seen(session, seen)
    require(session, deed, by, now)
    return session


def stays(session: Session, moment: Moment) -> Problem:
    """Why the programme's policy lets an agreed session that lies ahead have no other time."""
    if moment.moves_left == 0:
        return MovedTooOften(max_moves=moment.policy.max_moves, moves=session.moves)
    hours = session.programme.reschedule_cutoff_hours
    return TooLateToMove(move_until=instant(moment.move_until), cutoff_hours=hours)


def part_in(session: Session, by: Person | None) -> Part | None:
    return part_of(by, session) if by else Part.SYSTEM


def require(session: Session, deed: str, by: Person | None, now: datetime) -> None:
    if deed not in possible_for(by, session, now):
        raise NotPossibleNow(state=session.state)


def require_seen(session: Session | GroupSession, seen: Seen) -> None:
    """Nothing has changed since a revision that the caller has seen. Raises ChangedMeanwhile with what did."""
    if seen is None or session.revision in seen:
        return
    since = max(seen, default=session.revision)
    raise ChangedMeanwhile(changed=_changed_since(session, since), etag=f'"{session.revision}"')


def require_version(session: Session, version: int | None) -> None:
    """Its time is the one of the `version` that the caller has seen; None: they said it otherwise. Raises
    ChangedMeanwhile with the times that it had since."""
    known = session.appointment.version
    if version in (None, known):
        return
    moves = AuditEntry.objects.filter(
        subject_kind="session", subject_id=str(session.pk), details__changed__has_key="starts_at"
    )
    unseen = moves.order_by("-pk").values("pk")[: max(known - (version or 0), 0)]
    times = [
        row for row in changed_in(moves.filter(pk__in=unseen).order_by("pk")) if row["field"] == "starts_at"
    ]
    raise ChangedMeanwhile(changed=times, etag=f'"{session.revision}"')


def _changed_since(session: Session | GroupSession, revision: int) -> list[dict[str, object]]:
    entries = AuditEntry.objects.filter(
        subject_kind="session", subject_id=str(session.pk), details__revision__gt=revision
    )
    return changed_in(entries)


def turn(
    session: Session, state: SessionState, action: str, by: Person | None, now: datetime, **fields: object
) -> None:
    """Bring the session to `state`, set `fields`, and record who did it under the dotted `action`."""
    before = session.state
    words: dict[str, Any] = {name: value for name, value in fields.items() if isinstance(value, str)}
    change(
        session, action, by, now, {"state": state.value, **fields}, before=before, after=state.value, **words
    )


def change(
    session: Session,
    action: str,
    by: Person | None,
    now: datetime,
    fields: dict[str, object],
    *,
    moved: tuple[datetime, datetime] | None = None,
    **details: object,
) -> None:
    """One revision up, in one statement, with an audit row that holds each field before and after."""
    changed = {
        name: [_plain(getattr(session, name)), _plain(value)]
        for name, value in fields.items()
        if getattr(session, name) != value
    }
    if moved:
        changed["starts_at"] = [_plain(moment) for moment in moved]
    for name, value in fields.items():
        setattr(session, name, value)
    session.revision += 1
    session.save(update_fields=["revision", *fields])
    note_down(session, action, by, now, revision=session.revision, changed=changed, **details)


def note_down(session: Session, action: str, by: Person | None, now: datetime, **details: object) -> None:
    record("session", session.pk, action, by=by, now=now, **details)


def people_of(session: Session, outlook: agenda_queries.Outlook | None = None) -> dict[int, Buffers]:
    """Whose time a session takes, with the pauses they need around it; no statement if the experts' limits are
    in hand with the `outlook`.
    """
    companions = present_in(session)
    experts = [session.expert.person, *(one.person for one in companions if one.expert_id is not None)]
    pauses = (
        buffers_of(*experts)
        if outlook is None
        else {person.pk: buffers_in(outlook.limits[person.pk]) for person in experts}
    )
    colleagues = [one.person_id for one in companions if one.expert_id is None]
    return pauses | dict.fromkeys([session.founder_id, *colleagues], NO_BUFFERS)


class NoRoom(Exception):
    """A start that was free when it was asked for breaks a rule by now; `reason` says which."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def require_room(question: agenda_queries.Question, starts_at: datetime, now: datetime) -> None:
    """Count the experts' sessions again where they are limited, alone until the transaction ends. Raises NoRoom."""
    experts = question.together.experts
    if lock_limits(*experts) and (reason := agenda_queries.refusal(question, starts_at, now=now)):
        raise NoRoom(reason)


def refused_start(
    question: agenda_queries.Question,
    reason: Reason,
    starts_at: datetime,
    now: datetime,
    closed: Collection[Span] = (),
) -> Problem:
    """The refusal of a start, with the next free ones as they are by now; none of those in spans that are `closed`
    to whoever asks."""
    return refused_from(agenda_queries.outlook(question, starts_at, now=now), reason, starts_at, closed)


def refused_from(
    outlook: agenda_queries.Outlook, reason: Reason, starts_at: datetime, closed: Collection[Span] = ()
) -> Problem:
    """The same, from what was known when the start was asked for."""
    free = outlook.without(closed).next_free_starts(starts_at)
    return start_refused(reason, free, outlook.question.offer.session_minutes)


def _plain(value: object) -> object:
    return instant(value) if isinstance(value, datetime) else value
