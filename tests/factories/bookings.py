"""Guests who book meetings with one another."""

from datetime import datetime
from typing import Any

from networking.booking.operations import ask
from networking.models import Booking, Event, EventFormat, Registration
from tests.factories.plans import NOW, Guests, an_event_to_plan


def an_open_event(startups: int = 2, contacts: int = 2, **fields: Any) -> tuple[Event, Guests, Guests]:
    """An event of open slots in two rounds, to ask at; nobody has booked anything."""
    given = {
        "format": EventFormat.OPEN_SLOTS,
        "booking": "ask",
        "rounds": 2,
        "tables": 2,
        "state": "open",
        **fields,
    }
    return an_event_to_plan(startups, contacts, **given)


def a_booking(
    one: Registration, other: Registration, round_number: int = 1, *, word: str = "", now: datetime = NOW
) -> Booking:
    return ask(
        registration_id=one.pk,
        about_id=other.pk,
        round_number=round_number,
        word=word,
        by=one.person,
        now=now,
    )
