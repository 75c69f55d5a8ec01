"""What becomes of the dates of a series when this one and those that follow get another hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from agenda.recurrence import Occurrence, Rule, WallStart
from mentoring.models import Series, Session
from mentoring.refusals import SameTime
from mentoring.series.opening import wanted_of
from mentoring.series.queries import LIVE, Wanted
from mentoring.series.refusals import NotAnOccurrence
from mentoring.series.rules import rest_from

# An agreed series that moves may end so much later than it was to: Tuesdays become Fridays.
SPARE = timedelta(days=7)


@dataclass(frozen=True)
class Turn:
    """`before` is what stays of the old rule (None: nothing), `wanted` the new series; `becomes` has the new
    occurrence for each date of the old rule. Of the sessions `following`, those `moving` get another start: the
    others have an hour of their own, or were moved by hand, and stay."""

    before: Rule | None
    wanted: Wanted
    becomes: Mapping[date, Occurrence]
    following: Sequence[Session]
    moving: Sequence[Session]

    def dates_of(self, sessions: Sequence[Session]) -> list[Occurrence]:
        return [self.becomes[date_of(session)] for session in sessions]


def require_other_time(sessions: Sequence[Session], dates: Sequence[Occurrence]) -> None:
    """Some of the sessions would begin at another time than they do. Raises SameTime."""
    pairs = zip(sessions, dates, strict=True)
    if all(session.appointment.starts_at == found.starts_at for session, found in pairs):
        raise SameTime


def turned(series: Series, sessions: Sequence[Session], on: date, to: WallStart, now: datetime) -> Turn:
    """The series cut at its date `on`; as many dates as were left begin at `to`.

    Raises NotAnOccurrence, RuleRefused.
    """
    first = occurrence_ahead(sessions, on, now)
    old = wanted_of(series)
    before, after = rest_from(old.rule, old.start, on, to)
    new = replace(old, start=to, rule=after)
    left = [found.on for found in old.dates() if found.on >= on]
    becomes = dict(zip(left, new.dates(), strict=True))
    following = [one for one in sessions if one.state in LIVE and one.occurrence_on in becomes]
    moving = [one for one in following if one.pk == first.pk or one.follows_rule]
    return Turn(before, new, becomes, following, moving)


def agreed_until(sessions: Sequence[Session]) -> datetime | None:
    """How far ahead the dates of a series were agreed, and may move; None where nothing of it stands."""
    starts = [one.appointment.starts_at for one in sessions if one.state in LIVE]
    return max(starts) + SPARE if starts else None


def sessions_ahead(sessions: Sequence[Session], now: datetime) -> list[Session]:
    return [one for one in sessions if one.state in LIVE and one.appointment.starts_at > now]


def occurrence_ahead(sessions: Sequence[Session], on: date, now: datetime) -> Session:
    """The session of the date `on` of the rule. Raises NotAnOccurrence."""
    for session in sessions_ahead(sessions, now):
        if session.occurrence_on == on:
            return session
    raise NotAnOccurrence


def date_of(session: Session) -> date:
    assert session.occurrence_on is not None  # noqa: S101 -- a constraint; for the type checker
    return session.occurrence_on
