"""The message log: each message in words that tell no secret, narrowed, exported and tried again."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Role
from audit.models import AuditEntry
from messaging.models import Message
from tests.factories.hub import a_mentor, a_person
from tests.integration.mentoring.conftest import MONDAY, at
from tests.integration.message_desk.conftest import HOUR, a_message, a_session

pytestmark = pytest.mark.django_db

PATH = "/api/messages/"
FAILED = {"state": "failed", "error_code": "30003"}


def found(client: APIClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(PATH, query)
    assert answer.status_code == 200, answer.json()
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


def ids(rows: list[dict[str, Any]]) -> list[int]:
    return [row["id"] for row in rows]


def test_a_text_says_to_whom_it_was_what_it_is_about_and_what_became_of_it(coordinator: APIClient) -> None:
    session = a_session(mentor=a_mentor(name="Ada Novak"))
    message = a_message(session.founder, appointment=session.appointment, **FAILED)

    (row,) = found(coordinator)

    assert row == {
        "id": message.pk,
        "person": {"id": session.founder_id, "name": session.founder.name, "role": "startup_member"},
        "kind": "confirmed",
        "channel": "sms",
        "language": "ko",
        "state": "failed",
        "code": "30003",
        "attempts": 1,
        "created_at": at(0, 0),
        "not_before": at(0, 0),
        "settled_at": at(0, 0),
        "can_be_tried": True,
        "link_until": None,
        "link_revoked_at": None,
        "about": {
            "kind": "session",
            "subject_id": str(session.pk),
            "startup": {
                "id": session.startup_id,
                "name_ko": session.startup.name_ko,
                "name_en": session.startup.name_en,
            },
            "expert_name": "Ada Novak",
            "title_ko": "",
            "title_en": "",
        },
    }


def test_what_is_about_an_account_is_about_no_session(coordinator: APIClient) -> None:
    a_message(a_person(Role.MENTOR), kind="lost_consent", channel="email", state="sent")

    (row,) = found(coordinator)

    assert (row["about"], row["can_be_tried"]) == (None, False)


def test_the_log_is_narrowed_by_state_channel_kind_person_time_and_words(coordinator: APIClient) -> None:
    ada, bob = a_person(Role.MENTOR, name="Ada Novak"), a_person(Role.MENTOR, name="Bob Okafor")
    session = a_session(mentor=a_mentor(name="Cleo Park"))
    first = a_message(ada, **FAILED)
    second = a_message(ada, channel="email", kind="moved", state="sent", created_at=MONDAY + HOUR)
    third = a_message(bob, state="unknown", created_at=MONDAY + 2 * HOUR)
    fourth = a_message(bob, appointment=session.appointment, created_at=MONDAY + 3 * HOUR)
    later = (MONDAY + HOUR).isoformat()

    told = {
        "everything": ids(found(coordinator)),
        "failed or unknown": ids(found(coordinator, state=["failed", "unknown"])),
        "texts": ids(found(coordinator, channel="sms")),
        "moves": ids(found(coordinator, kind="moved")),
        "to Ada": ids(found(coordinator, person=ada.pk)),
        "to look at": ids(found(coordinator, attention="true")),
        "in order": ids(found(coordinator, attention="false")),
        "from": ids(found(coordinator, written_from=later)),
        "until": ids(found(coordinator, written_until=later)),
        "reader's name": ids(found(coordinator, q="okafor")),
        "mentor's name": ids(found(coordinator, q="cleo")),
    }

    assert told == {
        "everything": [fourth.pk, third.pk, second.pk, first.pk],
        "failed or unknown": [third.pk, first.pk],
        "texts": [fourth.pk, third.pk, first.pk],
        "moves": [second.pk],
        "to Ada": [second.pk, first.pk],
        "to look at": [third.pk, first.pk],
        "in order": [fourth.pk, second.pk],
        "from": [fourth.pk, third.pk, second.pk],
        "until": [first.pk],
        "reader's name": [fourth.pk, third.pk],
        "mentor's name": [fourth.pk],
    }


@pytest.mark.parametrize("query", [{"state": "lost"}, {"channel": "pigeon"}, {"written_from": "yesterday"}])
def test_what_cannot_be_asked_for_is_named(coordinator: APIClient, query: dict[str, str]) -> None:
    (field,) = query

    answer = coordinator.get(PATH, query)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_longer_log_costs_no_more_statements(
    coordinator: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        session = a_session()
        a_message(session.founder, appointment=session.appointment)
    with django_assert_num_queries(6):
        found(coordinator)
    for _ in range(5):
        a_message(a_person(Role.MENTOR), appointment=session.appointment)

    with django_assert_num_queries(6):
        found(coordinator)


def test_one_that_did_not_arrive_is_tried_again_and_the_story_tells_who_did_it(
    coordinator: APIClient,
) -> None:
    session = a_session()
    message = a_message(session.founder, appointment=session.appointment, provider_id="SM1", **FAILED)

    answer = coordinator.post(f"{PATH}{message.pk}/retry/")

    assert answer.json() == {"retried": 1}
    message.refresh_from_db()
    assert (message.state, message.attempts, message.provider_id, message.error_code) == ("ready", 0, "", "")
    told = AuditEntry.objects.filter(action="message.ready").get()
    assert told.actor is not None
    assert told.actor.name == "Cora Hub"


def test_one_that_has_arrived_is_not_sent_twice(coordinator: APIClient) -> None:
    message = a_message(a_person(Role.MENTOR))

    assert coordinator.post(f"{PATH}{message.pk}/retry/").json() == {"retried": 0}
    assert coordinator.post(f"{PATH}{message.pk + 1}/retry/").status_code == 404
    message.refresh_from_db()
    assert message.state == "delivered"


def test_one_whose_words_were_erased_has_nothing_to_send(coordinator: APIClient) -> None:
    message = a_message(a_person(Role.MENTOR), body="", erased_at=MONDAY, **FAILED)

    assert [row["can_be_tried"] for row in found(coordinator)] == [False]
    assert coordinator.post(f"{PATH}{message.pk}/retry/").json() == {"retried": 0}


def test_all_that_the_address_asks_for_are_tried_again_at_once(coordinator: APIClient) -> None:
    ada, bob = a_person(Role.MENTOR), a_person(Role.MENTOR)
    a_message(ada, **FAILED)
    a_message(ada, **(FAILED | {"state": "undelivered"}))
    a_message(ada)
    others = a_message(bob, **FAILED)

    assert coordinator.post(f"{PATH}retry/?person={ada.pk}").json() == {"retried": 2}
    assert list(Message.objects.filter(state="failed")) == [others]


def test_the_export_is_a_spreadsheet_by_the_same_filters_without_the_words(coordinator: APIClient) -> None:
    ada = a_person(Role.MENTOR, name="=Ada")
    message = a_message(ada, body="A secret link", **FAILED)
    a_message(ada, created_at=MONDAY + timedelta(days=1))

    answer = coordinator.get(f"{PATH}export.csv", {"state": "failed"})

    assert answer["Content-Disposition"] == 'attachment; filename="messages.csv"'
    assert list(csv.reader(StringIO(answer.content.decode("utf-8-sig")))) == [
        [
            "id",
            "written",
            "to",
            "kind",
            "channel",
            "language",
            "state",
            "code",
            "attempts",
            "settled",
            "session",
        ],
        [
            str(message.pk),
            MONDAY.isoformat(),
            "'=Ada",
            "confirmed",
            "sms",
            "ko",
            "failed",
            "30003",
            "1",
            MONDAY.isoformat(),
            "",
        ],
    ]
