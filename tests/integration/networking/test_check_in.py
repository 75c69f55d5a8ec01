"""Guests at the door: checked in once, whatever the line, the clock or the ticket does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person, Role
from networking.day.operations import Arriving, check_in, undo_check_in
from networking.day.refusals import (
    AlreadyCheckedIn,
    CheckInClosed,
    CheckInKeyReused,
    NoPlace,
    TicketForged,
    TicketOfAnotherEvent,
)
from networking.guests.tokens import guest_token, ticket_code, ticket_link
from networking.models import CheckIn, Event, Registration
from tests.factories.events import DOORS_AT, a_contact, a_guest, an_event
from tests.factories.hub import a_person
from tests.integration.mentoring.conftest import set_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub() -> Person:
    return a_person(Role.COORDINATOR)


@pytest.fixture
def event() -> Event:
    return an_event()


@pytest.fixture
def guest(event: Event) -> Registration:
    return a_guest(event)


def test_a_ticket_checks_in_by_its_code_and_by_its_address(
    event: Event, guest: Registration, hub: Person
) -> None:
    other = a_guest(event, expert=a_contact())
    for one, read in ((guest, ticket_code(guest)), (other, f" {ticket_link(other)}/ ")):
        row = check_in(event=event, arriving=Arriving(read, None, f"k{one.pk}"), by=hub, now=DOORS_AT)
        assert (row.registration_id, row.way, row.at) == (one.pk, "ticket", DOORS_AT)


def test_the_same_key_again_is_answered_the_same(event: Event, guest: Registration, hub: Person) -> None:
    later = DOORS_AT + timedelta(minutes=9)
    first = check_in(event=event, arriving=Arriving("", guest.pk, "k"), by=hub, now=DOORS_AT)
    again = check_in(event=event, arriving=Arriving("", guest.pk, "k"), by=hub, now=later)
    assert (first.pk, again.at) == (again.pk, DOORS_AT)
    assert CheckIn.objects.count() == 1


def test_a_ticket_used_twice_is_refused_with_when_it_was_used(
    event: Event, guest: Registration, hub: Person
) -> None:
    check_in(event=event, arriving=Arriving(ticket_code(guest), None, "a"), by=hub, now=DOORS_AT)
    with pytest.raises(AlreadyCheckedIn) as refused:
        check_in(event=event, arriving=Arriving(ticket_code(guest), None, "b"), by=hub, now=DOORS_AT)
    assert refused.value.extra == {"at": DOORS_AT.isoformat(), "name": guest.person.name}


def test_a_key_of_one_guest_is_of_no_other(event: Event, guest: Registration, hub: Person) -> None:
    other = a_guest(event)
    check_in(event=event, arriving=Arriving("", guest.pk, "k"), by=hub, now=DOORS_AT)
    with pytest.raises(CheckInKeyReused):
        check_in(event=event, arriving=Arriving("", other.pk, "k"), by=hub, now=DOORS_AT)


def test_forged_and_foreign_tickets_are_refused(event: Event, guest: Registration, hub: Person) -> None:
    code = ticket_code(guest)
    forged = [
        code[:-1] + ("A" if code[-1] != "A" else "B"),
        code.replace(str(guest.pk), str(guest.pk + 1), 1),
        guest_token(guest),  # signed by us, for something else
        "1",
        "~",
        "x" * 400,
    ]
    for one in forged:
        with pytest.raises(TicketForged):
            check_in(event=event, arriving=Arriving(one, None, "k"), by=hub, now=DOORS_AT)
    elsewhere = a_guest(an_event())
    with pytest.raises(TicketOfAnotherEvent):
        check_in(event=event, arriving=Arriving(ticket_code(elsewhere), None, "k"), by=hub, now=DOORS_AT)


def test_who_has_no_place_is_not_checked_in(event: Event, hub: Person) -> None:
    gone = a_guest(event, state="cancelled", number=None)
    with pytest.raises(NoPlace) as refused:
        check_in(event=event, arriving=Arriving("", gone.pk, "k"), by=hub, now=DOORS_AT)
    assert refused.value.extra == {"state": "cancelled"}


def test_the_desk_opens_half_a_day_before_the_doors(event: Event, guest: Registration, hub: Person) -> None:
    opens_at = DOORS_AT - timedelta(hours=12)
    arriving = Arriving("", guest.pk, "k")
    with pytest.raises(CheckInClosed):
        check_in(event=event, arriving=arriving, by=hub, now=opens_at - timedelta(seconds=1))
    check_in(event=event, arriving=arriving, by=hub, now=opens_at)


@pytest.mark.parametrize("state", ["draft", "done", "cancelled"])
def test_the_desk_is_closed_where_there_is_no_event(hub: Person, state: str) -> None:
    event = an_event(state=state)
    guest = a_guest(event)
    with pytest.raises(CheckInClosed):
        check_in(event=event, arriving=Arriving("", guest.pk, "k"), by=hub, now=DOORS_AT)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (timedelta(minutes=-5), timedelta(minutes=-5)),  # it waited for the line
        (timedelta(hours=3), timedelta()),  # a phone's clock that is ahead
        (timedelta(days=-400), timedelta()),  # one that has lost its battery
    ],
)
def test_a_wrong_clock_at_the_desk_does_not_matter(
    event: Event, guest: Registration, hub: Person, said: timedelta, kept: timedelta
) -> None:
    arriving = Arriving("", guest.pk, "k", DOORS_AT + said)
    row = check_in(event=event, arriving=arriving, by=hub, now=DOORS_AT)
    assert (row.at, row.recorded_at) == (DOORS_AT + kept, DOORS_AT)


def test_undone_the_guest_is_expected_again(event: Event, guest: Registration, hub: Person) -> None:
    check_in(event=event, arriving=Arriving("", guest.pk, "a"), by=hub, now=DOORS_AT)
    for _ in range(2):
        undo_check_in(event=event, guest=guest.pk, by=hub, now=DOORS_AT)
    check_in(event=event, arriving=Arriving("", guest.pk, "b"), by=hub, now=DOORS_AT)
    assert list(CheckIn.objects.values_list("key", flat=True)) == ["b"]


@pytest.mark.django_db(transaction=True)
def test_two_desks_at_the_same_moment_check_a_guest_in_once(
    event: Event, guest: Registration, hub: Person
) -> None:
    def arrive(key: str) -> str:
        try:
            check_in(event=event, arriving=Arriving("", guest.pk, key), by=hub, now=DOORS_AT)
        except AlreadyCheckedIn:
            return "refused"
        finally:
            connection.close()
        return key

    with ThreadPoolExecutor(4) as desks:
        told = list(desks.map(arrive, ["a", "b"] * 8))
    (row,) = CheckIn.objects.all()
    assert sorted(told) == sorted([row.key] * 8 + ["refused"] * 8)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"key": "taken"}, "check_in_key_is_of_one_guest"),
        ({"way": "odd"}, "check_in_way_is_known"),
        ({"at": DOORS_AT + timedelta(1)}, "check_in_was_before_it_was_heard_of"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(
    event: Event, guest: Registration, hub: Person, fields: dict[str, Any], constraint: str
) -> None:
    given = {"event": event, "way": "name", "at": DOORS_AT, "recorded_at": DOORS_AT, "by": hub}
    CheckIn.objects.create(**given, registration=a_guest(event), key="taken")
    with pytest.raises(IntegrityError, match=constraint):
        CheckIn.objects.create(**{**given, "registration": guest, "key": "k", **fields})


# --- over HTTP ---


@pytest.fixture
def desk(hub: Person) -> APIClient:
    set_clock(DOORS_AT)
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    client.force_authenticate(hub)
    return client


def test_the_desk_sees_everybody_with_a_place_and_no_addresses(
    event: Event, guest: Registration, desk: APIClient
) -> None:
    contact = a_guest(event, expert=a_contact(phone="+12025550143"))
    a_guest(event, state="cancelled", number=None)
    url = f"/api/event-desk/{event.slug}/check-ins/"
    told = desk.post(url, {"key": "k", "ticket": ticket_code(guest)}, format="json").json()
    assert (told["guest"], told["name"], told["way"]) == (guest.pk, guest.person.name, "ticket")
    answer = desk.get(url)
    seen = {one["id"]: one["arrived_at"] is not None for one in answer.json()["guests"]}
    assert seen == {guest.pk: True, contact.pk: False}
    for secret in (contact.person.email, "+12025550143", guest.person.email):
        assert secret not in answer.content.decode()
    assert desk.delete(f"{url}{guest.pk}/").status_code == 204
    assert [one["arrived_at"] for one in desk.get(url).json()["guests"]] == [None, None]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"key": "k"}, 400, "nobody_named"),
        ({"ticket": "x"}, 400, "invalid"),
        ({"key": "k" * 65, "ticket": "x"}, 400, "invalid"),
        ({"key": "k", "guest": "x"}, 400, "invalid"),
        ({"key": "k", "guest": 2**70}, 400, "invalid"),
        ({"key": "k", "guest": 1, "at": "yesterday"}, 400, "invalid"),
        ({"key": "k", "guest": 2**62}, 404, "not_found"),
        ({"key": "k", "ticket": "forged\x00"}, 400, "invalid"),
        ({"key": "k", "ticket": "forged"}, 409, "ticket_forged"),
    ],
)
def test_bad_input_is_told_what_to_do(
    event: Event, desk: APIClient, body: dict[str, object], status: int, code: str
) -> None:
    answer = desk.post(f"/api/event-desk/{event.slug}/check-ins/", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"]


def test_a_ticket_says_which_event_it_is_for(event: Event, guest: Registration, desk: APIClient) -> None:
    assert desk.get(f"/api/tickets/{ticket_code(guest)}/").json() == {"slug": event.slug}
    assert desk.get("/api/tickets/forged/").json()["code"] == "ticket_forged"


@pytest.mark.parametrize("guests", [1, 30])
def test_the_list_costs_the_same_whatever_the_number_of_guests(desk: APIClient, guests: int) -> None:
    event = an_event(contacts=30)
    for _ in range(guests):
        a_guest(event, expert=a_contact())
    with CaptureQueriesContext(connection) as queries:
        answer = desk.get(f"/api/event-desk/{event.slug}/check-ins/")
    assert len(answer.json()["guests"]) == guests
    assert len(queries) == 4


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [
        ("badges.pdf", "application/pdf", b"%PDF-"),
        ("check-in-list.pdf", "application/pdf", b"%PDF-"),
        ("guests.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_papers_come_in_both_languages(
    event: Event, guest: Registration, desk: APIClient, name: str, kind: str, start: bytes, language: str
) -> None:
    a_guest(event, expert=a_contact())
    answer = desk.get(f"/api/event-desk/{event.slug}/{name}?language={language}")
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer.content.startswith(start)
