"""Nothing is texted to the United States before carriers there know the hub's campaign, nor once they refused it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from accounts.phones import is_of_the_united_states
from audit.models import AuditEntry
from messaging.channels import Channels
from messaging.models import Message, MessageKind, UnitedStatesHold
from messaging.numbers.operations import send_code
from messaging.numbers.refusals import UnitedStatesNotRegistered
from messaging.operations import (
    apply_receipt,
    due_reminders_become_messages,
    notify,
    plan_reminders,
    send_next,
)
from messaging.rules import Ending
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder, a_mentor, a_person
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 20, 18, tzinfo=UTC)  # 10:00 in California
STARTS_AT = datetime(2026, 11, 24, 20, tzinfo=UTC)
DAY_BEFORE = STARTS_AT - timedelta(days=1)
CALIFORNIAN, CANADIAN = "+14155550123", "+16045550123"


@pytest.fixture
def mentor() -> Person:
    return a_mentor(phone=CALIFORNIAN).person


@pytest.fixture
def unregistered(settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(update={"twilio_us_campaign": ""})


def tell(person: Person, now: datetime = MORNING) -> Message:
    appointment = an_appointment(person, starts_at=STARTS_AT + timedelta(hours=1 + Message.objects.count()))
    notify(appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=now)
    return Message.objects.filter(channel="sms").latest("pk")


def send_all(channels: Channels, now: datetime) -> None:
    due_reminders_become_messages(now=now)
    while send_next(channels=channels, now=now):
        pass


def call(person: Person) -> APIClient:
    client = APIClient(headers={"Accept-Language": "en"})
    client.force_authenticate(person)
    return client


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        (CALIFORNIAN, True),
        ("+17875550123", True),  # Puerto Rico
        ("+16715550123", True),  # Guam
        ("+18005550123", True),  # free of charge in all of the plan
        (CANADIAN, False),
        ("+18765550123", False),  # Jamaica
        ("+821012345678", False),
        ("", False),
    ],
)
def test_the_plan_tells_the_united_states_from_their_neighbours(phone: str, expected: bool) -> None:
    assert is_of_the_united_states(phone) is expected


@pytest.mark.usefixtures("unregistered")
def test_without_a_campaign_texts_to_the_united_states_become_e_mails_and_say_why(
    channels: Channels, emulator: RunningEmulator, mentor: Person
) -> None:
    tell(mentor)
    appointment = an_appointment(mentor, starts_at=STARTS_AT)
    plan_reminders(
        appointment=appointment, briefings={mentor: a_briefing()}, offsets_minutes=[1440], now=MORNING
    )
    send_all(channels, DAY_BEFORE)
    assert texts_at(emulator) == []
    assert list(Message.objects.order_by("pk").values_list("kind", "channel", "state", "error_code")) == [
        ("moved", "email", "sent", ""),
        ("moved", "sms", "dropped", "us_not_registered"),
        ("reminder", "sms", "dropped", "us_not_registered"),
        ("reminder", "email", "sent", ""),
    ]


@pytest.mark.usefixtures("unregistered")
@pytest.mark.parametrize("phone", [CANADIAN, "+821012345678"])
def test_without_a_campaign_texts_go_to_other_countries(
    channels: Channels, emulator: RunningEmulator, phone: str
) -> None:
    tell(a_founder(phone=phone, time_zone="UTC"))
    send_all(channels, MORNING)
    assert [row["to"] for row in texts_at(emulator)] == [phone]


@pytest.mark.usefixtures("unregistered")
def test_without_a_campaign_a_number_of_the_united_states_gets_no_code() -> None:
    person = a_founder(phone=CALIFORNIAN, phone_verified_at=None)
    answer = call(person).post("/api/me/number/code/")
    assert (answer.status_code, answer.json()["code"]) == (409, "us_not_registered")
    assert call(person).get("/api/me/number/").json()["us_is_closed"] is True


def test_a_code_that_was_asked_for_before_the_campaign_ended_does_not_leave(
    channels: Channels, emulator: RunningEmulator, settings: Any
) -> None:
    send_code(person=a_founder(phone=CALIFORNIAN, phone_verified_at=None), nonce="a" * 32, now=MORNING)
    settings.ENV = settings.ENV.model_copy(update={"twilio_us_campaign": ""})
    send_all(channels, MORNING)
    assert texts_at(emulator) == []
    assert Message.objects.get().error_code == "us_not_registered"


def test_the_way_out_itself_takes_no_text_without_a_campaign(
    channels: Channels, emulator: RunningEmulator, mentor: Person, settings: Any
) -> None:
    text = tell(mentor)
    settings.ENV = settings.ENV.model_copy(update={"twilio_us_campaign": ""})
    outcome = channels.deliver(text, timedelta(hours=1))
    assert (outcome.ending, outcome.code) == (Ending.REFUSED, "us_not_registered")
    assert texts_at(emulator) == []


@pytest.mark.parametrize("code", ["30032", "30034"])
def test_carriers_that_know_no_campaign_stop_texts_to_their_country_and_blame_no_number(
    channels: Channels, emulator: RunningEmulator, mentor: Person, code: str
) -> None:
    text = tell(mentor)
    send_all(channels, MORNING)
    text.refresh_from_db()
    apply_receipt(provider_id=text.provider_id, status="undelivered", error_code=code, now=MORNING)
    assert list(UnitedStatesHold.objects.values_list("since", "code")) == [(MORNING, code)]
    assert tell(mentor).error_code == "us_not_registered"
    assert tell(a_founder(phone="+821012345678", time_zone="UTC")).state == "ready"
    with pytest.raises(UnitedStatesNotRegistered):
        send_code(person=a_founder(phone="+14155550124", phone_verified_at=None), nonce="a" * 32, now=MORNING)


def test_a_coordinator_sees_the_hold_and_lifts_it() -> None:
    coordinator = a_person(Role.COORDINATOR)
    client = call(coordinator)
    assert shown(client.get("/api/messaging/switch/").json()) == ("on", None, "")
    UnitedStatesHold.objects.create(since=MORNING, code="30034")
    assert shown(client.get("/api/messaging/switch/").json()) == (
        "refused",
        "2026-11-20T18:00:00Z",
        "30034",
    )
    for _ in range(2):
        assert shown(client.post("/api/messaging/united-states/release/").json()) == ("on", None, "")
    told = AuditEntry.objects.filter(action="texts.released")
    assert list(told.values_list("actor", flat=True)) == [coordinator.pk]


@pytest.mark.usefixtures("unregistered")
def test_a_coordinator_sees_that_no_campaign_is_named() -> None:
    client = call(a_person(Role.COORDINATOR))
    assert shown(client.get("/api/messaging/switch/").json()) == ("unregistered", None, "")


def shown(standing: dict[str, Any]) -> tuple[str, str | None, str]:
    return standing["us_texts"], standing["us_since"], standing["us_code"]
