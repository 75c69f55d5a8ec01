"""A series that runs is changed: one date left out or moved, this and the following moved, ended early."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID, uuid4

import agenda.operations
from accounts.models import Person
from agenda.recurrence import Occurrence, WallStart
from agenda.several import SomeTaken, give_up, move_all
from agenda.slots import Reason
from agenda.transactions import atomically
from mentoring.models import ProposalState, Series, SeriesState, Session, SessionState
from mentoring.opening import change, require
from mentoring.operations import cancel_session
from mentoring.proposing import NONE_OPEN, close_proposal
from mentoring.quotas import require_quota
from mentoring.refusals import instant
from mentoring.series.booking import rule_fields, wishes_for
from mentoring.series.opening import change_series, note_series, opened_series, require_free, wanted_of
from mentoring.series.queries import PlannedDate, Wanted, plan
from mentoring.series.refusals import NotAnOccurrence
from mentoring.series.telling import announce_series, call_off_series
from mentoring.series.turning import date_of, occurrence_ahead, sessions_ahead, turned
from mentoring.telling import announce
from messaging.models import MessageKind


@atomically
def skip_occurrence(*, series_id: UUID, on: date, reason: str, by: Person, now: datetime) -> Series:
    """Leave one date out; the series goes on. `on` is the date that the rule named. The session's own rules hold.

    Raises NotAnOccurrence, NotPossibleNow.
    """
    series, sessions = opened_series(series_id, "skip", by, now)
    session = occurrence_ahead(sessions, on, now)
    cancel_session(session_id=session.pk, reason=reason, by=by, now=now)
    change_series(series, "series.skipped", by, now, {}, on=on.isoformat(), reason=reason)
    return series


@atomically
def move_occurrence(
    *,
    series_id: UUID,
    on: date,
    starts_at: datetime,
    reason: str,
    by: Person,
    now: datetime,
) -> Series:
    """Give one date another start; the others stay. However far ahead it lies: the series was agreed so far.

    Raises NotAnOccurrence, NotPossibleNow, QuotaUsedUp, DatesClash with what is free instead.
    """
    series, sessions = opened_series(series_id, "move", by, now)
    session = occurrence_ahead(sessions, on, now)
    _move_all([session], [Occurrence(on, starts_at)], wanted_of(series), by=by, reason=reason, now=now)
    announce(session, MessageKind.MOVED, by=by, reason=reason, now=now)
    change_series(series, "series.moved_one", by, now, {}, on=on.isoformat(), after=instant(starts_at))
    return series


@atomically
def move_following(
    *,
    series_id: UUID,
    on: date,
    starts_on: date,
    starts_time: time,
    reason: str,
    version: int,
    by: Person,
    now: datetime,
) -> Series:
    """From the date `on` the series is at another hour of its clock: the old one ends, the new one follows it.

    As many dates follow as were left, `starts_on` being the first. Dates left out stay left out, dates moved
    by hand stay where they were put. All or none. Returns the new series. Raises StaleVersion, NotPossibleNow,
    NotAnOccurrence, RuleRefused, DatesClash.
    """
    series, sessions = opened_series(series_id, "move", by, now, version)
    turn = turned(series, sessions, on, WallStart(starts_on, starts_time, series.anchor_zone), now)
    next_series = _following_series(series, turn.wanted, now)
    old_rule = {} if turn.before is None else rule_fields(replace(wanted_of(series), rule=turn.before))
    fields = {"state": SeriesState.CONTINUED, **old_rule}
    change_series(
        series, "series.continued", by, now, fields, on=on.isoformat(), by_series=str(next_series.pk)
    )
    note_series(next_series, "series.follows", by, now, after_series=str(series.pk), reason=reason)
    moving = turn.moving
    _move_all(moving, turn.dates_of(moving), turn.wanted, by=by, reason=reason, now=now)
    for session, found in zip(turn.following, turn.dates_of(turn.following), strict=True):
        session.series, session.occurrence_on, session.occurrence_at = next_series, found.on, found.starts_at
    Session.objects.bulk_update(turn.following, ["series", "occurrence_on", "occurrence_at"])
    announce_series(next_series, moving, MessageKind.MOVED, by=by, reason=reason, now=now)
    return next_series


@atomically
def end_series(
    *, series_id: UUID, from_on: date | None, reason: str, version: int, by: Person, now: datetime
) -> Series:
    """Call off every date that lies ahead, from the date `from_on` of the rule if given; both sides are told once.

    Raises StaleVersion, NotPossibleNow, NotAnOccurrence if none is left from then on.
    """
    series, sessions = opened_series(series_id, "end", by, now, version)
    gone = [one for one in sessions_ahead(sessions, now) if from_on is None or date_of(one) >= from_on]
    if not gone:
        raise NotAnOccurrence
    for session in sorted(gone, key=lambda one: one.pk):
        if session.state == SessionState.CONFIRMED:
            require(session, "cancel", by, now)
        close_proposal(session, ProposalState.DROPPED, now)
        session.appointment = agenda.operations.release(appointment=session.appointment, now=now)
        fields: dict[str, object] = {"state": SessionState.CANCELLED.value, "closing_reason": reason}
        change(session, "session.cancelled", by, now, {**fields, **NONE_OPEN}, series=str(series.pk))
    wanted = wanted_of(series)
    kept = [found for found in wanted.dates() if found.on < min(date_of(one) for one in gone)]
    shorter = (
        rule_fields(replace(wanted, rule=replace(wanted.rule, count=len(kept), until_on=None)))
        if kept
        else {}
    )
    fields = {"state": SeriesState.ENDED, "hold_expires_at": None, **shorter}
    change_series(series, "series.ended", by, now, fields, dates=len(gone), reason=reason)
    call_off_series(series, gone, by=by, reason=reason, now=now)
    return series


def _following_series(series: Series, wanted: Wanted, now: datetime) -> Series:
    return Series.objects.create(
        id=uuid4(),
        programme=series.programme,
        startup=series.startup,
        expert=series.expert,
        founder=series.founder,
        goal=series.goal,
        questions=series.questions,
        deck_url=series.deck_url,
        anchor=series.anchor,
        anchor_zone=series.anchor_zone,
        starts_on=wanted.start.on,
        starts_time=wanted.start.at,
        state=SeriesState.ACTIVE,
        follows=series,
        created_at=now,
        **rule_fields(wanted),
    )


def _move_all(
    sessions: Sequence[Session],
    dates: Sequence[Occurrence],
    wanted: Wanted,
    *,
    by: Person,
    reason: str,
    now: datetime,
) -> None:
    """The sessions at their new dates, which must all be free. Their own old times do not stand in the way."""
    for session in sessions:
        require(session, "reschedule", by, now)
        close_proposal(session, ProposalState.DROPPED, now)
    give_up([session.pk for session in sessions], now=now)
    planned = plan(wanted, dates, now=now)
    require_free(wanted, planned)
    before = [session.appointment.starts_at for session in sessions]
    starts = [found.starts_at for found in dates]
    try:
        moved = move_all(wishes=wishes_for(sessions, starts), now=now)
    except SomeTaken as error:
        require_free(wanted, _as_taken(planned, sessions, error))
        raise
    for session, was, start in zip(sessions, before, starts, strict=True):
        require_quota(
            startup=session.startup, programme=session.programme, starts_at=start, now=now, moving=session.pk
        )
        session.appointment = moved[session.pk]
        fields: dict[str, object] = {"moves": session.moves + 1, **NONE_OPEN}
        times = {"before": instant(was), "after": instant(start)}
        change(session, "session.moved", by, now, fields, moved=(was, start), reason=reason, **times)


def _as_taken(
    planned: Sequence[PlannedDate], sessions: Sequence[Session], error: SomeTaken
) -> list[PlannedDate]:
    return [
        replace(date, clash=Reason.BUSY)
        for date, session in zip(planned, sessions, strict=True)
        if session.pk in error.appointments
    ]
