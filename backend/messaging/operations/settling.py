"""The one place where a message changes its state: with its time, its error and its audit row."""

from dataclasses import replace
from datetime import datetime

from accounts.models import Person
from agenda.loading import zones_at
from audit.operations import record
from messaging.models import (
    Channel,
    Message,
    MessageKind,
    MessageState,
    Reminder,
    ReminderState,
    SuppressedNumber,
)
from messaging.texts import Briefing, words_for


def settle(
    message: Message, state: MessageState, *, now: datetime, code: str = "", by: Person | None = None
) -> None:
    """Write the state and the audit row; a text that failed for good becomes an e-mail if it is a reminder."""
    message.state, message.error_code, message.settled_at = state, code, now
    message.save()
    audit_message(message, now=now, by=by)
    if state in (MessageState.FAILED, MessageState.UNDELIVERED):
        fall_back(message, now=now)


def audit_message(message: Message, *, now: datetime, by: Person | None = None) -> None:
    record(
        "session" if message.appointment_id else "message",
        message.appointment_id or message.pk,
        f"message.{message.state}",
        by=by,
        now=now,
        message_id=message.pk,
        person_id=message.person_id,
        kind=message.kind,
        channel=message.channel,
        error_code=message.error_code,
    )


def drop_reminder(reminder: Reminder, *, because: str, now: datetime) -> None:
    reminder.state, reminder.dropped_because = ReminderState.DROPPED, because
    reminder.save(update_fields=["state", "dropped_because"])
    record(
        "session",
        reminder.appointment_id,
        "reminder.dropped",
        by=None,
        now=now,
        person_id=reminder.person_id,
        offset_minutes=reminder.offset_minutes,
        because=because,
    )


def fall_back(message: Message, *, now: datetime) -> None:
    """Give a reminder that cannot come by SMS to the mailbox, once. Of a notice the mailbox has its copy already."""
    reminder = message.reminder
    if message.channel != Channel.SMS or reminder is None:
        return
    write_reminder(reminder, Channel.EMAIL, now=now)


def write_reminder(reminder: Reminder, channel: Channel, *, now: datetime) -> None:
    """The message of a reminder on one channel; nothing if it is there already."""
    person, appointment = reminder.person, reminder.appointment
    briefing = Briefing(**reminder.context)
    zones = zones_at({person.pk, briefing.other or person.pk}, instant=appointment.starts_at)
    if briefing.other in zones:
        briefing = replace(briefing, other_zone=zones[briefing.other])
    words = words_for(
        MessageKind.REMINDER,
        briefing,
        starts_at=appointment.starts_at,
        zone=zones[person.pk],
        language=person.language,
    )
    Message.objects.bulk_create(
        [
            Message(
                person=person,
                appointment=appointment,
                reminder=reminder,
                version=reminder.version,
                kind=MessageKind.REMINDER,
                channel=channel,
                language=person.language,
                subject=words.subject if channel == Channel.EMAIL else "",
                body=words.email if channel == Channel.EMAIL else words.sms,
                not_before=now,
                created_at=now,
            )
        ],
        ignore_conflicts=True,
    )


def may_get_texts(person: Person) -> bool:
    """Whether the person has a phone, allows texts to it, and the number has not asked for no more."""
    if not (person.phone and person.sms_allowed):
        return False
    return not SuppressedNumber.objects.filter(phone=person.phone).exists()
