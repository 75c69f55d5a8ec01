"""A signed link proposes one other time for one session, once, and does nothing else."""

from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Expert
from mentoring.models import Proposal, Session
from mentoring.moving import reschedule_session
from mentoring.other_times.links import SALT, other_time_link
from mentoring.other_times.operations import propose_by_link
from mentoring.other_times.refusals import AlreadyProposed
from mentoring.proposing import propose_times
from mentoring.refusals import instant
from tests.integration.mentoring.conftest import MONDAY, set_clock
from tests.integration.two_way.conftest import HOUR, THURSDAY, WEDNESDAY, asked

pytestmark = pytest.mark.django_db
FRIDAY = THURSDAY + timedelta(days=1)


def token_for(session: Session, person: Person, now: datetime = MONDAY) -> str:
    return other_time_link(session, person, now=now).rsplit("/", 1)[1]


def page(token: str) -> Any:
    return APIClient(HTTP_ACCEPT_LANGUAGE="en").get(f"/api/other-times/{token}/")


def propose(token: str, start: datetime, **more: Any) -> Any:
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    return client.post(f"/api/other-times/{token}/", {"start": start.isoformat(), **more}, format="json")


def test_the_page_shows_this_session_and_free_starts_and_nothing_else(
    mentor: Expert, founder: Person
) -> None:
    session = asked(founder, mentor, approval="automatic")
    shown = page(token_for(session, founder)).json()
    assert sorted(shown) == [
        "counterpart",
        "ends_at",
        "in_google",
        "is_proposed",
        "may_propose",
        "meet_url",
        "other_time_zone",
        "programme",
        "session",
        "starts",
        "starts_at",
        "state",
        "time_zone",
    ]
    assert (shown["counterpart"], shown["time_zone"], shown["may_propose"]) == (
        "Dana Reyes",
        "Asia/Seoul",
        True,
    )
    starts = [one["starts_at"] for one in shown["starts"]]
    assert instant(THURSDAY) in starts
    assert instant(WEDNESDAY) not in starts
    assert len(starts) <= 60


def test_one_time_is_proposed_in_the_holders_name_without_signing_in(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor, approval="automatic")
    answer = propose(token_for(session, mentor.person), THURSDAY, word="A day later?")
    assert answer.status_code == 200, answer.json()
    assert (answer.json()["is_proposed"], answer.json()["may_propose"], answer.json()["starts"]) == (
        True,
        False,
        [],
    )
    proposal = Proposal.objects.get()
    assert (proposal.by, proposal.word, proposal.session_id) == (mentor.person, "A day later?", session.pk)
    assert [one.appointment.starts_at for one in proposal.starts.all()] == [THURSDAY]


def test_a_replayed_link_proposes_nothing_more(mentor: Expert, founder: Person) -> None:
    token = token_for(asked(founder, mentor, approval="automatic"), founder)
    assert propose(token, THURSDAY).status_code == 200
    answer = propose(token, FRIDAY)
    assert (answer.status_code, answer.json()["code"]) == (409, "already_proposed")
    assert Proposal.objects.count() == 1
    assert page(token).json()["is_proposed"] is True


def test_a_request_that_is_proposed_for_is_done_though_its_hold_has_moved(
    mentor: Expert, founder: Person
) -> None:
    token = token_for(asked(founder, mentor), mentor.person)
    assert propose(token, THURSDAY).status_code == 200
    assert page(token).json()["state"] == "proposed"
    assert propose(token, FRIDAY).status_code == 409


def test_who_proposed_on_the_page_meanwhile_has_used_it_up(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor, approval="automatic")
    token = token_for(session, founder)
    propose_times(session_id=session.pk, starts=[FRIDAY], word="", by=founder, now=MONDAY + HOUR)
    assert propose(token, THURSDAY).json()["code"] == "already_proposed"


@pytest.mark.parametrize("later", [timedelta(days=1), timedelta(days=3)])
def test_a_link_is_good_for_a_day(mentor: Expert, founder: Person, later: timedelta) -> None:
    token = token_for(asked(founder, mentor, approval="automatic"), founder)
    set_clock(MONDAY + later)
    for answer in (page(token), propose(token, THURSDAY)):
        assert (answer.status_code, answer.json()["code"]) == (410, "other_time_link_over")
    assert not Proposal.objects.exists()


def test_a_link_ends_when_the_session_has_another_time(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor, approval="automatic")
    token = token_for(session, founder)
    reschedule_session(
        session_id=session.pk, starts_at=FRIDAY, reason="", by=mentor.person, now=MONDAY + HOUR, version=1
    )
    assert page(token).status_code == 410
    assert propose(token, THURSDAY).status_code == 410


def test_a_forged_link_and_one_of_another_purpose_open_nothing(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor, approval="automatic")
    token = token_for(session, founder)
    claims = signing.Signer(salt=SALT).unsign_object(token)
    other = signing.Signer(salt="meridian.answers").sign_object(claims)
    for bad in (token[:-1] + ("a" if token[-1] != "a" else "b"), other, "x"):
        assert page(bad).status_code == 404
        assert propose(bad, THURSDAY).status_code == 404
    assert not Proposal.objects.exists()


def test_a_link_names_one_session_whatever_is_sent_along(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor, approval="automatic")
    other = asked(founder, mentor, FRIDAY, approval="automatic")
    answer = propose(token_for(session, founder), THURSDAY, session=str(other.pk), session_id=str(other.pk))
    assert answer.status_code == 200
    assert Proposal.objects.get().session_id == session.pk


def test_a_link_of_a_closed_account_opens_nothing(mentor: Expert, founder: Person) -> None:
    token = token_for(asked(founder, mentor, approval="automatic"), founder)
    Person.objects.filter(pk=founder.pk).update(is_active=False)
    assert page(token).status_code == 404


def test_only_a_start_that_suits_everybody_is_taken(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor, approval="automatic")
    night = THURSDAY + timedelta(hours=8)  # 17:00 in Seoul, 00:00 in California
    answer = propose(token_for(session, mentor.person), night)
    assert (answer.status_code, answer.json()["code"]) == (400, "outside_hours")
    assert not Proposal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_proposes(mentor: Expert, founder: Person) -> None:
    token = token_for(asked(founder, mentor, approval="automatic"), founder)
    barrier, told = Barrier(2), []

    def run(start: datetime) -> None:
        barrier.wait()
        try:
            propose_by_link(token=token, start=start, word="", now=MONDAY + HOUR)
            told.append("proposed")
        except AlreadyProposed:
            told.append("refused")
        finally:
            connection.close()

    both = [Thread(target=run, args=(start,)) for start in (THURSDAY, FRIDAY)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told) == ["proposed", "refused"]
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("days", [1, 5])
def test_the_page_asks_the_same_number_of_questions_however_many_starts_there_are(
    mentor: Expert, founder: Person, days: int, django_assert_max_num_queries: Any
) -> None:
    token = token_for(asked(founder, mentor, approval="automatic", horizon_days=days + 3), founder)
    with django_assert_max_num_queries(13):
        assert page(token).status_code == 200
