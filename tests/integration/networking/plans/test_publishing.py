"""A plan comes to hold: checked, everybody's time taken, those told whose day changes."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from agenda.models import Commitment
from agenda.operations import NO_BUFFERS, hold
from messaging.models import Message
from networking.events.operations import change_event
from networking.events.turning import step_event
from networking.models import Meeting, MeetingGuest, Plan
from networking.plans import refusals
from networking.plans.clashing import Place
from networking.plans.hand import add_meeting, move_meeting, pin_meetings, remove_meeting
from networking.plans.publishing import publish_plan
from networking.plans.rest import copy_plan
from problems.matching import ChangedMeanwhile
from tests.factories.cycles import a_coordinator
from tests.factories.plans import (
    NOW,
    a_published_plan,
    a_ready_plan,
    an_event_to_plan,
    everybody_wishes,
    meetings_of,
    wish,
)

pytestmark = pytest.mark.django_db


def standing() -> int:
    return Commitment.objects.filter(released_at=None).count()


def at_once(row: Meeting | MeetingGuest) -> None:
    """Saved, with what waits for the end of a transaction checked now."""
    row.save()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_published_plan_takes_everybodys_time_and_everybody_is_told_once() -> None:
    event, ours, theirs = an_event_to_plan()
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    event.refresh_from_db()
    assert (plan.state, event.state) == ("published", "published")
    assert standing() == 18
    assert sorted(Message.objects.values_list("person", flat=True)) == sorted(
        one.person_id for one in ours + theirs
    )


def test_a_copy_with_two_meetings_exchanged_changes_the_day_of_those_alone() -> None:
    event, ours, theirs = an_event_to_plan(3, 3, rounds=3)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    by = a_coordinator()
    copy = copy_plan(plan_id=plan.pk, by=by, now=NOW)
    assert meetings_of(copy) == meetings_of(plan)
    first = copy.meetings.filter(round=1).order_by("pk")[0]
    whose = {one.registration_id for one in first.guests.all()}
    remove_meeting(plan_id=copy.pk, meeting_id=first.pk, seen=None, by=by, now=NOW)
    before = Message.objects.count()
    publish_plan(plan_id=copy.pk, by=by, now=NOW)
    plan.refresh_from_db()
    assert plan.state == "replaced"
    assert standing() == 16
    told = Message.objects.order_by("pk").values_list("person", flat=True)[before:]
    assert sorted(told) == sorted(one.person_id for one in ours + theirs if one.pk in whose)


def test_it_is_refused_where_the_world_has_moved_on() -> None:
    event, ours, theirs = an_event_to_plan(1, 1)
    everybody_wishes(ours, theirs)
    plan = a_ready_plan(event)
    ours[0].wishes.update(value="no")
    with pytest.raises(refusals.PlanFaulty) as refused:
        publish_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
    assert [(one["code"], one["startup"], one["contact"]) for one in refused.value.extra["faults"]] == [
        ("apart", ours[0].pk, theirs[0].pk)
    ]
    ours[0].wishes.update(value="like")
    event.tables.update(is_out=True)
    with pytest.raises(refusals.PlanFaulty):
        publish_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
    assert (standing(), Message.objects.count()) == (0, 0)


def test_who_has_another_appointment_meanwhile_is_named() -> None:
    event, ours, theirs = an_event_to_plan(1, 1)
    everybody_wishes(ours, theirs)
    plan = a_ready_plan(event)
    starts_at, ends_at = event.round_times()[0][0], event.round_times()[-1][1]
    hold(
        appointment_id=uuid4(),
        people={ours[0].person_id: NO_BUFFERS},
        starts_at=starts_at,
        ends_at=ends_at,
        expires_at=None,
        now=NOW,
    )
    with pytest.raises(refusals.PlanFaulty):
        publish_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)


def test_a_guest_who_cancels_while_it_is_worked_out_is_no_part_of_what_is_published() -> None:
    event, ours, theirs = an_event_to_plan(2, 1)
    everybody_wishes(ours, theirs)
    plan = a_ready_plan(event)
    event.registrations.filter(pk=ours[0].pk).update(state="cancelled", number=None)
    with pytest.raises(refusals.PlanFaulty) as refused:
        publish_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
    assert [(one["code"], one["startup"], one["contact"]) for one in refused.value.extra["faults"]] == [
        ("apart", ours[0].pk, theirs[0].pk)
    ]
    again = a_ready_plan(event)
    assert list(meetings_of(again)) == [(ours[1].pk, theirs[0].pk)]
    publish_plan(plan_id=again.pk, by=a_coordinator(), now=NOW)


def hours_taken(person: int) -> list[tuple[datetime, datetime]]:
    rows = Commitment.objects.filter(person=person, released_at=None).order_by("during")
    return [(one.during.lower, one.during.upper) for one in rows]


def test_when_the_event_moves_everybody_s_time_moves_with_it_and_they_are_told() -> None:
    event, ours, theirs = an_event_to_plan(2, 1)
    everybody_wishes(ours, theirs)
    a_published_plan(event)
    before, told = hours_taken(theirs[0].person_id), Message.objects.count()
    change_event(slug=event.slug, place="Next door", by=a_coordinator(), now=NOW)
    assert (hours_taken(theirs[0].person_id), Message.objects.count()) == (before, told)
    change_event(slug=event.slug, rounds_time=time(19), by=a_coordinator(), now=NOW)
    half_an_hour = timedelta(minutes=30)
    moved = [(start + half_an_hour, end + half_an_hour) for start, end in before]
    assert (hours_taken(theirs[0].person_id), Message.objects.count()) == (moved, told + 3)
    hold(
        appointment_id=uuid4(),
        people={ours[0].person_id: NO_BUFFERS},
        starts_at=moved[0][0] + timedelta(days=1),
        ends_at=moved[-1][1] + timedelta(days=1),
        expires_at=None,
        now=NOW,
    )
    with pytest.raises(refusals.GuestsTaken) as refused:
        change_event(slug=event.slug, held_on=date(2026, 12, 11), by=a_coordinator(), now=NOW)
    assert refused.value.extra == {"guests": [ours[0].person.name]}


def test_an_event_that_is_called_off_gives_everybody_their_time_back() -> None:
    event, ours, theirs = an_event_to_plan(2, 2)
    everybody_wishes(ours, theirs)
    a_published_plan(event)
    assert standing() == 8
    step_event(slug=event.slug, step="cancel", reason="Snow", by=a_coordinator(), now=NOW)
    assert standing() == 0


def test_registration_has_to_be_closed_and_the_plan_ready() -> None:
    event, ours, theirs = an_event_to_plan(1, 1, state="open")
    everybody_wishes(ours, theirs)
    plan = a_ready_plan(event)
    with pytest.raises(refusals.PlanNotPublishable):
        publish_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
    event.state = "closed"
    event.save()
    publish_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
    with pytest.raises(refusals.PlanNotEditable):
        publish_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)


def test_a_meeting_is_moved_by_hand_and_clashes_are_told() -> None:
    event, ours, theirs = an_event_to_plan(2, 2, rounds=3, tables=2)
    wish(ours[0], theirs[0])
    wish(ours[1], theirs[1])
    plan = a_ready_plan(event)
    by = a_coordinator()
    one, other = Meeting.objects.filter(plan=plan).order_by("pk")
    free = ({1, 2, 3} - {one.round, other.round}).pop()
    move_meeting(
        plan_id=plan.pk,
        meeting_id=one.pk,
        place=Place(free, one.table_id),
        swap=False,
        seen=frozenset({1}),
        by=by,
        now=NOW,
    )
    one.refresh_from_db()
    assert one.round == free
    assert set(MeetingGuest.objects.filter(meeting=one).values_list("round", flat=True)) == {free}
    with pytest.raises(ChangedMeanwhile) as stale:
        remove_meeting(plan_id=plan.pk, meeting_id=one.pk, seen=frozenset({1}), by=by, now=NOW)
    assert [row["field"] for row in stale.value.extra["changed"]] == [f"meeting {one.pk}"]
    with pytest.raises(refusals.MeetingClashes) as refused:
        move_meeting(
            plan_id=plan.pk,
            meeting_id=one.pk,
            place=Place(other.round, other.table_id),
            swap=False,
            seen=None,
            by=by,
            now=NOW,
        )
    assert refused.value.extra == {"clashes": [{"code": "table_taken", "guest": None, "meeting": other.pk}]}
    there = Place(other.round, other.table_id)
    move_meeting(plan_id=plan.pk, meeting_id=one.pk, place=there, swap=True, seen=None, by=by, now=NOW)
    one.refresh_from_db()
    other.refresh_from_db()
    assert ((one.round, one.table_id), other.round) == (there, free)
    plan.refresh_from_db()
    assert plan.revision == 3


def test_two_who_did_not_meet_can_be_put_together_unless_something_stands_against_it() -> None:
    event, ours, theirs = an_event_to_plan(2, 2, rounds=2, tables=2)
    wish(ours[0], theirs[0])
    wish(ours[1], theirs[1], "no")
    plan = a_ready_plan(event)
    by = a_coordinator()
    (met,) = Meeting.objects.filter(plan=plan)
    free = Place(3 - met.round, met.table_id)

    def put(startup: int, contact: int, place: Place) -> Plan:
        return add_meeting(
            plan_id=plan.pk, startup=startup, contact=contact, place=place, seen=None, by=by, now=NOW
        )

    for pair, code in (
        ((ours[1].pk, theirs[1].pk), "kept_apart"),
        ((ours[0].pk, theirs[0].pk), "met_already"),
    ):
        with pytest.raises(refusals.MeetingClashes) as refused:
            put(*pair, free)
        assert [one["code"] for one in refused.value.extra["clashes"]] == [code]
    with pytest.raises(refusals.GuestUnknown):
        put(theirs[0].pk, ours[0].pk, free)
    with pytest.raises(refusals.RoundUnknown):
        put(ours[1].pk, theirs[0].pk, Place(9, met.table_id))
    with pytest.raises(refusals.TableUnknown):
        put(ours[1].pk, theirs[0].pk, Place(1, 999999))
    put(ours[1].pk, theirs[0].pk, free)
    added = Meeting.objects.get(plan=plan, round=free.round)
    assert added.is_pinned
    publish_plan(plan_id=plan.pk, by=by, now=NOW)


def test_what_is_pinned_stays_when_all_is_planned_again() -> None:
    event, ours, theirs = an_event_to_plan(4, 3, rounds=4, tables=3)
    everybody_wishes(ours, theirs)
    plan = a_ready_plan(event)
    by = a_coordinator()
    some = list(plan.meetings.order_by("pk")[:3])
    pin_meetings(
        plan_id=plan.pk, meetings=[one.pk for one in some], is_pinned=True, seen=None, by=by, now=NOW
    )
    kept = {
        pair: at for pair, at in meetings_of(plan).items() if at in {(m.round, m.table.number) for m in some}
    }
    again = a_ready_plan(event, pins=plan, seed=3)
    assert {pair: at for pair, at in meetings_of(again).items() if pair in kept} == kept
    assert again.meetings.filter(is_pinned=True).count() == 3
    assert again.outcome["faults"] == []


def test_the_database_has_nobody_at_two_tables_and_no_table_twice() -> None:
    event, ours, theirs = an_event_to_plan(2, 2, rounds=1)
    wish(ours[0], theirs[0])
    wish(ours[1], theirs[1])
    plan = a_ready_plan(event)
    one, other = plan.meetings.order_by("pk")
    with pytest.raises(IntegrityError, match="guest_is_at_one_table_per_round"), transaction.atomic():
        at_once(MeetingGuest(meeting=other, plan=plan, round=1, registration=ours[0]))
    one.table = other.table
    with pytest.raises(IntegrityError, match="meeting_has_its_table_alone"), transaction.atomic():
        at_once(one)
    with pytest.raises(IntegrityError, match="guest_is_where_the_meeting_is"), transaction.atomic():
        MeetingGuest.objects.filter(meeting=one).update(round=2)
    with pytest.raises(IntegrityError, match="meeting_has_one_host"), transaction.atomic():
        MeetingGuest.objects.filter(meeting=one).update(is_host=True)


def test_two_plans_never_hold_at_once() -> None:
    event, ours, theirs = an_event_to_plan(1, 1)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    with pytest.raises(IntegrityError, match="plan_one_holds_per_event"), transaction.atomic():
        Plan.objects.create(
            event=event,
            number=99,
            state="published",
            by=plan.by,
            wanted_at=NOW,
            ended_at=NOW,
            published_at=NOW + timedelta(1),
        )
