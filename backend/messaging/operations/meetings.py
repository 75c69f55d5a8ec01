"""Guests of an event are told their next table some minutes before the first meeting that they have there, and again after
a pause: see docs/decisions/0082."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

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
# Whoever has nothing for so long leaves the room, or puts the phone away.
A_PAUSE = timedelta(minutes=45)
# Why there is no reminder of a meeting that begins soon after another one: the page shows which is next.
FOLLOWS = "follows_another"


@dataclass(frozen=True, eq=False)
class MeetingAhead:
    """Somebody's meeting at an event: its appointment, and who waits at which table."""

    appointment: Appointment
    person: Person
    briefing: Briefing


@part_of_a_deed
def remind_of_meetings(meetings: Sequence[MeetingAhead], *, now: datetime) -> None:
    """Plan a reminder of the first of each person's `meetings` at one event and of each after a pause, once for each version
    of its appointment. That it is reminded of already, or no more, follows the meetings as they are now, and so does what
    it says; one that has been written and has not left is dropped where that has changed.

    What has begun counts as one that others follow. What begins too soon is kept as dropped, and so is what follows. The
    number of statements does not depend on how many there are.
    """
    followed_by = _followers(meetings)
    ahead = [one for one in meetings if one.appointment.starts_at > now]
    if not ahead:
        return
    know_journeys(one.person for one in ahead)
    rows = [row for one in ahead for row in _reminders_of(one, followed_by.get(one), now)]
    if not insert_new(rows):
        _say_what_is_so_now(rows, now)
    wake_up()


def _followers(meetings: Sequence[MeetingAhead]) -> dict[MeetingAhead, int]:
    """How many meetings of the same person follow each without a pause; nothing of one that follows itself."""
    of_each: dict[int, list[MeetingAhead]] = {}
    for one in sorted(meetings, key=lambda one: one.appointment.starts_at):
        of_each.setdefault(one.person.pk, []).append(one)
    found: dict[MeetingAhead, int] = {}
    for own in of_each.values():
        first = own[0]
        found[first] = 0
        for before, after in pairwise(own):
            if after.appointment.starts_at - before.appointment.ends_at >= A_PAUSE:
                first, found[after] = after, 0
            else:
                found[first] += 1
    return found


def _reminders_of(one: MeetingAhead, following: int | None, now: datetime) -> list[Reminder]:
    briefing = replace(one.briefing, following=following or 0)
    rows = reminders_for(
        one.appointment, one.person, briefing, [(ReminderKind.MEETING, TIME_TO_FIND_IT)], now
    )
    if following is None:
        for row in rows:
            row.state, row.dropped_because = ReminderState.DROPPED, FOLLOWS
    return rows


def _say_what_is_so_now(rows: Sequence[Reminder], now: datetime) -> None:
    wanted = {(row.appointment_id, row.version, row.person_id): row for row in rows}
    known = Reminder.objects.select_for_update(of=("self",)).filter(
        kind=ReminderKind.MEETING, appointment__in={row.appointment_id for row in rows}
    )
    changed, needless = [], []
    for row in known.order_by("pk"):
        want = wanted.get((row.appointment_id, row.version, row.person_id))
        if want is None:
            continue
        if row.state == ReminderState.PLANNED and want.dropped_because == FOLLOWS:
            needless.append(row)
        elif _follows(row, want):
            changed.append(row)
    drop_each_reminder(dict.fromkeys(needless, FOLLOWS), now=now)
    if changed:
        Reminder.objects.bulk_update(changed, ["context", "state", "dropped_because", "due_at"])
        _drop_written(Message.objects.filter(reminder__in=changed), "superseded", now)


def _follows(row: Reminder, want: Reminder) -> bool:
    """Make a reminder that is there what it is to be; whether that changed it."""
    context = _as_stored(want.context)
    if row.state == ReminderState.SENT:  # that fewer follow is no reason to take back what has been written
        context["following"] = row.context.get("following", 0)
    comes_back = row.dropped_because == FOLLOWS and want.state == ReminderState.PLANNED
    if comes_back:
        row.state, row.dropped_because, row.due_at = want.state, "", want.due_at
    changed, row.context = row.context != context, context
    return changed or comes_back


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
        Q(state=ReminderState.PLANNED) | Q(dropped_because=FOLLOWS), **whose, kind=ReminderKind.MEETING
    )
    drop_each_reminder(dict.fromkeys(planned.order_by("pk"), because), now=now)
    _drop_written(Message.objects.filter(**whose), because, now)


@part_of_a_deed
def relink_meetings(*, appointments: Collection[UUID], person: Person, link: str) -> None:
    """The reminders of these that are planned for the person lead to `link` from now on."""
    planned = Reminder.objects.select_for_update(of=("self",)).filter(
        Q(state=ReminderState.PLANNED) | Q(dropped_because=FOLLOWS),
        appointment__in=list(appointments),
        person=person,
        kind=ReminderKind.MEETING,
    )
    rows = list(planned.order_by("pk"))
    for row in rows:
        row.context = {**row.context, "link": link}
    Reminder.objects.bulk_update(rows, ["context"])


def _drop_written(messages: QuerySet[Message], because: str, now: datetime) -> None:
    written = messages.filter(kind=MessageKind.MEETING, state=MessageState.READY)
    rows = written.select_for_update(of=("self",)).select_related("person", "reminder").order_by("pk")
    drop_each(dict.fromkeys(rows, because), now=now)
