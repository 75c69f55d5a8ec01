"""A session that somebody deleted or declined in their calendar: the others are asked whether it is off. See
docs/decisions/0016."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import messaging.operations
from accounts.models import Person
from agenda.transactions import atomically
from mentoring.companions import everybody_in
from mentoring.models import Session
from mentoring.opening import Seen, change, opened, part_in
from mentoring.telling import is_overruled, plan_reminders, put_back
from mentoring.telling_edits import Asking, tell_asked, tell_kept

NOT_ASKED: dict[str, object] = {"cancel_asked_by": "", "cancel_asked_at": None}


@atomically
def keep_session(*, session_id: UUID, by: Person, now: datetime, seen: Seen = None) -> Session:
    """The session is to be, although somebody took it out of their calendar: it comes back, and reminders with it."""
    session = opened(session_id, "keep", by, now, seen)
    keep_all([session], by=by, now=now)
    return session


def keep_all(sessions: Sequence[Session], *, by: Person, now: datetime) -> None:
    """The same for sessions, locked ones, that somebody is asked about; with one message. In the caller's transaction."""
    for session in sessions:
        change(session, "session.kept", by, now, dict(NOT_ASKED))
        is_overruled(session)
        put_back(session, now=now)
        plan_reminders(session, now=now)
    tell_kept(sessions, by, now=now)


def ask_whether_off(sessions: Sequence[Session], asking: Asking, *, by: Person, now: datetime) -> None:
    """`by` deleted or declined these sessions, locked ones, in their calendar. Nothing reminds of them until it is
    known whether they are off. In the caller's transaction."""
    for session in sessions:
        fields: dict[str, object] = {
            "cancel_asked_by": str(part_in(session, by) or ""),
            "cancel_asked_at": now,
        }
        change(session, "session.cancel_asked", by, now, fields, origin="google", how=asking.how)
        for person in everybody_in(session):
            messaging.operations.drop_reminders(
                appointment=session.appointment, because="cancel_asked", person=person, now=now
            )
    tell_asked(sessions, asking, by, now=now)
