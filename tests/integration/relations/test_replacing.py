"""A mentor is replaced midway: wished for by the startup, done by a coordinator, and begun anew with somebody else."""

from datetime import timedelta

import pytest

from accounts.models import Role
from mentoring.models import Relation
from mentoring.relations.agreeing import agree, propose_agreement
from mentoring.relations.operations import Pair, end_relation, offer_pair
from mentoring.relations.overseeing import wish_for_another
from mentoring.relations.queries import sessions_of_pair
from tests.factories.hub import a_mentor, a_person
from tests.integration.mentoring.conftest import Sign
from tests.integration.relations.agreements import FIRST_AT, FIRST_ON, agreed, dates, terms
from tests.integration.relations.conftest import address, begun, founder_of

pytestmark = pytest.mark.django_db
MIDWAY = FIRST_AT + timedelta(days=8)  # two of four sessions are over


def test_who_wishes_for_another_meets_somebody_else_and_what_was_done_stays(
    monday: object, signed_in_as: Sign
) -> None:
    before = agreed()
    founder, coordinator = founder_of(before), a_person(Role.COORDINATOR)
    wish_for_another(relation=before, reason="We turned to hardware", by=founder, now=MIDWAY)
    end_relation(relation=before, reason="You go on with somebody else", by=coordinator, now=MIDWAY)
    assert dates(before) == [(0, "confirmed"), (7, "confirmed"), (14, "cancelled"), (21, "cancelled")]

    other = a_mentor(hours=(0, 1440), days=7)
    after = offer_pair(
        programme=before.programme,
        pair=Pair(startup=before.startup, expert=other, why_en="Knows hardware"),
        answer_by=MIDWAY + timedelta(days=5),
        by=coordinator,
        now=MIDWAY,
    )
    after = begun(after, MIDWAY)
    anew = terms(sessions=2, starts_on=FIRST_ON + timedelta(days=14))
    propose_agreement(relation=after, terms=anew, by=founder, now=MIDWAY)
    agree(relation=after, version=1, word="", by=other.person, now=MIDWAY)
    assert dates(after) == [(14, "confirmed"), (21, "confirmed")]
    assert [one.expert for one in sessions_of_pair(before)] == [before.expert] * 4

    client = signed_in_as(founder)
    states = {pair.pk: client.get(address(pair)).json()["state"] for pair in Relation.objects.all()}
    assert states == {before.pk: "ended", after.pk: "active"}
    assert signed_in_as(other.person).get(address(before)).status_code == 404
