"""What a change of a series would lead to, before anybody confirms it. Nothing is kept."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from accounts.models import Person
from agenda.recurrence import Occurrence, WallStart
from agenda.several import give_up
from mentoring.models import ProposalState, Series, Session
from mentoring.moving import require_movable
from mentoring.proposing import close_proposal
from mentoring.refusals import NotPossibleNow
from mentoring.series.booking import more_dates
from mentoring.series.opening import find_series, wanted_of
from mentoring.series.planning import PlannedDate, plan
from mentoring.series.queries import Wanted, deeds_open_to, sessions_of
from mentoring.series.turning import agreed_until, occurrence_ahead, require_other_time, turned

# A date that would move with its start until then; None for a date that would be new.
Rehearsed = tuple[PlannedDate, datetime | None]


def rehearse_move(
    *, series_id: UUID, on: date, starts_at: datetime, by: Person, now: datetime, override: bool = False
) -> tuple[Wanted, list[Rehearsed]]:
    """One date at another start. Raises NotPossibleNow, NotAnOccurrence, and what moving a session raises."""
    series, sessions = _opened(series_id, "move", by, now)
    session, wanted = occurrence_ahead(sessions, on, now), wanted_of(series)
    require_movable(session, by, now, override=override)
    return wanted, _moved([session], [Occurrence(on, starts_at)], wanted, agreed_until(sessions), now)


def rehearse_following(
    *,
    series_id: UUID,
    on: date,
    starts_on: date,
    starts_time: time,
    by: Person,
    now: datetime,
    override: bool = False,
) -> tuple[Wanted, list[Rehearsed]]:
    """This date and the following at another hour; those that somebody moved by hand are not among them.

    Raises NotPossibleNow, NotAnOccurrence, RuleRefused, and what moving a session raises.
    """
    series, sessions = _opened(series_id, "move", by, now)
    turn = turned(series, sessions, on, WallStart(starts_on, starts_time, series.anchor_zone), now)
    for session in turn.moving:
        require_movable(session, by, now, override=override)
    until, dates = agreed_until(sessions), turn.dates_of(turn.moving)
    return turn.wanted, _moved(turn.moving, dates, turn.wanted, until, now)


def rehearse_extension(
    *, series_id: UUID, count: int, by: Person, now: datetime
) -> tuple[Wanted, list[Rehearsed]]:
    """`count` more dates by the same rule. Raises NotPossibleNow, RuleRefused."""
    series, _ = _opened(series_id, "extend", by, now)
    wanted, more = more_dates(series, count)
    return wanted, [(planned, None) for planned in plan(wanted, more, now=now)]


def _opened(series_id: UUID, deed: str, by: Person, now: datetime) -> tuple[Series, list[Session]]:
    series = find_series(series_id)
    sessions = list(sessions_of(series))
    if deed not in deeds_open_to(by, series, sessions, now):
        raise NotPossibleNow(state=series.state)
    return series, sessions


def _moved(
    sessions: Sequence[Session],
    dates: Sequence[Occurrence],
    wanted: Wanted,
    until: datetime | None,
    now: datetime,
) -> list[Rehearsed]:
    """Their own times do not stand in the way: they are given up for the look, and the transaction is undone."""
    require_other_time(sessions, dates)
    with transaction.atomic():
        for session in sessions:
            close_proposal(session, ProposalState.DROPPED, now)
        ids = [session.pk for session in sessions]
        give_up(ids, now=now)
        planned = plan(wanted, dates, now=now, moving=ids, agreed_until=until)
        transaction.set_rollback(True)
    return [(found, session.appointment.starts_at) for found, session in zip(planned, sessions, strict=True)]
