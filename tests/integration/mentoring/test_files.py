"""An agreed time as a file for whatever calendar: for whom it is, and for how long."""

import re
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar
from rest_framework.test import APIClient

from accounts.models import Person, Role
from calendars.models import CalendarEvent
from directory.models import Expert
from mentoring.models import Programme
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import Sign, at
from tests.integration.mentoring.test_booking import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ROOM = "https://meet.example/abc-defg-hij"


@pytest.fixture
def founder() -> Person:
    return a_founder()


@pytest.fixture
def mentor() -> Expert:
    return a_mentor()


@pytest.fixture
def programme() -> Programme:
    return a_programme()


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def session(client: APIClient, programme: Programme, mentor: Expert) -> str:
    """Of a request that waits for its answer: its id."""
    return str(ask(client, programme, mentor, at(2, 0)).json()["id"])


@pytest.fixture
def link(session: str) -> str:
    """Where the expert answers without signing in, as the API has it."""
    mail = Message.objects.get(appointment=UUID(session), kind="requested", channel="email")
    found = re.search(r"/answer/(\S+)", mail.body)
    assert found
    return f"/api/answers/{found[1]}/"


def accept(link: str) -> None:
    assert APIClient().post(f"{link}accept/", {}, format="json").json()["state"] == "confirmed"


def event_in(answer: Any) -> Any:
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    file: Any = Calendar.from_ical(answer.content)
    (event,) = file.events
    return event


def test_the_link_that_answered_gives_the_agreed_time_without_a_sign_in(
    session: str, link: str, founder: Person, mentor: Expert, client: APIClient
) -> None:
    accept(link)
    answer = APIClient().get(f"{link}invitation.ics")
    assert event_in(answer)["DTSTART"].dt.strftime("%Y-%m-%dT%H:%M:%SZ") == at(2, 0)
    own = client.get(f"/api/sessions/{session}/invitation.ics")
    assert event_in(own)["UID"] == event_in(answer)["UID"]
    text = answer.content.decode()
    assert [word for word in ("ATTENDEE", founder.email, mentor.person.email) if word in text] == []


def test_a_file_opens_in_place_where_the_reader_can_and_has_a_name_where_it_is_kept(
    session: str, link: str, client: APIClient
) -> None:
    accept(link)
    for path in (f"{link}invitation.ics", f"/api/sessions/{session}/invitation.ics"):
        assert client.get(path)["Content-Disposition"] == 'inline; filename="session.ics"'


def test_what_nobody_agreed_to_or_was_called_off_is_no_file(
    session: str, link: str, client: APIClient
) -> None:
    own = f"/api/sessions/{session}/invitation.ics"
    assert [APIClient().get(f"{link}invitation.ics").status_code, client.get(own).status_code] == [404, 404]
    accept(link)
    client.post(f"/api/sessions/{session}/cancel/", {"reason": "Ill"}, format="json")
    assert [APIClient().get(f"{link}invitation.ics").status_code, client.get(own).status_code] == [404, 404]


def test_a_forged_link_gives_no_file(link: str) -> None:
    accept(link)
    forged = APIClient().get(f"{link.replace('/answers/', '/answers/x')}invitation.ics")
    assert (forged.status_code, forged.json()["code"]) == (404, "link_unknown")


@pytest.mark.parametrize("field", ["meet_url", "fallback_url"])
def test_lists_and_links_tell_where_an_agreed_session_meets(
    field: str, session: str, link: str, client: APIClient, signed_in_as: Sign
) -> None:
    """At Google, or in the hub's own room where nobody's Google makes one."""
    coordinator = signed_in_as(a_person(Role.COORDINATOR))

    def rooms() -> list[str]:
        rows = [reader.get("/api/sessions/").json()["results"][0] for reader in (client, coordinator)]
        return [*(row["meet_url"] for row in rows), APIClient().get(link).json()["meet_url"]]

    assert rooms() == ["", "", ""]
    accept(link)
    CalendarEvent.objects.filter(appointment=UUID(session)).update(**{field: ROOM})
    assert rooms() == [ROOM, ROOM, ROOM]
    client.post(f"/api/sessions/{session}/cancel/", {"reason": "Ill"}, format="json")
    assert rooms() == ["", "", ""]
