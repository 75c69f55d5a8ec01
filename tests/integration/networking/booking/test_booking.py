"""Guests arrange meetings themselves: the ledger, the tables and the plan that holds all know of them."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from agenda.models import Commitment
from messaging.models import Message
from networking.booking.operations import call_booking_off, decline, let_bookings_lapse, take, withdraw
from networking.booking.queries import free_for
from networking.booking.refusals import BookingClosed, BookingOver, NobodyToBook, SlotGone, TooManyAsked
from networking.booking.showing import booking_page
from networking.events.operations import change_event
from networking.events.turning import step_event
from networking.guests.registering import cancel_registration
from networking.models import Booking, Meeting, Plan, Registration
from networking.plans.agendas import agenda_of, stamp_of, wall_of
from networking.plans.publishing import publish_plan
from networking.plans.refusals import PlanFaulty
from networking.plans.rest import copy_plan, plan_rest
from tests.factories.bookings import a_booking, an_open_event
from tests.factories.cycles import a_coordinator
from tests.factories.plans import (
    NOW,
    a_published_plan,
    a_ready_plan,
    an_event_to_plan,
    meetings_of,
    wish,
)
from tests.integration.networking.plans.test_the_day import happens

pytestmark = pytest.mark.django_db


def free(registration: Registration) -> dict[int, list[int]]:
    registration.refresh_from_db()
    return {one.profile.registration.pk: one.rounds for one in free_for(registration, NOW)}


def standing() -> int:
    return Commitment.objects.standing_at(NOW).count()


def agreed(one: Registration, other: Registration, number: int = 1) -> Booking:
    booking = a_booking(one, other, number)
    return take(booking_id=booking.pk, registration_id=other.pk, by=other.person, now=NOW)


def told(guest: Registration) -> list[str]:
    return list(Message.objects.filter(person=guest.person_id).order_by("pk").values_list("kind", flat=True))


def test_whom_a_guest_can_book_and_when() -> None:
    _, (mine, rival), (one, other) = an_open_event()
    assert free(mine) == {one.pk: [1, 2], other.pk: [1, 2]}
    wish(other, mine, "no")
    Registration.objects.filter(pk=one.pk).update(present_from=time(18, 50))
    assert free(mine) == {one.pk: [2]}
    Registration.objects.filter(pk=one.pk).update(meetings_most=1)
    agreed(rival, one, 2)
    assert free(mine) == {}
    assert free(rival) == {other.pk: [1]}


def test_who_is_asked_takes_it_and_everybody_s_day_has_it() -> None:
    event, (mine, _), (theirs, _) = an_open_event()
    before = stamp_of(type(event).objects.filter(pk=event.pk))
    booking = a_booking(mine, theirs, word="About Korea")
    assert (booking.state, standing(), told(theirs), told(mine)) == ("asked", 2, ["booking"], [])
    assert agenda_of(theirs, "en", NOW)["meetings"] == []
    page = booking_page(event, theirs, NOW)
    assert [(one.is_mine, one.may, one.booking.word) for one in page.bookings] == [
        (False, ["take", "decline"], "About Korea")
    ]
    take(booking_id=booking.pk, registration_id=theirs.pk, by=theirs.person, now=NOW)
    booking.refresh_from_db()
    assert (booking.state, standing(), told(mine)) == ("agreed", 2, ["booking"])
    assert Commitment.objects.exclude(expires_at=None).count() == 0
    for guest in (mine, theirs):
        (meeting,) = agenda_of(guest, "en", NOW)["meetings"]
        assert (meeting["round"], meeting["table"].number) == (1, booking.table.number)
    assert [one["table"] for one in wall_of(event, "en", NOW)["meetings"]] == [booking.table.number]
    assert stamp_of(type(event).objects.filter(pk=event.pk)) != before
    assert theirs.pk not in free(mine)
    with pytest.raises(BookingOver) as refused:
        take(booking_id=booking.pk, registration_id=theirs.pk, by=theirs.person, now=NOW)
    assert refused.value.extra == {"state": "agreed"}


def test_a_contact_may_ask_a_startup_and_it_can_be_booked_at_once() -> None:
    event, (mine, _), (theirs, _) = an_open_event(booking="at_once")
    booking = a_booking(theirs, mine, 2)
    assert (booking.state, booking.is_by_contact, standing()) == ("agreed", True, 2)
    assert (told(mine), told(theirs)) == (["booking"], ["booking"])
    (plan,) = event.plans.all()
    assert (plan.kind, plan.state) == ("open", "published")
    assert meetings_of(plan) == {(mine.pk, theirs.pk): (2, 1)}


def test_what_is_declined_taken_back_or_not_answered_gives_the_round_back() -> None:
    event, (mine, _), (theirs, other) = an_open_event()
    first = a_booking(mine, theirs)
    assert free(mine) == {other.pk: [2]}
    decline(booking_id=first.pk, registration_id=theirs.pk, by=theirs.person, now=NOW)
    assert (standing(), free(mine)[theirs.pk]) == (0, [1, 2])
    second = a_booking(mine, theirs)
    for stranger in (theirs, other):
        with pytest.raises(Booking.DoesNotExist):
            withdraw(booking_id=second.pk, registration_id=stranger.pk, by=stranger.person, now=NOW)
    withdraw(booking_id=second.pk, registration_id=mine.pk, by=mine.person, now=NOW)
    third = a_booking(mine, theirs)
    late = NOW + timedelta(hours=25)
    let_bookings_lapse(slug=event.slug, now=late)
    third.refresh_from_db()
    assert third.state == "lapsed"
    with pytest.raises(BookingOver):
        take(booking_id=third.pk, registration_id=theirs.pk, by=theirs.person, now=late)
    assert Commitment.objects.filter(released_at=None).count() == 0
    fourth = agreed(mine, theirs)
    withdraw(booking_id=fourth.pk, registration_id=theirs.pk, by=theirs.person, now=NOW)
    fourth.refresh_from_db()
    assert (fourth.state, standing(), Meeting.objects.count()) == ("cancelled", 0, 0)


def test_what_is_not_possible_is_refused_with_what_is_left() -> None:
    event, (mine, rival), (theirs, other) = an_open_event(tables=1)
    a_booking(rival, theirs)
    with pytest.raises(SlotGone) as refused:
        a_booking(mine, theirs)
    assert [one["number"] for one in refused.value.extra["free"]] == [2]
    with pytest.raises(SlotGone):  # the only table
        a_booking(mine, other)
    with pytest.raises(NobodyToBook):
        a_booking(mine, rival)
    a_booking(mine, theirs, 2)
    with pytest.raises(NobodyToBook):
        a_booking(mine, theirs, 2)
    event.state = "draft"
    event.save()
    with pytest.raises(BookingClosed):
        a_booking(mine, other, 2)


def test_nobody_asks_everybody_at_once() -> None:
    _, (mine, _), theirs = an_open_event(2, 6, rounds=8, tables=6)
    for number, one in enumerate(theirs[:5], start=1):
        a_booking(mine, one, number)
    with pytest.raises(TooManyAsked):
        a_booking(mine, theirs[5], 6)


def test_beside_planned_rounds_what_guests_booked_stays_when_all_is_planned_again() -> None:
    event, ours, theirs = an_event_to_plan(2, 2, rounds=3, booking="ask")
    wish(ours[0], theirs[0])
    with pytest.raises(BookingClosed):
        a_booking(ours[0], theirs[1])
    plan = a_published_plan(event)
    ((planned, _),) = meetings_of(plan).values()
    assert free(ours[0]) == {theirs[1].pk: [one for one in (1, 2, 3) if one != planned]}
    number = planned % 3 + 1
    agreed(ours[0], theirs[1], number)
    again = a_ready_plan(event)
    assert meetings_of(again)[ours[0].pk, theirs[1].pk][0] == number
    before = standing()
    publish_plan(plan_id=again.pk, by=a_coordinator(), now=NOW)
    booking = Booking.objects.get()
    assert (booking.state, booking.round, standing()) == ("agreed", number, before)
    assert len(agenda_of(ours[0], "en", NOW)["meetings"]) == 2


def test_a_plan_made_before_a_booking_does_not_lose_it_in_silence() -> None:
    event, ours, theirs = an_event_to_plan(2, 2, rounds=3, booking="ask")
    wish(ours[0], theirs[0])
    a_published_plan(event)
    other = a_ready_plan(event)
    agreed(ours[1], theirs[1], 3)
    with pytest.raises(PlanFaulty) as refused:
        publish_plan(plan_id=other.pk, by=a_coordinator(), now=NOW)
    assert [one["code"] for one in refused.value.extra["faults"]] == ["booked_missing"]


def test_on_the_day_a_booking_of_who_does_not_come_is_called_off_and_the_rest_stays() -> None:
    event, ours, theirs = an_open_event(2, 2, booking="at_once", state="closed")
    one, other = a_booking(ours[0], theirs[0], 1), a_booking(ours[1], theirs[1], 1)
    happens(event, "no_show", of=theirs[0], begins=1, ends=2)
    rest = plan_rest(event_id=event.pk, by=a_coordinator(), now=NOW)
    publish_plan(plan_id=rest.pk, by=a_coordinator(), now=NOW)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state, standing()) == ("called_off", "agreed", 2)


def test_what_guests_booked_can_be_edited_by_hand_as_a_copy() -> None:
    _, ours, theirs = an_open_event(2, 2, booking="at_once", state="closed")
    a_booking(ours[0], theirs[0], 1)
    plan = Plan.objects.get()
    copy = copy_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
    assert meetings_of(copy) == meetings_of(plan)
    assert {one["id"] for one in copy.question["guests"]} == {one.pk for one in (*ours, *theirs)}


def test_guests_who_cancel_events_that_do_not_take_place_and_other_hours_free_everybody() -> None:
    event, ours, theirs = an_open_event()
    agreed(ours[0], theirs[0], 1)
    a_booking(ours[0], theirs[1], 2)
    cancel_registration(registration_id=ours[0].pk, by=ours[0].person, now=NOW)
    assert (standing(), Meeting.objects.count()) == (0, 0)
    a_booking(ours[1], theirs[0], 1)
    change_event(slug=event.slug, rounds_time=time(19), by=a_coordinator(), now=NOW)
    assert standing() == 0
    kept = agreed(ours[1], theirs[0], 1)
    change_event(slug=event.slug, rounds_time=time(19, 30), by=a_coordinator(), now=NOW)
    event.refresh_from_db()
    assert [one.during.lower for one in Commitment.objects.standing_at(NOW)] == [event.rounds_at] * 2
    step_event(slug=event.slug, step="cancel", reason="Snow", by=a_coordinator(), now=NOW)
    kept.refresh_from_db()
    assert (kept.state, standing()) == ("called_off", 0)


def test_a_coordinator_calls_a_booking_off() -> None:
    _, ours, theirs = an_open_event()
    booking = agreed(ours[0], theirs[0])
    call_booking_off(booking_id=booking.pk, by=a_coordinator(), now=NOW)
    with pytest.raises(BookingOver):
        call_booking_off(booking_id=booking.pk, by=a_coordinator(), now=NOW)
    assert (standing(), Meeting.objects.count()) == (0, 0)


def test_the_database_has_the_last_word() -> None:
    event, ours, theirs = an_open_event(2, 2)
    row = a_booking(ours[0], theirs[0])
    _, strangers, _ = an_open_event(1, 1)

    def again(**fields: object) -> None:
        values = {one.attname: getattr(row, one.attname) for one in Booking._meta.concrete_fields}
        Booking.objects.create(**{**values, "id": None, **fields})

    spare = event.tables.latest("number").pk
    others = {"startup_id": ours[1].pk, "contact_id": theirs[1].pk}
    for fields, name in (
        ({"round": 2}, "booking_once_per_pair"),
        (others, "booking_has_its_table_alone"),
        ({"startup_id": ours[1].pk, "table_id": spare}, "booking_contact_once_per_round"),
        ({"contact_id": theirs[1].pk, "table_id": spare}, "booking_startup_once_per_round"),
        ({**others, "round": 2, "answer_until": None}, "booking_asked_says_until_when"),
        ({**others, "round": 2, "ended_at": NOW}, "booking_answered_tells_when"),
        ({**others, "round": 0}, "booking_state_is_known"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            again(**fields)
    with pytest.raises(IntegrityError, match="booking_startup_is_a_guest_of_its_event"), transaction.atomic():
        again(startup_id=strangers[0].pk, round=2)
    with pytest.raises(IntegrityError, match="event_of_open_slots"), transaction.atomic():
        type(event).objects.filter(pk=event.pk).update(booking="none")
