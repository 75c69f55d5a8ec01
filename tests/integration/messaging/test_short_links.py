"""The link in a text is short, leads to one page of ours for a while, and changes nothing when it is followed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Person
from clock.models import ClockShift
from messaging import short_links
from messaging.channels import Channels
from messaging.models import Message, MessageKind
from messaging.operations import notify, send_next
from messaging.own_messages.operations import erase_messages
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 12:00 in Seoul
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
LONG = "/answer/eyJzZXNzaW9uIjoi:abc-def_ghi?start=2026-11-24T06:00:00Z"
GONE = f"{settings.PUBLIC_URL}/link-gone"


@pytest.fixture
def founder() -> Person:
    ClockShift.show(NOON)
    return a_founder(phone="+821012345678")


def told(person: Person, link: str = settings.PUBLIC_URL + LONG) -> Message:
    notify(
        appointment=an_appointment(person, starts_at=STARTS_AT),
        person=person,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(link=link),
        now=NOON,
    )
    return Message.objects.get(channel="sms")


def code_in(text: str) -> str:
    found = re.search(re.escape(settings.PUBLIC_URL) + r"/l/(\S+)", text)
    assert found, text
    return found[1]


def where(code: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/l/{code}")
    assert (answer.status_code, answer["Cache-Control"], answer["Referrer-Policy"]) == (
        302,
        "no-store",
        "no-referrer",
    )
    return str(answer["Location"])


def test_the_text_holds_the_short_link_and_the_mail_the_long_one(
    founder: Person, channels: Channels, emulator: RunningEmulator
) -> None:
    message = told(founder)
    while send_next(channels=channels, now=NOON):
        pass
    text = texts_at(emulator)[0]["body"]
    code = code_in(text)
    assert (len(code), LONG in text) == (17, False)
    assert where(code) == settings.PUBLIC_URL + LONG
    assert settings.PUBLIC_URL + LONG in Message.objects.get(channel="email").body
    assert code not in f"{message.link_digest} {message.link_path}"


def test_following_it_changes_nothing_however_often(founder: Person) -> None:
    code = code_in(told(founder).body)
    before = list(Message.objects.order_by("pk").values())
    for _ in range(3):
        where(code)
    assert Client().head(f"/l/{code}").status_code == 302
    assert Client().post(f"/l/{code}").status_code == 405
    assert list(Message.objects.order_by("pk").values()) == before


def test_it_ends_two_weeks_after_the_start(founder: Person) -> None:
    code = code_in(told(founder).body)
    end = STARTS_AT + timedelta(days=14)
    ClockShift.show(end - timedelta(minutes=1))
    assert where(code) == settings.PUBLIC_URL + LONG
    ClockShift.show(end)
    assert where(code) == GONE


def test_it_ends_with_the_words_that_it_stands_in(founder: Person) -> None:
    message = told(founder)
    code = code_in(message.body)
    Message.objects.update(state="delivered", settled_at=NOON)
    erase_messages(person=founder, by=founder, now=NOON + timedelta(days=2))
    assert where(code) == GONE
    message.refresh_from_db()
    assert (message.link_path, message.link_digest, message.link_until) == ("", "", None)


def test_it_opens_nothing_once_the_account_is_closed(founder: Person) -> None:
    code = code_in(told(founder).body)
    Person.objects.filter(pk=founder.pk).update(is_active=False)
    assert where(code) == GONE


@pytest.mark.parametrize("code", ["a" * 17, "a" * 16, "a" * 18, "%2e%2e", "a" * 16 + "-", "ａ" * 17])
def test_a_guess_opens_nothing(founder: Person, code: str) -> None:
    told(founder)
    assert where(code) == GONE


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/sessions/5",
        settings.PUBLIC_URL + ".elsewhere.example/sessions/5",
        settings.PUBLIC_URL + "//elsewhere.example",
        settings.PUBLIC_URL + "/\\elsewhere.example",
        settings.PUBLIC_URL,
    ],
)
def test_what_is_no_page_of_ours_stays_as_it_is(founder: Person, link: str) -> None:
    message = told(founder, link)
    assert (message.link_digest, link in message.body) == ("", True)


@given(st.text(max_size=30))
def test_no_path_leads_to_another_host(rest: str) -> None:
    path = short_links.own_path(settings.PUBLIC_URL + rest)
    assert path is None or (path[:1] == "/" and path[1:2] not in ("/", "\\") and "\\" not in path)


@pytest.mark.parametrize("path", ["//elsewhere.example", "https://elsewhere.example", "/\\e.example", ""])
def test_the_database_keeps_no_way_out(founder: Person, path: str) -> None:
    message = told(founder)
    with pytest.raises(IntegrityError, match="message_short_link_stays_here"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(link_path=path)
    other = Message.objects.get(channel="email")
    with pytest.raises(IntegrityError, match="message_short_link_is_unique"), transaction.atomic():
        Message.objects.filter(pk=other.pk).update(
            link_path="/sessions", link_digest=message.link_digest, link_until=NOON
        )
