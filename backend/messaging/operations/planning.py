"""Which reminders are to leave and when: by the programme's offsets and what a person chose, out of their night."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from accounts.models import Person
from agenda.models import Appointment
from agenda.own_clock import journeys_of, know_journeys
from agenda.transactions import part_of_a_deed
from audit.operations import record
from messaging.models import (
    REMINDING,
    Message,
    MessageState,
    Reminder,
    ReminderKind,
    ReminderState,
)
from messaging.operations.settling import drop_reminder, settle
from messaging.quiet_hours import QuietHours, due_at
from messaging.texts import Briefing
from storing import insert_new

# Who is told at the start is told so many minutes before it: time to find the link and sit down.
AT_START = 5
# And after it so many minutes after the end, when both have got up.
AFTER_THE_END = 15


def quiet_hours_of(person: Person) -> QuietHours:
    """Those of wherever the person is; see `agenda.own_clock` for what that reads."""
    return QuietHours(person.zone, person.quiet_from, person.quiet_until, journeys_of(person))


def plan_reminders(
    *,
    appointment: Appointment,
    briefings: Mapping[Person, Briefing],
    offsets_minutes: Sequence[int],
    also: Collection[ReminderKind] = (),
    now: datetime,
) -> list[Reminder]:
    """Plan the reminders of this version of the appointment; planning it again changes nothing.

    A reminder whose time has passed, or that would come together with another, is kept as dropped with the
    reason. `offsets_minutes` before the start and what is `also` told are the programme's; what a person chose
    counts more. Returns those that are planned, the earliest first.
    """
    every = plan_every_reminder(
        appointment=appointment,
        briefings=briefings,
        offsets_minutes=offsets_minutes,
        also=also,
        now=now,
    )
    return [reminder for reminder in every if reminder.state == ReminderState.PLANNED]


@part_of_a_deed
def plan_every_reminder(
    *,
    appointment: Appointment,
    briefings: Mapping[Person, Briefing],
    offsets_minutes: Sequence[int],
    also: Collection[ReminderKind] = (),
    now: datetime,
) -> list[Reminder]:
    """`plan_reminders`, but returns all there are of this version, the dropped ones too."""
    know_journeys(briefings)
    rows = [
        reminder
        for person, briefing in briefings.items()
        for reminder in reminders_for(
            appointment, person, briefing, wanted_by(person, offsets_minutes, also), now
        )
    ]
    if not insert_new(rows):
        known = Reminder.objects.filter(appointment=appointment, version=appointment.version)
        rows = list(known.select_related("person"))
    rows.sort(key=lambda reminder: (reminder.due_at, reminder.pk))
    dues = [
        [reminder.person_id, reminder.due_at.isoformat()]
        for reminder in rows
        if reminder.state == ReminderState.PLANNED
    ]
    record("session", appointment.pk, "reminders.planned", by=None, now=now, dues=dues)
    return rows


def wanted_by(
    person: Person, offsets: Sequence[int], also: Collection[ReminderKind]
) -> list[tuple[ReminderKind, int]]:
    """What a person is told of a session by time alone, each with its minutes, the earliest first."""
    chosen = offsets if person.reminder_offsets_minutes is None else person.reminder_offsets_minutes
    wanted = [(ReminderKind.REMINDER, minutes) for minutes in sorted(set(chosen), reverse=True)]
    if ReminderKind.STARTING in also and person.told_at_start:
        wanted.append((ReminderKind.STARTING, AT_START))
    if ReminderKind.AFTER in also:
        wanted.append((ReminderKind.AFTER, AFTER_THE_END))
    return wanted


def planned_at(
    kind: str, appointment: Appointment, minutes: int, quiet: QuietHours, now: datetime
) -> datetime | None:
    """When the reminder is to leave; None if that has passed. What leads into a session comes then or, in quiet hours,
    as an e-mail then: earlier it would lead nowhere."""
    if kind == ReminderKind.REMINDER:
        return due_at(appointment.starts_at, timedelta(minutes=minutes), quiet, now)
    due = usual_time(kind, appointment, minutes)
    return due if due >= now else None


def usual_time(kind: str, appointment: Appointment, minutes: int) -> datetime:
    """When a reminder leaves where no night is in its way."""
    offset = timedelta(minutes=minutes)
    return appointment.ends_at + offset if kind == ReminderKind.AFTER else appointment.starts_at - offset


def reminders_for(
    appointment: Appointment,
    person: Person,
    briefing: Briefing,
    wanted: Sequence[tuple[ReminderKind, int]],
    now: datetime,
) -> list[Reminder]:
    """One person's reminders of this version as they would be planned at `now`, unsaved, the farthest first."""
    rows: list[Reminder] = []
    quiet, context = quiet_hours_of(person), briefing.as_dict()
    for kind, minutes in wanted:
        due = planned_at(kind, appointment, minutes, quiet, now)
        because = "too_late" if due is None else ""
        if due is not None and any(row.due_at == due for row in rows if not row.dropped_because):
            because = "same_time"
        rows.append(
            Reminder(
                appointment=appointment,
                version=appointment.version,
                person=person,
                kind=kind,
                offset_minutes=minutes,
                starts_at=appointment.starts_at,
                due_at=due or usual_time(kind, appointment, minutes),
                state=ReminderState.DROPPED if because else ReminderState.PLANNED,
                dropped_because=because,
                context=context,
            )
        )
    return rows


@part_of_a_deed
def drop_reminders(
    *, appointment: Appointment, because: str, person: Person | None = None, now: datetime
) -> int:
    """Drop every planned reminder of the appointment and every written one that has not left; how many.

    `because` is a stable word: "moved", "cancelled", "left". With `person` only theirs.
    """
    whose = {"appointment": appointment} | ({"person": person} if person else {})
    planned = Reminder.objects.select_for_update().filter(**whose, state=ReminderState.PLANNED)
    written = Message.objects.select_for_update().filter(
        **whose, kind__in=REMINDING, state=MessageState.READY
    )
    reminders, messages = list(planned.order_by("pk")), list(written.order_by("pk"))
    for reminder in reminders:
        drop_reminder(reminder, because=because, now=now)
    for message in messages:
        settle(message, MessageState.DROPPED, now=now, code=because)
    if person:
        # They may come back to the same version of it, and are then reminded as if they had never left.
        Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]).delete()
    return len(reminders) + len(messages)
