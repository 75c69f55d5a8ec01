"""A session and a series whose two sides were invited by mail, and a folder that their answers come to."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from accounts.models import Person
from calendars.models import CalendarEvent
from directory.models import Expert
from mentoring.models import Approval, HandledReply, Session
from mentoring.operations import announce_agreed
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, at, set_clock
from tests.unit.icalendar_files import replies


@pytest.fixture
def monday(db: None) -> datetime:
    set_clock(MONDAY)
    return MONDAY


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    settings.REPLIES_MAILDIR = tmp_path
    return tmp_path


@pytest.fixture
def founder(monday: datetime) -> Person:
    return a_founder()


@pytest.fixture
def mentor(monday: datetime) -> Expert:
    return a_mentor()


def sign_in(person: Person) -> APIClient:
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


@pytest.fixture
def session(founder: Person, mentor: Expert) -> Session:
    programme = a_programme(approval=Approval.AUTOMATIC)
    asked = {"programme": programme.slug, "expert": mentor.pk, "goal": "Enter the US market"}
    answer = sign_in(founder).post("/api/sessions/", asked | {"starts_at": at(2, 0)})
    assert answer.status_code == 201, answer.json()
    session = Session.objects.get(pk=answer.json()["id"])
    announce_agreed(session_id=session.pk, now=MONDAY)
    return session


class Mailbox:
    """Whoever answers to the invitations to one event."""

    def __init__(self, folder: Path, event: CalendarEvent) -> None:
        self.folder, self.event, self.count = folder, event, 0

    def put(self, mail: bytes) -> None:
        """As a mail server delivers it."""
        self.count += 1
        (self.folder / "new" / f"{self.count:05}.mx.hub.example").write_bytes(mail)

    def mail(self, person: Person, partstat: str, *, minute: int = 0, sender: str = "", **file: str) -> bytes:
        said = {
            "uid": self.event.uid,
            "sequence": f"SEQUENCE:{self.event.sequence}",
            "attendee": f"mailto:{person.email}",
            "partstat": partstat,
            "stamp": f"20261123T00{minute:02}00Z",
        } | file
        return replies.outlook(replies.file(**said), sender=sender or person.email)

    def answer(self, person: Person, partstat: str, **said: Any) -> str:
        """The outcome of one mail, read as the command reads it."""
        self.put(self.mail(person, partstat, **said))
        call_command("read_replies")
        latest = HandledReply.objects.order_by("pk").last()
        assert latest is not None
        return latest.outcome


@pytest.fixture
def mailbox(folder: Path, session: Session) -> Mailbox:
    return Mailbox(folder, CalendarEvent.objects.get(appointment=session.pk))
