"""One session of a pair, booked by either of the two."""

from datetime import datetime

from accounts.models import Person
from mentoring.models import Relation, Session
from mentoring.operations import ask_for_session
from mentoring.own_calendars import Looked
from mentoring.relations.queries import members_of, possible_for, side_of
from mentoring.relations.refusals import NobodyThere, NotYourPair, PairClosed
from mentoring.relations.rules import STARTUP


def book_session(
    *, relation: Relation, starts_at: datetime, goal: str, by: Person, now: datetime, looked: Looked = None
) -> Session:
    """A session of the pair at a free start, through the door for all sessions. Where the expert books it, it is agreed
    at once, and whoever of the startup is there longest comes; they may move it or call it off like any other.

    Raises NotYourPair, PairClosed, NobodyThere, and what `ask_for_session` raises.
    """
    side = side_of(by, relation)
    if side is None:
        raise NotYourPair
    if "propose" not in possible_for(by, relation, now):
        raise PairClosed(state=relation.state)
    founder = by if side == STARTUP else next(iter(members_of(relation)), None)
    if founder is None:
        raise NobodyThere
    session, _whole = ask_for_session(
        programme=relation.programme,
        expert=relation.expert,
        startup=relation.startup,
        starts_at=starts_at,
        founder=founder,
        by=by,
        now=now,
        looked=looked,
        goal=goal,
        questions="",
        deck_url="",
    )
    return session
