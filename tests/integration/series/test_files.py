"""A series as a file for whatever calendar, one of its dates as a file, and that date's story."""

from typing import Any

import pytest
from icalendar import Calendar
from rest_framework.test import APIClient

from accounts.models import Role
from calendars.models import CalendarEvent
from directory.models import Expert
from tests.factories.hub import a_founder, a_person, a_programme
from tests.integration.series.calendar_readers import MailCalendar
from tests.integration.series.conftest import booked, post, sign_in
from tests.integration.series.test_answer_links import link_to

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
MOVE_ONE = {"which": "this", "on": "2026-11-03", "starts_at": "2026-11-05T01:00:00Z", "reason": "Flight"}


def read(text: str) -> list[str]:
    calendar = MailCalendar()
    calendar.take(text)
    return calendar.shown()


def test_the_whole_series_is_one_file_with_its_dates_as_they_stand(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    series = booked(client, asked)
    path = f"/api/series/{series['id']}/invitation.ics"
    whole = client.get(path)
    assert (whole.status_code, whole["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert read(whole.content.decode()) == ["10-20 23:30", "11-04 00:30", "11-18 00:30", "12-02 00:30"]
    post(client, f"{series['id']}/move/", MOVE_ONE)
    post(client, f"{series['id']}/skip/", {"on": "2026-11-17", "reason": "Trade fair"})
    for person in (mentor.person, a_person(Role.COORDINATOR)):
        text = sign_in(person).get(path).content.decode()
        assert read(text) == ["10-20 23:30", "11-05 01:00", "12-02 00:30"]
        assert "METHOD:PUBLISH" in text
        assert "ATTENDEE" not in text
    assert sign_in(a_founder()).get(path).status_code == 404


def test_the_link_that_answered_gives_the_whole_series_without_a_sign_in(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    booked(client, {**asked, "programme": a_programme(approval="expert").slug})
    link = link_to(mentor)
    assert APIClient().get(f"{link}invitation.ics").status_code == 404
    APIClient().post(f"{link}accept/", {}, format="json")
    whole = APIClient().get(f"{link}invitation.ics")
    assert (whole.status_code, whole["Content-Disposition"]) == (200, 'inline; filename="series.ics"')
    assert read(whole.content.decode()) == ["10-20 23:30", "11-04 00:30", "11-18 00:30", "12-02 00:30"]
    forged = APIClient().get(f"{link.replace('answers/', 'answers/x')}invitation.ics")
    assert (forged.status_code, forged.json()["code"]) == (404, "link_unknown")


def test_a_date_that_was_left_out_is_no_file(client: APIClient, asked: Body) -> None:
    series = booked(client, asked)
    post(client, f"{series['id']}/skip/", {"on": "2026-11-03", "reason": "Trade fair"})
    files = [
        client.get(f"/api/sessions/{one['session']}/invitation.ics").status_code
        for one in series["occurrences"]
    ]
    assert files == [200, 404, 200, 200]


@pytest.mark.parametrize("field", ["meet_url", "fallback_url"])
def test_a_series_tells_where_its_agreed_dates_meet(field: str, client: APIClient, asked: Body) -> None:
    series = booked(client, asked)
    CalendarEvent.objects.update(**{field: "https://meet.example/a"})
    assert client.get(f"/api/series/{series['id']}/").json()["meet_url"] == "https://meet.example/a"
    rows = client.get("/api/sessions/").json()["results"]
    assert {row["meet_url"] for row in rows} == {"https://meet.example/a"}
    post(client, f"{series['id']}/skip/", {"on": "2026-11-03", "reason": "Trade fair"})
    rows = client.get("/api/sessions/", {"state": "cancelled"}).json()["results"]
    assert [row["meet_url"] for row in rows] == [""]


def test_a_series_that_nobody_agreed_to_is_no_file_yet(client: APIClient, asked: Body) -> None:
    series = booked(client, {**asked, "programme": a_programme(approval="expert").slug})
    assert client.get(f"/api/series/{series['id']}/invitation.ics").status_code == 404


def test_one_date_of_a_series_is_a_file_of_its_own(client: APIClient, asked: Body) -> None:
    series = booked(client, asked)
    post(client, f"{series['id']}/move/", MOVE_ONE)
    session = series["occurrences"][1]["session"]
    file: Any = Calendar.from_ical(client.get(f"/api/sessions/{session}/invitation.ics").content)
    (event,) = file.events
    assert event["DTSTART"].dt.isoformat() == "2026-11-04T17:00:00-08:00"
    assert event["RECURRENCE-ID"].dt.isoformat() == "2026-11-03T16:30:00-08:00"


def test_the_story_of_a_date_of_a_series_begins_with_the_request_and_tells_of_its_move(
    client: APIClient, asked: Body
) -> None:
    series = booked(client, asked)
    post(client, f"{series['id']}/move/", MOVE_ONE)
    session = series["occurrences"][1]["session"]
    hub = sign_in(a_person(Role.COORDINATOR))
    told = hub.get(f"/api/sessions/{session}/story/")
    assert told.status_code == 200
    entries = told.json()["entries"]
    deeds = [entry["action"] for entry in entries if entry["action"].startswith("session.")]
    assert deeds == ["session.requested", "session.confirmed", "session.moved"]
    assert entries[0]["details"]["series"] == series["id"]
