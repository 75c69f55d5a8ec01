"""What time does to sessions by itself: unanswered requests expire, ended sessions count as completed."""

from contextlib import suppress

from procrastinate.contrib.django import app as jobs

import clock
from mentoring.models import Session, SessionState
from mentoring.operations import complete_session, expire_request
from mentoring.refusals import NotPossibleNow
from mentoring.rules import COMPLETES_AFTER


@jobs.periodic(cron="* * * * *")
@jobs.task(name="mentoring.let_time_pass", queue="sessions", queueing_lock="mentoring.let_time_pass")
def let_time_pass(timestamp: int = 0) -> None:  # noqa: ARG001 -- the scheduler's; ours is the clock that counts
    """Move every session on whose time has come; running it twice changes nothing more."""
    now = clock.now()
    requested = Session.objects.filter(state=SessionState.REQUESTED)
    for session_id in requested.filter(appointment__hold_expires_at__lte=now).values_list("pk", flat=True):
        with suppress(NotPossibleNow):  # somebody answered since the list was read
            expire_request(session_id=session_id, now=now)
    ended = Session.objects.filter(
        state=SessionState.CONFIRMED, appointment__ends_at__lte=now - COMPLETES_AFTER
    )
    for session_id in ended.values_list("pk", flat=True):
        with suppress(NotPossibleNow):
            complete_session(session_id=session_id, by=None, now=now)
