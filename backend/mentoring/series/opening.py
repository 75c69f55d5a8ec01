"""How every deed on a series begins and ends: the series locked and fit for it, the change recorded."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import Person
from agenda.operations import StaleVersion
from agenda.slots import Reason
from audit.operations import record
from mentoring.models import Series, Session
from mentoring.refusals import NotPossibleNow, instant, spans_of
from mentoring.series.queries import PlannedDate, Wanted, deeds_open_to, sessions_of
from mentoring.series.refusals import DatesClash, DatesTaken


def find_series(series_id: UUID, *, lock: bool = False) -> Series:
    series = Series.objects.select_related("programme", "startup", "expert__person", "founder")
    if lock:
        series = series.select_for_update(of=("self",))
    return series.get(pk=series_id)


def opened_series(
    series_id: UUID, deed: str, by: Person, now: datetime, version: int | None = None
) -> tuple[Series, list[Session]]:
    """The series and its sessions, locked, if `by` may do `deed` now. Raises StaleVersion, NotPossibleNow."""
    series = find_series(series_id, lock=True)
    sessions = locked_sessions(series)
    if version is not None and series.version != version:
        raise StaleVersion(version=series.version)
    if deed not in deeds_open_to(by, series, sessions, now):
        raise NotPossibleNow(state=series.state)
    return series, sessions


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
    **details: object,
) -> None:
    """One version up, with an audit row: who did what."""
    for name, value in fields.items():
        setattr(series, name, value)
    series.version += 1
    series.save(update_fields=["version", *fields])
    note_series(series, action, by, now, **details)


def note_series(series: Series, action: str, by: Person | None, now: datetime, **details: object) -> None:
    record("series", series.pk, action, by=by, now=now, version=series.version, **details)


def wanted_of(series: Series) -> Wanted:
    """What was asked for with the series, in its founder's name."""
    return Wanted(series.programme, series.expert, series.founder, series.start, series.rule)


def require_free(wanted: Wanted, planned: Sequence[PlannedDate]) -> None:
    """Raises DatesClash, or DatesTaken if other commitments are all that stands in the way."""
    clashes = [date for date in planned if date.clash]
    if clashes:
        refusal = DatesTaken if all(date.clash is Reason.BUSY for date in clashes) else DatesClash
        raise refusal(clashes=[_told(wanted, date) for date in clashes])


def _told(wanted: Wanted, date: PlannedDate) -> dict[str, object]:
    return {
        "on": date.on.isoformat(),
        "starts_at": instant(date.starts_at),
        "reason": date.clash,
        "alternatives": spans_of(date.alternatives, wanted.programme.session_minutes),
    }
