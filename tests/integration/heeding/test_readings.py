"""The story of a session says how each side's calendar was last read, and what a reading found of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

import clock
from accounts.models import Role
from calendars import operations
from calendars.models import GoogleConnection, ReadCalendar
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE
from tests.integration.calendars.own_calendar import EVENTS, add
from tests.integration.heeding.stage import Stage, a_stage, client, sync
from tests.integration.mentoring.conftest import MONDAY, at, set_clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(google: GoogleEmulatorHandle, monday: datetime) -> Stage:
    """The founder's calendar is connected, the expert's is not."""
    return a_stage(google, organiser=FOUNDER_AT_GOOGLE)


def story(stage: Stage) -> dict[str, Any]:
    hub = client(a_person(Role.COORDINATOR))
    found: dict[str, Any] = hub.get(f"{stage.url}story/").json()
    return found


def readings(stage: Stage) -> list[tuple[str, str, str, int]]:
    """Expert and founder: how their calendars were last read, what stood in the way, and how many they are."""
    rows = story(stage)["readings"]
    assert [row["person"] for row in rows] == [stage.mentor.person.name, stage.founder.name]
    return [
        (row["state"], row["detail"], "" if row["as_of"] is None else "dated", row["calendars"])
        for row in rows
    ]


def test_a_good_reading_is_told_with_its_time_and_who_has_none_as_not_connected(stage: Stage) -> None:
    assert readings(stage) == [("none", "", "", 0), ("known", "", "dated", 1)]
    as_of = ReadCalendar.objects.get().as_of
    assert as_of is not None
    assert story(stage)["readings"][1]["as_of"] == as_of.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_trouble_is_told_beside_the_last_good_reading(google: GoogleEmulatorHandle, stage: Stage) -> None:
    google.fault(name="backendError", method="GET", path=EVENTS, times=3)
    set_clock(MONDAY + timedelta(minutes=20))
    sync()
    [_, founder] = readings(stage)
    assert founder == ("stale", "backendError", "dated", 1)


def test_a_lost_consent_leaves_nothing_known(google: GoogleEmulatorHandle, stage: Stage) -> None:
    google.order("revoke", {"email": FOUNDER_AT_GOOGLE})
    set_clock(MONDAY + timedelta(hours=2))
    sync()
    assert readings(stage)[1][:2] == ("unknown", "needs_reauth")


def test_who_does_not_show_their_busy_time_is_not_read(stage: Stage) -> None:
    GoogleConnection.objects.update(reads_busy=False)
    ReadCalendar.objects.update(is_read=False)
    assert readings(stage)[1] == ("off", "", "", 0)


def test_who_has_just_connected_waits_for_the_first_reading(stage: Stage) -> None:
    ReadCalendar.objects.update(state="unknown", as_of=None, sync_token="", reads_until=None)
    assert readings(stage)[1] == ("waiting", "", "", 1)


def test_what_a_reading_found_of_the_session_is_a_line(google: GoogleEmulatorHandle, stage: Stage) -> None:
    connection = GoogleConnection.objects.get()
    add(google, connection, stage.session.appointment.starts_at)
    sync()
    lines = [row for row in story(stage)["entries"] if row["action"] == "calendar.clash"]
    assert [(row["actor"], row["person"]) for row in lines] == [(None, stage.founder.name)]


def lines(stage: Stage) -> list[tuple[str, str | None]]:
    """The reads and looks in the story, and in whose calendar."""
    kinds = ("calendar.read_", "calendar.look", "calendar.moved_by_hand")
    rows = [row for row in story(stage)["entries"] if row["action"].startswith(kinds)]
    return [(row["action"].removeprefix("calendar."), row["person"]) for row in rows]


def test_each_reading_that_shows_the_session_is_a_line_and_others_are_none(stage: Stage) -> None:
    founder = stage.founder.name
    assert lines(stage) == [("read_same", founder)]  # our own write came back
    sync(3)
    assert lines(stage) == [("read_same", founder)]
    stage.act("edit", colorId="7")
    sync(2)
    assert lines(stage) == [("read_same", founder)] * 2


def test_what_is_different_is_looked_at_and_the_outcome_told(
    google: GoogleEmulatorHandle, stage: Stage
) -> None:
    founder = stage.founder.name
    google.fault(name="backendError", method="GET", path="*/events/*", times=6)
    stage.move(at(3, 0))
    sync()
    assert lines(stage)[1:] == [("read_otherwise", founder), ("look_failed", founder)]
    google.clear_faults()
    operations.look_at_event(event_id=stage.event.pk, now=clock.now())
    assert [line for line, _ in lines(stage)[3:]] == ["moved_by_hand"]
    operations.look_at_event(event_id=stage.event.pk, now=clock.now())
    assert lines(stage)[4:] == [("looked_same", founder)]


def test_a_look_that_fails_again_and_again_is_one_line(google: GoogleEmulatorHandle, stage: Stage) -> None:
    google.fault(name="backendError", method="GET", path="*/events/*", times=99)
    for _ in range(3):
        with pytest.raises(operations.StillWaiting):
            operations.look_at_event(event_id=stage.event.pk, now=clock.now())
    assert lines(stage)[1:] == [("look_failed", stage.founder.name)]


def test_only_coordinators_are_told(stage: Stage) -> None:
    assert client(stage.founder).get(f"{stage.url}story/").status_code == 403
