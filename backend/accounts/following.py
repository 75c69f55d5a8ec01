"""Who says that they live by another clock is followed: what others planned for them is planned anew."""

import queueing

FOLLOW_CLOCK = "mentoring.follow_clock"


def clock_changed(person_id: int) -> None:
    """Have a worker follow once this transaction is committed."""
    queueing.defer(FOLLOW_CLOCK, queue="sessions", person_id=person_id)
