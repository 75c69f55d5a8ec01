"""Many leave in as many statements as few, and what was not handed over in time is given back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from messaging.channels import Channels
from messaging.models import Message, MessageKind, Reminder, SuppressedNumber
from messaging.operations import (
    claim_due,
    due_reminders_become_messages,
    hand_over,
    notify,
    plan_reminders,
)
from messaging.operations.outcomes import record_outcomes
from messaging.rules import Ending, Outcome
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
DAY_BEFORE = STARTS_AT - timedelta(days=1)


def due_reminders_of(people: int, first: int = 0) -> list[Person]:
    """So many people with a session each, all reminded a day before."""
    founders = [a_founder(phone=f"+8210555{first + number:05}") for number in range(people)]
    for founder in founders:
        plan_reminders(
            appointment=an_appointment(founder, starts_at=STARTS_AT),
            briefings={founder: a_briefing()},
            offsets_minutes=[1440],
            now=NOON,
        )
    return founders


def a_notice(person: Person) -> None:
    appointment = an_appointment(person, starts_at=STARTS_AT + timedelta(hours=3))
    notify(
        appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=DAY_BEFORE
    )


def statements_of_a_round() -> list[int]:
    """How many it takes to write what is due, to claim it, and to record that it was taken."""
    with CaptureQueriesContext(
        connection,
    ) as writing:
        due_reminders_become_messages(now=DAY_BEFORE)
    with CaptureQueriesContext(connection) as claiming:
        claims = claim_due(now=DAY_BEFORE)
    ended = [
        (one.message, Outcome(Ending.TAKEN, provider_id=f"SM{one.message.pk:032}", status="queued"))
        for one in claims
    ]
    with CaptureQueriesContext(connection) as recording:
        record_outcomes(ended=ended, now=DAY_BEFORE)
    return [len(writing), len(claiming), len(recording)]


def test_twenty_people_are_told_in_as_many_statements_as_one() -> None:
    for person in due_reminders_of(1):
        a_notice(person)
    few = statements_of_a_round()
    for person in due_reminders_of(20, first=1):
        a_notice(person)
    many = statements_of_a_round()
    assert Message.objects.exclude(state__in=("accepted", "sent")).count() == 0
    assert many == few


def test_a_batch_drops_in_as_many_statements_as_it_drops_one() -> None:
    counted = []
    for first, number in ((0, 1), (1, 30)):
        people = due_reminders_of(number, first)
        due_reminders_become_messages(now=DAY_BEFORE)
        for person in people:
            SuppressedNumber.objects.create(phone=person.phone, since=NOON, source="reply")
        with CaptureQueriesContext(connection) as claiming:
            claim_due(now=DAY_BEFORE, most=number)
        counted.append(len(claiming))
        Message.objects.filter(state="ready").update(state="sent")
    assert Message.objects.filter(state="dropped", error_code="opted_out").count() == 31
    assert Message.objects.filter(channel="email").count() == 31
    assert counted[0] == counted[1]


def test_reminders_of_the_nearest_session_are_written_first() -> None:
    late, soon = a_founder(), a_founder()
    for person, days in ((late, 3), (soon, 0)):
        plan_reminders(
            appointment=an_appointment(person, starts_at=STARTS_AT + timedelta(days=days)),
            briefings={person: a_briefing()},
            offsets_minutes=[5760],
            now=STARTS_AT - timedelta(days=9),
        )
    Reminder.objects.update(due_at=NOON)
    due_reminders_become_messages(now=DAY_BEFORE - timedelta(days=2))
    assert list(Message.objects.order_by("pk").values_list("person", flat=True)) == [soon.pk, late.pk]


def test_all_of_a_wave_are_handed_over(channels: Channels, emulator: RunningEmulator) -> None:
    people = due_reminders_of(8)
    due_reminders_become_messages(now=DAY_BEFORE)
    hand_over(claim_due(now=DAY_BEFORE), channels=channels, now=DAY_BEFORE)
    assert sorted(row["to"] for row in texts_at(emulator)) == sorted(person.phone for person in people)
    sids = sorted(row["sid"] for row in texts_at(emulator))
    assert sorted(Message.objects.values_list("provider_id", flat=True)) == sids


def test_a_claim_that_is_almost_looked_up_is_given_back_and_not_handed_over(
    channels: Channels, emulator: RunningEmulator
) -> None:
    due_reminders_of(1)
    due_reminders_become_messages(now=DAY_BEFORE)
    claims = claim_due(now=DAY_BEFORE)
    hand_over(claims, channels=channels, now=DAY_BEFORE + timedelta(minutes=1))
    assert texts_at(emulator) == []
    given_back = Message.objects.values_list("state", "attempts", "claimed_at", "error_code")
    assert list(given_back) == [("ready", 0, None, "not_handed_over")]


def test_a_claim_that_another_worker_looked_up_is_not_given_back() -> None:
    due_reminders_of(1)
    due_reminders_become_messages(now=DAY_BEFORE)
    claims = claim_due(now=DAY_BEFORE)
    Message.objects.update(state="accepted", provider_id="SM1")
    hand_over(claims, channels=Channels({}, ""), now=DAY_BEFORE + timedelta(minutes=3))
    assert list(Message.objects.values_list("state", "attempts")) == [("accepted", 1)]


def test_one_that_cannot_be_worded_holds_up_no_other_and_leaves_once_it_can(
    channels: Channels, emulator: RunningEmulator, caplog: pytest.LogCaptureFixture
) -> None:
    people = [a_founder(phone=f"+8210555{one:05}") for one in range(3)]
    appointment = an_appointment(*people, starts_at=STARTS_AT)
    briefings = {person: a_briefing() for person in people}
    plan_reminders(appointment=appointment, briefings=briefings, offsets_minutes=[1440], now=NOON)
    broken = Reminder.objects.get(person=people[0])
    Reminder.objects.filter(pk=broken.pk).update(context={"of": "another release"})
    assert due_reminders_become_messages(now=DAY_BEFORE) == 3
    assert due_reminders_become_messages(now=DAY_BEFORE) == 0
    told = Message.objects.filter(kind="reminder").order_by("person").values_list("person", flat=True)
    assert list(told.all()) == [people[1].pk, people[2].pk]
    assert f"Reminder {broken.pk} cannot be worded" in caplog.text
    Reminder.objects.filter(pk=broken.pk).update(context=a_briefing().as_dict())
    assert due_reminders_become_messages(now=DAY_BEFORE + timedelta(minutes=9)) == 0
    assert due_reminders_become_messages(now=DAY_BEFORE + timedelta(minutes=10)) == 1
    assert list(told.all()) == [person.pk for person in people]
