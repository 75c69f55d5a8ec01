"""A series that runs is changed: one date left out or moved, this and the following moved, ended early."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID, uuid4

import agenda.operations
from accounts.models import Person
from agenda.recurrence import Occurrence, WallStart
from agenda.several import SomeTaken, give_up, move_all
from agenda.slots import Reason
from agenda.transactions import atomically
from mentoring.models import ProposalState, Series, SeriesState, Session, SessionState
from mentoring.moving import require_movable
from mentoring.opening import Seen, change, part_in, require
from mentoring.operations import cancel_session
from mentoring.own_calendars import Looked, require_looked_at
from mentoring.proposing import NOTHING_ASKED, close_proposal
from mentoring.queries import moment_of
from mentoring.refusals import instant
from mentoring.rules import is_late_cancel
from mentoring.series.booking import rule_fields, wishes_for
from mentoring.series.opening import Stand, change_series, note_series, opened_series, wanted_of
from mentoring.series.planning import PlannedDate, counts_alone, plan, require_free
from mentoring.series.queries import Wanted
from mentoring.series.refusals import NotAnOccurrence
from mentoring.series.telling import announce_series, call_off_series
from mentoring.series.turning import (
    Turn,
    agreed_until,
    date_of,
    occurrence_ahead,
    require_other_time,
    sessions_ahead,
    turned,
)
from mentoring.telling import announce
from messaging.models import MessageKind


@atomically
def skip_occurrence(
    *, series_id: UUID, on: date, reason: str, by: Person, now: datetime, seen: Seen = None
) -> Series:
    """Leave one date out; the series goes on. `on` is the date that the rule named. The session's own rules hold.

    Raises ChangedMeanwhile, NotAnOccurrence, NotPossibleNow.
    """
    series, sessions, was = opened_series(series_id, "skip", by, now, seen)
    session = occurrence_ahead(sessions, on, now)
    cancel_session(session_id=session.pk, reason=reason, by=by, now=now)
    change_series(series, "series.skipped", by, now, {}, was=was, on=on.isoformat(), reason=reason)
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
    override: bool = False,
    seen: Seen = None,
    looked: Looked = None,
) -> Series:
    """Give one date another start; the others stay. However far ahead it lies: the series was agreed so far.

    `override` is as with a single session. Raises LookFirst, ChangedMeanwhile, NotAnOccurrence, NotPossibleNow, SameTime,
    TooLateToMove, MovedTooOften, OverrideNotYours, QuotaUsedUp, DatesClash with what is free instead.
    """
    series, sessions, was = opened_series(series_id, "move", by, now, seen)
    require_looked_at([series.expert.person, series.founder], now=now, looked=looked)
    session = occurrence_ahead(sessions, on, now)
    doer = _Mover(by, reason, override, now)
    _move_all([session], [Occurrence(on, starts_at)], wanted_of(series), agreed_until(sessions), doer)
    announce(session, MessageKind.MOVED, by=by, reason=reason, now=now)
    after = instant(starts_at)
    change_series(series, "series.moved_one", by, now, {}, was=was, on=on.isoformat(), after=after)
    return series


@atomically
def move_following(
    *,
    series_id: UUID,
    on: date,
    to: tuple[date, time],
    reason: str,
    by: Person,
    now: datetime,
    stand: Stand,
    override: bool = False,
    looked: Looked = None,
) -> Series:
    """From the date `on` the series is at another hour of its clock: the old one ends, the new one follows it.

    As many dates follow as were left, the first on the day and at the hour `to`. Dates left out stay left out, dates with an hour
    of their own or moved by hand stay where they are. All or none; `override` sets the policy aside for each. Returns the new series.
    Raises LookFirst, ChangedMeanwhile, NotPossibleNow, NotAnOccurrence, SameTime, TooLateToMove,
    MovedTooOften, OverrideNotYours, RuleRefused, QuotaUsedUp, DatesClash.
    """
    series, sessions, was = opened_series(series_id, "move", by, now, stand)
    require_looked_at([series.expert.person, series.founder], now=now, looked=looked)
    turn = turned(series, sessions, on, WallStart(*to, series.anchor_zone), now)
    next_series = _following_series(series, turn.wanted, now)
    note_series(next_series, "series.follows", by, now, after_series=str(series.pk), reason=reason)
    moving = turn.moving
    doer = _Mover(by, reason, override, now)
    _move_all(moving, turn.dates_of(moving), turn.wanted, agreed_until(sessions), doer)
    _come_over(next_series, turn)
    old_rule = {} if turn.before is None else rule_fields(replace(wanted_of(series), rule=turn.before))
    fields = {"state": SeriesState.CONTINUED, **old_rule}
    details = {"on": on.isoformat(), "by_series": str(next_series.pk)}
    change_series(series, "series.continued", by, now, fields, was=was, **details)
    announce_series(next_series, moving, MessageKind.MOVED, by=by, reason=reason, now=now)
    return next_series


@atomically
def end_series(
    *,
    series_id: UUID,
    from_on: date | None,
    reason: str,
    by: Person,
    now: datetime,
    version: int | None = None,
    seen: Seen = None,
) -> Series:
    """Call off every date that lies ahead, from the date `from_on` of the rule if given; both sides are told once.

    Raises VersionMissing, ChangedMeanwhile, NotPossibleNow, NotAnOccurrence if none is left from
    then on.
    """
    series, sessions, was = opened_series(series_id, "end", by, now, Stand(version, seen))
    gone = [one for one in sessions_ahead(sessions, now) if from_on is None or date_of(one) >= from_on]
    if not gone:
        raise NotAnOccurrence
    for session in sorted(gone, key=lambda one: one.pk):
        _cancel_with(series, session, reason, by, now)
    wanted = wanted_of(series)
    kept = [found for found in wanted.dates() if found.on < min(date_of(one) for one in gone)]
    shorter = (
        rule_fields(replace(wanted, rule=replace(wanted.rule, count=len(kept), until_on=None)))
        if kept
        else {}
    )
    fields = {"state": SeriesState.ENDED, "hold_expires_at": None, **shorter}
    change_series(series, "series.ended", by, now, fields, was=was, dates=len(gone), reason=reason)
    call_off_series(series, gone, by=by, reason=reason, now=now)
    return series


def _cancel_with(series: Series, session: Session, reason: str, by: Person, now: datetime) -> None:
    """One of the dates that are called off together: late by the same rule as if it were called off alone."""
    if session.state == SessionState.CONFIRMED:
        require(session, "cancel", by, now)
    late = is_late_cancel(part_in(session, by), moment_of(session, now))
    close_proposal(session, ProposalState.DROPPED, now)
    session.appointment = agenda.operations.release(appointment=session.appointment, now=now)
    fields: dict[str, object] = {
        "state": SessionState.CANCELLED.value,
        "closing_reason": reason,
        "cancelled_late": late,
        **NOTHING_ASKED,
    }
    change(session, "session.cancelled", by, now, fields, series=str(series.pk))


def _come_over(series: Series, turn: Turn) -> None:
    """The dates that follow become dates of the new series. What moved follows its rule from now on; an hour that was
    chosen for a date that stayed is still meant."""
    moved = {session.pk for session in turn.moving}
    for session, found in zip(turn.following, turn.dates_of(turn.following), strict=True):
        session.series, session.occurrence_on = series, found.on
        if session.pk in moved or session.wall_time is None:
            session.occurrence_at, session.wall_on, session.wall_time = found.starts_at, None, None
    fields = ["series", "occurrence_on", "occurrence_at", "wall_on", "wall_time"]
    Session.objects.bulk_update(turn.following, fields)


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


@dataclass(frozen=True)
class _Mover:
    """Who moves dates, why and when, and whether they set the programme's policy aside."""

    by: Person
    reason: str
    override: bool
    now: datetime


def _move_all(
    sessions: Sequence[Session],
    dates: Sequence[Occurrence],
    wanted: Wanted,
    until: datetime | None,
    mover: _Mover,
) -> None:
    """The sessions at their new dates, which must all be free. Their own old times do not stand in the way."""
    by, now, counted = mover.by, mover.now, []
    counts_alone(wanted)
    require_other_time(sessions, dates)
    for session in sessions:
        counted.append(not require_movable(session, by, now, override=mover.override))
        close_proposal(session, ProposalState.DROPPED, now)
    ids = [session.pk for session in sessions]
    give_up(ids, now=now)
    looked_at = plan(wanted, dates, now=now, moving=ids, agreed_until=until)
    planned = require_free(wanted, looked_at, now=now)
    before = [session.appointment.starts_at for session in sessions]
    starts = [found.starts_at for found in dates]
    try:
        moved = move_all(wishes=wishes_for(sessions, starts), now=now)
    except SomeTaken as error:
        require_free(wanted, _as_taken(planned, sessions, error), now=now)
        raise
    for session, was, start, counts in zip(sessions, before, starts, counted, strict=True):
        session.appointment = moved[session.pk]
        fields: dict[str, object] = {"moves": session.moves + counts, **NOTHING_ASKED}
        told = {"before": instant(was), "after": instant(start), "overridden": not counts}
        change(session, "session.moved", by, now, fields, moved=(was, start), reason=mover.reason, **told)


def _as_taken(
    planned: Sequence[PlannedDate], sessions: Sequence[Session], error: SomeTaken
) -> list[PlannedDate]:
    return [
        replace(date, clash=Reason.BUSY)
        for date, session in zip(planned, sessions, strict=True)
        if session.pk in error.appointments
    ]
