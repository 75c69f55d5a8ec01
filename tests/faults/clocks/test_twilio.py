"""Twilio's clock and ours are five minutes apart, either way: every text goes once and its receipts count."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

import clock
from accounts.models import Person
from clock.models import ClockShift
from integrations.emulators.twilio.webhooks import signature_of
from messaging.models import Message, MessageKind, SuppressedNumber
from messaging.operations import look_up_open, notify, send_next
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import channels_to, eventually, fault, texts_at

pytestmark = pytest.mark.django_db

SKEW = timedelta(minutes=5)
EITHER_SIDE = pytest.mark.parametrize("skew", [-SKEW, SKEW], ids=["behind", "ahead"])
PHONE = "+821012345678"
TOKEN = "emulator-auth-token"


@pytest.fixture
def now() -> datetime:
    """Twilio stamps what it takes by the world's time, so that is ours too."""
    return clock.now()


def a_text(now: datetime) -> Message:
    """A notice to somebody who is awake at any hour; only the text is left to go."""
    person: Person = a_founder(phone=PHONE, quiet_from="00:00", quiet_until="00:00")
    appointment = an_appointment(person, starts_at=now + timedelta(days=3))
    notify(appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=now)
    Message.objects.filter(channel="email").delete()
    return Message.objects.get()


def the_text() -> Message:
    return Message.objects.get(channel="sms")


def twilio_is(emulator: RunningEmulator, off: timedelta) -> None:
    emulator.order("clock", {"shift_seconds": off.total_seconds()})


@EITHER_SIDE
@pytest.mark.parametrize("trouble", [{"kind": "reset"}, {"status": 503, "body": "<html></html>"}])
def test_a_text_of_unclear_fate_is_found_at_twilio_and_not_repeated(
    emulator: RunningEmulator, now: datetime, skew: timedelta, trouble: dict[str, object]
) -> None:
    a_text(now)
    twilio_is(emulator, skew)
    channels = channels_to(emulator)
    fault(emulator, commit=True, **trouble)
    send_next(channels=channels, now=now)
    assert the_text().state == "unknown"

    look_up_open(channels=channels, now=now + timedelta(minutes=3))

    assert the_text().state in ("accepted", "sent", "delivered")
    assert send_next(channels=channels, now=now + timedelta(hours=1)) is False
    assert [row["sid"] for row in texts_at(emulator)] == [the_text().provider_id]


@EITHER_SIDE
def test_a_text_that_twilio_never_took_goes_again_once(
    emulator: RunningEmulator, now: datetime, skew: timedelta
) -> None:
    a_text(now)
    twilio_is(emulator, skew)
    channels = channels_to(emulator)
    fault(emulator, kind="reset")
    send_next(channels=channels, now=now)
    look_up_open(channels=channels, now=now + timedelta(minutes=3))
    send_next(channels=channels, now=now + timedelta(minutes=6))
    assert [row["sid"] for row in texts_at(emulator)] == [the_text().provider_id]


@pytest.mark.django_db(transaction=True)
@EITHER_SIDE
def test_the_signed_receipts_of_such_a_twilio_count(
    live_server: LiveServer,
    settings: Settings,
    emulator: RunningEmulator,
    now: datetime,
    skew: timedelta,
) -> None:
    settings.PUBLIC_URL = live_server.url
    emulator.order("settings", {"callbacks": "on"})
    twilio_is(emulator, skew)
    a_text(now)
    assert send_next(channels=channels_to(emulator, live_server.url), now=now) is True
    assert eventually(lambda: the_text().state == "delivered")
    assert eventually(lambda: len(emulator.ask("dump")["webhooks"]) == 2)
    assert {row["status"] for row in emulator.ask("dump")["webhooks"]} == {204}


def post(path: str, params: dict[str, str], settings: Settings) -> int:
    """What Twilio posts, to a server of ours."""
    signature = signature_of(settings.PUBLIC_URL + path, params, TOKEN)
    client = Client(headers={"X-Twilio-Signature": signature})
    answer = client.post(path, urlencode(params), "application/x-www-form-urlencoded")
    return int(answer.status_code)


@EITHER_SIDE
def test_a_receipt_counts_on_a_server_of_ours_whose_clock_is_off(
    emulator: RunningEmulator, settings: Settings, now: datetime, skew: timedelta
) -> None:
    a_text(now)
    assert send_next(channels=channels_to(emulator), now=now) is True
    ClockShift.show(now + skew)
    for status in ("sent", "delivered"):
        params = {"MessageSid": the_text().provider_id, "MessageStatus": status, "To": PHONE}
        assert post("/webhooks/twilio/status/", params, settings) == 204
    assert the_text().state == "delivered"


@EITHER_SIDE
def test_a_stop_that_seems_to_come_earlier_or_later_holds_back_what_is_ready(
    emulator: RunningEmulator, settings: Settings, now: datetime, skew: timedelta
) -> None:
    a_text(now)
    ClockShift.show(now + skew)
    text = {"From": PHONE, "Body": "STOP", "MessageSid": f"SM{1:032x}"}
    assert post("/webhooks/twilio/inbound/", text, settings) == 200
    assert SuppressedNumber.objects.filter(phone=PHONE).exists()
    send_next(channels=channels_to(emulator), now=now)
    assert texts_at(emulator) == []
    assert the_text().state == "dropped"
