"""What coordinators do about many guests at once, and about contacts whom the directory does not know."""

from datetime import timedelta

import pytest
from django.utils import translation
from rest_framework.test import APIClient

from accounts.models import Person
from messaging.models import Message
from networking.events.turning import let_events_pass
from networking.guests.telling import STILL_WAITING
from networking.models import Event, Registration
from tests.factories.events import LONG_BEFORE, a_contact, a_guest, an_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def asks(event: Event, after: int, state: str = "pending") -> Registration:
    """Somebody who waits for the hub's decision, `after` minutes after the first."""
    guest = a_guest(event, state=state, number=None)
    Registration.objects.filter(pk=guest.pk).update(since=LONG_BEFORE + timedelta(minutes=after))
    return guest


def test_many_are_approved_in_the_order_of_arrival(coordinator: APIClient) -> None:
    event, elsewhere = an_event(startups=2, needs_approval=True), an_event(needs_approval=True)
    last, first, middle = (asks(event, after) for after in (9, 1, 5))
    gone, other = asks(event, 0, state="cancelled"), asks(elsewhere, 0)
    ids = [last.pk, gone.pk, first.pk, middle.pk, other.pk, 10**6]
    url = f"/api/event-desk/{event.slug}/approvals/"
    answer = coordinator.post(url, {"registrations": ids}, format="json")
    assert answer.status_code == 200
    assert answer.json() == [
        {"registration": gone.pk, "state": "cancelled", "code": "not_decidable"},
        {"registration": first.pk, "state": "approved", "code": ""},
        {"registration": middle.pk, "state": "approved", "code": ""},
        {"registration": last.pk, "state": "waitlisted", "code": ""},
    ]
    told = {one.person_id for one in Message.objects.all()}
    assert told == {first.person_id, middle.person_id, last.person_id}
    other.refresh_from_db()
    assert other.state == "pending"
    none = coordinator.post(url, {"registrations": []}, format="json")
    assert [(one["field"], one["code"]) for one in none.json()["errors"]] == [("registrations", "empty")]


def test_a_colleague_of_a_company_that_has_a_place_holds_nobody_up(coordinator: APIClient) -> None:
    event = an_event(needs_approval=True)
    held = a_guest(event)
    turned_down = asks(event, 0, state="declined")
    Registration.objects.filter(pk=turned_down.pk).update(startup=held.startup)
    waits = asks(event, 1)
    answer = coordinator.post(
        f"/api/event-desk/{event.slug}/approvals/",
        {"registrations": [turned_down.pk, waits.pk]},
        format="json",
    )
    assert [(one["registration"], one["code"]) for one in answer.json()] == [
        (turned_down.pk, "company_registered"),
        (waits.pk, ""),
    ]


ADA = {"name": "Ada Byron", "email": "Ada@Example.com", "organisation": "Analytical", "language": "en"}


def test_a_contact_of_no_directory_is_written_into_it_and_invited(coordinator: APIClient) -> None:
    event = an_event()
    answer = coordinator.post(f"/api/event-desk/{event.slug}/contacts/", ADA, format="json")
    assert answer.status_code == 201
    row = answer.json()
    assert (row["state"], row["kind"], row["email"]) == ("invited", "contact", "ada@example.com")
    person = Person.objects.get(email="ada@example.com")
    assert (person.role, person.time_zone) == ("contact", "America/Los_Angeles")
    assert (person.expert.kind, person.expert.organisation) == ("contact", "Analytical")
    (letter,) = Message.objects.filter(person=person)
    link = row["guest_link"]
    assert link in letter.body
    assert APIClient().get(f"/api/guests/{link.rsplit('/', 1)[-1]}/").json()["may"] == ["register", "cancel"]


@pytest.mark.parametrize(
    ("change", "status", "field", "code"),
    [
        ({"email": "TAKEN@example.com"}, 409, "email", "address_taken"),
        ({"email": "nowhere"}, 400, "email", "invalid"),
        ({"name": ""}, 400, "name", "blank"),
        ({"time_zone": "Mars/Base"}, 400, "time_zone", "unknown_zone"),
        ({"language": "fr"}, 400, "language", "invalid_choice"),
    ],
)
def test_a_contact_that_cannot_be_is_refused_by_field(
    coordinator: APIClient, change: dict[str, str], status: int, field: str, code: str
) -> None:
    Person.objects.filter(pk=a_contact().person_id).update(email="taken@example.com")
    before = Person.objects.count()
    url = f"/api/event-desk/{an_event().slug}/contacts/"
    answer = coordinator.post(url, {**ADA, **change}, format="json")
    assert answer.status_code == status
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(field, code)]
    assert Person.objects.count() == before


def test_who_still_waits_when_registration_closes_is_told_once() -> None:
    event = an_event(startups=1)
    a_guest(event)
    waiting = a_guest(event, state="waitlisted", number=None)
    let_events_pass(now=event.closes_at - timedelta(minutes=1))
    assert Message.objects.count() == 0
    for _ in range(2):
        let_events_pass(now=event.closes_at)
    with translation.override(waiting.person.language):
        subject = str(STILL_WAITING.subject) % {"name": event.title_in(waiting.person.language)}
    assert [(one.person_id, one.subject) for one in Message.objects.all()] == [(waiting.person_id, subject)]
