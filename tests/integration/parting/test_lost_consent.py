"""Somebody takes Meridian's leave back at Google: G 14. They are told once, nothing is lost, and nothing is doubled."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

import clock
import mentoring.jobs
from accounts.models import Role
from agenda.models import CalendarReading
from calendars.models import GoogleConnection
from messaging.models import Message
from tests.factories.hub import a_person
from tests.integration.calendars.hub import MENTOR_AT_GOOGLE, at_google, connect
from tests.integration.heeding.stage import Stage, client, sync, work
from tests.integration.mentoring.conftest import at
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db(transaction=True)


def move(stage: Stage, starts_at: str, version: int = 1) -> int:
    body = {"starts_at": starts_at, "reason": "Travel", "version": version}
    answer = client(stage.founder).post(f"{stage.url}reschedule/", body, format="json")
    assert answer.status_code == 200, answer.json()
    return int(answer.status_code)


def notices(stage: Stage, kind: str = "lost_consent") -> list[Message]:
    return list(Message.objects.filter(person=stage.mentor.person, kind=kind))


def state(stage: Stage) -> str:
    return GoogleConnection.objects.get(person=stage.mentor.person).state


def test_g_14_whoever_took_the_leave_back_gets_one_mail_in_their_language(stage: Stage) -> None:
    person = stage.mentor.person
    person.language = "ko"
    person.save()
    stage.google.order("revoke", {"email": MENTOR_AT_GOOGLE})

    assert move(stage, at(3, 1)) == 200
    work()
    sync(2)

    (mail,) = notices(stage)
    assert (mail.channel, mail.language, mail.appointment_id) == ("email", "ko", None)
    assert "/settings\n" in mail.body
    assert "다시 연결" in mail.body
    assert state(stage) == "needs_reauth"
    assert notices(stage, "no_calendar") == []


def test_the_job_that_tells_may_run_twice(stage: Stage) -> None:
    stage.google.order("revoke", {"email": MENTOR_AT_GOOGLE})
    move(stage, at(3, 1))
    work()
    (since,) = [mail.created_at for mail in notices(stage)]
    connection = GoogleConnection.objects.get(person=stage.mentor.person)

    mentoring.jobs.tell_of_connection_to_google(connection.pk, "lost_consent", since.isoformat())

    assert len(notices(stage)) == 1


def test_who_has_mended_it_before_the_mail_left_gets_none(stage: Stage) -> None:
    stage.google.order("revoke", {"email": MENTOR_AT_GOOGLE})
    move(stage, at(3, 1))
    connection = GoogleConnection.objects.get(person=stage.mentor.person)
    connect(stage.google, stage.mentor.person, MENTOR_AT_GOOGLE, now=clock.now())

    mentoring.jobs.tell_of_connection_to_google(connection.pk, "lost_consent", clock.now().isoformat())

    assert notices(stage) == []


def test_g_14_the_session_works_meanwhile_and_what_waited_flows_after_it(stage: Stage) -> None:
    offers_unknown_time(stage)
    stage.google.order("revoke", {"email": MENTOR_AT_GOOGLE})
    assert move(stage, at(3, 1)) == 200
    work()
    assert move(stage, at(4, 1), version=2) == 200
    work()
    assert (stage.event.state, stage.event.last_error) == ("waiting", "needs_reauth")
    assert stage.shown() == [at(2, 0), at(2, 0)]

    connect(stage.google, stage.mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    work()

    assert stage.shown() == [at(4, 1), at(4, 1)]
    assert (stage.event.state, stage.event.generation) == ("written", 0)
    sync(3)
    assert stage.shown() == [at(4, 1), at(4, 1)]


def test_g_14_a_session_is_cancelled_meanwhile_and_leaves_the_calendar_after_it(stage: Stage) -> None:
    stage.google.order("revoke", {"email": MENTOR_AT_GOOGLE})
    answer = client(stage.founder).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    work()

    connect(stage.google, stage.mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    work()

    assert (stage.shown(), stage.event.state) == ([], "removed")


def offers_unknown_time(stage: Stage) -> None:
    """Time of which nothing is known is closed unless its person says otherwise (decision 13)."""
    CalendarReading.objects.filter(person=stage.mentor.person).update(offer_when_unknown=True)


def test_where_nothing_is_known_of_the_time_a_move_says_so(stage: Stage) -> None:
    stage.google.order("revoke", {"email": MENTOR_AT_GOOGLE})
    sync()

    body = {"starts_at": at(3, 1), "reason": "Travel", "version": 1}
    answer = client(stage.founder).post(f"{stage.url}reschedule/", body, format="json")

    assert (answer.status_code, answer.json()["code"]) == (400, "calendar_unknown")


def test_a_second_loss_is_told_again(stage: Stage) -> None:
    offers_unknown_time(stage)
    for day in (3, 4):
        stage.google.order("revoke", {"email": MENTOR_AT_GOOGLE})
        move(stage, at(day, 1), version=day - 2)
        work()
        connect(stage.google, stage.mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
        work()

    assert len(notices(stage)) == 2


@pytest.mark.parametrize("has_moved", [True, False], ids=["moved_meanwhile", "left_alone"])
def test_who_disconnects_and_comes_back_with_the_same_account_finds_one_event(
    stage: Stage, *, has_moved: bool
) -> None:
    """The case of easyappointments#1399."""
    client(stage.mentor.person).post("/api/me/google/disconnect/", {"events": "keep"}, format="json")
    client(stage.founder).post("/api/me/google/disconnect/", {"events": "keep"}, format="json")
    if has_moved:
        assert move(stage, at(3, 1)) == 200
        work()
    assert len(at_google(stage.google, MENTOR_AT_GOOGLE)) == 1

    connect(stage.google, stage.mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    work()
    sync(2)

    (shown,) = at_google(stage.google, MENTOR_AT_GOOGLE)
    assert shown["id"] == stage.event.google_event_id
    expected = at(3, 1) if has_moved else at(2, 0)
    assert stage.shown()[0] == expected


def test_who_chose_a_calendar_that_is_gone_is_told_once(stage: Stage) -> None:
    offers_unknown_time(stage)
    client(stage.founder).post("/api/me/google/disconnect/", {"events": "keep"}, format="json")
    stage.google.fault(name="notFound", method="POST", path="*/events*", times=99)
    programme = stage.session.programme
    for start in (at(3, 0), at(4, 0)):
        answer = ask(client(stage.founder), programme, stage.mentor, start)
        assert answer.status_code == 201, answer.json()
        work()

    assert len(notices(stage, "no_calendar")) == 1
    assert state(stage) == "active"


def test_nobody_is_told_of_the_hubs_own_account(stage: Stage) -> None:
    person = a_person(Role.COORDINATOR)
    GoogleConnection.objects.filter(person=stage.mentor.person).update(person=None, is_hub=True)
    stage.google.order("revoke", {"email": MENTOR_AT_GOOGLE})
    move(stage, at(3, 1))
    work()

    assert not Message.objects.filter(kind="lost_consent").exists()
    assert not Message.objects.filter(person=person).exists()
    assert not ProcrastinateJob.objects.filter(task_name="mentoring.tell_of_connection").exists()
