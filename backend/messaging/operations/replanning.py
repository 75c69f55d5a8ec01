"""Somebody wants to be reminded at other times: what has not left follows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from accounts.models import Person
from agenda.models import Appointment
from agenda.own_clock import know_journeys
from agenda.transactions import part_of_a_deed
from audit.operations import record
from messaging.models import Reminder, ReminderKind, ReminderState
from messaging.operations.planning import reminders_for, wanted_by
from messaging.texts import Briefing
from messaging.waking import wake_up
from storing import insert_new

NOT_WANTED = "not_wanted"
# What was dropped for these is planned again where it is wanted and still of use.
MAY_COME_BACK = (NOT_WANTED, "too_late", "same_time")


@part_of_a_deed
def replan_reminders(
    *,
    appointment: Appointment,
    briefings: Mapping[Person, Briefing],
    offsets_minutes: Sequence[int],
    also: Collection[ReminderKind],
    now: datetime,
) -> int:
    """Bring the reminders of this version of the appointment to what these people and the programme want by now; how
    many changed.

    What has left, or is about to, stays as it is. The caller holds the appointment still. The number of statements
    does not depend on how many people and reminders there are.
    """
    know_journeys(briefings)
    rows = Reminder.objects.select_for_update().filter(
        appointment=appointment, version=appointment.version, person__in=[person.pk for person in briefings]
    )
    known = {(row.person_id, row.kind, row.offset_minutes): row for row in rows.order_by("pk")}
    wanted = {
        (row.person_id, row.kind, row.offset_minutes): row
        for person, briefing in briefings.items()
        for row in reminders_for(appointment, person, briefing, wanted_by(person, offsets_minutes, also), now)
    }
    new = [row for key, row in wanted.items() if key not in known]
    changed = [row for key, row in known.items() if _follows(row, wanted.get(key), now)]
    insert_new(new)
    if changed:
        Reminder.objects.bulk_update(changed, ["state", "due_at", "dropped_because"])
    if new or changed:
        dues = [[row.person_id, row.due_at.isoformat(), row.state] for row in [*new, *changed]]
        record("session", appointment.pk, "reminders.replanned", by=None, now=now, dues=dues)
        wake_up()
    return len(new) + len(changed)


def _follows(row: Reminder, wanted: Reminder | None, now: datetime) -> bool:
    """Make a reminder that is there what it is to be; whether that changed it."""
    before = row.state, row.due_at, row.dropped_because
    is_ahead = row.state == ReminderState.PLANNED and row.due_at > now
    may_come_back = row.state == ReminderState.DROPPED and row.dropped_because in MAY_COME_BACK
    if wanted is None and is_ahead:
        row.state, row.dropped_because = ReminderState.DROPPED, NOT_WANTED
    elif wanted is not None and (is_ahead or may_come_back):
        row.state, row.due_at = wanted.state, wanted.due_at
        row.dropped_because = wanted.dropped_because
    return before != (row.state, row.due_at, row.dropped_because)
