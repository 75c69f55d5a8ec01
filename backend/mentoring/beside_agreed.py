"""At which of its people's free starts another time may be proposed for a session while its own stands."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import agenda.alternatives
from mentoring.models import Session, SessionState
from mentoring.opening import people_of

MINUTE = timedelta(minutes=1)


def apart_in(session: Session) -> timedelta:
    """How far the starts lie apart at least that are proposed together for it, pauses included."""
    appointment = session.appointment
    return agenda.alternatives.apart(appointment.ends_at - appointment.starts_at, people_of(session))


def others_than_own(
    session: Session, starts: Iterable[datetime], apart: timedelta = MINUTE
) -> list[datetime]:
    """Those of `starts` that lie so far from its agreed time; of what is only asked for, all but the one it has."""
    own = session.appointment.starts_at
    least = apart if session.state == SessionState.CONFIRMED else MINUTE
    return [start for start in starts if abs(start - own) >= least]
