"""How much of its quotas a startup has used, for those who are about to book."""

import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from accounts.models import Person, Role
from agenda.intervals import Span, union
from agenda.wall_clock import minute_after
from directory.models import Startup
from mentoring.models import Programme, Session
from mentoring.quotas import Allowance, allowances_at, what_counts
from storing import Compiled

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


@dataclass(frozen=True)
class Standing:
    """Of one period how much there is and how much is used."""

    allowance: Allowance
    used: int

    @property
    def is_used_up(self) -> bool:
        return self.used >= self.allowance.limit

    @property
    def from_on(self) -> date | None:
        """The first date on the hub's clock."""
        return _on(self.allowance.since)

    @property
    def until_on(self) -> date | None:
        """The last date on the hub's clock, included."""
        return _on(self.allowance.until and self.allowance.until - timedelta(minutes=1))

    def covers(self, starts_at: datetime) -> bool:
        return _covers(self.allowance, starts_at)


class Counted(TypedDict):
    counted_starts: list[datetime]


def quota_standings(
    startup: Startup, programmes: Iterable[Programme], *, now: datetime, moving: UUID | None = None
) -> dict[int, list[Standing]]:
    """By programme (ids) the periods in which a session can still start. One statement, none where nothing is limited.

    `moving` is a session that is to get another time: it does not count.
    """
    limited = [
        one for one in programmes if one.quota_per_month is not None or one.quota_per_cycle is not None
    ]
    if not limited:
        return {}
    counted = Session.objects.filter(what_counts(now), startup=startup, programme__in=limited)
    starts: dict[int, list[datetime]] = {one.pk: [] for one in limited}
    for programme, starts_at in counted.exclude(pk=moving).values_list(
        "programme_id", "appointment__starts_at"
    ):
        starts[programme].append(starts_at)
    return {one.pk: _standings(one, starts[one.pk], now) for one in limited}


def programme_and_standings(
    slug: str, *, viewer: Person, now: datetime, moving: Session | None = None
) -> tuple[Programme, list[Standing]]:
    """The programme, and what the viewer's startup, or that of the session `moving`, has used of its quotas; nothing
    for who is of no startup. One statement. Raises Programme.DoesNotExist.
    """
    if moving:
        found = OF_A_MOVE.objects(slug=slug, startup=moving.startup_id, moving=moving.pk, now=now)
    elif viewer.role == Role.STARTUP_MEMBER:
        found = OF_A_MEMBER.objects(slug=slug, viewer=viewer.pk, now=now)
    else:
        return Programme.objects.get(slug=slug), []
    for programme in found:
        return programme, _standings(programme, programme.counted_starts, now)
    raise Programme.DoesNotExist


def _with_starts(slug: str, counted: QuerySet[Session]) -> "QuerySet[WithAnnotations[Programme, Counted]]":
    of_it = counted.filter(programme=OuterRef("pk")).values("appointment__starts_at")
    return Programme.objects.filter(slug=slug).annotate(counted_starts=ArraySubquery(of_it))


OF_A_MEMBER = Compiled(
    lambda slug, viewer, now: _with_starts(
        slug, Session.objects.filter(what_counts(now), startup__members__person=viewer)
    ),
    slug=str,
    viewer=int,
    now=datetime,
)
OF_A_MOVE = Compiled(
    lambda slug, startup, moving, now: _with_starts(
        slug, Session.objects.filter(what_counts(now), startup=startup).exclude(pk=moving)
    ),
    slug=str,
    startup=int,
    moving=UUID,
    now=datetime,
)


def closed_spans(standings: Collection[Standing]) -> tuple[Span, ...]:
    """The periods that are used up, tidy, in minutes since 1970."""
    full = [standing.allowance for standing in standings if standing.is_used_up]
    return tuple(
        union(
            (
                minute_after(period.since) if period.since else 0,
                minute_after(period.until) if period.until else sys.maxsize,
            )
            for period in full
        )
    )


def closed_to(
    startup: Startup, programme: Programme, *, now: datetime, moving: UUID | None = None
) -> tuple[Span, ...]:
    """The periods of a programme of which the startup has used everything up. One statement, none without quotas."""
    return closed_spans(quota_standings(startup, [programme], now=now, moving=moving).get(programme.pk, ()))


def closed_to_move_of(session: Session, now: datetime) -> tuple[Span, ...]:
    """The same for a session that is to get another time: it does not count itself."""
    return closed_to(session.startup, session.programme, now=now, moving=session.pk)


def within_quota(starts: Iterable[datetime], standings: Collection[Standing]) -> list[datetime]:
    """Those of `starts` that no used-up period covers."""
    full = [standing for standing in standings if standing.is_used_up]
    return [start for start in starts if not any(standing.covers(start) for standing in full)]


def _standings(programme: Programme, starts: Sequence[datetime], now: datetime) -> list[Standing]:
    return [
        Standing(allowance, sum(_covers(allowance, start) for start in starts))
        for allowance in _allowances_ahead(programme, now)
    ]


def _allowances_ahead(programme: Programme, now: datetime) -> list[Allowance]:
    """Every month, and the cycle, into which a booking made now can fall, in order of time."""
    found: list[Allowance] = []
    for days in range(programme.horizon_days + 1):
        allowances = allowances_at(programme, now + timedelta(days=days))
        found += [one for one in allowances if one not in found]
    return sorted(found, key=lambda one: (one.per != "month", one.since or now))


def _covers(allowance: Allowance, starts_at: datetime) -> bool:
    return (allowance.since is None or allowance.since <= starts_at) and (
        allowance.until is None or starts_at < allowance.until
    )


def _on(instant: datetime | None) -> date | None:
    return instant and instant.astimezone(ZoneInfo(settings.HUB_TIME_ZONE)).date()
