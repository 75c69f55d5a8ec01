from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Person, Role
from agenda import operations as agenda
from agenda.models import Appointment
from audit.models import AuditEntry
from messaging.channels import Channels
from messaging.models import Message, MessageKind, Reminder, SuppressedNumber
from messaging.operations import (
    drop_reminders,
    due_reminders_become_messages,
    notify,
    plan_reminders,
    retry_failed,
    send_next,
)
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment, moved
from tests.factories.hub import a_person
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 12:00 in Seoul
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)  # 15:00 in Seoul
DAY_BEFORE, HOUR_BEFORE = STARTS_AT - timedelta(days=1), STARTS_AT - timedelta(hours=1)
PHONE = "+821012345678"


@pytest.fixture
def founder() -> Person:
    return a_person(Role.STARTUP_MEMBER, phone=PHONE, language="ko", time_zone="Asia/Seoul")


@pytest.fixture
def appointment(founder: Person) -> Appointment:
    return an_appointment(founder, starts_at=STARTS_AT)


def remind(appointment: Appointment, person: Person, now: datetime = NOON) -> None:
    plan_reminders(
        appointment=appointment, briefings={person: a_briefing()}, offsets_minutes=[1440, 60], now=now
    )


def tell(
    appointment: Appointment, person: Person, kind: MessageKind = MessageKind.CONFIRMED, now: datetime = NOON
) -> None:
    notify(appointment=appointment, person=person, kind=kind, briefing=a_briefing(), now=now)


def send_all(channels: Channels, now: datetime) -> int:
    due_reminders_become_messages(now=now)
    sent = 0
    while send_next(channels=channels, now=now):
        sent += 1
    return sent


def states() -> list[tuple[str, str, str]]:
    return list(Message.objects.values_list("channel", "state", "error_code"))


def test_a_due_reminder_reaches_the_phone(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    assert send_all(channels, DAY_BEFORE) == 1
    assert [(row["to"], row["body"].splitlines()[0], row["valid_for"]) for row in texts_at(emulator)] == [
        (PHONE, "[Meridian] 세션 알림: Dana Reyes님", 6 * 3600)
    ]
    message = Message.objects.get()
    assert (message.state, message.provider_id) == ("accepted", texts_at(emulator)[0]["sid"])


def test_a_reminder_that_is_not_due_stays(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    assert send_all(channels, DAY_BEFORE - timedelta(minutes=1)) == 0
    assert send_all(channels, DAY_BEFORE) == 1
    assert send_all(channels, HOUR_BEFORE) == 1
    assert send_all(channels, HOUR_BEFORE) == 0


def test_a_moved_session_drops_its_old_reminder(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    moved(appointment, STARTS_AT + timedelta(days=7))
    assert send_all(channels, DAY_BEFORE) == 0
    assert texts_at(emulator) == []
    assert Reminder.objects.earliest("due_at").dropped_because == "moved"


def test_a_moved_session_sends_its_new_reminder_once(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    later = moved(appointment, STARTS_AT + timedelta(days=7))
    drop_reminders(appointment=later, because="moved", now=NOON)
    remind(later, founder)
    assert [send_all(channels, DAY_BEFORE + timedelta(days=days)) for days in range(9)] == [
        *[0] * 7,
        1,
        0,
    ]


def test_a_cancelled_session_reminds_nobody(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    agenda.release(appointment=appointment, now=NOON)
    assert send_all(channels, DAY_BEFORE) == 0
    assert Reminder.objects.earliest("due_at").dropped_because == "cancelled"


def test_a_reminder_written_before_the_session_moved_does_not_leave_after_it(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    due_reminders_become_messages(now=DAY_BEFORE)
    moved(appointment, STARTS_AT + timedelta(days=7))
    assert send_next(channels=channels, now=DAY_BEFORE) is False
    assert states() == [("sms", "dropped", "moved")]


def test_reminders_of_hours_without_a_worker_are_dropped_not_sent_late(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    assert send_all(channels, STARTS_AT + timedelta(hours=3)) == 0
    assert list(Reminder.objects.values_list("dropped_because", flat=True)) == ["too_late", "too_late"]


def test_a_reminder_held_up_into_the_night_leaves_in_the_morning(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    appointment = an_appointment(founder, starts_at=datetime(2026, 11, 24, 1, tzinfo=UTC))  # 10:00
    plan_reminders(
        appointment=appointment, briefings={founder: a_briefing()}, offsets_minutes=[1440], now=NOON
    )
    assert send_all(channels, datetime(2026, 11, 23, 12, tzinfo=UTC)) == 0  # 21:00
    morning = datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert texts_at(emulator) == []
    assert send_all(channels, morning) == 1


def test_a_text_of_the_night_leaves_in_the_morning(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    midnight, morning = datetime(2026, 11, 20, 15, tzinfo=UTC), datetime(2026, 11, 20, 23, tzinfo=UTC)
    tell(appointment, founder, now=midnight)
    assert send_all(channels, midnight) == 1
    assert texts_at(emulator) == []
    assert send_all(channels, morning) == 1
    assert [row["to"] for row in texts_at(emulator)] == [PHONE]


def test_a_text_of_the_night_that_is_no_longer_true_in_the_morning_never_leaves(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    midnight, morning = datetime(2026, 11, 20, 15, tzinfo=UTC), datetime(2026, 11, 20, 23, tzinfo=UTC)
    tell(appointment, founder, now=midnight)
    agenda.release(appointment=appointment, now=midnight)
    send_all(channels, morning)
    assert texts_at(emulator) == []
    assert states() == [("email", "dropped", "superseded"), ("sms", "dropped", "superseded")]


def test_a_request_that_is_answered_asks_no_more(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    appointment = an_appointment(founder, starts_at=STARTS_AT, held_until=STARTS_AT)
    tell(appointment, founder, MessageKind.REQUESTED)
    agenda.book(appointment=appointment, now=NOON)
    assert send_all(channels, NOON) == 0
    assert states() == [("email", "dropped", "answered"), ("sms", "dropped", "answered")]


def test_of_two_notices_the_newest_leaves(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    tell(appointment, founder, MessageKind.CONFIRMED)
    released = agenda.release(appointment=appointment, now=NOON)
    tell(released, founder, MessageKind.CANCELLED)
    send_all(channels, NOON)
    rows = Message.objects.order_by("pk").values_list("kind", "channel", "state")
    assert list(rows) == [
        ("confirmed", "email", "dropped"),
        ("confirmed", "sms", "dropped"),
        ("cancelled", "email", "sent"),
        ("cancelled", "sms", "accepted"),
    ]


def test_who_asked_for_no_more_texts_is_reminded_by_e_mail(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    SuppressedNumber.objects.create(phone=PHONE, since=NOON, source="reply")
    assert send_all(channels, DAY_BEFORE) == 1
    assert states() == [("email", "sent", "")]


def test_a_number_suppressed_after_the_reminder_was_written_gets_no_text(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    due_reminders_become_messages(now=DAY_BEFORE)
    SuppressedNumber.objects.create(phone=PHONE, since=NOON, source="reply")
    send_all(channels, DAY_BEFORE)
    assert texts_at(emulator) == []
    assert states() == [("sms", "dropped", "opted_out"), ("email", "sent", "")]


def test_who_left_the_hub_is_not_reminded(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    Person.objects.filter(pk=founder.pk).update(is_active=False)
    assert send_all(channels, DAY_BEFORE) == 0
    assert Reminder.objects.earliest("due_at").dropped_because == "inactive"


def test_nobodys_phone_rings_without_end(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    for hour in range(32):
        tell(an_appointment(founder, starts_at=STARTS_AT + timedelta(hours=hour)), founder)
    send_all(channels, NOON)
    assert len(texts_at(emulator)) == 30
    assert Message.objects.filter(error_code="daily_limit").count() == 2


def test_what_is_nearest_leaves_first(channels: Channels, emulator: RunningEmulator, founder: Person) -> None:
    late = an_appointment(founder, starts_at=STARTS_AT + timedelta(days=3))
    soon = an_appointment(founder, starts_at=STARTS_AT)
    tell(late, founder)
    tell(soon, founder)
    send_next(channels=channels, now=NOON)
    assert list(Message.objects.filter(state="sent").values_list("appointment", flat=True)) == [soon.pk]


def test_every_step_of_a_message_is_in_the_story(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    remind(appointment, founder)
    send_all(channels, DAY_BEFORE)
    entries = AuditEntry.objects.filter(subject_kind="session", subject_id=str(appointment.pk))
    assert list(entries.values_list("action", flat=True)) == [
        "reminders.planned",
        "message.sending",
        "message.accepted",
    ]
    text = str(list(entries.values_list("details", flat=True)))
    assert PHONE not in text
    assert founder.email not in text


def test_what_failed_can_be_sent_again(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    emulator.order("numbers", {"number": PHONE, "error_code": 21408})  # we may not text there
    tell(appointment, founder)
    send_all(channels, NOON)
    assert states() == [("email", "sent", ""), ("sms", "failed", "21408")]
    emulator.order("numbers", {"number": PHONE, "error_code": None})
    coordinator = a_person(Role.COORDINATOR)
    assert retry_failed(appointment=appointment, by=coordinator, now=NOON) == 1
    send_all(channels, NOON)
    assert states() == [("email", "sent", ""), ("sms", "accepted", "")]
    assert (
        AuditEntry.objects.filter(actor=coordinator).values_list("action", flat=True).get() == "message.ready"
    )


def test_a_number_that_twilio_knows_as_opted_out_is_suppressed_and_reminded_by_e_mail(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    emulator.order("numbers", {"number": PHONE, "error_code": 21610})
    remind(appointment, founder)
    send_all(channels, DAY_BEFORE)
    assert states() == [("sms", "dropped", "opted_out"), ("email", "sent", "")]
    assert list(SuppressedNumber.objects.values_list("phone", "source")) == [(PHONE, "provider")]
