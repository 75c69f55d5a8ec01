"""What comes for one reader's calendar speaks their language alone, by mail and as a file."""

from datetime import datetime
from typing import Any

import pytest
from icalendar import Calendar
from rest_framework.test import APIClient

import clock
from accounts.models import Person, Role
from mentoring.operations import announce_agreed
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.groups.conftest import a_group, joined
from tests.integration.mentoring.conftest import at, monday
from tests.integration.mentoring.test_booking import ask

__all__ = ["monday"]

pytestmark = pytest.mark.django_db
CLOSING = {"ko": "상세 내용, 메모, 변경", "en": "Details, notes"}


def client(person: Person) -> APIClient:
    client = APIClient()
    client.force_login(person)
    return client


def the_event(text: str) -> Any:
    (event,) = Calendar.from_ical(text).events
    return event


def languages(event: Any) -> list[str]:
    return [language for language, words in CLOSING.items() if words in str(event["DESCRIPTION"])]


def test_each_of_two_reads_a_session_in_their_own_words(monday: datetime) -> None:
    founder, mentor = a_founder(), a_mentor()
    assert (founder.language, mentor.person.language) == ("ko", "en")
    startup = founder.membership.startup
    programme = a_programme(approval="automatic", notice_hours=0)
    session = ask(client(founder), programme, mentor, at(2, 0)).json()["id"]
    announce_agreed(session_id=session, now=clock.now())
    for person, name in ((founder, startup.name_ko), (mentor.person, startup.name_en)):
        mailed = the_event(Message.objects.exclude(invitation="").get(person=person).invitation)
        kept = the_event(client(person).get(f"/api/sessions/{session}/invitation.ics").content.decode())
        for event in (mailed, kept):
            assert str(event["SUMMARY"]) == f"{name} × {mentor.person.name}"
            assert languages(event) == [person.language]
    shared = client(a_person(Role.COORDINATOR)).get(f"/api/sessions/{session}/invitation.ics")
    assert languages(the_event(shared.content.decode())) == ["ko", "en"]


def test_a_seat_in_a_group_too(monday: datetime) -> None:
    founder, group = a_founder(), a_group()
    joined(group, founder)
    mailed = the_event(Message.objects.exclude(invitation="").get(person=founder).invitation)
    kept = the_event(client(founder).get(f"/api/groups/{group.pk}/invitation.ics").content.decode())
    assert [str(event["SUMMARY"]) for event in (mailed, kept)] == [group.title_ko, group.title_ko]
