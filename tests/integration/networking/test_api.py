"""Events over HTTP: what everybody sees, what guests do by account and by link, what coordinators set."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person
from directory.company_names import company_key
from directory.models import ExpertConflict, Topic
from networking.guests.tokens import guest_token
from networking.models import Event, Registration, Wish
from tests.factories.events import LONG_BEFORE, a_contact, a_guest, an_event
from tests.factories.hub import a_founder
from tests.integration.networking.conftest import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
NEW: dict[str, Any] = {
    "slug": "winter-evening",
    "title_ko": "겨울 저녁",
    "title_en": "Winter evening",
    "place": "AI Yangjae Hub, 3F",
    "time_zone": "Asia/Seoul",
    "held_on": "2026-12-10",
    "doors_time": "18:00",
    "rounds_time": "18:30",
    "rounds": 6,
    "pauses": [{"after": 3, "minutes": 15}],
    "startup_seats": 80,
    "contact_seats": 30,
}


def by_link(registration: Registration, path: str = "") -> str:
    return f"/api/guests/{guest_token(registration)}/{path}"


def test_everybody_sees_an_announced_event_and_nobody_a_draft() -> None:
    event = an_event(link="https://meet.example/room")
    draft = an_event(state="draft")
    visitor = APIClient()
    page = visitor.get(f"/api/events/{event.slug}/").json()
    assert page["doors_at"] == "2026-12-10T09:00:00Z"
    assert page["seats"] == {
        kind: {"seats": 3, "coming": 0, "waiting": 0, "free": 3} for kind in ("startup", "contact")
    }
    assert page["is_online"] is True
    assert "meet.example" not in str(page)
    assert visitor.get(f"/api/events/{draft.slug}/").status_code == 404
    assert [row["slug"] for row in visitor.get("/api/events/").json()["results"]] == [event.slug]


def test_a_founder_registers_once_however_often_it_is_sent() -> None:
    event, founder = an_event(), a_founder()
    client = client_of(founder)
    path = f"/api/events/{event.slug}/registration/"
    assert client.get(path).json()["may"] == ["register"]
    first = client.post(path, {"photo_consent": True}, headers={"Idempotency-Key": '"k"'})
    again = client.post(path, {"photo_consent": True}, headers={"Idempotency-Key": '"k"'})
    assert (first.status_code, again.status_code) == (201, 201)
    page = first.json()
    assert (page["state"], page["may"]) == ("approved", ["change", "wish", "cancel"])
    assert page["ticket"]["link"].endswith(f"/check-in/{page['ticket']['code']}")
    assert client.post(path, {}).json()["code"] == "already_registered"
    assert event.registrations.count() == 1


def test_a_full_event_offers_the_waiting_list() -> None:
    event = an_event(startups=1)
    a_guest(event)
    client = client_of(a_founder(language="en"))
    path = f"/api/events/{event.slug}/registration/"
    refused = client.post(path, {})
    assert (refused.status_code, refused.json()["code"]) == (409, "event_full")
    page = client.post(path, {"wait": True}).json()
    assert (page["state"], page["position"], page["ticket"]) == ("waitlisted", 1, None)


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"topics": ["nothing"]}, "topics", "does_not_exist"),
        ({"present_from": "25:00"}, "present_from", "invalid"),
        ({"present_from": "18:40", "present_until": "18:50"}, "present_from", "never_there"),
        ({"companions": ["A"]}, "companions", "too_many_companions"),
        ({"meetings_most": 0}, "meetings_most", "min_value"),
        ({"avoids": ["  "]}, "avoids.0", "blank"),
        ({"companions": ["\0"]}, "companions.0", "null_characters_not_allowed"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(body: dict[str, Any], field: str, code: str) -> None:
    answer = client_of(a_founder()).post(f"/api/events/{an_event().slug}/registration/", body)
    assert answer.status_code == 400
    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [(field, code)]


def test_a_contact_needs_nothing_but_the_link() -> None:
    event, expert = an_event(), a_contact()
    invited = a_guest(event, expert=expert, state="invited", number=None)
    visitor = APIClient()
    page = visitor.get(by_link(invited)).json()
    assert (page["state"], page["may"], page["time_zone"]) == (
        "invited",
        ["register", "cancel"],
        "America/Los_Angeles",
    )
    assert visitor.post(by_link(invited), {"meetings_most": 3}).json()["state"] == "approved"
    assert visitor.put(by_link(invited), {"meetings_most": 2}).json()["registration"]["meetings_most"] == 2
    assert visitor.post(by_link(invited, "cancel/"), {}).json()["state"] == "cancelled"
    forged = guest_token(invited)[:-2] + "xx"
    assert visitor.get(f"/api/guests/{forged}/").json()["code"] == "guest_link_unknown"


def test_profiles_are_ordered_by_what_people_have_in_common_and_hold_no_address() -> None:
    event = an_event()
    topic = Topic.objects.create(slug="pricing", name_ko="가격", name_en="Pricing")
    near, far, bound = a_contact("Naver", phone="+14155550123"), a_contact(), a_contact("Own company")
    for expert in (far, near, bound):
        a_guest(event, expert=expert)
    near.topics.add(topic)
    founder = a_founder()
    founder.membership.startup.needs.add(topic)
    ExpertConflict.objects.create(
        expert=bound,
        kind="employer",
        company=founder.membership.startup.name_en,
        company_key=company_key(founder.membership.startup.name_en),
    )
    client = client_of(founder)
    client.post(f"/api/events/{event.slug}/registration/", {})
    answer = client.get(f"/api/events/{event.slug}/profiles/")
    profiles = answer.json()
    assert [one["guest"]["name_en"] for one in profiles] == [near.person.name, far.person.name]
    assert profiles[0]["shared"] == ["pricing"]
    for expert in (near, far):
        assert expert.person.email not in answer.content.decode()
    assert "4155550123" not in answer.content.decode()
    assert "@" not in answer.content.decode()


def test_no_address_of_anybody_is_in_what_guests_and_visitors_are_told() -> None:
    event = an_event()
    expert = a_contact(phone="+14155550123")
    contact, founder = a_guest(event, expert=expert), a_founder(phone="+821012345678")
    company = a_guest(event, person=founder)
    pages = [
        APIClient().get(f"/api/events/{event.slug}/"),
        APIClient().get("/api/events/"),
        client_of(founder).get(f"/api/events/{event.slug}/registration/"),
        client_of(founder).get(f"/api/events/{event.slug}/profiles/"),
        APIClient().get(by_link(contact)),
        APIClient().get(by_link(contact, "profiles/")),
    ]
    said = "".join(page.content.decode() for page in pages)
    assert [page.status_code for page in pages] == [200] * 6
    assert company.person.email not in said
    assert expert.person.email not in said
    assert not any(digits in said for digits in ("4155550123", "1012345678"))


def test_wishes_are_set_taken_back_and_bounded() -> None:
    event = an_event(musts_most=1)
    founder = a_founder()
    own = a_guest(event, person=founder)
    first, second = (a_guest(event, expert=a_contact()) for _ in range(2))
    client, path = client_of(founder), f"/api/events/{event.slug}/wishes/"
    assert client.put(f"{path}{first.pk}/", {"value": "must"}).status_code == 204
    assert client.put(f"{path}{first.pk}/", {"value": "must"}).status_code == 204
    refused = client.put(f"{path}{second.pk}/", {"value": "must"})
    assert (refused.status_code, refused.json()["code"], refused.json()["at_most"]) == (
        409,
        "too_many_musts",
        1,
    )
    assert client.put(f"{path}{second.pk}/", {"value": "like"}).status_code == 204
    assert client.put(f"{path}{first.pk}/", {"value": ""}).status_code == 204
    assert list(own.wishes.values_list("about", "value")) == [(second.pk, "like")]
    assert client.put(f"{path}{own.pk}/", {"value": "like"}).json()["code"] == "nobody_to_meet"
    Event.objects.filter(pk=event.pk).update(state="published")
    assert client.put(f"{path}{second.pk}/", {"value": "no"}).json()["code"] == "wishes_closed"


def test_contacts_wish_by_their_link_and_nobody_learns_of_it() -> None:
    event, founder = an_event(), a_founder()
    company, contact = a_guest(event, person=founder), a_guest(event, expert=a_contact())
    assert APIClient().put(by_link(contact, f"wishes/{company.pk}/"), {"value": "no"}).status_code == 204
    (profile,) = client_of(founder).get(f"/api/events/{event.slug}/profiles/").json()
    assert (profile["id"], profile["wish"]) == (contact.pk, "")


def test_a_coordinator_makes_an_event_sets_its_tables_and_opens_it(coordinator: APIClient) -> None:
    made = coordinator.post("/api/event-desk/", NEW)
    assert made.status_code == 201, made.content
    draft = made.json()
    assert (draft["state"], draft["may"]) == ("draft", ["open", "cancel"])
    assert [row["starts_at"] for row in draft["round_times"]][:4] == [
        "2026-12-10T09:30:00Z",
        "2026-12-10T09:55:00Z",
        "2026-12-10T10:20:00Z",
        "2026-12-10T11:00:00Z",
    ]
    path = f"/api/event-desk/{NEW['slug']}/"
    lacking = coordinator.post(f"{path}step/", {"step": "open"})
    assert [(row["field"], row["code"]) for row in lacking.json()["errors"]] == [("tables", "none")]
    tables = [{"number": 1, "x": 200, "y": 300}, {"number": 2, "capacity": 4, "equipment": ["screen"]}]
    assert coordinator.put(f"{path}tables/", {"tables": tables}).status_code == 200
    opened = coordinator.post(f"{path}step/", {"step": "open"}).json()
    assert (opened["state"], [row["x"] for row in opened["tables"]]) == ("open", [200, 500])
    assert coordinator.post("/api/event-desk/", NEW).json()["code"] == "event_slug_taken"


def test_two_coordinators_do_not_overwrite_one_another(coordinator: APIClient) -> None:
    coordinator.post("/api/event-desk/", NEW)
    path = f"/api/event-desk/{NEW['slug']}/"
    etag = coordinator.get(path).headers["ETag"]
    assert coordinator.patch(path, {"rounds": 5}, headers={"If-Match": etag}).status_code == 200
    late = coordinator.patch(path, {"rounds": 7}, headers={"If-Match": etag})
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert late.json()["changed"] == [{"field": "rounds", "before": 6, "after": 5}]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"time_zone": "Seoul"}, "time_zone", "unknown_zone"),
        ({"rounds": 0}, "rounds", "min_value"),
        ({"rounds": 60, "round_minutes": 60}, "rounds", "event_too_long"),
        ({"meetings_least": 9}, "meetings_least", "least_meetings_too_many"),
        ({"title_ko": "", "title_en": ""}, "title_en", "required"),
        ({"pauses": [{"after": 1, "minutes": 5}, {"after": 1, "minutes": 5}]}, "pauses", "twice"),
        ({"held_on": "2300-01-01"}, "held_on", "out_of_range"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused_by_field(
    coordinator: APIClient, change: dict[str, Any], field: str, code: str
) -> None:
    coordinator.post("/api/event-desk/", NEW)
    answer = coordinator.patch(f"/api/event-desk/{NEW['slug']}/", change)
    assert answer.status_code == 400
    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [(field, code)]


def test_coordinators_invite_and_decide(coordinator: APIClient) -> None:
    event = an_event(needs_approval=True)
    path = f"/api/event-desk/{event.slug}/"
    expert = a_contact()
    assert coordinator.post(f"{path}invitations/", {"experts": [expert.pk]}).json() == {"invited": 1}
    assert coordinator.post(f"{path}invitations/", {"experts": [expert.pk]}).json() == {"invited": 0}
    unknown = coordinator.post(f"{path}invitations/", {"experts": [0]})
    assert unknown.status_code == 400
    client_of(a_founder()).post(f"/api/events/{event.slug}/registration/", {})
    (waiting,) = coordinator.get(f"{path}registrations/", {"state": "pending"}).json()["results"]
    decided = coordinator.post(f"{path}registrations/{waiting['id']}/approve/", {"word": "Welcome"})
    assert (decided.json()["state"], decided.json()["word"]) == ("approved", "Welcome")
    late = coordinator.post(f"{path}registrations/{waiting['id']}/approve/", {})
    assert (late.status_code, late.json()["code"]) == (409, "not_decidable")


def test_coordinators_see_wishes_in_figures(coordinator: APIClient) -> None:
    event = an_event()
    company, contact = a_guest(event), a_guest(event, expert=a_contact())
    a_guest(event, expert=a_contact())
    for by, about in ((company, contact), (contact, company)):
        Wish.objects.create(event=event, by=by, about=about, value="must", at=LONG_BEFORE)
    rows = coordinator.get(f"/api/event-desk/{event.slug}/wishes/").json()["results"]
    assert [(row["gave_must"], row["got_must"], row["mutual"]) for row in rows] == [
        (1, 1, 1),
        (1, 1, 1),
        (0, 0, 0),
    ]
    silent = coordinator.get(f"/api/event-desk/{event.slug}/wishes/", {"silent": "true"}).json()
    assert silent["count"] == 1


@pytest.mark.parametrize("what", ["events/", "event-desk/", "registrations/", "wishes/", "profiles/"])
def test_lists_take_the_same_queries_for_one_row_and_for_thirty(coordinator: APIClient, what: str) -> None:
    event = an_event(contacts=40)
    founder = a_founder()
    a_guest(event, person=founder)

    def more() -> None:
        if what.startswith("event"):
            an_event()
        else:
            a_guest(event, expert=a_contact())

    paths = {
        "events/": "/api/events/",
        "event-desk/": "/api/event-desk/",
        "profiles/": f"/api/events/{event.slug}/profiles/",
    }
    path = paths.get(what, f"/api/event-desk/{event.slug}/{what}")

    def client() -> APIClient:  # another each time: people remember what was read of them
        return client_of(Person.objects.get(pk=founder.pk)) if what == "profiles/" else coordinator

    more()
    few = queries_of(client(), path)
    for _ in range(29):
        more()
    assert queries_of(client(), path) == few


def queries_of(client: APIClient, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, {"page_size": 100})
    assert answer.status_code == 200
    return len(captured)
