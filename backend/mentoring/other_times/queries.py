"""The starts that the page behind a link offers."""

from datetime import datetime, timedelta

import agenda.queries as agenda
from agenda.intervals import Span
from agenda.wall_clock import minute_before
from mentoring.beside_agreed import apart_in, others_than_own
from mentoring.models import Session
from mentoring.other_times.links import Holder
from mentoring.queries import possible_for, question_of
from mentoring.quota_standing import closed_to_move_of

# What somebody looks through on a phone.
WINDOW, MOST_STARTS = timedelta(days=21), 60


def may_propose(holder: Holder, now: datetime) -> bool:
    """Whether the session is still one for which its holder may propose a time, and the link was not used."""
    return not holder.is_spent and "propose" in possible_for(holder.person, holder.session, now)


def starts_for(session: Session, *, now: datetime) -> list[datetime]:
    """The next starts that suit everybody who takes part and that one may propose beside the time that stands. A
    number of statements that does not depend on how many there are."""
    told = agenda.told_starts(question_of(session).together, window=(now, now + WINDOW), now=now)
    closed = closed_to_move_of(session, now)
    beside = others_than_own(session, told.starts, apart_in(session))
    return [start for start in beside if not _is_in(start, closed)][:MOST_STARTS]


def _is_in(start: datetime, closed: tuple[Span, ...]) -> bool:
    return any(begins <= minute_before(start) < ends for begins, ends in closed)
