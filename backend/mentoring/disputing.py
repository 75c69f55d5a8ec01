"""Who did not come, when the two sides disagree: one says so, the other disputes it, a coordinator settles it."""

from datetime import datetime
from uuid import UUID

import messaging.operations
from accounts.models import Person
from agenda.transactions import atomically
from mentoring.models import Dispute, Outcome, ProposalState, Session, SessionState
from mentoring.opening import Seen, change, opened, part_in, turn
from mentoring.proposing import NOTHING_ASKED, close_proposal
from mentoring.telling_disputes import tell_dispute, tell_missed, tell_outcome

NO_NO_SHOW: dict[str, object] = {"no_show_by": "", "no_show_said_by": "", "no_show_at": None}


@atomically
def mark_no_show(*, session_id: UUID, who: str, by: Person, now: datetime, seen: Seen = None) -> Session:
    """One side, "startup" or "expert", did not come: from ten minutes after the start and for fourteen days. Where it was
    the expert, the startup has its turn back. Unless they said so themselves, that side hears of it and until when it
    may say otherwise.
    """
    session = opened(session_id, "no_show", by, now, seen)
    close_proposal(session, ProposalState.EXPIRED, now)
    said_by = part_in(session, by)
    turn(
        session,
        SessionState.NO_SHOW,
        "session.no_show",
        by,
        now,
        no_show_by=who,
        no_show_said_by=str(said_by),
        no_show_at=now,
        **NOTHING_ASKED,
    )
    messaging.operations.drop_reminders(appointment=session.appointment, because="no_show", now=now)
    if said_by != who:
        tell_missed(session, now=now)
    return session


@atomically
def dispute_no_show(*, session_id: UUID, text: str, by: Person, now: datetime, seen: Seen = None) -> Session:
    """Whoever is said not to have come says otherwise, within seven days and once. The other side and the
    coordinators hear of it."""
    session = opened(session_id, "dispute", by, now, seen)
    Dispute.objects.create(session=session, by=by, text=text, at=now)
    change(session, "session.disputed", by, now, {"dispute_state": "open"}, reason=text)
    tell_dispute(session, by=by, text=text, now=now)
    return session


@atomically
def settle_dispute(
    *, session_id: UUID, outcome: str, word: str, by: Person, now: datetime, seen: Seen = None
) -> Session:
    """A coordinator says who did not come, or that the session took place; quotas follow from it. Both sides hear of it."""
    session = opened(session_id, "settle", by, now, seen)
    dispute = session.dispute
    dispute.outcome, dispute.word, dispute.settled_by, dispute.settled_at = outcome, word, by, now
    dispute.save()
    fields: dict[str, object] = {"dispute_state": "settled", "no_show_by": outcome}
    if outcome == Outcome.TOOK_PLACE:
        fields |= {"state": SessionState.COMPLETED.value, **NO_NO_SHOW}
    change(session, "session.settled", by, now, fields, outcome=outcome, reason=word)
    tell_outcome(session, outcome=outcome, word=word, now=now)
    return session
