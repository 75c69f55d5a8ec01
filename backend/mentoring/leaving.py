"""Somebody who takes part beside the two cannot come. See docs/decisions/0023."""

from datetime import datetime
from uuid import UUID

import agenda.joining
import messaging.operations
from accounts.models import Person
from agenda.transactions import atomically
from mentoring.companions import companion_in
from mentoring.models import ProposalState, ProposedStart, Session
from mentoring.opening import Seen, change, opened
from mentoring.telling import tell_gone
from messaging.models import MessageKind


@atomically
def leave_session(*, session_id: UUID, word: str, by: Person, now: datetime, seen: Seen = None) -> Session:
    """Give a companion their time back, that of proposed times too; the session stands with everybody else, who are told.
    Raises ChangedMeanwhile, NotPossibleNow.
    """
    session = opened(session_id, "leave", by, now, seen)
    companion = companion_in(session, by)
    assert companion is not None  # noqa: S101 -- who may leave is one; for the type checker
    companion.left_at, companion.left_word = now, word
    companion.save(update_fields=["left_at", "left_word"])
    held = ProposedStart.objects.filter(proposal__session=session, proposal__state=ProposalState.OPEN)
    for appointment in (
        session.appointment,
        *(row.appointment for row in held.select_related("appointment")),
    ):
        agenda.joining.leave(appointment=appointment, person=by, now=now)
    messaging.operations.drop_reminders(appointment=session.appointment, because="left", person=by, now=now)
    messaging.operations.drop_notices(
        appointment=session.appointment, person=by, kind=MessageKind.NAMED, now=now
    )
    change(session, "session.left", by, now, {}, person_id=by.pk, reason=word)
    tell_gone(session, companion, now=now)
    return session
