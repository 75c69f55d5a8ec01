"""What a programme asks, in versions."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from mentoring.models import Question
from mentoring.programmes.answering import keep_answers
from tests.factories.hub import a_programme
from tests.integration.mentoring.conftest import MONDAY
from tests.integration.programmes.desk import DESK, code, deeds, faults, put

pytestmark = pytest.mark.django_db


def choice(title: str, **more: Any) -> dict[str, Any]:
    options = [{"key": key, "ko": key, "en": key} for key in ("a", "b")]
    return {"kind": "one", "title_ko": title, "title_en": title, "options": options, **more}


def test_an_edited_question_is_a_new_version_and_an_answer_keeps_the_old_one(
    coordinator: APIClient, founder: Person
) -> None:
    programme = a_programme(slug="spring", state="open", joining="application")
    path = "spring/questions/intake/"
    put(coordinator, path, questions=[choice("Stage?"), choice("Market?")])
    stage, market = programme.questions.all()
    application = founder.membership.startup.applications.create(programme=programme)
    keep_answers({stage: "a"}, application=application, by=founder, now=MONDAY)
    told = put(
        coordinator, path, questions=[choice("Market?", id=market.pk), choice("Which stage?", id=stage.pk)]
    ).json()
    shown = [(row["title_en"], row["number"]) for row in told["intake_questions"]]
    assert shown == [("Market?", 1), ("Which stage?", 2)]
    old = application.answers.get().question
    assert (old.title_en, old.retired_at, old.replaced_by.title_en) == (
        "Stage?",
        old.retired_at,
        "Which stage?",
    )
    assert old.retired_at is not None
    assert code(put(coordinator, path, questions=[choice("X", id=stage.pk)])) == (409, "question_gone")
    put(coordinator, path, questions=[])
    assert coordinator.get(f"{DESK}spring/").json()["intake_questions"] == []
    assert Question.objects.count() == 3


def test_the_same_questions_again_change_nothing(coordinator: APIClient) -> None:
    programme = a_programme(slug="spring", state="draft")
    told = put(coordinator, "spring/questions/feedback/", questions=[choice("Useful?")]).json()
    again = put(coordinator, "spring/questions/feedback/", questions=told["feedback_questions"]).json()
    assert again == told
    assert deeds(programme) == ["programme.questions_set"]


@pytest.mark.parametrize(
    ("question", "field", "wrong"),
    [
        ({"kind": "one", "options": []}, "options", "too_few"),
        ({"kind": "many", "options": [{"key": "a", "ko": "a", "en": "a"}] * 2}, "options", "twice"),
        ({"kind": "scale"}, "scale_to", "no_scale"),
        ({"kind": "scale", "scale_from": 5, "scale_to": 1}, "scale_to", "no_scale"),
        ({"kind": "riddle"}, "kind", "invalid_choice"),
    ],
)
def test_a_question_that_nobody_could_answer_is_refused(
    coordinator: APIClient, question: dict[str, Any], field: str, wrong: str
) -> None:
    a_programme(slug="spring", state="draft")
    row = {"title_ko": "?", "title_en": "?", **question}
    refused = put(coordinator, "spring/questions/intake/", questions=[row])
    assert faults(refused) == [(f"questions.0.{field}", wrong)]
