from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

from accounts.models import Person
from clock.models import ClockShift
from demo.queries import next_session_start
from demo.rules import BEFORE_A_SESSION, next_morning
from problems import Problem


class Move(StrEnum):
    NEXT_DAY = "next_day"
    HOUR_BEFORE_NEXT_SESSION = "hour_before_next_session"
    MINUTES = "minutes"


class NoSessionAhead(Problem):
    code = "no_session_ahead"
    status = 409
    title = _("No session lies ahead")
    detail = _("Book a session and have it accepted; then time can move to one hour before it.")


@transaction.atomic
def move_clock(*, move: Move, minutes: int | None, now: datetime, by: Person | None = None) -> timedelta:
    """Move the installation's clock forward from `now`, and wake the work that waits for time; the new shift.

    `minutes` belongs to `Move.MINUTES`; the next session is that of `by`, or anybody's if they have none.
    Raises NoSessionAhead where there is nothing to move to.
    """
    row, _is_new = ClockShift.objects.select_for_update().get_or_create(id=1)
    shift = row.ahead + (_target(move, minutes or 0, now, by) - now)
    ClockShift.move(shift)
    wake_periodic_jobs(now=now)
    return shift


def wake_periodic_jobs(*, now: datetime) -> None:
    """Let a worker run every periodic job now, not at the next full minute of the world's clock."""
    for periodic in jobs.periodic_registry.periodic_tasks.values():
        try:
            with transaction.atomic():
                periodic.task.configure(**periodic.configure_kwargs).defer(timestamp=int(now.timestamp()))
        except AlreadyEnqueued:
            continue


def _target(move: Move, minutes: int, now: datetime, by: Person | None) -> datetime:
    if move is Move.NEXT_DAY:
        return next_morning(now)
    if move is Move.MINUTES:
        return now + timedelta(minutes=minutes)
    starts_at = next_session_start(after=now + BEFORE_A_SESSION, whose=by)
    if starts_at is None:
        raise NoSessionAhead
    return starts_at - BEFORE_A_SESSION
