"""Who says that they live by another clock, or when to be reminded, is followed: what was planned is planned anew."""

import queueing

FOLLOW_CLOCK = "mentoring.follow_clock"
FOLLOW_LANGUAGE = "networking.put_in_calendar"
FOLLOW_REMINDERS = "mentoring.follow_persons_reminders"


def clock_changed(person_id: int) -> None:
    """Have a worker follow once this transaction is committed."""
    queueing.defer(FOLLOW_CLOCK, queue="sessions", person_id=person_id)


def language_changed(person_id: int) -> None:
    """The same for their language: the entries of events in their own calendar are theirs alone. The text of a session
    speaks to both sides, whom an update would be mailed to: it follows with the session's next change."""
    queueing.defer(FOLLOW_LANGUAGE, queue="sessions", person_id=person_id)


def reminders_changed(person_id: int) -> None:
    """The same for when somebody wants to be reminded."""
    queueing.defer(FOLLOW_REMINDERS, queue="sessions", person_id=person_id)
