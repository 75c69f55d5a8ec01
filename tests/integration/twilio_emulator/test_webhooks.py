"""Status callbacks and inbound texts, as the application receives them."""

from urllib.parse import urlsplit

import pytest
from twilio.request_validator import RequestValidator

from integrations.twilio_sms.client import TwilioSms
from integrations.twilio_sms.errors import PermanentFailure
from integrations.twilio_sms.signatures import is_genuine
from tests import loopback
from tests.emulators import RunningEmulator
from tests.integration.twilio_emulator.application import (
    ACCOUNT,
    SENDER,
    TOKEN,
    Application,
    eventually,
    messages_of,
    running_application,
)
from tests.ports import free_ports

PHONE = "+14155550123"


def send(sms: TwilioSms, application: Application, to: str = PHONE) -> str:
    callback = f"{application.url}/webhooks/twilio/status/?message=7&x=%EA%B0%80#rc=3"
    return sms.send(to=to, body="Tomorrow at 9", status_callback=callback).sid


def test_each_state_after_the_first_is_told(sms: TwilioSms, application: Application) -> None:
    sid = send(sms, application)

    assert eventually(lambda: application.states == ["sent", "delivered"])
    last = application.webhooks[-1].params
    done_at = last.pop("RawDlrDoneDate")
    assert len(done_at) == len("YYMMDDhhmm")
    assert last == {
        "MessageSid": sid,
        "SmsSid": sid,
        "MessageStatus": "delivered",
        "SmsStatus": "delivered",
        "To": PHONE,
        "From": SENDER,
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
    }


def test_twilios_own_validator_accepts_the_signature(sms: TwilioSms, application: Application) -> None:
    send(sms, application)

    assert eventually(lambda: len(application.webhooks) == 2)
    for webhook in application.webhooks:
        assert RequestValidator(TOKEN).validate(webhook.url, webhook.params, webhook.signature)
        assert is_genuine(webhook.url, webhook.params, webhook.signature, ["next", TOKEN])
        assert not is_genuine(webhook.url, webhook.params, webhook.signature, ["next"])


def test_an_error_comes_with_its_code(sms: TwilioSms, application: Application) -> None:
    send(sms, application, "+15005530005")

    assert eventually(lambda: application.states == ["sent", "undelivered"])
    assert application.webhooks[-1].params["ErrorCode"] == "30005"


@pytest.mark.parametrize(
    ("mode", "states"),
    [
        ("duplicate", ["sent", "sent", "delivered", "delivered"]),
        ("reorder", ["delivered", "sent"]),
    ],
)
def test_callbacks_come_twice_or_out_of_order_on_demand(
    emulator: RunningEmulator, sms: TwilioSms, application: Application, mode: str, states: list[str]
) -> None:
    emulator.order("settings", {"callbacks": mode})

    send(sms, application)

    assert eventually(lambda: len(application.states) == len(states))
    assert sorted(application.states) == sorted(states)
    assert application.states[0] == states[0]


def test_callbacks_and_receipts_can_stay_away(
    emulator: RunningEmulator, sms: TwilioSms, application: Application
) -> None:
    emulator.order("settings", {"receipts": False})
    send(sms, application)
    assert eventually(lambda: application.states == ["sent"])

    emulator.order("settings", {"callbacks": "off", "receipts": True})
    sid = send(sms, application)

    assert eventually(lambda: sms.fetch(sid).status == "delivered")
    assert application.states == ["sent"]


def test_a_webhook_that_reached_nobody_is_posted_again_with_the_same_token(
    emulator: RunningEmulator, sms: TwilioSms
) -> None:
    emulator.order("settings", {"callback_retries": 100})
    port = free_ports()
    send(sms, Application(f"http://127.0.0.1:{port}"))
    assert eventually(lambda: emulator.ask("dump")["webhooks"])

    with running_application(port) as application:
        assert eventually(lambda: set(application.states) == {"sent", "delivered"})

    posted = emulator.ask("dump")["webhooks"]
    tokens = {row["token"] for row in posted if row["params"]["MessageStatus"] == "sent"}
    assert tokens == {
        webhook.token for webhook in application.webhooks if webhook.params["MessageStatus"] == "sent"
    }
    assert {row["status"] for row in posted} == {None, 200}


def test_a_text_from_a_phone_reaches_the_application_signed(
    emulator: RunningEmulator, sms: TwilioSms, application: Application
) -> None:
    emulator.order("settings", {"inbound_url": f"{application.url}/webhooks/twilio/inbound/"})
    sms.send(to=PHONE, body="Tomorrow at 9", status_callback=None)

    emulator.order("inbound", {"from": PHONE, "body": "On my way 🙂"})

    assert eventually(lambda: application.webhooks)
    (webhook,) = application.webhooks
    assert urlsplit(webhook.url).path == "/webhooks/twilio/inbound/"
    assert RequestValidator(TOKEN).validate(webhook.url, webhook.params, webhook.signature)
    told = {name: webhook.params[name] for name in ("From", "To", "Body", "SmsStatus", "NumMedia")}
    assert told == {
        "From": PHONE,
        "To": SENDER,
        "Body": "On my way 🙂",
        "SmsStatus": "received",
        "NumMedia": "0",
    }


def test_what_the_application_answers_is_sent_back(
    emulator: RunningEmulator, application: Application
) -> None:
    emulator.order("settings", {"inbound_url": application.url})
    application.answer = "<Response><Message>Thank you &amp; good bye</Message></Response>"

    emulator.order("inbound", {"from": PHONE, "body": "Hello", "to": SENDER})

    assert eventually(lambda: [m["body"] for m in messages_of(emulator)] == ["Hello", "Thank you & good bye"])


@pytest.mark.parametrize("word", ["STOP", " stop ", "Cancel", "UNSUBSCRIBE"])
def test_a_stop_word_blocks_the_number_until_start(
    emulator: RunningEmulator, sms: TwilioSms, application: Application, word: str
) -> None:
    emulator.order("settings", {"inbound_url": application.url})
    sms.send(to=PHONE, body="Tomorrow at 9", status_callback=None)

    emulator.order("inbound", {"from": PHONE, "body": word})

    with pytest.raises(PermanentFailure) as caught:
        sms.send(to=PHONE, body="Tomorrow at 9", status_callback=None)
    assert (caught.value.code, caught.value.about) == (21610, "opted_out")
    assert eventually(lambda: [webhook.params["Body"] for webhook in application.webhooks] == [word])

    emulator.order("inbound", {"from": PHONE, "body": "Start"})
    assert sms.send(to=PHONE, body="Tomorrow at 9", status_callback=None).status == "queued"


def test_a_sentence_with_a_stop_word_blocks_nothing(emulator: RunningEmulator, sms: TwilioSms) -> None:
    emulator.order("inbound", {"from": PHONE, "body": "Please stop by at 9", "to": SENDER})

    assert sms.send(to=PHONE, body="Tomorrow at 9", status_callback=None).status == "queued"


def test_a_korean_phone_cannot_answer(emulator: RunningEmulator) -> None:
    answer = loopback.post(
        f"{emulator.url}/control/inbound", json={"from": "+821012345678", "body": "STOP"}, timeout=10
    )

    assert answer.status_code == 400
    assert messages_of(emulator) == []
