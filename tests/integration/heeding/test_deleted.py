"""Somebody deletes a session of ours in Google: G 26. It is off when somebody says so."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Role
from audit.models import AuditEntry
from mentoring.models import Programme, Proposal, Session
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE
from tests.integration.heeding.stage import Stage, a_stage, client, sync, work
from tests.integration.mentoring.conftest import MONDAY, at, set_clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(monday: datetime, google: GoogleEmulatorHandle) -> Stage:
    return a_stage(google)


@pytest.fixture
def deleted(stage: Stage) -> Stage:
    stage.act("delete")
    sync(3)
    return stage


def test_g_26_a_session_deleted_in_google_is_asked_about_and_nothing_reminds_of_it(deleted: Stage) -> None:
    detail = client(deleted.founder).get(deleted.url).json()
    assert (detail["state"], detail["cancel_request"]["by"]) == ("confirmed", "expert")
    assert {"confirm_cancel", "keep", "cancel"} <= set(detail["may"])
    own = client(deleted.mentor.person).get(deleted.url).json()["may"]
    assert "confirm_cancel" not in own
    assert {"cancel", "keep"} <= set(own)
    assert deleted.reminders() == []
    assert (deleted.told(deleted.founder), deleted.told(deleted.mentor.person)) == (
        ["deleted"],
        ["deleted_own"],
    )
    assert AuditEntry.objects.get(action="session.cancel_asked").actor == deleted.mentor.person
    assert deleted.shown() == []


def test_g_26_the_other_side_agrees_and_it_is_cancelled(deleted: Stage) -> None:
    answer = client(deleted.founder).post(f"{deleted.url}confirm-cancel/", {}, format="json")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert answer.json()["cancel_request"] is None
    sync(3)
    assert (deleted.shown(), deleted.event.state) == ([], "removed")
    assert deleted.told(deleted.mentor.person) == ["deleted_own", "cancelled"]
    again = client(deleted.founder).post(f"{deleted.url}confirm-cancel/", {}, format="json")
    assert again.json()["code"] == "not_possible_now"


def test_a_coordinator_may_agree_as_well(deleted: Stage) -> None:
    coordinator = client(a_person(Role.COORDINATOR))
    answer = coordinator.post(f"{deleted.url}confirm-cancel/", {"reason": "Agreed by phone"}, format="json")
    assert (answer.json()["state"], answer.json()["closing_reason"]) == ("cancelled", "Agreed by phone")


@pytest.mark.parametrize("who", ["founder", "mentor"])
def test_a_session_that_is_kept_comes_back_into_both_calendars_and_reminds_again(
    deleted: Stage, who: str
) -> None:
    person = deleted.founder if who == "founder" else deleted.mentor.person
    answer = client(person).post(f"{deleted.url}keep/", {}, format="json")
    assert (answer.status_code, answer.json()["cancel_request"]) == (200, None)
    sync(3)
    assert deleted.shown() == [at(2, 0), at(2, 0)]
    assert deleted.reminders() == ["planned"] * 4
    other = deleted.mentor.person if who == "founder" else deleted.founder
    assert deleted.told(other)[-1] == "kept"
    assert deleted.told(person)[-1] != "kept"
    assert (deleted.event.state, deleted.event.generation) == ("written", 0)


def test_who_deleted_it_may_cancel_it_themselves(deleted: Stage) -> None:
    answer = client(deleted.mentor.person).post(f"{deleted.url}cancel/", {"reason": "Ill"}, format="json")
    assert answer.json()["state"] == "cancelled"
    sync(2)
    assert deleted.told(deleted.founder) == ["deleted", "cancelled"]


def test_a_move_in_meridian_keeps_it(deleted: Stage) -> None:
    body = {"starts_at": at(3, 1), "reason": "Travel", "version": 1}
    answer = client(deleted.founder).post(f"{deleted.url}reschedule/", body, format="json")
    assert answer.json()["cancel_request"] is None
    sync(3)
    assert deleted.shown() == [at(3, 1), at(3, 1)]


def test_a_deletion_that_was_undone_in_google_is_asked_no_more(deleted: Stage) -> None:
    deleted.act("edit", status="confirmed")
    sync(3)
    assert client(deleted.founder).get(deleted.url).json()["cancel_request"] is None
    assert deleted.told(deleted.founder) == ["deleted", "kept"]
    assert deleted.reminders() == ["planned"] * 4


def test_whether_it_was_late_is_a_matter_of_who_asked_and_when(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google, organiser=FOUNDER_AT_GOOGLE, cancel_cutoff_hours=24)
    set_clock(MONDAY + timedelta(days=1, hours=2))
    stage.act("delete")
    sync(2)
    answer = client(stage.mentor.person).post(f"{stage.url}confirm-cancel/", {}, format="json")
    assert (answer.json()["state"], answer.json()["cancelled_late"]) == ("cancelled", True)


def test_one_that_was_asked_in_time_is_not_late_when_the_answer_is(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google, organiser=FOUNDER_AT_GOOGLE, cancel_cutoff_hours=24)
    stage.act("delete")
    sync(2)
    set_clock(MONDAY + timedelta(days=1, hours=12))
    answer = client(stage.mentor.person).post(f"{stage.url}confirm-cancel/", {}, format="json")
    assert answer.json()["cancelled_late"] is False


def test_where_the_programme_says_so_a_deletion_cancels(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google, calendar_edits="do")
    stage.act("delete")
    sync(3)
    assert (stage.session.state, stage.event.state) == ("cancelled", "removed")
    assert stage.told(stage.founder) == ["cancelled"]
    assert AuditEntry.objects.get(action="session.cancelled").actor == stage.mentor.person


def test_a_deletion_of_a_session_that_is_over_asks_nothing(stage: Stage) -> None:
    set_clock(MONDAY + timedelta(days=2, hours=3))
    stage.act("delete")
    sync(3)
    assert (stage.session.cancel_asked_by, stage.told(stage.founder)) == ("", [])


def test_the_database_keeps_who_asked_together_with_when(stage: Stage) -> None:
    with (
        pytest.raises(IntegrityError, match="session_cancel_asked_tells_by_whom_and_when"),
        transaction.atomic(),
    ):
        Session.objects.update(cancel_asked_by="expert")
    with pytest.raises(IntegrityError, match="programme_calendar_edits_are_known"), transaction.atomic():
        Programme.objects.update(calendar_edits="odd")
    with pytest.raises(IntegrityError, match="proposal_origin_is_known"), transaction.atomic():
        Proposal.objects.create(
            session=stage.session, by=stage.founder, origin="odd", at=MONDAY, expires_at=MONDAY
        )


def test_g_6_a_deletion_that_only_our_own_write_finds_is_asked_about_all_the_same(stage: Stage) -> None:
    """Nobody has read the calendar since: the move in Meridian meets it."""
    stage.act("delete")
    body = {"starts_at": at(3, 1), "reason": "Travel", "version": 1}
    answer = client(stage.founder).post(f"{stage.url}reschedule/", body, format="json")
    assert answer.status_code == 200, answer.json()
    work()

    detail = client(stage.founder).get(stage.url).json()
    assert (detail["starts_at"], detail["cancel_request"]["by"]) == (at(3, 1), "expert")
    assert stage.told(stage.founder)[-1] == "deleted"
    assert stage.told(stage.mentor.person)[-1] == "deleted_own"
    assert stage.shown() == []
    client(stage.founder).post(f"{stage.url}keep/", {}, format="json")
    work()
    assert stage.shown() == [at(3, 1), at(3, 1)]
