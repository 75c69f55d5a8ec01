"""What stands in somebody's own Google calendar is offered to nobody, wherever it comes from and until it goes."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from agenda.models import BusyTime
from audit.models import AuditEntry
from calendars.models import ReadCalendar
from directory.models import Expert
from integrations.google_calendar.consent import FREEBUSY_SCOPE
from mentoring.models import Approval, Programme, Session
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_mentor, a_person, a_programme
from tests.integration.calendars.hub import MENTOR_AT_GOOGLE
from tests.integration.calendars.own_calendar import a_read_calendar, add, an_hour, busy, day, known_of, read
from tests.integration.finding.asking import find, starts
from tests.integration.mentoring.conftest import MONDAY, Sign, at, monday, signed_in_as
from tests.working import work

__all__ = ["monday", "signed_in_as"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)

NINE_IN_SEOUL = at(2, 0)
HOUR = timedelta(hours=1)


@pytest.fixture
def programme(monday: datetime) -> Programme:
    return a_programme(step_minutes=60, notice_hours=0, approval=Approval.AUTOMATIC)


@pytest.fixture
def mentor(programme: Programme) -> Expert:
    return a_mentor()


@pytest.fixture
def calendar(google: GoogleEmulatorHandle, mentor: Expert) -> ReadCalendar:
    calendar = a_read_calendar(google, mentor.person, MENTOR_AT_GOOGLE)
    return read(calendar, MONDAY)


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


def offered(client: APIClient, programme: Programme, mentor: Expert) -> list[str]:
    return starts(find(client, programme, [mentor]).json()["experts"][0])


def book(client: APIClient, programme: Programme, mentor: Expert, starts_at: str = NINE_IN_SEOUL) -> Any:
    wish = {"programme": programme.slug, "expert": mentor.pk, "goal": "Enter", "starts_at": starts_at}
    return client.post("/api/sessions/", wish)


def test_an_event_that_somebody_makes_in_google_hides_its_time_until_they_delete_it(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    assert NINE_IN_SEOUL in offered(client, programme, mentor)

    event = add(google, calendar.connection, datetime.fromisoformat(NINE_IN_SEOUL))
    read(calendar, MONDAY)
    assert NINE_IN_SEOUL not in offered(client, programme, mentor)

    google.act(MENTOR_AT_GOOGLE, event, "delete")
    read(calendar, MONDAY)
    assert NINE_IN_SEOUL in offered(client, programme, mentor)


def test_a_time_taken_in_google_between_look_and_booking_is_refused_by_what_lists_it(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    assert NINE_IN_SEOUL in offered(client, programme, mentor)
    add(google, calendar.connection, datetime.fromisoformat(NINE_IN_SEOUL))
    read(calendar, MONDAY)

    refused = book(client, programme, mentor)

    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    assert NINE_IN_SEOUL not in [row["starts_at"] for row in refused.json()["next_free"]]
    assert not Session.objects.exists()


def test_a_time_taken_in_google_after_the_booking_is_flagged_for_the_person_and_the_coordinator(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    programme: Programme,
    mentor: Expert,
    signed_in_as: Sign,
) -> None:
    session = book(client, programme, mentor).json()["id"]
    event = add(google, calendar.connection, datetime.fromisoformat(NINE_IN_SEOUL) + HOUR / 2)
    flag = [{"kind": "clash", "state": "busy"}]
    coordinator = signed_in_as(a_person(Role.COORDINATOR))

    for _ in range(3):
        read(calendar, MONDAY)

    for viewer in (coordinator, signed_in_as(mentor.person)):
        assert clash_in(viewer.get(f"/api/sessions/{session}/").json()["attention"]) == flag
        listed = viewer.get("/api/sessions/", {"attention": "true"}).json()["results"]
        assert [clash_in(row["attention"]) for row in listed] == [flag]
    assert told_of_clash(session) == [mentor.person.pk]  # once, however often it is read

    google.act(MENTOR_AT_GOOGLE, event, "delete")
    read(calendar, MONDAY)
    assert clash_in(coordinator.get(f"/api/sessions/{session}/").json()["attention"]) == []


def clash_in(attention: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in attention if row["kind"] == "clash"]


def told_of_clash(session: str) -> list[int]:
    entries = AuditEntry.objects.filter(subject_id=session, action="calendar.clash")
    return [entry.details["person_id"] for entry in entries]


def test_a_booking_and_a_reading_that_pass_each_other_are_seen_all_the_same(
    calendar: ReadCalendar, client: APIClient, programme: Programme, mentor: Expert
) -> None:
    """The reading is kept after the booking looked, and before it was kept: nothing tells either of the other."""
    session = book(client, programme, mentor).json()["id"]
    begin = datetime.fromisoformat(NINE_IN_SEOUL)
    BusyTime.objects.create(
        person=mentor.person, source=calendar.pk, external_id="x", during=(begin, begin + HOUR)
    )
    found = client.get(f"/api/sessions/{session}/").json()["attention"]
    assert clash_in(found) == [{"kind": "clash", "state": "busy"}]


def test_time_of_which_google_tells_nothing_is_unknown_and_cannot_be_booked(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    calendar.connection.scopes = [FREEBUSY_SCOPE]
    calendar.connection.save()
    nothing = {"kind": "calendar#freeBusy", "calendars": {}}
    google.fault(kind="answer", method="POST", path="*/freeBusy", status=200, body=nothing)
    read(calendar, MONDAY)

    found = find(client, programme, [mentor]).json()["experts"][0]
    assert (found["starts"], found["calendar"]["state"]) == ([], "unknown")
    refused = book(client, programme, mentor)
    assert (refused.status_code, refused.json()["code"]) == (400, "calendar_unknown")

    read(calendar, MONDAY + timedelta(minutes=5))
    assert NINE_IN_SEOUL in offered(client, programme, mentor)
    assert book(client, programme, mentor).status_code == 201


def test_another_home_leaves_instants_and_moves_whole_days(
    google: GoogleEmulatorHandle, founder: Person, signed_in_as: Sign
) -> None:
    """From Seoul to New York: a meeting stays when it is, a day off is a day off there."""
    calendar = a_read_calendar(google, founder)
    meeting = datetime.fromisoformat(at(3, 5))
    add(google, calendar.connection, meeting)
    add(google, calendar.connection, start=day("2026-12-24"), end=day("2026-12-25"))
    read(calendar, MONDAY)
    in_seoul = datetime.fromisoformat("2026-12-23T15:00:00Z")
    assert busy(founder) == [an_hour(meeting), (in_seoul, in_seoul + 24 * HOUR)]

    answer = signed_in_as(founder).patch("/api/me/", {"time_zone": "America/New_York"}, format="json")
    assert answer.status_code == 200
    work("sessions")

    in_new_york = datetime.fromisoformat("2026-12-24T05:00:00Z")
    assert busy(founder) == [an_hour(meeting), (in_new_york, in_new_york + 24 * HOUR)]
    google.order("expire-sync-tokens")
    read(calendar, MONDAY)
    assert busy(founder) == [an_hour(meeting), (in_new_york, in_new_york + 24 * HOUR)]


def test_days_off_in_google_follow_a_journey(
    google: GoogleEmulatorHandle, founder: Person, signed_in_as: Sign
) -> None:
    calendar = a_read_calendar(google, founder)
    add(google, calendar.connection, start=day("2026-12-24"), end=day("2026-12-25"))
    read(calendar, MONDAY)

    trip = {"from_on": "2026-12-20", "to_on": "2026-12-30", "time_zone": "America/Los_Angeles"}
    answer = signed_in_as(founder).post("/api/agenda/travel/", trip, format="json")
    assert answer.status_code == 201
    work("sessions")

    in_california = datetime.fromisoformat("2026-12-24T08:00:00Z")
    assert busy(founder) == [(in_california, in_california + 24 * HOUR)]
    assert known_of(founder) == ("known", MONDAY)
