"""What only coordinators learn: ratings, the check at half-time, the wish for another partner."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Person, Role
from mentoring.jobs import let_relations_pass
from mentoring.models import Rating, Relation, RematchWish
from messaging.models import Message
from tests.factories.hub import a_person
from tests.integration.mentoring.conftest import MONDAY, Sign, set_clock
from tests.integration.relations.agreements import FIRST_AT, agreed, session_of
from tests.integration.relations.conftest import address, begun, founder_of, mails, offered, post

pytestmark = pytest.mark.django_db
AFTER_FIRST = FIRST_AT + timedelta(hours=2)
AFTER_SECOND = AFTER_FIRST + timedelta(days=7)


@pytest.fixture
def pair(monday: datetime) -> Relation:
    return agreed()


@pytest.fixture
def coordinator() -> Person:
    return a_person(Role.COORDINATOR)


def whole(signed_in_as: Sign, person: Person, pair: Relation) -> dict[str, Any]:
    shown: dict[str, Any] = signed_in_as(person).get(address(pair)).json()
    return shown


def test_neither_side_ever_sees_how_the_other_rates(
    pair: Relation, coordinator: Person, signed_in_as: Sign
) -> None:
    set_clock(AFTER_FIRST)
    founder, mentor, session = founder_of(pair), pair.expert.person, session_of(pair)
    body = {"session": session.pk, "score": 2, "word": "Did not listen"}
    assert post(signed_in_as(founder), address(pair, "ratings"), **body).status_code == 200
    assert (
        post(signed_in_as(mentor), address(pair, "ratings"), session=session.pk, score=5).status_code == 200
    )
    seen = {
        who: [(one["side"], one["score"]) for one in whole(signed_in_as, person, pair)[rows]]
        for who, person, rows in (
            ("founder", founder, "own_ratings"),
            ("mentor", mentor, "own_ratings"),
            ("founder, all", founder, "ratings"),
            ("mentor, all", mentor, "ratings"),
            ("coordinator", coordinator, "ratings"),
        )
    }
    assert seen == {
        "founder": [("startup", 2)],
        "mentor": [("expert", 5)],
        "founder, all": [],
        "mentor, all": [],
        "coordinator": [("startup", 2), ("expert", 5)],
    }
    for path in (address(pair), "/api/relations/", f"/api/sessions/{session.pk}/"):
        assert "Did not listen" not in signed_in_as(mentor).get(path).content.decode()
    (row,) = signed_in_as(mentor).get("/api/relations/").json()["results"]
    assert row["oversight"] is None
    (row,) = signed_in_as(coordinator).get("/api/relations/").json()["results"]
    assert row["oversight"] == {"startup_rating": 2, "expert_rating": 5, "flags": ["low_rating"]}


def test_the_last_word_on_a_session_counts_and_none_before_it_is_over(
    pair: Relation, signed_in_as: Sign
) -> None:
    client, path, session = signed_in_as(founder_of(pair)), address(pair, "ratings"), session_of(pair)
    assert post(client, path, session=session.pk, score=3).json()["code"] == "not_held_yet"
    set_clock(AFTER_FIRST)
    for score in (3, 4):
        post(client, path, session=session.pk, score=score)
    assert list(Rating.objects.values_list("score", flat=True)) == [4]
    assert post(client, path, score=4).json()["code"] == "not_held_yet"
    errors = post(client, path, session=session.pk, score=6).json()["errors"]
    assert [(one["field"], one["code"]) for one in errors] == [("score", "max_value")]


def test_both_are_asked_once_at_half_of_their_sessions(pair: Relation, signed_in_as: Sign) -> None:
    set_clock(AFTER_FIRST)
    let_relations_pass()
    before = mails(pair)
    set_clock(AFTER_SECOND)
    let_relations_pass()
    let_relations_pass()
    assert [reader for reader, _ in mails(pair)[len(before) :]] == ["founder", "mentor"]
    assert mails(pair)[-1][1] == f"Half-way: how goes it with {pair.startup.name_en}?"
    founder = founder_of(pair)
    assert whole(signed_in_as, founder, pair)["asked_at_half"] is True
    post(signed_in_as(founder), address(pair, "ratings"), score=4, word="Well")
    assert whole(signed_in_as, founder, pair)["asked_at_half"] is False
    assert whole(signed_in_as, pair.expert.person, pair)["asked_at_half"] is True


def test_the_wish_for_another_partner_reaches_coordinators_and_nobody_else(
    pair: Relation, coordinator: Person, signed_in_as: Sign
) -> None:
    founder, mentor = founder_of(pair), pair.expert.person
    before = Message.objects.filter(person=mentor).count()
    client = signed_in_as(founder)
    wished = post(client, address(pair, "rematch"), reason="We need somebody from hardware")
    assert (wished.status_code, wished.json()["wishes"]) == (200, [])
    assert post(client, address(pair, "rematch"), reason="Again").json()["code"] == "wished_already"
    assert Message.objects.filter(person=mentor).count() == before
    assert "hardware" not in signed_in_as(mentor).get(address(pair)).content.decode()
    told = Message.objects.get(person=coordinator)
    assert "We need somebody from hardware" in told.body
    seen = whole(signed_in_as, coordinator, pair)
    assert [wish["by_name"] for wish in seen["wishes"]] == [founder.name]
    assert seen["oversight"]["flags"] == ["rematch"]
    settled = post(signed_in_as(coordinator), address(pair, "rematch/settle"))
    assert settled.json()["oversight"]["flags"] == []
    assert post(signed_in_as(coordinator), address(pair, "rematch/settle")).status_code == 404
    assert post(signed_in_as(founder), address(pair, "rematch/settle")).status_code == 403


def test_a_pair_without_an_agreement_or_a_next_session_is_marked_in_time(
    coordinator: Person, monday: datetime, signed_in_as: Sign
) -> None:
    pair = begun(offered())

    def flags() -> list[str]:
        found: list[str] = whole(signed_in_as, coordinator, pair)["oversight"]["flags"]
        return found

    assert flags() == []
    set_clock(MONDAY + timedelta(days=7))
    assert flags() == ["no_agreement"]


def a_rating(pair: Relation, **fields: Any) -> Rating:
    given = {"relation": pair, "side": "startup", "by": founder_of(pair), "score": 3, "at": MONDAY, **fields}
    return Rating.objects.create(**given)


def a_wish(pair: Relation, side: str = "startup") -> RematchWish:
    return RematchWish.objects.create(relation=pair, side=side, by=founder_of(pair), reason="x", at=MONDAY)


BROKEN: dict[str, Any] = {
    "rating_is_from_one_to_five": lambda pair: a_rating(pair, score=6),
    "rating_once_per_side": lambda pair: [a_rating(pair), a_rating(pair)],
    "rematch_side_is_known": lambda pair: a_wish(pair, side="hub"),
    "rematch_wished_once_at_a_time": lambda pair: [a_wish(pair), a_wish(pair)],
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_the_database_keeps_what_is_overseen_right(name: str, pair: Relation) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](pair)
