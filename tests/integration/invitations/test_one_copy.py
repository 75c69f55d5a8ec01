"""Who is invited by mail has a session once in their calendar, whatever becomes of the event in other people's Google."""

from datetime import datetime
from pathlib import Path

import pytest
from icalendar import Calendar

import clock
from accounts.models import Person
from calendars import operations
from calendars.models import CalendarEvent, MailedCopy
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.conftest import google, google_server
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, connect
from tests.integration.heeding.stage import Stage, a_stage, client, sync, work
from tests.integration.mentoring.conftest import at, monday
from tests.integration.replies.conftest import Mailbox, folder

__all__ = ["folder", "google", "google_server", "monday"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(monday: datetime, google: GoogleEmulatorHandle) -> Stage:
    """In the founder's Google; the mentor has none and is invited by mail."""
    return a_stage(google, organiser=FOUNDER_AT_GOOGLE)


def files(person: Person) -> list[tuple[str, str, int]]:
    """Method, UID and SEQUENCE of everything that came for the person's calendar by mail."""
    mails = Message.objects.filter(person=person).exclude(invitation="").order_by("pk")
    calendars = [Calendar.from_ical(mail.invitation) for mail in mails]
    found: list[tuple[str, str, int]] = []
    for calendar in calendars:
        (event,) = calendar.events
        found.append((str(calendar["METHOD"]), str(event["UID"]), int(str(event["SEQUENCE"]))))
    return found


def reschedule(stage: Stage, starts_at: str = at(3, 1), version: int = 1) -> None:
    body = {"starts_at": starts_at, "reason": "Travel", "version": version}
    answer = client(stage.founder).post(f"{stage.url}reschedule/", body, format="json")
    assert answer.status_code == 200, answer.json()
    work()


def cancel(stage: Stage) -> None:
    client(stage.founder).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    work()


def disconnect(stage: Stage, events: str) -> None:
    body = {"events": events}
    assert client(stage.founder).post("/api/me/google/disconnect/", body, format="json").status_code == 204
    work()


@pytest.mark.parametrize("fate", ["remove", "keep"])
def test_who_was_invited_before_the_organiser_parted_keeps_one_uid(stage: Stage, fate: str) -> None:
    mentor, uid = stage.mentor.person, stage.event.uid
    disconnect(stage, fate)
    reschedule(stage)
    cancel(stage)
    told = files(mentor)
    assert {name for _, name, _ in told} == {uid}
    again = [("REQUEST", 0)] if fate == "remove" else []  # the room to meet in went with the event
    assert [(method, sequence) for method, _, sequence in told] == [
        ("REQUEST", 0),
        *again,
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]
    assert not MailedCopy.objects.exists()


def test_who_was_invited_before_another_account_took_over_keeps_one_uid(
    stage: Stage, google: GoogleEmulatorHandle
) -> None:
    uid = stage.event.uid
    connect(google, stage.founder, "another@gmail.example", now=clock.now())
    work()
    reschedule(stage)
    assert stage.event.uid != uid
    assert files(stage.mentor.person) == [("REQUEST", uid, 0), ("REQUEST", uid, 1)]


def test_an_answer_to_the_uid_from_before_is_understood(stage: Stage, folder: Path) -> None:
    uid, mentor = stage.event.uid, stage.mentor.person
    disconnect(stage, "remove")
    assert stage.event.uid != uid
    mailbox = Mailbox(folder, stage.event)
    assert mailbox.answer(mentor, "DECLINED", uid=uid) == "declined"
    assert mailbox.answer(mentor, "ACCEPTED", uid="0" * 32 + "@google.com", minute=1) == "unknown_event"


def test_whose_google_shows_it_by_now_loses_the_mailed_copy_once_google_has_it(
    stage: Stage, google: GoogleEmulatorHandle
) -> None:
    mentor, uid = stage.mentor.person, stage.event.uid
    connect(google, mentor, MENTOR_AT_GOOGLE, now=clock.now())
    work()
    assert files(mentor) == [("REQUEST", uid, 0)]
    google.fault(name="backendError", method="PATCH")
    reschedule(stage)
    assert files(mentor) == [("REQUEST", uid, 0)]  # until Google has taken it
    operations.write_event(event_id=stage.event.pk, now=clock.now())
    work()
    sync()
    assert len(at_google(google, MENTOR_AT_GOOGLE)) == 1
    assert files(mentor) == [("REQUEST", uid, 0), ("CANCEL", uid, 1)]
    assert stage.told(mentor) == ["moved", "handed_over"]
    reschedule(stage, at(4, 1), 2)
    cancel(stage)
    assert files(mentor)[2:] == []


def test_a_session_called_off_before_google_took_the_guest_leaves_the_mailed_copy_too(
    stage: Stage, google: GoogleEmulatorHandle
) -> None:
    mentor, uid = stage.mentor.person, stage.event.uid
    connect(google, mentor, MENTOR_AT_GOOGLE, now=clock.now())
    google.fault(name="backendError", method="PATCH", times=9)
    reschedule(stage)
    cancel(stage)
    assert files(mentor) == [("REQUEST", uid, 0), ("CANCEL", uid, 2)]
    assert CalendarEvent.objects.count() == 1
