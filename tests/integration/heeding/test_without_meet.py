"""Google makes no Meet and the hub has no room: G 21. Both sides learn of it once, and the page says so."""

from datetime import datetime

import pytest
from pytest_django import Settings

import clock
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.integration.groups.conftest import a_group
from tests.integration.heeding.stage import ORGANISERS, a_stage, a_stage_by, client, sync, work
from tests.integration.mentoring.conftest import at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_meet(monday: datetime, google: GoogleEmulatorHandle) -> None:
    google.order("knobs", {"conference": "failure"})


@pytest.mark.parametrize("by", ORGANISERS)
def test_both_sides_are_told_once_and_the_page_says_it(
    google: GoogleEmulatorHandle, request: pytest.FixtureRequest, by: str
) -> None:
    stage = a_stage_by(request, google, by)
    sync(3)
    assert (stage.told(stage.founder), stage.told(stage.mentor.person)) == (["no_room"], ["no_room"])
    detail = client(stage.founder).get(stage.url).json()
    assert (detail["calendar"]["room"], detail["meet_url"]) == ("missing", "")
    body = {"starts_at": at(3, 1), "reason": "Travel", "version": 1}
    client(stage.founder).post(f"{stage.url}reschedule/", body, format="json")
    sync(2)
    assert stage.told(stage.founder) == ["no_room"]
    assert not Message.objects.filter(kind="no_room", channel="sms").exists()


def test_with_a_room_of_the_hubs_nobody_needs_to_be_told(
    google: GoogleEmulatorHandle, settings: Settings
) -> None:
    settings.ENV = settings.ENV.model_copy(
        update={"meridian_fallback_room_url": "https://video.hub.example/{id}"}
    )
    stage = a_stage(google)
    sync(3)
    assert (stage.told(stage.founder), stage.told(stage.mentor.person)) == ([], [])
    detail = client(stage.founder).get(stage.url).json()
    assert (detail["calendar"]["room"], detail["meet_url"]) == (
        "hub",
        f"https://video.hub.example/{stage.session_id}",
    )


def test_of_a_group_session_its_host_is_told(google: GoogleEmulatorHandle) -> None:
    stage = a_stage(google)
    group = a_group(expert=stage.mentor, now=clock.now())
    work()
    told = Message.objects.filter(kind="no_room", appointment=group.appointment)
    assert [message.person for message in told] == [stage.mentor.person]
