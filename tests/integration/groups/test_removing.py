"""A coordinator takes somebody out of a group session."""

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from agenda.models import Commitment
from audit.models import AuditEntry
from mentoring.groups import joining
from mentoring.groups.models import GroupSession, Place
from mentoring.groups.queries import occupancies
from mentoring.groups.rules import Occupancy
from messaging.models import Message, Reminder
from tests.factories.hub import a_founder, a_mentor, a_person
from tests.integration.groups.conftest import STARTS_AT, a_group, joined, state_of
from tests.integration.mentoring.conftest import MONDAY, Sign, set_clock

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REASON = "Registered twice\nby mistake"


@pytest.fixture
def coordinator(monday: object) -> Person:
    return a_person(Role.COORDINATOR)


@pytest.fixture
def client(coordinator: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(coordinator)


def remove(client: APIClient, group: GroupSession, place: int, reason: str = REASON, **more: Any) -> Any:
    body = {"place": place, "reason": reason}
    return client.post(f"/api/groups/{group.pk}/remove/", body, format="json", **more)


def told(person: Person, kind: str = "removed") -> Message:
    return Message.objects.get(person=person, kind=kind, channel="email")


def full(group: GroupSession, waiting: int = 0) -> list[Place]:
    return [joined(group) for _ in range(3 + waiting)]


def test_the_seat_goes_to_the_next_and_the_time_is_free_again(group: GroupSession, client: APIClient) -> None:
    places = full(group, waiting=2)
    removed = places[1].person

    answer = remove(client, group, places[1].pk)

    assert answer.status_code == 200, answer.json()
    assert removed.name not in [one["name"] for one in answer.json()["participants"]]
    assert state_of(group)[2:] == [(places[3].person.name, "offered"), (places[4].person.name, "waiting")]
    assert occupancies([group.pk], MONDAY)[group.pk] == Occupancy(3, 2, 1, 1)
    assert not Commitment.objects.filter(person=removed, released_at=None).exists()
    assert not Reminder.objects.filter(person=removed, state="planned").exists()
    assert told(places[3].person, "offered")


def test_they_are_told_why_by_mail_and_by_text_and_it_leaves_their_calendar(
    group: GroupSession, client: APIClient
) -> None:
    place = joined(group, a_founder(phone="+821012345678"))

    remove(client, group, place.pk)

    mail = told(place.person)
    assert mail.invitation_method == "CANCEL"
    assert "Registered twice by mistake" in mail.body
    text = Message.objects.get(person=place.person, kind="removed", channel="sms")
    assert "Registered twice by mistake" in text.body
    assert not Message.objects.exclude(person__in=[place.person, group.expert.person]).exists()


def test_who_did_it_and_why_is_kept(group: GroupSession, client: APIClient, coordinator: Person) -> None:
    place = joined(group)
    remove(client, group, place.pk)
    entry = AuditEntry.objects.get(subject_id=str(group.pk), action="group.removed")
    assert (entry.actor, entry.details) == (
        coordinator,
        {"person_id": place.person_id, "startup_id": place.startup_id, "was": "taken", "reason": REASON},
    )


@pytest.mark.parametrize("number", [3, 4])
def test_who_waits_or_was_offered_a_seat_is_taken_off_the_list(
    group: GroupSession, client: APIClient, number: int
) -> None:
    places = full(group, waiting=2)
    joining.leave_group(group_id=group.pk, by=places[0].person, now=MONDAY)
    removed, other = places[number].person, places[7 - number].person

    assert remove(client, group, places[number].pk).status_code == 200

    assert state_of(group)[2:] == [(other.name, "offered")]
    assert (told(removed).invitation, told(removed).invitation_method) == ("", "")


def test_the_same_removal_twice_under_one_key_is_one_deed(group: GroupSession, client: APIClient) -> None:
    place = joined(group)
    first, second = (remove(client, group, place.pk, HTTP_IDEMPOTENCY_KEY="once") for _ in range(2))
    assert (first.status_code, second.status_code, first.json()) == (200, 200, second.json())
    assert Message.objects.filter(kind="removed", channel="email").count() == 1


def test_who_has_left_meanwhile_cannot_be_removed(group: GroupSession, client: APIClient) -> None:
    place = joined(group)
    assert remove(client, group, place.pk).status_code == 200
    again = remove(client, group, place.pk)
    assert (again.status_code, again.json()["code"]) == (409, "place_gone")
    back = joined(group, place.person)
    assert remove(client, group, place.pk).status_code == 409  # the place of before is not the one of now
    assert state_of(group) == [(back.person.name, "taken")]


def test_an_offer_that_ran_out_is_no_place(group: GroupSession, client: APIClient) -> None:
    places = full(group, waiting=1)
    joining.leave_group(group_id=group.pk, by=places[0].person, now=MONDAY)
    set_clock(MONDAY + 12 * HOUR)
    assert remove(client, group, places[3].pk).json()["code"] == "place_gone"


def test_a_place_of_another_group_is_not_touched(group: GroupSession, client: APIClient) -> None:
    other = joined(a_group(expert=a_mentor()))
    assert remove(client, group, other.pk).json()["code"] == "place_gone"
    assert Place.objects.filter(pk=other.pk).exists()


def test_nobody_is_removed_from_what_has_begun(group: GroupSession, client: APIClient) -> None:
    place = joined(group)
    set_clock(STARTS_AT)
    answer = remove(client, group, place.pk)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_possible_now")
    assert client.get(f"/api/groups/{group.pk}/").json()["may"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"place": 1}, "reason"),
        ({"place": 1, "reason": " "}, "reason"),
        ({"place": 1, "reason": "x" * 501}, "reason"),
        ({"reason": "Ill"}, "place"),
        ({"place": "them", "reason": "Ill"}, "place"),
        ({"place": 0, "reason": "Ill"}, "place"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_field(
    group: GroupSession, client: APIClient, body: dict[str, object], field: str
) -> None:
    answer = client.post(f"/api/groups/{group.pk}/remove/", body, format="json")
    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (400, [field])


def test_a_group_that_is_not_there_is_not_found(group: GroupSession, client: APIClient) -> None:
    group.pk = "00000000-0000-0000-0000-000000000000"
    assert remove(client, group, 1).status_code == 404


def test_only_coordinators_may(group: GroupSession, signed_in_as: Sign) -> None:
    place = joined(group)
    for person in (group.expert.person, place.person):
        client = signed_in_as(person)
        assert "remove" not in client.get(f"/api/groups/{group.pk}/").json()["may"]
        assert remove(client, group, place.pk).status_code == 403
