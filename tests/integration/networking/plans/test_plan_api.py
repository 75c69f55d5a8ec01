"""Plans over HTTP: the coordinator's way from asking to publishing, and what guests read."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from clock.models import ClockShift
from networking.guests.tokens import guest_token
from networking.models import Event, Meeting, Plan
from networking.plans.working import work_out
from tests.factories.plans import (
    NOW,
    a_published_plan,
    a_ready_plan,
    an_event_to_plan,
    everybody_wishes,
    wish,
)
from tests.integration.networking.conftest import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_desk() -> None:
    ClockShift.show(NOW)


def json(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_coordinator_asks_watches_edits_and_publishes(coordinator: APIClient) -> None:
    event, ours, theirs = an_event_to_plan(2, 2)
    everybody_wishes(ours, theirs)
    desk = f"/api/event-desk/{event.slug}/plans/"
    row = json(coordinator.post(desk, {}, headers={"Idempotency-Key": '"k"'}), 201)
    assert json(coordinator.post(desk, {}, headers={"Idempotency-Key": '"k"'}), 201)["id"] == row["id"]
    assert json(coordinator.post(desk, {}), 409)["code"] == "plan_under_way"
    assert work_out(plan_id=row["id"], now=NOW)
    plan = f"/api/event-plans/{row['id']}/"
    progress = json(coordinator.get(f"{plan}progress/"))
    assert (progress["state"], progress["gap"], progress["meetings"]) == ("ready", 0, 4)
    detail = coordinator.get(plan)
    body = json(detail)
    assert detail.headers["ETag"] == '"1"'
    assert [one["kind"] for one in body["guests"]] == ["contact", "contact", "startup", "startup"]
    first = body["placed"][0]
    clashes = json(coordinator.get(f"{plan}meetings/{first['id']}/clashes/"))
    assert [one["round"] for one in clashes] == [1, 2, 3, 4]
    assert clashes[first["round"] - 1]["clashes"] == []
    pins = {"meetings": [first["id"]], "is_pinned": True}
    pinned = coordinator.post(f"{plan}pins/", pins, headers={"If-Match": '"1"'}, format="json")
    assert (json(pinned)["placed"][0]["is_pinned"], pinned.headers["ETag"]) == (True, '"2"')
    stale = coordinator.delete(f"{plan}meetings/{first['id']}/", headers={"If-Match": '"1"'})
    assert json(stale, 412)["changed"] == [
        {"field": f"meeting {first['id']}.is_pinned", "before": False, "after": True}
    ]
    assert json(coordinator.post(f"{plan}publish/", headers={"If-Match": '"2"'}))["state"] == "published"
    listed = json(coordinator.get(desk))["results"]
    assert [(one["number"], one["state"]) for one in listed] == [(1, "published")]
    assert json(coordinator.post(f"{plan}publish/"), 409)["code"] == "plan_not_editable"


def test_what_has_happened_is_noted_and_the_rest_proposed_compared_and_published(
    coordinator: APIClient,
) -> None:
    event, ours, theirs = an_event_to_plan(3, 3)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    desk = f"/api/event-desk/{event.slug}/"
    noted = {"kind": "no_show", "registration": theirs[0].pk}
    happening = json(coordinator.post(f"{desk}happenings/", noted, format="json"), 201)
    assert (happening["begins"], happening["ends"], happening["name"]) == (1, 4, theirs[0].person.name)
    assert (
        json(coordinator.post(f"{desk}happenings/", noted, format="json"), 409)["happening"]
        == happening["id"]
    )
    rest = json(coordinator.post(f"{desk}plans/rest/"), 201)
    difference = json(coordinator.get(f"/api/event-plans/{rest['id']}/against/{plan.pk}/"))
    assert {one["contact"] for one in difference["changes"]} == {theirs[0].pk}
    assert (difference["kept"], difference["guests"]) == (6, 4)
    assert {one["why"] for one in rest["unmet"]} == {"never_together"}
    json(coordinator.post(f"/api/event-plans/{rest['id']}/publish/"))
    undone = json(coordinator.post(f"{desk}happenings/{happening['id']}/undo/"))
    assert undone["undone_at"] is not None


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"kind": "no_show", "registration": 0}, "validation"),
        ({"kind": "nap"}, "validation"),
        ({"kind": "no_show", "registration": 2**31 - 1}, "not_of_this_event"),
        ({"kind": "table_out"}, "not_of_this_event"),
        ({"kind": "table_out", "table": "x\0"}, "validation"),
    ],
)
def test_bad_input_is_a_problem_and_never_an_error_of_ours(
    coordinator: APIClient, asked: dict[str, Any], code: str
) -> None:
    event, _, _ = an_event_to_plan(1, 1)
    answer = coordinator.post(f"/api/event-desk/{event.slug}/happenings/", asked, format="json")
    assert (answer.status_code, answer.json()["code"]) == (
        400,
        code if code != "validation" else answer.json()["code"],
    )


def test_an_agenda_is_asked_for_again_and_again_and_costs_little(coordinator: APIClient) -> None:
    event, ours, theirs = an_event_to_plan(2, 2)
    everybody_wishes(ours, theirs)
    founder = client_of(ours[0].person)
    path = f"/api/events/{event.slug}/agenda/"
    before = founder.get(path)
    assert (json(before)["plan"], json(before)["meetings"]) == (None, [])
    a_published_plan(event)
    answer = founder.get(path, headers={"If-None-Match": before.headers["ETag"]})
    body = json(answer)
    assert [one["round"] for one in body["meetings"]] == sorted(one["round"] for one in body["meetings"])
    assert len(body["meetings"]) == 2
    assert "@" not in answer.content.decode()
    with CaptureQueriesContext(connection) as queries:
        again = founder.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content, len(queries)) == (304, b"", 2)
    linked = APIClient().get(f"/api/guests/{guest_token(theirs[0])}/agenda/")
    assert len(json(linked)["meetings"]) == 2
    wall = coordinator.get(f"/api/event-desk/{event.slug}/wall/")
    assert len(json(wall)["meetings"]) == 4
    tag = {"If-None-Match": wall.headers["ETag"]}
    assert coordinator.get(f"/api/event-desk/{event.slug}/wall/", headers=tag).status_code == 304
    stranger = an_event_to_plan(1, 1)[1][0].person
    assert client_of(stranger).get(path).status_code == 404


def statements_for(client: APIClient, *paths: str) -> list[int]:
    counts = []
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            json(client.get(path))
        counts.append(len(queries))
    return counts


def many(size: int) -> tuple[Event, Plan, Meeting, str]:
    event, ours, theirs = an_event_to_plan(size, 2, rounds=max(4, size), tables=3)
    for one in ours:
        wish(one, theirs[0])
    a_ready_plan(event)
    plan = a_published_plan(event)
    return event, plan, plan.meetings.all()[0], guest_token(theirs[0])


def test_a_board_costs_as_many_statements_with_one_meeting_as_with_thirty(coordinator: APIClient) -> None:
    counts = []
    for size in (1, 30):
        event, plan, meeting, token = many(size)
        (other,) = event.plans.exclude(pk=plan.pk)
        counts.append(
            statements_for(
                coordinator,
                f"/api/event-plans/{plan.pk}/",
                f"/api/event-plans/{plan.pk}/meetings/{meeting.pk}/clashes/",
                f"/api/event-plans/{plan.pk}/against/{other.pk}/",
                f"/api/event-desk/{event.slug}/plans/",
                f"/api/event-desk/{event.slug}/happenings/",
                f"/api/event-desk/{event.slug}/wall/",
                f"/api/guests/{token}/agenda/",
            )
        )
    assert counts[0] == counts[1]
