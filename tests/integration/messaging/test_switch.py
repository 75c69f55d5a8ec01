"""Coordinators stop all sending, and start it again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from messaging.channels import Channels
from messaging.models import Message, Reminder
from messaging.operations import (
    claim_due,
    drop_what_the_stop_outlasts,
    due_reminders_become_messages,
    hand_over,
    plan_reminders,
    send_next,
    start_sending,
    stop_sending,
)
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder, a_person
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
DAY_BEFORE = STARTS_AT - timedelta(days=1)
SWITCH = "/api/messaging/switch/"


@pytest.fixture
def coordinator() -> Person:
    return a_person(Role.COORDINATOR, name="Cora Hub")


@pytest.fixture
def client(coordinator: Person) -> APIClient:
    client = APIClient()
    client.force_authenticate(coordinator)
    return client


@pytest.fixture
def founder() -> Person:
    founder = a_founder(phone="+821012345678")
    plan_reminders(
        appointment=an_appointment(founder, starts_at=STARTS_AT),
        briefings={founder: a_briefing()},
        offsets_minutes=[1440],
        now=NOON,
    )
    return founder


def stop(by: Person, now: datetime = DAY_BEFORE) -> None:
    stop_sending(reason="Wrong template", by=by, now=now)


def test_while_sending_is_stopped_nothing_leaves(
    channels: Channels, emulator: RunningEmulator, founder: Person, coordinator: Person
) -> None:
    stop(coordinator)
    assert due_reminders_become_messages(now=DAY_BEFORE) == 0
    assert send_next(channels=channels, now=DAY_BEFORE) is False
    start_sending(by=coordinator, now=DAY_BEFORE)
    assert due_reminders_become_messages(now=DAY_BEFORE) == 1
    stop(coordinator)
    assert send_next(channels=channels, now=DAY_BEFORE) is False
    assert texts_at(emulator) == []
    start_sending(by=coordinator, now=DAY_BEFORE)
    assert send_next(channels=channels, now=DAY_BEFORE) is True
    assert len(texts_at(emulator)) == 1


def test_what_was_claimed_before_the_stop_is_given_back(
    channels: Channels, emulator: RunningEmulator, founder: Person, coordinator: Person
) -> None:
    due_reminders_become_messages(now=DAY_BEFORE)
    claims = claim_due(now=DAY_BEFORE)
    stop(coordinator)
    hand_over(claims, channels=channels, now=DAY_BEFORE)
    assert texts_at(emulator) == []
    assert list(Message.objects.values_list("state", "attempts")) == [("ready", 0)]


def test_a_reminder_whose_use_passes_meanwhile_is_dropped_for_that(
    founder: Person, coordinator: Person
) -> None:
    stop(coordinator)
    halfway = STARTS_AT - timedelta(hours=12)
    assert drop_what_the_stop_outlasts(now=halfway - timedelta(seconds=1)) == 0
    assert drop_what_the_stop_outlasts(now=halfway) == 1
    assert list(Reminder.objects.values_list("state", "dropped_because")) == [("dropped", "stopped")]
    assert AuditEntry.objects.get(action="reminder.dropped").details["because"] == "stopped"


def test_a_written_reminder_is_dropped_when_its_session_starts(founder: Person, coordinator: Person) -> None:
    due_reminders_become_messages(now=DAY_BEFORE)
    stop(coordinator)
    assert drop_what_the_stop_outlasts(now=STARTS_AT - timedelta(seconds=1)) == 0
    assert drop_what_the_stop_outlasts(now=STARTS_AT) == 1
    assert list(Message.objects.values_list("channel", "state", "error_code")) == [
        ("sms", "dropped", "stopped")
    ]


def test_a_coordinator_sees_how_sending_stands(client: APIClient) -> None:
    assert client.get(SWITCH).json() == {
        "is_stopped": False,
        "stopped_at": None,
        "stopped_by": "",
        "reason": "",
        "waiting": 0,
        "texts_this_hour": 0,
        "texts_per_hour": 1000,
        "texts_per_person_and_day": 30,
        "messages_per_second": 20.0,
        "texts_per_second": 10.0,
        "us_texts": "on",
        "us_since": None,
        "us_code": "",
        "kept_days": 0,
    }


def test_a_coordinator_sees_how_long_messages_are_kept(client: APIClient, settings: Settings) -> None:
    settings.ENV = settings.ENV.model_copy(update={"message_retention_days": 400})
    assert client.get(SWITCH).json()["kept_days"] == 400


def test_a_coordinator_stops_and_starts_it(client: APIClient, coordinator: Person) -> None:
    stopped = client.post(f"{SWITCH}stop/", {"reason": "Wrong template"})
    assert stopped.status_code == 200
    keys = ("is_stopped", "stopped_by", "reason")
    assert [stopped.json()[key] for key in keys] == [True, "Cora Hub", "Wrong template"]
    started = client.post(f"{SWITCH}start/")
    assert [started.json()[key] for key in keys] == [False, "", ""]
    entries = AuditEntry.objects.filter(subject_kind="messaging").values_list("action", "actor", "details")
    assert list(entries) == [
        ("sending.stopped", coordinator.pk, {"reason": "Wrong template"}),
        ("sending.started", coordinator.pk, {}),
    ]
    assert ProcrastinateJob.objects.filter(task_name="messaging.send_due").count() == 1


@pytest.mark.parametrize(
    ("path", "first", "code"),
    [("stop/", True, "sending_is_stopped"), ("start/", False, "sending_is_running")],
)
def test_who_comes_second_is_told(
    client: APIClient, coordinator: Person, path: str, first: bool, code: str
) -> None:
    if first:
        stop(coordinator)
    answer = client.post(SWITCH + path, {"reason": "Me too"})
    assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_a_stop_needs_a_reason(client: APIClient) -> None:
    answer: Any = client.post(f"{SWITCH}stop/", {"reason": " "})
    assert answer.status_code == 400
    assert client.get(SWITCH).json()["is_stopped"] is False


def test_how_sending_stands_takes_as_many_statements_with_many_waiting(
    client: APIClient, django_assert_num_queries: Callable[[int], Any]
) -> None:
    people = [a_founder() for _ in range(30)]
    appointment = an_appointment(*people, starts_at=datetime(2099, 1, 1, 3, tzinfo=UTC))
    plan_reminders(
        appointment=appointment,
        briefings={person: a_briefing() for person in people},
        offsets_minutes=[60],
        now=NOON,
    )
    Reminder.objects.update(due_at=NOON)
    with django_assert_num_queries(6):  # the clock's, and five
        assert client.get(SWITCH).json()["waiting"] == 30
