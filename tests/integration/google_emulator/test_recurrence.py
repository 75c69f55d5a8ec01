"""Recurring events as Google keeps them: their rules and instances, on the clock of the event's own zone."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import GUEST, HANA, MARK
from tests.integration.google_emulator.recurring import (
    ID,
    INSTANCES,
    body,
    delete,
    ids,
    insert,
    instances,
    listed,
    moved_to,
    starts,
)
from tests.integration.google_emulator.test_events import get, patch, refusal


def test_instances_keep_the_hour_of_the_events_own_zone_over_daylight_saving(events: Any) -> None:
    master = insert(events)
    assert master["recurrence"] == ["RRULE:FREQ=WEEKLY;COUNT=4"]
    found = instances(events)
    assert ids(found) == INSTANCES
    assert starts(found) == ["03-03T09:00", "03-10T09:00", "03-17T08:00", "03-24T08:00"]
    assert {row["recurringEventId"] for row in found} == {ID}
    assert [row["originalStartTime"] for row in found] == [row["start"] for row in found]
    assert found[2]["end"]["dateTime"] == "2027-03-17T08:45:00+09:00"
    assert {(row["iCalUID"], row["start"]["timeZone"]) for row in found} == {
        (f"{ID}@google.com", "America/Los_Angeles")
    }
    assert get(events, INSTANCES[3]) == found[3]
    assert refusal(events.get(calendarId="primary", eventId=f"{ID}_20270303T010000Z")) == (404, "notFound")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RRULE:FREQ=WEEKLY;UNTIL=20270316T225959Z"], ["03-03T09:00", "03-10T09:00"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20270316T230000Z"], ["03-03T09:00", "03-10T09:00", "03-17T08:00"]),
        (
            ["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=America/Los_Angeles:20270309T160000"],
            ["03-03T09:00", "03-17T08:00"],
        ),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20270310T000000Z,20270316T230000Z"], ["03-03T09:00"]),
        (["RDATE;TZID=Asia/Seoul:20270305T100000"], ["03-03T09:00", "03-05T10:00"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=3"], ["03-03T09:00", "04-07T08:00", "05-05T08:00"]),
        # A start that the rule does not name comes all the same, and does not count.
        (["RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2"], ["03-03T09:00", "03-05T09:00", "03-12T09:00"]),
    ],
)
def test_rules_exclusions_and_additions_are_understood(
    lines: list[str], expected: list[str], events: Any
) -> None:
    insert(events, *lines)
    assert starts(instances(events)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "DTSTART:20270302T160000Z",
        "RRULE:FREQ=HOURLY",
        "RRULE:FREQ=WEEKLY;COUNT=-1",
        "RRULE:FREQ=WEEKLY;COUNT=2;UNTIL=20270316T230000Z",
        "RRULE:FREQ=WEEKLY;UNTIL=20270316T160000",
        "RRULE:INTERVAL=2",
        "RRULE:FREQ=WEEKLY;BYDAY=XX",
        "EXDATE:tomorrow",
        "EXDATE;TZID=Mars/Olympus:20270309T160000",
        "nonsense",
    ],
)
def test_a_wrong_rule_is_refused(line: str, events: Any) -> None:
    assert refusal(events.insert(calendarId="primary", body=body(line))) == (400, "invalid")
    assert listed(events) == []


def test_a_recurring_event_needs_its_zone_by_name(events: Any) -> None:
    times = {
        edge: {"dateTime": f"2027-03-02T1{hour}:00:00-08:00"} for edge, hour in (("start", 6), ("end", 7))
    }
    assert refusal(events.insert(calendarId="primary", body=body(**times))) == (400, "required")


def test_an_all_day_series_names_its_instances_by_date(events: Any) -> None:
    insert(events, start={"date": "2027-03-02"}, end={"date": "2027-03-03"})
    assert ids(instances(events))[:2] == [f"{ID}_20270302", f"{ID}_20270309"]
    assert [row["end"] for row in instances(events)][1] == {"date": "2027-03-10"}


def test_windows_select_instances_and_the_events_that_have_some_there(events: Any) -> None:
    insert(events)
    window = {"timeMin": "2027-03-10T09:00:00+09:00", "timeMax": "2027-03-20T00:00:00+09:00"}
    found = listed(events, singleEvents=True, orderBy="startTime", **window)
    assert ids(found) == INSTANCES[1:3]
    assert ids(instances(events, **window)) == INSTANCES[1:3]
    assert ids(listed(events, **window)) == [ID]
    late = {"timeMin": "2027-04-10T09:00:00+09:00"}
    assert (listed(events, **late), listed(events, singleEvents=True, **late)) == ([], [])


def test_instances_come_in_pages(events: Any) -> None:
    insert(events)
    first = events.instances(calendarId="primary", eventId=ID, maxResults=3).execute()
    rest = instances(events, maxResults=3, pageToken=first["nextPageToken"])
    assert ids(first["items"] + rest) == INSTANCES
    page = events.list(calendarId="primary", singleEvents=True, maxResults=3).execute()
    rest = listed(events, singleEvents=True, maxResults=3, pageToken=page["nextPageToken"])
    assert ids(page["items"] + rest) == INSTANCES


def test_busy_time_is_that_of_the_instances_as_they_stand(api_of: Callable[..., Any], events: Any) -> None:
    insert(events)
    delete(events, INSTANCES[1])
    patch(events, INSTANCES[2], **moved_to("03-18"))
    window = {"timeMin": "2027-03-01T00:00:00Z", "timeMax": "2027-03-20T00:00:00Z"}
    asked = window | {"items": [{"id": "primary"}]}
    found = api_of(MARK).freebusy().query(body=asked).execute()
    assert [span["start"] for span in found["calendars"]["primary"]["busy"]] == [
        "2027-03-03T00:00:00Z",
        "2027-03-18T00:00:00Z",
    ]


def test_this_and_following_at_another_hour_cuts_the_series_in_two(
    google: GoogleEmulatorHandle, events: Any
) -> None:
    insert(events)
    patch(events, INSTANCES[3], **moved_to("03-26"))
    at = "2027-03-17T10:00:00+09:00"
    following = google.act(HANA, INSTANCES[2], "move_following", starts_at=at)
    assert get(events, ID)["recurrence"] == ["RRULE:FREQ=WEEKLY;UNTIL=20270316T225959Z"]
    assert ids(instances(events)) == INSTANCES[:2]
    assert following["recurrence"] == ["RRULE:FREQ=WEEKLY;COUNT=2"]
    assert starts(instances(events, following["id"])) == ["03-17T10:00", "03-24T10:00"]
    google.act(HANA, ids(instances(events, following["id"]))[1], "delete_following")
    assert starts(instances(events, following["id"])) == ["03-17T10:00"]


def test_who_opens_an_account_later_finds_the_series_without_what_was_cancelled(
    google: GoogleEmulatorHandle, api_of: Callable[..., Any], events: Any
) -> None:
    insert(events, attendees=[{"email": GUEST}])
    delete(events, INSTANCES[1])
    google.account(GUEST)
    assert ids(instances(api_of(GUEST).events())) == [INSTANCES[0], *INSTANCES[2:]]
