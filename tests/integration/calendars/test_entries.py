"""What stands in one person's calendar alone is written there and kept so, and nobody is mailed about it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from agenda.models import BusyTime
from calendars import operations
from calendars.health import health_of, measured
from calendars.models import CalendarEntry, CalendarEvent, GoogleConnection
from calendars.operations import Fate
from calendars.stuck import stuck_events
from integrations.google_calendar.scopes import FREEBUSY_SCOPE
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.edits.reading import Reader, edits, heeds, sync
from tests.integration.calendars.entries import evening, keep, told
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    NOW,
    STARTS_AT,
    at_google,
    connect,
    until_settled,
    write,
    writes,
)
from tests.integration.calendars.wishing import OWN_CALENDAR, made_calendars, wish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def guest(google: GoogleEmulatorHandle, founder: Person) -> Person:
    connect(google, founder, FOUNDER_AT_GOOGLE)
    return founder


@pytest.fixture
def event(guest: Person) -> CalendarEvent:
    """The evening, written."""
    (event,) = keep(guest, evening(guest))
    write(event)
    return event


def shown(google: GoogleEmulatorHandle) -> list[tuple[str, str]]:
    rows = at_google(google, FOUNDER_AT_GOOGLE)
    return sorted((row["start"]["dateTime"], row["summary"]) for row in rows)


def test_it_stands_there_with_its_place_and_without_a_meet_or_guests(
    google: GoogleEmulatorHandle, event: CalendarEvent
) -> None:
    (row,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (row["id"], row["iCalUID"]) == (event.google_event_id, event.uid)
    assert (row["summary"], row["location"]) == ("Networking evening", "AI Yangjae Hub")
    assert ("hangoutLink" in row, row.get("attendees", [])) == (False, [])
    assert (event.state, event.is_without_meet, google.mails()) == ("written", False, [])
    assert told() == ["calendar.planned", "calendar.written"]


def test_the_same_again_writes_nothing_and_another_is_one_write(
    google: GoogleEmulatorHandle, guest: Person, event: CalendarEvent
) -> None:
    keep(guest, evening(guest))
    event.refresh_from_db()
    assert (event.state, event.wanted_version) == ("written", 1)
    keep(guest, evening(guest, description="Other meetings", location="Room 2"))
    write(event)
    (row,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (row["id"], row["description"], row["location"]) == (
        event.google_event_id,
        "Other meetings",
        "Room 2",
    )
    assert writes(google) == [("POST", 200), ("PATCH", 200)]


def test_of_ten_meetings_those_that_changed_are_written(google: GoogleEmulatorHandle, guest: Person) -> None:
    ten = [
        evening(
            guest,
            id=uuid4(),
            starts_at=STARTS_AT + timedelta(minutes=20 * number),
            ends_at=STARTS_AT + timedelta(minutes=20 * number + 15),
        )
        for number in range(10)
    ]
    for event in keep(guest, *ten):
        write(event)
    before = len(writes(google))
    changed = keep(guest, *ten[:7], ten[7]._replace(summary="Somebody else"))
    for event in changed:
        write(event)
    assert [row["summary"] for row in at_google(google, FOUNDER_AT_GOOGLE)].count("Somebody else") == 1
    assert (len(at_google(google, FOUNDER_AT_GOOGLE)), len(writes(google)) - before) == (8, 3)


def test_what_is_called_off_goes_and_comes_back_under_its_id(
    google: GoogleEmulatorHandle, guest: Person, event: CalendarEvent
) -> None:
    keep(guest)
    write(event)
    assert (event.state, at_google(google, FOUNDER_AT_GOOGLE)) == ("removed", [])
    keep(guest, evening(guest))
    write(event)
    (row,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (event.state, row["id"], "hangoutLink" in row) == ("written", event.google_event_id, False)
    assert google.mails() == []


def test_whoever_they_invite_themselves_is_mailed_by_nobody(
    google: GoogleEmulatorHandle, guest: Person, event: CalendarEvent
) -> None:
    friend = [{"email": "friend@gmail.example", "responseStatus": "accepted"}]
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", attendees=friend)
    before = google.mails()
    keep(guest, evening(guest, starts_at=STARTS_AT + timedelta(minutes=30)))
    write(event)
    (row,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert [one["email"] for one in row["attendees"]] == ["friend@gmail.example"]
    keep(guest)
    write(event)
    assert google.mails() == before


@pytest.mark.parametrize(
    "fault",
    [
        {"name": "backendError", "times": 2},
        {"name": "rateLimitExceeded"},
        {"kind": "drop", "times": 2},
        {"name": "backendError", "commit": True},
        {"kind": "reset", "commit": True},
        {"kind": "truncate"},
    ],
    ids=str,
)
def test_after_any_fault_there_is_one(
    google: GoogleEmulatorHandle, guest: Person, fault: dict[str, Any]
) -> None:
    (event,) = keep(guest, evening(guest))
    google.fault(method="POST", path="*/events", **fault)
    until_settled(event)
    keep(guest, evening(guest, summary="Another evening"))
    google.fault(method="PATCH", **fault)
    until_settled(event)
    assert [(event.state, summary) for _, summary in shown(google)] == [("written", "Another evening")]
    keep(guest)
    google.fault(method="DELETE", **fault)
    until_settled(event)
    assert (event.state, shown(google), google.mails()) == ("removed", [], [])


def test_thrown_away_it_stays_out_of_whatever_becomes_of_it_until_it_is_brought_back(
    google: GoogleEmulatorHandle, guest: Person, event: CalendarEvent
) -> None:
    reader = Reader(guest)
    sync(reader)
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    sync(reader)
    event.refresh_from_db()
    assert (event.state, edits(event), heeds()) == ("left_out", [("deleted", "asked")], 0)
    keep(guest, evening(guest, summary="Another evening"))
    assert (write(event), event.state, shown(google)) == (None, "left_out", [])
    health = health_of(measured(GoogleConnection.objects.filter(person=guest)))
    assert health is not None
    assert (health.waiting, health.failed) == (0, 0)
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", status="confirmed")
    sync(reader)
    write(event)
    assert [summary for _, summary in shown(google)] == ["Another evening"]
    assert (event.state, edits(event)) == ("written", [("deleted", "taken_back")])


def test_thrown_away_while_we_write_it_stays_out_too(
    google: GoogleEmulatorHandle, guest: Person, event: CalendarEvent
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    keep(guest, evening(guest, summary="Another evening"))
    write(event)
    assert (event.state, shown(google)) == ("left_out", [])
    keep(guest)
    assert (write(event), event.state) == (None, "removed")
    keep(guest, evening(guest))
    assert (write(event), event.state, shown(google)) == (None, "left_out", [])


def test_who_wants_it_there_again_has_it_again(
    google: GoogleEmulatorHandle, guest: Person, event: CalendarEvent
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    sync(Reader(guest))
    operations.bring_back_entries(subject=("event", "12"), person=guest)
    write(event)
    assert [summary for _, summary in shown(google)] == ["Networking evening"]
    assert event.state == "written"


def test_moved_by_hand_it_is_put_back_by_one_write_and_nothing_echoes(
    google: GoogleEmulatorHandle, guest: Person, event: CalendarEvent
) -> None:
    reader = Reader(guest)
    sync(reader)
    later = {"dateTime": "2026-12-01T05:00:00Z"}, {"dateTime": "2026-12-01T08:00:00Z"}
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", start=later[0], end=later[1], colorId="7")
    sync(reader)
    write(event)
    (row,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (row["start"]["dateTime"], row["colorId"]) == ("2026-12-01T00:00:00+00:00", "7")
    before = writes(google)
    for _ in range(3):
        sync(reader)
        write(event)
    assert (event.state, edits(event), heeds()) == ("written", [("moved", "settled")], 0)
    assert writes(google) == before


@pytest.mark.parametrize("reads_times_alone", [False, True])
def test_it_is_no_busy_time_of_their_own(
    google: GoogleEmulatorHandle, guest: Person, event: CalendarEvent, reads_times_alone: bool
) -> None:
    if reads_times_alone:
        GoogleConnection.objects.filter(person=guest).update(scopes=[FREEBUSY_SCOPE])
    assert event.state == "written"
    for row in guest.google_connection.calendars.filter(is_read=True):
        operations.read_calendar(calendar_id=row.pk, now=NOW, chance=0.5)
    assert list(BusyTime.objects.filter(person=guest)) == []


def test_who_has_no_calendar_that_we_write_has_nothing_until_they_do(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    assert keep(founder, evening(founder)) == []
    connect(google, founder, FOUNDER_AT_GOOGLE)
    (event,) = keep(founder, evening(founder))
    assert (write(event), event.state) == (None, "written")


def test_while_google_takes_nothing_it_waits_and_goes_to_nobody_else(
    google: GoogleEmulatorHandle, guest: Person
) -> None:
    (event,) = keep(guest, evening(guest))
    google.fault(name="quotaExceeded", method="POST", path="*/events", times=9)
    assert write(event) == "quotaExceeded"
    assert (event.state, event.last_error) == ("waiting", "quotaExceeded")
    (row,) = stuck_events(guest.google_connection, NOW)
    assert (row.kind, row.subject_id, row.page) == ("event", "12", "/events/evening")


def test_who_parts_keeps_it_or_has_it_taken_out_and_has_it_again_when_they_return(
    google: GoogleEmulatorHandle, guest: Person, event: CalendarEvent
) -> None:
    operations.disconnect(person=guest, events=Fate.REMOVE, now=NOW)
    (left,) = CalendarEvent.objects.filter(taken_over_by=event)
    write(left)
    operations.end_leavings(now=NOW)
    assert (shown(google), google.mails()) == ([], [])
    assert not ProcrastinateJob.objects.filter(task_name="mentoring.tell_handed_over").exists()
    connect(google, guest, FOUNDER_AT_GOOGLE)
    keep(guest, evening(guest))
    write(event)
    operations.disconnect(person=guest, now=NOW)
    connect(google, guest, FOUNDER_AT_GOOGLE)
    keep(guest, evening(guest, summary="Another evening"))
    write(event)
    assert [summary for _, summary in shown(google)] == ["Another evening"]


def test_what_is_over_is_neither_begun_nor_taken_out(
    google: GoogleEmulatorHandle, guest: Person, event: CalendarEvent
) -> None:
    CalendarEntry.objects.update(starts_at=NOW - timedelta(hours=2), ends_at=NOW)
    keep(guest, evening(guest, id=uuid4(), starts_at=NOW - timedelta(hours=2), ends_at=NOW))
    assert (CalendarEntry.objects.count(), CalendarEvent.objects.get().is_wanted) == (1, True)


def test_an_entry_ends_after_its_start_and_only_an_entry_is_left_out(
    google: GoogleEmulatorHandle, event: CalendarEvent
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarEntry.objects.update(ends_at=STARTS_AT)
    broken: dict[str, Any]
    for broken in ({"state": "left_out", "is_wanted": False}, {"strangers": True}, {"entry": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarEvent.objects.update(**broken)


def test_in_the_calendar_that_meridian_makes_it_stands_once_that_is_made(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    connection = wish(google, founder, OWN_CALENDAR)
    (event,) = keep(founder, evening(founder))
    write(event)
    assert (event.state, event.last_error) == ("waiting", "own_calendar_pending")
    operations.make_own_calendar(connection_id=connection.pk, now=NOW)
    assert (write(event), event.state) == (None, "written")
    (made,) = made_calendars(google)
    assert [row["id"] for row in at_google(google, made["id"])] == [event.google_event_id]
