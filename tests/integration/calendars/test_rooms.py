"""Where Google makes no Meet, G 21: the hub's own room stands in, or people are told that there is none."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from audit.models import AuditEntry
from calendars import operations
from calendars.invitations import invitation_part
from calendars.models import CalendarEvent
from calendars.operations import StillWaiting
from calendars.queries import state_of
from config.environment import Environment
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    Pair,
    a_connected_pair,
    a_pair,
    an_appointment,
    at_google,
    move,
    plan,
    story,
    write,
    writes,
)

pytestmark = pytest.mark.django_db(transaction=True)
LATE = NOW + timedelta(minutes=5)


@pytest.fixture
def room(google: GoogleEmulatorHandle, settings: Settings) -> str:
    settings.ENV = settings.ENV.model_copy(
        update={"meridian_fallback_room_url": "https://video.hub.example/{id}/join"}
    )
    return "https://video.hub.example/%s/join"


def set_to(google: GoogleEmulatorHandle, **knobs: object) -> tuple[Pair, CalendarEvent]:
    """A pair's event that was written once, with Google's knobs so."""
    google.order("knobs", knobs)
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    assert write(event) is None
    return pair, event


def told_of_no_room() -> int:
    return ProcrastinateJob.objects.filter(task_name="mentoring.tell_no_room", status="todo").count()


def room_of(event: CalendarEvent) -> tuple[str, str]:
    assert event.appointment is not None
    standing = state_of([event.appointment.pk])[event.appointment.pk]
    return standing.room, standing.meet_url


def test_g_21_a_meet_that_fails_at_once_gives_way_to_the_hubs_room(
    google: GoogleEmulatorHandle, room: str
) -> None:
    _, event = set_to(google, conference="failure")
    assert event.appointment is not None
    assert write(event) is None

    address = room % event.appointment.pk
    shown = [
        row["location"] for who in (FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE) for row in at_google(google, who)
    ]
    assert shown == [address, address]
    assert (event.state, room_of(event)) == ("written", ("hub", address))
    assert story(event.appointment).count("calendar.meet_missing") == 1
    assert AuditEntry.objects.get(action="calendar.meet_missing").details["has_room"] is True
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation"), (MENTOR_AT_GOOGLE, "update")]
    assert (writes(google), told_of_no_room()) == ([("POST", 200), ("PATCH", 200)], 0)
    assert write(event) is None
    assert len(writes(google)) == 2


def test_g_21_without_a_room_of_the_hubs_it_stands_and_its_people_are_to_be_told(
    google: GoogleEmulatorHandle,
) -> None:
    pair, event = set_to(google, conference="failure")
    assert event.appointment is not None
    assert (event.state, room_of(event), told_of_no_room()) == ("written", ("missing", ""), 1)
    assert story(event.appointment)[-1] == "calendar.meet_missing"
    move(event.appointment, timedelta(hours=1))
    assert write(plan(event.appointment, pair)) is None
    assert told_of_no_room() == 1


def test_g_21_a_meet_that_is_pending_and_then_fails(google: GoogleEmulatorHandle, room: str) -> None:
    _, event = set_to(google, conference="pending", pending_reads=2, pending_ends="failure")
    assert room_of(event) == ("", "")
    with pytest.raises(StillWaiting, match="meet_pending"):
        operations.find_meet_link(event_id=event.pk, now=NOW)
    operations.find_meet_link(event_id=event.pk, now=NOW)

    event.refresh_from_db()
    assert event.appointment is not None
    assert (event.state, story(event.appointment)[-1]) == ("waiting", "calendar.meet_missing")
    assert write(event) is None
    assert room_of(event) == ("hub", room % event.appointment.pk)
    assert at_google(google, MENTOR_AT_GOOGLE)[0]["location"] == room % event.appointment.pk


@pytest.mark.parametrize("is_away", [False, True])
def test_g_21_the_search_has_an_end(google: GoogleEmulatorHandle, room: str, is_away: bool) -> None:
    _, event = set_to(google, conference="pending", pending_reads=1000)
    if is_away:
        google.fault(name="backendError", method="GET", path="*/events/*", times=5)

    operations.find_meet_link(event_id=event.pk, now=LATE)

    google.clear_faults()
    assert write(event, LATE) is None
    assert event.appointment is not None
    assert room_of(event) == ("hub", room % event.appointment.pk)
    asked = len(google.journal())
    operations.find_meet_link(event_id=event.pk, now=LATE)
    assert write(event, LATE) is None
    assert len(writes(google)) == 2
    assert len(google.journal()) <= asked + 1


def test_a_meet_that_comes_after_all_is_the_room_and_ours_goes_from_the_event(
    google: GoogleEmulatorHandle, room: str
) -> None:
    pair, event = set_to(google, conference="pending", pending_reads=4)
    operations.find_meet_link(event_id=event.pk, now=LATE)
    write(event, LATE)
    assert event.appointment is not None
    for hour in (1, 2, 3):
        move(event.appointment, timedelta(hours=hour))
        write(plan(event.appointment, pair), LATE)
    event.refresh_from_db()
    (shown,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert room_of(event) == ("meet", shown["hangoutLink"])
    assert shown.get("location", "") == ""


def test_a_place_that_people_wrote_stays(google: GoogleEmulatorHandle, room: str) -> None:
    _, event = set_to(google, conference="pending", pending_reads=1000)
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", location="Room 3, Yangjae")
    operations.find_meet_link(event_id=event.pk, now=LATE)
    assert write(event, LATE) is None
    (shown,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert shown["location"] == "Room 3, Yangjae"


def test_whom_no_google_reaches_is_invited_to_the_hubs_room(google: GoogleEmulatorHandle, room: str) -> None:
    pair = a_pair()
    appointment = an_appointment(pair)
    event = plan(appointment, pair)

    text = invitation_part(
        event=event, appointment=appointment, people=pair.people, method="REQUEST", now=NOW
    )

    address = room % appointment.pk
    assert f"LOCATION:{address}" in text.replace("\r\n ", "")
    assert room_of(event) == ("hub", address)


@pytest.mark.parametrize(
    "address",
    ["http://video.hub.example/{id}", "https://video.hub.example/{session}", "video", "https://a b"],
)
def test_an_address_that_cannot_be_a_room_stops_the_start(address: str) -> None:
    with pytest.raises(ValueError, match="meridian_fallback_room_url"):
        Environment(meridian_fallback_room_url=address)


def test_one_room_for_all_will_do() -> None:
    assert Environment(meridian_fallback_room_url="https://video.hub.example/hub").meridian_fallback_room_url
