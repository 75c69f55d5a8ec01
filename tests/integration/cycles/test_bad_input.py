"""What people and programs send wrongly is answered with the field at fault, never with a 500."""

from typing import Any

import pytest

from mentoring.models import Cycle, Pin, Run, Wish
from tests.factories.cycles import founder_of
from tests.integration.cycles.conftest import Stage
from tests.integration.mentoring.conftest import Sign

pytestmark = pytest.mark.django_db

HUGE = 10**30
WISHES: list[tuple[Any, str]] = [
    ({}, "send"),
    ([], "non_field"),
    ({"send": True, "ranks": "x"}, "ranks"),
    ({"send": True, "ranks": [HUGE]}, "ranks.0"),
    ({"send": True, "ranks": [1.5]}, "ranks.0"),
    ({"send": True, "needs": "a\0b"}, "needs"),
    ({"send": True, "needs": "a" * 2001}, "needs"),
    ({"send": True, "topics": ["not a slug"]}, "topics.0"),
    ({"send": "perhaps"}, "send"),
]
BY_HUB: list[tuple[str, Any, str]] = [
    ("cycles/", {"programme": "a\0"}, "programme"),
    ("cycles/", {"programme": "none"}, "programme"),
    ("cycles/{cycle}/pin/", {"startup": HUGE, "expert": 1, "kind": "required"}, "startup"),
    ("cycles/{cycle}/pin/", {"startup": {}, "expert": 1, "kind": "odd"}, "kind"),
    ("cycles/{cycle}/unpin/", {"startup": HUGE, "expert": 1}, "startup"),
    ("cycles/{cycle}/lock/", {"pairs": []}, "pairs"),
    ("cycles/{cycle}/lock/", {"pairs": [{"startup": 1}]}, "pairs.0.expert"),
    ("cycles/{cycle}/runs/", {"like": HUGE}, "like"),
    ("cycles/{cycle}/runs/", {"like": 10**15}, "like"),
    ("cycles/{cycle}/runs/", {"trial": {"weights": {"words": "much"}}}, "trial.weights.words"),
    ("cycles/{cycle}/runs/", {"trial": []}, "trial"),
]


def fields(answer: Any) -> set[str]:
    return {error["field"].removesuffix(".non_field") for error in answer.json()["errors"]}


@pytest.mark.parametrize(("body", "field"), WISHES)
def test_a_wish_is_refused_by_its_field(stage: Stage, signed_in_as: Sign, body: Any, field: str) -> None:
    client = signed_in_as(founder_of(stage.startups[0]))
    answer = client.put(f"/api/cycles/{stage.cycle.pk}/wish/", body, format="json")
    assert (answer.status_code, Wish.objects.count()) == (400, 0), answer.content
    assert field in fields(answer)


@pytest.mark.parametrize(("path", "body", "field"), BY_HUB)
def test_what_a_coordinator_sends_is_refused_by_its_field(
    stage: Stage, signed_in_as: Sign, path: str, body: Any, field: str
) -> None:
    client = signed_in_as(stage.coordinator)
    answer = client.post(f"/api/{path.format(cycle=stage.cycle.pk)}", body, format="json")
    assert answer.status_code == 400, answer.content
    assert field in fields(answer)
    assert (Cycle.objects.count(), Pin.objects.count(), Run.objects.count()) == (1, 0, 0)


def test_numbers_beyond_all_ids_are_not_found(stage: Stage, signed_in_as: Sign) -> None:
    client = signed_in_as(stage.coordinator)
    for path in (
        f"cycles/{HUGE}/",
        f"pairing-runs/{HUGE}/",
        f"cycles/{stage.cycle.pk}/wish/?expert={10**17}",
    ):
        assert client.get(f"/api/{path}").status_code == 404
