"""What people do in Google's own screens, as the control API lets a test do it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import GUEST, HANA, MARK, an_hour

TEAM = "team@group.calendar.google.com"


@pytest.fixture
def team(google: GoogleEmulatorHandle) -> str:
    google.order("calendars", {"id": TEAM, "owner": HANA, "summary": "Team", "roles": {MARK: "writer"}})
    return TEAM


def on(google: GoogleEmulatorHandle, calendar_id: str) -> dict[str, str]:
    """Status of each event on a calendar."""
    shelves = {shelf["id"]: shelf for shelf in google.ask("dump")["calendars"]}
    return {key: row["event"]["status"] for key, row in shelves[calendar_id]["rows"].items()}


def test_a_person_makes_events_of_every_kind(google: GoogleEmulatorHandle, events: Any) -> None:
    made = google.act(HANA, "", "create", **an_hour(summary="Dentist"))
    for kind in ("outOfOffice", "focusTime", "workingLocation", "birthday", "fromGmail"):
        google.act(
            HANA, f"{kind.lower().replace('w', '0').replace('y', '1')}1", "create", **an_hour(eventType=kind)
        )
    day = {"start": {"date": "2027-01-05"}, "end": {"date": "2027-01-06"}}
    google.act(HANA, "allday".replace("y", "1"), "create", **day)
    listed = events.list(calendarId="primary").execute()["items"]

    assert made["summary"] == "Dentist"
    assert {row["eventType"]: row.get("transparency", "opaque") for row in listed} == {
        "default": "opaque",
        "outOfOffice": "opaque",
        "focusTime": "opaque",
        "workingLocation": "transparent",
        "birthday": "opaque",
        "fromGmail": "opaque",
    }
    assert [row["start"] for row in listed if "date" in row["start"]] == [{"date": "2027-01-05"}]


def test_a_person_works_on_any_calendar_they_may_write(google: GoogleEmulatorHandle, team: str) -> None:
    google.act(MARK, "aaaaa", "create", calendar_id=team, **an_hour())
    moved = google.act(MARK, "aaaaa", "move", calendar_id=team, starts_at="2027-01-07T09:00:00+09:00")
    google.act(HANA, "aaaaa", "delete", calendar_id=team)

    assert moved["start"]["dateTime"] == "2027-01-07T09:00:00+09:00"
    assert on(google, team) == {"aaaaa": "cancelled"}


def test_a_person_invites_and_uninvites(google: GoogleEmulatorHandle) -> None:
    google.act(HANA, "aaaaa", "create", **an_hour())
    google.act(HANA, "aaaaa", "invite", guest=MARK)
    both = google.act(HANA, "aaaaa", "invite", guest=GUEST)
    one = google.act(HANA, "aaaaa", "uninvite", guest=MARK)

    assert [guest["email"] for guest in both["attendees"]] == [MARK, GUEST]
    assert [guest["email"] for guest in one["attendees"]] == [GUEST]
    assert on(google, MARK) == {"aaaaa": "cancelled"}


def test_an_event_taken_to_another_calendar_leaves_a_cancelled_stub(
    google: GoogleEmulatorHandle, team: str
) -> None:
    google.act(HANA, "aaaaa", "create", **an_hour())
    stub = google.act(HANA, "aaaaa", "transfer", to=team)

    assert stub["status"] == "cancelled"
    assert (on(google, HANA), on(google, team)) == ({"aaaaa": "cancelled"}, {"aaaaa": "confirmed"})


def test_move_through_the_api_heeds_the_etag(
    google: GoogleEmulatorHandle, team: str, events: Any, api_of: Callable[..., Any]
) -> None:
    series = an_hour(id="aaaaa", recurrence=["RRULE:FREQ=DAILY;COUNT=3"])
    for edge in ("start", "end"):
        series[edge]["timeZone"] = "Asia/Seoul"
    before = events.insert(calendarId="primary", body=series).execute()
    events.delete(calendarId="primary", eventId="aaaaa_20270106T000000Z").execute()
    request = events.move(calendarId="primary", eventId="aaaaa", destination=team)
    request.headers["If-Match"] = before["etag"]
    answer = request.execute()

    there = events.instances(calendarId=team, eventId="aaaaa").execute()["items"]
    assert answer["status"] == "cancelled"
    assert [one["start"]["dateTime"][:10] for one in there] == ["2027-01-05", "2027-01-07"]
    assert {one["organizer"]["email"] for one in there} == {team}
    back = events.move(calendarId=team, eventId="aaaaa", destination="primary")
    back.headers["If-Match"] = before["etag"]
    with pytest.raises(Exception, match="Precondition Failed"):
        back.execute()
