from collections.abc import Iterator

import pytest

from integrations.twilio_sms.client import TwilioSms
from tests.emulators import RunningEmulator, running_twilio_emulator
from tests.integration.twilio_emulator.application import (
    ACCOUNT,
    SENDER,
    TOKEN,
    Application,
    running_application,
)


@pytest.fixture(scope="session")
def started_emulator() -> Iterator[RunningEmulator]:
    with running_twilio_emulator() as emulator:
        yield emulator


@pytest.fixture
def emulator(started_emulator: RunningEmulator) -> RunningEmulator:
    """An emulator without a past, whose messages take almost no time."""
    started_emulator.order("reset")
    started_emulator.order("settings", {"sent_after": 0.05, "delivered_after": 0.1, "retry_wait": 0.1})
    return started_emulator


@pytest.fixture
def sms(emulator: RunningEmulator) -> TwilioSms:
    return TwilioSms(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, base_url=emulator.url)


@pytest.fixture
def application() -> Iterator[Application]:
    with running_application() as application:
        yield application
