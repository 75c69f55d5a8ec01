"""Asking for a session with several: what is held, who is told, what is refused."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from agenda.models import Commitment
from mentoring.models import Approval, Companion, Session
from messaging.models import Message
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder, a_mentor, limits
from tests.integration.finding.asking import find, starts
from tests.integration.mentoring.conftest import at
from tests.integration.together.conftest import Four, kinds, taken

pytestmark = pytest.mark.django_db


def test_a_request_holds_the_time_of_all_each_with_their_own_pauses(four: Four) -> None:
    limits(four.other, buffer_before_minutes=30, buffer_after_minutes=15)
    told = four.ask(at(2, 1)).json()
    assert (told["state"], taken(at(2, 1)), taken(at(2, 0, 45))) == (
        "requested",
        four.people,
        {four.other.person_id},
    )
    assert [(row["name"], row["side"], row["expert"], row["time_zone"]) for row in told["companions"]] == [
        ("Bora", "startup", None, "Asia/Seoul"),
        ("Lee", "expert", four.other.pk, "America/Los_Angeles"),
    ]


def test_all_who_take_part_are_told_and_the_one_who_was_asked_answers(four: Four) -> None:
    session = four.session()
    assert kinds(four.mentor.person) == ["requested"]
    assert (kinds(four.other.person), kinds(four.colleague), kinds(four.founder)) == (
        ["named"],
        ["named"],
        [],
    )
    asked = Message.objects.get(person=four.mentor.person, channel="email")
    assert "Also there: Bora, Lee\n" in asked.body
    token = asked.body.split("/answer/")[1].split()[0]
    shown = APIClient().get(f"/api/answers/{token}/").json()["companions"]
    assert [row["name"] for row in shown] == ["Bora", "Lee"]
    to_other = Message.objects.get(person=four.other.person, channel="email")
    assert "/answer/" not in to_other.body
    assert "Also there: Dana, Bora\n" in to_other.body
    may = {
        person: four.seen_by(person, session).json()["may"] for person in (four.other.person, four.colleague)
    }
    assert may == {four.other.person: ["leave"], four.colleague: ["propose", "withdraw", "leave"]}
    assert four.do(four.other.person, session, "accept").json()["code"] == "not_possible_now"
    assert four.do(four.mentor.person, session, "accept").json()["state"] == "confirmed"


def test_what_is_found_for_all_can_be_booked_for_all_and_what_is_not_cannot(four: Four) -> None:
    an_appointment(four.other.person, starts_at=datetime.fromisoformat(at(2, 1)))
    an_appointment(four.colleague, starts_at=datetime.fromisoformat(at(2, 2)))
    named = {"experts": f"{four.other.pk}", "colleagues": f"{four.colleague.pk}"}
    window = {"programme": four.programme.slug, "from": at(2, 0), "until": at(3, 0)}
    address = f"/api/experts/{four.mentor.pk}/free-starts/"
    shown = four.client.get(address, window | named).json()
    found = find(
        four.client,
        four.programme,
        [four.mentor, four.other],
        mode="all",
        colleagues=named["colleagues"],
        **{"from": at(2, 0), "until": at(3, 0)},
    )
    assert starts(shown) == [at(2, 0), at(2, 3)]
    assert starts(found.json()) == [at(2, 0), at(2, 3)]
    for hour in (1, 2):
        refused = four.ask(at(2, hour))
        assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
        assert refused.json()["next_free"][0]["starts_at"] == at(2, 3)
    assert Session.objects.count() == 0
    assert four.ask(at(2, 3)).status_code == 201


def test_the_other_experts_day_is_full_for_all(four: Four) -> None:
    limits(four.other, max_per_day=1)
    an_appointment(four.other.person, starts_at=datetime.fromisoformat(at(2, 3)))
    assert four.ask(at(2, 0)).json()["code"] == "day_full"
    window = {"programme": four.programme.slug, "from": at(2, 0), "until": at(2, 15), "reasons_on": "viewer"}
    address = f"/api/experts/{four.mentor.pk}/free-starts/"
    shown = four.client.get(address, window | {"experts": str(four.other.pk)}).json()
    assert (shown["starts"], shown["empty_days"]) == ([], [{"on": "2026-11-25", "reason": "full"}])


def test_a_session_that_needs_no_answer_is_agreed_for_all_at_once(four: Four) -> None:
    four.programme.approval = Approval.AUTOMATIC
    four.programme.save()
    told = four.ask().json()
    assert told["state"] == "confirmed"
    assert sorted({row["person_name"] for row in told["reminders"]}) == ["Bora", "Dana", "Lee", "Yuna"]
    assert [len(told["reminders"]), taken(at(2, 0))] == [8, four.people]


@pytest.mark.parametrize(
    ("named", "code", "field"),
    [
        ({"experts": [999_999]}, "expert_unknown", "experts"),
        ({"colleagues": [999_999]}, "colleague_unknown", "colleagues"),
        ({"experts": list(range(1000, 1500))}, "too_many_experts", "experts"),
        ({"colleagues": list(range(1000, 1500))}, "too_many_colleagues", "colleagues"),
        ({"experts": ["x"]}, "invalid", "experts"),
        ({"experts": [2**80]}, "max_value", "experts"),
        ({"colleagues": 7}, "not_a_list", "colleagues"),
    ],
)
def test_whoever_cannot_take_part_is_refused_by_name(
    four: Four, named: dict[str, Any], code: str, field: str
) -> None:
    answer = four.ask(**named)
    errors = [(error["field"].split(".")[0], error["code"]) for error in answer.json()["errors"]]
    assert (answer.status_code, errors) == (400, [(field, code)])
    assert (Session.objects.count(), Commitment.objects.count()) == (0, 0)


def test_colleagues_are_of_ones_own_company_and_experts_of_the_programme(four: Four) -> None:
    consultant, stranger = a_mentor(kind="consultant"), a_founder()
    gone = a_mentor(is_active=False)
    for expert in (consultant, gone):
        assert four.ask(experts=[expert.pk]).json()["experts"] == [expert.pk]
    for person in (stranger, four.founder, four.other.person):
        assert four.ask(colleagues=[person.pk]).json()["colleagues"] == [person.pk]


def test_whom_one_names_twice_takes_part_once(four: Four) -> None:
    told = four.ask(experts=[four.other.pk, four.mentor.pk, four.other.pk]).json()
    assert [row["name"] for row in told["companions"]] == ["Bora", "Lee"]


def test_nobody_sees_an_address_or_a_number_of_the_others(four: Four) -> None:
    told = four.seen_by(four.founder, four.session())
    for person in (four.other.person, four.mentor.person, four.colleague):
        assert person.email not in told.content.decode()


def test_somebody_takes_part_once_and_says_why_only_when_they_leave(four: Four) -> None:
    session = four.session()
    with pytest.raises(IntegrityError, match="companion_once_per_session"), transaction.atomic():
        Companion.objects.create(session=session, person=four.colleague)
    with pytest.raises(IntegrityError, match="companion_with_a_word_has_left"), transaction.atomic():
        Companion.objects.filter(session=session).update(left_word="Ill")


def test_lists_show_everybody_in_as_many_statements_for_one_as_for_three(four: Four) -> None:
    counted = []
    for hour in (0, 1, 2):
        four.agreed(at(2, hour))
        with CaptureQueriesContext(connection) as asked:
            told = four.sign(four.other.person).get("/api/sessions/").json()
        counted.append(len(asked))
        assert [len(row["companions"]) for row in told["results"]] == [2] * (hour + 1)
    assert len(set(counted)) == 1
    assert four.client.get("/api/sessions/", {"q": "Lee"}).json()["count"] == 3
    for expert in (four.mentor, four.other):
        assert four.client.get("/api/sessions/", {"expert": expert.pk}).json()["count"] == 3
    assert four.sign(a_mentor().person).get("/api/sessions/").json()["count"] == 0
