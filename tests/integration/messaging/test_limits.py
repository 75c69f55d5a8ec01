"""A backlog leaves at a pace and within caps, which two senders cannot pass together."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from accounts.models import Person
from messaging.inbound.operations import answer
from messaging.models import Channel, Message, MessageKind, TextsOfAnHour
from messaging.numbers.operations import send_code
from messaging.operations import claim_due, due_reminders_become_messages, notify, plan_reminders
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
DAY_BEFORE = STARTS_AT - timedelta(days=1)
SECOND = timedelta(seconds=1)

Limits = Callable[..., None]


@pytest.fixture
def limits(settings: Any) -> Limits:
    def limits(**values: float) -> None:
        settings.ENV = settings.ENV.model_copy(update=values)

    return limits


def due_texts(number: int) -> list[Person]:
    people = [a_founder(phone=f"+8210555{one:05}") for one in range(number)]
    appointment = an_appointment(*people, starts_at=STARTS_AT)
    plan_reminders(
        appointment=appointment,
        briefings={person: a_briefing() for person in people},
        offsets_minutes=[1440],
        now=NOON,
    )
    due_reminders_become_messages(now=DAY_BEFORE)
    return people


def a_notice(person: Person) -> None:
    notify(
        appointment=an_appointment(person, starts_at=STARTS_AT + timedelta(hours=2)),
        person=person,
        kind=MessageKind.MOVED,
        briefing=a_briefing(),
        now=DAY_BEFORE,
    )


def claimed(at: datetime, *channels: Channel) -> int:
    """How many texts and e-mails leave at once."""
    return len(claim_due(now=at, channels=channels or tuple(Channel)))


def told() -> list[tuple[str, str, str]]:
    return list(Message.objects.order_by("pk").values_list("channel", "state", "error_code"))


@pytest.mark.django_db
def test_a_backlog_of_texts_leaves_at_the_pace_of_its_sender(limits: Limits) -> None:
    limits(texts_per_second=0.4)
    due_texts(6)
    paces = [claimed(DAY_BEFORE + seconds * SECOND) for seconds in (0, 0, 2, 3, 5, 20, 20)]
    assert paces == [2, 0, 0, 1, 1, 2, 0]


@pytest.mark.django_db
def test_everything_together_has_a_pace_too(limits: Limits) -> None:
    limits(messages_per_second=0.6)
    for person in due_texts(2):
        a_notice(person)
    assert [claimed(DAY_BEFORE), claimed(DAY_BEFORE), claimed(DAY_BEFORE + 60 * SECOND)] == [3, 0, 3]


@pytest.mark.django_db
def test_texts_that_wait_for_their_turn_keep_no_e_mail_waiting(limits: Limits) -> None:
    limits(texts_per_second=0.2)
    for person in due_texts(3):
        a_notice(person)
    assert claimed(DAY_BEFORE, Channel.SMS) == 1
    assert claimed(DAY_BEFORE, Channel.SMS) == 0
    assert claimed(DAY_BEFORE, Channel.EMAIL) == 3


@pytest.mark.django_db
def test_a_clock_that_went_back_does_not_stop_the_pace(limits: Limits) -> None:
    limits(texts_per_second=0.2)
    due_texts(2)
    assert claimed(DAY_BEFORE + timedelta(hours=1)) == 1
    assert claimed(DAY_BEFORE) == 1


@pytest.mark.django_db
def test_reminders_over_the_cap_of_the_hour_go_by_e_mail(limits: Limits) -> None:
    limits(texts_per_hour=2)
    due_texts(3)
    assert claimed(DAY_BEFORE, Channel.SMS) == 2
    assert told() == [
        ("sms", "sending", ""),
        ("sms", "sending", ""),
        ("sms", "dropped", "hourly_limit"),
        ("email", "ready", ""),
    ]


@pytest.mark.django_db
def test_other_texts_over_the_cap_of_the_hour_wait_for_the_next(limits: Limits) -> None:
    limits(texts_per_hour=1)
    for person in [a_founder(phone=f"+821055501{one:03}") for one in range(2)]:
        a_notice(person)
    assert claimed(DAY_BEFORE, Channel.SMS) == 1
    waiting = Message.objects.filter(channel="sms", state="ready")
    assert list(waiting.values_list("not_before", "error_code")) == [
        (DAY_BEFORE + timedelta(hours=1), "hourly_limit")
    ]
    assert claimed(DAY_BEFORE + timedelta(minutes=59), Channel.SMS) == 0
    assert claimed(DAY_BEFORE + timedelta(hours=1), Channel.SMS) == 1


@pytest.mark.django_db
def test_a_cap_that_is_lowered_within_the_hour_takes_nothing_back(limits: Limits) -> None:
    limits(texts_per_hour=3)
    due_texts(5)
    assert len(claim_due(now=DAY_BEFORE, most=2)) == 2
    limits(texts_per_hour=1)
    assert claimed(DAY_BEFORE, Channel.SMS) == 0
    assert list(TextsOfAnHour.objects.values_list("used", "most")) == [(2, 2)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("cap", ["hour", "day"])
def test_two_senders_do_not_pass_a_cap_together(limits: Limits, cap: str) -> None:
    if cap == "hour":
        limits(texts_per_hour=5)
        due_texts(12)
    else:
        person = a_founder(phone="+821055500001")
        for hour in range(33):
            appointment = an_appointment(person, starts_at=STARTS_AT + timedelta(hours=hour))
            notify(
                appointment=appointment,
                person=person,
                kind=MessageKind.MOVED,
                briefing=a_briefing(),
                now=DAY_BEFORE,
            )
    start = Barrier(4)

    def work() -> None:
        start.wait()
        try:
            while claim_due(now=DAY_BEFORE, most=3, channels=(Channel.SMS,)):
                pass
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Message.objects.filter(channel="sms", state="sending").count() == (5 if cap == "hour" else 30)


def a_code(person: Person, now: datetime) -> Message:
    Person.objects.filter(pk=person.pk).update(phone_verified_at=None)
    send_code(person=person, nonce="0" * 32, now=now)
    return Message.objects.get(kind=MessageKind.CODE)


def an_answer(person: Person, now: datetime) -> Message:
    answer(person=person, appointment=None, words="We passed it on.", link="https://x", now=now)
    return Message.objects.get(kind=MessageKind.ANSWER)


@pytest.mark.django_db
@pytest.mark.parametrize("awaited", [a_code, an_answer])
def test_what_somebody_waits_for_leaves_before_all_that_has_piled_up(
    limits: Limits, awaited: Callable[[Person, datetime], Message]
) -> None:
    limits(texts_per_second=0.4)
    person = due_texts(6)[0]
    after = STARTS_AT + timedelta(hours=1)  # what is over, too, tells of an earlier hour than this one
    Message.objects.update(kind=MessageKind.AFTER, starts_at=STARTS_AT)
    message = awaited(person, after)
    [first, _] = claim_due(now=after, channels=(Channel.SMS,))
    assert first.message == message


@pytest.mark.django_db
@pytest.mark.parametrize("awaited", [a_code, an_answer])
def test_what_somebody_waits_for_does_not_wait_for_the_next_hour(
    limits: Limits, awaited: Callable[[Person, datetime], Message]
) -> None:
    """It would be of no use by then, and the page that they look at says at once that it did not arrive."""
    limits(texts_per_hour=0)
    message = awaited(a_founder(phone="+821055500001"), DAY_BEFORE)
    assert claimed(DAY_BEFORE, Channel.SMS) == 0
    message.refresh_from_db()
    assert (message.state, message.error_code) == ("dropped", "hourly_limit")
