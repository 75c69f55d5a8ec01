"""What becomes of the dates that wait for the expert's answer: all of them together, with one notice."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import agenda.operations
from accounts.models import Person
from agenda.transactions import atomically
from mentoring.models import ProposalState, Series, SeriesState, Session, SessionState
from mentoring.opening import Seen, change
from mentoring.own_calendars import Looked, note_clashes, require_expert_free
from mentoring.proposing import NONE_OPEN, close_proposal
from mentoring.refusals import NotPossibleNow
from mentoring.series.opening import (
    Dates,
    change_series,
    dates_of,
    find_series,
    locked_sessions,
    opened_series,
)
from mentoring.series.telling import announce_series, tell_once
from messaging.models import MessageKind


@atomically
def accept_series(
    *,
    series_id: UUID,
    word: str,
    by: Person,
    now: datetime,
    asked_at: datetime | None = None,
    seen: Seen = None,
    looked: Looked = None,
    knowingly: bool = False,
) -> Series:
    """The expert takes every date that waits for an answer, or those asked for at `asked_at`: one agreement, one
    notice. They are held, so they count already and no limit is looked at again.

    Where the expert's own calendar shows something at one of the dates, or cannot be read, they have to do it
    `knowingly`. Raises NotPossibleNow, LookFirst, OwnCalendarBusy with all that it shows, OwnCalendarUnread, SlotTaken
    if the hold has run out meanwhile."""
    series, sessions, was = opened_series(series_id, "accept", by, now, seen)
    waiting = _waiting(sessions, asked_at)
    if not waiting:
        raise NotPossibleNow(state=series.state)
    require_expert_free(waiting, by=by, now=now, looked=looked, knowingly=knowingly)
    for session in sorted(waiting, key=lambda one: one.pk):
        session.appointment = agenda.operations.book(appointment=session.appointment, now=now)
        fields: dict[str, object] = {"state": SessionState.CONFIRMED.value, "decision_word": word}
        change(session, "session.confirmed", by, now, fields, series=str(series.pk))
    note_clashes(waiting, now=now)
    fields = {"state": SeriesState.ACTIVE, "hold_expires_at": None}
    change_series(series, "series.accepted", by, now, fields, was=was, word=word, dates=len(waiting))
    announce_series(series, waiting, MessageKind.CONFIRMED, by=by, reason=word, now=now)
    return series


@atomically
def decline_series(
    *,
    series_id: UUID,
    word: str,
    by: Person,
    now: datetime,
    asked_at: datetime | None = None,
    seen: Seen = None,
) -> Series:
    """The expert turns down every date that waits for an answer, or those asked for at `asked_at`; everybody's
    time is free again."""
    series, sessions, was = opened_series(series_id, "decline", by, now, seen)
    waiting = _waiting(sessions, asked_at, SessionState.REQUESTED, SessionState.PROPOSED)
    if not waiting:
        raise NotPossibleNow(state=series.state)
    _drop(waiting, SessionState.DECLINED, "session.declined", by, now, decision_word=word)
    _close(series, SeriesState.DECLINED, "series.declined", by, now, was=was, word=word)
    tell_once(series, waiting, series.founder, MessageKind.DECLINED, reason=word, now=now)
    return series


@atomically
def expire_series(*, series_id: UUID, now: datetime) -> Series:
    """Nobody answered in time: the holds fall, the founder is told once. Raises NotPossibleNow if none has run out."""
    series = find_series(series_id, lock=True)
    sessions = locked_sessions(series)
    was = dates_of(sessions)
    waiting = [one for one in _waiting(sessions) if not one.appointment.stands_at(now)]
    if not waiting:
        raise NotPossibleNow(state=series.state)
    _drop(waiting, SessionState.EXPIRED, "session.expired", None, now)
    _close(series, SeriesState.EXPIRED, "series.expired", None, now, was=was)
    tell_once(series, waiting, series.founder, MessageKind.EXPIRED, now=now)
    return series


@atomically
def settle_series(*, series_id: UUID, now: datetime) -> Series:
    """Each date has been answered by itself: so has the series. Raises NotPossibleNow while one still waits."""
    series = find_series(series_id, lock=True)
    sessions = locked_sessions(series)
    waits = any(one.state in (SessionState.REQUESTED, SessionState.PROPOSED) for one in sessions)
    if waits or series.state != SeriesState.REQUESTED:
        raise NotPossibleNow(state=series.state)
    _close(series, SeriesState.DECLINED, "series.settled", None, now, was=dates_of(sessions))
    return series


def _waiting(
    sessions: Sequence[Session],
    asked_at: datetime | None = None,
    *states: SessionState,
) -> list[Session]:
    return [
        session
        for session in sessions
        if session.state in (states or [SessionState.REQUESTED]) and asked_at in (None, session.requested_at)
    ]


def _drop(
    sessions: Sequence[Session],
    state: SessionState,
    action: str,
    by: Person | None,
    now: datetime,
    **fields: object,
) -> None:
    for session in sorted(sessions, key=lambda one: one.pk):
        close_proposal(session, ProposalState.DROPPED, now)
        session.appointment = agenda.operations.release(appointment=session.appointment, now=now)
        change(
            session,
            action,
            by,
            now,
            {"state": state.value, **fields, **NONE_OPEN},
            series=str(session.series_id),
        )


def _close(
    series: Series,
    state: SeriesState,
    action: str,
    by: Person | None,
    now: datetime,
    *,
    was: Dates,
    **details: object,
) -> None:
    """An unanswered series is over, unless some of its dates were taken by themselves; one that runs, runs on."""
    if series.sessions.filter(state=SessionState.CONFIRMED).exists():
        state = SeriesState.ACTIVE
    fields = {"state": state, "hold_expires_at": None} if series.state == SeriesState.REQUESTED else {}
    change_series(series, action, by, now, fields, was=was, **details)
