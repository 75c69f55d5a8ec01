"""Signing in by a one-time code, personal tokens, and what people set of themselves."""

import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import Person, PersonalToken, Role
from tests.factories.hub import a_founder, a_person

pytestmark = pytest.mark.django_db
FLOW = "/_allauth/browser/v1/auth"


@pytest.fixture(autouse=True)
def _outbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def ask_for_code(browser: Client, email: str) -> int:
    return browser.post(f"{FLOW}/code/request", {"email": email}, content_type="application/json").status_code


def code_in_mail() -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def test_a_founder_signs_in_with_the_code_from_the_mail() -> None:
    founder, browser = a_founder(), Client()
    assert ask_for_code(browser, founder.email) == 401  # "go on with the code", in allauth's protocol
    assert mail.outbox[-1].to == [founder.email]
    answer = browser.post(f"{FLOW}/code/confirm", {"code": code_in_mail()}, content_type="application/json")
    assert answer.status_code == 200
    assert browser.get("/api/me/").json()["email"] == founder.email


def test_the_code_comes_in_the_persons_language_whatever_the_browser_speaks() -> None:
    ask_for_code(Client(headers={"accept-language": "en"}), a_founder(language="ko").email)
    assert mail.outbox[-1].subject == "로그인 코드"
    ask_for_code(Client(headers={"accept-language": "ko"}), a_founder(language="en").email)
    assert mail.outbox[-1].subject == "Your sign-in code"


def test_a_wrong_code_signs_nobody_in() -> None:
    founder, browser = a_founder(), Client()
    ask_for_code(browser, founder.email)
    answer = browser.post(f"{FLOW}/code/confirm", {"code": "WRONG1"}, content_type="application/json")
    assert answer.status_code == 400
    assert browser.get("/api/me/").status_code in (401, 403)


def test_a_stranger_gets_no_account_and_the_answer_does_not_tell() -> None:
    browser = Client()
    assert ask_for_code(browser, "stranger@nowhere.example") == 401
    assert Person.objects.count() == 0


def test_somebody_who_left_cannot_sign_in() -> None:
    founder, browser = a_founder(), Client()
    ask_for_code(browser, founder.email)
    code = code_in_mail()
    Person.objects.update(is_active=False)
    browser.post(f"{FLOW}/code/confirm", {"code": code}, content_type="application/json")
    assert browser.get("/api/me/").status_code in (401, 403)


def test_nobody_signed_in_gets_problem_details() -> None:
    answer = APIClient().get("/api/me/")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["code"] == "not_authenticated"


def test_a_personal_token_opens_the_api_and_only_its_hash_is_kept() -> None:
    client = APIClient()
    client.force_authenticate(founder := a_founder())
    made = client.post("/api/me/tokens/", {"name": "laptop"}, format="json").json()
    assert made["token"] not in str(list(PersonalToken.objects.values()))
    caller = APIClient(HTTP_AUTHORIZATION=f"Token {made['token']}")
    assert caller.get("/api/me/").json()["id"] == founder.pk
    assert [row["name"] for row in caller.get("/api/me/tokens/").json()] == ["laptop"]
    assert client.delete(f"/api/me/tokens/{made['id']}/").status_code == 204
    assert caller.get("/api/me/").status_code == 401


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"time_zone": "US/Pacific"}, {"time_zone": "America/Los_Angeles"}),
        ({"phone": "+82 10-2345-6789"}, {"phone": "+821023456789"}),
        ({"country": "kr"}, {"country": "KR"}),
        ({"country": ""}, {"country": ""}),
        ({"language": "en", "sms_allowed": False}, {"language": "en", "sms_allowed": False}),
        ({"quiet_from": "22:30"}, {"quiet_from": "22:30"}),
    ],
)
def test_people_set_their_own_zone_phone_language_and_hours(
    change: dict[str, object], kept: dict[str, object]
) -> None:
    client = APIClient()
    client.force_authenticate(a_founder())
    answer = client.patch("/api/me/", change, format="json")
    assert {name: answer.json()[name] for name in kept} == kept


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"time_zone": "Mars/Olympus"}, "unknown_zone"),
        ({"phone": "12"}, "bad_phone"),
        ({"country": "XX"}, "unknown_country"),
        ({"country": "01"}, "unknown_country"),
        ({"language": "fr"}, "invalid_choice"),
    ],
)
def test_what_cannot_be_is_refused_by_field(change: dict[str, object], code: str) -> None:
    client = APIClient()
    client.force_authenticate(a_founder())
    answer = client.patch("/api/me/", change, format="json")
    assert answer.status_code == 400
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(next(iter(change)), code)]


def test_name_role_and_address_are_not_for_people_to_set() -> None:
    client = APIClient()
    client.force_authenticate(founder := a_founder())
    client.patch("/api/me/", {"role": "administrator", "email": "other@hub.example"}, format="json")
    assert Person.objects.get(pk=founder.pk).role == Role.STARTUP_MEMBER


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"phone": "010-1234"}, "person_phone_is_e164"),
        ({"role": "king"}, "person_role_is_known"),
        ({"language": "fr"}, "person_language_is_known"),
    ],
)
def test_the_database_refuses_people_that_cannot_be(fields: dict[str, str], constraint: str) -> None:
    person = a_person(Role.MENTOR)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**fields)


def test_an_address_is_one_person_in_any_case() -> None:
    person = a_person(Role.MENTOR)
    with pytest.raises(IntegrityError, match="person_email_is_unique_in_any_case"), transaction.atomic():
        Person(email=person.email.upper(), name="Twin", role=Role.MENTOR, password="!").save()
