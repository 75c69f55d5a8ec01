"""A hub adds a channel by one folder: `tests/channels/pigeon`, whose vendor is a process of its own."""

import hmac
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import Consent, Person
from agenda.models import Appointment
from messaging.channels import INSTALLED, Channels
from messaging.channels.installed import ADDED
from messaging.models import ChannelBlock, Message, MessageKind
from messaging.operations import (
    due_reminders_become_messages,
    look_up_open,
    look_up_silent,
    notify,
    plan_reminders,
)
from messaging.sending import send_what_lost_its_way
from tests import loopback
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.integration.messaging.ringing import (
    DAY_BEFORE,
    NOON,
    PHONE,
    STARTS_AT,
    a_founder_told_by,
    rows,
    send_all,
    signed_in,
)
from tests.ports import free_ports
from tests.twilio import channels_to, texts_at

pytestmark = pytest.mark.django_db

SECRET = "millet"


@pytest.fixture(scope="module")
def loft() -> Iterator[str]:
    port = free_ports()
    script = Path(__file__).parents[2] / "channels" / "loft.py"
    process = subprocess.Popen([sys.executable, str(script), str(port)])
    url = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            loopback.get(f"{url}/pigeons", timeout=2)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            break
    yield url
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def channels(
    loft: str, emulator: RunningEmulator, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> Iterator[Channels]:
    monkeypatch.setenv("PIGEON_URL", loft)
    monkeypatch.setenv("PIGEON_SECRET", SECRET)
    install(settings, "tests.channels.pigeon")
    loopback.post(f"{loft}/control", json={"orders": [], "empty": True})
    with_pigeons = channels_to(emulator)
    INSTALLED.channels = Channels({**with_pigeons.ways, **ADDED.channels}, with_pigeons.public_url)
    yield INSTALLED.channels
    INSTALLED.__dict__.pop("channels", None)
    ADDED.__dict__.pop("channels", None)


def install(settings: Settings, packages: str) -> None:
    settings.ENV = settings.ENV.model_copy(update={"message_channels": packages})
    ADDED.__dict__.pop("channels", None)


@pytest.fixture
def founder(channels: Channels) -> Person:
    return a_founder_told_by("pigeon")


@pytest.fixture
def appointment(founder: Person) -> Appointment:
    return an_appointment(founder, starts_at=STARTS_AT)


def order(loft: str, *orders: str) -> None:
    loopback.post(f"{loft}/control", json={"orders": list(orders)}).raise_for_status()


def flown(loft: str) -> list[dict[str, Any]]:
    pigeons: list[dict[str, Any]] = loopback.get(f"{loft}/pigeons").json()
    return pigeons


def tell(appointment: Appointment, person: Person) -> None:
    notify(appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=NOON)


def remind(appointment: Appointment, person: Person) -> None:
    briefings = {person: a_briefing()}
    plan_reminders(appointment=appointment, briefings=briefings, offsets_minutes=[1440], now=NOON)
    due_reminders_become_messages(now=DAY_BEFORE)


def test_it_is_offered_and_agreed_to_in_its_own_words(founder: Person) -> None:
    client = signed_in(founder)
    shown = {row["channel"]: row for row in client.get("/api/me/channels/").json()}
    assert list(shown) == ["sms", "whatsapp", "pigeon", "email"]
    assert (shown["pigeon"]["channel_name"], shown["pigeon"]["used"]) == ("Carrier pigeon", True)
    said = Consent.objects.get(person=founder, channel="pigeon")
    assert (said.given, said.wording) == (True, "Meridian may send pigeons to my number about my sessions.")
    answer = client.patch("/api/me/", {"reach_news": "pigeon+email"}, format="json")
    assert (answer.status_code, answer.json()["reach_news"]) == (200, "pigeon+email")
    assert client.patch("/api/me/", {"reach_news": "raven+email"}, format="json").status_code == 400
    answer = client.post("/api/me/channels/", {"channel": "raven", "allowed": True}, format="json")
    assert answer.status_code == 400


def test_a_change_and_a_reminder_leave_by_it_alone(
    channels: Channels, loft: str, appointment: Appointment, founder: Person, emulator: RunningEmulator
) -> None:
    tell(appointment, founder)
    send_all(channels, NOON)
    remind(appointment, founder)
    send_all(channels, DAY_BEFORE)
    assert [(one["to"], one["words"].split("\n")[0]) for one in reversed(flown(loft))] == [
        (PHONE, "[Meridian] Session with Dana Reyes has a new time"),
        (PHONE, "[Meridian] Reminder: session with Dana Reyes"),
    ]
    assert texts_at(emulator) == []
    assert rows() == [
        ("email", "dropped", "by_text"),
        ("pigeon", "accepted", ""),
        ("sms", "dropped", "by_another"),
        ("pigeon", "accepted", ""),
    ]


@pytest.mark.parametrize(("fault", "flights"), [("swallow", 1), ("vanish", 1)])
def test_a_lost_answer_is_looked_up_before_anything_flies_again(
    channels: Channels, loft: str, appointment: Appointment, founder: Person, fault: str, flights: int
) -> None:
    tell(appointment, founder)
    order(loft, fault)
    send_all(channels, NOON)
    assert ("pigeon", "unknown", "no_answer") in rows()
    later = NOON + timedelta(minutes=3)
    look_up_open(channels=channels, now=later)
    send_all(channels, later + timedelta(minutes=1))
    assert len(flown(loft)) == flights
    assert ("pigeon", "accepted", "") in rows()


@pytest.mark.parametrize("code", ["NO_WINDOW", "TOO_HEAVY"])
def test_what_is_refused_for_good_goes_by_text_at_once(
    channels: Channels,
    loft: str,
    appointment: Appointment,
    founder: Person,
    emulator: RunningEmulator,
    code: str,
) -> None:
    tell(appointment, founder)
    order(loft, code)
    send_all(channels, NOON)
    assert rows() == [
        ("email", "dropped", "by_text"),
        ("pigeon", "failed", code),
        ("sms", "accepted", ""),
    ]
    assert len(texts_at(emulator)) == 1
    assert ChannelBlock.objects.filter(channel="pigeon", phone=PHONE).exists() == (code == "NO_WINDOW")


def test_after_the_text_fails_too_the_e_mail_leaves(
    channels: Channels, loft: str, appointment: Appointment, founder: Person, emulator: RunningEmulator
) -> None:
    remind(appointment, founder)
    order(loft, "TOO_HEAVY")
    emulator.order("numbers", {"number": PHONE, "error_code": 21211})
    send_all(channels, DAY_BEFORE)
    assert rows() == [("pigeon", "failed", "TOO_HEAVY"), ("sms", "failed", "21211"), ("email", "sent", "")]


def test_who_tells_the_vendor_that_they_want_none_gets_none(
    channels: Channels, loft: str, appointment: Appointment, founder: Person
) -> None:
    tell(appointment, founder)
    order(loft, "WANTS_NONE")
    send_all(channels, NOON)
    founder.refresh_from_db()
    assert founder.channels_allowed == []
    assert ("pigeon", "dropped", "opted_out") in rows()
    assert Consent.objects.filter(person=founder, channel="pigeon")[0].source == "provider"


def test_a_busy_vendor_is_asked_again_later(
    channels: Channels, loft: str, appointment: Appointment, founder: Person
) -> None:
    tell(appointment, founder)
    order(loft, "busy")
    send_all(channels, NOON)
    assert ("pigeon", "ready", "NO_PIGEON") in rows()
    send_all(channels, NOON + timedelta(minutes=2))
    assert ("pigeon", "accepted", "") in rows()


def post_receipt(client: APIClient, mark: str, body: bytes) -> Any:
    return client.generic(
        "POST",
        "/webhooks/channels/pigeon/",
        body.decode(),
        content_type="application/json",
        HTTP_X_LOFT_MARK=mark,
    )


def test_its_receipts_are_proved_by_itself_and_applied_by_rank(
    channels: Channels, loft: str, appointment: Appointment, founder: Person
) -> None:
    tell(appointment, founder)
    send_all(channels, NOON)
    message = Message.objects.get(channel="pigeon")
    client = APIClient()
    for word, state in [("flying", "sent"), ("landed", "delivered"), ("flying", "delivered")]:
        body = json.dumps({"pigeons": [{"id": message.provider_id, "is": word}]}).encode()
        mark = hmac.new(SECRET.encode(), body, "sha256").hexdigest()
        assert post_receipt(client, "0" * 64, body).status_code == 403
        assert post_receipt(client, mark, body).status_code == 204
        message.refresh_from_db()
        assert message.state == state
    nonsense = b'{"hawks": []}'
    mark = hmac.new(SECRET.encode(), nonsense, "sha256").hexdigest()
    assert post_receipt(client, mark, nonsense).status_code == 400
    for other in ("sms", "raven"):
        assert client.post(f"/webhooks/channels/{other}/").status_code == 404


def test_silence_is_asked_about(
    channels: Channels, loft: str, appointment: Appointment, founder: Person
) -> None:
    tell(appointment, founder)
    send_all(channels, NOON)
    assert look_up_silent(channels=channels, now=NOON + timedelta(minutes=11)) == 1


def test_what_waits_for_a_channel_that_was_taken_out_goes_by_text(
    channels: Channels, appointment: Appointment, founder: Person, settings: Settings
) -> None:
    tell(appointment, founder)
    install(settings, "")
    Message.objects.update(not_before=NOON)
    send_what_lost_its_way()
    assert rows() == [
        ("email", "dropped", "by_text"),
        ("pigeon", "dropped", "no_account"),
        ("sms", "ready", ""),
    ]


def test_one_that_cannot_be_used_says_why(monkeypatch: pytest.MonkeyPatch, channels: Channels) -> None:
    monkeypatch.delenv("PIGEON_SECRET")
    ADDED.__dict__.pop("channels", None)
    with pytest.raises(ValueError, match="PIGEON_SECRET"):
        _ = ADDED.channels
