"""What companies and experts say of themselves for pairing."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from audit.models import AuditEntry
from directory.models import Topic
from tests.factories.hub import a_founder, a_mentor

pytestmark = pytest.mark.django_db


def client_of(person: Person) -> APIClient:
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def put_conflicts(client: APIClient, *rows: tuple[str, str]) -> Any:
    body = {"conflicts": [{"kind": kind, "company": company} for kind, company in rows]}
    return client.put("/api/me/conflicts/", body, format="json")


def test_one_company_in_two_spellings_is_one_conflict_as_it_was_written_first() -> None:
    mentor = a_mentor()
    client = client_of(mentor.person)
    answer = put_conflicts(
        client, ("employer", "Sierra Labs, Inc."), ("employer", "SIERRA LABS"), ("portfolio", "Sierra Labs")
    )
    told = {(row["kind"], row["company"]) for row in answer.json()["conflicts"]}
    assert told == {("employer", "Sierra Labs, Inc."), ("portfolio", "Sierra Labs")}
    put_conflicts(client, ("portfolio", "sierra-labs"), ("competitor", "㈜솔빛"))
    held = set(mentor.conflicts.values_list("kind", "company", "company_key"))
    assert held == {("portfolio", "Sierra Labs", "sierralabs"), ("competitor", "㈜솔빛", "솔빛")}
    put_conflicts(client, ("portfolio", "Sierra Labs"), ("competitor", "솔빛"))
    assert AuditEntry.objects.filter(action="expert.conflicts_changed").count() == 2


@pytest.mark.parametrize("name", ["", "…", "x" * 121, None, "a\0b"])
def test_what_names_no_company_is_refused_at_its_place(name: Any) -> None:
    refused = put_conflicts(client_of(a_mentor().person), ("employer", "Sierra"), ("employer", name))
    assert refused.status_code == 400
    assert [row["field"] for row in refused.json()["errors"]] == ["conflicts.1.company"]


def test_a_name_that_grows_when_folded_still_fits() -> None:
    mentor = a_mentor()
    assert put_conflicts(client_of(mentor.person), ("employer", "ﷺ" * 100)).status_code == 200
    assert len(mentor.conflicts.get().company_key) == 120


def test_a_company_says_what_it_needs_and_where_it_sells() -> None:
    founder = a_founder()
    client, topic = (
        client_of(founder),
        Topic.objects.create(slug="pricing", name_ko="가격", name_en="Pricing"),
    )
    body = {"needs": ["pricing"], "markets": ["us", "JP", "US"], "competitors": ["Sierra Labs"]}
    told = client.put("/api/me/company/", body, format="json").json()
    assert (told["needs"], told["markets"], told["competitors"]) == (
        ["pricing"],
        ["US", "JP"],
        ["Sierra Labs"],
    )
    assert client.get("/api/me/company/").json() == told
    assert list(founder.membership.startup.needs.all()) == [topic]
    client.put("/api/me/company/", body, format="json")
    entry = AuditEntry.objects.get(action="startup.changed")
    assert entry.details["after"]["markets"] == ["US", "JP"]
    refused = client.put("/api/me/company/", {**body, "markets": ["XX"]}, format="json").json()
    assert [row["code"] for row in refused["errors"]] == ["unknown_country"]


def test_a_company_says_what_it_does_and_what_it_leaves_out_stays() -> None:
    founder = a_founder()
    startup, client = founder.membership.startup, client_of(founder)
    body: dict[str, Any] = {"needs": [], "markets": ["US"], "competitors": []}
    told = client.put(
        "/api/me/company/", {**body, "builds_ko": "로봇 눈", "builds_en": "Eyes for robots"}, format="json"
    ).json()
    assert (told["builds_ko"], told["builds_en"], told["markets"]) == ("로봇 눈", "Eyes for robots", ["US"])
    client.put("/api/me/company/", {**body, "builds_en": "Eyes"}, format="json")
    startup.refresh_from_db()
    assert (startup.builds_ko, startup.builds_en) == ("로봇 눈", "Eyes")
    too_long = client.put("/api/me/company/", {**body, "builds_ko": "x" * 2001}, format="json")
    assert [row["field"] for row in too_long.json()["errors"]] == ["builds_ko"]
    changes = (
        AuditEntry.objects.filter(action="startup.changed").order_by("pk").values_list("details", flat=True)
    )
    assert [change["after"].get("builds_en") for change in changes] == ["Eyes for robots", "Eyes"]
