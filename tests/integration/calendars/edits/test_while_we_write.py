"""People change the event in the very moment in which we write it: nothing of theirs is overwritten unseen."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from calendars import operations
from calendars.models import CalendarEdit, CalendarEvent, ReadCalendar
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.edits.reading import Reader, edits, heeds, sync
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    STARTS_AT,
    Pair,
    a_connected_pair,
    an_appointment,
    at_google,
    move,
    plan,
    story,
    write,
    writes,
)

pytestmark = pytest.mark.django_db(transaction=True)
THEIRS = "2026-12-03T02:00:00+00:00"


@pytest.fixture
def pair(google: GoogleEmulatorHandle) -> Pair:
    return a_connected_pair(google)


@pytest.fixture
def event(pair: Pair) -> CalendarEvent:
    event = plan(an_appointment(pair), pair)
    write(event)
    return event


def shown_at(google: GoogleEmulatorHandle) -> list[str]:
    return [row["start"]["dateTime"] for row in at_google(google, FOUNDER_AT_GOOGLE)]


def replan(event: CalendarEvent, pair: Pair, description: str = "a new text", *, days: int = 0) -> None:
    assert event.appointment is not None
    if days:
        event.appointment.refresh_from_db()
        move(event.appointment, timedelta(days=days))
    plan(event.appointment, pair, description=description)
    event.refresh_from_db()


def decided(event: CalendarEvent) -> None:
    for edit in operations.edits_to_heed(event.pk):
        operations.settle_edit(edit)


def test_a_time_that_a_person_changed_in_google_is_not_overwritten_by_a_new_text(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at=THEIRS)
    replan(event, pair)

    assert write(event) is None

    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (mine["start"]["dateTime"], mine["description"]) == (THEIRS, "a new text")
    assert (edits(event), heeds()) == ([("moved", "new")], 1)


def test_a_time_that_a_person_gave_to_an_event_of_whose_insert_no_answer_came_stays_until_somebody_decides(
    google: GoogleEmulatorHandle, pair: Pair
) -> None:
    event = plan(an_appointment(pair), pair)
    google.fault(name="backendError", method="POST", path="*/events", commit=True)
    write(event)
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at=THEIRS)

    write(event)

    assert shown_at(google) == [THEIRS]
    assert (edits(event), heeds()) == ([("moved", "new")], 1)


def test_a_deletion_of_an_event_of_whose_insert_no_answer_came_is_a_persons(
    google: GoogleEmulatorHandle, pair: Pair
) -> None:
    event = plan(an_appointment(pair), pair)
    google.fault(name="backendError", method="POST", path="*/events", commit=True)
    write(event)
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")

    write(event)

    assert shown_at(google) == []
    assert (edits(event), heeds()) == ([("deleted", "new")], 1)


def test_a_deletion_of_ours_of_which_no_answer_came_is_no_persons(
    google: GoogleEmulatorHandle, pair: Pair
) -> None:
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    google.fault(name="backendError", method="POST", path="*/events", commit=True)
    write(event)
    operations.withdraw_event(appointment=appointment, now=NOW)
    google.fault(name="backendError", method="DELETE", path="*/events/*", commit=True)
    write(event)
    assert shown_at(google) == []
    event = plan(appointment, pair)
    google.fault(name="backendError", method="PATCH", path="*/events/*")
    write(event)

    write(event)

    assert shown_at(google) == [STARTS_AT.isoformat()]
    assert (edits(event), event.state) == ([], "written")


def test_g_5_a_time_that_a_person_changed_while_we_move_it_is_kept_until_somebody_decides(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at=THEIRS)
    replan(event, pair, days=1)

    assert write(event) is None

    assert (shown_at(google), event.state) == ([THEIRS], "written")
    assert edits(event) == [("moved", "new")]
    decided(event)
    replan(event, pair)
    write(event)
    assert shown_at(google) == ["2026-12-02T00:00:00+00:00"]
    sync(Reader(pair.founder), Reader(pair.mentor))
    assert edits(event) == [("moved", "settled")]


def test_g_5_a_move_between_our_look_and_our_write_meets_the_etag(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair
) -> None:
    """412: read again, and the person's time is found."""
    google.fault(name="conditionNotMet", method="PATCH")
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at=THEIRS)
    replan(event, pair, days=1)
    assert write(event) is None
    assert [status for method, status in writes(google) if method == "PATCH"] == [412, 200]
    assert (shown_at(google), edits(event)) == ([THEIRS], [("moved", "new")])


def test_g_5_three_rounds_at_most(google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair) -> None:
    google.fault(name="conditionNotMet", method="PATCH", times=9)
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at=THEIRS)
    replan(event, pair, days=1)
    assert write(event) == "changing"
    assert [status for method, status in writes(google) if method == "PATCH"] == [412, 412]


@pytest.mark.parametrize("gone", ["deleted", "purged"])
def test_g_6_an_event_that_a_person_deleted_is_not_written_over_until_somebody_decides(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair, gone: str
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    if gone == "purged":
        google.order("purge-deleted")
    replan(event, pair, days=1)
    before = writes(google)

    assert write(event, now=NOW + timedelta(minutes=10)) is None

    assert (writes(google), at_google(google, FOUNDER_AT_GOOGLE)) == (before, [])
    assert (edits(event), heeds()) == ([("deleted", "new")], 1)
    assert (event.state, event.last_error) == ("waiting", "deleted_by_hand")
    assert event.appointment is not None
    assert story(event.appointment)[-2:] == ["calendar.deleted_by_hand", "calendar.waiting"]

    decided(event)
    assert write(event) is None
    (mine,), (theirs,) = at_google(google, FOUNDER_AT_GOOGLE), at_google(google, MENTOR_AT_GOOGLE)
    assert mine["id"] == theirs["id"] == event.google_event_id
    assert mine["start"]["dateTime"] == "2026-12-02T00:00:00+00:00"
    assert (event.state, event.generation) == ("written", 0)


def test_a_withdrawal_after_a_deletion_by_hand_has_nothing_left_to_do(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    sync(Reader(pair.founder))
    assert event.appointment is not None
    operations.withdraw_event(appointment=event.appointment, now=NOW)
    before = writes(google)
    assert write(event) is None
    assert (event.state, writes(google)) == ("removed", before)


def test_an_event_that_google_does_not_show_yet_is_not_deleted(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair
) -> None:
    google.fault(name="notFound", method="GET", path=f"*/events/{event.google_event_id}")
    replan(event, pair)
    assert write(event) == "not_shown_yet"
    assert write(event) is None
    assert (edits(event), event.state) == ([], "written")


def test_a_write_of_which_no_answer_came_is_not_taken_for_a_persons(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair
) -> None:
    google.fault(name="backendError", method="PATCH", commit=True)
    replan(event, pair, days=1)
    assert write(event) == "backendError"
    replan(event, pair, days=1)  # another change of mind, before anybody knows what became of the first
    assert write(event) is None
    assert (shown_at(google), edits(event)) == (["2026-12-03T00:00:00+00:00"], [])
    assert event.tried == []


def test_g_23_a_move_keeps_the_id_the_answers_and_what_people_added(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair
) -> None:
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "accept")
    (before,) = at_google(google, FOUNDER_AT_GOOGLE)
    reminders = {"useDefault": False, "overrides": [{"method": "popup", "minutes": 5}]}
    google.act(
        FOUNDER_AT_GOOGLE,
        event.google_event_id,
        "edit",
        colorId="7",
        reminders=reminders,
        description=f"Bring the numbers\n{before['description']}\nand the deck",
        attendees=[*before["attendees"], {"email": "partner@gmail.example", "responseStatus": "tentative"}],
    )
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "edit", colorId="3")
    sync(Reader(pair.founder), Reader(pair.mentor))
    replan(event, pair, "the new times", days=1)

    assert write(event) is None

    (mine,), (theirs,) = at_google(google, FOUNDER_AT_GOOGLE), at_google(google, MENTOR_AT_GOOGLE)
    assert mine["id"] == event.google_event_id
    assert mine["start"]["dateTime"] == theirs["start"]["dateTime"] == "2026-12-02T00:00:00+00:00"
    assert mine["description"] == "Bring the numbers\nthe new times\nand the deck"
    assert (mine["colorId"], theirs["colorId"], mine["reminders"]) == ("7", "3", reminders)
    answers = {guest["email"]: guest["responseStatus"] for guest in mine["attendees"]}
    assert answers == {MENTOR_AT_GOOGLE: "accepted", "partner@gmail.example": "tentative"}
    assert edits(event) == []


def test_g_22_who_is_no_organiser_any_more_is_refused_once_and_a_coordinator_sees_it(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair
) -> None:
    refusal = {"domain": "calendar", "reason": "forbiddenForNonOrganizer", "message": "Not the organizer."}
    body = {"error": {"errors": [refusal], "code": 403, "message": refusal["message"]}}
    google.fault(kind="answer", status=403, body=body, method="PATCH", times=9)
    replan(event, pair, days=1)
    assert write(event) is None
    assert write(event) is None
    assert (event.state, event.last_error) == ("failed", "forbiddenForNonOrganizer")
    assert [status for method, status in writes(google) if method == "PATCH"] == [403]
    assert CalendarEdit.objects.count() == 0
    assert shown_at(google) == [STARTS_AT.isoformat()]


@pytest.mark.parametrize("answer", ["notFound", "deleted"])
def test_g_6_an_event_that_goes_between_our_look_and_our_write_is_asked_about(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair, answer: str
) -> None:
    replan(event, pair, days=1)
    google.fault(method="GET", path="*/events/*", kind="hang", name="held", commit=True, seconds=2)
    google.fault(method="PATCH", name=answer)

    with ThreadPoolExecutor(1) as other:
        writing = other.submit(write_beside, event)
        while any(fault["name"] == "held" for fault in google.ask("faults")["waiting"]):
            time.sleep(0.01)  # until it has looked
        google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
        assert writing.result() is None

    event.refresh_from_db()
    code = {"notFound": 404, "deleted": 410}[answer]
    assert [status for method, status in writes(google) if method == "PATCH"] == [code]
    assert (edits(event), heeds()) == ([("deleted", "new")], 1)
    assert (event.state, event.last_error) == ("waiting", "deleted_by_hand")


def write_beside(event: CalendarEvent) -> str | None:
    try:
        return write(CalendarEvent.objects.get(pk=event.pk))
    finally:
        connection.close()


@pytest.mark.parametrize(("answer", "code"), [("notFound", 404), ("deleted", 410)])
def test_g_6_a_patch_that_google_seems_not_to_know_is_written_when_it_does(
    google: GoogleEmulatorHandle, event: CalendarEvent, pair: Pair, answer: str, code: int
) -> None:
    replan(event, pair, days=1)
    google.fault(method="PATCH", name=answer, times=5)

    assert write(event) == "changing"
    assert write(event) is None

    assert [status for method, status in writes(google) if method == "PATCH"] == [code] * 5 + [200]
    assert (event.state, event.generation, edits(event)) == ("written", 0, [])
    assert ReadCalendar.objects.get(connection__person=pair.founder).state != "gone"
