"""What follows when somebody moves, deletes or declines a session of ours in Google. See docs/decisions/0016.

Whoever did it is the person of that calendar; what they may do is what they may do in Meridian.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from agenda.transactions import atomically
from audit.operations import record
from calendars.edit_models import EditKind, EditState
from calendars.models import CalendarEdit, WarningKind
from calendars.operations import (
    answers_to_heed,
    appointments_of,
    ask_about,
    edits_to_heed,
    is_in_the_hubs_calendar,
    leave_out,
    settle_edit,
    still_to_heed,
)
from calendars.operations.warning import raise_warning
from mentoring.companions import everybody_in
from mentoring.groups.models import GroupSession, GroupState
from mentoring.groups.telling import tell_host_that_it_stands, write_event
from mentoring.groups.telling import tell_put_back as tell_group_put_back
from mentoring.keeping import keep_session
from mentoring.letting_go import let_go
from mentoring.mailing import invite_alone
from mentoring.models import CalendarEdits, Proposal, ProposalState, Session, SessionState
from mentoring.moving import reschedule_session
from mentoring.opening import change, find, note_down, part_in
from mentoring.proposing import BY_HAND, GOOGLE, GUEST, NONE_OPEN, close_proposal, propose_times
from mentoring.queries import moment_of
from mentoring.replying import heed_answer
from mentoring.rules import Part, may
from mentoring.telling import put_back
from mentoring.telling_edits import (
    ALL_DAY,
    DELETED,
    NOT_THEIRS,
    ONE_DATE,
    OTHER_LENGTH,
    WHOLE_SERIES,
    tell_kept,
    tell_move_asked,
    tell_put_back,
)
from problems import Problem


def heed_calendar(*, event_id: int, now: datetime) -> None:
    """Do what follows from everything that people did to one event and nobody has heeded yet. Each thing once,
    however often it is called."""
    for edits in _together(edits_to_heed(event_id)):
        _heed(edits=edits, now=now)
    for answer in answers_to_heed(event_id):
        heed_answer(answer=answer, now=now)


def _together(edits: Iterable[CalendarEdit]) -> list[list[CalendarEdit]]:
    """Dates of a series that were deleted are one thing, everything else is by itself."""
    alone: list[list[CalendarEdit]] = []
    deleted: list[CalendarEdit] = []
    for edit in edits:
        if edit.kind == EditKind.DELETED and edit.state == EditState.NEW:
            deleted.append(edit)
        else:
            alone.append([edit])
    return [*alone, deleted] if deleted else alone


@atomically
def _heed(*, edits: Sequence[CalendarEdit], now: datetime) -> None:
    about = [(edit, _sessions(appointments_of(edit))) for edit in edits if still_to_heed(edit)]
    of_groups = [edit for edit, sessions in about if not sessions]
    for edit in of_groups:
        _put_group_back(edit, now)
    known = [(edit, sessions) for edit, sessions in about if sessions]
    if not known:
        return
    edit, sessions = known[0]
    if edit.state == EditState.TAKEN_BACK:
        _heed_taken_back(edit, sessions, now)
    elif edit.kind == EditKind.UNINVITED:
        _heed_uninvited(edit, sessions, now)
    elif edit.kind == EditKind.REPEATED:
        _heed_repeated(edit, sessions[0], now)
    elif edit.kind == EditKind.DELETED:
        _heed_deleted([(one, session) for one, (session, *_) in known], now)
    elif edit.on is None and edit.event.series_id is not None:
        _turn_back(edit, sessions[0], WHOLE_SERIES, now)
    else:
        _heed_moved(edit, sessions[0], now)


def _sessions(ids: Sequence[UUID]) -> list[Session]:
    known = Session.objects.filter(pk__in=ids).order_by("pk").values_list("pk", flat=True)
    found = {pk: find(pk, lock=True) for pk in known}
    return [found[pk] for pk in ids if pk in found]


def _stands(session: Session, now: datetime) -> bool:
    return session.state == SessionState.CONFIRMED and moment_of(session, now).is_ahead


def _heed_moved(edit: CalendarEdit, session: Session, now: datetime) -> None:
    assert edit.starts_at is not None  # noqa: S101 -- a constraint; for the type checker
    if not _stands(session, now):
        settle_edit(edit)
        if (
            session.series is not None
        ):  # a date that was called off, perhaps: the others say how the event stands
            put_back(session, now=now)
    elif edit.is_all_day:
        _turn_back(edit, session, ALL_DAY, now)
    elif edit.starts_at == session.appointment.starts_at:
        _turn_back(edit, session, OTHER_LENGTH, now)
    else:
        try:
            _follow(edit, session, edit.starts_at, now)
        except Problem as refused:
            _turn_back(edit, session, refused.told, now)


@atomically
def _follow(edit: CalendarEdit, session: Session, starts_at: datetime, now: datetime) -> None:
    """Move the session, or ask the other side; by the rules that hold in Meridian. Raises Problem."""
    by = edit.person
    if by is None:
        _ask_both(edit, session, starts_at, now)
        return
    part = part_in(session, by)
    possible = may(part, moment_of(session, now))
    is_direct = part == Part.COORDINATOR or session.programme.calendar_edits == CalendarEdits.DO
    if is_direct and "reschedule" in possible:
        reschedule_session(
            session_id=session.pk,
            starts_at=starts_at,
            reason="",
            by=by,
            now=now,
            version=session.appointment.version,
        )
        settle_edit(edit)
    elif part in (Part.STARTUP, Part.EXPERT):
        propose_times(session_id=session.pk, starts=[starts_at], word="", by=by, origin=GOOGLE, now=now)
        ask_about(edit)
        tell_move_asked(session, by, now=now)
    else:
        raise Problem(detail=NOT_THEIRS)


def _ask_both(edit: CalendarEdit, session: Session, starts_at: datetime, now: datetime) -> None:
    """A guest who may change the event moved it, or its owner: the time is proposed by nobody until a side takes it.
    Raises Problem."""
    if is_in_the_hubs_calendar(edit):
        raise Problem(detail=NOT_THEIRS)
    propose_times(session_id=session.pk, starts=[starts_at], word="", by=None, origin=GUEST, now=now)
    ask_about(edit)


def _turn_back(edit: CalendarEdit, session: Session, why: str | Promise, now: datetime) -> None:
    """Google shows again what is agreed, and whoever changed it there learns why. In the hub's own calendar nobody
    knows who that was, so coordinators do; where guests may change it both sides hear that it stands."""
    settle_edit(edit)
    note_down(session, "session.put_back", None, now, person_id=edit.person_id)
    put_back(session, now=now)
    if edit.person is not None:
        tell_put_back(session, edit.person, why, now=now)
    elif is_in_the_hubs_calendar(edit):
        _warn(edit, now)
    else:
        tell_kept([session], None, now=now)


def _warn(edit: CalendarEdit, now: datetime) -> None:
    raise_warning(kind=WarningKind.HUB_EDITED, event=edit.event, detail=edit.kind, now=now)


def _heed_uninvited(edit: CalendarEdit, sessions: Sequence[Session], now: datetime) -> None:
    """Who takes part keeps their invitation: Google's, which comes again, or one by mail where the programme lets
    people's hands in Google count. Of one date of a series alone it is always Google's: the rest of it is there."""
    settle_edit(edit)
    session = next((one for one in sessions if _stands(one, now)), None)
    guest = edit.guest
    if session is None or guest is None or guest not in everybody_in(session):
        return
    is_heeded = session.programme.calendar_edits == CalendarEdits.DO and edit.on is None
    if edit.person is not None and is_heeded:
        invite_alone(leave_out(edit), guest, now=now)
        note_down(session, "session.invited_by_mail", None, now, person_id=guest.pk)
        return
    put_back(session, now=now)
    note_down(session, "session.invited_again", None, now, person_id=guest.pk)
    if is_in_the_hubs_calendar(edit):
        _warn(edit, now)


def _heed_repeated(edit: CalendarEdit, session: Session, now: datetime) -> None:
    """The other dates are agreed with nobody, so there is one again."""
    if _stands(session, now):
        _turn_back(edit, session, ONE_DATE, now)
    else:
        settle_edit(edit)


def _heed_deleted(pairs: Sequence[tuple[CalendarEdit, Session]], now: datetime) -> None:
    """All of one event, so of one calendar: `by` is whose it is, None for the hub's."""
    by = pairs[0][0].person
    standing = []
    for edit, session in pairs:
        if not _stands(session, now):
            settle_edit(edit)  # nothing to be asked: it is over, or called off by now
        elif by is None or part_in(session, by) in (None, Part.COMPANION):
            _turn_back(edit, session, NOT_THEIRS, now)
        else:
            standing.append((edit, session))
    if by is None:
        return
    asked = let_go([session for _, session in standing], DELETED, by=by, now=now)
    for edit, session in standing:
        if session in asked:
            ask_about(edit)
        else:
            settle_edit(edit)


def _heed_taken_back(edit: CalendarEdit, sessions: Sequence[Session], now: datetime) -> None:
    """They undid it in Google before anybody answered: nothing is asked any more."""
    settle_edit(edit)
    by = edit.person
    if is_in_the_hubs_calendar(edit):
        return
    for session in sessions:
        if (
            by is not None
            and edit.kind == EditKind.DELETED
            and session.cancel_asked_by
            and _stands(session, now)
        ):
            keep_session(session_id=session.pk, by=by, now=now)
        elif edit.kind == EditKind.MOVED and _asks_for_calendar(session):
            close_proposal(session, ProposalState.DROPPED, now)
            change(session, "session.proposal_withdrawn", by, now, dict(NONE_OPEN))
            tell_kept([session], by, now=now)
    if edit.on is None and edit.event.series_id is not None:
        put_back(sessions[0], now=now)


def _asks_for_calendar(session: Session) -> bool:
    return Proposal.objects.filter(session=session, state=ProposalState.OPEN, origin__in=BY_HAND).exists()


def _put_group_back(edit: CalendarEdit, now: datetime) -> None:
    """A group session is moved, called off and left in Meridian alone: many have a seat in it."""
    is_undone = edit.state == EditState.TAKEN_BACK
    settle_edit(edit)
    if is_undone:
        return
    group = GroupSession.objects.filter(appointment=edit.event.appointment_id).first()
    if group is None or group.state != GroupState.OPEN:
        return
    write_event(group, now)
    if edit.kind != EditKind.UNINVITED:
        record("session", group.pk, "session.put_back", by=None, now=now, person_id=edit.person_id)
    if is_in_the_hubs_calendar(edit):
        _warn(edit, now)
    elif edit.kind == EditKind.UNINVITED:
        return
    elif edit.person is None:
        tell_host_that_it_stands(group, now=now)
    elif edit.person_id == group.expert.person_id:
        tell_group_put_back(group, now=now)
