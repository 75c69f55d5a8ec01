import socket
from collections.abc import Callable
from html import escape
from typing import Any

import psutil
import pytest

from tests import loopback
from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import GUEST, HANA, MARK, an_hour

ID = "session0001"
NASTY = "<script>alert(1)</script> \"quoted\" & 'so'"


@pytest.fixture
def hanas(api_of: Callable[..., Any]) -> Any:
    return api_of(HANA).events()


@pytest.fixture
def written(google: GoogleEmulatorHandle, hanas: Any) -> dict[str, Any]:
    body = an_hour(
        id=ID,
        summary="Pricing",
        description=NASTY,
        attendees=[{"email": MARK, "displayName": "Mark"}, {"email": GUEST}],
        conferenceData={"createRequest": {"requestId": "r"}},
    )
    event: dict[str, Any] = hanas.insert(calendarId="primary", body=body, conferenceDataVersion=1).execute()
    return event


def calendar_of(google: GoogleEmulatorHandle, email: str) -> Any:
    return loopback.get(f"{google.url}/calendar/{email}").text


def press(google: GoogleEmulatorHandle, email: str, action: str, **form: Any) -> Any:
    address = f"{google.url}/calendar/{email}/events/{ID}"
    return loopback.post(address, data={"action": action, **form}, follow_redirects=True)


def event_of(hanas: Any) -> Any:
    return hanas.get(calendarId="primary", eventId=ID).execute()


def test_the_front_page_lists_the_accounts(google: GoogleEmulatorHandle) -> None:
    page = loopback.get(google.url).text

    assert '<html lang="en">' in page
    assert page.count("0 events") == 2
    assert f'href="/calendar/{HANA.replace("@", "%40")}"' in page


def test_each_person_sees_their_own_local_time(google: GoogleEmulatorHandle, written: dict[str, Any]) -> None:
    assert "Tuesday, 05 January 2027" in calendar_of(google, HANA)
    assert "09:00</time> to 10:00 KST" in calendar_of(google, HANA)
    assert "Monday, 04 January 2027" in calendar_of(google, MARK)
    assert "16:00</time> to 17:00 PST" in calendar_of(google, MARK)


def test_the_card_tells_guests_meet_and_description_and_escapes_all(
    google: GoogleEmulatorHandle, written: dict[str, Any]
) -> None:
    page = calendar_of(google, HANA)

    assert "<script>" not in page
    assert escape(NASTY) in page
    assert f'href="{written["hangoutLink"]}"' in page
    assert 'Mark · mark@valley.example <span class="dim">not answered</span>' in page


def test_an_account_name_is_escaped(google: GoogleEmulatorHandle) -> None:
    google.account("x@x.example", NASTY)

    assert "<script>" not in loopback.get(google.url).text + calendar_of(google, "x@x.example")


def test_move_means_local_time_of_the_calendar(
    google: GoogleEmulatorHandle, written: dict[str, Any], hanas: Any
) -> None:
    answer = press(google, HANA, "move", starts_at="2027-01-06T14:30")

    assert answer.status_code == 200
    assert event_of(hanas)["start"]["dateTime"] == "2027-01-06T14:30:00+09:00"
    assert event_of(hanas)["end"]["dateTime"] == "2027-01-06T15:30:00+09:00"


def test_a_guest_declines_and_deletes_but_is_offered_no_move(
    google: GoogleEmulatorHandle, written: dict[str, Any], hanas: Any
) -> None:
    assert 'value="move"' not in calendar_of(google, MARK)
    press(google, MARK, "decline")
    assert event_of(hanas)["attendees"][0]["responseStatus"] == "declined"

    press(google, MARK, "delete")
    assert "Nothing planned" in calendar_of(google, MARK)
    assert event_of(hanas)["status"] == "confirmed"


def test_delete_takes_the_event_from_everybody(
    google: GoogleEmulatorHandle, written: dict[str, Any], hanas: Any
) -> None:
    press(google, HANA, "delete")

    assert event_of(hanas)["status"] == "cancelled"
    assert "Nothing planned" in calendar_of(google, MARK)


@pytest.mark.parametrize(("action", "form"), [("move", {"starts_at": "soon"}), ("dance", {})])
def test_a_form_that_makes_no_sense_says_so(
    action: str, form: dict[str, str], google: GoogleEmulatorHandle, written: dict[str, Any]
) -> None:
    answer = press(google, HANA, action, **form)

    assert (answer.status_code, "That did not work" in answer.text) == (400, True)


def test_an_unknown_account_is_a_page_of_its_own(google: GoogleEmulatorHandle) -> None:
    answer = loopback.get(f"{google.url}/calendar/nobody@x.example")

    assert (answer.status_code, "No such account" in answer.text) == (404, True)
    assert loopback.get(f"{google.url}/favicon.ico").status_code == 404


def test_an_order_that_makes_no_sense_is_answered_with_the_reason(google: GoogleEmulatorHandle) -> None:
    answers = [
        loopback.post(f"{google.url}/control/faults", json={"name": "noSuchFault"}),
        loopback.post(f"{google.url}/control/knobs", json={"colour": "red"}),
        loopback.post(f"{google.url}/control/clock", json={}),
        loopback.post(f"{google.url}/control/act", json={"email": HANA}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400, 400]


def test_the_emulator_listens_to_this_machine_only(google: GoogleEmulatorHandle) -> None:
    listening = psutil.Process(google.process.pid).net_connections(kind="inet")

    assert {row.laddr.ip for row in listening if row.family == socket.AF_INET} == {"127.0.0.1"}
