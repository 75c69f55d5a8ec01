"""Google takes nothing new: everybody has exactly one invitation, by mail, and it is the one that follows changes."""

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from calendars.models import CalendarEvent
from calendars.operations import write_event
from directory.models import Expert
from mentoring.groups.operations import cancel_group
from mentoring.jobs import invite_those_whom_google_does_not
from mentoring.mailing import invite_by_mail
from mentoring.models import Approval, Session
from mentoring.operations import announce_agreed
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.calendars.conftest import google, google_server
from tests.integration.calendars.hub import connect
from tests.integration.groups.conftest import a_group, joined
from tests.integration.mentoring.conftest import MONDAY, Sign, at

__all__ = ["google", "google_server"]

pytestmark = pytest.mark.django_db(transaction=True)
FOUNDER, MENTOR = "founder@gmail.example", "mentor@gmail.example"
HOUR = timedelta(hours=1)
MAILED = [("mailed", "REQUEST")]
AT_ONCE = [("confirmed", "REQUEST")]  # has no Google, so it came with the announcement


@pytest.fixture
def founder(google: GoogleEmulatorHandle, monday: None) -> Person:
    """Whose Google is over its limit of use."""
    founder = a_founder()
    connect(google, founder, FOUNDER, now=MONDAY)
    google.fault(name="quotaExceeded", method="POST", path="*/events")
    return founder


@pytest.fixture
def mentor() -> Expert:
    return a_mentor()


@pytest.fixture
def session(founder: Person, mentor: Expert, signed_in_as: Sign) -> Session:
    programme = a_programme(approval=Approval.AUTOMATIC)
    asked = {"programme": programme.slug, "expert": mentor.pk, "goal": "Enter the US market"}
    answer = signed_in_as(founder).post("/api/sessions/", asked | {"starts_at": at(3, 0)})
    assert answer.status_code == 201, answer.json()
    session = Session.objects.get(pk=answer.json()["id"])
    announce_agreed(session_id=session.pk, now=MONDAY)
    return session


def write_and_mail() -> CalendarEvent:
    """The writer of the one event, and the jobs that it leaves."""
    event = CalendarEvent.objects.get()
    write_event(event_id=event.pk, now=MONDAY)
    for job in ProcrastinateJob.objects.filter(task_name="mentoring.invite_by_mail", status="todo"):
        invite_those_whom_google_does_not(**job.args)
    event.refresh_from_db()
    return event


def invitations(person: Person) -> list[tuple[str, str]]:
    """(kind, method) of what this person's calendar was mailed."""
    found = Message.objects.filter(person=person, channel="email").exclude(invitation="")
    return list(found.order_by("pk").values_list("kind", "invitation_method"))


def test_both_sides_are_invited_by_mail_once(
    google: GoogleEmulatorHandle, founder: Person, mentor: Expert, session: Session
) -> None:
    event = write_and_mail()

    assert (event.is_mailed, google.mails()) == (True, [])
    assert (invitations(founder), invitations(mentor.person)) == (MAILED, AT_ONCE)
    for person in (founder, mentor.person):
        mail = Message.objects.get(person=person, invitation_method="REQUEST")
        assert (event.uid in mail.invitation, "SEQUENCE:0" in mail.invitation) == (True, True)
        assert Message.objects.filter(person=person, kind="confirmed", channel="email").count() == 1
    assert not Message.objects.filter(kind="mailed", channel="sms").exists()


def test_the_job_of_a_killed_worker_invites_nobody_twice(
    founder: Person, mentor: Expert, session: Session
) -> None:
    event = write_and_mail()

    assert invite_by_mail(event_id=event.pk, sequence=0, now=MONDAY) == 0

    assert (invitations(founder), invitations(mentor.person)) == (MAILED, AT_ONCE)


def test_when_google_is_well_again_a_move_and_a_cancellation_still_go_by_mail(
    google: GoogleEmulatorHandle, founder: Person, mentor: Expert, session: Session, signed_in_as: Sign
) -> None:
    write_and_mail()
    connect(google, mentor.person, MENTOR, now=MONDAY)
    asked = len(google.journal())
    client = signed_in_as(mentor.person)
    moved = client.post(
        f"/api/sessions/{session.pk}/reschedule/",
        {"starts_at": at(3, 1), "reason": "Flight", "version": session.appointment.version},
        format="json",
    )
    assert moved.status_code == 200, moved.json()
    write_and_mail()
    gone = client.post(f"/api/sessions/{session.pk}/cancel/", {"reason": "Ill"}, format="json")
    assert gone.status_code == 200, gone.json()
    write_and_mail()

    then = [("moved", "REQUEST"), ("cancelled", "CANCEL")]
    assert (invitations(founder), invitations(mentor.person)) == (MAILED + then, AT_ONCE + then)
    assert (google.mails(), len(google.journal())) == ([], asked)


def test_a_session_moved_before_the_mail_left_is_invited_to_once(
    founder: Person, mentor: Expert, session: Session, signed_in_as: Sign
) -> None:
    write_event(event_id=CalendarEvent.objects.get().pk, now=MONDAY)
    body = {"starts_at": at(3, 1), "reason": "Flight", "version": session.appointment.version}
    moved = signed_in_as(mentor.person).post(f"/api/sessions/{session.pk}/reschedule/", body, format="json")
    assert moved.status_code == 200, moved.json()

    write_and_mail()

    moved_to = [("moved", "REQUEST")]
    assert (invitations(founder), invitations(mentor.person)) == (moved_to, AT_ONCE + moved_to)


def test_a_session_booked_during_the_pause_is_announced_with_its_invitation(
    google: GoogleEmulatorHandle, founder: Person, mentor: Expert, session: Session, signed_in_as: Sign
) -> None:
    write_and_mail()
    asked = {"programme": session.programme.slug, "expert": mentor.pk, "goal": "More"}
    answer = signed_in_as(founder).post("/api/sessions/", asked | {"starts_at": at(4, 0)})
    assert answer.status_code == 201, answer.json()
    announce_agreed(session_id=answer.json()["id"], now=MONDAY + HOUR / 2)

    assert invitations(founder)[1:] == invitations(mentor.person)[1:] == [("confirmed", "REQUEST")]


def test_a_series_is_invited_to_as_one(
    google: GoogleEmulatorHandle, founder: Person, mentor: Expert, signed_in_as: Sign
) -> None:
    asked: dict[str, Any] = {
        "programme": a_programme(approval=Approval.AUTOMATIC).slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-12-01",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "every": 1, "count": 3},
        "goal": "Enter the US market",
    }
    answer = signed_in_as(founder).post("/api/series/", asked, format="json")
    assert answer.status_code == 201, answer.json()

    event = write_and_mail()

    assert (event.is_mailed, google.mails()) == (True, [])
    assert (invitations(founder), invitations(mentor.person)) == (MAILED, AT_ONCE)
    assert "RRULE" in Message.objects.get(kind="mailed").invitation


def test_a_group_session_goes_by_mail_to_its_host_and_everybody_seated(google: GoogleEmulatorHandle) -> None:
    mentor, first, second = a_mentor(), a_founder(), a_founder()
    for person, email in ((mentor.person, MENTOR), (first, FOUNDER)):
        connect(google, person, email, now=MONDAY)
    group = a_group(expert=mentor)
    joined(group, first)
    joined(group, second)
    google.fault(name="quotaExceeded", method="POST", path="*/events")

    event = write_and_mail()

    assert (event.is_mailed, event.organiser, google.mails()) == (True, None, [])
    assert invitations(mentor.person) == invitations(first) == [("mailed", "REQUEST")]
    assert invitations(second) == [("seated", "REQUEST")]  # had no Google from the first
    cancel_group(group_id=group.pk, reason="Ill", by=mentor.person, now=MONDAY)
    for person in (mentor.person, first, second):
        assert invitations(person)[1:] == [("cancelled", "CANCEL")]
