"""Somebody stands at the door who had not registered: they are given a place, and the rest is planned with them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from accounts.models import Person
from agenda.transactions import atomically
from networking.events.keeping import locked_alive
from networking.guests.placing import free_seat, note, put
from networking.guests.refusals import AlreadyRegistered
from networking.guests.registering import guest_for, require_company_free
from networking.guests.telling import APPROVED, tell
from networking.happenings.operations import GOES_ON
from networking.happenings.refusals import NotOfThisEvent, NotTheDay
from networking.models import Event, EventSeat, Registration, RegistrationState, Wish, WishValue


@atomically
def walk_in(
    *, slug: str, person: Person, wishes: Sequence[int] = (), by: Person, now: datetime
) -> Registration:
    """A place for a member of a startup or a contact who is here, one more than there were if none is free; whoever waited,
    was turned down or had cancelled has a place from now on. `wishes` are registrations that they would like to meet:
    the rest is planned with those in its gaps.

    Raises EventOver, NotTheDay, NotAGuest, AlreadyRegistered, CompanyRegistered, NotOfThisEvent.
    """
    event = locked_alive(slug)
    if event.state not in GOES_ON:
        raise NotTheDay(state=event.state)
    guest = guest_for(person)
    registration = event.registrations.filter(person=person).first()
    if registration is None:
        registration = Registration(
            event=event, person=person, kind=guest.kind, startup=guest.startup, expert=guest.expert, since=now
        )
    if registration.state == RegistrationState.APPROVED:
        raise AlreadyRegistered(state=registration.state)
    if guest.startup is not None:
        require_company_free(event, guest.startup, person)
    seat = free_seat(event, guest.kind) or _one_more_seat(event, guest.kind)
    put(registration, RegistrationState.APPROVED, number=seat.number)
    _wish(registration, wishes, now)
    note(registration, "registration.walked_in", now=now, by=by)
    tell(registration, APPROVED, now=now)
    return registration


def _one_more_seat(event: Event, kind: str) -> EventSeat:
    last: int | None = event.seats.filter(kind=kind).aggregate(last=Max("number"))["last"]
    return EventSeat.objects.create(event=event, kind=kind, number=(last or 0) + 1)


def _wish(registration: Registration, wishes: Sequence[int], now: datetime) -> None:
    others = registration.event.registrations.coming().exclude(kind=registration.kind)
    known = set(others.filter(pk__in=wishes).values_list("pk", flat=True))
    if set(wishes) - known:
        raise NotOfThisEvent
    for about in sorted(known):
        said = {"event": registration.event, "value": WishValue.LIKE, "at": now}
        Wish.objects.get_or_create(by=registration, about_id=about, defaults=said)
