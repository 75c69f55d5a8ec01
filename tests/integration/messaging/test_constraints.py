"""What the database refuses, whoever writes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from messaging.models import (
    BadAddress,
    BadNumber,
    DeliveryReceipt,
    Erasure,
    InboundText,
    MailReport,
    Message,
    NumberCode,
    Reminder,
    SendingSwitch,
    SuppressedNumber,
    TextsOfAnHour,
    ThreadEntry,
    UnitedStatesHold,
)
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


def a_code(**fields: object) -> NumberCode:
    return NumberCode.objects.create(
        **{
            "person": a_founder(),
            "phone": "+821012345678",
            "nonce": "0" * 32,
            "made_at": AT,
            "expires_at": AT + timedelta(minutes=10),
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("number_code_tries_are_few", {"tries": 6}),
        ("number_code_is_used_or_void", {"used_at": AT, "voided_at": AT}),
        ("number_code_expires_after_it_was_made", {"expires_at": AT}),
        ("number_code_nonce_is_hex", {"nonce": "123456"}),
        ("number_code_phone_is_e164", {"phone": "010-1234-5678"}),
    ],
)
def test_what_a_code_cannot_be(name: str, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=name):
        a_code(**fields)


def test_a_person_has_one_open_code() -> None:
    person = a_code(used_at=AT).person
    a_code(person=person, voided_at=AT)
    a_code(person=person)
    with pytest.raises(IntegrityError, match="number_code_one_is_open"):
        a_code(person=person)


def test_a_message_with_a_code_is_of_its_kind_and_no_other_has_one() -> None:
    reminder = a_reminder()
    for fields in ({"kind": "code"}, {"number_code": a_code()}):
        with pytest.raises(IntegrityError, match="message_with_a_code_is_of_its_kind"), transaction.atomic():
            a_message(reminder, **fields)


def test_there_is_one_switch() -> None:
    assert refused_by("sending_switch_is_one_row", SendingSwitch, id=2)


def test_sending_is_not_stopped_without_a_reason() -> None:
    assert refused_by("sending_is_stopped_for_a_reason", SendingSwitch, stopped_at=AT)


def test_a_running_switch_keeps_no_reason() -> None:
    assert refused_by("sending_is_stopped_for_a_reason", SendingSwitch, reason="Wrong template")


def test_an_hour_keeps_its_cap() -> None:
    assert refused_by("texts_of_an_hour_keep_their_cap", TextsOfAnHour, starts_at=AT, used=3, most=2)


def test_a_message_that_is_erased_says_nothing() -> None:
    reminder = a_reminder()
    a_message(reminder, body="", erased_at=AT)
    with pytest.raises(IntegrityError, match="message_that_is_erased_says_nothing"):
        a_message(reminder, erased_at=AT)


def test_an_erasure_is_done_after_it_was_asked_for() -> None:
    person = a_founder()
    fields = {"person": person, "asked_by": person, "asked_at": AT, "done_at": AT - timedelta(seconds=1)}
    assert refused_by("erasure_is_done_after_it_was_asked", Erasure, **fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("bad_number_is_e164", {"phone": "010-1234-5678"}),
        ("bad_number_was_refused", {"refusals": 0}),
        ("bad_number_since_its_last_refusal", {"since": AT + timedelta(seconds=1)}),
    ],
)
def test_a_bad_number_is_a_number_that_was_refused(name: str, fields: dict[str, object]) -> None:
    known = {"phone": "+821012345678", "code": "21614", "refusals": 1, "last_at": AT}
    assert refused_by(name, BadNumber, **(known | fields))


def test_there_is_one_hold_on_the_united_states() -> None:
    assert refused_by("united_states_hold_is_one_row", UnitedStatesHold, id=2, since=AT, code="30034")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("inbound_text_of_a_stranger_is_not_kept", {"person": None, "outcome": "unknown", "handled_at": AT}),
        ("inbound_text_of_a_stranger_is_not_kept", {"person": None, "body": ""}),
        ("inbound_text_that_is_handled_tells_how", {"handled_at": AT}),
        ("inbound_text_that_is_handled_tells_how", {"outcome": "accepted"}),
        ("inbound_text_that_is_erased_says_nothing", {"outcome": "stop", "handled_at": AT, "erased_at": AT}),
        ("inbound_text_that_is_erased_says_nothing", {"body": "", "erased_at": AT}),
    ],
)
def test_a_text_that_somebody_sent_is_a_strangers_or_dealt_with_or_waits(
    name: str, fields: dict[str, object]
) -> None:
    text: dict[str, Any] = {
        "sid": "SM1",
        "person": a_founder(),
        "masked": "+1…99",
        "body": "1",
        "received_at": AT,
    }
    assert refused_by(name, InboundText, **(text | fields))


def test_a_text_is_taken_down_once() -> None:
    text: dict[str, Any] = {
        "sid": "SM1",
        "person": a_founder(),
        "masked": "+1…99",
        "body": "1",
        "received_at": AT,
    }
    InboundText.objects.create(**text)
    assert refused_by("sid", InboundText, **text)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("thread_entry_came_by_a_known_way", {"came_by": "fax"}),
        ("thread_entry_says_something_until_it_is_erased", {"text": ""}),
        ("thread_entry_says_something_until_it_is_erased", {"erased_at": AT}),
    ],
)
def test_an_entry_of_a_thread_says_something_and_how_it_came(name: str, fields: dict[str, object]) -> None:
    author = a_founder()
    entry: dict[str, Any] = {
        "appointment": an_appointment(author, starts_at=AT),
        "author": author,
        "came_by": "page",
        "text": "Hello",
        "at": AT,
    }
    assert refused_by(name, ThreadEntry, **(entry | fields))


def test_a_mail_report_is_of_a_kind_and_counts_once() -> None:
    message = a_message(a_reminder(), channel="email")
    known = {"message": message, "permanent": False, "at": AT}
    assert refused_by("mail_report_kind_is_known", MailReport, kind="opened", **known)
    MailReport.objects.create(kind="complaint", **known)
    assert refused_by("mail_report_counts_once", MailReport, kind="complaint", **known)


@pytest.mark.parametrize("address", ["Ada@hub.example", "ada", "ada ada@hub.example"])
def test_a_bad_address_is_one_in_lower_case(address: str) -> None:
    assert refused_by("bad_address_is_in_lower_case", BadAddress, address=address, since=AT)
