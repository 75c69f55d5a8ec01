"""Guests arrange meetings themselves: asked, taken, declined, taken back. One function a deed."""

from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from accounts.models import Person
from agenda.models import Appointment
from agenda.operations import NO_BUFFERS, SlotTaken, book, hold
from agenda.transactions import atomically
from networking.booking.keeping import call_off, end, let_lapse, note, put_in, take_out
from networking.booking.models import Booking, BookingState
from networking.booking.queries import Free, free_for, is_bookable_now, taken_of, with_people
from networking.booking.refusals import BookingClosed, BookingOver, NobodyToBook, SlotGone, TooManyAsked
from networking.booking.rules import AT_ONCE, MOST_ASKED, answer_until, table_for
from networking.booking.telling import AGREED, ASKED, DECLINED, drop_news_of, tell_of, tell_that_it_is_off
from networking.events.keeping import locked
from networking.guests.refusals import NotRegistered
from networking.models import Event, EventTable, GuestKind, Registration, RegistrationState


@atomically
def ask(
    *, registration_id: int, about_id: int, round_number: int, word: str, by: Person, now: datetime
) -> Booking:
    """Ask another guest for a round, or book it at once where the event has it so. Both have the time taken, and a table.

    Raises NotRegistered, BookingClosed, TooManyAsked, NobodyToBook, SlotGone.
    """
    event = locked(Registration.objects.values_list("event__slug", flat=True).get(pk=registration_id))
    let_lapse(event, now=now)
    guest = event.registrations.select_related("person", "startup", "expert").get(pk=registration_id)
    guest.event = event
    _require_open(guest)
    free = _free(guest, about_id, now)
    if round_number not in free.rounds:
        raise SlotGone(_rows(event, free.rounds))
    other = free.profile.registration
    other.event = event
    booking = _booking(guest, other, round_number, word, now)
    _take(booking, event, free, now)
    note(booking, "asked", by=by, now=now)
    if event.booking == AT_ONCE:
        _agree(booking, free, by=by, now=now)
        tell_of(booking, guest, AGREED, now=now)
    tell_of(booking, other, AGREED if event.booking == AT_ONCE else ASKED, now=now)
    return booking


@atomically
def take(*, booking_id: int, registration_id: int, by: Person, now: datetime) -> Booking:
    """They who were asked agree. Raises BookingOver, Booking.DoesNotExist."""
    booking = _asked_of(booking_id, registration_id, now)
    try:
        book(appointment=booking.appointment, now=now)
    except SlotTaken as error:
        raise BookingOver(state=BookingState.LAPSED) from error
    _agree(booking, None, by=by, now=now)
    note(booking, "agreed", by=by, now=now)
    tell_of(booking, _asker(booking), AGREED, now=now)
    return booking


@atomically
def decline(*, booking_id: int, registration_id: int, by: Person, now: datetime) -> Booking:
    """They who were asked cannot. Raises BookingOver, Booking.DoesNotExist."""
    booking = _asked_of(booking_id, registration_id, now)
    end(booking, BookingState.DECLINED, by=by, now=now)
    tell_of(booking, _asker(booking), DECLINED, now=now)
    return booking


@atomically
def withdraw(*, booking_id: int, registration_id: int, by: Person, now: datetime) -> Booking:
    """Who asked takes it back, or one of the two does not come to what was agreed, before the round begins.

    Raises BookingOver, Booking.DoesNotExist.
    """
    booking = _held(booking_id, now)
    mine = {booking.by_id} if booking.state == BookingState.ASKED else {booking.by_id, booking.about_id}
    if registration_id not in mine:
        raise Booking.DoesNotExist
    is_agreed = booking.state == BookingState.AGREED
    if not is_agreed and booking.state != BookingState.ASKED:
        raise BookingOver(state=booking.state)
    if booking.appointment.starts_at <= now:
        raise BookingOver(state=booking.state)
    if is_agreed:
        take_out(booking, now=now)
    end(booking, BookingState.CANCELLED if is_agreed else BookingState.WITHDRAWN, by=by, now=now)
    other = booking.contact if registration_id == booking.startup_id else booking.startup
    tell_that_it_is_off(booking, other, was_agreed=is_agreed, now=now)
    return booking


@atomically
def call_booking_off(*, booking_id: int, by: Person, now: datetime) -> Booking:
    """The hub has it not take place. Raises BookingOver, Booking.DoesNotExist."""
    booking = _held(booking_id, now)
    if booking.state not in (BookingState.ASKED, BookingState.AGREED):
        raise BookingOver(state=booking.state)
    call_off(booking, by=by, now=now)
    return booking


@atomically
def let_bookings_lapse(*, slug: str, now: datetime) -> None:
    """What was not answered in time at an event."""
    let_lapse(locked(slug), now=now)


def _require_open(guest: Registration) -> None:
    if guest.state != RegistrationState.APPROVED:
        raise NotRegistered
    if not is_bookable_now(guest.event):
        raise BookingClosed
    asked = guest.event.bookings.asked().of(guest)
    if sum(one.by_id == guest.pk for one in asked) >= MOST_ASKED:
        raise TooManyAsked(at_most=MOST_ASKED)


def _free(guest: Registration, about_id: int, now: datetime) -> Free:
    found = (one for one in free_for(guest, now) if one.profile.registration.pk == about_id)
    if (free := next(found, None)) is None:
        raise NobodyToBook
    return free


def _rows(event: Event, rounds: list[int]) -> list[dict[str, object]]:
    times = event.round_times()
    return [
        {"number": one, "starts_at": times[one - 1][0].isoformat(), "ends_at": times[one - 1][1].isoformat()}
        for one in rounds
    ]


def _booking(guest: Registration, other: Registration, number: int, word: str, now: datetime) -> Booking:
    sides = {guest.kind: guest, other.kind: other}
    starts_at = guest.event.round_times()[number - 1][0]
    return Booking(
        event=guest.event,
        startup=sides[GuestKind.STARTUP],
        contact=sides[GuestKind.CONTACT],
        is_by_contact=guest.kind == GuestKind.CONTACT,
        round=number,
        table=_table(guest.event, sides[GuestKind.CONTACT], number, now),
        word=word,
        asked_at=now,
        answer_until=answer_until(now, starts_at),
    )


def _table(event: Event, host: Registration, number: int, now: datetime) -> EventTable:
    taken = taken_of(event, [host], now)
    near = sorted(taken.usual[host.pk], key=lambda one: abs(one[0] - number))
    return event.tables.get(pk=table_for(taken.tables[number], [table for _, table in near]))


def _take(booking: Booking, event: Event, free: Free, now: datetime) -> None:
    """Everybody's time, and the row with its table. Raises SlotGone: the database has the last word."""
    others = [one for one in free.rounds if one != booking.round]
    try:
        with transaction.atomic():
            booking.appointment = _hold(booking, now)
            booking.save()
    except (SlotTaken, IntegrityError) as error:
        raise SlotGone(_rows(event, others)) from error


def _hold(booking: Booking, now: datetime) -> Appointment:
    starts_at, ends_at = booking.event.round_times()[booking.round - 1]
    return hold(
        appointment_id=uuid4(),
        people={one.person_id: NO_BUFFERS for one in (booking.startup, booking.contact)},
        starts_at=starts_at,
        ends_at=ends_at,
        expires_at=None if booking.event.booking == AT_ONCE else booking.answer_until,
        now=now,
    )


def _agree(booking: Booking, free: Free | None, *, by: Person, now: datetime) -> None:
    """Raises SlotGone, BookingOver where the plan that holds has no room for it."""
    if not put_in(booking, by=by, now=now):
        if free is None:
            raise BookingOver(state=BookingState.CALLED_OFF)
        raise SlotGone(_rows(booking.event, [one for one in free.rounds if one != booking.round]))
    booking.state, booking.answer_until, booking.ended_at = BookingState.AGREED, None, now
    booking.save(update_fields=["state", "answer_until", "ended_at"])
    drop_news_of(booking, now=now)


def _held(booking_id: int, now: datetime) -> Booking:
    """A booking, its event held against everybody else. Raises Booking.DoesNotExist."""
    slug = Event.objects.filter(bookings=booking_id).values_list("slug", flat=True).first()
    if slug is None:
        raise Booking.DoesNotExist
    event = locked(slug)
    let_lapse(event, now=now)
    booking = with_people(event.bookings.all()).get(pk=booking_id)
    booking.event = event
    booking.startup.event = booking.contact.event = event
    return booking


def _asked_of(booking_id: int, registration_id: int, now: datetime) -> Booking:
    booking = _held(booking_id, now)
    if booking.about_id != registration_id:
        raise Booking.DoesNotExist
    if booking.state != BookingState.ASKED:
        raise BookingOver(state=booking.state)
    return booking


def _asker(booking: Booking) -> Registration:
    return booking.contact if booking.is_by_contact else booking.startup
