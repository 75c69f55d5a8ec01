"""What the database refuses, whoever writes."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from messaging.models import DeliveryReceipt, Message, Reminder, SuppressedNumber
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 6, tzinfo=UTC)


def a_reminder(**fields: object) -> Reminder:
    person = a_founder()
    appointment = an_appointment(person, starts_at=AT)
    return Reminder.objects.create(
        **{
            "appointment": appointment,
            "version": 1,
            "person": person,
            "offset_minutes": 60,
            "due_at": AT,
            **fields,
        }
    )


def a_message(about: Reminder, **fields: object) -> Message:
    return Message.objects.create(
        **{
            "person": about.person,
            "appointment": about.appointment,
            "kind": "reminder",
            "channel": "sms",
            "language": "ko",
            "body": "text",
            "not_before": AT,
            "created_at": AT,
            **fields,
        }
    )


def refused_by(name: str, model: type, **fields: object) -> bool:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(**fields)  # type: ignore[attr-defined]
    return True


def test_a_reminder_is_planned_once() -> None:
    kept = a_reminder()
    assert refused_by(
        "reminder_is_planned_once",
        Reminder,
        appointment=kept.appointment,
        version=1,
        person=kept.person,
        offset_minutes=60,
        due_at=AT,
    )


def test_a_reminder_has_a_known_state() -> None:
    with pytest.raises(IntegrityError, match="reminder_state_is_known"):
        a_reminder(state="lost")


def test_a_reminder_goes_once_on_each_channel() -> None:
    reminder = a_reminder()
    a_message(reminder, reminder=reminder, channel="email")
    a_message(reminder, reminder=reminder)
    with pytest.raises(IntegrityError, match="message_once_per_reminder"):
        a_message(reminder, reminder=reminder)


def test_one_id_of_twilio_is_one_message() -> None:
    reminder = a_reminder()
    a_message(reminder, provider_id="SM1")
    with pytest.raises(IntegrityError, match="message_provider_id_is_unique"):
        a_message(reminder, provider_id="SM1")


def test_a_message_has_a_known_state() -> None:
    reminder = a_reminder()
    with pytest.raises(IntegrityError, match="message_state_is_known"):
        a_message(reminder, state="lost")


def test_a_receipt_counts_once() -> None:
    fields = {"provider_id": "SM1", "state": "sent", "received_at": AT}
    DeliveryReceipt.objects.create(**fields)
    assert refused_by("delivery_receipt_counts_once", DeliveryReceipt, **fields)


def test_a_number_is_suppressed_once() -> None:
    fields = {"phone": "+821012345678", "since": AT, "source": "reply"}
    SuppressedNumber.objects.create(**fields)
    assert refused_by("phone", SuppressedNumber, **fields)
