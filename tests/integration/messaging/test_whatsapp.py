"""WhatsApp: approved words alone, to those who agreed, and by text or e-mail where it does not arrive."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings as django_settings

from accounts.models import Consent, Person, Role
from agenda.models import Appointment
from messaging.channels import Channels
from messaging.inbound.operations import take_text
from messaging.models import ChannelBlock, Message, MessageKind, TemplateText
from messaging.operations import (
    apply_receipt,
    due_reminders_become_messages,
    look_up_open,
    look_up_silent,
    notify,
    plan_reminders,
)
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_person, a_programme
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
from tests.twilio import eventually, fault, texts_at

pytestmark = pytest.mark.django_db

TO = f"whatsapp:{PHONE}"
HX = "HX" + "1f" * 16
VARIABLES = "{other_name}\n{start_here}\n{link}"


@pytest.fixture
def programme() -> int:
    """Its coordinators have had the words of reminders and changes approved."""
    programme = a_programme(slug="global")
    by = a_person(Role.COORDINATOR)
    for kind in (MessageKind.MOVED, MessageKind.REMINDER):
        row = TemplateText.objects.create(
            programme=programme.pk,
            about="session",
            kind=kind,
            channel="whatsapp",
            language="en",
            number=1,
            subject=HX,
            body=VARIABLES,
            by=by,
            at=NOON,
        )
    programme.words_as_of = row.pk
    programme.save()
    return int(programme.pk)


@pytest.fixture
def founder(channels: Channels) -> Person:
    return a_founder_told_by("whatsapp")


@pytest.fixture
def appointment(founder: Person) -> Appointment:
    return an_appointment(founder, starts_at=STARTS_AT)


def said(programme: int) -> Any:
    as_of = TemplateText.objects.latest("pk").pk
    return a_briefing(programme=programme, words_as_of=as_of, link=f"{django_settings.PUBLIC_URL}/sessions/5")


def tell(
    appointment: Appointment, person: Person, programme: int, kind: MessageKind = MessageKind.MOVED
) -> None:
    notify(appointment=appointment, person=person, kind=kind, briefing=said(programme), now=NOON)


def remind(appointment: Appointment, person: Person, programme: int) -> None:
    plan_reminders(
        appointment=appointment, briefings={person: said(programme)}, offsets_minutes=[1440], now=NOON
    )
    due_reminders_become_messages(now=DAY_BEFORE)


def test_a_change_and_a_reminder_leave_as_approved_words(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person, programme: int
) -> None:
    emulator.order("contents", {"sid": HX, "text": "Your session with {{1}} is on {{2}}: {{3}}"})
    tell(appointment, founder, programme)
    send_all(channels, NOON)
    remind(appointment, founder, programme)
    send_all(channels, DAY_BEFORE)
    first, second = texts_at(emulator)
    assert (first["to"], first["sender"], first["content"]) == (TO, "whatsapp:+15005550006", HX)
    assert first["body"].startswith("Your session with Dana Reyes is on Tue 24 Nov 15:00 Seoul: ")
    assert "/l/" in second["body"]
    assert rows() == [
        ("email", "dropped", "by_text"),
        ("whatsapp", "accepted", ""),
        ("sms", "dropped", "by_another"),
        ("whatsapp", "accepted", ""),
    ]


def test_what_is_read_has_arrived(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person, programme: int
) -> None:
    tell(appointment, founder, programme)
    send_all(channels, NOON)
    assert eventually(lambda: texts_at(emulator)[0]["status"] == "read")
    look_up_silent(channels=channels, now=NOON + timedelta(minutes=11))
    message = Message.objects.get(channel="whatsapp")
    assert message.state == "delivered"
    for status in ("sent", "delivered", "read"):
        apply_receipt(provider_id=message.provider_id, status=status, now=NOON)
    message.refresh_from_db()
    assert message.state == "delivered"


def test_a_kind_without_approved_words_goes_by_text(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person, programme: int
) -> None:
    tell(appointment, founder, programme, MessageKind.CANCELLED)
    send_all(channels, NOON)
    assert rows() == [("email", "dropped", "by_text"), ("sms", "accepted", "")]
    assert texts_at(emulator)[0]["to"] == PHONE


def test_without_consent_to_whatsapp_it_goes_by_text(
    channels: Channels, appointment: Appointment, founder: Person, programme: int
) -> None:
    signed_in(founder).post("/api/me/channels/", {"channel": "whatsapp", "allowed": False}, format="json")
    founder.refresh_from_db()
    tell(appointment, founder, programme)
    remind(appointment, founder, programme)
    assert rows() == [("email", "dropped", "by_text"), ("sms", "ready", ""), ("sms", "ready", "")]


@pytest.mark.parametrize("code", [63003, 63024])
@pytest.mark.parametrize("kind", ["change", "reminder"])
def test_who_has_no_whatsapp_gets_a_text_at_once_and_later_ones_first(
    channels: Channels,
    emulator: RunningEmulator,
    appointment: Appointment,
    founder: Person,
    programme: int,
    code: int,
    kind: str,
) -> None:
    emulator.order("numbers", {"number": TO, "error_code": code})
    now = NOON if kind == "change" else DAY_BEFORE
    (tell if kind == "change" else remind)(appointment, founder, programme)
    send_all(channels, now)
    assert eventually(lambda: texts_at(emulator)[0]["status"] == "undelivered")
    look_up_silent(channels=channels, now=now + timedelta(minutes=11))
    send_all(channels, now + timedelta(minutes=11))
    assert ("whatsapp", "undelivered", str(code)) in rows()
    assert [row["to"] for row in texts_at(emulator)] == [TO, PHONE]
    assert (ChannelBlock.objects.get().because, ChannelBlock.objects.get().code) == ("bad_number", str(code))
    Message.objects.all().delete()
    tell(appointment, founder, programme)
    assert rows() == [("email", "dropped", "by_text"), ("sms", "ready", "")]
    shown = {row["channel"]: row for row in signed_in(founder).get("/api/me/channels/").json()}
    assert (shown["whatsapp"]["used"], shown["whatsapp"]["bad_since"] is None) == (False, False)


def test_a_refusal_in_the_answer_goes_by_text_and_then_by_e_mail(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person, programme: int
) -> None:
    tell(appointment, founder, programme)
    fault(emulator, status=400, body={"code": 63027, "message": "No", "status": 400})
    emulator.order("numbers", {"number": PHONE, "error_code": 21211})
    send_all(channels, NOON)
    assert rows() == [("email", "sent", ""), ("whatsapp", "failed", "63027"), ("sms", "failed", "21211")]


def test_who_has_blocked_us_there_gets_no_more_by_it(
    channels: Channels, appointment: Appointment, founder: Person, programme: int
) -> None:
    tell(appointment, founder, programme)
    send_all(channels, NOON)
    message = Message.objects.get(channel="whatsapp")
    apply_receipt(provider_id=message.provider_id, status="undelivered", error_code="63014", now=NOON)
    founder.refresh_from_db()
    assert (founder.allows("whatsapp"), founder.allows("sms")) == (False, True)
    assert ("sms", "ready", "") in rows()


@pytest.mark.parametrize("was_taken", [True, False])
def test_a_lost_answer_is_looked_up_before_it_is_sent_again(
    channels: Channels,
    emulator: RunningEmulator,
    appointment: Appointment,
    founder: Person,
    programme: int,
    was_taken: bool,
) -> None:
    tell(appointment, founder, programme)
    fault(emulator, kind="drop", commit=was_taken)
    send_all(channels, NOON)
    assert ("whatsapp", "unknown", "no_answer") in rows()
    later = NOON + timedelta(minutes=3)
    look_up_open(channels=channels, now=later)
    send_all(channels, later + timedelta(minutes=2))
    assert [row["to"] for row in texts_at(emulator)] == [TO]
    assert Message.objects.get(channel="whatsapp").provider_id == texts_at(emulator)[0]["sid"]


def test_stop_by_whatsapp_stops_it_alone_and_start_brings_it_back(founder: Person) -> None:
    assert take_text(sid="SM" + "1" * 32, phone=PHONE, body="정지", channel="whatsapp", now=NOON) == "stop"
    founder.refresh_from_db()
    assert (founder.allows("whatsapp"), founder.allows("sms")) == (False, True)
    assert take_text(sid="SM" + "2" * 32, phone=PHONE, body="START", channel="whatsapp", now=NOON) == "start"
    founder.refresh_from_db()
    assert founder.allows("whatsapp")
    steps = Consent.objects.filter(person=founder, channel="whatsapp").values_list("given", "source")
    assert list(steps) == [(True, "reply"), (False, "reply"), (True, "settings")]


def test_what_people_write_there_comes_by_the_signed_door_and_opens_a_day_of_free_words(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    emulator.order("inbound", {"from": TO, "body": "Thanks!"})
    message = Message.objects.create(
        person=founder,
        kind=MessageKind.ANSWER,
        channel="whatsapp",
        language="en",
        body="We passed it on.",
        not_before=NOON,
        created_at=NOON,
    )
    send_all(channels, NOON)
    message.refresh_from_db()
    assert message.state == "accepted"
    assert eventually(lambda: texts_at(emulator)[0]["status"] == "read")


def test_free_words_beyond_the_day_fail_with_63016(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    Message.objects.create(
        person=founder,
        kind=MessageKind.ANSWER,
        channel="whatsapp",
        language="en",
        body="We passed it on.",
        not_before=NOON,
        created_at=NOON,
    )
    send_all(channels, NOON)
    assert eventually(lambda: texts_at(emulator)[0]["error_code"] == 63016)


def test_the_price_is_the_lists_until_twilio_says_it(
    channels: Channels,
    emulator: RunningEmulator,
    appointment: Appointment,
    founder: Person,
    programme: int,
    settings: Any,
) -> None:
    prices = {"whatsapp": {"+82": Decimal("0.02")}}
    settings.ENV = settings.ENV.model_copy(update={"message_prices": prices})
    emulator.order("settings", {"priced_after": 0.01})
    tell(appointment, founder, programme)
    send_all(channels, NOON)
    message = Message.objects.get(channel="whatsapp")
    assert (message.parts, str(message.price), message.price_is_reported) == (1, "0.02000", False)


def test_caps_hold_for_all_that_rings(
    channels: Channels,
    emulator: RunningEmulator,
    appointment: Appointment,
    founder: Person,
    programme: int,
    settings: Any,
) -> None:
    settings.ENV = settings.ENV.model_copy(update={"texts_per_hour": 0})
    remind(appointment, founder, programme)
    send_all(channels, DAY_BEFORE)
    assert texts_at(emulator) == []
    assert rows() == [
        ("whatsapp", "dropped", "hourly_limit"),
        ("sms", "dropped", "hourly_limit"),
        ("email", "sent", ""),
    ]
