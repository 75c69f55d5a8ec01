"""A request that names what is not there, in whatever form, is told which field is at fault."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Role
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import Sign, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def ask(client: APIClient, **changed: Any) -> Any:
    body = {
        "programme": a_programme().slug,
        "expert": a_mentor().pk,
        "starts_at": at(2, 0),
        "goal": "Go west",
    }
    return client.post("/api/sessions/", body | changed)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("programme", "none-of-that-name", "does_not_exist"),
        ("programme", "nul\0", "invalid"),
        ("programme", ["a"], "invalid"),
        ("programme", None, "null"),
        ("expert", 0, "does_not_exist"),
        ("expert", 10**40, "does_not_exist"),
        ("expert", "abc", "incorrect_type"),
        ("expert", True, "incorrect_type"),
        ("expert", -1.5, "incorrect_type"),
        ("expert", {}, "incorrect_type"),
    ],
)
def test_what_is_not_there_is_a_problem_of_its_field(
    signed_in_as: Sign, field: str, value: object, code: str
) -> None:
    answer = ask(signed_in_as(a_founder()), **{field: value})
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]


def test_both_are_told_at_once(signed_in_as: Sign) -> None:
    answer = ask(signed_in_as(a_founder()), programme="none", expert=0)
    assert [error["field"] for error in answer.json()["errors"]] == ["programme", "expert"]


def test_a_founder_without_a_company_asks_for_nothing(signed_in_as: Sign) -> None:
    assert ask(signed_in_as(a_person(Role.STARTUP_MEMBER))).status_code == 403
