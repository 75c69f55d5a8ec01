from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django.models import ProcrastinateJob

from calendars.models import CalendarEvent, ConnectionState, WriteState
from calendars.obstacles import PARKED
from calendars.queueing import WRITE_EVENT, defer

QUIET = timedelta(minutes=2)


@transaction.atomic
def take_up_waiting(*, now: datetime) -> int:
    """Queue a write for every waiting event that nobody is on the way to; how many there were.

    The net under the jobs: it catches an event whose job ended by a bug or was lost with its worker. Running
    jobs do not count as on the way, as a killed worker's look just like them; two writers do no harm.
    """
    left_alone = Q(last_tried_at=None) | Q(last_tried_at__lt=now - QUIET)
    works = Q(organiser__state=ConnectionState.ACTIVE)
    leaves = Q(organiser__state=ConnectionState.LEAVING, is_wanted=False)
    waiting = CalendarEvent.objects.filter(left_alone, works | leaves, state=WriteState.WAITING)
    waiting = waiting.exclude(last_error__in=PARKED)
    queued = ProcrastinateJob.objects.filter(task_name=WRITE_EVENT, status="todo")
    on_the_way = set(queued.values_list("args__event_id", flat=True))
    forgotten = [pk for pk in waiting.values_list("pk", flat=True) if pk not in on_the_way]
    for event_id in forgotten:
        defer(WRITE_EVENT, event_id=event_id)
    return len(forgotten)
