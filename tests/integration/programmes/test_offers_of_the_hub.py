"""What a hub offers beside its mentoring runs on the same programmes: made over the API, joined, and met in."""

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Expert
from mentoring.cycles.running import work_out
from mentoring.models import Programme, Relation
from tests.factories.hub import a_founder, a_mentor
from tests.integration.mentoring.conftest import MONDAY, at, monday
from tests.integration.programmes.conftest import client_of
from tests.integration.programmes.desk import post as at_desk

__all__ = ["monday"]  # a fixture
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
OFFER = {
    "summary_ko": "허브가 돕습니다.",
    "summary_en": "The hub helps.",
    "starts_on": "2026-11-23",
    "ends_on": "2027-03-31",
    "notice_hours": 24,
}
GIVES = {
    "capacity": 1,
    "least_startups": 0,
    "topics": [],
    "languages": [],
    "stages": [],
    "markets": [],
    "will_not": "",
}
SOON = at(2, 1)  # Wednesday morning in Seoul, Tuesday afternoon in California


def sent(client: APIClient, path: str, expected: int = 200, **body: Any) -> Any:
    answer = client.post(f"/api/{path}", body, format="json")
    assert answer.status_code == expected, answer.content
    return answer.json()


def offers(coordinator: APIClient, slug: str, **fields: Any) -> Programme:
    """A draft, as coordinators make it; nobody has been asked yet."""
    names = {"slug": slug, "name_ko": slug, "name_en": slug}
    answer = at_desk(coordinator, "", **names, **OFFER, **fields)
    assert answer.status_code == 201, answer.content
    return Programme.objects.get(slug=slug)


def takes_in(coordinator: APIClient, programme: Programme, founder: Person, expert: Expert) -> None:
    """Both are invited to a draft, are asked when it opens, and say yes."""
    startup = founder.membership.startup_id
    at_desk(coordinator, f"{programme.slug}/invitations/", startups=[startup], experts=[expert.pk])
    assert at_desk(coordinator, f"{programme.slug}/open/").json()["state"] == "open"
    own = f"me/programmes/{programme.slug}"
    sent(client_of(founder), f"{own}/invitation/", says="yes")
    gives = client_of(expert.person).put(f"/api/{own}/giving/", GIVES, format="json")
    assert gives.status_code == 200, gives.content


def runs(coordinator: APIClient, programme: Programme) -> None:
    answer = at_desk(coordinator, f"{programme.slug}/run/")
    assert answer.status_code == 200, answer.content


def both_say_yes(relation: Relation, founder: Person) -> None:
    for person in (founder, relation.expert.person):
        sent(client_of(person), f"relations/{relation.pk}/answer/", says="yes")


def meets(founder: Person, programme: Programme, **asked: Any) -> Any:
    wish = {"programme": programme.slug, "starts_at": SOON, "goal": "What it takes", **asked}
    return sent(client_of(founder), "sessions/", 201, **wish)


def test_consulting_is_asked_for_and_agreed_by_the_consultant(
    coordinator: APIClient, founder: Person
) -> None:
    tax, mentor = a_mentor(kind="consultant"), a_mentor()
    programme = offers(coordinator, "tax-accounting-ip", expert_kind="consultant", approval="expert")
    at_desk(coordinator, "tax-accounting-ip/open/")
    runs(coordinator, programme)
    session = meets(founder, programme, expert=tax.pk)
    assert session["state"] == "requested"
    assert sent(client_of(tax.person), f"sessions/{session['id']}/accept/")["state"] == "confirmed"
    wish = {"programme": programme.slug, "starts_at": SOON, "goal": "Tax", "expert": mentor.pk}
    assert sent(client_of(founder), "sessions/", 400, **wish)["code"] == "expert_not_in_programme"


def test_an_investor_is_introduced_by_a_coordinator_and_met_once_both_want_it(
    coordinator: APIClient, founder: Person
) -> None:
    investor = a_mentor(kind="consultant")
    given = {"expert_kind": "consultant", "joining": "invitation", "takes_all_experts": False}
    programme = offers(coordinator, "investors", pairing="assigned", quota_per_cycle=1, **given)
    takes_in(coordinator, programme, founder, investor)
    runs(coordinator, programme)
    wish = {"programme": programme.slug, "starts_at": SOON, "goal": "Seed", "expert": investor.pk}
    assert sent(client_of(founder), "sessions/", 409, **wish)["code"] == "no_pair"
    pair = {"programme": programme.slug, "startup": founder.membership.startup_id, "expert": investor.pk}
    until = (MONDAY + timedelta(days=3)).isoformat()
    offered = sent(coordinator, "relations/", 201, **pair, answer_by=until, why_en="Invests in robots")
    both_say_yes(Relation.objects.get(pk=offered["id"]), founder)
    assert meets(founder, programme, expert=investor.pk)["state"] == "requested"


def test_researchers_technologies_are_matched_to_companies_by_a_cycle(
    coordinator: APIClient, founder: Person
) -> None:
    researcher = a_mentor(kind="consultant")
    given = {"expert_kind": "consultant", "joining": "invitation", "takes_all_experts": False}
    programme = offers(coordinator, "technologies", pairing="cycle", approval="automatic", **given)
    takes_in(coordinator, programme, founder, researcher)
    due = {f"{side}_due_on": "2026-12-04" for side in ("startups", "experts")}
    due |= {f"{side}_due_at": "18:00" for side in ("startups", "experts")}
    terms = {"programme": programme.slug, "language_is_a_must": False, **due}
    cycle = sent(coordinator, "cycles/", 201, **terms)
    run = sent(coordinator, f"cycles/{cycle['id']}/runs/", 201)
    assert work_out(run_id=run["id"], now=MONDAY)
    assert sent(coordinator, f"pairing-runs/{run['id']}/publish/") == {"pairs": 1}
    both_say_yes(Relation.objects.get(programme=programme), founder)
    runs(coordinator, programme)
    assert meets(founder, programme, expert=researcher.pk)["state"] == "confirmed"


def test_at_office_hours_whoever_is_free_takes_the_next_company(
    coordinator: APIClient, founder: Person
) -> None:
    first, second = a_mentor(), a_mentor()
    programme = offers(
        coordinator,
        "office-hours",
        expert_kind="mentor",
        pairing="pool",
        approval="automatic",
        session_minutes=30,
    )
    at_desk(coordinator, "office-hours/open/")
    runs(coordinator, programme)
    met = [meets(one, programme) for one in (founder, a_founder())]
    assert {session["state"] for session in met} == {"confirmed"}
    assert {session["expert"]["id"] for session in met} == {first.pk, second.pk}
