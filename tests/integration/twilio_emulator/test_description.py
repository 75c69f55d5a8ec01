"""Every kind of answer against Twilio's own description of its API, where that is at hand."""

import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests import loopback
from tests.emulators import RunningEmulator
from tests.integration.twilio_emulator.application import ACCOUNT, SENDER, TOKEN, eventually

DESCRIPTION = Path(__file__).parents[4] / "shared" / "data" / "twilio_api_v2010.json"
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
SERVICE = "MG" + "a" * 32
PHONE = "+821012345678"

pytestmark = pytest.mark.skipif(
    not DESCRIPTION.exists(),
    reason="Twilio's API description (../shared/data/twilio_api_v2010.json) is not here",
)

# Twilio itself answers with relative paths where its description says `format: uri`, so that is not checked.
FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time-rfc-2822", raises=(TypeError, ValueError))
def _is_rfc_2822(value: object) -> bool:
    return value is None or parsedate_to_datetime(str(value)) is not None


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    """The description as JSON Schema: `nullable` becomes a type."""
    document: dict[str, Any] = _with_null(json.loads(DESCRIPTION.read_text(encoding="utf-8")))
    return document


def _with_null(node: Any) -> Any:
    if isinstance(node, list):
        return [_with_null(part) for part in node]
    if not isinstance(node, dict):
        return node
    changed = {name: _with_null(part) for name, part in node.items()}
    if changed.pop("nullable", None) is True and "type" in changed:
        changed["type"] = [changed["type"], "null"]
    return changed


@pytest.fixture
def api(emulator: RunningEmulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=emulator.url, auth=(ACCOUNT, TOKEN), verify=False, timeout=10) as client:
        yield client


def errors_of(description: dict[str, Any], path: str, method: str, answer: httpx.Response) -> list[str]:
    described = description["paths"][path][method]["responses"][str(answer.status_code)]["content"]
    schema = {**described["application/json"]["schema"], "components": description["components"]}
    schema["$defs"] = {}
    known = set(_properties(description, schema))
    unknown = [f"unknown: {name}" for name in answer.json() if name not in known]
    validator = Draft202012Validator(schema, format_checker=FORMATS)
    return unknown + [error.message for error in validator.iter_errors(answer.json())]


def _properties(description: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    if "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return list(schema["properties"])


COLLECTION = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
ONE = "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json"


@pytest.mark.parametrize("sender", [{"From": SENDER}, {"MessagingServiceSid": SERVICE}])
def test_a_created_message_is_as_described(
    api: httpx.Client, description: dict[str, Any], sender: dict[str, str]
) -> None:
    answer = api.post(MESSAGES, data={"To": PHONE, "Body": "내일 9시", **sender})

    assert answer.status_code == 201
    assert errors_of(description, COLLECTION, "post", answer) == []
    assert set(answer.json()) == set(_properties(description, {"$ref": "/api.v2010.account.message"}))


@pytest.mark.parametrize("to", [PHONE, "+15005530005", "+15005530034"])
def test_a_message_that_has_ended_is_as_described(
    api: httpx.Client, description: dict[str, Any], to: str
) -> None:
    uri = api.post(MESSAGES, data={"To": to, "Body": "Hello", "From": SENDER}).json()["uri"]
    final = {"delivered", "undelivered", "failed"}

    assert eventually(lambda: api.get(uri).json()["status"] in final)
    assert errors_of(description, ONE, "get", api.get(uri)) == []


@pytest.mark.parametrize("query", [{}, {"PageSize": "1"}, {"To": PHONE, "DateSent>": "2020-01-02"}])
def test_a_page_of_messages_is_as_described(
    api: httpx.Client, description: dict[str, Any], query: dict[str, str]
) -> None:
    for body in ("one", "two", "three"):
        api.post(MESSAGES, data={"To": PHONE, "Body": body, "From": SENDER})

    answer = api.get(MESSAGES, params=query)

    assert answer.status_code == 200
    assert errors_of(description, COLLECTION, "get", answer) == []


def test_a_cancelled_and_a_blanked_message_are_as_described(
    api: httpx.Client, description: dict[str, Any], emulator: RunningEmulator
) -> None:
    emulator.order("settings", {"sent_after": 60, "delivered_after": 61})
    uri = api.post(MESSAGES, data={"To": PHONE, "Body": "Hello", "From": SENDER}).json()["uri"]

    cancelled = api.post(uri, data={"Status": "canceled"})
    blanked = api.post(uri, data={"Body": ""})

    assert errors_of(description, ONE, "post", cancelled) == []
    assert errors_of(description, ONE, "post", blanked) == []
    assert (cancelled.json()["status"], blanked.json()["body"]) == ("canceled", "")
    assert api.delete(uri).status_code == 204
    assert api.get(uri).status_code == 404


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"Body": "x", "From": SENDER}, 400, 21604),
        ({"To": PHONE, "From": SENDER}, 400, 21602),
        ({"To": PHONE, "Body": "x"}, 400, 21603),
        ({"To": "010-1234-5678", "Body": "x", "From": SENDER}, 400, 21211),
        ({"To": PHONE, "Body": "x" * 1601, "From": SENDER}, 400, 21617),
        ({"To": PHONE, "Body": "x", "From": SENDER, "StatusCallback": "not a url"}, 400, 21609),
        ({"To": PHONE, "Body": "x", "From": SENDER, "ValidityPeriod": "36001"}, 400, 21624),
        ({"To": PHONE, "Body": "x", "MessagingServiceSid": "MG1"}, 400, 21705),
        ({"To": "+82212345678", "Body": "x", "From": SENDER}, 400, 21614),
    ],
)
def test_a_refusal_has_twilios_form(api: httpx.Client, form: dict[str, str], status: int, code: int) -> None:
    answer = api.post(MESSAGES, data=form)

    assert answer.status_code == status
    assert {**answer.json(), "message": ""} == {
        "code": code,
        "message": "",
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }


@pytest.mark.parametrize("auth", [None, (ACCOUNT, "wrong"), ("AC" + "1" * 32, TOKEN)])
def test_a_stranger_is_not_let_in(emulator: RunningEmulator, auth: tuple[str, str] | None) -> None:
    answer = loopback.post(emulator.url + MESSAGES, data={"To": PHONE}, auth=auth)

    assert (answer.status_code, answer.json()["code"]) == (401, 20003)
