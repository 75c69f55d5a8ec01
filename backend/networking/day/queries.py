"""The list at the desk."""

from dataclasses import dataclass
from datetime import datetime

from networking.day.refusals import TicketForged
from networking.guests.refusals import GuestLinkUnknown
from networking.guests.tokens import ticket_code, ticket_in
from networking.models import CheckIn, Event, Registration

TAIL = 4  # characters of a ticket's code that tell two guests of one name apart


@dataclass(frozen=True)
class Expected:
    """Somebody with a place; `arrived_at` is None until they have come."""

    registration: Registration
    arrived_at: datetime | None


def guests_at_the_door(event: Event) -> list[Expected]:
    """All with a place, by name; two statements."""
    guests = event.registrations.coming().select_related("person", "startup", "expert")
    arrived = dict(CheckIn.objects.filter(event=event).values_list("registration_id", "at"))
    return [Expected(one, arrived.get(one.pk)) for one in guests.order_by("person__name", "pk")]


def ticket_tail(registration: Registration) -> str:
    return ticket_code(registration)[-TAIL:]


def event_of_ticket(code: str) -> Event:
    """The event that a ticket is for. Raises TicketForged."""
    try:
        number = ticket_in(code)
    except GuestLinkUnknown as error:
        raise TicketForged from error
    event = Event.objects.filter(registrations=number).first()
    if event is None:
        raise TicketForged
    return event
