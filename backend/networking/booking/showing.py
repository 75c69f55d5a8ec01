"""A guest's page of open slots."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agenda.own_clock import zone_of
from networking.booking.models import Booking, BookingState
from networking.booking.queries import Free, bookings_of, free_for, is_bookable_now
from networking.models import Event, Registration
from networking.plans.queries import rounds_of


@dataclass(frozen=True)
class Shown:
    """A booking for one of its two guests: `may` are the deeds that are theirs now."""

    booking: Booking
    state: str
    is_mine: bool
    other: Registration
    starts_at: datetime
    ends_at: datetime
    may: list[str]


@dataclass(frozen=True)
class BookingPage:
    """`guests` can be booked now; nobody before the reader has a place."""

    policy: str
    is_open: bool
    time_zone: str
    own_time_zone: str
    rounds: list[dict[str, Any]]
    bookings: list[Shown]
    guests: list[Free]


def booking_page(event: Event, registration: Registration | None, now: datetime) -> BookingPage:
    """A constant number of statements, whatever the number of guests and bookings."""
    has_place = registration is not None and registration.number is not None
    is_open = is_bookable_now(event) and has_place
    if registration is not None:
        registration.event = event
    return BookingPage(
        policy=event.booking,
        is_open=is_open,
        time_zone=event.time_zone,
        own_time_zone=zone_of(registration.person, event.doors_at) if registration else event.time_zone,
        rounds=rounds_of(event),
        bookings=[_shown(one, registration, now) for one in bookings_of(registration)]
        if registration
        else [],
        guests=free_for(registration, now) if registration and is_open else [],
    )


def _shown(booking: Booking, reader: Registration, now: datetime) -> Shown:
    state, is_mine = booking.state_at(now), booking.by_id == reader.pk
    is_ahead = booking.appointment.starts_at > now
    may = []
    if state == BookingState.ASKED:
        may = ["withdraw"] if is_mine else ["take", "decline"]
    elif state == BookingState.AGREED and is_ahead:
        may = ["withdraw"]
    return Shown(
        booking=booking,
        state=state,
        is_mine=is_mine,
        other=booking.contact if reader.pk == booking.startup_id else booking.startup,
        starts_at=booking.appointment.starts_at,
        ends_at=booking.appointment.ends_at,
        may=may,
    )
