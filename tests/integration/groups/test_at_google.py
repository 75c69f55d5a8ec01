"""The one event of a group session at Google: who is taken out of it, and what a coordinator sees where it fails."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from calendars.models import CalendarEvent
from calendars.operations import write_event
from mentoring.groups.models import GroupSession, Place
from mentoring.groups.telling import write_event as plan_event
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_person
from tests.integration.calendars.conftest import google, google_server
from tests.integration.calendars.hub import at_google, connect
from tests.integration.groups.conftest import a_group, joined
from tests.integration.mentoring.conftest import MONDAY, Sign, set_clock

__all__ = ["google", "google_server"]

pytestmark = pytest.mark.django_db(transaction=True)
HOST, FIRST, SECOND = "host@gmail.example", "first@gmail.example", "second@gmail.example"


@pytest.fixture
def client(signed_in_as: Sign) -> APIClient:
    set_clock(MONDAY)
    return signed_in_as(a_person(Role.COORDINATOR))


@pytest.fixture
def connected(google: GoogleEmulatorHandle) -> tuple[GroupSession, Place, Place]:
    """A group session whose expert and two participants have connected their calendars."""
    mentor, first, second = a_mentor(), a_founder(), a_founder()
    people: list[tuple[Person, str]] = [(mentor.person, HOST), (first, FIRST), (second, SECOND)]
    for person, email in people:
        connect(google, person, email, now=MONDAY)
    group = a_group(expert=mentor)
    return group, joined(group, first), joined(group, second)


def event_of(group: GroupSession) -> CalendarEvent:
    return CalendarEvent.objects.get(appointment=group.appointment)


def story(client: APIClient, group: GroupSession) -> Any:
    return client.get(f"/api/groups/{group.pk}/story/").json()


def test_who_is_removed_is_a_guest_no_more_and_gets_no_second_cancellation(
    google: GoogleEmulatorHandle, connected: tuple[GroupSession, Place, Place], client: APIClient
) -> None:
    group, first, second = connected
    write_event(event_id=event_of(group).pk, now=MONDAY)
    assert [len(at_google(google, email)) for email in (HOST, FIRST, SECOND)] == [1, 1, 1]

    body = {"place": first.pk, "reason": "Registered twice"}
    assert client.post(f"/api/groups/{group.pk}/remove/", body, format="json").status_code == 200
    write_event(event_id=event_of(group).pk, now=MONDAY)

    (kept,) = at_google(google, HOST)
    assert [guest["email"] for guest in kept["attendees"]] == [SECOND]
    assert at_google(google, FIRST) == []
    assert Message.objects.get(person=first.person, kind="removed", channel="email").invitation == ""
    assert not Message.objects.filter(person=second.person, kind="removed").exists()
    told = story(client, group)
    assert (told["calendar"]["state"], told["attention"]) == ("written", [])


def test_what_failed_is_named_and_tried_again(
    google: GoogleEmulatorHandle, connected: tuple[GroupSession, Place, Place], client: APIClient
) -> None:
    group, first, _ = connected
    write_event(event_id=event_of(group).pk, now=MONDAY)
    google.fault(name="forbidden", method="PATCH", times=1)
    group.title_en = "Prices for the US"
    plan_event(group, MONDAY)
    write_event(event_id=event_of(group).pk, now=MONDAY)
    Message.objects.filter(person=first.person, channel="email").update(state="failed", attempts=1)

    told = story(client, group)
    assert {row["kind"]: row["state"] for row in told["attention"]} == {
        "calendar": "failed",
        "message": "failed",
    }
    assert "calendar.failed" in [row["action"] for row in told["entries"]]
    answer = client.post(f"/api/groups/{group.pk}/retry/")
    assert (answer.status_code, answer.json()) == (200, {"calendar": True, "messages": 1})

    write_event(event_id=event_of(group).pk, now=MONDAY)

    assert story(client, group)["calendar"]["state"] == "written"
