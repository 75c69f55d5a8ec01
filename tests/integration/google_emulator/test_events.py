import re
from collections.abc import Callable
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import GUEST, HANA, MARK, an_hour, timed

ID = "0123456789abcdefghijklmnopqrstuv"


@pytest.fixture
def events(api_of: Callable[..., Any]) -> Any:
    return api_of(HANA).events()


def insert(events: Any, **more: Any) -> Any:
    query = {key: more.pop(key) for key in ("sendUpdates", "conferenceDataVersion") if key in more}
    return events.insert(calendarId="primary", body=an_hour(**more), **query).execute()


def patch(events: Any, event_id: str, **body: Any) -> Any:
    return events.patch(calendarId="primary", eventId=event_id, body=body).execute()


def get(events: Any, event_id: str) -> Any:
    return events.get(calendarId="primary", eventId=event_id).execute()


def refusal(request: Any) -> Any:
    """(status, reason) of a request that must fail."""
    with pytest.raises(HttpError) as raised:
        request.execute()
    return raised.value.resp.status, raised.value.error_details[0]["reason"]


def matching(request: Any, etag: str) -> Any:
    request.headers["If-Match"] = etag
    return request


def test_a_new_event_is_shown_as_google_shows_it(events: Any) -> None:
    event = insert(events, id=ID, description="Bring the deck")

    assert event == get(events, ID)
    assert re.fullmatch(r'"\d+"', event.pop("etag"))
    assert event.pop("created") == event.pop("updated")
    assert event.pop("htmlLink").startswith("https://www.google.com/calendar/event?eid=")
    assert event == {
        "kind": "calendar#event",
        "id": ID,
        "status": "confirmed",
        "summary": "Talk",
        "description": "Bring the deck",
        "creator": {"email": HANA, "self": True},
        "organizer": {"email": HANA, "self": True},
        "start": {"dateTime": "2027-01-05T09:00:00+09:00", "timeZone": "Asia/Seoul"},
        "end": {"dateTime": "2027-01-05T10:00:00+09:00", "timeZone": "Asia/Seoul"},
        "iCalUID": f"{ID}@google.com",
        "sequence": 0,
        "reminders": {"useDefault": True},
        "eventType": "default",
    }


def test_without_an_id_google_makes_one(events: Any) -> None:
    first, second = insert(events), insert(events)

    assert first["id"] != second["id"]
    assert re.fullmatch("[a-v0-9]{5,}", first["id"])


@pytest.mark.parametrize("bad", ["abcd", "ABCDEF", "wxyz0", "0123-4567-89ab"])
def test_an_id_outside_base32hex_is_refused(bad: str, events: Any) -> None:
    request = events.insert(calendarId="primary", body=an_hour(id=bad))

    assert refusal(request) == (400, "invalid")


def test_an_id_is_used_once_even_after_deletion(events: Any) -> None:
    insert(events, id=ID)
    again = events.insert(calendarId="primary", body=an_hour(id=ID))
    assert refusal(again) == (409, "duplicate")

    events.delete(calendarId="primary", eventId=ID).execute()
    assert refusal(again) == (409, "duplicate")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (timed("2027-01-05T10:00:00Z", "2027-01-05T09:00:00Z"), "timeRangeEmpty"),
        (timed("2027-01-05T10:00:00", "2027-01-05T11:00:00"), "required"),
        ({"start": {"date": "2027-01-05"}, "end": {"dateTime": "2027-01-05T09:00:00Z"}}, "invalid"),
        ({"summary": "no times"}, "required"),
        (an_hour(start={"dateTime": "2027-01-05T09:00:00", "timeZone": "Europe/Nowhere"}), "invalid"),
        (an_hour(recurrence=["RRULE:FREQ=WEEKLY"]), "required"),
        (an_hour(attendees=[{"displayName": "No address"}]), "required"),
        (an_hour(extendedProperties={"private": {"k" * 45: "v"}}), "invalid"),
        (an_hour(extendedProperties={"private": {"k": "v" * 1025}}), "invalid"),
        (an_hour(extendedProperties={"private": {f"k{n}": "v" for n in range(301)}}), "invalid"),
    ],
)
def test_a_body_that_makes_no_event_is_refused(body: dict[str, Any], reason: str, events: Any) -> None:
    assert refusal(events.insert(calendarId="primary", body=body)) == (400, reason)


def test_a_wall_clock_with_a_zone_is_an_instant(events: Any) -> None:
    start = {"dateTime": "2027-07-05T09:00:00", "timeZone": "America/Los_Angeles"}
    end = {"dateTime": "2027-07-05T10:00:00", "timeZone": "America/Los_Angeles"}
    event = events.insert(calendarId="primary", body={"start": start, "end": end}).execute()

    assert event["start"] == {"dateTime": "2027-07-06T01:00:00+09:00", "timeZone": "America/Los_Angeles"}


def test_a_patch_merges_objects_replaces_lists_and_deletes_with_null(events: Any) -> None:
    properties = {"private": {"a": "1", "b": "2"}, "shared": {"c": "3"}}
    guests = [{"email": GUEST}, {"email": "b@elsewhere.example"}]
    insert(events, id=ID, location="Room", extendedProperties=properties, attendees=guests)

    event = patch(
        events,
        ID,
        location=None,
        extendedProperties={"private": {"a": None, "b": "9"}},
        attendees=[{"email": GUEST, "optional": True}],
    )

    assert "location" not in event
    assert event["extendedProperties"] == {"private": {"b": "9"}, "shared": {"c": "3"}}
    assert event["attendees"] == [{"email": GUEST, "optional": True, "responseStatus": "needsAction"}]
    assert event["summary"] == "Talk"


def test_an_update_erases_what_it_leaves_out(events: Any) -> None:
    insert(events, id=ID, description="Old", attendees=[{"email": GUEST}])
    event = events.update(calendarId="primary", eventId=ID, body=an_hour(summary="New")).execute()

    assert (event["summary"], event.keys() & {"description", "attendees"}) == ("New", set())


def test_a_move_raises_the_sequence_and_a_new_title_does_not(events: Any) -> None:
    before = insert(events, id=ID)
    titled = patch(events, ID, summary="Other")
    moved = patch(
        events, ID, start={"dateTime": "2027-01-06T00:00:00Z"}, end={"dateTime": "2027-01-06T01:00:00Z"}
    )

    assert [event["sequence"] for event in (before, titled, moved)] == [0, 0, 1]
    assert len({event["etag"] for event in (before, titled, moved)}) == 3


def test_a_patch_that_changes_nothing_leaves_the_etag(events: Any) -> None:
    before = insert(events, id=ID)

    assert patch(events, ID, summary="Talk")["etag"] == before["etag"]


def test_reminders_move_the_etag_but_not_updated(google: GoogleEmulatorHandle, events: Any) -> None:
    before = insert(events, id=ID)
    google.order("clock", {"advance_seconds": 60})
    after = patch(events, ID, reminders={"useDefault": False})

    assert after["etag"] != before["etag"]
    assert after["updated"] == before["updated"]


@pytest.mark.parametrize("method", ["patch", "update", "delete"])
def test_a_stale_etag_is_refused_and_a_star_passes(method: str, events: Any) -> None:
    stale = insert(events, id=ID)["etag"]
    patch(events, ID, summary="Changed by someone")
    body = {} if method == "delete" else {"body": an_hour(summary="Mine")}

    def request() -> Any:
        return getattr(events, method)(calendarId="primary", eventId=ID, **body)

    assert refusal(matching(request(), stale)) == (412, "conditionNotMet")
    matching(request(), "*").execute()


def test_an_unchanged_event_answers_304(events: Any) -> None:
    etag = insert(events, id=ID)["etag"]
    request = events.get(calendarId="primary", eventId=ID)
    request.headers["If-None-Match"] = etag
    with pytest.raises(HttpError) as raised:
        request.execute()

    assert raised.value.resp.status == 304


def test_a_deleted_event_is_cancelled_then_gone_and_can_come_back(events: Any) -> None:
    insert(events, id=ID)
    delete = events.delete(calendarId="primary", eventId=ID)

    assert delete.execute() == ""
    assert get(events, ID)["status"] == "cancelled"
    assert refusal(delete) == (410, "deleted")
    assert patch(events, ID, status="confirmed")["status"] == "confirmed"
    assert get(events, ID)["sequence"] == 2


def test_patching_to_cancelled_deletes(events: Any) -> None:
    insert(events, id=ID)
    patch(events, ID, status="cancelled")

    assert refusal(events.delete(calendarId="primary", eventId=ID)) == (410, "deleted")


@pytest.mark.parametrize("method", ["get", "delete"])
def test_what_never_was_is_not_found(method: str, events: Any) -> None:
    assert refusal(getattr(events, method)(calendarId="primary", eventId="nobody")) == (404, "notFound")


def test_another_persons_calendar_is_not_found(events: Any) -> None:
    assert refusal(events.get(calendarId=MARK, eventId=ID)) == (404, "notFound")


def test_a_reader_may_read_and_not_write(
    google: GoogleEmulatorHandle, events: Any, api_of: Callable[..., Any]
) -> None:
    google.order(
        "calendars", {"id": "team@group.calendar.google.com", "owner": HANA, "roles": {MARK: "reader"}}
    )
    team = "team@group.calendar.google.com"
    events.insert(calendarId=team, body=an_hour(id=ID)).execute()
    owned_only = api_of(MARK).events()
    marks = api_of(MARK, "https://www.googleapis.com/auth/calendar.events").events()

    assert refusal(owned_only.get(calendarId=team, eventId=ID)) == (403, "insufficientPermissions")
    assert marks.get(calendarId=team, eventId=ID).execute()["organizer"]["email"] == team
    assert refusal(marks.delete(calendarId=team, eventId=ID)) == (403, "requiredAccessLevel")


def test_a_meet_comes_only_with_the_version_parameter(events: Any) -> None:
    wish = {"createRequest": {"requestId": "r1", "conferenceSolutionKey": {"type": "hangoutsMeet"}}}
    without = insert(events, conferenceData=wish)
    with_it = insert(events, conferenceData=wish, conferenceDataVersion=1)

    assert without.keys() & {"conferenceData", "hangoutLink"} == set()
    assert re.fullmatch(r"https://meet\.google\.com/[a-z]{3}-[a-z]{4}-[a-z]{3}", with_it["hangoutLink"])
    assert with_it["conferenceData"]["createRequest"]["status"] == {"statusCode": "success"}


def test_a_repeated_request_keeps_the_meet_and_a_new_one_replaces_it(events: Any) -> None:
    def wish(name: str) -> Any:
        return {"createRequest": {"requestId": name, "conferenceSolutionKey": {"type": "hangoutsMeet"}}}

    def ask(name: str) -> Any:
        body = {"conferenceData": wish(name)}
        request = events.patch(calendarId="primary", eventId=ID, body=body, conferenceDataVersion=1)
        return request.execute()["hangoutLink"]

    first = insert(events, id=ID, conferenceData=wish("r1"), conferenceDataVersion=1)["hangoutLink"]

    assert ask("r1") == first
    assert ask("r2") != first


def test_what_somebody_notes_on_a_conference_stays_beside_a_request_that_came_before(
    google: GoogleEmulatorHandle, events: Any
) -> None:
    wish = {"createRequest": {"requestId": "r1", "conferenceSolutionKey": {"type": "hangoutsMeet"}}}
    made = insert(events, id=ID, conferenceData=wish, conferenceDataVersion=1)
    google.act(HANA, ID, "edit", conferenceData={"notes": "The code is 7"})
    body = {"conferenceData": wish, "summary": "Pricing"}
    again = events.patch(calendarId="primary", eventId=ID, body=body, conferenceDataVersion=1).execute()
    assert again["conferenceData"] == made["conferenceData"] | {"notes": "The code is 7"}
    assert again["hangoutLink"] == made["hangoutLink"]


def test_a_pending_meet_arrives_after_some_reads(google: GoogleEmulatorHandle, events: Any) -> None:
    google.order("knobs", {"conference": "pending", "pending_reads": 2})
    wish = {"createRequest": {"requestId": "r1", "conferenceSolutionKey": {"type": "hangoutsMeet"}}}
    insert(events, id=ID, conferenceData=wish, conferenceDataVersion=1)
    seen = [get(events, ID) for _ in range(2)]

    states = [event["conferenceData"]["createRequest"]["status"]["statusCode"] for event in seen]
    assert states == ["pending", "success"]
    assert "hangoutLink" in seen[1]


def test_a_meet_may_fail_and_the_event_stands(google: GoogleEmulatorHandle, events: Any) -> None:
    google.order("knobs", {"conference": "failure"})
    wish = {"createRequest": {"requestId": "r1", "conferenceSolutionKey": {"type": "hangoutsMeet"}}}
    event = insert(events, conferenceData=wish, conferenceDataVersion=1)

    assert event["conferenceData"]["createRequest"]["status"] == {"statusCode": "failure"}
    assert (event["status"], "hangoutLink" in event) == ("confirmed", False)


def test_calendars_are_listed_with_their_zone(api_of: Callable[..., Any]) -> None:
    api = api_of(MARK, "https://www.googleapis.com/auth/calendar.readonly")
    entries = api.calendarList().list().execute()["items"]

    assert [(entry["id"], entry["timeZone"], entry["primary"]) for entry in entries] == [
        (MARK, "America/Los_Angeles", True)
    ]
    assert api.calendarList().get(calendarId="primary").execute() == entries[0]
    assert api.calendars().get(calendarId="primary").execute()["timeZone"] == "America/Los_Angeles"
