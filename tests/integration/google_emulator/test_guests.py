from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import GUEST, HANA, MARK, an_hour
from tests.integration.google_emulator.recurring import insert as weekly

ID = "session0001"
INVITED = [{"email": MARK}, {"email": GUEST}]


@pytest.fixture
def hanas(api_of: Callable[..., Any]) -> Any:
    return api_of(HANA).events()


@pytest.fixture
def marks(api_of: Callable[..., Any]) -> Any:
    return api_of(MARK).events()


def invite(hanas: Any, rule: str = "all", **more: Any) -> Any:
    body = an_hour(id=ID, **{"attendees": INVITED, **more})
    return hanas.insert(calendarId="primary", body=body, sendUpdates=rule).execute()


def seen(events: Any) -> Any:
    return events.get(calendarId="primary", eventId=ID).execute()


def answers(event: Any) -> Any:
    return {guest["email"]: guest["responseStatus"] for guest in event["attendees"]}


def test_a_guest_with_an_account_finds_the_event_in_their_own_zone(hanas: Any, marks: Any) -> None:
    invite(hanas, extendedProperties={"private": {"mine": "1"}, "shared": {"ours": "2"}})
    copy = seen(marks)

    assert copy["start"]["dateTime"] == "2027-01-04T16:00:00-08:00"
    assert copy["organizer"] == {"email": HANA}
    assert copy["attendees"][0] == {"email": MARK, "responseStatus": "needsAction", "self": True}
    assert copy["extendedProperties"] == {"shared": {"ours": "2"}}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("all", [(GUEST, "invitation"), ("kim@hub.example", "invitation")]),
        ("externalOnly", [(GUEST, "invitation")]),
        ("none", []),
    ],
)
def test_who_is_told_follows_the_rule(
    rule: str, told: list[tuple[str, str]], google: GoogleEmulatorHandle, hanas: Any
) -> None:
    invite(hanas, rule, attendees=[{"email": GUEST}, {"email": "kim@hub.example"}])

    assert google.mails() == told


def test_changes_tell_each_guest_what_concerns_them(google: GoogleEmulatorHandle, hanas: Any) -> None:
    invite(hanas, "none")
    change = {"summary": "Moved", "attendees": [{"email": GUEST}, {"email": "late@elsewhere.example"}]}
    hanas.patch(calendarId="primary", eventId=ID, body=change, sendUpdates="all").execute()

    assert google.mails() == [
        (GUEST, "update"),
        ("late@elsewhere.example", "invitation"),
        (MARK, "cancellation"),
    ]


def test_a_change_reaches_the_copies_and_a_removed_guest_loses_theirs(hanas: Any, marks: Any) -> None:
    invite(hanas)
    hanas.patch(calendarId="primary", eventId=ID, body={"summary": "New"}).execute()
    assert seen(marks)["summary"] == "New"

    hanas.patch(calendarId="primary", eventId=ID, body={"attendees": [{"email": GUEST}]}).execute()
    assert seen(marks)["status"] == "cancelled"


def test_an_answer_reaches_the_organizer(hanas: Any, marks: Any) -> None:
    invite(hanas)
    body = {"attendees": [{"email": MARK, "responseStatus": "accepted"}], "attendeesOmitted": True}
    marks.patch(calendarId="primary", eventId=ID, body=body).execute()

    assert answers(seen(hanas)) == answers(seen(marks)) == {MARK: "accepted", GUEST: "needsAction"}


def test_a_guest_may_not_change_what_is_shared(hanas: Any, marks: Any) -> None:
    invite(hanas)
    with pytest.raises(HttpError) as raised:
        marks.patch(calendarId="primary", eventId=ID, body={"summary": "Mine now"}).execute()

    assert raised.value.error_details[0]["reason"] == "forbiddenForNonOrganizer"


def test_a_guest_may_when_guests_may_modify(hanas: Any, marks: Any) -> None:
    invite(hanas, guestsCanModify=True)
    marks.patch(calendarId="primary", eventId=ID, body={"summary": "Ours"}).execute()

    assert seen(hanas)["summary"] == seen(marks)["summary"] == "Ours"


def test_a_guest_who_may_modify_moves_it_and_the_others_are_told(
    google: GoogleEmulatorHandle, hanas: Any, marks: Any
) -> None:
    invite(hanas, "none", guestsCanModify=True)
    before, start = seen(hanas), {"dateTime": "2026-12-03T02:00:00Z"}
    body = {"start": start, "end": {"dateTime": "2026-12-03T03:00:00Z"}}
    marks.patch(calendarId="primary", eventId=ID, body=body, sendUpdates="all").execute()

    after = seen(hanas)
    shown = [datetime.fromisoformat(event["start"]["dateTime"]) for event in (after, seen(marks))]
    assert shown == [datetime.fromisoformat(start["dateTime"])] * 2
    assert (after["sequence"], after["organizer"]) == (before["sequence"] + 1, before["organizer"])
    assert after["etag"] != before["etag"]
    assert google.mails() == [(GUEST, "update")]


def test_a_guest_who_may_modify_moves_one_date_of_a_series(hanas: Any, marks: Any) -> None:
    weekly(hanas, "RRULE:FREQ=WEEKLY;COUNT=3", id=ID, guestsCanModify=True)
    second = marks.instances(calendarId="primary", eventId=ID).execute()["items"][1]
    starts_at = datetime.fromisoformat(second["start"]["dateTime"]) + timedelta(hours=2)
    body = {
        "start": {"dateTime": starts_at.isoformat()},
        "end": {"dateTime": (starts_at + timedelta(hours=1)).isoformat()},
    }
    marks.patch(calendarId="primary", eventId=second["id"], body=body).execute()

    shown = hanas.instances(calendarId="primary", eventId=ID).execute()["items"]
    assert [one["id"] for one in shown][1] == second["id"]
    assert datetime.fromisoformat(shown[1]["start"]["dateTime"]) == starts_at
    assert "recurrence" in seen(hanas)


def test_a_guests_own_reminders_stay_their_own(hanas: Any, marks: Any) -> None:
    invite(hanas)
    own = {"useDefault": False, "overrides": [{"method": "popup", "minutes": 5}]}
    marks.patch(calendarId="primary", eventId=ID, body={"reminders": own}).execute()
    hanas.patch(calendarId="primary", eventId=ID, body={"summary": "New"}).execute()

    assert (seen(marks)["reminders"], seen(marks)["summary"]) == (own, "New")
    assert seen(hanas)["reminders"] == {"useDefault": True}


def test_deleting_with_all_removes_the_copies_and_tells(
    google: GoogleEmulatorHandle, hanas: Any, marks: Any
) -> None:
    invite(hanas, "none")
    hanas.delete(calendarId="primary", eventId=ID, sendUpdates="all").execute()

    assert seen(marks)["status"] == "cancelled"
    assert google.mails() == [(GUEST, "cancellation"), (MARK, "cancellation")]


def test_deleting_with_none_leaves_the_copies(google: GoogleEmulatorHandle, hanas: Any, marks: Any) -> None:
    invite(hanas, "none")
    hanas.delete(calendarId="primary", eventId=ID, sendUpdates="none").execute()

    assert (seen(marks)["status"], google.mails()) == ("confirmed", [])


def test_a_guest_who_deletes_declines(hanas: Any, marks: Any) -> None:
    invite(hanas)
    marks.delete(calendarId="primary", eventId=ID).execute()

    assert answers(seen(hanas))[MARK] == "declined"
    assert (seen(hanas)["status"], seen(marks)["status"]) == ("confirmed", "cancelled")


def test_a_new_account_finds_its_earlier_invitations(
    google: GoogleEmulatorHandle, hanas: Any, api_of: Callable[..., Any]
) -> None:
    invite(hanas)
    google.account(GUEST, "Guest", "UTC")

    assert seen(api_of(GUEST).events())["summary"] == "Talk"


def test_a_person_moves_declines_copies_and_deletes_in_googles_screens(
    google: GoogleEmulatorHandle, hanas: Any
) -> None:
    before = invite(hanas)
    moved = google.act(HANA, ID, "move", starts_at="2027-01-07T09:00:00+09:00")
    google.act(MARK, ID, "decline")
    copy = google.act(HANA, ID, "copy")
    after = google.act(HANA, ID, "delete")

    assert (moved["end"]["dateTime"], moved["sequence"]) == ("2027-01-07T10:00:00+09:00", 1)
    assert moved["etag"] != before["etag"]
    assert answers(after)[MARK] == "declined"
    assert (copy["id"] != ID, copy["status"], after["status"]) == (True, "confirmed", "cancelled")
