"""How every deed on a series begins and ends: the series locked and fit for it, the change recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from accounts.models import Person
from audit.models import AuditEntry
from audit.operations import record
from audit.queries import changed_in
from mentoring.models import Series, Session
from mentoring.opening import Seen
from mentoring.refusals import NotPossibleNow, VersionMissing, instant
from mentoring.series.queries import Wanted, deeds_open_to, sessions_of
from problems.matching import ChangedMeanwhile

# Each date that was booked, as it stands.
Dates = Mapping[str, Mapping[str, str]]


def find_series(series_id: UUID, *, lock: bool = False) -> Series:
    series = Series.objects.select_related("programme", "startup", "expert__person", "founder")
    if lock:
        series = series.select_for_update(of=("self",))
    return series.get(pk=series_id)


class Opened(NamedTuple):
    """A series with its sessions in order of time, locked, and how its dates stood then."""

    series: Series
    sessions: list[Session]
    was: Dates


@dataclass(frozen=True)
class Stand:
    """How the caller saw the series: its `version`, or the versions that If-Match names. Raises VersionMissing if
    neither is said."""

    version: int | None
    seen: Seen

    def __post_init__(self) -> None:
        if self.version is None and self.seen is None:
            raise VersionMissing


def opened_series(
    series_id: UUID, deed: str, by: Person, now: datetime, stand: Stand | Seen = None
) -> Opened:
    """The series and its sessions, locked, if `by` may do `deed` now; `stand` is how they saw it, None if they
    did not say. Raises ChangedMeanwhile, NotPossibleNow."""
    series = find_series(series_id, lock=True)
    sessions = locked_sessions(series)
    _require_seen(series, stand.seen if isinstance(stand, Stand) else stand)
    if isinstance(stand, Stand) and stand.version is not None:
        _require_seen(series, [stand.version])
    if deed not in deeds_open_to(by, series, sessions, now):
        raise NotPossibleNow(state=series.state)
    return Opened(series, sessions, dates_of(sessions))


def _require_seen(series: Series, seen: Seen) -> None:
    """Nothing has changed since a version that the caller has seen. Raises ChangedMeanwhile with what did."""
    if seen is None or series.version in seen:
        return
    entries = AuditEntry.objects.filter(
        subject_kind="series",
        subject_id=str(series.pk),
        details__version__gt=max(seen, default=series.version),
        details__has_key="changed",
    )
    raise ChangedMeanwhile(changed=changed_in(entries), etag=f'"{series.version}"')


def locked_sessions(series: Series) -> list[Session]:
    """In order of time; locked in the order of their ids, so that two who lock the same wait for each other."""
    list(Session.objects.select_for_update(of=("self",)).filter(series=series).order_by("pk"))
    return list(sessions_of(series))


def change_series(
    series: Series,
    action: str,
    by: Person | None,
    now: datetime,
    fields: Mapping[str, Any],
    *,
    was: Dates,
    **details: object,
) -> None:
    """One version up, with an audit row: who did what, each field before and after, and each date that is not as
    it `was`. The last thing that a deed does."""
    changed: dict[str, list[object]] = {
        name: [_plain(getattr(series, name)), _plain(value)]
        for name, value in fields.items()
        if getattr(series, name) != value
    }
    stand = dates_of(sessions_of(series))
    for on in sorted({*was, *stand}):
        if was.get(on) != stand.get(on):
            changed[f"dates.{on}"] = [was.get(on), stand.get(on)]
    for name, value in fields.items():
        setattr(series, name, value)
    series.version += 1
    series.save(update_fields=["version", *fields])
    note_series(series, action, by, now, changed=changed, **details)


def dates_of(sessions: Iterable[Session]) -> Dates:
    """Start and state of each occurrence by the date that the rule named."""
    return {
        str(one.occurrence_on): {"starts_at": instant(one.appointment.starts_at), "state": str(one.state)}
        for one in sessions
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant(value)
    return value.isoformat() if isinstance(value, date) else value


def note_series(series: Series, action: str, by: Person | None, now: datetime, **details: object) -> None:
    record("series", series.pk, action, by=by, now=now, version=series.version, **details)


def wanted_of(series: Series) -> Wanted:
    """What was asked for with the series, in its founder's name."""
    return Wanted(series.programme, series.expert, series.founder, series.startup, series.start, series.rule)
