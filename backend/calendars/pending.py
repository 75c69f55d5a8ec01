"""What Google does not show as it is wanted: events that failed, that rest until something passes, and that wait."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Now
from procrastinate.contrib.django.models import ProcrastinateJob

from calendars.models import USAGE_LIMITS, CalendarEvent, CalendarOccurrence, ConnectionState, WriteState
from calendars.queueing import WRITE_EVENT


class Standing(TextChoices):
    FAILED = "failed"  # refused for good
    PAUSED = "paused"  # until somebody connects again, or Google's limit on use is lifted
    WAITING = "waiting"  # a try is on its way


UNSETTLED = (WriteState.FAILED, WriteState.WAITING)
# Until its person chooses another calendar, or connects again.
NO_CALENDAR = ("writing_not_granted", "calendar_gone", "calendar_read_only", "own_calendar_unknown")
PARKED = Q(organiser__state=ConnectionState.NEEDS_REAUTH)


def _over_quota(now: datetime) -> Q:
    return Q(organiser__paused_until__gt=now, organiser__pause_reason__in=USAGE_LIMITS)


def can_be_tried(now: datetime) -> Q:
    """A try can help: there is a calendar to write to, and Google lets us."""
    return Q(organiser__state=ConnectionState.ACTIVE) & ~_over_quota(now)


def pending_events(now: datetime) -> QuerySet[CalendarEvent]:
    """Each with `standing` (Standing) and with `starts_at` and `ends_at`: of a series, those of the next date that
    stands, or of the last; the failed first, then by start. What somebody who parts has taken out is theirs to follow."""
    rests = PARKED | _over_quota(now) | Q(last_error__in=NO_CALENDAR)
    events = CalendarEvent.objects.filter(state__in=UNSETTLED, taken_over_by=None).annotate(
        standing=Case(
            When(state=WriteState.FAILED, then=Value(Standing.FAILED.value)),
            When(rests, then=Value(Standing.PAUSED.value)),
            default=Value(Standing.WAITING.value),
            output_field=CharField(),
        ),
        starts_at=Coalesce("appointment__starts_at", "entry__starts_at", *_of_dates("starts_at", now)),
        ends_at=Coalesce("appointment__ends_at", "entry__ends_at", *_of_dates("ends_at", now)),
    )
    return events.order_by("standing", "starts_at", "pk")


def tally(events: QuerySet[CalendarEvent], now: datetime) -> dict[str, int]:
    """How many of `pending_events` stand how, by Standing, and how many `can_be_tried`. One statement."""
    counts: dict[str, Any] = {
        standing.value: Count("pk", filter=Q(standing=standing.value)) for standing in Standing
    }
    return events.order_by().aggregate(**counts, can_be_tried=Count("pk", filter=can_be_tried(now)))


def next_tries(event_ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """When a worker takes up each of these again that has one coming, not before `now`. One statement.

    Jobs are queued on the world's clock, `now` may be on a demo's: only the pause in between is taken from there.
    """
    queued = ProcrastinateJob.objects.filter(
        task_name=WRITE_EVENT, status="todo", args__event_id__in=list(event_ids)
    )
    pauses: Iterable[tuple[int, timedelta | None]] = queued.annotate(
        pause=F("scheduled_at") - Now()
    ).values_list("args__event_id", "pause")
    found: dict[int, datetime] = {}
    for event_id, pause in pauses:
        at = now + max(pause or timedelta(), timedelta())
        found[event_id] = min(at, found.get(event_id, at))
    return found


def _of_dates(field: str, now: datetime) -> tuple[Subquery, Subquery]:
    """The field of the next date of a recurring event that is not over and stands; and that of its last date."""
    dates = CalendarOccurrence.objects.filter(event=OuterRef("pk")).order_by().values("event")
    ahead = dates.filter(is_wanted=True, appointment__ends_at__gt=now)
    name, at = f"appointment__{field}", DateTimeField()
    return (
        Subquery(ahead.annotate(at=Min(name)).values("at"), output_field=at),
        Subquery(dates.annotate(at=Max(name)).values("at"), output_field=at),
    )
