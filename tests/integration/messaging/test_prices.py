"""What a text costs: by our list when it leaves, as Twilio says once it does, and never guessed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from time import sleep
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

import clock
from accounts.models import Person
from config.environment import Environment
from messaging import delivery
from messaging.channels import Channels
from messaging.models import Message, MessageKind
from messaging.operations import apply_receipt, learn_prices, notify, send_next
from messaging.operations.recovery import look_up_open
from messaging.prices import price_of
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import fault, texts_at

pytestmark = pytest.mark.django_db

PHONE = "+821012345678"
ZERO = Decimal(0)


@pytest.fixture
def prices(settings: Any) -> None:
    listed = {"+82": Decimal("0.04"), "+8270": Decimal(1), "+1": Decimal("0.008")}
    settings.ENV = settings.ENV.model_copy(update={"text_prices": listed})


@pytest.fixture
def founder() -> Person:
    return a_founder(phone=PHONE, quiet_from="03:00", quiet_until="03:00", language="ko")


def told(channels: Channels, person: Person, now: datetime, days: int = 4) -> Message:
    appointment = an_appointment(person, starts_at=now + timedelta(days=days))
    notify(
        appointment=appointment,
        person=person,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(),
        now=now,
    )
    while send_next(channels=channels, now=now):
        pass
    return Message.objects.filter(channel="sms").latest("pk")


def cost(message: Message) -> tuple[Any, ...]:
    message.refresh_from_db()
    return (message.parts, message.price, message.price_unit, message.price_is_reported)


def test_the_longest_beginning_of_a_number_tells_the_price(prices: None) -> None:
    assert [price_of(phone, 2) and price_of(phone, 2).amount for phone in (PHONE, "+82701234567", "+49")] == [  # type: ignore[union-attr]
        Decimal("0.08"),
        Decimal(2),
        None,
    ]


@pytest.mark.parametrize("listed", ['{"82": "0.04"}', '{"+82": "-1"}', '{"+82": "dear"}', "[]"])
def test_a_price_list_that_is_none_stops_the_start(listed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXT_PRICES", listed)
    with pytest.raises(Exception, match=r"(?i)text_prices"):
        Environment()


def test_a_text_costs_what_our_list_says_until_twilio_says_more(
    prices: None, founder: Person, channels: Channels, emulator: RunningEmulator
) -> None:
    emulator.order("settings", {"priced_after": 0.5})
    now = clock.now()
    message = told(channels, founder, now)
    parts = texts_at(emulator)[0]["parts"]
    assert cost(message) == (parts, Decimal("0.04") * parts, "USD", False)
    apply_receipt(provider_id=message.provider_id, status="delivered", now=now)
    later = now + timedelta(minutes=6)
    assert learn_prices(channels=channels, now=later) == 0  # null until Twilio has it
    sleep(0.8)
    assert learn_prices(channels=channels, now=now + timedelta(minutes=4)) == 0  # too early to ask
    assert learn_prices(channels=channels, now=later) == 1
    assert cost(message) == (parts, Decimal("0.05") * parts, "USD", True)
    assert learn_prices(channels=channels, now=later) == 0


def test_without_a_list_nothing_is_guessed(
    founder: Person, channels: Channels, emulator: RunningEmulator
) -> None:
    message = told(channels, founder, clock.now())
    assert cost(message) == (texts_at(emulator)[0]["parts"], None, "", False)
    day = delivery.costs(since=clock.now() - timedelta(days=1), zone="Asia/Seoul")
    assert [(one.unit, one.texts, one.unpriced, one.reported, one.estimated) for one in day] == [
        ("", 1, 1, ZERO, ZERO)
    ]


def test_a_text_that_was_looked_up_has_its_price_too(
    prices: None, founder: Person, channels: Channels, emulator: RunningEmulator
) -> None:
    emulator.order("settings", {"priced_after": 0})
    fault(emulator, kind="drop", commit=True, status=500)
    now = clock.now()
    message = told(channels, founder, now)
    assert message.state == "unknown"
    sleep(0.3)
    look_up_open(channels=channels, now=now + timedelta(minutes=3))
    parts = texts_at(emulator)[0]["parts"]
    assert cost(message) == (parts, Decimal("0.05") * parts, "USD", True)


def test_many_prices_are_learnt_in_as_many_statements_as_one(
    prices: None, founder: Person, channels: Channels, emulator: RunningEmulator
) -> None:
    emulator.order("settings", {"priced_after": 0})
    counted = []
    for number in (1, 6):
        now = clock.now()
        for days in range(number):
            message = told(channels, founder, now, days=10 * number + days)
            apply_receipt(provider_id=message.provider_id, status="sent", now=now)
        sleep(0.3)
        with CaptureQueriesContext(connection) as statements:
            assert learn_prices(channels=channels, now=now + timedelta(minutes=6)) == number
        counted.append(len(statements))
    assert counted == [2, 2]


def test_the_days_add_up_what_is_reported_and_what_is_not(founder: Person) -> None:
    at = datetime(2026, 11, 23, 3, tzinfo=UTC)
    told_of: list[dict[str, Any]] = [
        {"price": Decimal("0.1"), "price_unit": "USD", "price_is_reported": True, "parts": 2},
        {"price": Decimal("0.05"), "price_unit": "USD", "parts": 1},
        {"price": Decimal("0.05"), "price_unit": "USD", "parts": 1, "state": "failed"},
        {"state": "failed"},  # refused: costs nothing
        {},
        {"price": Decimal(70), "price_unit": "KRW", "price_is_reported": True, "parts": 1},
    ]
    for fields in told_of:
        Message.objects.create(
            **{
                "person": founder,
                "kind": "confirmed",
                "channel": "sms",
                "language": "ko",
                "body": "x",
                "state": "delivered",
                "not_before": at,
                "created_at": at,
                "claimed_at": at,
                **fields,
            }
        )
    days = delivery.costs(since=at - timedelta(days=1), zone="Asia/Seoul")
    assert [(one.unit, one.texts, one.unpriced, one.reported, one.estimated) for one in days] == [
        ("", 1, 1, ZERO, ZERO),
        ("KRW", 1, 0, Decimal(70), 0),
        ("USD", 3, 0, Decimal("0.1"), Decimal("0.1")),
    ]


def test_a_price_has_a_unit_and_parts(founder: Person) -> None:
    at = datetime(2026, 11, 23, 3, tzinfo=UTC)
    message = Message.objects.create(
        person=founder, kind="moved", channel="sms", language="ko", body="x", not_before=at, created_at=at
    )
    for wrong in ({"price": 1, "parts": 1}, {"price": 1, "price_unit": "USD"}, {"price_is_reported": True}):
        with pytest.raises(IntegrityError, match="message_price_has_its_unit"), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**wrong)
