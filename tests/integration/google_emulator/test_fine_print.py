"""What Google answers to the letter: its words of refusal, the zone asked for, what moves and what nobody writes."""

from collections.abc import Callable
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import GUEST, HANA, MARK, an_hour, timed
from tests.integration.google_emulator.test_events import ID, get, insert, patch, refusal

NO_WALL_CLOCK = timed("2027-01-05T10:00:00", "2027-01-05T11:00:00")
READ_ONLY = {
    "etag": '"1"',
    "creator": {"email": GUEST},
    "organizer": {"email": GUEST, "displayName": "Somebody else"},
    "iCalUID": "another@elsewhere.example",
    "sequence": 7,
    "htmlLink": "https://elsewhere.example/",
    "created": "2020-01-01T00:00:00.000Z",
}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (an_hour(id="wxyz0"), "Invalid resource id value."),
        (
            an_hour(start={"dateTime": "2027-01-05T09:00:00", "timeZone": "Europe/Nowhere"}),
            "Invalid time zone definition for start time.",
        ),
        (NO_WALL_CLOCK, "Missing time zone definition for start time."),
        (an_hour(recurrence=["RRULE:FREQ=WEEKLY"]), "Missing time zone definition for start time."),
    ],
)
def test_a_refusal_is_in_googles_own_words(body: dict[str, Any], words: str, events: Any) -> None:
    with pytest.raises(HttpError) as raised:
        events.insert(calendarId="primary", body=body).execute()

    assert (raised.value.resp.status, raised.value.reason) == (400, words)


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2027-01-05", "2027-01-04T19:00:00-05:00"), ("2027-07-05", "2027-07-04T20:00:00-04:00")],
)
def test_times_come_in_the_zone_that_is_asked_for(day: str, shown: str, events: Any) -> None:
    body = timed(f"{day}T09:00:00+09:00", f"{day}T10:00:00+09:00", id=ID)
    events.insert(calendarId="primary", body=body).execute()
    one = events.get(calendarId="primary", eventId=ID, timeZone="America/New_York").execute()
    every = events.list(calendarId="primary", timeZone="America/New_York").execute()

    assert [event["start"]["dateTime"] for event in (one, *every["items"])] == [shown, shown]
    assert every["timeZone"] == "America/New_York"
    assert get(events, ID)["start"]["dateTime"] == f"{day}T09:00:00+09:00"
    unknown = events.list(calendarId="primary", timeZone="Mars/Olympus")
    assert refusal(unknown) == (400, "invalid")


def test_another_rule_raises_the_sequence(events: Any) -> None:
    zone = "Asia/Seoul"
    times = {
        edge: {"dateTime": f"2027-01-05T{hour}:00:00", "timeZone": zone}
        for edge, hour in (("start", "09"), ("end", "10"))
    }
    before = insert(events, id=ID, recurrence=["RRULE:FREQ=WEEKLY;COUNT=4"], **times)
    after = patch(events, ID, recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"])

    assert (before["sequence"], after["sequence"]) == (0, 1)


def test_a_change_moves_updated_and_never_created(google: GoogleEmulatorHandle, events: Any) -> None:
    before = insert(events, id=ID)
    google.order("clock", {"advance_seconds": 60})
    after = patch(events, ID, summary="Other")

    assert before["created"] == before["updated"] == after["created"]
    assert after["updated"] > before["updated"]


@pytest.mark.parametrize("method", ["patch", "update"])
def test_what_belongs_to_google_is_not_written(method: str, events: Any) -> None:
    before = insert(events, id=ID)
    body = an_hour(summary="New", **READ_ONLY)
    after = getattr(events, method)(calendarId="primary", eventId=ID, body=body).execute()

    own = READ_ONLY.keys() - {"etag"}
    assert {name: after[name] for name in own} == {name: before[name] for name in own}
    assert after["summary"] == "New"
    assert after["etag"] not in ('"1"', before["etag"])


def test_on_another_calendar_of_theirs_its_owner_is_not_self(
    google: GoogleEmulatorHandle, events: Any
) -> None:
    team = "team@group.calendar.google.com"
    google.order("calendars", {"id": team, "owner": HANA, "summary": "Team"})
    body = an_hour(id=ID, attendees=[{"email": HANA}, {"email": MARK}])
    there = events.insert(calendarId=team, body=body).execute()

    assert [guest.get("self") for guest in there["attendees"]] == [None, None]
    assert (there["creator"], there["organizer"]["self"]) == ({"email": HANA}, True)
    own = {guest["email"]: guest.get("self") for guest in get(events, ID)["attendees"]}
    assert own == {HANA: True, MARK: None}


@pytest.mark.parametrize(("number", "is_taken"), [(31, True), (33, False)])
def test_extended_properties_are_32_kb_in_all(number: int, is_taken: bool, events: Any) -> None:
    properties = {"private": {f"k{n}": "v" * 1000 for n in range(number)}}
    request = events.insert(calendarId="primary", body=an_hour(id=ID, extendedProperties=properties))

    if is_taken:
        assert request.execute()["extendedProperties"] == properties
    else:
        assert refusal(request) == (400, "invalid")


def test_a_guests_own_properties_survive_what_the_organizer_changes(
    events: Any, api_of: Callable[..., Any]
) -> None:
    insert(events, id=ID, attendees=[{"email": MARK}], extendedProperties={"shared": {"ours": "1"}})
    marks = api_of(MARK).events()
    patch(marks, ID, extendedProperties={"private": {"mine": "7"}})
    mine = {"private": {"hers": "9"}, "shared": {"ours": "2"}}
    patch(events, ID, summary="New", extendedProperties=mine)

    assert get(marks, ID)["extendedProperties"] == {"private": {"mine": "7"}, "shared": {"ours": "2"}}
    assert get(events, ID)["extendedProperties"] == mine
