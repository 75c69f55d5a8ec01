"""Four who meet: a founder and a colleague in Seoul, the mentor who is asked and another one in California."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Commitment
from directory.models import Expert
from mentoring.models import Programme, Session
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at, monday, signed_in_as
from tests.integration.mentoring.test_booking import ask

__all__ = ["monday", "signed_in_as"]  # fixtures


@dataclass
class Four:
    """Who meets; each with their own way in."""

    programme: Programme
    founder: Person
    colleague: Person
    mentor: Expert
    other: Expert
    sign: Sign

    @property
    def people(self) -> set[int]:
        return {self.founder.pk, self.colleague.pk, self.mentor.person_id, self.other.person_id}

    @property
    def client(self) -> APIClient:
        return self.sign(self.founder)

    def ask(self, starts_at: str = at(2, 0), **more: object) -> Any:
        named = {"experts": [self.other.pk], "colleagues": [self.colleague.pk]}
        return ask(self.client, self.programme, self.mentor, starts_at, **{**named, **more})

    def session(self, starts_at: str = at(2, 0)) -> Session:
        answer = self.ask(starts_at)
        assert answer.status_code == 201, answer.json()
        return Session.objects.get(pk=answer.json()["id"])

    def agreed(self, starts_at: str = at(2, 0)) -> Session:
        session = self.session(starts_at)
        assert self.do(self.mentor.person, session, "accept").status_code == 200
        return session

    def do(self, person: Person, session: Session, deed: str, **body: object) -> Any:
        return self.sign(person).post(f"/api/sessions/{session.pk}/{deed}/", body, format="json")

    def seen_by(self, person: Person, session: Session) -> Any:
        return self.sign(person).get(f"/api/sessions/{session.pk}/")


@pytest.fixture
def four(monday: datetime, signed_in_as: Sign) -> Four:
    founder = a_founder(name="Yuna")
    return Four(
        programme=a_programme(),
        founder=founder,
        colleague=a_founder(founder.membership.startup, name="Bora", language="en"),
        mentor=a_mentor(name="Dana"),
        other=a_mentor(name="Lee"),
        sign=signed_in_as,
    )


def taken(starts_at: str) -> set[int]:
    """Whose time is taken then."""
    instant = datetime.fromisoformat(starts_at)
    rows = Commitment.objects.standing_at(MONDAY).filter(during__contains=instant)
    return set(rows.values_list("person", flat=True))


def kinds(person: Person) -> list[str]:
    """What the person was told by mail, in order."""
    return list(Message.objects.filter(person=person, channel="email").values_list("kind", flat=True))
