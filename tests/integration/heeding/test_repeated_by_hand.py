"""Somebody has our single event repeat in Google: the other weeks are agreed with nobody."""

from datetime import datetime, timedelta

import pytest

import clock
from accounts.models import Role
from agenda.models import BusyTime
from audit.models import AuditEntry
from calendars import operations
from calendars.models import CalendarEdit, CalendarWarning
from clock.models import ClockShift
from mentoring.models import Proposal
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google
from tests.integration.calendars.hub_account import BOTH_MODES, HUB
from tests.integration.heeding.stage import Stage, a_stage, a_stage_by, client, sync, work
from tests.integration.mentoring.conftest import at

pytestmark = pytest.mark.django_db(transaction=True)
THREE_WEEKS = ["RRULE:FREQ=WEEKLY;COUNT=3"]


def repeat(stage: Stage) -> None:
    stage.act("edit", recurrence=THREE_WEEKS)


def busy(stage: Stage) -> list[str]:
    """When events of their own keep the two from meeting."""
    rows = BusyTime.objects.filter(person__in=[stage.mentor.person, stage.founder])
    return sorted(f"{row.during.lower:%m-%d %H:%M}" for row in rows)


def rules(stage: Stage) -> list[object]:
    return [row.get("recurrence") or None for row in at_google(stage.google, stage.organiser)]


@pytest.fixture
def stage(monday: datetime, google: GoogleEmulatorHandle) -> Stage:
    return a_stage(google)


def test_it_is_made_single_again_by_one_write_and_its_owner_learns_why(stage: Stage) -> None:
    patches = stage.patches()
    repeat(stage)
    sync(5)
    assert (rules(stage), stage.shown(), stage.patches()) == ([None], [at(2, 0), at(2, 0)], patches + 1)
    assert (stage.told(stage.mentor.person), stage.told(stage.founder)) == (["put_back"], [])
    line = AuditEntry.objects.get(action="calendar.repeated_by_hand")
    assert (line.actor, line.subject_id) == (stage.mentor.person, stage.session_id)
    assert list(CalendarEdit.objects.values_list("kind", "state", "is_heeded")) == [
        ("repeated", "settled", True)
    ]
    assert (busy(stage), stage.session.state) == ([], "confirmed")
    repeat(stage)  # and once more, if they do it once more
    sync(3)
    assert (rules(stage), CalendarEdit.objects.count()) == ([None], 2)


def test_while_it_repeats_the_other_weeks_keep_both_from_meeting(
    stage: Stage, google: GoogleEmulatorHandle
) -> None:
    repeat(stage)
    google.fault(name="serviceUnavailable", method="PATCH", times=50)
    sync(2)
    assert busy(stage) == ["12-02 00:00", "12-02 00:00", "12-09 00:00", "12-09 00:00"]
    google.clear_faults()
    ClockShift.show(clock.now() + timedelta(hours=1))
    assert operations.take_up_waiting(now=clock.now()) == 1
    sync(3)
    assert (rules(stage), busy(stage)) == ([None], [])


def test_a_move_of_our_date_alone_is_undone_with_it(stage: Stage) -> None:
    repeat(stage)
    event = stage.event.google_event_id
    first = f"{event}_20261125T000000Z"
    moved = stage.session.appointment.starts_at + timedelta(hours=2)
    stage.google.act(stage.organiser, first, "move", starts_at=moved.isoformat())
    sync(4)
    assert (rules(stage), stage.shown()) == ([None], [at(2, 0), at(2, 0)])
    assert Proposal.objects.count() == 0


def test_an_answer_to_another_week_is_no_answer_to_the_session(
    stage: Stage, google: GoogleEmulatorHandle
) -> None:
    repeat(stage)
    google.act(FOUNDER_AT_GOOGLE, f"{stage.event.google_event_id}_20261202T000000Z", "decline")
    sync(3)
    assert stage.session.cancel_asked_by == ""
    assert stage.shown() == [at(2, 0), at(2, 0)]


def test_a_write_that_meets_it_before_anybody_noticed_makes_it_single_too(stage: Stage) -> None:
    repeat(stage)
    body = {"starts_at": at(3, 1), "reason": "Travel", "version": 1}
    assert client(stage.founder).post(f"{stage.url}reschedule/", body, format="json").status_code == 200
    work()
    assert (rules(stage), stage.shown()) == ([None], [at(3, 1), at(3, 1)])
    assert [edit.kind for edit in CalendarEdit.objects.all()] == ["repeated"]


def test_a_session_that_is_called_off_takes_all_weeks_along(stage: Stage) -> None:
    repeat(stage)
    sync()
    client(stage.mentor.person).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    sync(3)
    assert (stage.shown(), busy(stage)) == ([], [])


@BOTH_MODES
def test_in_the_hubs_calendar_coordinators_learn_of_it(
    monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest, mode: str
) -> None:
    stage = a_stage_by(request, google, mode)
    google.act(HUB, stage.event.google_event_id, "edit", recurrence=THREE_WEEKS)
    sync(3)
    assert [row.get("recurrence") or None for row in at_google(google, MENTOR_AT_GOOGLE)] == [None]
    rows = client(a_person(Role.COORDINATOR)).get("/api/calendar-warnings/").json()["results"]
    assert [row["kind"] for row in rows] == ["hub_edited"]
    assert CalendarWarning.objects.get().detail == "repeated"
