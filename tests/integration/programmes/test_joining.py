"""Invitations, what experts give, and leaving."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person
from audit.models import AuditEntry
from directory.models import Expert, Topic
from mentoring.models import Programme
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_programme, a_startup
from tests.factories.programmes import a_pair, gives_time, in_it
from tests.integration.programmes.conftest import client_of
from tests.integration.programmes.desk import DESK, code, faults, post

pytestmark = pytest.mark.django_db
GIVES = {"capacity": 4, "topics": [], "languages": ["en"], "stages": ["seed"], "markets": ["us"]}


@pytest.fixture
def mentor(monday: object) -> Expert:
    return a_mentor()


def give(expert: Expert, programme: Programme, **more: Any) -> Any:
    path = f"/api/me/programmes/{programme.slug}/giving/"
    return client_of(expert.person).put(path, {**GIVES, **more}, format="json")


def say(person: Person, programme: Programme, says: str) -> Any:
    path = f"/api/me/programmes/{programme.slug}/invitation/"
    return client_of(person).post(path, {"says": says}, format="json")


def offered(person: Person) -> dict[str, tuple[str, list[str]]]:
    rows = client_of(person).get("/api/me/programmes/").json()["results"]
    return {row["slug"]: (row["place"], row["may"]) for row in rows}


def test_who_is_invited_is_told_once_and_says_yes_or_no(
    coordinator: APIClient, founder: Person, mentor: Expert
) -> None:
    programme = a_programme(state="open", joining="invitation", takes_all_experts=False)
    startup = founder.membership.startup
    assert offered(founder) == offered(mentor.person) == {}
    body = {"startups": [startup.pk], "experts": [mentor.pk]}
    assert post(coordinator, f"{programme.slug}/invitations/", **body).json() == {"invited": 2}
    assert post(coordinator, f"{programme.slug}/invitations/", **body).json() == {"invited": 0}
    assert sorted(Message.objects.values_list("person", flat=True)) == sorted([founder.pk, mentor.person_id])
    assert offered(founder) == {programme.slug: ("invited", ["answer"])}
    assert offered(mentor.person) == {programme.slug: ("invited", ["answer", "give"])}
    assert say(founder, programme, "yes").json()["place"] == "joined"
    assert say(mentor.person, programme, "no").json()["place"] == "declined"
    assert code(say(founder, programme, "no")) == (409, "not_invited")
    assert code(give(mentor, programme)) == (409, "not_invited")
    assert post(coordinator, f"{programme.slug}/invitations/", **body).json() == {"invited": 1}
    actions = AuditEntry.objects.filter(subject_kind="programme").values_list("action", flat=True)
    assert sorted(actions) == [
        "programme.declined",
        "programme.invited",
        "programme.invited",
        "programme.joined",
    ]


def test_an_expert_says_what_they_give_and_takes_part(coordinator: APIClient, mentor: Expert) -> None:
    programme = a_programme(state="open", takes_all_experts=False)
    topic = Topic.objects.create(slug="pricing", name_ko="가격", name_en="Pricing")
    place = gives_time(programme, mentor, state="invited")
    told = give(mentor, programme, topics=["pricing"], will_not="No decks", least_startups=1).json()
    assert (told["state"], told["topics"], told["markets"]) == ("joined", ["pricing"], ["US"])
    place.refresh_from_db()
    assert (place.capacity, place.least_startups, list(place.topics.all())) == (4, 1, [topic])
    (row,) = coordinator.get(f"{DESK}{programme.slug}/experts/").json()["results"]
    assert (row["expert"]["name"], row["will_not"], row["stages"]) == (
        mentor.person.name,
        "No decks",
        ["seed"],
    )


@pytest.mark.parametrize(
    ("gives", "fault"),
    [
        ({"capacity": 0}, ("capacity", "min_value")),
        ({"least_startups": 5}, ("least_startups", "more_than_most")),
        ({"markets": ["ZZ"]}, ("markets", "unknown_country")),
        ({"languages": ["English"]}, ("languages.0", "invalid")),
        ({"stages": ["unicorn"]}, ("stages", "invalid_choice")),
        ({"topics": ["no"]}, ("topics", "does_not_exist")),
    ],
)
def test_what_nobody_can_give_is_refused(mentor: Expert, gives: dict[str, Any], fault: Any) -> None:
    programme = a_programme(state="open")
    assert faults(give(mentor, programme, **gives)) == [fault]
    assert programme.experts.count() == 0


def test_nobody_joins_what_is_of_another_kind_or_closed(coordinator: APIClient, mentor: Expert) -> None:
    consulting = a_programme(expert_kind="consultant")
    assert give(mentor, consulting).status_code == 404
    body = {"experts": [mentor.pk]}
    refused = post(coordinator, f"{consulting.slug}/invitations/", **body)
    assert code(refused) == (400, "expert_not_in_programme")
    closed = a_programme(state="closed")
    assert code(post(coordinator, f"{closed.slug}/invitations/", **body)) == (409, "step_not_possible")
    path = f"{DESK}{closed.slug}/experts/{mentor.pk}/"
    assert code(coordinator.put(path, GIVES, format="json")) == (409, "step_not_possible")


def test_nobody_leaves_while_a_pair_of_theirs_stands(
    coordinator: APIClient, founder: Person, mentor: Expert
) -> None:
    programme, startup = a_programme(joining="application"), founder.membership.startup
    in_it(programme, startup)
    gives_time(programme, mentor)
    pair = a_pair(programme, startup, mentor)
    leave = f"/api/me/programmes/{programme.slug}/leave/"
    refused = client_of(founder).post(leave)
    assert (code(refused), refused.json()["pairs"]) == ((409, "pairs_stand"), 1)
    assert code(coordinator.delete(f"{DESK}{programme.slug}/experts/{mentor.pk}/")) == (409, "pairs_stand")
    pair.state, pair.closed_at = "ended", pair.began_at
    pair.save()
    assert client_of(founder).post(leave).status_code == 204
    assert coordinator.delete(f"{DESK}{programme.slug}/experts/{mentor.pk}/").status_code == 204
    assert code(client_of(founder).post(leave)) == (409, "not_taking_part")
    assert (programme.startups.get().state, programme.experts.get().state) == ("left", "left")


def test_a_coordinator_takes_a_startup_in_and_sets_how_many_experts_it_gets(
    coordinator: APIClient, founder: Person
) -> None:
    programme = a_programme(joining="invitation")
    path = f"{DESK}{programme.slug}/startups/{founder.membership.startup_id}/"
    told = coordinator.put(path, {"least_experts": 1, "most_experts": 2}, format="json").json()
    assert (told["state"], told["most_experts"]) == ("joined", 2)
    refused = coordinator.put(path, {"least_experts": 3, "most_experts": 2}, format="json")
    assert faults(refused) == [("least_experts", "more_than_most")]
    (row,) = coordinator.get(f"{DESK}{programme.slug}/startups/").json()["results"]
    assert row["startup"]["id"] == founder.membership.startup_id


def test_startups_list_only_programmes_in_which_they_can_book(founder: Person) -> None:
    everybody, chosen = a_programme(), a_programme(joining="application")
    bookable = client_of(founder)

    def slugs() -> set[str]:
        return {row["slug"] for row in bookable.get("/api/programmes/").json()["results"]}

    assert slugs() == {everybody.slug}
    in_it(chosen, founder.membership.startup)
    assert slugs() == {everybody.slug, chosen.slug}


@pytest.mark.parametrize("side", ["startup", "expert"])
def test_the_own_list_asks_the_same_of_one_programme_and_of_thirty(mentor: Expert, side: str) -> None:
    founder, counts = a_founder(), set()
    client = client_of(founder if side == "startup" else mentor.person)
    for size in (1, 30):
        while Programme.objects.count() < size:
            programme = a_programme()
            in_it(programme, founder.membership.startup)
            gives_time(programme, mentor)
        with CaptureQueriesContext(connection) as asked:
            rows = client.get("/api/me/programmes/", {"page_size": 100}).json()["results"]
        assert [row["place"] for row in rows] == ["joined"] * size
        counts.add(len(asked))
    assert len(counts) == 1


@pytest.mark.parametrize("places", ["startups", "experts"])
def test_the_lists_of_places_ask_the_same_of_one_and_of_thirty(coordinator: APIClient, places: str) -> None:
    programme, counts = a_programme(), set()
    for size in (1, 30):
        while programme.startups.count() < size:
            in_it(programme, a_founder().membership.startup)
            gives_time(programme, a_mentor(hours=None))
        with CaptureQueriesContext(connection) as asked:
            answer = coordinator.get(f"{DESK}{programme.slug}/{places}/", {"page_size": 100})
        assert answer.json()["count"] == size
        counts.add(len(asked))
    assert len(counts) == 1


def test_those_with_a_place_are_found_by_name_and_state(coordinator: APIClient) -> None:
    programme = a_programme(slug="spring", state="open", joining="invitation", takes_all_experts=False)
    for name, state in [("Ada Novak", "joined"), ("Ada Kim", "invited"), ("Bo Park", "joined")]:
        gives_time(programme, a_mentor(name=name), state=state)
    in_it(programme, a_startup("Ada 0"))
    in_it(programme, a_startup("Ada 1"), state="left")

    def found(side: str, **query: str) -> list[str]:
        rows = coordinator.get(f"{DESK}spring/{side}/", query).json()["results"]
        return [one.get("expert", {}).get("name") or one["startup"]["name_en"] for one in rows]

    assert found("experts") == ["Ada Kim", "Ada Novak", "Bo Park"]
    assert found("experts", q="ada", state="joined") == ["Ada Novak"]
    assert found("startups", q="ada") == ["Ada 0", "Ada 1"]
    assert found("startups", q="ada", state="joined") == ["Ada 0"]
    assert found("startups", q="nobody") == []
