"""Terms on which the pairs of these tests agree."""

from datetime import date, datetime, time, timedelta
from typing import Any

from mentoring.models import Relation, Session
from mentoring.relations.agreeing import Terms, agree, propose_agreement
from mentoring.relations.queries import sessions_of_pair
from tests.factories.hub import a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY
from tests.integration.relations.conftest import begun, founder_of, offered

# Wednesdays at 09:00 in Seoul: Tuesdays at 16:00 in California.
FIRST_ON, FIRST_AT = date(2026, 11, 25), MONDAY + timedelta(days=2)


def terms(**fields: Any) -> Terms:
    given = {
        "goals": "Find ten pilot customers",
        "sessions": 4,
        "every_weeks": 1,
        "anchor": "founder",
        "starts_on": FIRST_ON,
        "starts_time": time(9),
        **fields,
    }
    return Terms(**given)


def agreed(relation: Relation | None = None, *, now: datetime = MONDAY, **fields: Any) -> Relation:
    """A pair whose startup proposed terms, to which the expert agreed."""
    relation = relation or begun(
        offered(programme=a_programme(pairing="assigned"), expert=a_mentor(hours=(0, 1440), days=7))
    )
    proposal = propose_agreement(relation=relation, terms=terms(**fields), by=founder_of(relation), now=now)
    agree(relation=relation, version=proposal.version, word="", by=relation.expert.person, now=now)
    return Relation.objects.get(pk=relation.pk)


def dates(relation: Relation) -> list[tuple[int, str]]:
    """(days after the first, state) of every session of the pair."""
    sessions = sessions_of_pair(relation)
    return [((one.appointment.starts_at - FIRST_AT).days, one.state) for one in sessions]


def session_of(relation: Relation, number: int = 1) -> Session:
    return sessions_of_pair(relation)[number - 1]
