"""Group sessions over HTTP: who sees what, what is answered, and how much it asks of the database."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person, Role
from calendars.models import CalendarEvent
from directory.models import Expert
from mentoring.groups.joining import leave_group
from mentoring.groups.models import GroupSession
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.groups.conftest import STARTS_AT, a_group, joined
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock

pytestmark = pytest.mark.django_db


def body(expert: Expert, **more: Any) -> dict[str, Any]:
    programme = more.pop("programme", None) or a_programme()
    return {
        "programme": programme.slug,
        "expert": expert.pk,
        "starts_at": at(2, 1),
        "title_en": "Pricing",
        "seats": 5,
        **more,
    }


def post(client: APIClient, path: str, **data: Any) -> Any:
    return client.post(path, data, format="json")


def address(group: GroupSession, deed: str = "") -> str:
    return f"/api/groups/{group.pk}/{deed and deed + '/'}"


def test_a_coordinator_opens_one_for_an_expert(monday: object, signed_in_as: Sign) -> None:
    answer = post(signed_in_as(a_person(Role.COORDINATOR)), "/api/groups/", **body(a_mentor(), seats=12))
    assert (answer.status_code, answer["ETag"]) == (201, '"1"')
    shown = answer.json()
    assert (shown["title_ko"], shown["seats"], shown["free"], shown["participants"]) == (
        "Pricing",
        12,
        12,
        [],
    )
    assert (shown["starts_at"], shown["closes_at"]) == (at(2, 1), at(1, 23))
    assert shown["may"] == ["change", "cancel", "remove"]


def test_an_expert_opens_one_for_oneself_and_for_nobody_else(monday: object, signed_in_as: Sign) -> None:
    mentor = a_mentor()
    client = signed_in_as(mentor.person)
    asked = body(mentor)
    del asked["expert"]
    assert post(client, "/api/groups/", **asked).json()["expert"]["id"] == mentor.pk
    assert post(client, "/api/groups/", **body(a_mentor())).status_code == 403
    assert post(signed_in_as(a_founder()), "/api/groups/", **body(mentor)).status_code == 403


def test_the_experts_rules_hold_unless_they_are_set_aside(monday: object, signed_in_as: Sign) -> None:
    mentor = a_mentor()
    client = signed_in_as(mentor.person)
    night = body(mentor, starts_at=at(2, 12))
    refused = post(client, "/api/groups/", **night)
    assert (refused.status_code, refused.json()["code"]) == (400, "outside_hours")
    assert len(refused.json()["next_free"]) == 5
    assert post(client, "/api/groups/", **night, outside_rules=True).status_code == 201
    again = post(client, "/api/groups/", **night, outside_rules=True)
    assert (again.status_code, again.json()["code"]) == (409, "slot_taken")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"starts_at": at(-1, 1), "outside_rules": True}, "starts_in_past"),
        ({"closes_hours": 72}, "closed_from_the_start"),
        ({"seats": 0}, "min_value"),
        ({"seats": 201}, "max_value"),
        ({"title_en": ""}, "invalid"),
        ({"minutes": 5}, "min_value"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_field(
    monday: object, signed_in_as: Sign, change: dict[str, Any], code: str
) -> None:
    mentor = a_mentor()
    answer = post(signed_in_as(mentor.person), "/api/groups/", **body(mentor, **change))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == code


def test_a_startup_joins_and_sees_numbers_and_no_names(group: GroupSession, signed_in_as: Sign) -> None:
    joined(group)
    client = signed_in_as(a_founder())
    answer = post(client, address(group, "join"))
    assert answer.status_code == 200
    shown = answer.json()
    assert shown["place"] == {"state": "taken", "position": None, "offered_until": None}
    assert (shown["taken"], shown["free"], shown["may"], shown["participants"]) == (2, 1, ["leave"], None)
    assert "person" not in str(client.get(address(group)).json())


def test_a_full_group_answers_what_to_do_and_waits_when_asked(
    group: GroupSession, signed_in_as: Sign
) -> None:
    for _ in range(4):
        joined(group)
    client = signed_in_as(a_founder())
    refused = post(client, address(group, "join"))
    assert (refused.status_code, refused.json()["code"], refused.json()["waiting"]) == (409, "group_full", 1)
    waits = post(client, address(group, "join"), wait=True).json()
    assert waits["place"] == {"state": "waiting", "position": 2, "offered_until": None}
    assert waits["may"] == ["leave"]
    assert post(client, address(group, "leave")).json()["place"] is None


def test_a_clash_is_told_clearly(group: GroupSession, signed_in_as: Sign) -> None:
    founder = a_founder()
    joined(a_group(), founder)
    refused = post(signed_in_as(founder), address(group, "join"))
    assert (refused.status_code, refused.json()["code"]) == (409, "committed_elsewhere")


def test_the_same_join_twice_under_one_key_is_one_deed(group: GroupSession, signed_in_as: Sign) -> None:
    client = signed_in_as(a_founder())
    answers = [
        client.post(address(group, "join"), {}, format="json", HTTP_IDEMPOTENCY_KEY="one") for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert group.places.count() == 1


def test_host_and_coordinator_see_who_comes_and_no_addresses(group: GroupSession, signed_in_as: Sign) -> None:
    founders = [a_founder(phone=f"+8210000000{number}") for number in range(4)]
    for founder in founders:
        joined(group, founder)
    for viewer in (group.expert.person, a_person(Role.COORDINATOR)):
        people = signed_in_as(viewer).get(address(group)).json()["participants"]
        assert [(row["name"], row["state"], row["position"]) for row in people] == [
            *((founder.name, "taken", None) for founder in founders[:3]),
            (founders[3].name, "waiting", 1),
        ]
        assert people[0]["startup"]["id"] == founders[0].membership.startup_id
        assert "+82" not in str(people)
        assert "@" not in str(people)


def test_only_who_runs_it_changes_it(group: GroupSession, signed_in_as: Sign) -> None:
    seated = a_founder()
    joined(group, seated)
    for person, status in ((seated, 403), (a_mentor().person, 404), (group.expert.person, 200)):
        client = signed_in_as(person)
        assert client.patch(address(group), {"seats": 4}, format="json").status_code == status


def test_a_change_is_bound_to_what_was_seen(group: GroupSession, signed_in_as: Sign) -> None:
    client = signed_in_as(group.expert.person)
    first = client.patch(address(group), {"seats": 7}, format="json", HTTP_IF_MATCH='"1"')
    assert (first.status_code, first["ETag"], first.json()["seats"]) == (200, '"2"', 7)
    late = client.patch(address(group), {"title_en": "Other"}, format="json", HTTP_IF_MATCH='"1"')
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert late.json()["changed"] == [{"field": "seats", "before": 3, "after": 7}]
    cancelled = client.post(address(group, "cancel"), {"reason": "Ill"}, HTTP_IF_MATCH='"2"')
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert client.patch(address(group), {"seats": 9}, format="json").json()["code"] == "not_possible_now"


def test_startups_see_open_ones_and_their_own(group: GroupSession, signed_in_as: Sign) -> None:
    seated, other = signed_in_as(a_founder()), signed_in_as(a_founder())
    post(seated, address(group, "join"))
    a_group(starts_at=STARTS_AT + timedelta(days=1))
    signed_in_as(group.expert.person).post(address(group, "cancel"), {"reason": "Ill"})
    assert [row["state"] for row in seated.get("/api/groups/").json()["results"]] == ["cancelled", "open"]
    assert [row["state"] for row in other.get("/api/groups/").json()["results"]] == ["open"]
    assert other.get(address(group)).status_code == 404


def test_lists_are_filtered(monday: object, signed_in_as: Sign) -> None:
    programme, founder = a_programme(), a_founder()
    near = a_group(starts_at=STARTS_AT, programme=programme)
    far = a_group(starts_at=STARTS_AT + timedelta(days=1), title_en="Hiring", programme=programme)
    a_group(starts_at=STARTS_AT, closes_hours=40)
    joined(far, founder)
    set_clock(MONDAY + timedelta(hours=12))
    client = signed_in_as(founder)

    def found(**query: Any) -> list[str]:
        return [row["id"] for row in client.get("/api/groups/", query).json()["results"]]

    assert found(mine=True) == [str(far.pk)]
    assert found(programme=programme.slug) == found(open=True) == [str(near.pk), str(far.pk)]
    assert found(q="hiring") == [str(far.pk)]
    assert found(programme=programme.slug, ordering="-starts_at") == [str(far.pk), str(near.pk)]
    assert found(state="held") == []


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_takes_the_same_statements_for_one_row_and_for_thirty(
    monday: object, signed_in_as: Sign, rows: int
) -> None:
    programme, founder = a_programme(), a_founder()
    for number in range(rows):
        group = a_group(2, programme=programme, starts_at=STARTS_AT + timedelta(days=number % 3))
        joined(group)
        if number < 3:
            joined(group, founder)
    client = signed_in_as(founder)
    with CaptureQueriesContext(connection) as statements:
        answer = client.get("/api/groups/", {"page_size": 50})
    assert len(answer.json()["results"]) == rows
    # Who calls, clock; count and rows; journeys; seats, places and one's own; where each meets, by its own event or as a
    # date; which Google shows the reader.
    assert len(statements) == 11


def test_the_hour_is_told_with_the_clocks_on_which_both_live_then(
    group: GroupSession, signed_in_as: Sign
) -> None:
    founder = a_founder()
    joined(group, founder)
    client, host = signed_in_as(founder), signed_in_as(group.expert.person)
    path, on = f"/api/groups/{group.pk}/", {"from_on": "2026-11-24", "to_on": "2026-11-27"}

    def told(caller: APIClient) -> tuple[str, str]:
        row, whole = caller.get("/api/groups/").json()["results"][0], caller.get(path).json()
        clocks = row["your_time_zone"], row["expert_time_zone"]
        assert clocks == (whole["your_time_zone"], whole["expert_time_zone"])
        return clocks

    assert told(client) == ("Asia/Seoul", "America/Los_Angeles")
    for caller, zone in ((client, "Europe/London"), (host, "America/New_York")):
        trip = {**on, "time_zone": zone}
        assert caller.post("/api/agenda/travel/", trip, format="json").status_code == 201
    assert told(client) == ("Europe/London", "America/New_York")
    assert told(host) == ("America/New_York", "America/New_York")
    assert [one["time_zone"] for one in host.get(path).json()["participants"]] == ["Europe/London"]


@pytest.fixture
def offered(group: GroupSession) -> tuple[str, Person]:
    """The path of the link in the mail to who was offered a seat, and that person."""
    founders = [a_founder() for _ in range(4)]
    for founder in founders:
        joined(group, founder)
    leave_group(group_id=group.pk, by=founders[0], now=MONDAY)
    mail = Message.objects.get(person=founders[3], kind="offered", channel="email")
    link = re.search(r"/offer/(\S+)", mail.body)
    assert link
    return f"/api/offers/{link[1]}/", founders[3]


def test_an_offer_is_taken_behind_its_link(group: GroupSession, offered: tuple[str, Person]) -> None:
    path, person = offered
    shown = APIClient().get(path).json()
    assert (shown["state"], shown["person_name"], shown["offered_until"]) == (
        "offered",
        person.name,
        at(0, 12),
    )
    assert post(APIClient(), f"{path}take/").json()["state"] == "taken"
    assert group.places.taken().filter(person=person).exists()
    assert post(APIClient(), f"{path}take/").json()["code"] == "already_in_group"


def test_an_offer_is_declined_behind_its_link(group: GroupSession, offered: tuple[str, Person]) -> None:
    path, person = offered
    assert post(APIClient(), f"{path}decline/").json()["state"] == "gone"
    assert not group.places.filter(person=person).exists()
    assert post(APIClient(), f"{path}take/").json()["code"] == "offer_gone"


def test_a_link_of_another_offer_or_too_late_opens_nothing(offered: tuple[str, Person]) -> None:
    path, _ = offered
    forged = APIClient().get(path.replace("/offers/", "/offers/x"))
    assert (forged.status_code, forged.json()["code"]) == (404, "link_unknown")
    set_clock(MONDAY + timedelta(hours=12, minutes=1))
    late = APIClient().get(path)
    assert (late.status_code, late.json()["code"]) == (410, "link_expired")


def test_an_earlier_link_is_of_no_use_for_a_later_offer(
    group: GroupSession, offered: tuple[str, Person]
) -> None:
    path, person = offered
    post(APIClient(), f"{path}decline/")
    newcomer = a_founder()
    joined(group, newcomer)
    joined(group, person)
    leave_group(group_id=group.pk, by=newcomer, now=MONDAY)
    assert group.places.get(person=person).offered_until
    assert APIClient().get(path).json()["state"] == "gone"
    assert post(APIClient(), f"{path}take/").json()["code"] == "offer_gone"


def test_the_calendar_file_is_for_who_runs_it_or_has_a_seat(group: GroupSession, signed_in_as: Sign) -> None:
    path = address(group, "invitation.ics").rstrip("/")
    seated, waiting, outside = a_founder(), a_founder(), a_founder()
    for founder in (seated, a_founder(), a_founder(), waiting):
        joined(group, founder)
    people = [seated, group.expert.person, a_person(Role.COORDINATOR), waiting, outside]
    answers = [signed_in_as(person).get(path).status_code for person in people]
    assert answers == [200, 200, 200, 403, 403]


def test_a_seat_that_was_taken_behind_its_link_is_a_file_there_too(offered: tuple[str, Person]) -> None:
    path, _ = offered
    assert APIClient().get(f"{path}invitation.ics").status_code == 403
    post(APIClient(), f"{path}take/")
    taken = APIClient().get(f"{path}invitation.ics")
    assert (taken.status_code, "METHOD:PUBLISH" in taken.content.decode()) == (200, True)
    forged = APIClient().get(f"{path.replace('/offers/', '/offers/x')}invitation.ics")
    assert (forged.status_code, forged.json()["code"]) == (404, "link_unknown")


@pytest.mark.parametrize("field", ["meet_url", "fallback_url"])
def test_a_list_tells_where_it_meets_to_who_takes_part(
    field: str, group: GroupSession, signed_in_as: Sign
) -> None:
    seated, outside = a_founder(), a_founder()
    joined(group, seated)
    CalendarEvent.objects.filter(appointment=group.appointment).update(
        **{field: "https://meet.example/a"}, is_without_meet=field == "fallback_url"
    )

    def room(person: Person) -> str:
        (row,) = signed_in_as(person).get("/api/groups/").json()["results"]
        return str(row["meet_url"])

    people = [seated, group.expert.person, a_person(Role.COORDINATOR), outside]
    assert [room(person) for person in people] == [*["https://meet.example/a"] * 3, ""]


def test_the_calendar_file_names_nobody(group: GroupSession, signed_in_as: Sign) -> None:
    founder = a_founder()
    joined(group, founder)
    answer = signed_in_as(founder).get(address(group, "invitation.ics").rstrip("/"))
    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "METHOD:PUBLISH" in text
    assert "ATTENDEE" not in text
    assert founder.email not in text
