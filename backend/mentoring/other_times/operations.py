"""The one thing that the link does."""

from datetime import datetime

import agenda.queries
from agenda.transactions import atomically
from mentoring.opening import find, refused_start
from mentoring.other_times.links import Holder, holder_of
from mentoring.other_times.refusals import AlreadyProposed
from mentoring.proposing import propose_times
from mentoring.queries import question_of
from mentoring.quota_standing import closed_to_move_of


@atomically
def propose_by_link(*, token: str, start: datetime, word: str, now: datetime) -> Holder:
    """Propose one start that suits everybody, in the name of the link's holder, once: the session is locked before it
    is seen whether they did. Raises LinkUnknown, OtherTimeLinkOver, AlreadyProposed, and what `propose_times` does."""
    holder = holder_of(token, now=now)
    session = find(holder.session.pk, lock=True)
    if holder.is_spent:
        raise AlreadyProposed
    question = question_of(session)
    if reason := agenda.queries.refusal(question, start, now=now):
        raise refused_start(question, reason, start, now, closed_to_move_of(session, now))
    propose_times(session_id=session.pk, starts=[start], word=word, by=holder.person, now=now)
    return holder_of(token, now=now)
