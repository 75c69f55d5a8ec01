"""Who did not come, when the two sides disagree: one says so, the other disputes it, a coordinator settles it."""

from datetime import datetime
from uuid import UUID

from accounts.models import Person
from agenda.transactions import atomically
from mentoring.models import Dispute, Outcome, Session, SessionState
from mentoring.opening import Seen, change, opened
from mentoring.telling_disputes import tell_dispute, tell_outcome

NO_NO_SHOW: dict[str, object] = {"no_show_by": "", "no_show_said_by": "", "no_show_at": None}


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
