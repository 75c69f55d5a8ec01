"""Workers side by side: rows are claimed with SKIP LOCKED, so each is sent once and nobody waits."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from agenda.models import Appointment
from messaging.channels import Channels
from messaging.models import Message, MessageKind, Reminder
from messaging.operations import (
    apply_receipt,
    due_reminders_become_messages,
    notify,
    plan_reminders,
    send_next,
)
from messaging.operations.outcomes import record_outcome
from messaging.rules import Ending, Outcome
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
DAY_BEFORE = STARTS_AT - timedelta(days=1)
PEOPLE = 12


def side_by_side(number: int, job: Callable[[], None]) -> None:
    start = Barrier(number)

    def run() -> None:
        start.wait()
        try:
            job()
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def pop_and_call(rest: list[Callable[[], object]]) -> None:
    rest.pop()()


def test_two_workers_send_every_reminder_once(channels: Channels, emulator: RunningEmulator) -> None:
    people = [a_founder(phone=f"+8210123456{number:02}") for number in range(PEOPLE)]
    appointment = an_appointment(*people, starts_at=STARTS_AT)
    plan_reminders(
        appointment=appointment,
        briefings={person: a_briefing() for person in people},
        offsets_minutes=[1440],
        now=NOON,
    )

    def work() -> None:
        while due_reminders_become_messages(now=DAY_BEFORE):
            pass
        while send_next(channels=channels, now=DAY_BEFORE):
            pass

    side_by_side(2, work)
    work()  # whoever came first may have ended before the other had written
    assert sorted(row["to"] for row in texts_at(emulator)) == sorted(person.phone for person in people)
    assert set(Message.objects.values_list("state", "attempts")) == {("accepted", 1)}


def test_a_worker_does_not_wait_for_somebody_who_is_changing_the_session(channels: Channels) -> None:
    person = a_founder()
    appointment = an_appointment(person, starts_at=STARTS_AT)
    plan_reminders(
        appointment=appointment, briefings={person: a_briefing()}, offsets_minutes=[1440], now=NOON
    )
    notify(appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=NOON)
    seen: list[object] = []

    def work() -> None:
        seen.append(due_reminders_become_messages(now=DAY_BEFORE))
        seen.append(send_next(channels=channels, now=DAY_BEFORE))

    with transaction.atomic():
        Appointment.objects.select_for_update().get()
        side_by_side(1, work)
    assert seen == [0, False]
    assert Reminder.objects.get().state == "planned"
    seen.clear()
    for _ in range(2):
        side_by_side(1, work)
    later: list[bool] = []
    side_by_side(1, lambda: later.append(send_next(channels=channels, now=DAY_BEFORE + timedelta(seconds=5))))
    assert (seen[0], later) == (1, [True])


def test_a_receipt_and_the_news_of_its_message_never_miss_each_other() -> None:
    person = a_founder(phone="+821012345678")
    appointment = an_appointment(person, starts_at=STARTS_AT)
    notify(appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=NOON)
    message = Message.objects.get(channel="sms")
    for number in range(40):
        sid = f"SM{number:032}"
        Message.objects.filter(pk=message.pk).update(state="sending", provider_id="", claimed_at=NOON)
        message.refresh_from_db()
        taken = Outcome(Ending.TAKEN, provider_id=sid, status="queued")
        news: list[Callable[[], object]] = [
            partial(record_outcome, message=message, outcome=taken, now=NOON),
            partial(apply_receipt, provider_id=sid, status="delivered", now=NOON),
        ]
        side_by_side(2, partial(pop_and_call, news))
        assert Message.objects.values_list("state", flat=True).get(pk=message.pk) == "delivered"
