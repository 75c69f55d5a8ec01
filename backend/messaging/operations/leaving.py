"""What is due leaves: looked at again, written as in hand, handed over outside any transaction, recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from agenda.models import Appointment, AppointmentState
from agenda.own_clock import know_journeys
from agenda.transactions import atomically
from messaging import rules
from messaging.channels import Channels, texts_are_set_up
from messaging.models import Channel, Message, MessageKind, MessageState, Reminder, ReminderState
from messaging.operations.outcomes import record_outcome
from messaging.operations.planning import quiet_hours_of
from messaging.operations.settling import (
    audit_message,
    drop_reminder,
    fall_back,
    may_get_texts,
    settle,
    write_reminder,
)

BATCH = 100
# A message whose session is being changed at this moment is looked at again after that.
MOMENT = timedelta(seconds=5)

# These tell when a session will be; once that has changed they would mislead. The others tell that it will not.
SPEAK_OF_A_TIME = (
    MessageKind.REQUESTED,
    MessageKind.PROPOSED,
    MessageKind.CONFIRMED,
    MessageKind.MOVED,
    MessageKind.SEATED,
    MessageKind.OFFERED,
    MessageKind.CLASH,
    MessageKind.SHIFT,
    MessageKind.UNABLE,
    MessageKind.UNABLE_OWN,
)
# These tell nothing new of how things stand.
REPEAT_WHAT_STANDS = (MessageKind.REMINDER, MessageKind.SHIFT)


@dataclass(frozen=True)
class Claim:
    """A message that is ours to hand over, within `valid_for`."""

    message: Message
    valid_for: timedelta


@atomically
def due_reminders_become_messages(*, now: datetime) -> int:
    """Take a batch of due reminders and write their messages, or drop those that the world has overtaken.

    Returns how many were dealt with; 0 when none is due or others have them in hand. Workers never wait for
    one another, and the appointment cannot change between the look at it and the message.
    """
    due = (
        Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("person")
        .order_by("appointment__starts_at", "pk")[:BATCH]
    )
    reminders = list(due)
    know_journeys(reminder.person for reminder in reminders)
    appointments = _held_still(reminder.appointment_id for reminder in reminders)
    still = [reminder for reminder in reminders if reminder.appointment_id in appointments]
    for reminder in still:
        reminder.appointment = appointments[reminder.appointment_id]
        _become_message(reminder, now)
    return len(still)


def _held_still(ids: Iterable[UUID]) -> dict[UUID, Appointment]:
    """The appointments, shared with other workers but closed to changes until this transaction ends.

    One that somebody is changing is left out: waiting for it here could be a deadlock.
    """
    rows = Appointment.objects.raw(
        "SELECT * FROM agenda_appointment WHERE id = ANY(%s) FOR SHARE SKIP LOCKED", [list(set(ids))]
    )
    return {row.pk: row for row in rows}


def _become_message(reminder: Reminder, now: datetime) -> None:
    because = _overtaken(reminder, now)
    if because:
        drop_reminder(reminder, because=because, now=now)
        return
    by_text = texts_are_set_up() and may_get_texts(reminder.person)
    write_reminder(reminder, Channel.SMS if by_text else Channel.EMAIL, now=now)
    reminder.state = ReminderState.SENT
    reminder.save(update_fields=["state"])


def _overtaken(reminder: Reminder, now: datetime) -> str:
    """Why the reminder is not to leave any more; empty if it is."""
    appointment = reminder.appointment
    offset = timedelta(minutes=reminder.offset_minutes)
    if appointment.state != AppointmentState.BOOKED:
        return "cancelled"
    if appointment.version != reminder.version:
        return "moved"
    if not reminder.person.is_active:
        return "inactive"
    return "" if rules.reminder_is_useful(appointment.starts_at, offset, now) else "too_late"


def send_next(*, channels: Channels, now: datetime) -> bool:
    """Hand over the next message that is due; False if there is none. The network is outside any transaction."""
    claim = claim_next(now=now)
    if claim is None:
        return False
    outcome = channels.deliver(claim.message, claim.valid_for)
    record_outcome(message=claim.message, outcome=outcome, now=now)
    return True


def claim_next(*, now: datetime) -> Claim | None:
    """Write the next due message as SENDING and commit, so that whatever happens now it is known to be out."""
    while True:
        message, claim = _claim_one(now=now)
        if message is None or claim is not None:
            return claim


@atomically
def _claim_one(*, now: datetime) -> tuple[Message | None, Claim | None]:
    message = (
        Message.objects.filter(state=MessageState.READY, not_before__lte=now)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("person", "reminder")
        .order_by("appointment__starts_at", "pk")
        .first()
    )
    if message is None:
        return None, None
    verdict = _verdict(message, now)
    if isinstance(verdict, rules.Go):
        message.state, message.claimed_at = MessageState.SENDING, now
        message.attempts += 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
        audit_message(message, now=now)
        return message, Claim(message, verdict.valid_for)
    if isinstance(verdict, rules.Wait):
        message.not_before = verdict.until
        message.save(update_fields=["not_before"])
    else:
        settle(message, MessageState.DROPPED, now=now, code=verdict.because)
        if verdict.because in ("opted_out", "daily_limit"):
            fall_back(message, now=now)
    return message, None


def _verdict(message: Message, now: datetime) -> rules.Verdict:
    """The last look at the world before a message leaves."""
    if message.appointment_id:
        appointment = _held_still([message.appointment_id]).get(message.appointment_id)
        if appointment is None:
            return rules.Wait(now + MOMENT)
        message.appointment = appointment
        because = _overtaken_message(message, appointment, now)
        if because:
            return rules.Drop(because)
    if not message.person.is_active:
        return rules.Drop("inactive")
    return _text_verdict(message, now) if message.channel == Channel.SMS else rules.Go()


def _overtaken_message(message: Message, appointment: Appointment, now: datetime) -> str:
    if message.kind == MessageKind.REMINDER:
        if appointment.state != AppointmentState.BOOKED:
            return "cancelled"
        if appointment.version != message.version:
            return "moved"
        return "" if appointment.starts_at > now else "too_late"
    if message.kind == MessageKind.REQUESTED and appointment.state == AppointmentState.BOOKED:
        return "answered"
    if message.kind in SPEAK_OF_A_TIME and message.version != appointment.version:
        return "superseded"
    return "superseded" if _has_successor(message, appointment) else ""


def _has_successor(message: Message, appointment: Appointment) -> bool:
    """Whether a later notice on the same channel tells the same person how things stand now."""
    return (
        Message.objects.filter(
            appointment=appointment,
            person_id=message.person_id,
            channel=message.channel,
            pk__gt=message.pk,
        )
        .exclude(kind__in=REPEAT_WHAT_STANDS)
        .exists()
    )


def _text_verdict(message: Message, now: datetime) -> rules.Verdict:
    if not may_get_texts(message.person):
        return rules.Drop("opted_out")
    today = Message.objects.filter(
        person_id=message.person_id, channel=Channel.SMS, claimed_at__gt=now - timedelta(days=1)
    )
    if today.count() >= rules.MOST_TEXTS_A_DAY:
        return rules.Drop("daily_limit")
    starts_at = message.appointment.starts_at if message.appointment else None
    return rules.text_may_leave(starts_at, quiet_hours_of(message.person), now)
