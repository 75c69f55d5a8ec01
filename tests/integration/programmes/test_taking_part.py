"""Who may ask whom for time: what every door into a session keeps to."""

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from directory.models import Expert
from mentoring.models import Programme, TakingPart
from mentoring.programmes.queries import experts_in, startups_in
from mentoring.public_links.operations import open_link
from mentoring.public_links.tokens import token_of
from mentoring.refusals import StartupNotInProgramme
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme, a_startup
from tests.factories.programmes import a_pair, gives_time, in_it
from tests.integration.groups.conftest import STARTS_AT, a_group, joined
from tests.integration.mentoring.conftest import MONDAY, Sign, at, monday, signed_in_as

__all__ = ["monday", "signed_in_as"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WEEK = {"from": at(0, 0), "until": at(7, 0)}
START = at(2, 1)  # Wednesday morning in Seoul, Tuesday afternoon in California


@pytest.fixture
def founder() -> Person:
    return a_founder()


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


def asked(client: APIClient, programme: Programme, expert: Expert) -> Any:
    wish = {"programme": programme.slug, "expert": expert.pk, "starts_at": START, "goal": "Prices"}
    return client.post("/api/sessions/", wish, format="json")


def asked_often(client: APIClient, programme: Programme, expert: Expert) -> Any:
    wish = {"programme": programme.slug, "expert": expert.pk, "goal": "Prices", "anchor": "expert"}
    when = {"starts_on": "2026-11-24", "starts_time": "17:00", "rule": {"frequency": "weekly", "count": 2}}
    return client.post("/api/series/", wish | when, format="json")


def free_starts(client: APIClient, programme: Programme, expert: Expert) -> Any:
    return client.get(f"/api/experts/{expert.pk}/free-starts/", {"programme": programme.slug, **WEEK})


def found(client: APIClient, programme: Programme) -> list[int]:
    answer = client.get("/api/free-starts/", {"programme": programme.slug, **WEEK})
    return [row["id"] for row in answer.json()["experts"]]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize(
    ("state", "refused"),
    [("draft", "programme_not_running"), ("open", "programme_not_running"), ("closed", "programme_closed")],
)
def test_sessions_are_agreed_only_while_the_programme_runs(
    client: APIClient, state: str, refused: str
) -> None:
    programme, expert = a_programme(state=state), a_mentor()
    assert code(asked(client, programme, expert)) == (409, refused)
    assert code(asked_often(client, programme, expert)) == (409, refused)


def test_a_startup_that_was_not_taken_in_can_neither_book_nor_look(
    client: APIClient, founder: Person
) -> None:
    programme, expert = a_programme(joining="application"), a_mentor()
    in_it(programme, a_startup())
    place = in_it(programme, founder.membership.startup, state=TakingPart.INVITED)
    group = a_group(expert=a_mentor(), programme=programme, starts_at=STARTS_AT + timedelta(days=1))
    join = f"/api/groups/{group.pk}/join/"
    refused = (409, "startup_not_in_programme")
    assert code(asked(client, programme, expert)) == refused
    assert code(asked_often(client, programme, expert)) == refused
    assert code(free_starts(client, programme, expert)) == refused
    assert client.post(join, {"wait": False}, format="json").status_code == 404
    assert found(client, programme) == []
    with pytest.raises(StartupNotInProgramme):
        joined(group, founder)

    place.state = TakingPart.JOINED
    place.save()
    assert set(found(client, programme)) == {expert.pk, group.expert_id}
    assert free_starts(client, programme, expert).status_code == 200
    assert client.post(join, {"wait": False}, format="json").status_code == 200
    assert asked(client, programme, expert).status_code == 201


def test_an_expert_who_does_not_take_part_is_neither_offered_nor_booked(
    client: APIClient, signed_in_as: Sign
) -> None:
    programme, joined, left = a_programme(takes_all_experts=False), a_mentor(), a_mentor()
    gives_time(programme, joined)
    gives_time(programme, left, state=TakingPart.LEFT)
    refused = (400, "expert_not_in_programme")
    assert code(asked(client, programme, left)) == refused
    assert code(asked_often(client, programme, left)) == refused
    assert code(free_starts(client, programme, left)) == refused
    coordinator = signed_in_as(a_person(Role.COORDINATOR))
    assert code(free_starts(coordinator, programme, left)) == refused
    assert (found(client, programme), found(coordinator, programme)) == ([joined.pk], [joined.pk])
    beside = {"programme": programme.slug, "experts": str(left.pk), **WEEK}
    answer = client.get(f"/api/experts/{joined.pk}/free-starts/", beside)
    assert code(answer) == (400, "expert_unknown")
    assert asked(client, programme, joined).status_code == 201


@pytest.mark.parametrize("pairing", ["assigned", "cycle"])
def test_where_pairs_are_made_a_startup_meets_the_expert_of_its_pair_alone(
    client: APIClient, founder: Person, pairing: str
) -> None:
    programme, ours, theirs, offered = a_programme(pairing=pairing), a_mentor(), a_mentor(), a_mentor()
    a_pair(programme, founder.membership.startup, ours)
    a_pair(a_programme(), founder.membership.startup, theirs)
    a_pair(programme, a_startup(), theirs)
    a_pair(programme, founder.membership.startup, offered, state="offered", began_at=None)
    for other in (theirs, offered):
        assert code(asked(client, programme, other)) == (409, "no_pair")
        assert code(free_starts(client, programme, other)) == (409, "no_pair")
    assert found(client, programme) == [ours.pk]
    assert asked(client, programme, ours).status_code == 201


def test_a_public_link_of_a_programme_shows_the_time_of_those_who_take_part() -> None:
    programme, joined, other = a_programme(takes_all_experts=False, notice_hours=0), a_mentor(), a_mentor()
    place = gives_time(programme, joined)
    by = a_person(Role.COORDINATOR)
    link = open_link(programme=programme, expert=None, name="", expires_at=None, by=by, now=MONDAY)
    page = f"/api/open-hours/{token_of(link)}/"
    assert len(APIClient().get(page, WEEK).json()["starts"]) > 0
    place.state = TakingPart.LEFT
    place.save()
    assert APIClient().get(page, WEEK).json()["starts"] == []
    body = {"programme": programme.slug, "expert": other.pk}
    client = APIClient()
    client.force_login(by)
    assert code(client.post("/api/public-links/", body, format="json")) == (400, "expert_not_in_programme")


def test_in_an_open_programme_everybody_takes_part_and_else_those_who_joined() -> None:
    mentor, other, startup = a_mentor(), a_mentor(), a_startup()
    a_mentor(kind="consultant")
    a_mentor(is_active=False)
    a_startup()
    everybody = a_programme()
    assert (set(experts_in(everybody)), startups_in(everybody).count()) == ({mentor, other}, 2)
    chosen = a_programme(joining="invitation", takes_all_experts=False)
    in_it(chosen, startup)
    in_it(everybody, a_startup())
    gives_time(chosen, mentor)
    gives_time(chosen, other, state=TakingPart.INVITED)
    assert (set(experts_in(chosen)), set(startups_in(chosen))) == ({mentor}, {startup})


def test_in_a_pool_the_least_loaded_of_those_who_are_free_takes_the_session(
    client: APIClient, signed_in_as: Sign
) -> None:
    programme, busy, idle = a_programme(pairing="pool"), a_mentor(), a_mentor()
    assert asked(client, programme, busy).status_code == 201
    wish = {"programme": programme.slug, "starts_at": at(3, 1), "goal": "Prices"}
    taken = [
        signed_in_as(a_founder()).post("/api/sessions/", wish, format="json").json() for _founder in range(3)
    ]
    assert [one["expert"]["id"] for one in taken[:2]] == [idle.pk, busy.pk]
    assert (taken[2]["code"], taken[2]["next_free"][0]["starts_at"]) == ("slot_taken", at(3, 2))
    direct = client.post("/api/sessions/", {**wish, "programme": a_programme().slug}, format="json").json()
    assert [(row["field"], row["code"]) for row in direct["errors"]] == [("expert", "required")]
