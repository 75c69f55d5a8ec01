"""What a booking becomes: a meeting of the plan that holds, or nothing. The event is locked by who calls."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from accounts.models import Person
from agenda.operations import release
from audit.operations import record
from messaging.operations import drop_meeting_reminders
from networking.booking.models import Booking, BookingState
from networking.booking.telling import LAPSED, drop_news_of, tell_of, tell_that_it_is_off
from networking.in_calendars.asking import ask_for_calendars
from networking.models import Event, LostMeeting, Meeting, MeetingGuest, Plan, PlanKind, PlanState
from networking.plans.telling import remind_of_plan

HELD = "SET CONSTRAINTS meeting_has_its_table_alone, guest_is_at_one_table_per_round"


def note(booking: Booking, action: str, *, by: Person | None, now: datetime) -> None:
    record(
        "event",
        booking.event_id,
        f"booking.{action}",
        by=by,
        now=now,
        booking=booking.pk,
        round=booking.round,
        guests=[booking.startup_id, booking.contact_id],
    )


def end(booking: Booking, state: BookingState, *, by: Person | None, now: datetime) -> None:
    """It has come to nothing, and everybody has their time back."""
    booking.state, booking.answer_until, booking.ended_at = state, None, now
    booking.save(update_fields=["state", "answer_until", "ended_at"])
    release(appointment=booking.appointment, now=now)
    drop_meeting_reminders(appointments=[booking.appointment_id], because="cancelled", now=now)
    drop_news_of(booking, now=now)
    note(booking, state, by=by, now=now)


def let_lapse(event: Event, *, now: datetime) -> None:
    """What was not answered in time is over; doing it again changes nothing."""
    rows = event.bookings.overdue_at(now).select_related("appointment", "table", "startup", "contact")
    for booking in rows:
        booking.event = event
        end(booking, BookingState.LAPSED, by=None, now=now)
        tell_of(booking, booking.contact if booking.is_by_contact else booking.startup, LAPSED, now=now)


def call_off(booking: Booking, *, by: Person | None, now: datetime, but: int = 0) -> None:
    """It does not take place, whoever asked; both are told, without the guest (registration) `but`."""
    was_agreed = booking.state == BookingState.AGREED
    if was_agreed:
        take_out(booking, now=now)
    end(booking, BookingState.CALLED_OFF, by=by, now=now)
    for guest in (booking.startup, booking.contact):
        if guest.pk != but:
            tell_that_it_is_off(booking, guest, was_agreed=was_agreed, now=now)


def put_in(booking: Booking, *, by: Person, now: datetime) -> bool:
    """It is a meeting of the plan that holds; False where the table or one of the two is taken there."""
    plan = _plan(booking.event, by, now)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            meeting = Meeting.objects.create(
                plan=plan,
                round=booking.round,
                table=booking.table,
                is_pinned=True,
                appointment=booking.appointment,
            )
            MeetingGuest.objects.bulk_create(
                MeetingGuest(
                    meeting=meeting,
                    plan=plan,
                    round=booking.round,
                    registration=one,
                    is_host=one.pk == booking.contact_id,
                )
                for one in (booking.contact, booking.startup)
            )
            cursor.execute(f"{HELD} IMMEDIATE")
            cursor.execute(f"{HELD} DEFERRED")
    except IntegrityError:
        return False
    _turn(plan)
    remind_of_plan(booking.event, plan, now=now)
    return True


def take_out(booking: Booking, *, now: datetime) -> None:
    """The meeting of an agreed booking goes out of the plan that holds."""
    plan = Plan.objects.filter(event=booking.event, state=PlanState.PUBLISHED).first()
    if plan is not None:
        plan.meetings.filter(appointment=booking.appointment).delete()
        LostMeeting.objects.create(
            plan=plan, round=booking.round, startup=booking.startup, contact=booking.contact
        )
        _turn(plan)
        remind_of_plan(booking.event, plan, now=now)  # what came after it may be somebody's first now


def _plan(event: Event, by: Person, now: datetime) -> Plan:
    """The plan that holds; where guests book everything themselves, one of nothing else."""
    held = Plan.objects.filter(event=event, state=PlanState.PUBLISHED).first()
    last = event.plans.order_by("-number").values_list("number", flat=True).first()
    return held or Plan.objects.create(
        event=event,
        number=(last or 0) + 1,
        kind=PlanKind.OPEN,
        state=PlanState.PUBLISHED,
        by=by,
        wanted_at=now,
        ended_at=now,
        published_at=now,
    )


def _turn(plan: Plan) -> None:
    """Agendas and the wall are asked for under its revision."""
    plan.revision += 1
    plan.save(update_fields=["revision"])
    ask_for_calendars(event_id=plan.event_id)
