"""Bookings follow what becomes of the plan, of the hours and of guests. The event is locked by who calls."""

from datetime import datetime

from accounts.models import Person
from networking.booking.keeping import call_off, end
from networking.booking.models import Booking, BookingState
from networking.booking.queries import with_people
from networking.models import Event, Plan, Registration


def follow_plan(event: Event, plan: Plan, *, by: Person, now: datetime) -> None:
    """Another plan holds: agreed meetings are where it has them; those that it has not do not take place."""
    held = {
        frozenset(one.registration_id for one in meeting.guests.all()): meeting
        for meeting in plan.meetings.prefetch_related("guests")
    }
    for booking in with_people(event.bookings.filter(state=BookingState.AGREED)):
        meeting = held.get(frozenset((booking.startup_id, booking.contact_id)))
        if meeting is None or meeting.appointment is None:
            end(booking, BookingState.CALLED_OFF, by=by, now=now)  # the plan tells both
            continue
        booking.round, booking.table = meeting.round, meeting.table
        booking.appointment = meeting.appointment
        booking.save(update_fields=["round", "table", "appointment"])


def follow_hours(event: Event, *, now: datetime) -> None:
    """The event has other hours: what was asked for the old ones is over, and who asked is told to ask anew."""
    times = event.round_times()
    for booking in with_people(event.bookings.standing()):
        is_gone = booking.round > len(times)
        if booking.state == BookingState.AGREED and not is_gone:
            continue
        if is_gone or booking.appointment.starts_at != times[booking.round - 1][0]:
            call_off(booking, by=None, now=now)


def follow_guest(registration: Registration, *, by: Person, now: datetime) -> None:
    """A guest does not come: nobody waits for them."""
    for booking in with_people(Booking.objects.of(registration).standing()):
        call_off(booking, by=by, now=now, but=registration.pk)


def call_all_off(event: Event, *, now: datetime) -> None:
    """The event does not take place; its guests hear that from another letter."""
    for booking in event.bookings.standing().select_related("appointment"):
        end(booking, BookingState.CALLED_OFF, by=None, now=now)
