import pytest
from twilio.request_validator import RequestValidator

from integrations.twilio_sms.signatures import is_genuine

URL = "https://hub.example/webhooks/twilio/status/?message=7"
FORM = {"MessageSid": "SM" + "1" * 32, "MessageStatus": "sent", "To": "+821000000001", "Empty": ""}
SIGNATURE = RequestValidator("primary").compute_signature(URL, FORM)


def test_a_webhook_signed_with_our_token_is_genuine() -> None:
    assert is_genuine(URL, FORM, SIGNATURE, ["primary"]) is True


def test_both_tokens_are_accepted_while_they_are_exchanged() -> None:
    assert is_genuine(URL, FORM, SIGNATURE, ["next", "primary"]) is True


@pytest.mark.parametrize("signature", [None, "", "x", SIGNATURE.lower(), SIGNATURE + "="])
def test_a_missing_or_wrong_signature_is_not_genuine(signature: str | None) -> None:
    assert is_genuine(URL, FORM, signature, ["primary"]) is False


@pytest.mark.parametrize("tokens", [[], [""], ["other"]])
def test_nobody_elses_token_is_accepted(tokens: list[str]) -> None:
    assert is_genuine(URL, FORM, SIGNATURE, tokens) is False


def test_an_empty_token_signs_nothing() -> None:
    forged = RequestValidator("").compute_signature(URL, FORM)

    assert is_genuine(URL, FORM, forged, [""]) is False


@pytest.mark.parametrize(
    ("url", "form"),
    [
        (URL.replace("https", "http"), FORM),
        (URL.replace("message=7", "message=8"), FORM),
        (URL.replace("/?", "?"), FORM),
        (URL, {**FORM, "MessageStatus": "delivered"}),
        (URL, {name: value for name, value in FORM.items() if name != "Empty"}),
        (URL, {**FORM, "Added": "x"}),
    ],
)
def test_anything_that_was_changed_on_the_way_is_not_genuine(url: str, form: dict[str, str]) -> None:
    assert is_genuine(url, form, SIGNATURE, ["primary"]) is False


class RepeatedForm(dict[str, list[str]]):
    """A form as web frameworks hold it: reading a name gives one value, and the list is asked for."""

    def getlist(self, key: str) -> list[str]:
        return self[key]


def test_every_value_of_a_repeated_name_counts() -> None:
    form = RepeatedForm({"MediaUrl": ["b", "a"], "To": ["+12025550100"]})
    signature = RequestValidator("primary").compute_signature(URL, form)

    assert is_genuine(URL, form, signature, ["primary"]) is True
    assert is_genuine(URL, {"MediaUrl": ["b", "a"], "To": "+12025550100"}, signature, ["primary"]) is True
    assert is_genuine(URL, {"MediaUrl": ["a"], "To": "+12025550100"}, signature, ["primary"]) is False
