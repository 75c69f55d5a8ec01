"""What coordinators are to know of calendars: raised once, until it is settled."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from audit.operations import record
from calendars.models import CalendarEvent, CalendarWarning, GoogleConnection


def raise_warning(
    *,
    kind: str,
    connection: GoogleConnection | None = None,
    event: CalendarEvent | None = None,
    detail: str = "",
    now: datetime,
) -> None:
    """Part of the caller's transaction. One that is open already stays the one."""
    CalendarWarning.objects.bulk_create(
        [CalendarWarning(kind=kind, connection=connection, event=event, detail=detail[:200], raised_at=now)],
        ignore_conflicts=True,
    )


def settle_by_itself(*, kind: str, connection: GoogleConnection, now: datetime) -> None:
    """What it warned of is over. Part of the caller's transaction."""
    CalendarWarning.objects.filter(kind=kind, connection=connection, settled_at=None).update(settled_at=now)


@transaction.atomic
def settle_warning(*, warning_id: int, by: Person, now: datetime) -> bool:
    """`by` has seen to it; False where it was settled before, or never was."""
    settled = CalendarWarning.objects.filter(pk=warning_id, settled_at=None).update(
        settled_at=now, settled_by=by
    )
    if settled:
        record("calendar_warning", warning_id, "calendar.warning_settled", by=by, now=now)
    return bool(settled)
