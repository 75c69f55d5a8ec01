"""Pairs over HTTP: who sees which, what is answered, and how much it asks of the database."""

from datetime import datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role
from mentoring.models import Relation
from mentoring.relations.operations import answer_relation
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme, a_startup
from tests.integration.mentoring.conftest import MONDAY, Sign, at
from tests.integration.relations.conftest import address, founder_of, offered, post

pytestmark = pytest.mark.django_db
STRANGER = (409, "startup_not_in_programme")


def test_a_coordinator_pairs_two_and_both_say_yes(monday: datetime, signed_in_as: Sign) -> None:
    coordinator, mentor, founder = signed_in_as(a_person(Role.COORDINATOR)), a_mentor(), a_founder()
    body = {
        "programme": a_programme(pairing="assigned").slug,
        "startup": founder.membership.startup_id,
        "expert": mentor.pk,
        "why_en": "Knows pricing",
        "answer_by": at(5, 0),
    }
    answer = post(coordinator, "/api/relations/", **body)
    assert answer.status_code == 201, answer.json()
    shown = answer.json()
    assert (shown["state"], shown["side"], shown["may"]) == ("offered", None, ["answer", "end"])
    again = post(coordinator, "/api/relations/", **body)
    assert (again.status_code, again.json()["code"]) == (409, "pair_stands")
    path = f"/api/relations/{shown['id']}/answer/"
    to_mentor = post(signed_in_as(mentor.person), path, says="yes").json()
    assert (to_mentor["side"], to_mentor["may"], to_mentor["why_en"]) == (
        "expert",
        ["answer"],
        "Knows pricing",
    )
    to_founder = post(signed_in_as(founder), path, says="yes").json()
    assert (to_founder["state"], to_founder["side"], to_founder["may"]) == (
        "active",
        "startup",
        ["propose", "work", "rate", "rematch"],
    )


@pytest.mark.parametrize(
    ("programme", "kind", "answer_by", "problem"),
    [
        ({"pairing": "direct"}, "mentor", at(5, 0), (409, "pairs_not_offered")),
        ({"pairing": "assigned", "state": "closed"}, "mentor", at(5, 0), (409, "programme_closed")),
        ({"pairing": "assigned", "state": "draft"}, "mentor", at(5, 0), (409, "programme_closed")),
        ({"pairing": "assigned", "joining": "invitation"}, "mentor", at(5, 0), STRANGER),
        ({"pairing": "assigned"}, "consultant", at(5, 0), (400, "expert_not_in_programme")),
        ({"pairing": "assigned"}, "mentor", at(0, 0), (400, "answer_by_passed")),
    ],
)
def test_what_cannot_be_a_pair_is_refused(
    programme: dict[str, str],
    kind: str,
    answer_by: str,
    problem: tuple[int, str],
    monday: datetime,
    signed_in_as: Sign,
) -> None:
    body = {
        "programme": a_programme(**programme).slug,
        "startup": a_startup().pk,
        "expert": a_mentor(kind=kind).pk,
        "answer_by": answer_by,
    }
    answer = post(signed_in_as(a_person(Role.COORDINATOR)), "/api/relations/", **body)
    assert (answer.status_code, answer.json()["code"]) == problem
    assert not Relation.objects.exists()


def test_a_pair_is_seen_by_its_two_sides_and_coordinators_alone(
    relation: Relation, signed_in_as: Sign
) -> None:
    offered()
    viewers = {
        "founder": founder_of(relation),
        "mentor": relation.expert.person,
        "other founder": a_founder(),
        "contact": a_person(Role.CONTACT),
        "coordinator": a_person(Role.COORDINATOR),
    }
    detail = {who: signed_in_as(person).get(address(relation)).status_code for who, person in viewers.items()}
    assert detail == {
        "founder": 200,
        "mentor": 200,
        "other founder": 404,
        "contact": 403,
        "coordinator": 200,
    }
    counts = {
        who: signed_in_as(viewers[who]).get("/api/relations/").json()["count"]
        for who in viewers
        if who != "contact"
    }
    assert counts == {"founder": 1, "mentor": 1, "other founder": 0, "coordinator": 2}


def test_why_somebody_declined_is_read_by_coordinators_and_by_who_said_it(
    relation: Relation, signed_in_as: Sign
) -> None:
    answer_relation(relation=relation, says="no", by=relation.expert.person, now=MONDAY, word="Too near")
    words = [
        signed_in_as(viewer).get(address(relation)).json()["closing_reason"]
        for viewer in (founder_of(relation), relation.expert.person, a_person(Role.COORDINATOR))
    ]
    assert words == ["", "Too near", "Too near"]


def test_only_coordinators_end_a_pair(relation: Relation, signed_in_as: Sign) -> None:
    assert post(signed_in_as(founder_of(relation)), address(relation, "end"), reason="x").status_code == 403
    ended = post(signed_in_as(a_person(Role.COORDINATOR)), address(relation, "end"), reason="Mistaken")
    assert (ended.status_code, ended.json()["state"]) == (200, "withdrawn")


def test_pairs_are_filtered_by_programme_state_side_and_words(relation: Relation, signed_in_as: Sign) -> None:
    other = offered(expert=a_mentor(name="Ada Novak"))
    answer_relation(relation=other, says="no", by=other.expert.person, now=MONDAY)
    client = signed_in_as(a_person(Role.COORDINATOR))

    def found(**query: Any) -> list[str]:
        answer = client.get("/api/relations/", query)
        assert answer.status_code == 200, answer.json()
        return [row["id"] for row in answer.json()["results"]]

    mine, theirs = str(relation.pk), str(other.pk)
    assert found(state="declined") == [theirs]
    assert found(state=["declined", "offered"], ordering="offered_at") in ([mine, theirs], [theirs, mine])
    assert found(q="novak") == [theirs]
    assert found(programme=relation.programme.slug) == [mine]
    assert found(startup=relation.startup_id) == [mine]
    assert found(expert=other.expert_id) == [theirs]


@pytest.mark.parametrize("who", ["coordinator", "mentor"])
@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_of_pairs_costs_three_statements_and_the_signing_in(
    rows: int,
    who: str,
    monday: datetime,
    signed_in_as: Sign,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    mentor = a_mentor()
    for _ in range(rows):
        offered(expert=mentor)
    client = signed_in_as(mentor.person if who == "mentor" else a_person(Role.COORDINATOR))
    with django_assert_num_queries(4):  # who calls; count, page, the test's clock
        assert len(client.get("/api/relations/", {"page_size": 100}).json()["results"]) == rows
