"""The link in a first text and in each e-mail stops more of them: no sign-in, one POST, and a way back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts.consent import allow
from accounts.models import Consent, ConsentChannel, ConsentSource, Person
from accounts.operations import change_person
from integrations.twilio_sms.segments import size_of
from messaging.channels import Channels
from messaging.models import Message, MessageKind, SuppressedNumber, ToldNumber
from messaging.numbers.operations import send_code
from messaging.numbers.refusals import NumberIsStopped
from messaging.operations import notify, send_next
from messaging.operations.settling import settle
from messaging.stop_links import stop_token, text_line
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 12:00 in Seoul
PHONE = "+821012345678"
LINK = re.compile(r"/s/([a-z0-9]+)")


@pytest.fixture
def founder() -> Person:
    person = a_founder(phone=PHONE)
    for channel in ConsentChannel:
        allow(
            person=person,
            channel=channel,
            given=True,
            source=ConsentSource.SETTINGS,
            language="ko",
            by=person,
            now=NOON,
        )
    return person


def tell(channels: Channels, person: Person, days: int = 4) -> None:
    appointment = an_appointment(person, starts_at=NOON + timedelta(days=days))
    notify(
        appointment=appointment,
        person=person,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(),
        now=NOON,
    )
    while send_next(channels=channels, now=NOON):
        pass


def call(token: str, *, undo: bool = False, method: str = "post") -> tuple[int, dict[str, object]]:
    path = f"/api/stops/{token}/" + ("undo/" if undo else "")
    answer = getattr(Client(headers={"Accept-Language": "en"}), method)(path)
    return answer.status_code, answer.json()


def last_step() -> tuple[str, bool, str]:
    return Consent.objects.values_list("channel", "given", "source")[0]


def text_token(person: Person) -> str:
    return stop_token("sms", person.pk, person.phone)


def test_the_first_text_to_a_number_ends_with_the_link_and_the_next_does_not(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    tell(channels, founder)
    tell(channels, founder, days=5)
    tokens = [LINK.findall(row["body"]) for row in texts_at(emulator)]
    assert tokens == [[text_token(founder)], []]


def test_a_first_text_that_is_looked_up_is_found_with_its_link(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    tell(channels, founder)
    message = Message.objects.get(channel="sms")
    assert [found.provider_id for found in channels.found(message, NOON)] == [message.provider_id]


def test_the_link_comes_again_if_the_first_text_was_not_delivered(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    tell(channels, founder)
    settle(Message.objects.get(channel="sms"), "undelivered", now=NOON)  # type: ignore[arg-type]
    tell(channels, founder, days=5)
    assert [len(LINK.findall(row["body"])) for row in texts_at(emulator)] == [1, 1]


def test_a_code_is_a_first_text_and_its_link_works_before_the_number_is_verified(
    channels: Channels, emulator: RunningEmulator
) -> None:
    person = a_founder(phone=PHONE, phone_verified_at=None)
    send_code(person=person, nonce="0" * 32, now=NOON)
    while send_next(channels=channels, now=NOON):
        pass
    (token,) = LINK.findall(texts_at(emulator)[0]["body"])
    assert call(token)[1]["allowed"] is False
    with pytest.raises(NumberIsStopped):
        send_code(person=person, nonce="1" * 32, now=NOON + timedelta(hours=2))
    assert call(token, undo=True)[1]["allowed"] is True


def test_looking_changes_nothing_and_one_post_stops_texts(founder: Person) -> None:
    token = text_token(founder)
    assert call(token, method="get") == (
        200,
        {
            "channel": "sms",
            "channel_name": "Text message",
            "ending": "78",
            "allowed": True,
            "used": False,
            "may_undo": False,
        },
    )
    assert SuppressedNumber.objects.count() == 0
    for _ in range(2):
        assert call(token) == (
            200,
            {
                "channel": "sms",
                "channel_name": "Text message",
                "ending": "78",
                "allowed": False,
                "used": False,
                "may_undo": True,
            },
        )
    founder.refresh_from_db()
    assert (founder.sms_allowed, last_step()) == (False, ("sms", False, "link"))
    assert list(SuppressedNumber.objects.values_list("phone", "source")) == [(PHONE, "link")]


def test_a_stop_can_be_undone_by_the_same_link(founder: Person) -> None:
    call(text_token(founder))
    assert call(text_token(founder), undo=True)[1]["allowed"] is True
    founder.refresh_from_db()
    assert (founder.sms_allowed, last_step()) == (True, ("sms", True, "link"))
    assert SuppressedNumber.objects.count() == 0


def test_an_undo_gives_no_consent_that_was_taken_back_in_the_settings(founder: Person) -> None:
    change_person(person=founder, changes={"sms_allowed": False}, by=founder, now=NOON)
    assert call(text_token(founder), undo=True)[1]["allowed"] is False


def test_an_e_mail_about_a_session_ends_with_its_own_link(
    channels: Channels, emulator: RunningEmulator, settings: Settings, founder: Person
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    tell(channels, founder)
    (token,) = LINK.findall(str(mail.outbox[0].body))
    assert call(token)[1] == {
        "channel": "email",
        "channel_name": "E-mail",
        "ending": "",
        "allowed": False,
        "used": False,
        "may_undo": True,
    }
    assert last_step() == ("email", False, "link")
    assert call(token, undo=True)[1]["allowed"] is True


def test_e_mails_about_booked_sessions_go_on_where_no_text_reaches_and_the_answer_says_so(
    founder: Person,
) -> None:
    call(text_token(founder))
    told = call(stop_token("email", founder.pk, ""))[1]
    assert (told["allowed"], told["used"]) == (False, True)


def test_a_link_in_a_text_to_a_former_number_opens_nothing(founder: Person) -> None:
    token = text_token(founder)
    change_person(person=founder, changes={"phone": "+821098765432"}, by=founder, now=NOON)
    assert call(token)[0] == 404


@pytest.mark.parametrize("forge", ["t1", "", "x" * 40, "m{pk}aaaaaaaaaaaaa", "tzzzzzzzzzzzzaaaaaaaaaaaaa"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_link_opens_nothing(founder: Person, forge: str, method: str) -> None:
    status, _ = call(forge.format(pk=founder.pk) or "t", method=method)
    assert status == 404


def test_the_link_of_one_channel_does_not_stop_the_other(founder: Person) -> None:
    token = stop_token("email", founder.pk, "")
    assert call("t" + token[1:])[0] == 404


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_link_costs_a_text_one_part_at_most(settings: Settings, language: str) -> None:
    settings.PUBLIC_URL = "https://meridian.hub.example"
    line = "\n" + text_line(99_999, PHONE, language)
    assert len(line) <= 67 if language == "ko" else size_of(line).parts == 1


def test_who_had_the_link_is_remembered_by_number(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    tell(channels, founder)
    assert list(ToldNumber.objects.values_list("phone", "at")) == [(PHONE, NOON)]


def on_whatsapp(person: Person, *, approved: str = "", body: str = "We passed it on.") -> Message:
    return Message.objects.create(
        person=person,
        kind=MessageKind.ANSWER,
        channel="whatsapp",
        language="en",
        body=body,
        approved_words=approved,
        not_before=NOON,
        created_at=NOON,
    )


def allows_whatsapp(person: Person) -> bool:
    return Person.objects.get(pk=person.pk).allows("whatsapp")


def test_every_message_of_our_words_on_another_channel_ends_with_a_link_that_stops_that_one(
    founder: Person,
) -> None:
    allow(
        person=founder,
        channel="whatsapp",
        given=True,
        source=ConsentSource.SETTINGS,
        language="en",
        wording="I agree",
        by=founder,
        now=NOON,
    )
    said = on_whatsapp(founder)
    token = stop_token("whatsapp", founder.pk, PHONE)
    assert said.text == f"We passed it on.\nNo more of these: http://127.0.0.1:8000/s/{token}"
    assert call(token, method="get")[1] == {
        "channel": "whatsapp",
        "channel_name": "WhatsApp",
        "ending": "78",
        "allowed": True,
        "used": False,
        "may_undo": False,
    }
    assert call(token)[1]["allowed"] is False
    founder.refresh_from_db()
    assert (founder.allows("whatsapp"), founder.allows("sms"), last_step()) == (
        False,
        True,
        ("whatsapp", False, "link"),
    )
    assert call(token, undo=True)[1]["allowed"] is True
    assert allows_whatsapp(founder)


def test_approved_words_have_the_link_where_they_name_it(founder: Person) -> None:
    said = on_whatsapp(founder, approved="HX" + "1f" * 16, body="Dana\n{stop_link}")
    link = f"http://127.0.0.1:8000/s/{stop_token('whatsapp', founder.pk, PHONE)}"
    assert (said.variables, said.text) == (("Dana", link), f"Dana\n{link}")


def test_a_link_of_whatsapp_opens_nothing_once_the_person_has_another_number(founder: Person) -> None:
    token = stop_token("whatsapp", founder.pk, PHONE)
    change_person(person=founder, changes={"phone": "+821011112222"}, by=founder, now=NOON)
    assert call(token) == (404, call("whatsapp-forged")[1])
    assert call("email-" + stop_token("email", founder.pk, "")[1:])[0] == 404
