"""A plan comes to hold: checked against the world as it is, everybody's time taken, and those told whose day changed."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import uuid4

from accounts.models import Person
from agenda.models import Appointment, Commitment
from agenda.operations import NO_BUFFERS, SlotTaken, hold, release
from agenda.transactions import atomically
from audit.operations import record
from messaging.operations import drop_meeting_reminders, drop_news
from networking.booking.following import call_all_off, follow_hours, follow_plan
from networking.events.keeping import turn
from networking.guests.telling import occasion_of
from networking.in_calendars.asking import ask_for_calendars
from networking.models import Event, EventState
from networking.plans.asking import Question
from networking.plans.fault_words import told_faults
from networking.plans.faulty import Row, faults_in, row_of
from networking.plans.gathering import booked_in, gathered
from networking.plans.hand import slots_of, tables_of
from networking.plans.keeping import Placed, editable, event_to_plan, meetings_in
from networking.plans.models import Meeting, Plan, PlanKind, PlanState
from networking.plans.refusals import GuestsTaken, PlanFaulty, PlanNotPublishable
from networking.plans.telling import remind_of_plan, tell_of_plan
from networking.plans.timing import first_round_ahead
from networking.plans.working import published_of

PUBLISHED_IN = (EventState.CLOSED, EventState.PUBLISHED, EventState.RUNNING)
MOST_FAULTS = 20  # that are told


@atomically
def publish_plan(*, plan_id: int, seen: frozenset[int] | None = None, by: Person, now: datetime) -> Plan:
    """Have it hold, all of it or nothing. Of two who publish at once one does after the other.

    Raises PlanNotPossibleNow, PlanNotEditable, ChangedMeanwhile, PlanNotPublishable, PlanFaulty, GuestsTaken.
    """
    event = event_to_plan(Plan.objects.values_list("event", flat=True).get(pk=plan_id))
    plan = editable(plan_id, seen)
    plan.event = event
    if event.state not in PUBLISHED_IN:
        raise PlanNotPublishable(why="event_not_closed")
    before = published_of(event)
    if faults := faults_now(plan, before, now):
        raise PlanFaulty(faults=told_faults(event, faults[:MOST_FAULTS]))
    told = meetings_in(before) if before else []
    if before:
        before.state = PlanState.REPLACED
        before.save(update_fields=["state"])
    _take_time(plan, before, now)
    plan.state, plan.published_at = PlanState.PUBLISHED, now
    plan.save(update_fields=["state", "published_at"])
    if event.state == EventState.CLOSED:
        event.state = EventState.PUBLISHED
        turn(event, "event.published", by, now, {"state": [EventState.CLOSED, EventState.PUBLISHED]})
    record("event", event.pk, "plan_published", by=by, now=now, plan=plan.pk, number=plan.number)
    follow_plan(event, plan, by=by, now=now)
    ask_for_calendars(event_id=event.pk)
    begins = first_round_ahead(event, now)
    known = None if before is None or before.kind == PlanKind.OPEN else before
    tell_of_plan(event, plan, known, changed_for(told, meetings_in(plan), begins), now=now)
    remind_of_plan(event, plan, now=now)
    return plan


def faults_now(plan: Plan, before: Plan | None, now: datetime) -> list[Row]:
    """Everything for which it may not hold as the world stands."""
    placed = meetings_in(plan)
    pairs = {(guest, one.host) for one in placed for guest in one.guests}
    document = gathered(
        plan.event,
        kind=PlanKind.WHOLE,
        told=before,
        also=pairs,
        keeps_booked=False,
        begins=first_round_ahead(plan.event, now) - 1,
        now=now,
    )
    question = Question(document)
    there = {one["id"]: one["rounds"] for one in document["guests"]}
    missing = [
        pair
        for pair, row in booked_in(plan.event).items()
        if pair not in pairs and all(row["round"] in there.get(one, ()) for one in pair)
    ]
    unknown = pairs - {(pair["startup"], pair["contact"]) for pair in question.pairs}
    slots = slots_of(question, placed)
    return [
        *(row_of("apart", startup=startup, contact=contact) for startup, contact in sorted(unknown)),
        *(row_of("booked_missing", startup=startup, contact=contact) for startup, contact in sorted(missing)),
        *faults_in(question, slots, tables_of(question, placed)),
    ]


def changed_for(before: Collection[Placed], after: Collection[Placed], begins: int) -> set[int]:
    """Whose meetings (registrations) from that round on are others than before."""
    ours, theirs = (_days(one, begins) for one in (before, after))
    return {guest for guest in ours.keys() | theirs.keys() if ours.get(guest) != theirs.get(guest)}


def _days(placed: Collection[Placed], begins: int) -> Mapping[int, set[tuple[object, ...]]]:
    days: dict[int, set[tuple[object, ...]]] = {}
    for one in placed:
        for guest in (one.host, *one.guests) if one.round >= begins else ():
            days.setdefault(guest, set()).add((one.round, one.table, one.host, one.guests))
    return days


@atomically
def follow_times(event: Event, *, now: datetime) -> None:
    """The hours of a locked event have changed: meetings of the plan that holds take their people's time at the new ones, and
    those with meetings are told; those of rounds that there are no more go. Nothing where no plan holds, or no hour
    changed. Raises GuestsTaken."""
    follow_hours(event, now=now)
    plan = published_of(event)
    if plan is not None:
        plan.event = event
        whose = {guest for one in meetings_in(plan) for guest in (one.host, *one.guests)}
        if _take_time(plan, plan, now):
            plan.meetings.filter(round__gt=event.rounds).delete()
            tell_of_plan(event, plan, plan, whose, now=now)
            remind_of_plan(event, plan, now=now)


@atomically
def give_time_back(event: Event, *, now: datetime) -> None:
    """It does not take place: the time that the plan took and that lies ahead is free again."""
    call_all_off(event, now=now)
    plan = published_of(event)
    rows = _with_people(plan) if plan else []
    _give_back([one.appointment for one in rows if one.appointment], "cancelled", now)
    drop_news(occasion=occasion_of(event), because="cancelled", now=now)


def _give_back(appointments: Collection[Appointment], because: str, now: datetime) -> None:
    ahead = [one for one in appointments if one.starts_at > now]
    for appointment in ahead:
        release(appointment=appointment, now=now)
    drop_meeting_reminders(appointments=[one.pk for one in ahead], because=because, now=now)


def _take_time(plan: Plan, before: Plan | None, now: datetime) -> bool:
    """A booked appointment for each meeting ahead; one that stays as it was keeps its own. Whether any did not."""
    times = plan.event.round_times()
    had = {_key(one): one for one in _with_people(before)} if before else {}
    fresh = []
    meetings = [one for one in _with_people(plan) if one.round <= len(times)]
    for meeting in meetings:
        same = had.get(_key(meeting))
        if same and same.appointment and same.appointment.starts_at == times[meeting.round - 1][0]:
            meeting.appointment = had.pop(_key(meeting)).appointment
        elif times[meeting.round - 1][0] > now:
            fresh.append(meeting)
    gone = [one.appointment for one in had.values() if one.appointment and one.appointment.starts_at > now]
    _give_back(gone, "moved", now)
    _require_free(plan.event, fresh, now)
    for meeting in fresh:
        starts_at, ends_at = times[meeting.round - 1]
        people = {one.registration.person_id: NO_BUFFERS for one in meeting.guests.all()}
        try:
            meeting.appointment = hold(
                appointment_id=uuid4(),
                people=people,
                starts_at=starts_at,
                ends_at=ends_at,
                expires_at=None,
                now=now,
            )
        except SlotTaken as error:  # booked since the look above
            raise GuestsTaken(guests=[]) from error
    Meeting.objects.bulk_update(meetings, ["appointment"])
    return bool(gone or fresh)


def _with_people(plan: Plan) -> list[Meeting]:
    rows = plan.meetings.select_related("appointment").prefetch_related("guests__registration__person")
    return list(rows.order_by("pk"))


def _key(meeting: Meeting) -> tuple[int, frozenset[int]]:
    return meeting.round, frozenset(one.registration_id for one in meeting.guests.all())


def _require_free(event: Event, meetings: Collection[Meeting], now: datetime) -> None:
    """Raises GuestsTaken with the names of those who have another appointment by now."""
    times = event.round_times()
    if not meetings:
        return
    people = {
        one.registration.person_id: one.registration.person for row in meetings for one in row.guests.all()
    }
    taken = Commitment.objects.standing_at(now).filter(
        person__in=people, during__overlap=(times[0][0], times[-1][1])
    )
    rows = list(taken.values_list("person", "during"))
    found = {
        people[person].name
        for meeting in meetings
        for one in meeting.guests.all()
        for person, during in rows
        if person == one.registration.person_id
        and times[meeting.round - 1][0] < during.upper
        and during.lower < times[meeting.round - 1][1]
    }
    if found:
        raise GuestsTaken(guests=sorted(found))
