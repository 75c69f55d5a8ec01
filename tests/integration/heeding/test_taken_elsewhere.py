"""Somebody takes a session of ours to another calendar of theirs in Google: it goes on there, and nobody deleted it."""

from datetime import datetime

import pytest

from audit.models import AuditEntry
from calendars.models import CalendarEdit, CalendarEvent, GoogleConnection, ReadCalendar
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_programme
from tests.integration.calendars.hub import MENTOR_AT_GOOGLE, at_google, connect
from tests.integration.heeding.stage import Stage, a_stage, client, sync, work
from tests.integration.mentoring.conftest import at
from tests.integration.series.conftest import booked

pytestmark = pytest.mark.django_db(transaction=True)
TEAM = "team@group.calendar.google.com"


@pytest.fixture
def stage(monday: datetime, google: GoogleEmulatorHandle) -> Stage:
    """Whose mentor has a second calendar, which counts as busy."""
    stage = a_stage(google)
    google.order("calendars", {"id": TEAM, "owner": MENTOR_AT_GOOGLE, "summary": "Team"})
    connection = GoogleConnection.objects.get(person=stage.mentor.person)
    ReadCalendar.objects.create(connection=connection, google_calendar_id=TEAM)
    sync()
    return stage


def take_to_team(stage: Stage) -> None:
    stage.act("transfer", to=TEAM)


def in_team(stage: Stage) -> list[str]:
    """When the team's calendar shows it."""
    return [row["start"]["dateTime"][:16] for row in at_google(stage.google, TEAM)]


def stands(stage: Stage) -> tuple[str, list[str], list[str], int]:
    """The session's state, what both were told of since it was agreed, and how many edits are known."""
    state = client(stage.founder).get(stage.url).json()["state"]
    return state, stage.told(stage.founder), stage.told(stage.mentor.person), CalendarEdit.objects.count()


def reschedule(stage: Stage) -> None:
    body = {"starts_at": at(3, 1), "reason": "Travel", "version": 1}
    assert client(stage.founder).post(f"{stage.url}reschedule/", body, format="json").status_code == 200
    work()


def test_it_is_no_deletion_and_asks_nobody_anything(stage: Stage) -> None:
    reminders, patches = stage.reminders(), stage.patches()
    take_to_team(stage)
    sync(3)
    assert stands(stage) == ("confirmed", [], [], 0)
    assert (stage.event.google_calendar_id, stage.reminders()) == (TEAM, reminders)
    assert (in_team(stage), at_google(stage.google, MENTOR_AT_GOOGLE)) == (["2026-11-25T00:00"], [])
    assert stage.patches() == patches
    entry = AuditEntry.objects.get(action="calendar.taken_elsewhere")
    assert (entry.subject_id, entry.actor) == (stage.session_id, stage.mentor.person)


def test_what_is_agreed_afterwards_is_written_there(stage: Stage) -> None:
    take_to_team(stage)
    sync(2)
    reschedule(stage)
    assert (in_team(stage), at_google(stage.google, MENTOR_AT_GOOGLE)) == (["2026-11-26T01:00"], [])
    sync(2)
    assert CalendarEdit.objects.count() == 0


def test_a_writer_who_comes_first_follows_it_as_well(stage: Stage) -> None:
    take_to_team(stage)
    reschedule(stage)
    assert (in_team(stage), at_google(stage.google, MENTOR_AT_GOOGLE)) == (["2026-11-26T01:00"], [])
    sync(2)
    assert (stage.event.state, CalendarEdit.objects.count()) == ("written", 0)


def test_what_is_called_off_is_taken_out_of_where_it_was_taken(stage: Stage) -> None:
    take_to_team(stage)
    client(stage.founder).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    work()
    assert (in_team(stage), stage.event.state) == ([], "removed")


def test_what_is_deleted_there_counts_as_ever(stage: Stage) -> None:
    take_to_team(stage)
    sync(2)
    assert CalendarEdit.objects.count() == 0
    stage.act("delete", calendar_id=TEAM)
    sync(2)
    assert stands(stage) == ("confirmed", ["deleted"], ["deleted_own"], 1)


def test_a_series_goes_on_there_with_the_date_that_was_moved(stage: Stage) -> None:
    asked = {
        "programme": a_programme(approval="automatic").slug,
        "expert": stage.mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-12-01",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "count": 3},
        "goal": "Enter the US market",
    }
    series = booked(client(stage.founder), asked)
    work()
    sync()
    event = CalendarEvent.objects.get(series_id=series["id"])
    stage.google.act(MENTOR_AT_GOOGLE, event.google_event_id, "transfer", to=TEAM)
    sync(2)
    second = f"/api/sessions/{series['occurrences'][1]['session']}/reschedule/"
    body = {"starts_at": at(16, 1), "reason": "Travel", "version": 1}
    assert client(stage.founder).post(second, body, format="json").status_code == 200
    work()
    sync(2)
    event.refresh_from_db()
    assert (event.google_calendar_id, event.state, CalendarEdit.objects.count()) == (TEAM, "written", 0)
    moved = [
        row["start"]["dateTime"][:16] for row in at_google(stage.google, TEAM) if "recurringEventId" in row
    ]
    assert moved == ["2026-12-09T01:00"]


def test_there_and_back_is_followed_both_ways(stage: Stage) -> None:
    take_to_team(stage)
    sync(2)
    stage.act("transfer", calendar_id=TEAM, to=MENTOR_AT_GOOGLE)
    sync(2)
    assert (stage.event.google_calendar_id, CalendarEdit.objects.count()) == ("primary", 0)


@pytest.mark.parametrize("fields", [{"is_read": False}, {"access_role": "reader"}], ids=str)
def test_where_we_do_not_look_it_is_gone(stage: Stage, fields: dict[str, object]) -> None:
    ReadCalendar.objects.filter(google_calendar_id=TEAM).update(**fields)
    take_to_team(stage)
    sync(2)
    assert stands(stage) == ("confirmed", ["deleted"], ["deleted_own"], 1)


@pytest.mark.parametrize("name", ["quotaExceeded", "forbidden", "invalid_grant"])
def test_what_is_refused_once_in_the_other_calendar_is_looked_at_again(stage: Stage, name: str) -> None:
    take_to_team(stage)
    path = "*/token" if name == "invalid_grant" else f"*{TEAM}*/events/*"
    if name == "invalid_grant":
        stage.google.fault(name="authError", method="GET", path=f"*{TEAM}*/events/*")
    stage.google.fault(name=name, path=path)
    sync(2)
    assert stands(stage) == ("confirmed", [], [], 0)
    if name == "invalid_grant":
        connect(stage.google, stage.mentor.person, MENTOR_AT_GOOGLE)
    sync(3)
    assert (stands(stage), stage.event.google_calendar_id) == (("confirmed", [], [], 0), TEAM)


@pytest.mark.parametrize("name", ["backendError", "notFound"])
def test_while_the_other_calendar_cannot_be_looked_at_nobody_takes_it_for_deleted(
    stage: Stage, name: str
) -> None:
    take_to_team(stage)
    stage.google.fault(name=name, method="GET", path=f"*{TEAM}*/events/*", times=50)
    sync()
    assert (stage.event.google_calendar_id, CalendarEdit.objects.count()) == ("primary", 0)


@pytest.fixture
def binned(stage: Stage) -> Stage:
    """Its mentor threw it away where they had taken it, before anybody looked."""
    take_to_team(stage)
    stage.act("delete", calendar_id=TEAM)
    sync(2)
    assert stands(stage) == ("confirmed", ["deleted"], ["deleted_own"], 1)
    assert stage.event.google_calendar_id == "primary"
    return stage


def bring_back(stage: Stage) -> None:
    stage.act("edit", calendar_id=TEAM, status="confirmed")


def call_off(stage: Stage) -> None:
    answer = client(stage.founder).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    assert answer.status_code == 200, answer.json()


@pytest.mark.parametrize("is_first", [True, False], ids=["before", "after"])
def test_what_comes_back_there_around_our_removal_goes_again(binned: Stage, is_first: bool) -> None:
    call_off(binned)
    if not is_first:
        work()
    bring_back(binned)
    work()
    sync(2)
    assert (in_team(binned), at_google(binned.google, MENTOR_AT_GOOGLE)) == ([], [])
    assert (binned.event.state, binned.event.google_calendar_id) == ("removed", TEAM)
    assert CalendarEdit.objects.count() == 1


def test_what_comes_back_there_is_a_deletion_taken_back(binned: Stage) -> None:
    bring_back(binned)
    sync(2)
    assert stands(binned) == ("confirmed", ["deleted", "kept"], ["deleted_own"], 1)
    assert CalendarEdit.objects.get().state == "taken_back"
    assert (in_team(binned), at_google(binned.google, MENTOR_AT_GOOGLE)) == (["2026-11-25T00:00"], [])
    assert binned.event.google_calendar_id == TEAM


def test_what_was_kept_is_not_written_beside_what_came_back_there(binned: Stage) -> None:
    assert client(binned.founder).post(f"{binned.url}keep/", {}, format="json").status_code == 200
    bring_back(binned)
    work()
    sync(2)
    assert (in_team(binned), at_google(binned.google, MENTOR_AT_GOOGLE)) == (["2026-11-25T00:00"], [])
    assert (binned.event.state, binned.event.google_calendar_id) == ("written", TEAM)


def test_who_parts_has_it_taken_out_of_where_they_took_it(stage: Stage) -> None:
    take_to_team(stage)
    answer = client(stage.mentor.person).post(
        "/api/me/google/disconnect/", {"events": "remove"}, format="json"
    )
    assert answer.status_code == 204
    work()
    assert (in_team(stage), at_google(stage.google, MENTOR_AT_GOOGLE)) == ([], [])
