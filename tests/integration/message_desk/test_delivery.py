"""How delivery does: what waits, what did not arrive and why, whose number is wrong, how much left each day."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Role
from messaging.models import BadAddress, BadNumber, ChannelBlock, Reminder
from tests.factories.hub import a_person
from tests.integration.mentoring.conftest import MONDAY, at
from tests.integration.message_desk.conftest import HOUR, a_message, a_session

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def delivery(client: APIClient, **query: Any) -> dict[str, Any]:
    answer = client.get("/api/delivery/", query)
    assert answer.status_code == 200, answer.json()
    found: dict[str, Any] = answer.json()
    return found


def test_what_waits_is_counted_and_the_oldest_is_named(coordinator: APIClient) -> None:
    session = a_session()
    Reminder.objects.all().delete()
    for minutes, due in ((60, MONDAY + HOUR), (1440, MONDAY + 2 * DAY)):
        Reminder.objects.create(
            appointment=session.appointment,
            version=1,
            person=session.founder,
            offset_minutes=minutes,
            due_at=due,
        )
    a_message(session.founder, state="ready", not_before=MONDAY - HOUR)
    a_message(session.founder, state="ready", not_before=MONDAY + HOUR)
    a_message(session.founder, state="sending")
    a_message(session.founder, state="unknown")

    assert delivery(coordinator)["waiting"] == {
        "messages": 2,
        "overdue": 1,
        "oldest_due_at": at(-1, 23),
        "open": 2,
        "reminders": 1,
    }


def test_reasons_are_counted_the_most_frequent_first_and_old_ones_are_left_out(
    coordinator: APIClient,
) -> None:
    ada = a_person(Role.MENTOR)
    a_message(ada, state="failed", error_code="30007")
    for state in ("failed", "undelivered"):
        a_message(ada, state=state, error_code="30003")
    a_message(ada, channel="email", state="failed", error_code="550")
    a_message(ada, state="failed", error_code="30003", created_at=MONDAY - 8 * DAY)

    assert delivery(coordinator, days=7)["not_arrived"] == [
        {"channel": "sms", "code": "30003", "count": 2},
        {"channel": "email", "code": "550", "count": 1},
        {"channel": "sms", "code": "30007", "count": 1},
    ]


def test_a_number_that_takes_no_texts_is_named(coordinator: APIClient) -> None:
    ada = a_person(Role.MENTOR, name="Ada Novak", phone="+14155550101")
    a_person(Role.MENTOR, name="Bob Okafor", phone="+14155550102")
    a_person(Role.MENTOR, name="Cleo Park", phone="+14155550103", is_active=False)
    said = {"code": "30005", "refusals": 2, "last_at": MONDAY + 2 * HOUR}
    for phone, since in ((ada.phone, MONDAY + HOUR), ("+14155550102", None), ("+14155550103", MONDAY)):
        BadNumber.objects.create(phone=phone, since=since, **said)

    assert delivery(coordinator)["bad_numbers"] == [
        {
            "person": {"id": ada.pk, "name": "Ada Novak", "role": "mentor"},
            "channel": "sms",
            "code": "30005",
            "since": at(0, 1),
            "messages": 2,
        }
    ]


def test_who_is_not_on_a_channel_that_they_allow_is_named_beside_those(coordinator: APIClient) -> None:
    ada, bob, cleo = (
        a_person(
            Role.MENTOR,
            name=name,
            phone=f"+1415555010{number}",
            channels_allowed=["whatsapp"] if wants else [],
        )
        for number, (name, wants) in enumerate(
            [("Ada Novak", True), ("Bob Okafor", False), ("Cleo Park", True)]
        )
    )
    BadNumber.objects.create(phone=ada.phone, code="21211", refusals=1, last_at=MONDAY, since=MONDAY)
    for person, because, code in (
        (ada, "bad_number", "63003"),
        (bob, "bad_number", "63003"),
        (cleo, "opted_out", ""),
    ):
        ChannelBlock.objects.create(
            channel="whatsapp", phone=person.phone, because=because, code=code, since=MONDAY + HOUR
        )
    told = delivery(coordinator)["bad_numbers"]
    assert [(row["person"]["name"], row["channel"], row["code"], row["since"]) for row in told] == [
        ("Ada Novak", "whatsapp", "63003", at(0, 1)),
        ("Ada Novak", "sms", "21211", at(0, 0)),
    ]


def test_days_are_those_of_who_looks(coordinator: APIClient) -> None:
    """MONDAY is 09:00 in Seoul, where the coordinator is: fifteen hours later a new day begins there."""
    ada = a_person(Role.MENTOR)
    a_message(ada)
    a_message(ada, claimed_at=MONDAY + 14 * HOUR, state="accepted")
    a_message(ada, claimed_at=MONDAY + 15 * HOUR, state="undelivered")
    a_message(ada, claimed_at=MONDAY + 16 * HOUR, channel="email", state="sent")
    a_message(ada, claimed_at=None, state="ready")
    nothing = {"arrived": 0, "on_the_way": 0, "not_arrived": 0}
    today = MONDAY.date()

    assert delivery(coordinator)["days"] == [
        nothing | {"on": str(today), "channel": "sms", "arrived": 1, "on_the_way": 1},
        nothing | {"on": str(today + DAY), "channel": "email", "arrived": 1},
        nothing | {"on": str(today + DAY), "channel": "sms", "not_arrived": 1},
    ]


def test_more_messages_cost_no_more_statements(
    coordinator: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2):
        for _ in range(1 + 3 * number):
            a_message(a_person(Role.MENTOR, phone="+14155550101"), state="failed", error_code="21614")
        BadNumber.objects.update_or_create(
            phone="+14155550101",
            defaults={"code": "21614", "refusals": 1, "since": MONDAY, "last_at": MONDAY},
        )
        ChannelBlock.objects.create(
            channel="whatsapp", phone=f"+1415555020{number}", because="bad_number", code="63003", since=MONDAY
        )
        BadAddress.objects.create(address=a_person(Role.MENTOR).email, since=MONDAY)
        with django_assert_num_queries(13):
            delivery(coordinator)


@pytest.mark.parametrize("days", ["0", "367", "many"])
def test_how_far_back_has_bounds(coordinator: APIClient, days: str) -> None:
    answer = coordinator.get("/api/delivery/", {"days": days})

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["days"]
