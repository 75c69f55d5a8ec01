"""Asking for a session over the API: what is offered, what is refused and how, what is held."""

from datetime import datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Commitment
from directory.models import Expert
from mentoring.models import Approval, Programme, Session
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_programme, limits
from tests.integration.mentoring.conftest import Sign, at

pytestmark = pytest.mark.django_db

# 16:00 to 20:00 in California is 00:00 to 04:00 UTC of the next day (no daylight saving in November).
WEDNESDAY_9_IN_SEOUL = at(2, 0)


@pytest.fixture
def founder(monday: datetime) -> Person:
    return a_founder()


@pytest.fixture
def mentor() -> Expert:
    return a_mentor()


@pytest.fixture
def programme() -> Programme:
    return a_programme()


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


def ask(client: APIClient, programme: Programme, mentor: Expert, starts_at: str, **more: object) -> Any:
    body = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "starts_at": starts_at,
        "goal": "Enter the US market",
    }
    return client.post("/api/sessions/", {**body, **more}, format="json")


def free(client: APIClient, programme: Programme, mentor: Expert, first: str, until: str) -> list[str]:
    query = {"programme": programme.slug, "from": first, "until": until}
    answer = client.get(f"/api/experts/{mentor.pk}/free-starts/", query).json()
    return [start["starts_at"] for start in answer["starts"]]


def test_a_founder_sees_the_california_afternoon_as_seoul_morning(
    client: APIClient, programme: Programme, mentor: Expert
) -> None:
    starts = free(client, programme, mentor, at(2, 0), at(3, 0))
    assert starts == [at(2, 0), at(2, 0, 30), at(2, 1), at(2, 1, 30), at(2, 2), at(2, 2, 30), at(2, 3)]


def test_a_request_holds_the_time_of_both_until_it_is_answered(
    client: APIClient, programme: Programme, mentor: Expert, founder: Person, monday: datetime
) -> None:
    answer = ask(client, programme, mentor, WEDNESDAY_9_IN_SEOUL, deck_url="https://deck.example/1")
    assert answer.status_code == 201, answer.json()
    told = answer.json()
    assert (told["state"], told["starts_at"], told["ends_at"]) == ("requested", at(2, 0), at(2, 1))
    assert told["may"] == ["propose", "withdraw"]
    standing = Commitment.objects.standing_at(monday)
    assert set(standing.values_list("person", flat=True)) == {mentor.person_id, founder.pk}
    assert free(client, programme, mentor, at(2, 0), at(3, 0)) == [
        at(2, 1),
        at(2, 1, 30),
        at(2, 2),
        at(2, 2, 30),
        at(2, 3),
    ]


def test_the_expert_is_told_by_e_mail_with_a_link_that_answers(
    client: APIClient, programme: Programme, mentor: Expert, signed_in_as: Sign
) -> None:
    session_id = ask(client, programme, mentor, WEDNESDAY_9_IN_SEOUL).json()["id"]
    message = Message.objects.get(appointment=session_id)
    assert (message.person_id, message.kind, message.channel) == (mentor.person_id, "requested", "email")
    token = message.body.split("/answer/")[1].split()[0]
    stranger = APIClient()
    assert stranger.get(f"/api/answers/{token}/").json()["answered"] is False
    accepted = stranger.post(f"/api/answers/{token}/accept/", {"word": "Gladly"}, format="json")
    assert (accepted.status_code, accepted.json()["state"]) == (200, "confirmed")
    again = stranger.post(f"/api/answers/{token}/decline/", {}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")


def test_a_forged_link_opens_nothing(client: APIClient, programme: Programme, mentor: Expert) -> None:
    answer = APIClient().get("/api/answers/forged:token/")
    assert (answer.status_code, answer.json()["code"]) == (404, "link_unknown")


def test_a_programme_may_accept_by_itself(client: APIClient, mentor: Expert) -> None:
    answer = ask(client, a_programme(approval=Approval.AUTOMATIC), mentor, WEDNESDAY_9_IN_SEOUL).json()
    assert (answer["state"], answer["hold_expires_at"]) == ("confirmed", None)
    assert [row["offset_minutes"] for row in answer["reminders"]] == [1440, 1440, 60, 60]


def test_who_comes_second_hears_taken_with_the_next_free_starts(
    client: APIClient, programme: Programme, mentor: Expert, signed_in_as: Sign
) -> None:
    assert ask(signed_in_as(a_founder()), programme, mentor, WEDNESDAY_9_IN_SEOUL).status_code == 201
    answer = ask(client, programme, mentor, WEDNESDAY_9_IN_SEOUL)
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "slot_taken"
    assert problem["errors"][0]["field"] == "starts_at"
    assert problem["next_free"][0] == {"starts_at": at(2, 1), "ends_at": at(2, 2)}
    assert len(problem["next_free"]) == 5


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        (at(-3, 1), "starts_in_past"),
        (at(0, 1), "inside_notice"),
        (at(2, 12), "outside_hours"),
        (at(2, 0, 10), "off_grid"),
        (at(200, 0), "beyond_horizon"),
    ],
)
def test_a_start_that_breaks_a_rule_is_refused_with_its_name(
    client: APIClient, programme: Programme, mentor: Expert, starts_at: str, code: str
) -> None:
    answer = ask(client, programme, mentor, starts_at)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert Session.objects.count() == 0
    assert Commitment.objects.count() == 0


def test_a_full_day_is_counted_on_the_experts_clock(
    client: APIClient, programme: Programme, mentor: Expert
) -> None:
    limits(mentor, max_per_day=1)
    assert ask(client, programme, mentor, at(2, 0)).status_code == 201
    late = ask(client, programme, mentor, at(2, 2))
    assert (late.status_code, late.json()["code"]) == (409, "day_full")
    assert late.json()["next_free"][0]["starts_at"] == at(3, 0)
    assert free(client, programme, mentor, at(2, 0), at(3, 0)) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"goal": ""}, "goal"),
        ({"deck_url": "javascript:alert(1)"}, "deck_url"),
        ({"expert": 999_999}, "expert"),
        ({"programme": "none-such"}, "programme"),
    ],
)
def test_bad_input_names_the_field(
    client: APIClient, programme: Programme, mentor: Expert, change: dict[str, object], field: str
) -> None:
    body = {"programme": programme.slug, "expert": mentor.pk, "starts_at": at(2, 0), "goal": "A"}
    answer = client.post("/api/sessions/", {**body, **change}, format="json")
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_errors_speak_korean_to_koreans(
    founder: Person, programme: Programme, mentor: Expert, signed_in_as: Sign
) -> None:
    client = signed_in_as(founder)
    client.credentials(HTTP_ACCEPT_LANGUAGE="ko")
    problem = ask(client, programme, mentor, at(-3, 1)).json()
    assert problem["code"] == "starts_in_past"
    assert any("가" <= letter <= "힣" for letter in problem["detail"])


def test_an_expert_of_another_kind_is_not_in_the_programme(client: APIClient, programme: Programme) -> None:
    consultant = a_mentor(kind="consultant")
    assert ask(client, programme, consultant, at(2, 0)).json()["code"] == "expert_not_in_programme"


def test_a_closed_programme_takes_no_requests(client: APIClient, mentor: Expert) -> None:
    answer = ask(client, a_programme(state="closed"), mentor, at(2, 0))
    assert (answer.status_code, answer.json()["code"]) == (409, "programme_closed")


def test_nobody_is_asked_to_meet_in_their_night(
    founder: Person, client: APIClient, programme: Programme
) -> None:
    early = a_mentor(hours=(6 * 60, 18 * 60))  # 14:00 to 02:00 UTC: 23:00 to 11:00 in Seoul
    assert free(client, programme, early, at(1, 14), at(2, 14))[0] == at(1, 23)  # 08:00 in Seoul
    refused = ask(client, programme, early, at(1, 18))  # three in the morning in Seoul
    assert refused.json()["code"] == "outside_hours"


def test_the_founder_is_not_offered_a_time_at_which_they_meet_somebody_else(
    client: APIClient, programme: Programme, mentor: Expert
) -> None:
    assert ask(client, programme, a_mentor(), at(2, 0)).status_code == 201
    assert free(client, programme, mentor, at(2, 0), at(2, 2)) == [at(2, 1)]
    assert ask(client, programme, mentor, at(2, 0)).json()["code"] == "slot_taken"


@pytest.mark.parametrize(("first", "until"), [(at(2, 0), at(2, 0)), (at(0, 0), at(63, 0)), ("x", at(1, 0))])
def test_a_window_that_means_nothing_is_refused(
    client: APIClient, programme: Programme, mentor: Expert, first: str, until: str
) -> None:
    query = {"programme": programme.slug, "from": first, "until": until}
    answer = client.get(f"/api/experts/{mentor.pk}/free-starts/", query)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
