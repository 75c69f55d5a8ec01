"""People who can answer texts, and their answers: signed as Twilio signs them, dealt with as the job does."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import Person, Role
from directory.models import Expert
from integrations.emulators.twilio.webhooks import signature_of
from mentoring.models import Session
from mentoring.operations import request_session
from mentoring.texting.operations import answer_texts
from messaging.models import InboundText, Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, monday, set_clock, signed_in_as
from tests.twilio import channels, emulator, started_emulator, with_long_links

__all__ = ["channels", "emulator", "monday", "set_clock", "signed_in_as", "started_emulator"]

PATH = "/webhooks/twilio/inbound/"
FORM = "application/x-www-form-urlencoded"
MENTOR, FOUNDER = "+14155550123", "+14155550124"
# 09:00 of Wednesday and of Thursday in Seoul, 16:00 of the day before in California.
WEDNESDAY, THURSDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)
HOUR = timedelta(hours=1)
_sids = count(1)


@pytest.fixture(autouse=True)
def public_url(settings: Settings) -> str:
    settings.PUBLIC_URL = "https://hub.example"
    return "https://hub.example"


@pytest.fixture
def mentor(monday: datetime) -> Expert:
    return a_mentor(name="Dana Reyes", phone=MENTOR)


@pytest.fixture
def founder(monday: datetime) -> Person:
    return a_founder(name="김하늘", phone=FOUNDER)


@pytest.fixture
def coordinator(monday: datetime) -> Person:
    return a_person(Role.COORDINATOR, name="Cora Hub", language="en")


def asked(founder: Person, mentor: Expert, starts_at: datetime = WEDNESDAY, **policy: Any) -> Session:
    """A session that was asked for on MONDAY, and every text about it handed over an hour later."""
    session = request_session(
        programme=a_programme(**policy),
        expert=mentor,
        startup=founder.membership.startup,
        starts_at=starts_at,
        goal="Enter the US market",
        questions="",
        deck_url="",
        by=founder,
        now=MONDAY,
    )
    hand_over()
    return session


def hand_over(at: datetime = MONDAY) -> None:
    Message.objects.filter(channel="sms", state="ready").update(state="delivered", claimed_at=at)


def reminded(session: Session, person: Person, at: datetime = MONDAY, **fields: Any) -> Message:
    """A reminder of the session as it stands, handed over then."""
    told: dict[str, Any] = {
        "version": session.appointment.version,
        "starts_at": session.appointment.starts_at,
        "kind": "reminder",
        "asks": "come",
        "channel": "sms",
        "language": person.language,
        "body": "Reminder",
        "state": "delivered",
        "not_before": at,
        "created_at": at,
        "claimed_at": at,
    }
    return Message.objects.create(person=person, appointment=session.appointment, **(told | fields))


def a_sid() -> str:
    return f"SM{next(_sids):032x}"


def post(phone: str, body: str, *, sid: str = "", token: str = "emulator-auth-token", **more: str) -> Any:
    """The webhook of a text, signed with `token`."""
    params = {"From": phone, "To": "+15005550006", "Body": body, "MessageSid": sid or a_sid(), **more}
    signature = signature_of("https://hub.example" + PATH, params, token)
    return Client(headers={"X-Twilio-Signature": signature}).post(PATH, urlencode(params), FORM)


def answer(person: Person, body: str, *, at: datetime = MONDAY + HOUR, **more: str) -> str:
    """Somebody texts `body`, and the job deals with it: what was made of it."""
    set_clock(at)
    sid = more.pop("sid", "") or a_sid()
    assert post(person.phone, body, sid=sid, **more).status_code == 200
    answer_texts(person_id=person.pk, now=at, chance=0.5)
    return InboundText.objects.get(sid=sid).outcome


def said_back(person: Person) -> list[str]:
    bodies = Message.objects.filter(person=person, kind="answer").values_list("body", flat=True)
    return [with_long_links(body) for body in bodies]
