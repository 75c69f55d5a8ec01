"""Another time: offered, held, taken or not."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from agenda.models import Appointment, BusyTime
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.jobs import let_time_pass
from mentoring.models import Programme, Proposal, Session
from messaging.models import Message
from tests.factories.hub import a_founder
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock
from tests.integration.mentoring.proposals.proposing import OTHERS, held, propose, take
from tests.integration.mentoring.test_booking import ask, free

pytestmark = pytest.mark.django_db


def test_proposed_times_are_held_for_both_instead_of_the_one_asked_for(
    requested: str, expert: APIClient, asking: APIClient, programme: Programme, mentor: Expert
) -> None:
    answer = propose(expert, requested)
    assert (answer.status_code, answer.json()["state"]) == (200, "proposed")
    proposal = asking.get(requested).json()["proposal"]
    assert [start["starts_at"] for start in proposal["starts"]] == OTHERS
    assert (proposal["by"], proposal["word"], proposal["expires_at"]) == (
        "expert",
        "I fly on Wednesday",
        answer.json()["hold_expires_at"],
    )
    assert held() == dict.fromkeys(OTHERS, 2)
    assert at(2, 0) in free(asking, programme, mentor, at(2, 0), at(2, 1))
    assert (expert.get(requested).json()["may"], asking.get(requested).json()["may"]) == (
        ["decline", "propose"],
        ["propose", "take", "turn_down", "withdraw"],
    )


def test_nobody_else_books_a_proposed_time(
    requested: str, expert: APIClient, programme: Programme, mentor: Expert, signed_in_as: Sign
) -> None:
    propose(expert, requested)
    assert ask(signed_in_as(a_founder()), programme, mentor, at(3, 2)).json()["code"] == "slot_taken"


def test_what_a_calendar_shows_at_the_time_that_is_taken_is_flagged_and_a_line_of_the_story(
    requested: str, expert: APIClient, asking: APIClient, mentor: Expert
) -> None:
    propose(expert, requested)
    begin = MONDAY + timedelta(days=3, hours=2)
    BusyTime.objects.create(
        person=mentor.person, source=1, external_id="x", during=(begin, begin + timedelta(hours=1))
    )
    taken = take(asking, requested, at(3, 2)).json()
    assert {"kind": "clash", "state": "busy"} in taken["attention"]
    (line,) = AuditEntry.objects.filter(action="calendar.clash")
    assert (line.subject_id, line.details["person_id"]) == (taken["id"], mentor.person_id)


def test_one_tap_takes_one_and_frees_the_rest(requested: str, expert: APIClient, asking: APIClient) -> None:
    propose(expert, requested)
    taken = take(asking, requested, at(3, 2)).json()
    assert (taken["state"], taken["starts_at"], taken["proposal"]) == ("confirmed", at(3, 2), None)
    assert held() == {at(3, 2): 2}
    assert [row["offset_minutes"] for row in taken["reminders"]] == [1440, 1440, 60, 60]
    assert set(Appointment.objects.values_list("state", flat=True)) == {"booked", "released"}
    assert Proposal.objects.get().state == "taken"
    again = take(asking, requested, at(3, 0))
    assert (again.status_code, again.json()["code"]) == (409, "not_possible_now")


def test_a_time_that_was_not_proposed_cannot_be_taken(
    requested: str, expert: APIClient, asking: APIClient
) -> None:
    propose(expert, requested)
    assert take(asking, requested, at(2, 0)).json()["code"] == "not_proposed"


def test_who_proposed_cannot_answer_and_who_answers_may_propose_in_turn(
    requested: str, expert: APIClient, asking: APIClient
) -> None:
    propose(expert, requested)
    assert take(expert, requested, at(3, 0)).json()["code"] == "not_possible_now"
    back = propose(asking, requested, [at(4, 2)]).json()
    assert (back["state"], back["starts_at"], held()) == ("proposed", at(4, 2), {at(4, 2): 2})
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["open", "replaced"]
    assert take(expert, requested, at(4, 2)).json()["state"] == "confirmed"


def test_an_agreed_session_keeps_its_time_until_another_is_taken(
    confirmed: str, expert: APIClient, asking: APIClient
) -> None:
    proposed = propose(asking, confirmed).json()
    assert (proposed["state"], proposed["starts_at"]) == ("confirmed", at(2, 0))
    assert held() == {at(2, 0): 2, **dict.fromkeys(OTHERS, 2)}
    taken = take(expert, confirmed, at(4, 1)).json()
    assert (taken["starts_at"], taken["version"], held()) == (at(4, 1), 2, {at(4, 1): 2})


def test_an_agreed_session_stands_when_the_other_times_are_turned_down(
    confirmed: str, expert: APIClient, asking: APIClient, mentor: Expert
) -> None:
    propose(expert, confirmed)
    answer = asking.post(f"{confirmed}turn-down/", {"word": "We stay"}, format="json").json()
    assert (answer["state"], answer["proposal"], held()) == ("confirmed", None, {at(2, 0): 2})
    told = Message.objects.filter(kind="turned_down", channel="email")
    assert [(mail.person, "Reason: We stay" in mail.body) for mail in told] == [(mentor.person, True)]


def test_a_request_whose_other_times_are_turned_down_is_declined(
    requested: str, expert: APIClient, asking: APIClient, mentor: Expert
) -> None:
    propose(expert, requested)
    answer = asking.post(f"{requested}turn-down/", {"word": "None fits"}, format="json").json()
    assert (answer["state"], held()) == ("declined", {})
    told = Message.objects.get(kind="turned_down", person=mentor.person, channel="email").body
    assert "takes none of the times that you proposed" in told
    assert "Reason: None fits" in told


@pytest.mark.parametrize("deed", ["cancel", "reschedule"])
def test_whatever_ends_a_proposal_frees_its_times(
    confirmed: str, expert: APIClient, asking: APIClient, deed: str
) -> None:
    propose(expert, confirmed)
    body = {"reason": "Changed plans", "starts_at": at(2, 2), "version": 1}
    answer = asking.post(f"{confirmed}{deed}/", body, format="json")
    assert (answer.status_code, Proposal.objects.get().state) == (200, "dropped")
    assert held() == ({at(2, 2): 2} if deed == "reschedule" else {})


def test_proposed_times_expire_by_the_query_and_by_the_job(
    requested: str, expert: APIClient, asking: APIClient, programme: Programme, mentor: Expert
) -> None:
    propose(expert, requested)
    later = MONDAY + timedelta(hours=49)
    set_clock(later)
    assert held(later) == {}
    assert free(asking, programme, mentor, at(4, 1), at(4, 2)) == [at(4, 1)]
    assert take(asking, requested, at(4, 1)).json()["code"] == "not_possible_now"
    let_time_pass()
    assert (Session.objects.get().state, Proposal.objects.get().state) == ("expired", "expired")


def test_a_proposal_for_an_agreed_session_expires_and_the_session_stands(
    confirmed: str, expert: APIClient, asking: APIClient
) -> None:
    propose(expert, confirmed)
    set_clock(MONDAY + timedelta(days=2, minutes=-30))
    assert asking.get(confirmed).json()["proposal"] is not None
    set_clock(MONDAY + timedelta(days=2, minutes=30))
    assert asking.get(confirmed).json()["proposal"] is None
    let_time_pass()
    assert (Session.objects.get().state, Proposal.objects.get().state) == ("confirmed", "expired")
    let_time_pass()
    assert AuditEntry.objects.filter(action="session.proposal_expired").count() == 1
