"""After an event: contacts that both release, private notes, feedback, thanks, and what came of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Role
from messaging.models import Message
from networking.after.operations import (
    give_feedback,
    set_note,
    stay_in_touch,
    take_back_contact,
    thank_guests,
)
from networking.after.queries import acquaintances_of, mutual_pairs, outcome_of
from networking.after.refusals import AlreadyThanked, EventNotOver, NoSuchGuest, NotYetMet
from networking.after_models import GuestNote, NoteMark
from networking.guests.tokens import guest_token
from networking.models import Event, EventFeedback, Registration, StayInTouch
from tests.factories.events import DOORS_AT, a_contact, a_guest, an_event
from tests.factories.hub import a_founder, a_person
from tests.factories.plans import a_published_plan, an_event_to_plan, meetings_of, wish
from tests.integration.mentoring.conftest import set_clock

pytestmark = pytest.mark.django_db

MET = DOORS_AT + timedelta(hours=1)
OVER = DOORS_AT + timedelta(hours=12)
PHONE = "+12025550143"


@pytest.fixture
def event() -> Event:
    return an_event()


@pytest.fixture
def startup(event: Event) -> Registration:
    return a_guest(event, person=a_founder(phone="+821012345678"))


@pytest.fixture
def contact(event: Event) -> Registration:
    return a_guest(event, expert=a_contact(phone=PHONE))


def seen_by(guest: Registration) -> list[tuple[int, bool, str, str]]:
    return [(one.registration.pk, one.wishes, one.email, one.phone) for one in acquaintances_of(guest, MET)]


def test_contacts_are_released_only_when_both_said_yes(startup: Registration, contact: Registration) -> None:
    assert seen_by(startup) == [(contact.pk, False, "", "")]
    stay_in_touch(by=startup, about=contact.pk, now=MET)
    assert seen_by(startup) == [(contact.pk, True, "", "")]
    assert seen_by(contact) == [(startup.pk, False, "", "")]
    assert Message.objects.count() == 0
    stay_in_touch(by=contact, about=startup.pk, now=MET)
    assert seen_by(startup) == [(contact.pk, True, contact.person.email, PHONE)]
    assert seen_by(contact) == [(startup.pk, True, startup.person.email, "+821012345678")]
    bodies = {one.person_id: one.body for one in Message.objects.all()}
    assert set(bodies) == {startup.person_id, contact.person_id}
    assert contact.person.email in bodies[startup.person_id]
    assert startup.person.email in bodies[contact.person_id]


def test_taking_it_back_hides_both_again(startup: Registration, contact: Registration) -> None:
    stay_in_touch(by=startup, about=contact.pk, now=MET)
    stay_in_touch(by=contact, about=startup.pk, now=MET)
    take_back_contact(by=startup, about=contact.pk, now=MET)
    take_back_contact(by=startup, about=contact.pk, now=MET)
    assert seen_by(startup) == [(contact.pk, False, "", "")]
    assert seen_by(contact) == [(startup.pk, True, "", "")]


def test_saying_it_twice_tells_once(startup: Registration, contact: Registration) -> None:
    for _ in range(2):
        stay_in_touch(by=startup, about=contact.pk, now=MET)
        stay_in_touch(by=contact, about=startup.pk, now=MET)
    assert Message.objects.count() == 2
    assert mutual_pairs(startup.event) == [(startup.pk, contact.pk)]


@pytest.mark.django_db(transaction=True)
def test_two_who_say_it_at_the_same_moment_are_told_once_each(
    startup: Registration, contact: Registration
) -> None:
    def say(pair: tuple[Registration, Registration]) -> None:
        stay_in_touch(by=pair[0], about=pair[1].pk, now=MET)
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(say, [(startup, contact), (contact, startup)] * 4))
    assert StayInTouch.objects.count() == 2
    told = Message.objects.values_list("person_id", flat=True).order_by("person_id")
    assert list(told) == sorted([startup.person_id, contact.person_id])


def test_a_note_is_replaced_and_is_its_writers_alone(startup: Registration, contact: Registration) -> None:
    set_note(by=contact, about=startup.pk, mark=NoteMark.FOLLOW_UP, text="", now=MET)
    set_note(by=contact, about=startup.pk, mark=NoteMark.NOT_RELEVANT, text="too early", now=MET)
    (mine,), (theirs,) = acquaintances_of(contact, MET), acquaintances_of(startup, MET)
    assert mine.note is not None
    assert (mine.note.mark, mine.note.text) == ("not_relevant", "too early")
    assert theirs.note is None


@pytest.mark.parametrize("deed", ["note", "contact", "feedback"])
def test_nothing_is_taken_before_the_doors_open(
    startup: Registration, contact: Registration, deed: str
) -> None:
    before = DOORS_AT - timedelta(seconds=1)
    deeds: dict[str, Callable[[], Any]] = {
        "note": lambda: set_note(by=startup, about=contact.pk, mark=NoteMark.NONE, text="x", now=before),
        "contact": lambda: stay_in_touch(by=startup, about=contact.pk, now=before),
        "feedback": lambda: give_feedback(by=startup, stars=5, text="", would_return=None, now=before),
    }
    with pytest.raises(NotYetMet):
        deeds[deed]()


def test_only_guests_of_the_other_side_of_the_same_event_count(event: Event, startup: Registration) -> None:
    colleague = a_guest(event)
    elsewhere = a_guest(an_event(), expert=a_contact())
    gone = a_guest(event, expert=a_contact(), state="cancelled", number=None)
    for about in (startup.pk, colleague.pk, elsewhere.pk, gone.pk, 0):
        with pytest.raises(NoSuchGuest):
            stay_in_touch(by=startup, about=about, now=MET)


def test_where_there_is_a_plan_only_those_met_so_far_count() -> None:
    event, ours, theirs = an_event_to_plan(startups=2, contacts=2)
    wish(ours[0], theirs[0], "must")
    wish(ours[1], theirs[1], "must")
    planned = meetings_of(a_published_plan(event))
    assert set(planned) == {(ours[0].pk, theirs[0].pk), (ours[1].pk, theirs[1].pk)}
    (round_, _), guest = planned[ours[0].pk, theirs[0].pk], ours[0]
    begins = event.round_times()[round_ - 1][0]
    before = begins - timedelta(seconds=1)
    assert [one.registration.pk for one in acquaintances_of(guest, before)] == []
    assert [one.registration.pk for one in acquaintances_of(guest, begins)] == [theirs[0].pk]
    assert [one.registration.pk for one in acquaintances_of(theirs[0], begins)] == [guest.pk]
    with pytest.raises(NoSuchGuest):
        stay_in_touch(by=guest, about=theirs[0].pk, now=before)
    with pytest.raises(NoSuchGuest):
        stay_in_touch(by=guest, about=theirs[1].pk, now=OVER)
    with pytest.raises(NoSuchGuest):
        set_note(by=theirs[1], about=guest.pk, mark=NoteMark.FOLLOW_UP, text="", now=OVER)
    assert stay_in_touch(by=guest, about=theirs[0].pk, now=begins).about == theirs[0]


def test_guests_are_thanked_once_and_not_before_the_end(
    event: Event, startup: Registration, contact: Registration
) -> None:
    hub = a_person(Role.COORDINATOR)
    a_guest(event, state="cancelled", number=None)
    with pytest.raises(EventNotOver):
        thank_guests(slug=event.slug, by=hub, now=MET)
    assert thank_guests(slug=event.slug, by=hub, now=OVER) == 2
    with pytest.raises(AlreadyThanked):
        thank_guests(slug=event.slug, by=hub, now=OVER)
    told = Message.objects.values_list("person_id", flat=True).order_by("person_id")
    assert list(told) == sorted([startup.person_id, contact.person_id])


def test_the_outcome_counts_what_was_said(event: Event, startup: Registration, contact: Registration) -> None:
    give_feedback(by=startup, stars=4, text="좋았어요", would_return=True, now=OVER)
    give_feedback(by=startup, stars=5, text="", would_return=True, now=OVER)
    give_feedback(by=contact, stars=2, text="", would_return=None, now=OVER)
    set_note(by=startup, about=contact.pk, mark=NoteMark.FOLLOW_UP, text="", now=OVER)
    stay_in_touch(by=startup, about=contact.pk, now=OVER)
    outcome = outcome_of(event)
    figures = (outcome.guests, outcome.feedback, outcome.stars, outcome.would_return)
    assert figures == (2, 2, 3.5, 1)
    assert (outcome.follow_ups, outcome.in_touch, outcome.thanked_at) == (1, 0, None)


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (lambda one, _, at: _touch(one, one, at), "stay_in_touch_is_with_another"),
        (lambda one, two, at: [_touch(one, two, at) for _ in "ab"], "stay_in_touch_once_about_each"),
        (lambda one, _, at: _note(one, one, at), "guest_note_is_about_another"),
        (lambda one, two, at: [_note(one, two, at) for _ in "ab"], "guest_note_once_about_each"),
        (lambda one, two, at: _note(one, two, at, mark="odd"), "guest_note_mark_is_known"),
        (lambda one, _, at: _stars(one, 6, at), "event_feedback_has_one_to_five_stars"),
        (lambda one, _, at: [_stars(one, 3, at) for _ in "ab"], "registration_id"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(
    startup: Registration, contact: Registration, make: Callable[..., object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        make(startup, contact, MET)


def _touch(by: Registration, about: Registration, at: datetime) -> StayInTouch:
    return StayInTouch.objects.create(event=by.event, by=by, about=about, at=at)


def _note(by: Registration, about: Registration, at: datetime, mark: str = "") -> GuestNote:
    return GuestNote.objects.create(event=by.event, by=by, about=about, mark=mark, at=at)


def _stars(by: Registration, stars: int, at: datetime) -> EventFeedback:
    return EventFeedback.objects.create(event=by.event, registration=by, stars=stars, at=at)


# --- over HTTP ---


def as_person(guest: Registration) -> APIClient:
    client = APIClient()
    client.force_authenticate(guest.person)
    return client


def test_a_guest_notes_and_releases_over_http_signed_in_and_by_link(
    event: Event, startup: Registration, contact: Registration
) -> None:
    set_clock(MET)
    mine, link = f"/api/events/{event.slug}/after", f"/api/guests/{guest_token(contact)}/after"
    founder, nobody = as_person(startup), APIClient()
    said = founder.put(f"{mine}/contacts/{contact.pk}/", {"wishes": True}, format="json")
    assert said.status_code == 200
    assert said.json()["others"][0]["email"] == ""
    assert contact.person.email not in said.content.decode()
    assert PHONE not in said.content.decode()
    answer = nobody.put(f"{link}/contacts/{startup.pk}/", {"wishes": True}, format="json").json()
    assert (answer["others"][0]["in_touch"], answer["others"][0]["email"]) == (True, startup.person.email)
    assert founder.get(f"{mine}/").json()["others"][0]["phone"] == PHONE
    noted = nobody.put(f"{link}/notes/{startup.pk}/", {"mark": "follow_up"}, format="json").json()
    assert noted["others"][0]["mark"] == "follow_up"
    told = nobody.put(f"{link}/feedback/", {"stars": 5, "text": "Great"}, format="json").json()
    assert told["feedback"] == {"stars": 5, "text": "Great", "would_return": None}
    nobody.put(f"{link}/contacts/{startup.pk}/", {"wishes": False}, format="json")
    assert founder.get(f"{mine}/").json()["others"][0]["email"] == ""


@pytest.mark.parametrize(
    ("path", "body", "status", "code", "field"),
    [
        ("feedback/", {"stars": 6}, 400, "max_value", "stars"),
        ("feedback/", {"stars": "many"}, 400, "invalid", "stars"),
        ("feedback/", {}, 400, "required", "stars"),
        ("contacts/{contact}/", {}, 400, "required", "wishes"),
        ("notes/{contact}/", {"mark": "odd"}, 400, "invalid_choice", "mark"),
        ("notes/{contact}/", {"text": "x" * 2001}, 400, "max_length", "text"),
    ],
)
def test_bad_input_names_its_field(
    event: Event,
    startup: Registration,
    contact: Registration,
    path: str,
    body: dict[str, object],
    status: int,
    code: str,
    field: str,
) -> None:
    set_clock(MET)
    url = f"/api/events/{event.slug}/after/{path.format(contact=contact.pk)}"
    answer = as_person(startup).put(url, body, format="json")
    assert answer.status_code == status
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(field, code)]


def test_links_that_are_forged_or_replaced_open_nothing(contact: Registration) -> None:
    set_clock(MET)
    token = guest_token(contact)
    Registration.objects.filter(pk=contact.pk).update(link_round=2)
    for one in (token, token[:-1] + ("A" if token[-1] != "A" else "B"), "x"):
        answer = APIClient().get(f"/api/guests/{one}/after/")
        assert (answer.status_code, answer.json()["code"]) == (404, "guest_link_unknown")


def test_who_has_no_place_sees_nothing(event: Event, startup: Registration) -> None:
    stranger = a_founder()
    client = APIClient()
    client.force_authenticate(stranger)
    assert client.get(f"/api/events/{event.slug}/after/").status_code == 404


@pytest.mark.parametrize("contacts", [1, 30])
def test_the_page_costs_the_same_whatever_the_number_of_guests(contacts: int) -> None:
    set_clock(MET)
    event = an_event(contacts=30)
    guest = a_guest(event)
    for _ in range(contacts):
        a_guest(event, expert=a_contact())
    client = as_person(guest)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/api/events/{event.slug}/after/")
    assert len(answer.json()["others"]) == contacts
    assert len(queries) == 8


def test_the_hub_gets_figures_and_a_list_without_addresses(
    event: Event, startup: Registration, contact: Registration
) -> None:
    set_clock(OVER)
    hub = APIClient()
    hub.force_authenticate(a_person(Role.COORDINATOR))
    assert hub.get(f"/api/event-desk/{event.slug}/outcome/").json() == {
        "guests": 2,
        "feedback": 0,
        "stars": None,
        "would_return": 0,
        "follow_ups": 0,
        "in_touch": 0,
        "thanked_at": None,
    }
    book = hub.get(f"/api/event-desk/{event.slug}/outcome.xlsx")
    assert book["Content-Type"].endswith("spreadsheetml.sheet")
    assert book.content[:2] == b"PK"
    assert hub.post(f"/api/event-desk/{event.slug}/thanks/").json() == {"thanked": 2}
    again = hub.post(f"/api/event-desk/{event.slug}/thanks/")
    assert (again.status_code, again.json()["code"]) == (409, "already_thanked")
