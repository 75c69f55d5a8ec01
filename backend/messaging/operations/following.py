"""A person lives by another clock than was thought: reminders that have not left keep out of the night there."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db.models import F, Q

from accounts.models import Person
from agenda.models import AppointmentState
from agenda.transactions import atomically
from audit.operations import record
from messaging import rules
from messaging.models import Reminder, ReminderState
from messaging.operations.becoming import helps_from
from messaging.operations.planning import planned_at, quiet_hours_of
from messaging.quiet_hours import QuietHours
from messaging.waking import wake_up

# Reasons for which another clock may give a reminder its turn again.
BY_THE_CLOCK = ("too_late", "same_time")


@atomically
def follow_clock(*, person: Person, now: datetime) -> int:
    """Plan the person's reminders ahead by their clock as it is told now; how many leave at another time.

    One that should have left before the night there leaves as soon as the night is over, if it still helps then.
    """
    quiet, moved = quiet_hours_of(person), 0
    for _appointment, rows in groupby(_ahead(person, now), key=lambda row: row.appointment_id):
        moved += _replan(list(rows), quiet, now)
    if moved:
        wake_up()
    return moved


def _ahead(person: Person, now: datetime) -> Sequence[Reminder]:
    rows = Reminder.objects.select_for_update(of=("self",)).filter(
        Q(state=ReminderState.PLANNED) | Q(state=ReminderState.DROPPED, dropped_because__in=BY_THE_CLOCK),
        person=person,
        version=F("appointment__version"),
        appointment__state=AppointmentState.BOOKED,
        appointment__starts_at__gt=now,
    )
    return list(rows.select_related("appointment").order_by("appointment", "kind", "-offset_minutes"))


def _replan(rows: Sequence[Reminder], quiet: QuietHours, now: datetime) -> int:
    """The reminders of one appointment, the farthest first."""
    taken: set[datetime] = set()
    changed = []
    for row in rows:
        before = row.state, row.due_at
        due = _due(row, quiet, now)
        row.dropped_because = "too_late" if due is None else "same_time" if due in taken else ""
        row.state = ReminderState.DROPPED if row.dropped_because else ReminderState.PLANNED
        if due is not None:
            row.due_at = due
            taken.add(due)
        if (row.state, row.due_at) != before:
            changed.append(row)
    if changed:
        Reminder.objects.bulk_update(changed, ["state", "due_at", "dropped_because"])
        dues = [[row.person_id, row.due_at.isoformat(), row.state] for row in changed]
        record("session", changed[0].appointment_id, "reminders.replanned", by=None, now=now, dues=dues)
    return len(changed)


def _due(row: Reminder, quiet: QuietHours, now: datetime) -> datetime | None:
    starts_at = row.appointment.starts_at
    due = planned_at(row.kind, row.appointment, row.offset_minutes, quiet, now)
    if due is not None or row.state != ReminderState.PLANNED:
        return due
    if row.due_at <= now:
        return row.due_at  # it is a worker's already
    late = quiet.over_at(now)
    return late if rules.reminder_is_useful(starts_at, helps_from(row), late) else None
