"""What people do in the calendar of the hub's own account: it is put back, and coordinators learn of it."""

from datetime import datetime

import pytest

import clock
from accounts.models import Role
from agenda.models import BusyTime
from audit.models import AuditEntry
from calendars.models import CalendarEdit, GoogleConnection
from mentoring.models import Proposal
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.hub import MENTOR_AT_GOOGLE, at_google
from tests.integration.calendars.hub_account import BOTH_MODES, HUB
from tests.integration.groups.conftest import STARTS_AT, a_group
from tests.integration.heeding.stage import Stage, a_stage_by, client, sync, work
from tests.integration.mentoring.conftest import at

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = at(3, 1)


@pytest.fixture
def stage(monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest, mode: str) -> Stage:
    return a_stage_by(request, google, mode)


def warnings() -> list[tuple[str, str]]:
    """Kind and session of each that a coordinator sees, the latest first."""
    rows = client(a_person(Role.COORDINATOR)).get("/api/calendar-warnings/").json()["results"]
    return [(row["kind"], (row["about"] or {}).get("subject_id", "")) for row in rows]


@BOTH_MODES
def test_the_hubs_calendar_is_read_and_is_nobodys_busy_time(
    stage: Stage, google: GoogleEmulatorHandle
) -> None:
    edges = {"start": {"dateTime": "2026-11-26T02:00:00Z"}, "end": {"dateTime": "2026-11-26T03:00:00Z"}}
    google.act(HUB, "", "create", summary="Board", **edges)
    sync()
    hub = GoogleConnection.objects.get(is_hub=True)
    (row,) = hub.calendars.filter(is_written=True)
    assert (row.google_calendar_id, row.state, row.is_read) == ("primary", "known", False)
    assert not BusyTime.objects.exists()


@BOTH_MODES
@pytest.mark.parametrize("policy", ["ask", "do"])
def test_g_25_a_move_by_the_hubs_staff_is_put_back_by_one_write_and_coordinators_learn_of_it(
    monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest, mode: str, policy: str
) -> None:
    stage = a_stage_by(request, google, mode, calendar_edits=policy)
    patches = stage.patches()
    stage.move(OTHER)
    sync(5)
    assert (stage.shown(), stage.patches()) == ([at(2, 0), at(2, 0)], patches + 1)
    assert (stage.session.appointment.version, Proposal.objects.count()) == (1, 0)
    assert (stage.told(stage.founder), stage.told(stage.mentor.person)) == ([], [])
    assert stage.reminders() == ["planned"] * 4
    assert warnings() == [("hub_edited", stage.session_id)]
    assert AuditEntry.objects.get(action="calendar.moved_by_hand").actor is None
    assert list(CalendarEdit.objects.values_list("state", flat=True)) == ["settled"]


@BOTH_MODES
def test_g_26_a_session_that_the_hubs_staff_delete_comes_back(stage: Stage) -> None:
    stage.act("delete")
    sync(4)
    assert stage.shown() == [at(2, 0), at(2, 0)]
    assert (stage.session.state, stage.session.cancel_asked_by) == ("confirmed", "")
    assert (stage.event.state, stage.event.generation) == ("written", 0)
    assert stage.reminders() == ["planned"] * 4
    assert warnings() == [("hub_edited", stage.session_id)]


@BOTH_MODES
def test_g_28_no_echo_thirty_rounds_write_and_tell_nothing_more(
    stage: Stage, google: GoogleEmulatorHandle
) -> None:
    stage.move(OTHER)
    sync(2)
    patches, mails = stage.patches(), len(google.mails())
    sync(30)
    assert (stage.patches(), len(google.mails())) == (patches, mails)


@BOTH_MODES
def test_what_a_coordinator_moves_in_meridian_goes_over_a_hand_that_nobody_noticed(stage: Stage) -> None:
    stage.move(OTHER)
    body = {"starts_at": at(2, 2), "reason": "Travel", "version": 1}
    answer = client(stage.founder).post(f"{stage.url}reschedule/", body, format="json")
    assert answer.status_code == 200, answer.json()
    sync(3)
    assert stage.shown() == [at(2, 2), at(2, 2)]


@BOTH_MODES
def test_what_staff_write_beside_our_words_stays(stage: Stage, google: GoogleEmulatorHandle) -> None:
    stage.act("edit", colorId="5", description=stage.event.description + "\nBring the deck")
    sync(2)
    body = {"starts_at": OTHER, "reason": "Travel", "version": 1}
    client(stage.founder).post(f"{stage.url}reschedule/", body, format="json")
    sync(3)
    (shown,) = at_google(google, HUB)
    assert (shown["colorId"], shown["description"].endswith("Bring the deck")) == ("5", True)
    assert stage.shown() == [OTHER, OTHER]
    assert warnings() == []


@BOTH_MODES
def test_a_group_session_that_staff_move_is_put_back(stage: Stage, google: GoogleEmulatorHandle) -> None:
    group = a_group(expert=stage.mentor, now=clock.now())
    work()
    sync()
    google.act(HUB, group.pk.hex, "move", starts_at="2026-11-26T02:00:00+00:00")
    sync(3)
    starts = {
        row["start"]["dateTime"] for row in at_google(google, MENTOR_AT_GOOGLE) if row["id"] == group.pk.hex
    }
    assert starts == {STARTS_AT.isoformat()}
    assert warnings() == [("hub_edited", str(group.pk))]
