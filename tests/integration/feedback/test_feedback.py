"""After a session both sides answer what the programme asks; each sees its own answers, coordinators see all."""

import csv
from datetime import datetime, timedelta
from io import StringIO
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from mentoring.feedback.operations import give_feedback
from mentoring.models import Answer, Programme, Question, Session, SessionState
from mentoring.operations import request_session
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, set_clock
from tests.integration.programmes.conftest import a_question, client_of

pytestmark = pytest.mark.django_db

STARTS = MONDAY + timedelta(days=2)  # 09:00 in Seoul, 16:00 the day before in California
OVER = STARTS + timedelta(hours=2)


def a_session(programme: Programme, **fields: Any) -> Session:
    founder = fields.pop("founder", None) or a_founder()
    return request_session(
        programme=programme,
        expert=a_mentor(hours=(0, 1440), days=7),
        startup=founder.membership.startup,
        starts_at=STARTS,
        goal="Pricing",
        questions="",
        deck_url="",
        by=founder,
        now=MONDAY,
    )


@pytest.fixture
def programme(monday: datetime) -> Programme:
    return a_programme(approval="automatic")


@pytest.fixture
def asked(programme: Programme) -> list[Question]:
    """A scale that needs an answer, and a choice that does not."""
    options = [{"key": "price", "ko": "가격", "en": "Pricing"}, {"key": "law", "ko": "법무", "en": "Law"}]
    return [
        a_question(
            programme,
            use="feedback",
            kind="scale",
            scale_from=1,
            scale_to=5,
            title_en="How useful?",
            title_ko="유용?",
        ),
        a_question(
            programme,
            use="feedback",
            position=1,
            kind="many",
            options=options,
            is_required=False,
            title_en="About what?",
            title_ko="무엇?",
        ),
    ]


@pytest.fixture
def session(programme: Programme, asked: list[Question]) -> Session:
    """One that is over."""
    found = a_session(programme)
    set_clock(OVER)
    return found


def path(session: Session) -> str:
    return f"/api/sessions/{session.pk}/feedback/"


def put(client: APIClient, session: Session, answers: dict[str, Any]) -> Any:
    return client.put(path(session), {"answers": answers}, format="json")


def test_both_sides_answer_and_see_nothing_of_each_other(session: Session, asked: list[Question]) -> None:
    founder, expert = client_of(session.founder), client_of(session.expert.person)
    before = founder.get(path(session)).json()
    assert (before["is_open"], before["answers"], before["given_at"]) == (True, {}, None)
    assert [one["title_en"] for one in before["questions"]] == ["How useful?", "About what?"]
    scale, many = (str(one.pk) for one in asked)
    put(founder, session, {scale: 5, many: ["price", "law"]})
    put(expert, session, {scale: 3})
    assert founder.get(path(session)).json()["answers"] == {scale: 5, many: ["price", "law"]}
    assert expert.get(path(session)).json()["answers"] == {scale: 3}
    assert put(founder, session, {scale: 4}).json()["answers"] == {scale: 4}
    entries = AuditEntry.objects.filter(subject_kind="feedback", subject_id=str(session.pk))
    assert list(entries.order_by("pk").values_list("action", "actor_id")) == [
        ("feedback.given", session.founder_id),
        ("feedback.given", session.expert.person_id),
        ("feedback.given", session.founder_id),
    ]


def test_what_does_not_fit_is_refused_at_its_question(session: Session, asked: list[Question]) -> None:
    founder = client_of(session.founder)
    scale, many = (str(one.pk) for one in asked)
    answer = put(founder, session, {scale: 9, many: ["taxes"]})
    faults = [(one["field"], one["code"]) for one in answer.json()["errors"]]
    assert (answer.status_code, answer.json()["code"]) == (400, "answers_refused")
    assert [field for field, _ in faults] == [f"answers.{scale}", f"answers.{many}"]
    gone = put(founder, session, {"0": "?"})
    assert (gone.status_code, gone.json()["code"]) == (409, "question_gone")
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("state", "when"),
    [("confirmed", STARTS), ("no_show", OVER), ("cancelled", OVER), ("requested", OVER)],
)
def test_nothing_is_asked_before_it_is_over_or_where_it_did_not_take_place(
    session: Session, asked: list[Question], state: str, when: datetime
) -> None:
    set_clock(when)
    no_show = {"no_show_by": "expert", "no_show_said_by": "startup", "no_show_at": OVER}
    Session.objects.update(state=state, **(no_show if state == "no_show" else {}))
    founder = client_of(session.founder)
    assert founder.get(path(session)).json()["is_open"] is False
    answer = put(founder, session, {str(asked[0].pk): 5})
    assert (answer.status_code, answer.json()["code"], answer.json()["state"]) == (
        409,
        "feedback_not_asked",
        SessionState(state),
    )


def test_others_neither_answer_nor_look(session: Session, asked: list[Question]) -> None:
    def told(person: Person) -> list[int]:
        client = client_of(person)
        return [client.get(path(session)).status_code, put(client, session, {}).status_code]

    others = [a_founder(), a_mentor().person, a_person(Role.COORDINATOR)]
    assert [told(one) for one in others] == [[404, 404], [404, 404], [403, 403]]


def test_coordinators_read_all_of_it_in_the_version_that_was_answered(
    session: Session, asked: list[Question], programme: Programme
) -> None:
    scale, many = (str(one.pk) for one in asked)
    put(client_of(session.founder), session, {scale: 5, many: ["law", "price"]})
    put(client_of(session.expert.person), session, {scale: 3})
    Question.objects.filter(pk=asked[1].pk).update(retired_at=OVER)
    coordinator = client_of(a_person(Role.COORDINATOR))
    found = coordinator.get(f"/api/programme-desk/{programme.slug}/feedback/").json()["results"]
    shown = [
        (row["session"], one["by_name"], one["side"], [answer["value"] for answer in one["answers"]])
        for row in found
        for one in row["given"]
    ]
    assert sorted(shown) == sorted(
        [
            (str(session.pk), session.founder.name, "startup", [5, ["law", "price"]]),
            (str(session.pk), session.expert.person.name, "expert", [3]),
        ]
    )
    file = coordinator.get(f"/api/programme-desk/{programme.slug}/feedback/export.csv")
    rows = list(csv.DictReader(StringIO(file.content.decode("utf-8-sig"))))
    assert sorted((row["side"], row["question"], row["answer"]) for row in rows) == [
        ("expert", "How useful?", "3"),
        ("startup", "About what?", "Law, Pricing"),
        ("startup", "How useful?", "5"),
    ]


def test_the_list_asks_as_little_of_the_database_for_many_as_for_one(
    programme: Programme, asked: list[Question], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    coordinator = client_of(a_person(Role.COORDINATOR))
    for number in (1, 9):
        for _ in range(number):
            session = a_session(programme)
            give_feedback(session_id=session.pk, answers={str(asked[0].pk): 4}, by=session.founder, now=OVER)
        with django_assert_num_queries(5):
            found = coordinator.get(f"/api/programme-desk/{programme.slug}/feedback/").json()
    assert found["count"] == 10


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_answer_at_once_both_are_taken_and_one_counts(
    session: Session, asked: list[Question]
) -> None:
    ready, outcomes = Barrier(2), []

    def answers(value: int) -> None:
        ready.wait()
        try:
            give_feedback(
                session_id=session.pk, answers={str(asked[0].pk): value}, by=session.founder, now=OVER
            )
            outcomes.append(value)
        finally:
            connection.close()

    threads = [Thread(target=answers, args=(value,)) for value in (1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [1, 5]
    assert Answer.objects.get().value in (1, 5)
