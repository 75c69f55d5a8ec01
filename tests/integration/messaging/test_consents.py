"""What people allow on each channel, and what follows from it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.consent import allow
from accounts.models import Consent, ConsentChannel, ConsentSource, Person
from messaging.channels import Channels
from messaging.models import Message, MessageKind, SuppressedNumber
from messaging.operations import notify, send_next, take_reply
from messaging.texts import InvitationPart
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 12:00 in Seoul
PHONE = "+821012345678"
SMS, EMAIL = ConsentChannel.SMS, ConsentChannel.EMAIL


@pytest.fixture
def founder() -> Person:
    return a_founder(phone=PHONE)


def say(person: Person, channel: ConsentChannel, given: bool, source: str = "settings") -> None:
    allow(
        person=person,
        channel=channel,
        given=given,
        source=ConsentSource(source),
        language="en",
        by=person,
        now=NOON,
    )


def reply(word: str) -> None:
    take_reply(phone=PHONE, text=word, now=NOON)


def steps() -> list[tuple[str, bool, str]]:
    return list(Consent.objects.order_by("pk").values_list("channel", "given", "source"))


def allowed(person: Person) -> bool:
    person.refresh_from_db()
    return person.sms_allowed


def call(person: Person) -> APIClient:
    client = APIClient(headers={"Accept-Language": "en"})
    client.force_authenticate(person)
    return client


@pytest.mark.parametrize("start", ["START", "unstop", "Yes", "시작"])
@pytest.mark.parametrize("stop", ["STOP", "cancel", "OptOut.", "그만", "중지", "해지", "거부", "수신거부"])
def test_start_gives_back_what_a_stop_took(founder: Person, stop: str, start: str) -> None:
    say(founder, SMS, True)
    reply(stop)
    assert (allowed(founder), SuppressedNumber.objects.count()) == (False, 1)
    reply(start)
    assert (allowed(founder), SuppressedNumber.objects.count()) == (True, 0)
    assert steps() == [("sms", True, "settings"), ("sms", False, "reply"), ("sms", True, "reply")]


def test_start_without_an_earlier_consent_gives_none(founder: Person) -> None:
    reply("STOP")
    reply("START")
    assert (allowed(founder), steps()) == (False, [("sms", False, "reply")])


def test_start_does_not_undo_what_was_said_in_the_settings(founder: Person) -> None:
    say(founder, SMS, True)
    say(founder, SMS, False)
    reply("STOP")
    reply("START")
    assert (allowed(founder), steps()) == (False, [("sms", True, "settings"), ("sms", False, "settings")])


@pytest.mark.parametrize("text", ["please stop", "그만 보내 주세요", "stop it", "end of story", "yes please"])
def test_a_sentence_is_no_keyword(founder: Person, text: str) -> None:
    say(founder, SMS, True)
    reply(text)
    assert (allowed(founder), len(steps())) == (True, 1)


def test_a_stop_says_nothing_for_who_has_only_typed_the_number_in(founder: Person) -> None:
    other = a_founder(phone=PHONE, phone_verified_at=None)
    reply("STOP")
    assert (allowed(founder), allowed(other)) == (False, True)


def test_a_consent_keeps_the_wording_that_was_shown(founder: Person) -> None:
    shown = {row["channel"]: row for row in call(founder).get("/api/me/channels/").json()}
    call(founder).post("/api/me/channels/", {"channel": "sms", "allowed": False})
    call(founder).post("/api/me/channels/", {"channel": "sms", "allowed": True})
    kept = call(founder).get("/api/me/consents/").json()["results"]
    assert [(row["given"], row["wording"], row["language"]) for row in kept] == [
        (True, shown["sms"]["wording"], "en"),
        (False, "", "en"),
    ]


def test_saying_the_same_again_is_no_step(founder: Person) -> None:
    say(founder, SMS, True)
    say(founder, SMS, True)
    assert steps() == [("sms", True, "settings")]


def test_the_settings_of_the_person_leave_the_same_steps(founder: Person) -> None:
    call(founder).patch("/api/me/", {"sms_allowed": False})
    assert (allowed(founder), steps()) == (False, [("sms", False, "settings")])


@pytest.mark.parametrize(
    "fields", [{"sms_allowed": False}, {"phone": ""}, {"phone_verified_at": None}], ids=str
)
def test_e_mail_stays_where_no_text_reaches(fields: dict[str, Any]) -> None:
    person = a_founder(**{"phone": PHONE, **fields})
    refused = call(person).post("/api/me/channels/", {"channel": "email", "allowed": False})
    assert (refused.status_code, refused.json()["code"]) == (409, "one_channel_stays")


def test_e_mail_is_used_again_once_texts_are_stopped(founder: Person) -> None:
    client = call(founder)
    client.post("/api/me/channels/", {"channel": "email", "allowed": False})
    told = client.post("/api/me/channels/", {"channel": "sms", "allowed": False}).json()
    assert [(row["channel"], row["allowed"], row["used"]) for row in told] == [
        ("sms", False, False),
        ("whatsapp", False, False),
        ("email", False, True),
    ]


def tell(person: Person, invitation: InvitationPart | None = None) -> list[tuple[str, str, str]]:
    appointment = an_appointment(person, starts_at=NOON + timedelta(days=4))
    notify(
        appointment=appointment,
        person=person,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(),
        invitation=invitation,
        now=NOON,
    )
    return states()


def states() -> list[tuple[str, str, str]]:
    return list(Message.objects.order_by("pk").values_list("channel", "state", "error_code"))


def test_who_switched_e_mail_off_gets_the_text_alone(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    say(founder, EMAIL, False)
    assert tell(founder) == [("email", "dropped", "by_text"), ("sms", "ready", "")]
    while send_next(channels=channels, now=NOON):
        pass
    assert [row["to"] for row in texts_at(emulator)] == [PHONE]
    assert states() == [("email", "dropped", "by_text"), ("sms", "accepted", "")]


def test_an_invitation_for_the_calendar_comes_by_e_mail_all_the_same(founder: Person) -> None:
    say(founder, EMAIL, False)
    assert tell(founder, InvitationPart("BEGIN:VCALENDAR", "REQUEST")) == [
        ("email", "ready", ""),
        ("sms", "ready", ""),
    ]


def test_the_e_mail_goes_after_all_if_the_text_may_not(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    say(founder, EMAIL, False)
    tell(founder)
    reply("STOP")
    while send_next(channels=channels, now=NOON):
        pass
    assert states() == [("email", "sent", ""), ("sms", "dropped", "opted_out")]


def test_the_e_mail_goes_after_all_if_the_text_is_refused(
    channels: Channels, emulator: RunningEmulator
) -> None:
    unreachable = a_founder(phone="+15005550009")  # Twilio's own for a number that gets no texts
    say(unreachable, EMAIL, False)
    tell(unreachable)
    while send_next(channels=channels, now=NOON):
        pass
    assert [(channel, state) for channel, state, _ in states()] == [("email", "sent"), ("sms", "failed")]


@pytest.mark.parametrize("rows", [1, 19])
def test_the_history_costs_the_same_however_long_it_is(founder: Person, rows: int) -> None:
    for number in range(rows):
        say(founder, SMS, number % 2 == 0)
    with CaptureQueriesContext(connection) as queries:
        call(founder).get("/api/me/consents/")
    assert len(queries) == 2
