"""Twilio refuses, hangs, breaks off or answers nonsense: nothing is lost and nobody gets a text twice."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Person
from agenda import operations as agenda
from agenda.models import Appointment
from messaging.channels import Channels
from messaging.models import Message, SuppressedNumber
from messaging.operations import (
    due_reminders_become_messages,
    look_up_open,
    look_up_silent,
    plan_reminders,
    send_next,
)
from tests import loopback
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import MESSAGES, channels_to, eventually, fault, texts_at

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
PHONE = "+821012345678"
AFTER_A_WHILE = timedelta(minutes=3)
TWENTY_THREE_HOURS = timedelta(hours=23)

UNCLEAR = [
    {"status": 500, "body": {"code": 20500, "message": "An internal server error has occurred"}},
    {"status": 503, "body": "<html>Service Unavailable</html>"},
    {"status": 201, "body": "<html>welcome to the hotel network</html>"},
    {"status": 201, "body": {"surprise": True}},
    {"kind": "reset"},
    {"kind": "drop"},
    {"kind": "hang", "seconds": 2},
]


@pytest.fixture
def starts_at() -> datetime:
    """Twilio's own clock stamps what it takes, so these sessions lie in the world's time: tomorrow afternoon."""
    return datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.fixture
def person(db: None) -> Person:
    return a_founder(phone=PHONE)


@pytest.fixture
def appointment(person: Person, starts_at: datetime) -> Appointment:
    return an_appointment(person, starts_at=starts_at)


@pytest.fixture
def due(emulator: RunningEmulator, appointment: Appointment, person: Person, starts_at: datetime) -> datetime:
    """A reminder that has just become due, and when; Twilio's clock stands at that time too."""
    plan_reminders(
        appointment=appointment, briefings={person: a_briefing()}, offsets_minutes=[1440], now=NOON
    )
    at = starts_at - timedelta(days=1)
    emulator.order("clock", {"at": at.isoformat()})
    assert due_reminders_become_messages(now=at) == 1
    return at


def the_text() -> Message:
    return Message.objects.get(channel="sms")


@pytest.mark.parametrize("trouble", UNCLEAR)
def test_a_text_of_unclear_fate_that_twilio_took_is_found_and_not_repeated(
    emulator: RunningEmulator, due: datetime, trouble: dict[str, object]
) -> None:
    channels = channels_to(emulator, seconds=1)
    fault(emulator, commit=True, **trouble)
    send_next(channels=channels, now=due)
    assert the_text().state == "unknown"
    look_up_open(channels=channels, now=due + AFTER_A_WHILE)
    assert (the_text().state in ("accepted", "sent", "delivered"), the_text().attempts) == (True, 1)
    assert send_next(channels=channels, now=due + timedelta(hours=1)) is False
    assert [row["sid"] for row in texts_at(emulator)] == [the_text().provider_id]


@pytest.mark.parametrize("trouble", UNCLEAR)
def test_a_text_of_unclear_fate_that_twilio_never_took_is_sent_again_once(
    emulator: RunningEmulator, due: datetime, trouble: dict[str, object]
) -> None:
    channels = channels_to(emulator, seconds=1)
    fault(emulator, **trouble)
    send_next(channels=channels, now=due)
    assert the_text().state == "unknown"
    look_up_open(channels=channels, now=due + AFTER_A_WHILE)
    assert the_text().state == "ready"
    send_next(channels=channels, now=due + 2 * AFTER_A_WHILE)
    assert [row["sid"] for row in texts_at(emulator)] == [the_text().provider_id]


def test_what_is_unclear_is_not_looked_up_while_it_may_still_be_under_way(
    channels: Channels, emulator: RunningEmulator, due: datetime
) -> None:
    fault(emulator, status=500)
    send_next(channels=channels, now=due)
    assert look_up_open(channels=channels, now=due + timedelta(minutes=1)) == 0


def test_while_twilio_cannot_be_asked_nothing_is_repeated(
    channels: Channels, emulator: RunningEmulator, due: datetime
) -> None:
    fault(emulator, status=500)
    send_next(channels=channels, now=due)
    emulator.order("faults", {"method": "GET", "path": MESSAGES, "status": 503, "times": 10})
    look_up_open(channels=channels, now=due + AFTER_A_WHILE)
    assert the_text().state == "unknown"
    assert Message.objects.count() == 1


def test_a_reminder_whose_text_stays_unclear_goes_by_e_mail_as_well(
    channels: Channels, emulator: RunningEmulator, due: datetime
) -> None:
    fault(emulator, status=500)
    send_next(channels=channels, now=due)
    emulator.order("faults", {"method": "GET", "path": MESSAGES, "status": 503, "times": 10})
    for minutes in (11, 12):
        look_up_open(channels=channels, now=due + timedelta(minutes=minutes))
    assert list(Message.objects.values_list("channel", "state")) == [("sms", "unknown"), ("email", "ready")]


def test_a_text_that_proves_lost_after_the_session_moved_is_dropped(
    channels: Channels, emulator: RunningEmulator, due: datetime, appointment: Appointment
) -> None:
    fault(emulator, status=500)
    send_next(channels=channels, now=due)
    agenda.release(appointment=appointment, now=due)
    look_up_open(channels=channels, now=due + AFTER_A_WHILE)
    assert send_next(channels=channels, now=due + 2 * AFTER_A_WHILE) is False
    assert (the_text().state, the_text().error_code) == ("dropped", "cancelled")
    assert texts_at(emulator) == []


def test_too_many_requests_are_followed_by_a_pause_and_another_try(
    channels: Channels, emulator: RunningEmulator, due: datetime
) -> None:
    body = {"code": 20429, "message": "Too Many Requests", "status": 429}
    fault(emulator, status=429, body=body, times=2)
    send_next(channels=channels, now=due)
    assert (the_text().state, the_text().error_code) == ("ready", "20429")
    assert send_next(channels=channels, now=due + timedelta(seconds=59)) is False
    assert send_next(channels=channels, now=due + timedelta(minutes=1)) is True
    assert send_next(channels=channels, now=due + timedelta(minutes=2)) is False
    assert send_next(channels=channels, now=due + timedelta(minutes=3)) is True
    assert [row["sid"] for row in texts_at(emulator)] == [the_text().provider_id]


def test_a_reminder_that_finds_nobody_at_twilio_goes_by_e_mail(due: datetime) -> None:
    nobody = channels_to(RunningEmulator("http://127.0.0.1:9", None), seconds=1)  # type: ignore[arg-type]
    for minutes in (0, 1, 3, 7):
        assert send_next(channels=nobody, now=due + timedelta(minutes=minutes)) is True
    assert (the_text().state, the_text().error_code) == ("failed", "unreachable")
    assert send_next(channels=nobody, now=due + timedelta(minutes=8)) is True
    assert list(Message.objects.values_list("channel", "state")) == [("sms", "failed"), ("email", "sent")]


@pytest.mark.parametrize("code", [21211, 21614, 21408])
def test_a_refused_text_is_not_tried_again_and_the_reminder_goes_by_e_mail(
    channels: Channels, emulator: RunningEmulator, due: datetime, code: int
) -> None:
    emulator.order("numbers", {"number": PHONE, "error_code": code})
    assert [send_next(channels=channels, now=due) for _ in range(3)] == [True, True, False]
    rows = Message.objects.values_list("channel", "state", "error_code", "attempts")
    assert list(rows) == [("sms", "failed", str(code), 1), ("email", "sent", "", 1)]
    assert SuppressedNumber.objects.count() == 0


def test_a_wrong_token_fails_in_the_open(emulator: RunningEmulator, due: datetime) -> None:
    body = {"code": 20003, "message": "Authenticate", "status": 401}
    fault(emulator, status=401, body=body)
    send_next(channels=channels_to(emulator), now=due)
    assert (the_text().state, the_text().error_code) == ("failed", "20003")


def test_receipts_that_never_come_are_asked_for(
    channels: Channels, emulator: RunningEmulator, due: datetime
) -> None:
    send_next(channels=channels, now=due)  # this emulator posts no receipts
    assert look_up_silent(channels=channels, now=due + timedelta(minutes=9)) == 0
    assert the_text().state == "accepted"
    assert eventually(lambda: texts_at(emulator)[0]["status"] == "delivered")
    assert look_up_silent(channels=channels, now=due + timedelta(minutes=10)) == 1
    assert the_text().state == "delivered"
    assert look_up_silent(channels=channels, now=due + timedelta(hours=3)) == 0


def test_a_silent_text_is_not_asked_about_for_ever(emulator: RunningEmulator, due: datetime) -> None:
    emulator.order("settings", {"receipts": False})
    channels = channels_to(emulator)
    send_next(channels=channels, now=due)
    asked = [look_up_silent(channels=channels, now=due + timedelta(hours=hours)) for hours in range(30)]
    assert sum(asked) == 12


def test_a_silent_text_that_nobody_asked_about_for_days_is_asked_about_once(
    channels: Channels, emulator: RunningEmulator, due: datetime
) -> None:
    send_next(channels=channels, now=due)
    assert eventually(lambda: texts_at(emulator)[0]["status"] == "delivered")
    assert look_up_silent(channels=channels, now=due + timedelta(days=3)) == 1
    assert the_text().state == "delivered"


def test_a_question_that_twilio_does_not_answer_is_asked_again(
    channels: Channels, emulator: RunningEmulator, due: datetime
) -> None:
    send_next(channels=channels, now=due)
    assert eventually(lambda: texts_at(emulator)[0]["status"] == "delivered")
    emulator.order("faults", {"method": "GET", "path": "*/Messages/*", "status": 503, "times": 10})
    day_after = due + timedelta(hours=23, minutes=59)
    look_up_silent(channels=channels, now=day_after)
    assert the_text().state == "accepted"
    loopback.delete(f"{emulator.url}/control/faults").raise_for_status()
    look_up_silent(channels=channels, now=day_after + timedelta(minutes=2))
    assert the_text().state == "delivered"


def test_an_e_mail_cut_short_goes_again(channels: Channels, emulator: RunningEmulator, due: datetime) -> None:
    Message.objects.update(channel="email", state="sending", claimed_at=due, attempts=1)
    assert look_up_open(channels=channels, now=due + AFTER_A_WHILE) == 1
    assert send_next(channels=channels, now=due + 2 * AFTER_A_WHILE) is True
    assert list(Message.objects.values_list("state", "attempts")) == [("sent", 2)]


def test_after_a_day_without_twilio_there_is_no_flood(person: Person, starts_at: datetime) -> None:
    nobody = channels_to(RunningEmulator("http://127.0.0.1:9", None), seconds=1)  # type: ignore[arg-type]
    for days in range(5):
        appointment = an_appointment(person, starts_at=starts_at + timedelta(days=days))
        plan_reminders(
            appointment=appointment, briefings={person: a_briefing()}, offsets_minutes=[1440, 60], now=NOON
        )
    late = starts_at + timedelta(days=4)
    due_reminders_become_messages(now=late)
    assert send_next(channels=nobody, now=late) is False
    assert Message.objects.count() == 0
