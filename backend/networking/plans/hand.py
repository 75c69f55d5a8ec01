"""A plan changed by hand: one function a deed, each refused where it clashes, one revision up with what changed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from networking.models import EventTable
from networking.plans.answering import calm_of, lacking_of, unmet_of
from networking.plans.asking import Question
from networking.plans.clashing import Place, clashes_of
from networking.plans.keeping import Placed, Seen, editable, meetings_in
from networking.plans.models import Meeting, MeetingGuest, Plan
from networking.plans.refusals import GuestUnknown, MeetingClashes, RoundOver, RoundUnknown, TableUnknown
from networking.rounds.plan import NOWHERE
from networking.rounds.plan import Plan as PlanUnderWay


@atomically
def move_meeting(
    *, plan_id: int, meeting_id: int, place: Place, swap: bool, seen: Seen, by: Person, now: datetime
) -> Plan:
    """Have it in another round, or at another table. `swap`: whoever sits at that table comes here instead.

    Raises PlanNotEditable, ChangedMeanwhile, RoundUnknown, RoundOver, TableUnknown, MeetingClashes, Meeting.DoesNotExist.
    """
    plan = editable(plan_id, seen)
    meeting = plan.meetings.select_related("table").get(pk=meeting_id)
    _require_place(plan, place)
    _require_place(plan, Place(meeting.round, meeting.table_id))
    other = plan.meetings.filter(round=place.round, table=place.table).exclude(pk=meeting.pk).first()
    clashes = clashes_of(plan, meeting, place, without=other if swap else None)
    if swap and other:
        clashes += clashes_of(plan, other, Place(meeting.round, meeting.table_id), without=meeting)
    if clashes:
        raise MeetingClashes(clashes)
    before = _words(meeting)
    changed = {}
    if swap and other:
        there = _words(other)
        _put(other, Place(meeting.round, meeting.table_id))
        changed[_name(other)] = [there, _words(other)]
    _put(meeting, place)
    changed[_name(meeting)] = [before, _words(meeting)]
    return _turn(plan, "plan.meeting_moved", changed, by, now)


@atomically
def add_meeting(
    *, plan_id: int, startup: int, contact: int, place: Place, seen: Seen, by: Person, now: datetime
) -> Plan:
    """Two guests (registrations) meet who did not; at a small-group table the startup joins. It is pinned.

    Raises as `move_meeting` does, and GuestUnknown.
    """
    plan = editable(plan_id, seen)
    _require_place(plan, place)
    kinds = dict(
        plan.event.registrations.coming().filter(pk__in=[startup, contact]).values_list("pk", "kind")
    )
    if kinds != {startup: "startup", contact: "contact"}:
        raise GuestUnknown
    known = {one["id"] for one in plan.question["guests"]}
    if not {startup, contact} <= known:
        raise GuestUnknown
    group = plan.meetings.filter(
        round=place.round, table=place.table, guests__registration=contact, guests__is_host=True
    ).first()
    guests = [startup] if group else [contact, startup]
    if clashes := clashes_of(plan, group, place, guests=guests, pair=(startup, contact)):
        raise MeetingClashes(clashes)
    meeting = group or Meeting.objects.create(
        plan=plan, round=place.round, table_id=place.table, is_pinned=True
    )
    MeetingGuest.objects.bulk_create(
        MeetingGuest(
            meeting=meeting, plan=plan, round=place.round, registration_id=one, is_host=one == contact
        )
        for one in guests
    )
    return _turn(plan, "plan.meeting_added", {_name(meeting): [None, _words(meeting)]}, by, now)


@atomically
def remove_meeting(*, plan_id: int, meeting_id: int, seen: Seen, by: Person, now: datetime) -> Plan:
    """It does not take place. Raises PlanNotEditable, ChangedMeanwhile, RoundOver, Meeting.DoesNotExist."""
    plan = editable(plan_id, seen)
    meeting = plan.meetings.select_related("table").get(pk=meeting_id)
    _require_place(plan, Place(meeting.round, meeting.table_id))
    changed = {_name(meeting): [_words(meeting), None]}
    meeting.delete()
    return _turn(plan, "plan.meeting_removed", changed, by, now)


@atomically
def pin_meetings(
    *, plan_id: int, meetings: Collection[int], is_pinned: bool, seen: Seen, by: Person, now: datetime
) -> Plan:
    """Have meetings stay where they are when the rest is planned again, or not any more; ids of no meeting are nothing.
    Raises PlanNotEditable, ChangedMeanwhile."""
    plan = editable(plan_id, seen)
    rows = plan.meetings.filter(pk__in=meetings, is_pinned=not is_pinned).select_related("table")
    changed: dict[str, Any] = {f"{_name(one)}.is_pinned": [not is_pinned, is_pinned] for one in rows}
    rows.update(is_pinned=is_pinned)
    return _turn(plan, "plan.meetings_pinned", changed, by, now) if changed else plan


def _require_place(plan: Plan, place: Place) -> None:
    if not 1 <= place.round <= plan.event.rounds:
        raise RoundUnknown(rounds=plan.event.rounds)
    if place.round < plan.begins:
        raise RoundOver(begins=plan.begins)
    if not EventTable.objects.filter(event=plan.event_id, pk=place.table).exists():
        raise TableUnknown


def _put(meeting: Meeting, place: Place) -> None:
    meeting.round, meeting.table_id = place
    meeting.save(update_fields=["round", "table"])  # its guests' rounds follow in the database


def _name(meeting: Meeting) -> str:
    return f"meeting {meeting.pk}"


def _words(meeting: Meeting) -> dict[str, int]:
    return {"round": meeting.round, "table": EventTable.objects.get(pk=meeting.table_id).number}


def _turn(plan: Plan, action: str, changed: dict[str, Any], by: Person, now: datetime) -> Plan:
    plan.revision += 1
    _count_again(plan)
    plan.save(update_fields=["revision", "outcome", "value", "bound"])
    record("plan", plan.pk, action, by=by, now=now, revision=plan.revision, changed=changed)
    return plan


def _count_again(plan: Plan) -> None:
    """What it is worth now, and what is not met."""
    question = Question(plan.question)
    placed = meetings_in(plan)
    slots = slots_of(question, placed)
    plan.outcome = {
        **plan.outcome,
        **question.numbers(slots),
        **calm_of(question, slots, tables_of(question, placed)),
        "unmet": unmet_of(question, slots),
        "lacking": lacking_of(question, slots),
        "faults": [],  # counted again, from the world as it is then, before it is published
    }
    if plan.value is not None:
        under_way = PlanUnderWay(question.event)
        under_way.become(slots)
        plan.value = under_way.value
        plan.bound = max(plan.bound or 0, plan.value)


def slots_of(question: Question, placed: Collection[Placed]) -> list[int]:
    """Where each pair of the question meets; pairs that it does not know are left out."""
    at = {(guest, one.host): one.round - 1 for one in placed for guest in one.guests}
    return [at.get((pair["startup"], pair["contact"]), NOWHERE) for pair in question.pairs]


def tables_of(question: Question, placed: Collection[Placed]) -> list[int]:
    """At which table each pair of the question meets (NOWHERE: they do not)."""
    at = {(guest, one.host): one.table for one in placed for guest in one.guests}
    return [at.get((pair["startup"], pair["contact"]), NOWHERE) for pair in question.pairs]
