"""Somebody disconnects and says what becomes of the sessions in their calendar: they stay, or others take them over."""

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

import clock
import mentoring.jobs
from accounts.models import Person
from calendars import operations
from calendars.models import CalendarEvent, GoogleConnection
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, connect, writes
from tests.integration.heeding.stage import Stage, a_stage, client, sync, work
from tests.integration.mentoring.conftest import MONDAY, at, set_clock
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/api/me/google/"


def disconnect(person: Person, events: str = "remove") -> Any:
    return client(person).post(f"{PATH}disconnect/", {"events": events}, format="json")


def state_of(person: Person) -> str:
    return str(client(person).get(PATH).json()["state"])


def invited(person: Person) -> list[str]:
    """The UIDs of the invitations that came by mail."""
    mails = Message.objects.filter(person=person, invitation_method="REQUEST").order_by("pk")
    lines = [line for mail in mails for line in mail.invitation.splitlines()]
    return [line.removeprefix("UID:") for line in lines if line.startswith("UID:")]


def revoked(google: GoogleEmulatorHandle) -> list[int]:
    return [entry["status"] for entry in google.journal() if entry["path"] == "/revoke"]


def google_is_away(stage: Stage) -> None:
    stage.google.fault(name="backendError", method="DELETE", path="*/events/*", times=99)


def test_events_that_are_kept_stand_as_they_were_and_nobody_hears_of_it(stage: Stage) -> None:
    before = at_google(stage.google, MENTOR_AT_GOOGLE)

    assert disconnect(stage.mentor.person, "keep").status_code == 204
    work()

    assert state_of(stage.mentor.person) == "none"
    assert at_google(stage.google, MENTOR_AT_GOOGLE) == before
    assert (stage.told(stage.founder), stage.told(stage.mentor.person)) == ([], [])
    assert revoked(stage.google) == [200]


def test_nothing_said_is_kept(stage: Stage) -> None:
    answer = client(stage.mentor.person).post(f"{PATH}disconnect/")
    assert (answer.status_code, state_of(stage.mentor.person)) == (204, "none")
    refused = disconnect(stage.founder, "perhaps")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "events")


def test_a_session_that_is_taken_out_stands_in_the_other_calendar(stage: Stage) -> None:
    old = stage.event.google_event_id

    assert disconnect(stage.mentor.person).status_code == 204
    assert state_of(stage.mentor.person) == "leaving"
    work()

    assert at_google(stage.google, MENTOR_AT_GOOGLE) == []
    (shown,) = at_google(stage.google, FOUNDER_AT_GOOGLE)
    assert (shown["id"], shown.get("attendees", [])) == (f"{old}g1", [])
    assert (stage.event.state, stage.event.organiser) == ("written", stage.founder.google_connection)
    assert invited(stage.mentor.person) == [stage.event.uid]
    assert invited(stage.founder) == []
    assert stage.told(stage.founder) == stage.told(stage.mentor.person) == ["handed_over"]
    assert (state_of(stage.mentor.person), revoked(stage.google)) == ("none", [200])
    assert not stage.google.pushes()["channels"]


def test_the_others_are_invited_before_the_old_event_goes(stage: Stage) -> None:
    disconnect(stage.mentor.person)
    work()
    assert [method for method, _ in writes(stage.google)][-2:] == ["POST", "DELETE"]


def test_where_nobody_else_has_a_calendar_everybody_is_invited_by_mail(
    monday: object, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google, organiser=FOUNDER_AT_GOOGLE)
    mentor = stage.mentor.person
    before = invited(mentor)

    disconnect(stage.founder)
    work()

    assert (stage.event.state, stage.event.generation) == ("none", 1)
    assert invited(stage.founder) == [stage.event.uid]
    assert invited(mentor) == [*before, *before]  # what they have goes on under its UID
    assert at_google(google, FOUNDER_AT_GOOGLE) == []
    assert state_of(stage.founder) == "none"


def test_the_jobs_may_run_twice(stage: Stage) -> None:
    disconnect(stage.mentor.person)
    jobs = ProcrastinateJob.objects.filter(task_name="mentoring.tell_handed_over")
    (arguments,) = jobs.values_list("args", flat=True)
    work()
    told = Message.objects.count()

    mentoring.jobs.tell_where_an_event_went(**arguments)

    assert Message.objects.count() == told


def test_while_google_is_away_the_new_event_stands_and_the_old_one_goes_later(stage: Stage) -> None:
    google_is_away(stage)
    disconnect(stage.mentor.person)
    work()
    assert state_of(stage.mentor.person) == "leaving"
    assert [shown["id"] for shown in at_google(stage.google, MENTOR_AT_GOOGLE)] == [
        stage.event.google_event_id.removesuffix("g1")
    ]
    assert stage.event.state == "written"
    assert revoked(stage.google) == []
    stage.google.clear_faults()

    operations.take_up_waiting(now=clock.now() + timedelta(minutes=3))
    work()

    assert (at_google(stage.google, MENTOR_AT_GOOGLE), state_of(stage.mentor.person)) == ([], "none")
    assert revoked(stage.google) == [200]


def test_nothing_new_goes_to_a_calendar_that_is_being_left(stage: Stage) -> None:
    google_is_away(stage)
    disconnect(stage.mentor.person)
    work()
    body = {"starts_at": at(3, 1), "reason": "Travel", "version": 1}
    assert client(stage.founder).post(f"{stage.url}reschedule/", body, format="json").status_code == 200
    work()

    (shown,) = at_google(stage.google, FOUNDER_AT_GOOGLE)[-1:]
    assert shown["start"]["dateTime"].startswith(at(3, 1)[:16])
    sync()
    assert client(stage.mentor.person).get(PATH).json()["last_read_at"] is None


def test_after_a_day_the_tokens_are_given_back_and_a_return_takes_out_what_stayed(stage: Stage) -> None:
    google_is_away(stage)
    disconnect(stage.mentor.person)
    work()
    assert operations.end_leavings(now=clock.now() + timedelta(hours=23)) == 0

    assert operations.end_leavings(now=clock.now() + timedelta(hours=25)) == 1
    work()

    assert (state_of(stage.mentor.person), revoked(stage.google)) == ("none", [200])
    assert len(at_google(stage.google, MENTOR_AT_GOOGLE)) == 1
    stage.google.clear_faults()
    connect(stage.google, stage.mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    work()
    assert at_google(stage.google, MENTOR_AT_GOOGLE) == []
    assert len(at_google(stage.google, FOUNDER_AT_GOOGLE)) == 1


def test_who_connects_again_meanwhile_stays_connected_and_has_the_session_once(stage: Stage) -> None:
    google_is_away(stage)
    disconnect(stage.mentor.person)
    work()
    connect(stage.google, stage.mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    stage.google.clear_faults()

    work()
    sync()
    assert operations.end_leavings(now=clock.now() + timedelta(days=2)) == 0

    assert (state_of(stage.mentor.person), revoked(stage.google)) == ("active", [])
    assert at_google(stage.google, MENTOR_AT_GOOGLE) == []
    assert len(at_google(stage.google, FOUNDER_AT_GOOGLE)) == 1
    assert client(stage.mentor.person).get(PATH).json()["last_read_at"] is not None


def test_what_was_lost_with_its_worker_is_taken_up_again(stage: Stage) -> None:
    disconnect(stage.mentor.person)
    ProcrastinateJob.objects.filter(task_name="calendars.write_event").delete()

    operations.take_up_waiting(now=clock.now())
    work()
    assert state_of(stage.mentor.person) == "none"


def test_an_answer_that_was_lost_on_the_way_takes_nothing_out_twice(stage: Stage) -> None:
    stage.google.fault(kind="reset", method="DELETE", path="*/events/*", commit=True)
    disconnect(stage.mentor.person)
    work()
    assert state_of(stage.mentor.person) == "leaving"

    operations.take_up_waiting(now=clock.now() + timedelta(minutes=3))
    ProcrastinateJob.objects.filter(task_name="calendars.end_leaving").delete()
    work()
    ProcrastinateJob.objects.filter(task_name="calendars.end_leaving").delete()
    operations.end_leavings(now=clock.now())

    assert state_of(stage.mentor.person) == "none"
    assert [mail for mail in stage.google.mails() if mail[1] == "cancellation"] == [
        (FOUNDER_AT_GOOGLE, "cancellation")
    ]


def test_who_loses_consent_on_the_way_is_parted_from_at_once(stage: Stage) -> None:
    stage.google.order("revoke", {"email": MENTOR_AT_GOOGLE})
    disconnect(stage.mentor.person)
    work()

    assert operations.end_leavings(now=clock.now()) == 1
    assert state_of(stage.mentor.person) == "none"
    assert not Message.objects.filter(kind="lost_consent").exists()


def test_what_google_lets_nobody_reach_cannot_be_taken_out(stage: Stage) -> None:
    GoogleConnection.objects.filter(person=stage.mentor.person).update(state="needs_reauth")

    refused = disconnect(stage.mentor.person)

    assert (refused.status_code, refused.json()["code"]) == (409, "events_out_of_reach")
    assert refused.json()["errors"][0]["field"] == "events"
    assert disconnect(stage.mentor.person, "keep").status_code == 204


def test_who_does_not_want_to_wait_parts_at_once(stage: Stage) -> None:
    google_is_away(stage)
    disconnect(stage.mentor.person)
    assert disconnect(stage.mentor.person).status_code == 204
    assert state_of(stage.mentor.person) == "leaving"

    assert disconnect(stage.mentor.person, "keep").status_code == 204

    assert state_of(stage.mentor.person) == "none"


def test_a_session_that_has_been_stays_and_a_cancelled_one_goes_all_the_same(stage: Stage) -> None:
    set_clock(MONDAY + timedelta(days=2, hours=3))
    before = at_google(stage.google, MENTOR_AT_GOOGLE)

    disconnect(stage.mentor.person)
    work()

    assert at_google(stage.google, MENTOR_AT_GOOGLE) == before
    assert (state_of(stage.mentor.person), stage.told(stage.founder)) == ("none", [])


def test_a_cancellation_that_waits_is_carried_out_on_the_way(stage: Stage) -> None:
    google_is_away(stage)
    client(stage.founder).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    work()
    stage.google.clear_faults()

    disconnect(stage.mentor.person)
    operations.take_up_waiting(now=clock.now() + timedelta(minutes=3))
    work()

    assert (at_google(stage.google, MENTOR_AT_GOOGLE), stage.event.state) == ([], "removed")
    assert state_of(stage.mentor.person) == "none"
    assert not CalendarEvent.objects.exclude(taken_over_by=None).exists()


def test_a_session_that_google_never_had_is_invited_to_by_mail(
    monday: object, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google, organiser=FOUNDER_AT_GOOGLE)
    programme = stage.session.programme
    answer = ask(client(stage.founder), programme, stage.mentor, at(3, 1))
    assert answer.status_code == 201, answer.json()
    announcing = ProcrastinateJob.objects.filter(task_name="mentoring.announce_agreed", status="todo")
    for arguments in announcing.values_list("args", flat=True):
        mentoring.jobs.announce_what_was_agreed(**arguments)

    disconnect(stage.founder, "keep")
    work()

    event = CalendarEvent.objects.get(appointment__id=answer.json()["id"])
    assert (event.state, event.attempts) == ("none", 0)
    assert event.uid in invited(stage.founder)
    assert invited(stage.mentor.person).count(event.uid) == 1
