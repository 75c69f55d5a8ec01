"""Open slots over HTTP: by account and by link, and for the hub."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from clock.models import ClockShift
from networking.booking.operations import withdraw
from networking.guests.tokens import guest_token
from networking.models import Registration
from tests.factories.bookings import a_booking, an_open_event
from tests.factories.plans import NOW
from tests.integration.networking.conftest import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock_of_the_doors() -> None:
    ClockShift.show(NOW)


def by_link(registration: Registration, path: str = "") -> str:
    return f"/api/guests/{guest_token(registration)}/bookings/{path}"


def test_a_founder_asks_by_account_and_a_contact_takes_by_link_with_one_tap() -> None:
    event, (mine, _), (theirs, _) = an_open_event()
    path, founder, guest = f"/api/events/{event.slug}/bookings/", client_of(mine.person), APIClient()
    page = founder.get(path).json()
    assert (page["policy"], page["is_open"], len(page["rounds"])) == ("ask", True, 2)
    assert {one["profile"]["id"]: one["rounds"] for one in page["guests"]}[theirs.pk] == [1, 2]
    said = {"about": theirs.pk, "round": 2, "word": "Korean launch"}
    answers = [founder.post(path, said, headers={"Idempotency-Key": '"k"'}) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    (booking,) = answers[1].json()["bookings"]
    assert (booking["state"], booking["is_mine"], booking["may"]) == ("asked", True, ["withdraw"])
    (asked,) = guest.get(by_link(theirs)).json()["bookings"]
    assert (asked["word"], asked["may"], asked["round"]) == ("Korean launch", ["take", "decline"], 2)
    taken = guest.post(by_link(theirs, f"{asked['id']}/take/"), {})
    assert [one["state"] for one in taken.json()["bookings"]] == ["agreed"]
    again = guest.post(by_link(theirs, f"{asked['id']}/decline/"), {})
    assert (again.status_code, again.json()["code"], again.json()["state"]) == (409, "booking_over", "agreed")
    agenda = founder.get(f"/api/events/{event.slug}/agenda/").json()
    assert [one["round"] for one in agenda["meetings"]] == [2]


def test_nobody_sees_an_address_and_nobody_does_what_is_not_theirs() -> None:
    event, (mine, rival), (theirs, _) = an_open_event()
    booking = a_booking(mine, theirs)
    for one in (mine, theirs):
        told = APIClient().get(by_link(one)).content.decode()
        assert not any(other.person.email in told for other in (mine, theirs))
    for deed in ("take", "decline", "withdraw"):
        stranger = client_of(rival.person)
        assert stranger.post(f"/api/events/{event.slug}/bookings/{booking.pk}/{deed}/").status_code == 404


def test_what_cannot_be_is_told_with_what_is_left() -> None:
    event, (mine, rival), (theirs, _) = an_open_event()
    a_booking(rival, theirs)
    path = f"/api/events/{event.slug}/bookings/"
    refused = client_of(mine.person).post(path, {"about": theirs.pk, "round": 1})
    problem: Any = refused.json()
    assert (refused.status_code, problem["code"]) == (409, "slot_gone")
    assert [one["number"] for one in problem["free"]] == [2]
    wrong = client_of(mine.person).post(path, {"about": theirs.pk, "round": 0})
    assert wrong.status_code == 400


def test_the_hub_sees_all_and_calls_off(coordinator: APIClient) -> None:
    event, (mine, _), (theirs, _) = an_open_event(booking="at_once")
    booking = a_booking(mine, theirs)
    path = f"/api/event-desk/{event.slug}/bookings/"
    (row,) = coordinator.get(path).json()["results"]
    assert (row["state"], row["round"], row["startup"]["kind"]) == ("agreed", 1, "startup")
    off = coordinator.post(f"{path}{booking.pk}/call-off/")
    assert (off.status_code, off.json()["state"]) == (200, "called_off")
    assert coordinator.post(f"{path}{booking.pk}/call-off/").json()["code"] == "booking_over"


def test_the_hub_finds_bookings_by_state_round_and_name(coordinator: APIClient) -> None:
    event, ours, theirs = an_open_event()
    first, second = a_booking(ours[0], theirs[0]), a_booking(ours[1], theirs[1], 2)
    withdraw(booking_id=second.pk, registration_id=ours[1].pk, by=ours[1].person, now=NOW)
    path = f"/api/event-desk/{event.slug}/bookings/"

    def found(**query: Any) -> list[int]:
        return [one["id"] for one in coordinator.get(path, query).json()["results"]]

    assert found() == [first.pk, second.pk]
    assert found(state=["asked", "agreed"]) == [first.pk]
    assert found(round=2) == [second.pk]
    assert found(q=theirs[1].person.name) == [second.pk]
    assert found(q="Google") == [first.pk, second.pk]
    assert found(ordering="-round") == [second.pk, first.pk]


def test_the_hub_reads_two_bookings_in_as_many_statements_as_eight(coordinator: APIClient) -> None:
    counts = []
    for number in (2, 8):
        event, ours, theirs = an_open_event(number, number, tables=10)
        for one, other in zip(ours, theirs, strict=True):
            a_booking(one, other)
        with CaptureQueriesContext(connection) as seen:
            assert coordinator.get(f"/api/event-desk/{event.slug}/bookings/").json()["count"] == number
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_page_takes_the_same_statements_for_2_guests_and_for_30() -> None:
    counts = []
    for number in (2, 30):
        _, ours, theirs = an_open_event(number, number, rounds=4, tables=30, booking="at_once")
        a_booking(ours[0], theirs[0])
        if number > 2:
            a_booking(ours[0], theirs[1], 2)
            a_booking(ours[1], theirs[2], 2)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answer = APIClient().get(by_link(ours[0]))
        assert answer.status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
