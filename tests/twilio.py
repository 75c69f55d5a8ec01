"""Messaging against the Twilio emulator: fixtures that the integration and the fault tests share."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic, sleep
from typing import Any

import pytest
from django.conf import settings

import clock
from integrations.twilio_sms.client import TwilioSms
from integrations.twilio_sms.texts import Texts
from integrations.twilio_sms.whatsapp import PREFIX, WhatsApp
from messaging.channels import Channel, Channels, Mailbox
from messaging.links.queries import path_behind
from tests.emulators import RunningEmulator, running_twilio_emulator

MESSAGES = "*/Messages.json"


@pytest.fixture(scope="session")
def started_emulator() -> Iterator[RunningEmulator]:
    with running_twilio_emulator() as emulator:
        yield emulator


@pytest.fixture
def emulator(started_emulator: RunningEmulator) -> RunningEmulator:
    """An emulator without a past, whose messages take almost no time and whose receipts are off."""
    started_emulator.order("reset")
    quick = {"sent_after": 0.02, "delivered_after": 0.04, "retry_wait": 0.1, "callbacks": "off"}
    started_emulator.order("settings", quick)
    return started_emulator


@pytest.fixture
def channels(emulator: RunningEmulator) -> Channels:
    return channels_to(emulator)


def channels_to(
    emulator: RunningEmulator, public_url: str = "http://127.0.0.1:9", seconds: float = 5
) -> Channels:
    """The ways out, with texts and WhatsApp going to the emulator and receipts to `public_url`."""
    env = settings.ENV

    def sent_from(sender: str) -> TwilioSms:
        return TwilioSms(
            account_sid=env.twilio_account_sid,
            auth_token=env.twilio_auth_token.get_secret_value(),
            sender=sender,
            base_url=emulator.url,
            timeout=timedelta(seconds=seconds),
        )

    ways: dict[str, Channel] = {
        "sms": Texts(sent_from(env.twilio_sender)),
        "whatsapp": WhatsApp(sent_from(PREFIX + env.twilio_whatsapp_sender)),
        "email": Mailbox(),
    }
    return Channels(ways, public_url)


def texts_at(emulator: RunningEmulator) -> list[dict[str, Any]]:
    """Every text that Twilio has taken from us, oldest first."""
    rows = emulator.ask("dump")["messages"]
    return [row for row in rows if row["direction"] != "inbound"]


def with_long_links(text: str) -> str:
    """A text with the pages that its short links lead to in their place."""
    return re.sub(
        re.escape(settings.PUBLIC_URL) + r"/l/(\w+)",
        lambda found: f"{settings.PUBLIC_URL}{path_behind(found[1], now=clock.now())}",
        text,
    )


def fault(emulator: RunningEmulator, **script: object) -> None:
    """Something goes wrong with the next message that is handed over."""
    emulator.order("faults", {"method": "POST", "path": MESSAGES, **script})


def eventually(told: Callable[[], bool]) -> bool:
    """Whether it comes true while another process works on it."""
    deadline = monotonic() + 60
    while not told() and monotonic() < deadline:
        sleep(0.1)
    return told()
