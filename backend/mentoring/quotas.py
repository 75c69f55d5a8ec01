"""How many sessions of a programme a startup may have: counted under a lock, in the transaction that books."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from directory.models import Startup
from mentoring.models import Programme, Session, SessionState
from mentoring.refusals import QuotaUsedUp, instant

LOOKS_AHEAD = 24  # months in which the next free one is looked for


@dataclass(frozen=True)
class Allowance:
    """Of one period, half-open and in instants; None is an open end."""

    per: str  # month or cycle
    limit: int
    since: datetime | None
    until: datetime | None


def require_quota(
    *, startup: Startup, programme: Programme, starts_at: datetime, now: datetime, moving: UUID | None = None
) -> None:
    """The startup has a session left in the month and the cycle of `starts_at`. Raises QuotaUsedUp."""
    allowances = allowances_at(programme, starts_at)
    if not allowances:
        return
    lock_quota(startup, programme)
    counted = counted_sessions(startup, programme, now).exclude(pk=moving)
    for allowance in allowances:
        used = _within(counted, allowance).count()
        if used >= allowance.limit:
            free = next_free_at(counted, allowance)
            raise QuotaUsedUp(
                per=allowance.per,
                limit=allowance.limit,
                used=used,
                next_free_at=instant(free.astimezone(UTC)) if free else None,
            )


def lock_quota(startup: Startup, programme: Programme) -> bool:
    """Whether the programme has quotas. If so the startup's row is locked until the transaction ends: two who
    count at once wait for each other. It is the weaker lock that lets others refer to the row meanwhile.
    """
    if programme.quota_per_month is None and programme.quota_per_cycle is None:
        return False
    Startup.objects.select_for_update(no_key=True).filter(pk=startup.pk).values_list("pk").get()
    return True


def allowances_at(programme: Programme, starts_at: datetime) -> list[Allowance]:
    """What limits a session that starts then; a cycle limits only what lies in it."""
    found = []
    if programme.quota_per_month is not None:
        on = starts_at.astimezone(_zone())
        found.append(_month(on.year, on.month, programme.quota_per_month))
    if programme.quota_per_cycle is not None:
        cycle = _cycle(programme, programme.quota_per_cycle)
        if (not cycle.since or cycle.since <= starts_at) and (not cycle.until or starts_at < cycle.until):
            found.append(cycle)
    return found


def counted_sessions(startup: Startup, programme: Programme, now: datetime) -> QuerySet[Session]:
    """Those of one programme that count."""
    return Session.objects.filter(startup=startup, programme=programme).filter(what_counts(now))


def what_counts(now: datetime) -> Q:
    """Held, agreed and had; missed or cancelled late by the startup. Not what the expert missed or the hub undid."""
    waiting = [SessionState.REQUESTED, SessionState.PROPOSED]
    return (
        Q(state__in=[SessionState.CONFIRMED, SessionState.COMPLETED])
        | Q(state__in=waiting, appointment__hold_expires_at__gt=now)
        | Q(state=SessionState.NO_SHOW, no_show_by="startup")
        | Q(state=SessionState.CANCELLED, cancelled_late=True)
    )


def next_free_at(counted: QuerySet[Session], full: Allowance) -> datetime | None:
    """From when on a session would be within the allowance again, as things stand; None if that is not known."""
    if full.per == "cycle" or full.until is None:
        return full.until
    month = full
    for _ in range(LOOKS_AHEAD):
        month = _month_from(month.until or full.until, full.limit)
        if _within(counted, month).count() < full.limit:
            return month.since
    return None


def _within(counted: QuerySet[Session], allowance: Allowance) -> QuerySet[Session]:
    if allowance.since:
        counted = counted.filter(appointment__starts_at__gte=allowance.since)
    return counted.filter(appointment__starts_at__lt=allowance.until) if allowance.until else counted


def _month_from(instant: datetime, limit: int) -> Allowance:
    on = instant.astimezone(_zone())
    return _month(on.year, on.month, limit)


def _month(year: int, month: int, limit: int) -> Allowance:
    first = date(year, month, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Allowance("month", limit, _midnight(first), _midnight(following))


def _cycle(programme: Programme, limit: int) -> Allowance:
    first, last = programme.cycle_from_on, programme.cycle_until_on
    return Allowance(
        "cycle",
        limit,
        _midnight(first) if first else None,
        _midnight(last + timedelta(days=1)) if last else None,
    )


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.HUB_TIME_ZONE)
