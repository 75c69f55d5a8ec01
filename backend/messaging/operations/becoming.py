"""Reminders that are due become messages, or are dropped where the world has overtaken them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from agenda.models import Appointment, AppointmentState
from agenda.transactions import atomically
from messaging import rules
from messaging.channels import texts_are_set_up
from messaging.models import Channel, Reminder, ReminderState
from messaging.operations.settling import drop_each_reminder, write_reminders
from messaging.queries import sending_is_stopped
from messaging.reaching import KEPT_FROM_WHO_WANTS_TEXTS, why_no_texts

A_BATCH = 100


@atomically
def due_reminders_become_messages(*, now: datetime) -> int:
    """Take a batch of due reminders and write their messages, or drop those that the world has overtaken.

    Returns how many were dealt with; 0 when none is due, others have them in hand, or sending is stopped.
    Workers never wait for one another, and the appointment cannot change between the look at it and the message.
    The number of statements does not depend on how many there are.
    """
    if sending_is_stopped():
        return 0
    due = Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now)
    claimed = due.select_for_update(skip_locked=True).order_by("starts_at", "pk").values_list("pk", flat=True)
    ids = list(claimed[:A_BATCH])
    return _deal_with(ids, now) if ids else 0


def _deal_with(ids: Sequence[int], now: datetime) -> int:
    claimed = Reminder.objects.filter(pk__in=ids).select_related("person")
    reminders = list(claimed.order_by("starts_at", "pk"))
    appointments = held_still(reminder.appointment_id for reminder in reminders)
    still = [reminder for reminder in reminders if reminder.appointment_id in appointments]
    for reminder in still:
        reminder.appointment = appointments[reminder.appointment_id]
    reasons = {reminder: because for reminder in still if (because := _overtaken(reminder, now))}
    drop_each_reminder(reasons, now=now)
    _become_messages([reminder for reminder in still if reminder not in reasons], now)
    return len(still)


def held_still(ids: Iterable[UUID]) -> dict[UUID, Appointment]:
    """The appointments, shared with other workers but closed to changes until this transaction ends.

    One that somebody is changing is left out: waiting for it here could be a deadlock.
    """
    rows = Appointment.objects.raw(
        "SELECT * FROM agenda_appointment WHERE id = ANY(%s) FOR SHARE SKIP LOCKED", [list(set(ids))]
    )
    return {row.pk: row for row in rows}


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


def _become_messages(reminders: list[Reminder], now: datetime) -> None:
    if not reminders:
        return
    why_not = why_no_texts([one.person for one in reminders])
    write_reminders([(one, _channel_of(why_not.get(one.person_id, ""))) for one in reminders], now=now)
    Reminder.objects.filter(pk__in=[one.pk for one in reminders]).update(state=ReminderState.SENT)


def _channel_of(why_no_text: str) -> Channel:
    """A text to who wants one is written even where none may leave: the last look drops it, says why, and writes the
    e-mail."""
    wanted = not why_no_text or why_no_text in KEPT_FROM_WHO_WANTS_TEXTS
    return Channel.SMS if wanted and texts_are_set_up() else Channel.EMAIL
