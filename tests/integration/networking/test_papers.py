"""Papers of an event over HTTP: cards, agendas and certificates, with what the plan that holds says."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from networking.guests.tokens import guest_token
from networking.models import CheckIn, Event, Registration
from networking.papers.seatings import agendas_of, first_seats_of, table_cards_of
from tests.factories.cycles import a_coordinator
from tests.factories.events import DOORS_AT, a_contact, a_guest, an_event
from tests.factories.plans import a_published_plan, an_event_to_plan, everybody_wishes, meetings_of
from tests.integration.mentoring.conftest import set_clock
from tests.integration.networking.conftest import client_of

pytestmark = pytest.mark.django_db

OVER = DOORS_AT + timedelta(hours=12)


def pages(pdf: bytes) -> int:
    assert pdf.startswith(b"%PDF-")
    return pdf.count(b"/Type /Page\n")


def embeds_hangul(pdf: bytes) -> bool:
    """The typeface is inside, cut down to the letters used; no reader needs to have it."""
    return bool(re.search(rb"/FontFile2 \d+ 0 R", pdf)) and b"NotoSansKR" in pdf


def came(guest: Registration) -> None:
    CheckIn.objects.create(
        event=guest.event,
        registration=guest,
        key=str(guest.pk),
        way="name",
        at=DOORS_AT,
        recorded_at=DOORS_AT,
        by=a_coordinator(),
    )


def test_cards_and_agendas_say_what_the_plan_says() -> None:
    event, ours, theirs = an_event_to_plan(startups=2, contacts=2)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    planned = meetings_of(plan)
    assert len(planned) == 4
    names = {one.pk: one.name_in("en") for one in ours}
    times = event.round_times()
    expected = {
        (str(table), times[round_ - 1], names[startup]) for (startup, _), (round_, table) in planned.items()
    }
    on_cards = {
        (card.table, (one.starts_at, one.ends_at), name)
        for card in table_cards_of(event, "en")
        for one in card.seatings
        for name in one.others
    }
    assert on_cards == expected
    agendas = {one.guest.scanned: one.seatings for one in agendas_of(event, "en")}
    assert len(agendas) == 4
    assert sorted(len(seatings) for seatings in agendas.values()) == [2, 2, 2, 2]
    (own,) = agendas_of(event, "en", only=ours[0].pk)
    contacts = {one.pk: f"{one.name_in('en')} (Google)" for one in theirs}
    met = {contact: at for (startup, contact), at in planned.items() if startup == ours[0].pk}
    assert [(one.table, list(one.others)) for one in own.seatings] == [
        (str(table), [contacts[contact]])
        for contact, (_, table) in sorted(met.items(), key=lambda pair: pair[1])
    ]
    assert first_seats_of(event)[ours[0].pk].starts_at == own.seatings[0].starts_at


def test_without_a_plan_cards_have_their_numbers_and_agendas_say_where_to_ask() -> None:
    event = an_event(tables=2)
    a_guest(event)
    event.tables.filter(number=2).update(is_out=True)
    assert [(one.table, list(one.seatings)) for one in table_cards_of(event, "ko")] == [("1", [])]
    assert [list(one.seatings) for one in agendas_of(event, "ko")] == [[]]


@pytest.mark.parametrize("name", ["table-cards", "agendas", "check-in-list", "badges"])
def test_a_paper_costs_the_same_whatever_the_number_of_guests(coordinator: APIClient, name: str) -> None:
    counts = []
    for size in (1, 6):
        event, ours, theirs = an_event_to_plan(startups=size, contacts=size)
        everybody_wishes(ours, theirs)
        a_published_plan(event)
        with CaptureQueriesContext(connection) as queries:
            answer = coordinator.get(f"/api/event-desk/{event.slug}/{name}.pdf")
        assert answer.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("name", "sheets"), [("table-cards", 3), ("agendas", 2), ("certificates", 2)])
def test_the_hub_prints_in_both_languages_with_the_letters_inside(
    coordinator: APIClient, name: str, sheets: int, language: str
) -> None:
    event = an_event()
    for guest in (a_guest(event), a_guest(event, expert=a_contact())):
        came(guest)
    set_clock(OVER)
    answer = coordinator.get(f"/api/event-desk/{event.slug}/{name}.pdf?language={language}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert pages(answer.content) == sheets
    assert embeds_hangul(answer.content)


def test_certificates_are_for_those_who_came_and_after_the_end(coordinator: APIClient) -> None:
    event = an_event()
    guest, absent = a_guest(event), a_guest(event)
    url = f"/api/event-desk/{event.slug}/certificates.pdf"
    set_clock(event.ends_at - timedelta(seconds=1))
    early = coordinator.get(url)
    assert (early.status_code, early.json()["code"]) == (409, "event_still_on")
    set_clock(event.ends_at)
    nobody = coordinator.get(url)
    assert (nobody.status_code, nobody.json()["code"]) == (409, "not_attended")
    came(guest)
    assert pages(coordinator.get(url).content) == 1
    assert pages(coordinator.get(f"{url}?guest={guest.pk}").content) == 1
    assert coordinator.get(f"{url}?guest={absent.pk}").json()["code"] == "not_attended"
    Registration.objects.filter(pk=guest.pk).update(companions=["Companion One", "Companion Two"])
    assert pages(coordinator.get(f"{url}?guest={guest.pk}").content) == 3
    Registration.objects.filter(pk=absent.pk).update(companions=["Nobody saw them"])
    assert pages(coordinator.get(url).content) == 3
    Registration.objects.filter(pk=guest.pk).update(companions=[])
    assert pages(coordinator.get(f"{url}?guest=none").content) == 1


def doors(event: Event, guest: Registration) -> list[tuple[APIClient, str]]:
    return [
        (client_of(guest.person), f"/api/events/{event.slug}"),
        (APIClient(), f"/api/guests/{guest_token(guest)}"),
    ]


def test_a_guest_prints_their_own_signed_in_and_by_link() -> None:
    event = an_event()
    guest, other = a_guest(event, expert=a_contact()), a_guest(event)
    came(guest)
    set_clock(OVER)
    for client, door in doors(event, guest):
        assert pages(client.get(f"{door}/agenda.pdf").content) == 1
        assert pages(client.get(f"{door}/certificate.pdf").content) == 1
    for client, door in doors(event, other):
        assert pages(client.get(f"{door}/agenda.pdf").content) == 1
        refused = client.get(f"{door}/certificate.pdf")
        assert (refused.status_code, refused.json()["code"]) == (409, "not_attended")
    Registration.objects.filter(pk=guest.pk).update(state="cancelled", number=None)
    for client, door in doors(event, guest):
        assert client.get(f"{door}/agenda.pdf").status_code == 404
