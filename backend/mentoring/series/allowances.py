"""What is left of a startup's quotas while sessions are taken that nobody has booked yet."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from directory.models import Startup
from mentoring.models import Programme
from mentoring.quotas import Allowance, allowances_at, counted_sessions, next_free_at
from mentoring.refusals import instant
from mentoring.series.queries import Wanted
from mentoring.series.refusals import SeriesQuotaUsedUp

QUOTA_USED_UP = "quota_used_up"


@dataclass(frozen=True)
class Spent:
    """A quota that has nothing left; `used` counts what is booked, not what is only wanted."""

    allowance: Allowance
    used: int

    @property
    def period(self) -> str | None:
        """Which month ("2026-11"), or the dates of the cycle as far as it has any ("2026-09-01/2026-12-31")."""
        since, until = self.allowance.since, self.allowance.until
        if since is None or until is None:
            return None
        if self.allowance.per == "month":
            return f"{since:%Y-%m}"
        return f"{since:%Y-%m-%d}/{until:%Y-%m-%d}"


class Room:
    """The quotas of one startup in one programme; `counted` are the starts of the sessions that count."""

    def __init__(self, programme: Programme, counted: Sequence[datetime]) -> None:
        self._programme, self._counted = programme, counted
        self._used: dict[Allowance, int] = {}
        self._taken: Counter[Allowance] = Counter()

    def spent_at(self, start: datetime) -> Spent | None:
        """The quota by which no further session may begin at `start`; None if there is room."""
        for allowance in allowances_at(self._programme, start):
            used = self._used_of(allowance)
            if used + self._taken[allowance] >= allowance.limit:
                return Spent(allowance, used)
        return None

    def take(self, start: datetime) -> None:
        """From here on a session begins at `start`."""
        self._taken.update(allowances_at(self._programme, start))

    def give_back(self, start: datetime) -> None:
        """The session that was taken at `start` does not begin then."""
        self._taken.subtract(allowances_at(self._programme, start))

    def _used_of(self, allowance: Allowance) -> int:
        if allowance not in self._used:
            since, until = allowance.since, allowance.until
            self._used[allowance] = sum(
                (since is None or since <= start) and (until is None or start < until)
                for start in self._counted
            )
        return self._used[allowance]


def room_left(
    startup: Startup, programme: Programme, *, now: datetime, moving: Collection[UUID] = ()
) -> Room:
    """What the startup has left; the sessions `moving` do not count. One statement, none without quotas."""
    if programme.quota_per_month is None and programme.quota_per_cycle is None:
        return Room(programme, ())
    counted = counted_sessions(startup, programme, now).exclude(pk__in=moving)
    return Room(programme, list(counted.values_list("appointment__starts_at", flat=True)))


def next_free(wanted: Wanted, spent: Spent, *, now: datetime) -> datetime | None:
    """From when on a session would be within that quota again, as things stand; None if that is not known."""
    return next_free_at(counted_sessions(wanted.startup, wanted.programme, now), spent.allowance)


def quota_used_up(
    spent: Sequence[Spent], free_at: datetime | None, clashes: Sequence[dict[str, object]]
) -> SeriesQuotaUsedUp:
    """The refusal of single sessions, with every period that has nothing left and how many dates lie in it."""
    asked = Counter((one.allowance.per, one.period, one.allowance.limit, one.used) for one in spent)
    periods: list[dict[str, object]] = [
        {"per": per, "period": period, "limit": limit, "used": used, "too_many": count}
        for (per, period, limit, used), count in asked.items()
    ]
    first = spent[0]
    return SeriesQuotaUsedUp(
        detail=SeriesQuotaUsedUp.detail
        % {"periods": ", ".join(str(row["period"] or row["per"]) for row in periods)},
        per=first.allowance.per,
        limit=first.allowance.limit,
        used=first.used,
        next_free_at=instant(free_at.astimezone(UTC)) if free_at else None,
        periods=periods,
        clashes=clashes,
    )
