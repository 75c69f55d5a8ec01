"""What leaves is what the programme's coordinators wrote, in as many statements as the built-in words."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Expert
from mentoring.models import Programme
from mentoring.operations import announce_agreed
from messaging.channels import Channels
from messaging.models import Message
from messaging.operations import due_reminders_become_messages, send_next
from messaging.templates.queries import _as_of
from tests.emulators import RunningEmulator
from tests.factories.hub import a_founder, a_mentor
from tests.integration.mentoring.conftest import Sign, at
from tests.integration.message_templates.conftest import OWN, path_of, put
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

PHONE = "+14155550123"


@pytest.fixture
def mentor() -> Expert:
    return a_mentor(phone=PHONE)


@pytest.fixture
def founder() -> Person:
    return a_founder(name="Han")


def booked(client: APIClient, mentor: Expert, hour: int = 0) -> dict[str, Any]:
    asked = {"programme": "global", "expert": mentor.pk, "goal": "Enter the US market"}
    answer = client.post("/api/sessions/", asked | {"starts_at": at(2, hour)}, format="json")
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def send_all(channels: Channels, now: datetime) -> None:
    due_reminders_become_messages(now=now)
    while send_next(channels=channels, now=now):
        pass


def test_a_reminder_says_what_the_programme_says_when_it_is_due(
    coordinator: APIClient,
    signed_in_as: Sign,
    founder: Person,
    mentor: Expert,
    channels: Channels,
    emulator: RunningEmulator,
    monday: datetime,
) -> None:
    session = booked(signed_in_as(founder), mentor)
    announce_agreed(session_id=session["id"], now=monday)
    Message.objects.all().delete()
    put(coordinator, path_of(), OWN)
    send_all(channels, monday + timedelta(days=2, hours=-1))
    lines = texts_at(emulator)[0]["body"].splitlines()
    company = founder.membership.startup.name_en
    assert lines[:2] == [f"[Hub] Han ({company})", "today, Tue 16:00 California"]
    assert [line.split()[0] for line in lines[3:]] == [
        "Answer",
        "No",
    ]  # what they may text back, and how to stop
    assert "/l/" in lines[2]
    coordinator.post(path_of() + "restore/", {"number": None}, format="json")
    send_all(channels, monday + timedelta(days=2, minutes=-59))
    assert [row["body"][:5] for row in texts_at(emulator)] == ["[Hub]"]


def test_notices_say_it_too_and_the_mail_keeps_its_footer_and_its_long_link(
    coordinator: APIClient, signed_in_as: Sign, founder: Person, mentor: Expert, monday: datetime
) -> None:
    body = "Good news.\n\n{details}\n\n{dates}\n\n{link}"
    put(coordinator, path_of("confirmed"), OWN)
    put(coordinator, path_of("confirmed", "email"), body, subject="Agreed with {other_name}")
    session = booked(signed_in_as(founder), mentor)
    announce_agreed(session_id=session["id"], now=monday)
    text, mail = (Message.objects.get(person=mentor.person, channel=one) for one in ("sms", "email"))
    assert text.body.startswith("[Hub] Han (")
    assert mail.subject.startswith("Agreed with Han (")
    assert mail.body.startswith("Good news.\n\nProgramme: Localization mentoring\n")
    assert f"\n\nhttp://127.0.0.1:8000/sessions/{session['id']}\n\nMeridian sends this" in mail.body
    assert mail.link_digest == ""
    assert text.link_path == f"/sessions/{session['id']}"


def test_own_words_cost_no_statement_of_a_booking_and_one_of_each_batch(
    coordinator: APIClient, signed_in_as: Sign, founder: Person, mentor: Expert, monday: datetime
) -> None:
    def statements(hour: int) -> list[int]:
        client = signed_in_as(founder)
        with CaptureQueriesContext(connection) as booking:
            session = booked(client, mentor, hour)
        with CaptureQueriesContext(connection) as telling:
            announce_agreed(session_id=session["id"], now=monday)
        with CaptureQueriesContext(connection) as writing:
            due_reminders_become_messages(now=monday + timedelta(days=2, hours=hour - 1))
        return [len(booking), len(telling), len(writing)]

    plain = statements(0)
    for kind in ("confirmed", "reminder"):
        put(coordinator, path_of(kind), OWN)
    _as_of.cache_clear()
    first = statements(1)
    again = statements(2)
    assert first == [plain[0], plain[1] + 1, plain[2]]  # a process reads them once
    assert again == plain


def test_each_programme_speaks_for_itself(
    coordinator: APIClient,
    signed_in_as: Sign,
    founder: Person,
    mentor: Expert,
    programme: Programme,
    monday: datetime,
) -> None:
    session = booked(signed_in_as(founder), mentor)
    announce_agreed(session_id=session["id"], now=monday)
    Programme.objects.filter(pk=programme.pk).update(slug="elsewhere")
    Programme.objects.create(slug="global", name_ko="다른", name_en="Other", expert_kind="mentor")
    put(coordinator, path_of(), OWN)
    Message.objects.all().delete()
    due_reminders_become_messages(now=monday + timedelta(days=2, hours=-1))
    assert "[Hub]" not in Message.objects.get(person=mentor.person).body
