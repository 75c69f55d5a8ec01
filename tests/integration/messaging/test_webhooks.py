"""Receipts and replies, as Twilio posts them: signed, over HTTP, to a server that runs."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Consent, Person
from audit.models import AuditEntry
from integrations.emulators.twilio.webhooks import signature_of
from messaging.channels import STATUS_PATH, Channels
from messaging.models import DeliveryReceipt, Message, MessageKind, SuppressedNumber
from messaging.operations import due_reminders_become_messages, notify, plan_reminders, send_next
from tests import loopback
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import channels_to, eventually

INBOUND_PATH = "/webhooks/twilio/inbound/"
NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
PHONE = "+821012345678"
SID = "SM" + "5" * 32
TOKEN = "emulator-auth-token"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def public_url(settings: Settings) -> str:
    settings.PUBLIC_URL = "https://hub.example"
    return "https://hub.example"


@pytest.fixture
def founder(db: None) -> Person:
    return a_founder(phone=PHONE)


def post(path: str, params: dict[str, str], *, token: str = TOKEN, signed_as: str = "") -> Any:
    """What Twilio would post, signed with `token` for our public address unless `signed_as` is another one."""
    signature = signature_of(signed_as or "https://hub.example" + path, params, token)
    return Client(headers={"X-Twilio-Signature": signature}).post(path, urlencode(params), FORM)


def receipt(status: str, sid: str = SID, **more: str) -> dict[str, str]:
    return {"MessageSid": sid, "MessageStatus": status, "To": PHONE, "Unheard-Of": "1", **more}


def a_text(person: Person, state: str = "accepted", sid: str = SID) -> Message:
    appointment = an_appointment(person, starts_at=STARTS_AT)
    notify(appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=NOON)
    Message.objects.filter(channel="sms").update(state=state, provider_id=sid)
    return Message.objects.get(channel="sms")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("callbacks", ["on", "duplicate", "reorder"])
def test_a_text_is_delivered_and_the_signed_receipts_say_so(
    live_server: LiveServer, settings: Settings, emulator: RunningEmulator, callbacks: str
) -> None:
    settings.PUBLIC_URL = live_server.url
    emulator.order("settings", {"callbacks": callbacks})
    person = a_founder(phone=PHONE)
    appointment = an_appointment(person, starts_at=STARTS_AT)
    plan_reminders(
        appointment=appointment, briefings={person: a_briefing()}, offsets_minutes=[1440], now=NOON
    )
    now = STARTS_AT - timedelta(days=1)
    due_reminders_become_messages(now=now)
    assert send_next(channels=channels_to(emulator, live_server.url), now=now) is True
    assert eventually(lambda: Message.objects.get().state == "delivered")
    expected = 4 if callbacks == "duplicate" else 2
    assert eventually(lambda: len(emulator.ask("dump")["webhooks"]) == expected)
    assert {row["status"] for row in emulator.ask("dump")["webhooks"]} == {204}


@pytest.mark.django_db
@pytest.mark.parametrize("order", [["sent", "delivered"], ["delivered", "sent"], ["delivered", "delivered"]])
def test_receipts_in_any_order_end_in_delivered(founder: Person, order: list[str]) -> None:
    message = a_text(founder)
    assert [post(STATUS_PATH, receipt(status)).status_code for status in order] == [204, 204]
    message.refresh_from_db()
    assert message.state == "delivered"
    assert AuditEntry.objects.filter(action="message.delivered").count() == 1


@pytest.mark.django_db
def test_a_receipt_that_comes_before_our_own_record_is_kept_and_applied(
    founder: Person, emulator: RunningEmulator, channels: Channels
) -> None:
    assert post(STATUS_PATH, receipt("delivered")).status_code == 204
    assert DeliveryReceipt.objects.count() == 1
    message = a_text(founder, state="sending", sid="")
    from messaging.operations.outcomes import record_outcome
    from messaging.rules import Ending, Outcome

    outcome = Outcome(Ending.TAKEN, provider_id=SID, status="queued")
    record_outcome(message=message, outcome=outcome, now=NOON)
    message.refresh_from_db()
    assert (message.state, message.provider_id) == ("delivered", SID)


@pytest.mark.django_db
def test_a_text_that_did_not_arrive_says_why(founder: Person) -> None:
    message = a_text(founder)
    post(STATUS_PATH, receipt("undelivered", ErrorCode="30005"))
    message.refresh_from_db()
    assert (message.state, message.error_code) == ("undelivered", "30005")


@pytest.mark.django_db
def test_a_reminder_that_did_not_arrive_becomes_an_e_mail_at_once(founder: Person) -> None:
    appointment = an_appointment(founder, starts_at=STARTS_AT)
    now = STARTS_AT - timedelta(days=1)
    plan_reminders(
        appointment=appointment, briefings={founder: a_briefing()}, offsets_minutes=[1440], now=NOON
    )
    due_reminders_become_messages(now=now)
    Message.objects.update(state="accepted", provider_id=SID)
    for _ in range(2):
        post(STATUS_PATH, receipt("undelivered", ErrorCode="30005"))
    assert list(Message.objects.values_list("channel", "state")) == [
        ("sms", "undelivered"),
        ("email", "ready"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forgery",
    [
        {"token": "another token"},
        {"signed_as": "http://hub.example" + STATUS_PATH},
        {"signed_as": "https://hub.example" + STATUS_PATH + "?x=1"},
        {"signed_as": "https://elsewhere.example" + STATUS_PATH},
    ],
)
def test_a_forged_receipt_is_refused_and_changes_nothing(founder: Person, forgery: dict[str, str]) -> None:
    message = a_text(founder)
    answer = post(STATUS_PATH, receipt("delivered"), **forgery)
    assert (answer.status_code, answer.json()["code"]) == (403, "forged_signature")
    message.refresh_from_db()
    assert message.state == "accepted"
    assert DeliveryReceipt.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("path", [STATUS_PATH, INBOUND_PATH])
def test_a_call_without_a_signature_is_refused(path: str) -> None:
    assert Client().post(path, receipt("delivered")).status_code == 403
    assert Client().post(path).status_code == 403


@pytest.mark.django_db
def test_a_changed_parameter_breaks_the_signature(founder: Person) -> None:
    signature = signature_of("https://hub.example" + STATUS_PATH, receipt("sent"), TOKEN)
    changed = urlencode(receipt("delivered"))
    answer = Client(headers={"X-Twilio-Signature": signature}).post(STATUS_PATH, changed, FORM)
    assert answer.status_code == 403


@pytest.mark.django_db
def test_both_tokens_are_good_while_they_are_exchanged(settings: Settings, founder: Person) -> None:
    from pydantic import SecretStr

    old = settings.ENV.twilio_auth_token
    settings.ENV = settings.ENV.model_copy(
        update={"twilio_auth_token": SecretStr("the new one"), "twilio_auth_token_secondary": old}
    )
    a_text(founder)
    answers = [post(STATUS_PATH, receipt("sent"), token=token) for token in (TOKEN, "the new one", "neither")]
    assert [answer.status_code for answer in answers] == [204, 204, 403]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "params",
    [
        {"MessageSid": SID},
        {"MessageStatus": "sent"},
        receipt("sent", sid="SM\x00" + "5" * 31),
        receipt("x" * 300),
    ],
)
def test_a_receipt_that_lacks_something_is_a_bad_request(params: dict[str, str]) -> None:
    answer = post(STATUS_PATH, params)
    assert (answer.status_code, answer.json()["code"]) == (400, "incomplete_webhook")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_posts_are_taken(method: str) -> None:
    assert getattr(Client(), method)(STATUS_PATH).status_code in (403, 405)


@pytest.mark.django_db
def test_a_status_that_nobody_knows_is_kept_and_changes_nothing(founder: Person) -> None:
    message = a_text(founder)
    assert post(STATUS_PATH, receipt("teleported")).status_code == 204
    message.refresh_from_db()
    assert message.state == "accepted"


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["STOP", "stop.", "정지", "수신거부"])
def test_stop_ends_all_texts_to_the_number(founder: Person, word: str) -> None:
    answer = post(INBOUND_PATH, {"From": PHONE, "To": "+15005550006", "Body": word, "MessageSid": SID})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml")
    assert list(SuppressedNumber.objects.values_list("phone", "source")) == [(PHONE, "reply")]
    assert list(AuditEntry.objects.order_by("pk").values_list("subject_kind", "action")) == [
        ("person", "texts.stopped"),
        ("person", "consent.withdrawn"),
    ]
    assert list(Consent.objects.values_list("channel", "given", "source")) == [("sms", False, "reply")]


@pytest.mark.django_db
def test_start_takes_a_stop_back_but_gives_no_consent(founder: Person) -> None:
    Person.objects.filter(pk=founder.pk).update(sms_allowed=False)
    for number, word in enumerate(("STOP", "START")):
        post(INBOUND_PATH, {"From": PHONE, "Body": word, "MessageSid": f"SM{number:032x}"})
    founder.refresh_from_db()
    assert SuppressedNumber.objects.count() == 0
    assert founder.sms_allowed is False


@pytest.mark.django_db
def test_twilios_own_reading_of_a_reply_counts(founder: Person) -> None:
    post(INBOUND_PATH, {"From": PHONE, "Body": "no more please", "OptOutType": "STOP", "MessageSid": SID})
    assert SuppressedNumber.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", "🙂", "x" * 1600, "I will be late"])
def test_any_other_reply_gets_the_same_answer_and_stops_nothing(founder: Person, body: str) -> None:
    answers = [
        post(INBOUND_PATH, {"From": phone, "Body": body, "MessageSid": f"SM{number:032x}"})
        for number, phone in enumerate((PHONE, "+14155550199"))
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert SuppressedNumber.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_stop_from_a_real_phone_ends_texts(
    live_server: LiveServer, settings: Settings, emulator: RunningEmulator
) -> None:
    settings.PUBLIC_URL = live_server.url
    a_founder(phone="+14155550123")  # no answer leaves Korea
    emulator.order("settings", {"inbound_url": live_server.url + INBOUND_PATH})
    emulator.order("inbound", {"from": "+14155550123", "body": "Stop"})
    assert eventually(lambda: SuppressedNumber.objects.count() == 1)


@pytest.mark.django_db(transaction=True)
def test_a_running_server_refuses_a_forgery(live_server: LiveServer) -> None:
    answer = loopback.post(
        live_server.url + STATUS_PATH, data=receipt("delivered"), headers={"X-Twilio-Signature": "x"}
    )
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
