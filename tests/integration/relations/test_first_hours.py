"""A pair that has begun is told when it could meet: at the hour that came with the offer, if that is still free."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import Person, Role
from agenda.models import Commitment
from audit.models import AuditEntry
from mentoring.models import Relation, Session
from mentoring.operations import announce_agreed
from mentoring.relations.operations import end_relation
from messaging.models import Message, MessageKind
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign
from tests.integration.relations.conftest import address, begun, founder_of, offered, post

pytestmark = pytest.mark.django_db

WEDNESDAY_NINE = (2 * 24 + 9) * 60  # in Seoul
FIRST_WEDNESDAY = MONDAY + timedelta(days=2)  # 09:00 there, 16:00 the day before in California


def a_pair(weekly_minute: int | None = WEDNESDAY_NINE, **policy: Any) -> Relation:
    programme = a_programme(**{"pairing": "assigned", "approval": "automatic", **policy})
    expert = a_mentor(hours=(0, 1440), days=7)
    return offered(programme=programme, expert=expert, weekly_minute=weekly_minute)


def told(sign: Sign, relation: Relation, who: Any) -> Any:
    return sign(who).get(address(relation, "first-hour")).json()["suggestion"]


def test_both_sides_and_coordinators_are_told_the_hour_of_the_offer(
    monday: datetime, signed_in_as: Sign
) -> None:
    relation = begun(a_pair())
    people = [founder_of(relation), relation.expert.person, a_person(Role.COORDINATOR)]
    expected = {
        "starts_at": FIRST_WEDNESDAY.isoformat().replace("+00:00", "Z"),
        "is_as_offered": True,
        "expert_time_zone": "America/Los_Angeles",
        "founder_time_zone": "Asia/Seoul",
    }
    assert [told(signed_in_as, relation, one) for one in people] == [expected] * 3


def test_it_is_booked_as_any_session_is_and_the_week_after_is_told_then(
    monday: datetime, signed_in_as: Sign
) -> None:
    relation = begun(a_pair())
    founder = founder_of(relation)
    body = {
        "programme": relation.programme.slug,
        "expert": relation.expert_id,
        "starts_at": told(signed_in_as, relation, founder)["starts_at"],
        "goal": "Get to know each other",
    }
    booked = post(signed_in_as(founder), "/api/sessions/", **body)
    assert (booked.status_code, booked.json()["state"]) == (201, "confirmed")
    assert Session.objects.get().appointment.starts_at == FIRST_WEDNESDAY
    assert told(signed_in_as, relation, founder)["starts_at"].startswith("2026-12-02T00:00")


@pytest.mark.parametrize("approval", ["automatic", "expert"])
def test_the_expert_books_it_too_and_the_startup_is_told(
    approval: str, monday: datetime, signed_in_as: Sign
) -> None:
    """Who would approve it has asked for it, so it is agreed at once; whoever of the startup is there longest comes."""
    relation = begun(a_pair(approval=approval))
    founder, mentor = founder_of(relation), relation.expert.person
    a_founder(relation.startup)
    body = {"starts_at": FIRST_WEDNESDAY.isoformat(), "goal": "Get to know each other"}

    answer = post(signed_in_as(mentor), address(relation, "sessions"), **body)

    assert answer.status_code == 200, answer.json()
    session = Session.objects.get()
    assert [one["id"] for one in answer.json()["sessions"]] == [str(session.pk)]
    assert (session.state, session.founder, session.goal) == ("confirmed", founder, "Get to know each other")
    assert Commitment.objects.filter(appointment=session.appointment).count() == 2
    by = AuditEntry.objects.filter(subject_id=str(session.pk), actor__isnull=False).order_by("pk")
    assert list(by.values_list("action", "actor")) == [
        ("session.requested", mentor.pk),
        ("session.confirmed", mentor.pk),
    ]
    announce_agreed(session_id=session.pk, now=MONDAY)
    told_of_it = Message.objects.filter(kind=MessageKind.CONFIRMED, channel="email")
    assert set(told_of_it.values_list("person", flat=True)) == {founder.pk, mentor.pk}


def test_an_expert_books_free_hours_alone_and_in_pairs_that_stand(
    monday: datetime, signed_in_as: Sign
) -> None:
    relation, waiting = begun(a_pair()), a_pair()
    body = {"starts_at": FIRST_WEDNESDAY.isoformat(), "goal": "Meet"}

    def refused(who: Person, pair: Relation, **fields: Any) -> tuple[int, str]:
        answer = post(signed_in_as(who), address(pair, "sessions"), **{**body, **fields})
        return answer.status_code, answer.json()["code"]

    at_night = (FIRST_WEDNESDAY + timedelta(hours=19)).isoformat()  # 04:00 in Seoul
    mentor = relation.expert.person
    assert refused(mentor, relation, starts_at=at_night) == (400, "outside_hours")
    assert refused(waiting.expert.person, waiting) == (409, "pair_closed")
    assert refused(mentor, waiting)[0] == 404
    assert refused(a_person(Role.COORDINATOR), relation)[0] == 403
    assert refused(mentor, relation, goal="")[0] == 400
    assert not Session.objects.exists()
    assert post(signed_in_as(mentor), address(relation, "sessions"), **body).status_code == 200
    assert refused(mentor, relation) == (409, "slot_taken")
    relation.startup.members.all().delete()
    later = (FIRST_WEDNESDAY + timedelta(days=7)).isoformat()
    assert refused(mentor, relation, starts_at=later) == (409, "nobody_there")


@pytest.mark.parametrize("minute", [None, 3 * 60])
def test_without_such_an_hour_the_first_free_start_is_told(
    minute: int | None, monday: datetime, signed_in_as: Sign
) -> None:
    """03:00 in Seoul is no hour at which a founder meets."""
    relation = begun(a_pair(minute))
    expert, founder = relation.expert.person, founder_of(relation)
    first = told(signed_in_as, relation, founder)
    assert first["is_as_offered"] is False
    assert first == told(signed_in_as, relation, expert)
    window = {
        "from": MONDAY.isoformat(),
        "until": (MONDAY + timedelta(days=9)).isoformat(),
        "programme": relation.programme.slug,
    }
    free = signed_in_as(founder).get(f"/api/experts/{relation.expert_id}/free-starts/", window).json()
    assert first["starts_at"] == free["starts"][0]["starts_at"]


def test_nothing_is_told_where_nothing_can_be_booked(monday: datetime, signed_in_as: Sign) -> None:
    early = a_pair()
    assert told(signed_in_as, early, founder_of(early)) is None
    not_running = begun(a_pair(state="open"))
    assert told(signed_in_as, not_running, founder_of(not_running)) is None
    over = begun(a_pair())
    end_relation(relation=over, reason="over", by=a_person(Role.COORDINATOR), now=MONDAY)
    assert told(signed_in_as, over, founder_of(over)) is None
    at_night = a_mentor(hours=(600, 660), days=1)  # 03:00 in Seoul
    without_hours = begun(offered(programme=a_programme(pairing="assigned"), expert=at_night))
    assert told(signed_in_as, without_hours, founder_of(without_hours)) is None
