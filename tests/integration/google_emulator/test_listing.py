from collections.abc import Callable
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import HANA, MARK, an_hour, timed


@pytest.fixture
def events(api_of: Callable[..., Any]) -> Any:
    return api_of(HANA).events()


@pytest.fixture
def three(events: Any) -> list[str]:
    """Ids of three events, 5 to 7 January, nine to ten UTC."""
    ids = ["event1", "event2", "event3"]
    for day, event_id in enumerate(ids, start=5):
        body = timed(f"2027-01-0{day}T09:00:00Z", f"2027-01-0{day}T10:00:00Z", id=event_id)
        events.insert(calendarId="primary", body=body).execute()
    return ids


def ask(events: Any, **query: Any) -> Any:
    return events.list(calendarId="primary", **query).execute()


def pages(events: Any, **query: Any) -> Any:
    answer = ask(events, **query)
    found = [answer]
    while "nextPageToken" in answer:
        answer = ask(events, **query, pageToken=answer["nextPageToken"])
        found.append(answer)
    return found


def ids(*answers: Any) -> Any:
    return [item["id"] for answer in answers for item in answer["items"]]


def refusal(events: Any, **query: Any) -> Any:
    with pytest.raises(HttpError) as raised:
        ask(events, **query)
    return raised.value.resp.status, raised.value.error_details[0]["reason"]


def test_pages_together_hold_everything_and_the_last_a_sync_token(events: Any, three: list[str]) -> None:
    found = pages(events, maxResults=2)

    assert ids(*found) == three
    assert ["nextSyncToken" in page for page in found] == [False, True]


def test_pages_may_be_empty(google: GoogleEmulatorHandle, events: Any, three: list[str]) -> None:
    events.delete(calendarId="primary", eventId="event1").execute()
    google.order("knobs", {"page_cap": 1})
    found = pages(events)

    assert [len(page["items"]) for page in found] == [0, 1, 1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"timeMin": "2027-01-05T10:00:00Z"}, ["event2", "event3"]),
        ({"timeMin": "2027-01-05T09:59:00Z"}, ["event1", "event2", "event3"]),
        ({"timeMax": "2027-01-07T09:00:00Z"}, ["event1", "event2"]),
        ({"timeMin": "2027-01-06T00:00:00Z", "timeMax": "2027-01-07T00:00:00Z"}, ["event2"]),
        ({"singleEvents": True, "orderBy": "startTime"}, ["event1", "event2", "event3"]),
        ({"iCalUID": "event2@google.com"}, ["event2"]),
    ],
)
def test_filters_select(query: dict[str, Any], expected: list[str], events: Any, three: list[str]) -> None:
    assert ids(ask(events, **query)) == expected


def test_words_and_properties_select(events: Any, three: list[str]) -> None:
    properties = {"private": {"session": "s7"}, "shared": {"hub": "h1"}}
    marked = {"extendedProperties": properties, "description": "Pricing in Texas"}
    events.patch(calendarId="primary", eventId="event2", body=marked).execute()

    assert ids(ask(events, privateExtendedProperty="session=s7")) == ["event2"]
    assert ids(ask(events, privateExtendedProperty="session=s8")) == []
    assert ids(ask(events, sharedExtendedProperty="hub=h1")) == ["event2"]
    assert ids(ask(events, sharedExtendedProperty="session=s7")) == []
    assert ids(ask(events, q="texas")) == ["event2"]


def test_kinds_of_events_select(events: Any, three: list[str]) -> None:
    body = timed("2027-01-08T09:00:00Z", "2027-01-08T10:00:00Z", id="focus1", eventType="focusTime")
    events.insert(calendarId="primary", body=body).execute()

    assert ids(ask(events, eventTypes=["focusTime"])) == ["focus1"]
    assert ids(ask(events, eventTypes=["default"])) == three
    assert ids(ask(events, eventTypes=["default", "focusTime"])) == [*three, "focus1"]


def test_a_list_is_in_order_of_change_where_asked(
    google: GoogleEmulatorHandle, events: Any, three: list[str]
) -> None:
    for event_id in ("event2", "event1"):
        google.order("clock", {"advance_seconds": 60})
        events.patch(calendarId="primary", eventId=event_id, body={"summary": "Other"}).execute()

    assert ids(ask(events, orderBy="updated")) == ["event3", "event2", "event1"]


@pytest.mark.parametrize(("query", "expected"), [({}, 250), ({"maxResults": 9999}, 2500)])
def test_a_page_holds_250_events_or_as_many_as_asked_up_to_2500(
    query: dict[str, int], expected: int, events: Any
) -> None:
    daily = timed("2027-01-05T09:00:00Z", "2027-01-05T10:00:00Z", recurrence=["RRULE:FREQ=DAILY;COUNT=900"])
    for edge in ("start", "end"):
        daily[edge]["timeZone"] = "UTC"
    for _ in range(3):
        events.insert(calendarId="primary", body=daily).execute()
    page = ask(events, singleEvents=True, **query)

    assert (len(page["items"]), "nextPageToken" in page) == (expected, True)


def test_a_long_query_may_come_as_a_form(google: GoogleEmulatorHandle, events: Any, three: list[str]) -> None:
    assert ids(ask(events, q="talk " * 500)) == three
    assert google.journal()[-1]["method"] == "POST"


def test_a_full_list_names_deleted_events_only_on_demand(events: Any, three: list[str]) -> None:
    events.delete(calendarId="primary", eventId="event2").execute()

    assert ids(ask(events)) == ["event1", "event3"]
    assert ids(ask(events, showDeleted=True)) == three


def test_a_sync_brings_each_change_once_with_tombstones(events: Any, three: list[str]) -> None:
    token = ask(events)["nextSyncToken"]
    for title in ("Once", "Twice"):
        events.patch(calendarId="primary", eventId="event1", body={"summary": title}).execute()
    events.delete(calendarId="primary", eventId="event3").execute()
    answer = ask(events, syncToken=token)

    assert [(item["id"], item["status"], item.get("summary")) for item in answer["items"]] == [
        ("event1", "confirmed", "Twice"),
        ("event3", "cancelled", None),
    ]
    assert ask(events, syncToken=answer["nextSyncToken"])["items"] == []


def test_tombstones_may_be_full(google: GoogleEmulatorHandle, events: Any, three: list[str]) -> None:
    google.order("knobs", {"tombstones": "full"})
    token = ask(events)["nextSyncToken"]
    events.delete(calendarId="primary", eventId="event3").execute()

    assert ask(events, syncToken=token)["items"][0]["summary"] == "Talk"


def test_a_change_while_paging_comes_with_the_next_sync(events: Any, three: list[str]) -> None:
    first = ask(events, maxResults=1)
    events.patch(calendarId="primary", eventId="event1", body={"summary": "Late"}).execute()
    events.insert(calendarId="primary", body=an_hour(id="event4")).execute()
    answer = first
    while "nextPageToken" in answer:
        answer = ask(events, maxResults=1, pageToken=answer["nextPageToken"])

    assert set(ids(ask(events, syncToken=answer["nextSyncToken"]))) == {"event1", "event4"}


@pytest.mark.parametrize(
    "clash",
    [
        {"timeMin": "2027-01-01T00:00:00Z"},
        {"timeMax": "2027-02-01T00:00:00Z"},
        {"updatedMin": "2026-12-01T00:00:00Z"},
        {"iCalUID": "event1@google.com"},
        {"q": "talk"},
        {"privateExtendedProperty": "a=b"},
        {"sharedExtendedProperty": "a=b"},
        {"orderBy": "updated"},
        {"showDeleted": False},
        {"singleEvents": True},
    ],
)
def test_a_sync_token_does_not_go_with_filters(clash: dict[str, Any], events: Any, three: list[str]) -> None:
    token = ask(events)["nextSyncToken"]

    assert refusal(events, syncToken=token, **clash) == (400, "badRequest")


@pytest.mark.parametrize(
    "query", [{"timeMin": "2027-01-01T00:00:00"}, {"orderBy": "startTime"}, {"pageToken": "made-up"}]
)
def test_a_query_that_makes_no_sense_is_refused(query: dict[str, Any], events: Any) -> None:
    assert refusal(events, **query) == (400, "badRequest")


def test_a_sync_token_is_of_one_calendar(google: GoogleEmulatorHandle, events: Any, three: list[str]) -> None:
    team = "team@group.calendar.google.com"
    google.order("calendars", {"id": team, "owner": HANA, "summary": "Team"})
    token = ask(events)["nextSyncToken"]
    elsewhere = events.list(calendarId=team, syncToken=token)
    with pytest.raises(HttpError) as raised:
        elsewhere.execute()

    assert (raised.value.resp.status, raised.value.error_details[0]["reason"]) == (410, "fullSyncRequired")
    assert ask(events, syncToken=token)["items"] == []


def test_a_sync_token_dies_by_tampering_by_expiry_and_in_other_hands(
    google: GoogleEmulatorHandle, events: Any, api_of: Callable[..., Any]
) -> None:
    token = ask(events)["nextSyncToken"]
    others = api_of(MARK).events()
    assert refusal(events, syncToken=token + "x") == (410, "fullSyncRequired")
    assert refusal(others, syncToken=token) == (410, "fullSyncRequired")

    google.order("expire-sync-tokens")
    assert refusal(events, syncToken=token) == (410, "fullSyncRequired")


def test_busy_time_merges_and_leaves_out_what_does_not_count(api_of: Callable[..., Any]) -> None:
    api = api_of(HANA)
    hours = [(9, 10, {}), (10, 11, {}), (13, 14, {"transparency": "transparent"}), (15, 16, {})]
    for number, (start, end, more) in enumerate(hours):
        body = timed(
            f"2027-01-05T{start:02}:00:00Z", f"2027-01-05T{end:02}:00:00Z", id=f"event{number}", **more
        )
        api.events().insert(calendarId="primary", body=body).execute()
    declined = timed(
        "2027-01-05T17:00:00Z",
        "2027-01-05T18:00:00Z",
        attendees=[{"email": HANA, "responseStatus": "declined"}],
    )
    api.events().insert(calendarId="primary", body=declined).execute()
    api.events().delete(calendarId="primary", eventId="event3").execute()
    body = {
        "timeMin": "2027-01-05T00:00:00Z",
        "timeMax": "2027-01-06T00:00:00Z",
        "items": [{"id": "primary"}, {"id": MARK}],
    }

    assert api.freebusy().query(body=body).execute()["calendars"] == {
        "primary": {"busy": [{"start": "2027-01-05T09:00:00Z", "end": "2027-01-05T11:00:00Z"}]},
        MARK: {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []},
    }


def test_more_than_fifty_calendars_are_too_many(api_of: Callable[..., Any]) -> None:
    items = [{"id": f"c{number}@x.example"} for number in range(51)]
    body = {"timeMin": "2027-01-05T00:00:00Z", "timeMax": "2027-01-06T00:00:00Z", "items": items}
    answer = api_of(HANA).freebusy().query(body=body).execute()

    assert answer["calendars"]["c50@x.example"]["errors"][0]["reason"] == "tooManyCalendarsRequested"
