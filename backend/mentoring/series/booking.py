"""A series comes to be: asked for as a whole, every date taken in one transaction, answered once, extended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from accounts.models import Person
from agenda.operations import Buffers
from agenda.recurrence import MOST_OCCURRENCES, BadRule, Occurrence
from agenda.several import SomeTaken, Wish, hold_all
from agenda.transactions import atomically
from mentoring.models import Approval, Series, SeriesState, Session, SessionState
from mentoring.opening import Seen, note_down, people_of
from mentoring.own_calendars import Looked, require_looked_at
from mentoring.programmes.taking_part import require_offered
from mentoring.refusals import instant
from mentoring.rules import Part
from mentoring.series.opening import Stand, change_series, find_series, note_series, opened_series, wanted_of
from mentoring.series.planning import Chosen, PlannedDate, counts_alone, plan, preview, require_free
from mentoring.series.queries import Wanted, part_in
from mentoring.series.refusals import RuleRefused
from mentoring.series.rules import own_hour
from mentoring.series.telling import announce_series, tell_once
from messaging.models import MessageKind


@dataclass(frozen=True)
class Purpose:
    """What the sessions of a series are for."""

    goal: str
    questions: str
    deck_url: str


def request_series(
    *,
    wanted: Wanted,
    anchor: str,
    purpose: Purpose,
    chosen: Chosen,
    agreed: bool = False,
    by: Person,
    now: datetime,
    looked: Looked = None,
) -> Series:
    """Ask for a series and take the time of all its dates at once: all of those chosen, or none.

    They are held until the expert answers, or booked where both have `agreed` already, or by the programme's policy.
    Raises LookFirst where calendars are to be `looked` at before, RuleRefused,
    what `require_offered` raises, NotAnOccurrence, QuotaUsedUp, DatesClash or DatesTaken with the dates
    that cannot be had and what is free instead.
    """
    require_offered(wanted.programme, wanted.expert, wanted.startup)
    require_looked_at([wanted.expert.person, wanted.founder], now=now, looked=looked)
    look = partial(preview, wanted, now=now, chosen=chosen)
    planned = require_free(wanted, look(), now=now)
    series = _drafted(wanted, anchor, purpose, now)
    try:
        return _keep(series=series, wanted=wanted, planned=planned, look=look, agreed=agreed, by=by, now=now)
    except SomeTaken:
        require_free(wanted, look(), now=now)
        raise


def _drafted(wanted: Wanted, anchor: str, purpose: Purpose, now: datetime) -> Series:
    """The series as it is asked for, not kept yet."""
    return Series(
        programme=wanted.programme,
        startup=wanted.startup,
        expert=wanted.expert,
        founder=wanted.founder,
        goal=purpose.goal,
        questions=purpose.questions,
        deck_url=purpose.deck_url,
        anchor=anchor,
        anchor_zone=wanted.start.time_zone,
        starts_on=wanted.start.on,
        starts_time=wanted.start.at,
        created_at=now,
        **rule_fields(wanted),
    )


@atomically
def _keep(
    *,
    series: Series,
    wanted: Wanted,
    planned: Sequence[PlannedDate],
    look: Callable[[], list[PlannedDate]],
    agreed: bool,
    by: Person,
    now: datetime,
) -> Series:
    if counts_alone(wanted):
        planned = require_free(wanted, look(), now=now)
    automatic = agreed or wanted.programme.approval == Approval.AUTOMATIC
    expires_at = None if automatic else _expiry(series, planned, now)
    series.state = SeriesState.ACTIVE if automatic else SeriesState.REQUESTED
    series.hold_expires_at = expires_at
    series.save(force_insert=True)
    note_series(series, "series.requested", by, now, dates=[instant(date.starts_at) for date in planned])
    sessions = _take(series, wanted, planned, expires_at, by, now)
    if expires_at is None:
        announce_series(series, sessions, MessageKind.CONFIRMED, by=None, now=now)
    else:
        tell_once(series, sessions, series.expert.person, MessageKind.REQUESTED, now=now)
    return series


def extend_series(
    *,
    series_id: UUID,
    count: int,
    chosen: Chosen,
    by: Person,
    now: datetime,
    version: int | None = None,
    seen: Seen = None,
    looked: Looked = None,
) -> Series:
    """`count` more dates by the same rule. Asked for by the startup they wait for the expert, as the programme
    has it. Raises LookFirst, VersionMissing, ChangedMeanwhile, NotPossibleNow, RuleRefused, NotAnOccurrence,
    QuotaUsedUp, DatesClash, DatesTaken."""
    stand, known = Stand(version, seen), find_series(series_id)
    require_looked_at([known.expert.person, known.founder], now=now, looked=looked)
    try:
        return _extend(series_id=series_id, count=count, chosen=chosen, stand=stand, by=by, now=now)
    except SomeTaken:
        wanted, more = more_dates(known, count)
        require_free(wanted, plan(wanted, more, now=now, chosen=chosen), now=now)
        raise


@atomically
def _extend(
    *, series_id: UUID, count: int, chosen: Chosen, stand: Stand, by: Person, now: datetime
) -> Series:
    series, _, was = opened_series(series_id, "extend", by, now, stand)
    wanted, more = more_dates(series, count)
    counts_alone(wanted)
    planned = require_free(wanted, plan(wanted, more, now=now, chosen=chosen), now=now)
    asks = series.programme.approval == Approval.EXPERT and part_in(by, series) is Part.STARTUP
    expires_at = _expiry(series, planned, now) if asks else None
    sessions = _take(series, wanted, planned, expires_at, by, now)
    dates = [instant(date.starts_at) for date in planned]
    change_series(series, "series.extended", by, now, rule_fields(wanted), was=was, dates=dates)
    if expires_at is None:
        announce_series(series, sessions, MessageKind.CONFIRMED, by=by, now=now)
    else:
        tell_once(series, sessions, series.expert.person, MessageKind.REQUESTED, now=now)
    return series


def more_dates(series: Series, count: int) -> tuple[Wanted, list[Occurrence]]:
    """The series with `count` more dates by its rule, and these. Raises RuleRefused."""
    old = wanted_of(series)
    known = old.dates()
    if len(known) + count > MOST_OCCURRENCES:
        raise RuleRefused(BadRule("too_many", "count", len(known) + count))
    wanted = replace(old, rule=replace(old.rule, count=len(known) + count, until_on=None))
    return wanted, wanted.dates()[len(known) :]


def rule_fields(wanted: Wanted) -> dict[str, object]:
    rule = wanted.rule
    return {
        "frequency": rule.frequency.value,
        "every": rule.every,
        "weekdays": sorted(set(rule.weekdays)),
        "position": rule.position,
        "month_day": rule.month_day,
        "count": rule.count,
        "until_on": rule.until_on,
    }


def wishes_for(sessions: Sequence[Session], starts: Sequence[datetime]) -> list[Wish]:
    """What is asked of the agenda for these sessions, of one series, at these starts."""
    people: dict[int, Buffers] = people_of(sessions[0]) if sessions else {}
    length = timedelta(minutes=sessions[0].programme.session_minutes) if sessions else timedelta()
    return [
        Wish(session.pk, people, start, start + length)
        for session, start in zip(sessions, starts, strict=True)
    ]


def _take(
    series: Series,
    wanted: Wanted,
    planned: Sequence[PlannedDate],
    expires_at: datetime | None,
    by: Person,
    now: datetime,
) -> list[Session]:
    """The sessions of these dates with everybody's time. Raises SomeTaken."""
    by_rule = {found.on: found.starts_at for found in wanted.dates()}
    sessions = [_session(series, date, by_rule[date.on], expires_at is None, now) for date in planned]
    taken = hold_all(
        wishes=wishes_for(sessions, [date.starts_at for date in planned]), expires_at=expires_at, now=now
    )
    for session, one in zip(sessions, planned, strict=True):
        session.appointment = taken[session.pk]
        session.save(force_insert=True)
        at = instant(one.starts_at)
        note_down(
            session, "session.requested", by, now, starts_at=at, goal=series.goal, series=str(series.pk)
        )
        if expires_at is None:
            note_down(session, "session.confirmed", None, now, series=str(series.pk))
    return sessions


def _session(series: Series, date: PlannedDate, by_rule: datetime, confirmed: bool, now: datetime) -> Session:
    own = None if date.starts_at == by_rule else own_hour(date.starts_at, series.anchor_zone)
    return Session(
        appointment_id=uuid4(),
        programme=series.programme,
        startup=series.startup,
        expert=series.expert,
        founder=series.founder,
        state=SessionState.CONFIRMED if confirmed else SessionState.REQUESTED,
        goal=series.goal,
        questions=series.questions,
        deck_url=series.deck_url,
        requested_at=now,
        series=series,
        occurrence_on=date.on,
        occurrence_at=date.starts_at if own else by_rule,
        wall_on=own.on if own else None,
        wall_time=own.at if own else None,
    )


def _expiry(series: Series, planned: Sequence[PlannedDate], now: datetime) -> datetime:
    first = min(date.starts_at for date in planned)
    return min(now + timedelta(hours=series.programme.hold_hours), first)
