"""Reminders that are due become messages, or are dropped where the world has overtaken them."""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from agenda.models import Appointment, AppointmentState
from agenda.own_clock import know_journeys
from agenda.transactions import atomically
from messaging import rules
from messaging.channels import profiles
from messaging.kinds import OPTIONAL, group_of
from messaging.models import Channel, MessageKind, Reminder, ReminderKind, ReminderState
from messaging.operations.planning import quiet_hours_of
from messaging.operations.settling import drop_each_reminder, worded_by, write_reminders
from messaging.queries import sending_is_stopped
from messaging.reaching import reached_by
from messaging.templates.filling import BUILT_IN
from messaging.templates.queries import approved_channels, words_of_reminders
from messaging.texts import Briefing, about_of

log = logging.getLogger(__name__)

A_BATCH = 100
# What leads into a session or to a table is of no use in the evening before.
OF_THIS_MOMENT = (ReminderKind.STARTING, ReminderKind.MEETING)
# What it takes to word a reminder may be gone, or of another release: that is no fault of those beside it.
NOT_WORDED = (TypeError, ValueError, LookupError, AttributeError)
A_WHILE = timedelta(minutes=10)


def due_reminders_become_messages(*, now: datetime) -> int:
    """Take a batch of due reminders and write their messages, or drop those that the world has overtaken.

    Returns how many were dealt with; 0 when none is due, others have them in hand, or sending is stopped.
    Workers never wait for one another, and the appointment cannot change between the look at it and the message.
    The number of statements does not depend on how many there are. One that cannot be worded waits for a while, and
    holds up no other.
    """
    if sending_is_stopped():
        return 0
    due = Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now)
    try:
        return _claim(due, A_BATCH, now)
    except NOT_WORDED:
        each = list(due.order_by("starts_at", "pk").values_list("pk", flat=True)[:A_BATCH])
        return sum([_claim_alone(pk, now) for pk in each])


@atomically
def _claim(due: QuerySet[Reminder], most: int, now: datetime) -> int:
    claimed = due.select_for_update(skip_locked=True).order_by("starts_at", "pk").values_list("pk", flat=True)
    ids = list(claimed[:most])
    return _deal_with(ids, now) if ids else 0


def _claim_alone(pk: int, now: datetime) -> int:
    one = Reminder.objects.filter(pk=pk, state=ReminderState.PLANNED, due_at__lte=now)
    try:
        return _claim(one, 1, now)
    except NOT_WORDED:
        log.exception("Reminder %s cannot be worded", pk)
        return one.update(due_at=now + A_WHILE)


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
    if appointment.state != AppointmentState.BOOKED:
        return "cancelled"
    if appointment.version != reminder.version:
        return "moved"
    if not reminder.person.is_active:
        return "inactive"
    return "" if rules.reminder_is_useful(appointment.starts_at, helps_from(reminder), now) else "too_late"


def helps_from(reminder: Reminder) -> timedelta:
    """The offset that `rules.reminder_is_useful` asks for."""
    if reminder.kind == ReminderKind.AFTER:
        return rules.NOTE_HELPS_FOR
    is_early = reminder.kind == ReminderKind.REMINDER
    return timedelta(minutes=reminder.offset_minutes) if is_early else timedelta()


def _become_messages(reminders: list[Reminder], now: datetime) -> None:
    if not reminders:
        return
    people = [one.person for one in reminders]
    wishes = {one: one.person.reach_of(group_of(one.kind)) for one in reminders}
    reached = reached_by(people, {rules.ringing(wish) for wish in wishes.values()})
    worded = _worded(reminders, wishes.values())
    lines = {one: reached.line(one.person, wish, worded=worded.get(one, ())) for one, wish in wishes.items()}
    if any(one.kind in OF_THIS_MOMENT for one in reminders):
        know_journeys(people)
    chosen = {one: _ways(one, wishes[one], bool(lines[one]), now) for one in reminders}
    unwanted = [one for one, ways in chosen.items() if not (ways.text or ways.mail)]
    drop_each_reminder(dict.fromkeys(unwanted, "switched_off"), now=now)
    ringing = [(one, lines[one][0]) for one, ways in chosen.items() if ways.text]
    by_mail = [(one, Channel.EMAIL.value) for one, ways in chosen.items() if ways.mail]
    write_reminders(ringing + by_mail, now=now)
    sent = [one.pk for one in reminders if one not in unwanted]
    Reminder.objects.filter(pk__in=sent).update(state=ReminderState.SENT)


def _worded(reminders: Sequence[Reminder], wishes: Collection[str]) -> dict[Reminder, Collection[str]]:
    """On which channels there are approved words for each; nothing is asked where nobody wishes such a channel."""
    known = profiles()
    asked = {rules.ringing(wish) for wish in wishes}
    if not any(known[name].words == "template" for name in asked & known.keys()):
        return {}
    own = words_of_reminders(worded_by(reminders))
    found: dict[Reminder, Collection[str]] = {}
    for one in reminders:
        kind, briefing = MessageKind(one.kind), Briefing(**one.context)
        about = about_of(kind, briefing)
        words = own.get(briefing.programme, BUILT_IN)
        found[one] = approved_channels(words, about, kind, one.person.language)
    return found


def _ways(reminder: Reminder, wish: str, may_ring: bool, now: datetime) -> rules.Ways:
    """A text that leads into a session cannot wait for the morning; one that reminds was planned before the night."""
    person = reminder.person
    of_this_moment = reminder.kind in OF_THIS_MOMENT
    texts = may_ring and not (of_this_moment and quiet_hours_of(person).hold_at(now))
    group = group_of(reminder.kind)
    return rules.ways(wish, texts=texts, mails=person.email_allowed, has_to_come=group not in OPTIONAL)
