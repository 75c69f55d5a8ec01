"""Guests of an event are told their next table some minutes before each meeting that they have there."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Person
from agenda.models import Appointment
from agenda.own_clock import know_journeys
from agenda.transactions import part_of_a_deed
from messaging.models import Message, MessageKind, MessageState, Reminder, ReminderKind, ReminderState
from messaging.operations.planning import reminders_for
from messaging.operations.settling import drop_each, drop_each_reminder
from messaging.texts import Briefing
from messaging.waking import wake_up
from storing import insert_new

# So many minutes before a meeting: time to say goodbye and to find the table.
TIME_TO_FIND_IT = 5


@dataclass(frozen=True)
class MeetingAhead:
    """Somebody's meeting at an event: its appointment, and who waits at which table."""

    appointment: Appointment
    person: Person
    briefing: Briefing


@part_of_a_deed
def remind_of_meetings(meetings: Sequence[MeetingAhead], *, now: datetime) -> None:
    """Plan a reminder of each, once for each version of its appointment. One that is planned already says from now on what
    its meeting's briefing does; one that has been written and has not left is dropped where that has changed.

    What begins too soon is kept as dropped. The number of statements does not depend on how many there are.
    """
    if not meetings:
        return
    know_journeys(one.person for one in meetings)
    wanted = [(ReminderKind.MEETING, TIME_TO_FIND_IT)]
    rows = [
        row
        for one in meetings
        for row in reminders_for(one.appointment, one.person, one.briefing, wanted, now)
    ]
    if not insert_new(rows):
        _say_what_is_so_now(rows, now)
    wake_up()


def _say_what_is_so_now(rows: Sequence[Reminder], now: datetime) -> None:
    wanted = {(row.appointment_id, row.version, row.person_id): _as_stored(row.context) for row in rows}
    known = Reminder.objects.select_for_update(of=("self",)).filter(
        kind=ReminderKind.MEETING, appointment__in={row.appointment_id for row in rows}
    )
    changed = []
    for row in known.order_by("pk"):
        context = wanted.get((row.appointment_id, row.version, row.person_id), row.context)
        if context != row.context:
            row.context = context
            changed.append(row)
    if changed:
        Reminder.objects.bulk_update(changed, ["context"])
        _drop_written(Message.objects.filter(reminder__in=changed), "superseded", now)


def _as_stored(context: dict[str, Any]) -> dict[str, Any]:
    return dict(json.loads(json.dumps(context)))


@part_of_a_deed
def drop_meeting_reminders(
    *, appointments: Collection[UUID], person: Person | None = None, because: str, now: datetime
) -> None:
    """Drop those of these appointments that have not left, everybody's or one person's, for a stable word."""
    if not appointments:
        return
    whose = {"appointment__in": list(appointments)} | ({"person": person} if person else {})
    planned = Reminder.objects.select_for_update(of=("self",)).filter(
        **whose, kind=ReminderKind.MEETING, state=ReminderState.PLANNED
    )
    drop_each_reminder(dict.fromkeys(planned.order_by("pk"), because), now=now)
    _drop_written(Message.objects.filter(**whose), because, now)


@part_of_a_deed
def relink_meetings(*, appointments: Collection[UUID], person: Person, link: str) -> None:
    """The reminders of these that are planned for the person lead to `link` from now on."""
    planned = Reminder.objects.select_for_update(of=("self",)).filter(
        appointment__in=list(appointments),
        person=person,
        kind=ReminderKind.MEETING,
        state=ReminderState.PLANNED,
    )
    rows = list(planned.order_by("pk"))
    for row in rows:
        row.context = {**row.context, "link": link}
    Reminder.objects.bulk_update(rows, ["context"])


def _drop_written(messages: QuerySet[Message], because: str, now: datetime) -> None:
    written = messages.filter(kind=MessageKind.MEETING, state=MessageState.READY)
    rows = written.select_for_update(of=("self",)).select_related("person", "reminder").order_by("pk")
    drop_each(dict.fromkeys(rows, because), now=now)
