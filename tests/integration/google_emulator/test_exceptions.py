"""Exceptions of recurring events: moved, cancelled, declined, and what becomes of them when the rule changes."""

from typing import Any

from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import MARK
from tests.integration.google_emulator.recurring import (
    ID,
    INSTANCES,
    delete,
    ids,
    insert,
    instances,
    listed,
    moved_to,
    starts,
)
from tests.integration.google_emulator.test_events import get, matching, patch, refusal


def test_a_moved_instance_is_an_exception_that_remembers_when_it_was_meant(
    google: GoogleEmulatorHandle, events: Any, guest_events: Any
) -> None:
    before = insert(events)
    change = events.patch(
        calendarId="primary", eventId=INSTANCES[2], body=moved_to("03-18"), sendUpdates="all"
    )
    found = change.execute()
    assert (found["id"], found["recurringEventId"], found["sequence"]) == (INSTANCES[2], ID, 1)
    assert found["originalStartTime"]["dateTime"] == "2027-03-17T08:00:00+09:00"
    assert starts(instances(events)) == ["03-03T09:00", "03-10T09:00", "03-18T09:00", "03-24T08:00"]
    assert get(events, ID) == before
    assert ids(listed(events)) == [ID, INSTANCES[2]]
    assert instances(guest_events)[2]["start"]["dateTime"] == "2027-03-17T17:00:00-07:00"
    assert google.mails() == [(MARK, "invitation"), (MARK, "update")]
    stale = events.patch(calendarId="primary", eventId=INSTANCES[2], body={"summary": "Late"})
    assert refusal(matching(stale, before["etag"])) == (412, "conditionNotMet")
    assert instances(events, originalStart="2027-03-17T08:00:00+09:00") == [found]
    assert instances(events, INSTANCES[2]) == [found]


def test_a_cancelled_instance_stays_in_the_list_bare(
    google: GoogleEmulatorHandle, events: Any, guest_events: Any
) -> None:
    insert(events)
    delete(events, INSTANCES[1])
    assert ids(instances(events)) == [INSTANCES[0], *INSTANCES[2:]] == ids(instances(guest_events))
    assert [row["status"] for row in instances(events, showDeleted=True)] == [
        "confirmed",
        "cancelled",
        "confirmed",
        "confirmed",
    ]
    bare = listed(events)[1]
    assert {key: bare[key] for key in bare if key not in ("etag", "kind")} == {
        "id": INSTANCES[1],
        "status": "cancelled",
        "recurringEventId": ID,
        "originalStartTime": {
            "dateTime": "2027-03-09T16:00:00-08:00",
            "timeZone": "America/Los_Angeles",
        },
    }
    assert ids(listed(events, singleEvents=True)) == [INSTANCES[0], *INSTANCES[2:]]
    assert instances(events, INSTANCES[1]) == []
    assert refusal(events.delete(calendarId="primary", eventId=INSTANCES[1])) == (410, "deleted")
    assert patch(events, INSTANCES[1], status="confirmed")["status"] == "confirmed"
    assert ids(instances(events)) == INSTANCES == ids(instances(guest_events))
    assert google.mails() == [(MARK, "invitation"), (MARK, "cancellation")]


def test_a_sync_brings_the_recurring_event_and_its_exceptions(events: Any) -> None:
    insert(events)
    token = events.list(calendarId="primary").execute()["nextSyncToken"]
    patch(events, INSTANCES[2], **moved_to("03-18"))
    delete(events, INSTANCES[1])
    changed = events.list(calendarId="primary", syncToken=token).execute()
    assert [(row["id"], row["status"]) for row in changed["items"]] == [
        (INSTANCES[2], "confirmed"),
        (INSTANCES[1], "cancelled"),
    ]
    assert changed["items"][1]["originalStartTime"]["dateTime"] == "2027-03-09T16:00:00-08:00"
    delete(events, ID)
    token = changed["nextSyncToken"]
    gone = listed(events, syncToken=token)
    assert {(row["id"], row["status"]) for row in gone} == {(ID, "cancelled"), (INSTANCES[2], "cancelled")}


def test_a_sync_of_single_events_names_the_instances_that_a_shorter_rule_took_away(events: Any) -> None:
    insert(events)
    token = events.list(calendarId="primary", singleEvents=True).execute()["nextSyncToken"]
    patch(events, ID, recurrence=["RRULE:FREQ=WEEKLY;UNTIL=20270310T000000Z"])
    found = events.list(calendarId="primary", singleEvents=True, syncToken=token).execute()
    assert {row["id"]: row["status"] for row in found["items"]} == {
        INSTANCES[0]: "confirmed",
        INSTANCES[1]: "confirmed",
        INSTANCES[2]: "cancelled",
        INSTANCES[3]: "cancelled",
    }


def test_a_deleted_series_goes_with_its_exceptions_from_every_calendar(
    events: Any, guest_events: Any
) -> None:
    insert(events)
    patch(events, INSTANCES[2], **moved_to("03-18"))
    delete(events, ID)
    for calendar in (events, guest_events):
        assert (listed(calendar), listed(calendar, singleEvents=True)) == ([], [])
        assert get(calendar, ID)["status"] == "cancelled"


def test_a_guest_may_decline_one_instance(
    google: GoogleEmulatorHandle, events: Any, guest_events: Any
) -> None:
    insert(events)
    google.act(MARK, INSTANCES[1], "decline")
    answers = [row["attendees"][0]["responseStatus"] for row in instances(events)]
    assert answers == ["needsAction", "declined", "needsAction", "needsAction"]
    assert [row["attendees"][0]["responseStatus"] for row in instances(guest_events)] == answers


def test_what_changes_for_all_reaches_exceptions_but_not_what_they_have_of_their_own(events: Any) -> None:
    insert(events)
    patch(events, INSTANCES[1], summary="With the investor")
    patch(events, INSTANCES[2], **moved_to("03-18"))
    patch(events, ID, summary="Pricing")
    assert [row["summary"] for row in instances(events)] == [
        "Pricing",
        "With the investor",
        "Pricing",
        "Pricing",
    ]


def test_a_new_rule_keeps_or_resets_exceptions_and_a_new_hour_drops_them(
    google: GoogleEmulatorHandle, events: Any
) -> None:
    insert(events)
    patch(events, INSTANCES[1], **moved_to("03-11"))
    patch(events, ID, recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"])
    assert starts(instances(events)) == ["03-03T09:00", "03-11T09:00", "03-17T08:00"]
    google.order("knobs", {"exceptions_of_changed_rule": "reset"})
    patch(events, ID, recurrence=["RRULE:FREQ=WEEKLY;COUNT=2"])
    assert starts(instances(events)) == ["03-03T09:00", "03-10T09:00"]
    google.order("knobs", {"exceptions_of_changed_rule": "keep"})
    patch(events, INSTANCES[1], **moved_to("03-11"))
    later = {
        edge: {"dateTime": f"2027-03-02T17:{at}:00-08:00"} for edge, at in (("start", "00"), ("end", "45"))
    }
    patch(events, ID, **later)
    assert starts(instances(events)) == ["03-03T10:00", "03-10T10:00"]
    assert get(events, INSTANCES[1])["status"] == "cancelled"
