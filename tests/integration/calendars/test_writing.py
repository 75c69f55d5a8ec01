"""What is wanted of an event reaches Google, through the real protocol."""

from datetime import timedelta

import pytest

from calendars import operations
from calendars.models import GoogleConnection
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    DESCRIPTION,
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    SUMMARY,
    a_connected_pair,
    a_pair,
    an_appointment,
    at_google,
    connect,
    move,
    plan,
    story,
    write,
    writes,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_event_appears_on_both_calendars_with_meet_and_both_local_times(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)

    assert write(event) is None

    (mine,), (theirs,) = at_google(google, FOUNDER_AT_GOOGLE), at_google(google, MENTOR_AT_GOOGLE)
    assert mine["id"] == theirs["id"] == event.google_event_id == appointment.pk.hex
    assert (
        (mine["summary"], mine["description"])
        == (SUMMARY, DESCRIPTION)
        == (theirs["summary"], theirs["description"])
    )
    assert mine["start"]["dateTime"] == theirs["start"]["dateTime"] == "2026-12-01T00:00:00+00:00"
    assert mine["hangoutLink"] == theirs["hangoutLink"] == event.meet_url
    assert mine["extendedProperties"] == {"private": {"meridian_session": str(appointment.pk)}}
    assert (event.state, event.written_version, event.last_error) == ("written", 1, "")
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation")]
    assert story(appointment) == ["calendar.planned", "calendar.written"]


def test_writing_again_what_is_written_asks_nothing_of_google(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    write(event)
    before = len(google.journal())

    assert write(event) is None

    assert len(google.journal()) == before


def test_a_moved_session_keeps_its_event_and_what_people_added(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "accept")
    google.act(
        FOUNDER_AT_GOOGLE,
        event.google_event_id,
        "edit",
        colorId="7",
        location="Room 3",
        description=f"Bring the numbers\n{DESCRIPTION}\nand the deck",
        attendees=[
            {"email": MENTOR_AT_GOOGLE, "responseStatus": "accepted"},
            {"email": "partner@gmail.example", "responseStatus": "tentative"},
        ],
    )
    move(appointment, timedelta(days=1))
    event = plan(appointment, pair, description="the new times")

    assert write(event) is None

    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert mine["id"] == event.google_event_id
    assert mine["start"]["dateTime"] == "2026-12-02T00:00:00+00:00"
    assert mine["description"] == "Bring the numbers\nthe new times\nand the deck"
    assert (mine["colorId"], mine["location"]) == ("7", "Room 3")
    answers = {guest["email"]: guest["responseStatus"] for guest in mine["attendees"]}
    assert answers == {MENTOR_AT_GOOGLE: "accepted", "partner@gmail.example": "tentative"}
    assert mine["hangoutLink"] == event.meet_url
    assert (event.state, event.written_version, event.sequence) == ("written", 2, 1)


def test_a_cancelled_session_leaves_both_calendars_and_the_guest_is_told_once(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)

    operations.withdraw_event(appointment=appointment, now=NOW)
    assert write(event) is None
    assert write(event) is None

    assert at_google(google, FOUNDER_AT_GOOGLE) == at_google(google, MENTOR_AT_GOOGLE) == []
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation"), (MENTOR_AT_GOOGLE, "cancellation")]
    assert (event.state, event.sequence, event.written_version) == ("removed", 1, event.wanted_version)
    assert story(appointment)[-1] == "calendar.removed"


def test_an_event_that_a_person_has_deleted_already_counts_as_removed(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")

    operations.withdraw_event(appointment=appointment, now=NOW)

    assert write(event) is None
    assert event.state == "removed"


def test_a_foreign_event_under_our_id_is_left_alone_and_ours_takes_the_next(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)
    google.act(
        FOUNDER_AT_GOOGLE,
        event.google_event_id,
        "edit",
        summary="Dentist",
        extendedProperties={"private": {"meridian_session": "another"}},
    )
    event = plan(appointment, pair)

    assert write(event) is None

    assert event.google_event_id == f"{appointment.pk.hex}g1"
    titles = {shown["id"]: shown["summary"] for shown in at_google(google, FOUNDER_AT_GOOGLE)}
    assert titles == {appointment.pk.hex: "Dentist", f"{appointment.pk.hex}g1": SUMMARY}
    assert story(appointment)[-2:] == ["calendar.waiting", "calendar.written"]


def test_an_event_changed_under_our_hands_is_read_again_and_patched(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)
    google.fault(name="conditionNotMet", method="PATCH", times=2)
    event = plan(appointment, pair, description="a new text")

    assert write(event) is None

    assert [status for method, status in writes(google) if method == "PATCH"] == [412, 412, 200]
    assert event.state == "written"


def test_three_rounds_of_change_are_enough_for_one_try(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)
    google.fault(name="conditionNotMet", method="PATCH", times=3)
    event = plan(appointment, pair, description="a new text")

    assert write(event) == "changing"
    assert (event.state, event.last_error) == ("waiting", "changing")

    assert write(event) is None
    assert (event.state, event.last_error) == ("written", "")


def test_a_change_of_mind_before_the_write_is_written_at_once(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    plan(appointment, pair, description="first")
    event = plan(appointment, pair, description="second")

    write(event)

    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (mine["description"], event.written_version) == ("second", 2)
    assert writes(google) == [("POST", 200)]


def test_a_session_cancelled_before_any_try_never_reaches_google(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    operations.withdraw_event(appointment=appointment, now=NOW)

    assert write(event) is None

    assert event.state == "removed"
    assert writes(google) == []


def test_without_google_nothing_is_written(google: GoogleEmulatorHandle) -> None:
    pair = a_pair()
    event = plan(an_appointment(pair), pair)

    assert (write(event), event.state) == (None, "none")


def test_with_one_calendar_its_owner_organises_and_nobody_is_invited(google: GoogleEmulatorHandle) -> None:
    pair = a_pair()
    connection = connect(google, pair.mentor, MENTOR_AT_GOOGLE)
    event = plan(an_appointment(pair), pair)

    write(event)

    (shown,) = at_google(google, MENTOR_AT_GOOGLE)
    assert (event.organiser, shown.get("attendees"), google.mails()) == (connection, [], [])


def test_the_organiser_stays_when_another_connects_later(google: GoogleEmulatorHandle) -> None:
    pair = a_pair()
    connect(google, pair.mentor, MENTOR_AT_GOOGLE)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    event = plan(appointment, pair)

    write(event)

    assert event.organiser == GoogleConnection.objects.get(person=pair.mentor)
    assert [shown["id"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == [event.google_event_id]
    assert google.mails() == [(FOUNDER_AT_GOOGLE, "invitation")]
