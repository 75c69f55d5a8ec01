"""Coordinators make programmes, change them, and take them from state to state."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person
from mentoring.models import Programme
from mentoring.operations import request_session
from messaging.models import Message
from tests.factories.hub import a_mentor, a_programme, a_startup
from tests.factories.programmes import gives_time, in_it
from tests.integration.mentoring.conftest import MONDAY, at
from tests.integration.programmes.conftest import READY, a_question
from tests.integration.programmes.desk import DESK, code, deeds, faults, patch, post, put

pytestmark = pytest.mark.django_db
NEW = {"slug": "spring", "name_ko": "봄 멘토링", "name_en": "Spring mentoring", "expert_kind": "mentor"}


def test_a_new_programme_is_a_draft_that_coordinators_alone_see(
    coordinator: APIClient, startup: APIClient
) -> None:
    made = post(coordinator, "", **NEW, formats=["in_person", "online"], quota_per_month=2)
    assert (made.status_code, made.json()["state"], made.json()["formats"]) == (
        201,
        "draft",
        ["online", "in_person"],
    )
    assert [row["slug"] for row in coordinator.get(DESK).json()["results"]] == ["spring"]
    assert startup.get("/api/me/programmes/").json()["results"] == []
    assert startup.get("/api/programmes/").json()["results"] == []
    assert startup.get("/api/me/programmes/spring/").status_code == 404
    assert startup.get(DESK).status_code == 403
    assert code(post(coordinator, "", **NEW)) == (409, "programme_slug_taken")
    assert deeds(Programme.objects.get()) == ["programme.created"]


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("session_minutes", 0, "min_value"),
        ("session_minutes", 100_000, "max_value"),
        ("cancel_cutoff_hours", 673, "max_value"),
        ("quota_per_month", 0, "min_value"),
        ("formats", [], "empty"),
        ("formats", ["by_letter"], "invalid_choice"),
        ("pairing", "lottery", "invalid_choice"),
        ("kind", "party", "invalid_choice"),
        ("kind", None, "null"),
        ("name_ko", "", "blank"),
        ("summary_en", "a\0b", "null_characters_not_allowed"),
        ("reminder_offsets_minutes", [1], "min_value"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    coordinator: APIClient, field: str, value: Any, wrong: str
) -> None:
    a_programme(slug="spring", state="draft")
    refused = patch(coordinator, "spring", **{field: value})
    assert refused.status_code == 400
    assert [(row["field"].split(".")[0], row["code"]) for row in refused.json()["errors"]] == [(field, wrong)]


def test_dates_are_in_order_also_with_those_that_stand(coordinator: APIClient) -> None:
    a_programme(slug="spring", state="draft", starts_on="2027-01-04")
    refused = patch(coordinator, "spring", ends_on="2027-01-03")
    assert faults(refused) == [("ends_on", "ends_before_it_starts")]
    assert faults(patch(coordinator, "spring", cycle_from_on="2027-01-03")) == [
        ("cycle_until_on", "half_a_period")
    ]


def test_a_programme_has_a_kind_of_its_own_that_lists_are_filtered_by(
    coordinator: APIClient, startup: APIClient
) -> None:
    made = post(coordinator, "", **NEW)
    assert (made.json()["kind"], made.json()["expert_kind"]) == ("mentoring", "mentor")
    changed = patch(coordinator, "spring", kind="technology_matching")
    assert (changed.json()["kind"], changed.json()["expert_kind"]) == ("technology_matching", "mentor")
    post(coordinator, "", **{**NEW, "slug": "talks", "kind": "investor_meetings"})
    a_programme(slug="hours", kind="office_hours")
    chosen = coordinator.get(DESK, {"kind": ["office_hours", "technology_matching"]}).json()["results"]
    assert [(row["slug"], row["kind"]) for row in chosen] == [
        ("hours", "office_hours"),
        ("spring", "technology_matching"),
    ]
    for path in ("/api/me/programmes/", "/api/programmes/"):
        shown = startup.get(path).json()["results"]
        assert [(row["slug"], row["kind"]) for row in shown] == [("hours", "office_hours")], path
    refused = coordinator.get(DESK, {"kind": "party"})
    assert faults(refused) == [("kind", "invalid_choice")]


def test_the_kind_can_be_set_right_until_the_programme_closes(coordinator: APIClient) -> None:
    programme = a_programme(slug="spring", state="running")
    assert patch(coordinator, "spring", kind="consulting").json()["kind"] == "consulting"
    assert deeds(programme) == ["programme.changed"]
    Programme.objects.update(state="closed")
    refused = patch(coordinator, "spring", kind="mentoring")
    assert (code(refused), faults(refused)) == ((409, "fixed_by_now"), [("kind", "fixed_by_now")])


def test_who_changes_what_somebody_else_changed_is_told_what(coordinator: APIClient) -> None:
    programme = a_programme(slug="spring", state="draft", notice_hours=24)
    seen = coordinator.get(f"{DESK}spring/")["ETag"]
    assert patch(coordinator, "spring", seen, notice_hours=48).json()["revision"] == 2
    refused = patch(coordinator, "spring", seen, notice_hours=12)
    assert code(refused) == (412, "changed_meanwhile")
    assert refused.json()["changed"] == [{"field": "notice_hours", "before": 24, "after": 48}]
    assert patch(coordinator, "spring", '"2"', notice_hours=48).json()["revision"] == 2
    assert deeds(programme) == ["programme.changed"]


def test_each_state_says_what_can_be_changed_no_more(coordinator: APIClient) -> None:
    programme = a_programme(slug="spring", state="draft", **READY)
    for state, fixed in [
        ("draft", []),
        ("open", ["expert_kind", "joining", "takes_all_experts"]),
        ("running", ["expert_kind", "joining", "takes_all_experts", "pairing", "starts_on"]),
    ]:
        Programme.objects.update(state=state)
        assert set(coordinator.get(f"{DESK}spring/").json()["fixed"]) == set(fixed)
        assert patch(coordinator, "spring", name_en=f"Spring, {state}").status_code == 200
    assert faults(patch(coordinator, "spring", pairing="pool", name_en="X")) == [("pairing", "fixed_by_now")]
    assert patch(coordinator, "spring", pairing="direct", name_en="Running").status_code == 200
    Programme.objects.update(state="closed")
    assert code(patch(coordinator, "spring", name_en="X")) == (409, "fixed_by_now")
    assert code(put(coordinator, "spring/questions/intake/", questions=[])) == (409, "fixed_by_now")
    assert code(put(coordinator, "spring/milestones/", milestones=[])) == (409, "fixed_by_now")
    programme.refresh_from_db()
    assert programme.name_en == "Running"


def test_a_programme_opens_when_nothing_is_missing_and_tells_those_who_are_invited(
    coordinator: APIClient, founder: Person
) -> None:
    programme = a_programme(slug="spring", state="draft", joining="application")
    mentor = a_mentor()
    invited = post(
        coordinator, "spring/invitations/", startups=[founder.membership.startup_id], experts=[mentor.pk]
    )
    assert (invited.json(), Message.objects.count()) == ({"invited": 2}, 0)
    assert faults(post(coordinator, "spring/open/")) == [
        ("summary_ko", "empty"),
        ("summary_en", "empty"),
        ("starts_on", "empty"),
        ("ends_on", "empty"),
        ("applications_until", "empty"),
        ("intake", "no_questions"),
    ]
    patch(coordinator, "spring", **READY, applications_until=at(0, 0))
    a_question(programme)
    assert faults(post(coordinator, "spring/open/")) == [("applications_until", "past")]
    patch(coordinator, "spring", applications_until=at(1, 0))
    assert post(coordinator, "spring/open/").json()["state"] == "open"
    told = list(Message.objects.order_by("person").values_list("person", "kind"))
    assert told == [(founder.pk, "programme"), (mentor.person_id, "programme")]
    assert code(post(coordinator, "spring/open/")) == (409, "step_not_possible")


def test_a_programme_runs_with_an_expert_and_ends_knowingly(coordinator: APIClient, founder: Person) -> None:
    on = READY | {"starts_on": "2026-11-23"}
    programme = a_programme(slug="spring", state="open", takes_all_experts=False, **on)
    mentor = a_mentor()
    assert faults(post(coordinator, "spring/run/")) == [("experts", "nobody")]
    gives_time(programme, mentor)
    assert post(coordinator, "spring/run/").json()["state"] == "running"
    programme.refresh_from_db()
    request_session(
        programme=programme,
        expert=mentor,
        startup=founder.membership.startup,
        starts_at=MONDAY.replace(day=25, hour=1),
        goal="Prices",
        questions="",
        deck_url="",
        by=founder,
        now=MONDAY,
    )
    refused = post(coordinator, "spring/close/")
    assert code(refused) == (409, "sessions_ahead")
    assert (refused.json()["requests"], refused.json()["sessions"]) == (1, 0)
    assert post(coordinator, "spring/close/", knowingly=True).json()["state"] == "closed"
    assert code(post(coordinator, "spring/run/")) == (409, "step_not_possible")
    assert deeds(programme) == ["programme.begun", "programme.closed"]


def test_milestones_are_set_as_a_whole(coordinator: APIClient) -> None:
    programme = a_programme(slug="spring", state="draft")
    rows = [
        {"title_ko": title, "title_en": title, "due_weeks": weeks} for title, weeks in [("A", 4), ("B", None)]
    ]
    assert put(coordinator, "spring/milestones/", milestones=rows).json()["milestones"] == rows
    put(coordinator, "spring/milestones/", milestones=rows)
    assert put(coordinator, "spring/milestones/", milestones=rows[::-1]).json()["milestones"] == rows[::-1]
    assert deeds(programme) == ["programme.milestones_set"] * 2


def test_the_list_asks_the_same_of_one_programme_and_of_thirty(coordinator: APIClient) -> None:
    counts = set()
    for size in (1, 30):
        while Programme.objects.count() < size:
            in_it(a_programme(), a_startup())
        with CaptureQueriesContext(connection) as asked:
            rows = coordinator.get(DESK, {"page_size": 100}).json()["results"]
        assert [row["startups_joined"] for row in rows] == [1] * size
        counts.add(len(asked))
    assert counts == {3}  # who calls, how many there are, the page
