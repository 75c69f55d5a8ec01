"""The sender beside a worker's jobs, with no worker around: what is due leaves when its time has come."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
from django.core import mail
from django.db import connection
from django.db.models import Max, Min

import clock
from clock.models import ClockShift
from messaging.channels import INSTALLED, Channels
from messaging.models import Message
from messaging.operations import A_BATCH, due_reminders_become_messages, plan_reminders
from messaging.queries import next_due
from messaging.sender import Sender
from messaging.sending import send_all, send_all_here
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import eventually, fault

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sender() -> Iterator[Sender]:
    sender = Sender()
    sender.start()
    yield sender
    sender.stop()


def a_reminder_due_in(wait: timedelta, phone: str = "") -> None:
    """Of somebody who keeps no quiet hours."""
    person = a_founder(quiet_from="00:00", quiet_until="00:00", phone=phone)
    person.refresh_from_db()
    now = clock.now()
    plan_reminders(
        appointment=an_appointment(person, starts_at=now + wait + timedelta(hours=1)),
        briefings={person: a_briefing()},
        offsets_minutes=[60],
        now=now,
    )


def others_on_this_database() -> int:
    """End all connections to it but this one; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        (ended,) = cursor.fetchone()
    return int(ended)


def test_a_reminder_leaves_when_it_becomes_due(sender: Sender) -> None:
    a_reminder_due_in(timedelta(seconds=1))
    assert eventually(lambda: len(mail.outbox) == 1)


def test_a_clock_that_is_moved_is_noticed(sender: Sender) -> None:
    a_reminder_due_in(timedelta(days=1))
    ClockShift.move(timedelta(days=1))
    assert eventually(lambda: len(mail.outbox) == 1)


def test_a_sender_that_lost_its_database_goes_on(sender: Sender, caplog: pytest.LogCaptureFixture) -> None:
    ended: list[int] = []

    def end_the_senders() -> bool:
        ended.append(others_on_this_database())
        return sum(ended) > 0

    assert eventually(end_the_senders)
    a_reminder_due_in(timedelta(seconds=1))
    assert eventually(lambda: len(mail.outbox) == 1)
    told = {record.message for record in caplog.records if record.name == "messaging.sender"}
    assert told == {"The sender could not send"}


def test_whoever_is_to_stop_sends_nothing_more_and_leaves_nothing_in_hand() -> None:
    a_reminder_due_in(timedelta(0))
    answers = iter([False, False, False, True, True, True])
    send_all(is_to_stop=lambda: next(answers))
    assert list(Message.objects.values_list("state", "attempts")) == [("ready", 0)]
    assert mail.outbox == []


def test_of_many_the_first_leave_before_the_last_are_written() -> None:
    people = [a_founder(quiet_from="00:00", quiet_until="00:00") for _ in range(A_BATCH + 1)]
    for person in people:
        person.refresh_from_db()
    now = clock.now()
    plan_reminders(
        appointment=an_appointment(*people, starts_at=now + timedelta(hours=1)),
        briefings={person: a_briefing() for person in people},
        offsets_minutes=[60],
        now=now,
    )
    send_all()
    assert len(mail.outbox) == len(people)
    told = Message.objects.aggregate(first_left=Min("claimed_at"), last_written=Max("created_at"))
    assert told["first_left"] < told["last_written"]


def test_a_call_that_hangs_holds_up_no_other(
    emulator: RunningEmulator, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(INSTALLED.__dict__, "channels", channels)
    for phone in ("+821055500001", "+821055500002"):
        a_reminder_due_in(timedelta(0), phone=phone)
    fault(emulator, kind="hang", seconds=0.5, commit=True)
    send_all()
    told = Message.objects.aggregate(first=Min("settled_at"), last=Max("settled_at"))
    assert set(Message.objects.values_list("state", flat=True)) == {"accepted"}
    assert told["first"] < told["last"]


def test_only_one_thread_of_a_process_sends(
    emulator: RunningEmulator, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(INSTALLED.__dict__, "channels", channels)
    a_reminder_due_in(timedelta(0), phone="+821055500001")
    fault(emulator, kind="hang", seconds=2, commit=True)

    def send() -> None:
        try:
            send_all_here()
        finally:
            connection.close()

    at_work = Thread(target=send)
    at_work.start()
    assert eventually(lambda: Message.objects.filter(state="sending").exists())
    a_reminder_due_in(timedelta(0), phone="+821055500002")
    send_all_here()
    assert Message.objects.count() == 1
    at_work.join()
    assert list(Message.objects.values_list("state", flat=True)) == ["accepted", "accepted"]


def test_the_next_that_is_due_is_a_reminder_or_a_message() -> None:
    assert next_due() is None
    a_reminder_due_in(timedelta(days=1))
    due_at = next_due()
    assert due_at is not None
    assert (due_at - clock.now()).days == 0
    ClockShift.move(timedelta(days=1, seconds=1))
    written_at = clock.now()
    due_reminders_become_messages(now=written_at)
    assert next_due() == written_at
