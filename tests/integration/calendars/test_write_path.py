"""One write and what can become of it on the way: an id that is taken, an answer that is lost, a token that is not."""

from datetime import timedelta
from typing import Any

import pytest

from calendars import jobs, operations
from calendars.models import CalendarEvent, GoogleConnection, ReadCalendar
from calendars.operations import StillWaiting
from calendars.warnings import open_warnings
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    DESCRIPTION,
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    SUMMARY,
    a_connected_pair,
    an_appointment,
    at_google,
    move,
    plan,
    story,
    until_settled,
    write,
    writes,
)
from tests.integration.calendars.test_jobs import pause_of

pytestmark = pytest.mark.django_db(transaction=True)


def as_if_never_tried(event: CalendarEvent) -> CalendarEvent:
    """The row knows nothing of what Google has: the next try inserts."""
    CalendarEvent.objects.filter(pk=event.pk).update(
        attempts=0, written_version=0, state="waiting", told={}, etag="", meet_url=""
    )
    event.refresh_from_db()
    return event


def asked(google: GoogleEmulatorHandle) -> list[tuple[str, int | None]]:
    """(method, status) of everything, tokens too."""
    return [
        ("token" if entry["path"] == "/token" else entry["method"], entry["status"])
        for entry in google.journal()
        if entry["path"] == "/token" or "/calendar/" in entry["path"]
    ]


def test_an_insert_that_the_client_sends_twice_by_itself_leaves_one_event_with_its_etag(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    google.fault(method="POST", path="*/events", kind="drop", commit=True)

    assert write(event) is None

    assert asked(google)[-3:] == [("POST", None), ("POST", 409), ("GET", 200)]
    assert (event.state, event.google_event_id) == ("written", at_google(google, FOUNDER_AT_GOOGLE)[0]["id"])
    assert event.etag == google.journal()[-1]["answer"]["etag"]
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation")]


@pytest.mark.parametrize(
    ("description", "methods"),
    [(DESCRIPTION, ["POST", "GET"]), ("another text", ["POST", "GET", "PATCH"])],
    ids=["as_wanted", "otherwise"],
)
def test_our_own_event_under_a_taken_id_is_adopted_and_patched_only_where_it_differs(
    google: GoogleEmulatorHandle, description: str, methods: list[str]
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    event = as_if_never_tried(plan(appointment, pair, description=description))
    before = len(asked(google))

    assert write(event) is None

    assert [method for method, _ in asked(google)[before:]] == methods
    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (mine["id"], mine["description"].splitlines()[0]) == (
        event.google_event_id,
        description.splitlines()[0],
    )
    assert (event.state, event.generation, event.meet_url) == ("written", 0, mine["hangoutLink"])


def test_a_cancelled_event_under_a_taken_id_is_brought_back_once(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    event = as_if_never_tried(event)
    before = len(asked(google))

    assert write(event) is None

    assert [method for method, _ in asked(google)[before:]] == ["POST", "GET", "PATCH"]
    (mine,), (theirs,) = at_google(google, FOUNDER_AT_GOOGLE), at_google(google, MENTOR_AT_GOOGLE)
    assert mine["id"] == theirs["id"] == event.google_event_id
    assert (event.state, event.generation) == ("written", 0)


def test_a_tombstone_that_says_nothing_is_left_and_the_next_id_taken(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    write(event)
    first = event.google_event_id
    google.act(FOUNDER_AT_GOOGLE, first, "delete")
    event = as_if_never_tried(event)
    bare = {"id": first, "etag": '"1"', "status": "cancelled"}
    google.fault(method="GET", path=f"*/{first}", kind="answer", status=200, body=bare)

    assert write(event) is None

    assert (event.state, event.google_event_id) == ("written", f"{first}g1")
    assert [row["id"] for row in at_google(google, FOUNDER_AT_GOOGLE)] == [f"{first}g1"]


def test_a_foreign_event_under_our_id_warns_the_coordinator_and_ours_takes_the_next(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)
    foreign = {"extendedProperties": {"private": {"meridian_session": "another"}}}
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", summary="Dentist", **foreign)
    event = as_if_never_tried(event)

    assert until_settled(event) == []

    assert event.google_event_id == f"{appointment.pk.hex}g1"
    assert sorted(row["summary"] for row in at_google(google, FOUNDER_AT_GOOGLE)) == ["Dentist", SUMMARY]
    (warning,) = open_warnings()
    assert (warning.kind, warning.event, warning.detail) == ("id_taken", event, appointment.pk.hex)
    assert story(appointment)[-2:] == ["calendar.waiting", "calendar.written"]


def withdrawn(google: GoogleEmulatorHandle) -> CalendarEvent:
    """An event that Google shows and that has to go."""
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)
    operations.withdraw_event(appointment=appointment, now=NOW)
    return event


@pytest.mark.parametrize("answer", [404, 410])
def test_a_removal_of_what_is_gone_is_done(google: GoogleEmulatorHandle, answer: int) -> None:
    event = withdrawn(google)
    times = 2 if answer == 404 else 1  # which it says twice, of what went after it was looked up
    google.fault(method="DELETE", path="*", kind="answer", status=answer, body={}, times=times)
    if answer == 404:
        google.fault(name="notFound", method="GET", path="*/events/*", skip=1)
        google.fault(kind="answer", method="GET", path="*/events", status=200, body={"items": []})

    assert write(event) is None

    assert (event.state, event.last_error) == ("removed", "")
    assert write(event) is None
    assert [method for method, _ in writes(google)] == ["POST", *["DELETE"] * times]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_one_404_leaves_no_event_behind(google: GoogleEmulatorHandle, method: str) -> None:
    event = withdrawn(google)
    google.fault(name="notFound", method=method, path="*/events/*")

    assert write(event) is None

    assert (event.state, at_google(google, FOUNDER_AT_GOOGLE)) == ("removed", [])
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation"), (MENTOR_AT_GOOGLE, "cancellation")]


@pytest.mark.parametrize("times", range(2, 6))
def test_several_404_in_a_row_leave_no_event_behind(google: GoogleEmulatorHandle, times: int) -> None:
    event = withdrawn(google)
    google.fault(name="notFound", path="*/events*", times=times)

    assert write(event) is None

    assert (event.state, at_google(google, FOUNDER_AT_GOOGLE)) == ("removed", [])
    assert google.mails() == [(MENTOR_AT_GOOGLE, "invitation"), (MENTOR_AT_GOOGLE, "cancellation")]


def test_an_event_that_google_shows_and_will_not_delete_is_tried_again(google: GoogleEmulatorHandle) -> None:
    event = withdrawn(google)
    google.fault(name="notFound", method="DELETE", path="*/events/*", times=3)

    assert write(event) == "changing"
    assert write(event) is None

    assert (event.state, at_google(google, FOUNDER_AT_GOOGLE)) == ("removed", [])


def test_what_has_to_go_from_a_calendar_that_is_gone_went_with_it(google: GoogleEmulatorHandle) -> None:
    event = withdrawn(google)
    google.fault(name="notFound", path="*/events*", times=99)

    assert write(event) is None

    assert (event.state, event.last_error) == ("removed", "")
    assert list(ReadCalendar.objects.filter(state="gone")) == []


def test_an_event_that_google_does_not_show_yet_is_removed(google: GoogleEmulatorHandle) -> None:
    google.order("knobs", {"seen_after_seconds": 60})
    event = withdrawn(google)
    assert write(event) is None
    assert (event.state, at_google(google, FOUNDER_AT_GOOGLE)) == ("removed", [])


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_token_that_ends_in_between_is_renewed_once_and_the_call_made_once_more(
    google: GoogleEmulatorHandle, method: str
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    if method == "PATCH":
        write(plan(appointment, pair))
        move(appointment, timedelta(days=1))
    event = plan(appointment, pair)
    google.fault(name="authError", method=method)

    assert write(event) is None

    assert asked(google)[-3:] == [(method, 401), ("token", 200), (method, 200)]
    assert (event.state, len(at_google(google, MENTOR_AT_GOOGLE))) == ("written", 1)


def test_a_token_that_google_never_takes_is_renewed_once_and_then_parked(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    google.fault(name="authError", method="POST", path="*/events", times=50)

    assert write(event) is None

    assert asked(google)[-3:] == [("POST", 401), ("token", 200), ("POST", 401)]
    assert GoogleConnection.objects.get(person=pair.founder).state == "needs_reauth"
    assert event.organiser == GoogleConnection.objects.get(person=pair.mentor)  # whose turn it is
    assert write(event) is None
    before = len(google.journal())
    assert (write(event), len(google.journal()), event.is_mailed) == (None, before, True)


def test_the_search_for_a_meet_ends_and_the_event_stays_good(google: GoogleEmulatorHandle) -> None:
    google.order("knobs", {"conference": "pending", "pending_reads": 1000})
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)

    tries = 0
    while pause_of(StillWaiting("meet_pending"), attempts=tries, tries=jobs.MEET_TRIES) is not None:
        with pytest.raises(StillWaiting, match="meet_pending"):
            operations.find_meet_link(event_id=event.pk, now=NOW)
        tries += 1

    assert tries == jobs.MEET_TRIES - 1
    event.refresh_from_db()
    assert (event.state, event.meet_url, event.last_error) == ("written", "", "")
    assert operations.take_up_waiting(now=NOW + timedelta(hours=1)) == 0


def test_every_write_says_who_is_told_and_that_we_speak_of_conferences(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    move(appointment, timedelta(days=1))
    write(plan(appointment, pair))
    event = operations.withdraw_event(appointment=appointment, now=NOW)
    assert event is not None
    write(event)

    sent: list[dict[str, Any]] = [row for row in google.journal() if "/calendar/" in row["path"]]
    changes = [row for row in sent if row["method"] in ("POST", "PATCH", "DELETE")]
    assert [row["method"] for row in changes] == ["POST", "PATCH", "DELETE"]
    assert {tuple(row["query"]["sendUpdates"]) for row in changes} == {("all",)}
    assert [row["query"].get("conferenceDataVersion") for row in changes] == [["1"], ["1"], None]


def test_a_new_event_is_one_request(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)

    assert write(event) is None

    assert asked(google)[-1] == ("POST", 200)
    assert [row for row in asked(google) if row[0] != "token"] == [("POST", 200)]
