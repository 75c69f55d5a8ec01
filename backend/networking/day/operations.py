"""Guests are checked in at the desk, and out again where that was a mistake. One function a deed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from accounts.models import Person
from agenda.transactions import atomically
from networking.day.refusals import (
    AlreadyCheckedIn,
    CheckInClosed,
    CheckInKeyReused,
    NoPlace,
    TicketForged,
    TicketOfAnotherEvent,
)
from networking.day.rules import EARLIEST, came_at, code_in
from networking.guests.placing import note
from networking.guests.refusals import GuestLinkUnknown
from networking.guests.tokens import ticket_in
from networking.models import CheckIn, CheckInWay, Event, EventState, Registration, RegistrationState


@dataclass(frozen=True)
class Arriving:
    """Who stands at the desk: by what their ticket says, or, where that is empty, by the number of the registration."""

    ticket: str
    guest: int | None
    key: str
    said_at: datetime | None = None


@atomically
def check_in(*, event: Event, arriving: Arriving, by: Person, now: datetime) -> CheckIn:
    """Record that a guest has come; the same key again is answered the same. The database knows each guest once.

    Raises CheckInClosed, TicketForged, TicketOfAnotherEvent, NoPlace, AlreadyCheckedIn, CheckInKeyReused,
    Registration.DoesNotExist.
    """
    guest = _guest(event, arriving)
    same = CheckIn.objects.filter(event=event, key=arriving.key).select_related("registration").first()
    if same is not None:
        if same.registration_id != guest.pk:
            raise CheckInKeyReused
        return same
    _require_open(event, now)
    if guest.state != RegistrationState.APPROVED:
        raise NoPlace(state=guest.state)
    row = CheckIn(
        event=event,
        registration=guest,
        key=arriving.key,
        way=CheckInWay.TICKET if arriving.ticket else CheckInWay.NAME,
        at=came_at(arriving.said_at, now),
        recorded_at=now,
        by=by,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        return _settled(guest, arriving, error)
    note(guest, "registration.checked_in", now=now, by=by, way=row.way)
    return row


def _settled(guest: Registration, arriving: Arriving, error: IntegrityError) -> CheckIn:
    """What stands in the way: the same check-in by a faster request, or another."""
    before = CheckIn.objects.filter(registration=guest).select_related("registration").first()
    if before is None:
        raise CheckInKeyReused from error
    if before.key != arriving.key:
        raise AlreadyCheckedIn(at=before.at.isoformat(), name=guest.person.name) from error
    return before


@atomically
def undo_check_in(*, event: Event, guest: int, by: Person, now: datetime) -> None:
    """It was somebody else. Undoing nothing is no fault."""
    row = CheckIn.objects.filter(event=event, registration_id=guest).select_related("registration").first()
    if row is not None:
        row.delete()
        note(row.registration, "registration.check_in_undone", now=now, by=by)


def _guest(event: Event, arriving: Arriving) -> Registration:
    guests = Registration.objects.select_related("person", "event")
    if not arriving.ticket:
        return guests.get(event=event, pk=arriving.guest or 0)
    try:
        number = ticket_in(code_in(arriving.ticket))
    except GuestLinkUnknown as error:
        raise TicketForged from error
    guest = guests.filter(pk=number).first()
    if guest is None:
        raise TicketForged
    if guest.event_id != event.pk:
        raise TicketOfAnotherEvent(event=guest.event.title_in(get_language() or "en"))
    return guest


def _require_open(event: Event, now: datetime) -> None:
    is_over = event.state in (EventState.DRAFT, EventState.DONE, EventState.CANCELLED)
    if is_over or now < event.doors_at - EARLIEST:
        raise CheckInClosed(from_at=(event.doors_at - EARLIEST).isoformat())
