from datetime import datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Startup
from mentoring.models import Relation
from mentoring.relations.operations import Pair, answer_relation, offer
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, monday, signed_in_as

__all__ = ["monday", "signed_in_as"]

ANSWER_BY = MONDAY + timedelta(days=5)


def offered(*, startup: Startup | None = None, **fields: Any) -> Relation:
    """A pair of a founder's company and a mentor in California, offered on Monday to be answered by Saturday."""
    programme = fields.pop("programme", None) or a_programme(pairing="assigned")
    pair = Pair(
        startup=startup or a_founder().membership.startup,
        expert=fields.pop("expert", None) or a_mentor(),
        **fields,
    )
    return offer(programme=programme, pairs=[pair], answer_by=ANSWER_BY, by=None, now=MONDAY)[0]


def founder_of(relation: Relation) -> Person:
    return relation.startup.members.get().person


def begun(relation: Relation | None = None, now: datetime = MONDAY) -> Relation:
    """A pair of which both sides have said yes."""
    relation = relation or offered()
    answer_relation(relation=relation, says="yes", by=founder_of(relation), now=now)
    return answer_relation(relation=relation, says="yes", by=relation.expert.person, now=now)


def mails(relation: Relation) -> list[tuple[str, str]]:
    """(reader, subject) of every e-mail to the two sides, in the order written."""
    people = [founder_of(relation), relation.expert.person]
    rows = Message.objects.filter(person__in=people, kind="programme").order_by("pk")
    names = {people[0].pk: "founder", people[1].pk: "mentor"}
    return [(names[row.person_id], row.subject) for row in rows]


def post(client: APIClient, path: str, **data: Any) -> Any:
    return client.post(path, data, format="json")


def address(relation: Relation, deed: str = "") -> str:
    return f"/api/relations/{relation.pk}/{deed and deed + '/'}"


@pytest.fixture
def relation(monday: datetime) -> Relation:
    return offered()
