"""Cycles over HTTP, from the opening to published pairs."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from mentoring.cycles.operations import end_cycle
from mentoring.cycles.running import work_out
from mentoring.cycles.solving import solved
from mentoring.models import Cycle, Relation, Run
from tests.factories.cycles import (
    a_cycle,
    a_pairing_programme,
    a_startup_in,
    an_expert_in,
    founder_of,
)
from tests.factories.hub import a_founder
from tests.integration.cycles.conftest import Stage
from tests.integration.cycles.deeds import pairs, run_of
from tests.integration.mentoring.conftest import Sign

pytestmark = pytest.mark.django_db

NEW = {
    "startups_due_on": "2026-12-04",
    "startups_due_at": "18:00",
    "experts_due_on": "2026-12-04",
    "experts_due_at": "18:00",
}


def ask(client: APIClient, path: str, expected: int = 200, **data: Any) -> Any:
    answer = client.post(f"/api/{path}", data, format="json")
    assert answer.status_code == expected, answer.content
    return answer.json() if answer.content else None


def look(client: APIClient, path: str, expected: int = 200) -> Any:
    answer = client.get(f"/api/{path}")
    assert answer.status_code == expected, answer.content
    return answer.json()


@pytest.fixture
def hub(stage: Stage, signed_in_as: Sign) -> APIClient:
    return signed_in_as(stage.coordinator)


def test_from_the_opening_to_published_pairs(monday: object, stage: Stage, hub: APIClient) -> None:
    programme = a_pairing_programme()
    startup, expert = a_startup_in(programme), an_expert_in(programme)
    cycle = ask(hub, "cycles/", 201, programme=programme.slug, language_is_a_must=False, **NEW)
    assert (cycle["state"], cycle["my_due_at"], cycle["terms"]["weights"]["topics"]) == (
        "collecting",
        None,
        5,
    )
    run = ask(hub, f"cycles/{cycle['id']}/runs/", 201)
    assert (run["state"], run["served"]) == ("waiting", None)
    work_out(run_id=run["id"], now=stage.now)
    board = look(hub, f"pairing-runs/{run['id']}/")
    assert [(one["startup"], one["expert"]) for one in board["pairs"]] == [(startup.pk, expert.pk)]
    assert (board["served"], board["proof"]["gap"], board["faults"], board["unserved"]) == (1, 0, [], [])
    assert board["experts"] == [
        {"id": expert.pk, "name": expert.person.name, "organisation": "Golden Gate", "capacity": 1}
    ]
    assert ask(hub, f"pairing-runs/{run['id']}/publish/") == {"pairs": 1}
    assert ask(hub, f"pairing-runs/{run['id']}/publish/", 409)["why"] == "published"
    assert look(hub, f"cycles/{cycle['id']}/")["state"] == "published"
    assert ask(hub, f"cycles/{cycle['id']}/end/")["state"] == "closed"
    assert Relation.objects.count() == 1


def test_bad_terms_are_told_by_field(hub: APIClient, stage: Stage) -> None:
    programme = a_pairing_programme()
    answer = ask(hub, "cycles/", 400, programme=programme.slug, **{**NEW, "weights": {"topics": 11}})
    assert {error["field"] for error in answer["errors"]} >= {"weights.topics"}
    stable = ask(hub, "cycles/", 400, programme=programme.slug, is_stable=True, **NEW)
    assert stable["code"] == "stable_without_hours"
    assert ask(hub, "cycles/", 409, programme=stage.programme.slug, **NEW)["code"] == "cycle_under_way"


def test_a_startup_writes_sends_and_sees_its_own_wish(stage: Stage, signed_in_as: Sign) -> None:
    client = signed_in_as(founder_of(stage.startups[0]))
    path = f"/api/cycles/{stage.cycle.pk}/wish/"
    first, second = (expert.pk for expert in stage.experts)
    shown = client.get(path).json()
    assert (shown["side"], shown["is_open"], shown["sent"], shown["due_at"]) == (
        "startup",
        True,
        None,
        "2026-12-04T09:00:00Z",
    )
    assert {one["id"] for one in shown["candidates"]} == {first, second}
    say = {"ranks": [second, first], "needs": "가격", "topics": [], "send": True}
    sent = client.put(path, say, format="json").json()["sent"]
    assert (sent["ranks"], sent["needs"], sent["for_them"]) == ([second, first], "가격", False)
    assert look(client, "cycles/")["results"][0]["my_wish"] == "sent"
    twice = client.put(path, {"ranks": [first, first], "send": True}, format="json")
    assert (twice.status_code, twice.json()["code"]) == (400, "twice")


def test_a_coordinator_writes_for_somebody(stage: Stage, hub: APIClient) -> None:
    path = f"/api/cycles/{stage.cycle.pk}/wish/"
    expert, startup = stage.experts[0], stage.startups[0]
    assert hub.get(path).status_code == 400
    assert hub.get(f"{path}?expert=x").status_code == 400
    assert hub.get(f"{path}?startup={a_founder().membership.startup.pk}").status_code == 404
    say = {"vetoes": [startup.pk], "send": True}
    sent = hub.put(f"{path}?expert={expert.pk}", say, format="json").json()["sent"]
    assert (sent["vetoes"], sent["for_them"], sent["by"]) == ([startup.pk], True, stage.coordinator.name)
    rows = look(hub, f"cycles/{stage.cycle.pk}/answers/")
    assert [
        (row["side"], row["state"], row["named"])
        for row in rows
        if row["id"] == expert.pk and row["side"] == "expert"
    ] == [("expert", "sent", 1)]
    assert ask(hub, f"cycles/{stage.cycle.pk}/remind/") == {"people": 4}


def test_only_those_who_take_part_see_a_cycle(stage: Stage, signed_in_as: Sign) -> None:
    for person, sees in (
        (founder_of(stage.startups[0]), True),
        (stage.experts[0].person, True),
        (a_founder(), False),
        (an_expert_in(a_pairing_programme()).person, False),
    ):
        assert (signed_in_as(person).get(f"/api/cycles/{stage.cycle.pk}/").status_code == 200) is sees


def test_why_tells_every_part_of_any_two(stage: Stage, hub: APIClient) -> None:
    run = run_of(stage)
    startup, expert = stage.startups[0].pk, stage.experts[0].pk
    why = look(hub, f"pairing-runs/{run.pk}/why/?startup={startup}&expert={expert}")
    assert [part["words"] for part in why["parts"]] == [
        "The startup names nobody",
        "The expert names nobody",
        "The startup names no topics",
        "What they write has little in common",
        "No language in common",
        "No stage is asked for",
        "No market is asked for",
        "12 hours a week in common",
        "Not rated as a pair before",
        "0 of 2 places are taken",
    ]
    assert (why["bans"], why["score"] > 1) == ([], True)
    assert (
        look(hub, f"pairing-runs/{run.pk}/why/?startup={startup}&expert=999999", 404)["code"] == "not_found"
    )
    assert look(hub, f"pairing-runs/{run.pk}/why/?startup=x", 400)["code"] == "invalid"


def test_pins_locks_and_trials(stage: Stage, hub: APIClient) -> None:
    cycle, pair = stage.cycle.pk, {"startup": stage.startups[0].pk, "expert": stage.experts[1].pk}
    assert ask(hub, f"cycles/{cycle}/pin/", 201, kind="forbidden", **pair)["kind"] == "forbidden"
    held = ask(hub, f"cycles/{cycle}/pin/", 409, kind="required", **pair)
    assert (held["code"], held["kind"]) == ("pair_held_otherwise", "forbidden")
    ask(hub, f"cycles/{cycle}/unpin/", 204, **pair)
    assert ask(hub, f"cycles/{cycle}/lock/", pairs=[pair]) == {"locked": 1}
    trial = {"weights": {"topics": 0}, "capacity": {str(stage.experts[0].pk): 0}}
    run = Run.objects.get(pk=ask(hub, f"cycles/{cycle}/runs/", 201, trial=trial)["id"])
    work_out(run_id=run.pk, now=stage.now)
    run.refresh_from_db()
    assert (run.is_trial, run.asked["weights"]["topics"], pairs(run)) == (True, 0, [tuple(pair.values())])
    assert ask(hub, f"cycles/{cycle}/runs/", 400, trial={"capacity": {"x": -1}})["code"] == "invalid"


def test_two_runs_are_compared_by_startup(stage: Stage, hub: APIClient) -> None:
    first = run_of(stage)
    taken = dict(pairs(first))
    startup = next(one for one, expert in taken.items() if expert == stage.experts[1].pk)
    other = next(one for one, expert in taken.items() if expert == stage.experts[0].pk)
    ask(hub, f"cycles/{stage.cycle.pk}/pin/", 201, kind="required", startup=other, expert=stage.experts[1].pk)
    second = run_of(stage, like=first)
    expected = [
        {"startup": one, "before": [taken[one]], "after": [taken[two]]}
        for one, two in sorted([(startup, other), (other, startup)])
    ]
    assert look(hub, f"pairing-runs/{second.pk}/against/{first.pk}/") == expected


def test_what_cannot_be_is_told_in_words(stage: Stage, hub: APIClient) -> None:
    startup, expert = stage.startups[0], stage.experts[0]
    Cycle.objects.update(language_is_a_must=True, with_hours=False)
    pair = {"startup": startup.pk, "expert": expert.pk}
    ask(hub, f"cycles/{stage.cycle.pk}/pin/", 201, kind="required", **pair)
    run = run_of(stage)
    board = look(hub, f"pairing-runs/{run.pk}/")
    assert (board["state"], board["failure"]) == ("failed", "impossible")
    assert board["conflict"] == [f"{startup.name_en} and {expert.person.name} are required to be a pair"]


def test_the_export_gives_the_same_pairs_again(stage: Stage, hub: APIClient) -> None:
    run = run_of(stage)
    answer = hub.get(f"/api/pairing-runs/{run.pk}/export.json")
    exported = json.loads(answer.content)
    again = solved(exported["document"], exported["asked"])
    keys = ("startup", "expert", "score", "hour")
    assert sorted([one[key] for key in keys] for one in again["pairs"]) == sorted(
        [one[key] for key in keys] for one in exported["pairs"]
    )
    sheet = hub.get(f"/api/pairing-runs/{run.pk}/export.csv").content.decode("utf-8-sig").splitlines()
    assert sheet[0].startswith("startup,expert,hour,score,startup_wish")
    assert len(sheet) == 1 + 3


def test_a_run_can_be_stopped_once(stage: Stage, hub: APIClient) -> None:
    run = ask(hub, f"cycles/{stage.cycle.pk}/runs/", 201)
    assert ask(hub, f"cycles/{stage.cycle.pk}/runs/", 409)["code"] == "run_under_way"
    assert ask(hub, f"pairing-runs/{run['id']}/cancel/")["state"] == "cancelled"
    assert ask(hub, f"pairing-runs/{run['id']}/cancel/", 409)["code"] == "run_not_going_on"


@pytest.mark.parametrize("path", ["cycles/", "cycles/{cycle}/runs/", "cycles/{cycle}/answers/"])
def test_lists_take_as_many_statements_for_thirty_as_for_one(stage: Stage, hub: APIClient, path: str) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            look(hub, path.format(cycle=stage.cycle.pk))
        return len(caught)

    run_of(stage)
    one = statements()
    for _ in range(29):
        a_startup_in(stage.programme)
        end_cycle(
            cycle_id=a_cycle(a_pairing_programme(), now=stage.now).pk, by=stage.coordinator, now=stage.now
        )
        Run.objects.create(
            cycle=stage.cycle,
            asked={},
            state="cancelled",
            ended_at=stage.now,
            by=stage.coordinator,
            wanted_at=stage.now,
        )
    assert statements() == one


def test_a_founders_list_takes_as_many_statements_for_thirty_as_for_one(
    stage: Stage, signed_in_as: Sign
) -> None:
    client = signed_in_as(founder_of(stage.startups[0]))

    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert look(client, "cycles/")["results"]
        return len(caught)

    one = statements()
    end_cycle(cycle_id=stage.cycle.pk, by=stage.coordinator, now=stage.now)
    for _ in range(29):
        end_cycle(cycle_id=a_cycle(stage.programme, now=stage.now).pk, by=stage.coordinator, now=stage.now)
    assert statements() == one
