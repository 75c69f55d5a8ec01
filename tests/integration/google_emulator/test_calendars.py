"""Calendars beside the primary one: made, listed, shared, taken away; and what the narrow scopes reach."""

from collections.abc import Callable
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import HANA, MARK, an_hour

SCOPE = "https://www.googleapis.com/auth/calendar"
TEAM = "team@group.calendar.google.com"


@pytest.fixture
def hanas(api_of: Callable[..., Any]) -> Any:
    return api_of(HANA, SCOPE)


@pytest.fixture
def team(google: GoogleEmulatorHandle) -> str:
    google.order("calendars", {"id": TEAM, "owner": HANA, "summary": "Team", "roles": {MARK: "reader"}})
    return TEAM


def refusal(request: Any) -> tuple[int, str]:
    with pytest.raises(HttpError) as refused:
        request.execute()
    return refused.value.resp.status, refused.value.error_details[0]["reason"]


def share(google: GoogleEmulatorHandle, role: str | None) -> None:
    google.order("calendars", {"id": TEAM, "roles": {MARK: role}})


def test_a_calendar_is_made_changed_and_deleted(hanas: Any) -> None:
    made = hanas.calendars().insert(body={"summary": "Meridian", "description": "Sessions"}).execute()
    entry = hanas.calendarList().get(calendarId=made["id"]).execute()
    body = {"summary": "Mentoring", "timeZone": "America/New_York"}
    changed = hanas.calendars().patch(calendarId=made["id"], body=body).execute()
    hanas.events().insert(calendarId=made["id"], body=an_hour(id="aaaaa")).execute()
    hanas.calendars().delete(calendarId=made["id"]).execute()

    assert made["id"].startswith("c_")
    assert made["id"].endswith("@group.calendar.google.com")
    assert (made["timeZone"], entry["accessRole"], entry["description"]) == (
        "Asia/Seoul",
        "owner",
        "Sessions",
    )
    assert (changed["summary"], changed["timeZone"]) == ("Mentoring", "America/New_York")
    assert refusal(hanas.events().get(calendarId=made["id"], eventId="aaaaa")) == (404, "notFound")
    assert refusal(hanas.calendars().insert(body={})) == (400, "required")
    assert refusal(hanas.calendars().delete(calendarId="primary")) == (400, "cannotDeletePrimaryCalendar")


def test_the_list_of_calendars_comes_in_pages_and_then_as_changes(
    google: GoogleEmulatorHandle, team: str, api_of: Callable[..., Any]
) -> None:
    lists = api_of(MARK, SCOPE).calendarList()
    first = lists.list(maxResults=1).execute()
    second = lists.list(maxResults=1, pageToken=first["nextPageToken"]).execute()
    share(google, "writer")
    promoted = lists.list(syncToken=second["nextSyncToken"]).execute()
    share(google, None)
    lost = lists.list(syncToken=promoted["nextSyncToken"]).execute()
    google.order("expire-sync-tokens")

    assert ("nextSyncToken" in first, [one["id"] for one in first["items"] + second["items"]]) == (
        False,
        [MARK, team],
    )
    assert [(one["id"], one["accessRole"]) for one in promoted["items"]] == [(team, "writer")]
    assert [(one["id"], one["deleted"]) for one in lost["items"]] == [(team, True)]
    assert refusal(lists.list(syncToken=lost["nextSyncToken"])) == (410, "fullSyncRequired")


def test_another_role_ends_the_sync_tokens_of_that_person_alone(
    google: GoogleEmulatorHandle, team: str, hanas: Any, api_of: Callable[..., Any]
) -> None:
    marks = api_of(MARK, SCOPE).events()
    theirs = marks.list(calendarId=team).execute()["nextSyncToken"]
    own = hanas.events().list(calendarId=team).execute()["nextSyncToken"]
    share(google, "writer")
    assert refusal(marks.list(calendarId=team, syncToken=theirs)) == (410, "fullSyncRequired")
    assert hanas.events().list(calendarId=team, syncToken=own).execute()["items"] == []

    share(google, "freeBusyReader")
    assert refusal(marks.list(calendarId=team)) == (403, "requiredAccessLevel")
    share(google, None)
    assert refusal(marks.list(calendarId=team)) == (404, "notFound")


def test_what_only_shows_busy_time_answers_free_busy(
    google: GoogleEmulatorHandle, team: str, hanas: Any, api_of: Callable[..., Any]
) -> None:
    share(google, "freeBusyReader")
    hanas.events().insert(calendarId=team, body=an_hour()).execute()
    edges = {"timeMin": "2027-01-05T00:30:00Z", "timeMax": "2027-01-06T00:00:00Z"}
    body = {**edges, "items": [{"id": team}, {"id": MARK}, {"id": HANA}]}
    google.order("knobs", {"freebusy_omits": [MARK], "freebusy_fails": [HANA]})
    calendars = api_of(MARK).freebusy().query(body=body).execute()["calendars"]

    assert calendars == {
        team: {"busy": [{"start": "2027-01-05T00:00:00Z", "end": "2027-01-05T01:00:00Z"}]},
        HANA: {"errors": [{"domain": "global", "reason": "internalError"}], "busy": []},
    }


def test_a_narrow_scope_reaches_what_its_name_says(team: str, hanas: Any, api_of: Callable[..., Any]) -> None:
    made = hanas.calendars().insert(body={"summary": "Meridian"}).execute()["id"]
    owned = api_of(HANA).events()
    only_made = api_of(HANA, f"{SCOPE}.app.created", narrow=True)

    assert owned.list(calendarId=team).execute()["items"] == []
    assert refusal(api_of(MARK).events().list(calendarId=team)) == (403, "insufficientPermissions")
    assert only_made.events().list(calendarId=made).execute()["items"] == []
    assert refusal(only_made.events().list(calendarId="primary")) == (404, "notFound")
    assert refusal(only_made.calendarList().list()) == (403, "insufficientPermissions")
    assert only_made.calendars().insert(body={"summary": "Another"}).execute()["summary"] == "Another"
