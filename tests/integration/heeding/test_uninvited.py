"""Somebody takes a guest out of a session of ours in Google: nobody loses their invitation over it."""

from datetime import datetime

import pytest

from accounts.models import Person, Role
from audit.models import AuditEntry
from calendars.models import CalendarAnswer, CalendarEdit
from calendars.queries import people_reached_by_google
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google
from tests.integration.calendars.hub_account import BOTH_MODES, HUB
from tests.integration.heeding.stage import Stage, a_stage, a_stage_by, client, sync, work
from tests.integration.mentoring.conftest import at

pytestmark = pytest.mark.django_db(transaction=True)


def mailed(person: Person) -> list[tuple[str, str]]:
    """Kind of each mail with something for the calendar, and what that asks for."""
    mails = Message.objects.filter(person=person).exclude(invitation="").order_by("pk")
    return list(mails.values_list("kind", "invitation_method"))


def guests(stage: Stage) -> list[str]:
    (shown,) = at_google(stage.google, stage.organiser)
    return [guest["email"] for guest in shown.get("attendees", [])]


def uninvite(stage: Stage) -> None:
    stage.act("uninvite", guest=stage.guest)
    assert at_google(stage.google, stage.guest) == []


def reschedule(stage: Stage) -> None:
    body = {"starts_at": at(3, 1), "reason": "Travel", "version": 1}
    assert client(stage.founder).post(f"{stage.url}reschedule/", body, format="json").status_code == 200
    work()


@pytest.fixture
def stage(monday: datetime, google: GoogleEmulatorHandle) -> Stage:
    return a_stage(google)


def test_a_guest_taken_out_is_invited_again_by_one_write(stage: Stage) -> None:
    patches = stage.patches()
    uninvite(stage)
    sync(5)
    assert (guests(stage), stage.patches()) == ([FOUNDER_AT_GOOGLE], patches + 1)
    assert stage.shown() == [at(2, 0), at(2, 0)]
    assert (stage.told(stage.founder), mailed(stage.founder)) == ([], [])
    line = AuditEntry.objects.get(action="calendar.uninvited_by_hand")
    assert (line.actor, line.details["person_id"]) == (stage.mentor.person, stage.founder.pk)
    assert AuditEntry.objects.filter(action="session.invited_again").count() == 1
    uninvite(stage)  # and once more, if they do it once more
    sync(2)
    assert guests(stage) == [FOUNDER_AT_GOOGLE]


def test_where_the_programme_says_so_they_are_invited_by_mail_and_stay_so(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google, calendar_edits="do")
    patches = stage.patches()
    uninvite(stage)
    sync(5)
    assert (guests(stage), stage.patches()) == ([], patches)
    assert stage.told(stage.founder) == ["handed_over"]
    assert mailed(stage.founder) == [("handed_over", "REQUEST")]
    assert people_reached_by_google(stage.event) == {stage.mentor.person.pk}
    (mail,) = Message.objects.filter(person=stage.founder).exclude(invitation="")
    assert f"UID:{stage.event.uid}" in mail.invitation
    assert "SEQUENCE:1" in mail.invitation

    reschedule(stage)
    sync(2)
    assert guests(stage) == []
    assert mailed(stage.founder) == [("handed_over", "REQUEST"), ("moved", "REQUEST")]
    client(stage.founder).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    work()
    assert mailed(stage.founder)[2:] == [("cancelled", "CANCEL")]


def test_a_write_that_meets_it_before_anybody_noticed_invites_them_again(stage: Stage) -> None:
    uninvite(stage)
    reschedule(stage)
    assert guests(stage) == [FOUNDER_AT_GOOGLE]
    assert stage.shown() == [at(3, 1), at(3, 1)]
    assert list(CalendarEdit.objects.values_list("kind", "is_heeded")) == [("uninvited", True)]


def test_a_write_that_meets_it_before_anybody_noticed_leaves_them_out_where_hands_count(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google, calendar_edits="do")
    uninvite(stage)
    reschedule(stage)
    sync(2)
    assert guests(stage) == []
    assert mailed(stage.founder) == [("handed_over", "REQUEST")]
    assert people_reached_by_google(stage.event) == {stage.mentor.person.pk}


def test_a_guest_whom_people_invited_themselves_may_go_again(stage: Stage) -> None:
    stage.act("invite", guest="colleague@gmail.example")
    sync()
    stage.act("uninvite", guest="colleague@gmail.example")
    sync(2)
    assert (guests(stage), CalendarEdit.objects.count()) == ([FOUNDER_AT_GOOGLE], 0)


def test_who_is_taken_out_of_a_session_that_is_off_is_told_nothing_more(stage: Stage) -> None:
    uninvite(stage)
    client(stage.mentor.person).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    sync(3)
    assert (stage.shown(), stage.told(stage.founder)) == ([], ["cancelled"])


@BOTH_MODES
@pytest.mark.parametrize("policy", ["ask", "do"])
def test_in_the_hubs_calendar_it_is_put_back_and_coordinators_learn_of_it(
    monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest, mode: str, policy: str
) -> None:
    stage = a_stage_by(request, google, mode, calendar_edits=policy)
    google.act(HUB, stage.event.google_event_id, "uninvite", guest=stage.guest)
    sync(3)
    assert sorted(guests(stage)) == sorted([stage.guest, MENTOR_AT_GOOGLE])
    rows = client(a_person(Role.COORDINATOR)).get("/api/calendar-warnings/").json()["results"]
    assert [row["kind"] for row in rows] == ["hub_edited"]
    assert stage.told(stage.founder) == []


@pytest.mark.parametrize("policy", ["ask", "do"])
def test_what_a_guest_answered_goes_with_the_invitation(
    monday: datetime, google: GoogleEmulatorHandle, policy: str
) -> None:
    stage = a_stage(google, calendar_edits=policy)
    stage.act("accept", who=FOUNDER_AT_GOOGLE)
    sync()
    assert standing_answers() == ["accepted"]
    uninvite(stage)
    sync(3)
    assert standing_answers() == []


def test_who_is_invited_again_may_decline_again(stage: Stage) -> None:
    """The first decline was overruled: that they come was agreed once more by everybody but Google."""
    stage.act("decline", who=FOUNDER_AT_GOOGLE)
    sync()
    answer = client(stage.mentor.person).post(f"{stage.url}keep/", {}, format="json")
    assert answer.status_code == 200, answer.json()
    work()
    uninvite(stage)
    sync(2)
    assert (standing_answers(), stage.session.cancel_asked_by) == ([], "")
    stage.act("decline", who=FOUNDER_AT_GOOGLE)
    sync(2)
    assert (standing_answers(), stage.session.cancel_asked_by) == (["declined"], "startup")
    assert stage.told(stage.mentor.person) == ["off_asked", "off_asked"]


def standing_answers() -> list[str]:
    return list(CalendarAnswer.objects.filter(taken_out_at=None).values_list("answer", flat=True))
