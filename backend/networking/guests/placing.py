"""Places move on by themselves: what is over falls, and who waits longest is offered what is free."""

from datetime import datetime

from accounts.models import Person
from audit.operations import record
from messaging.operations.planning import quiet_hours_of
from networking.guests.telling import OFFER_GONE, OFFERED, tell
from networking.in_calendars.asking import ask_for_calendars
from networking.models import Event, EventSeat, Registration, RegistrationState
from networking.rules import offer_ends_at


def free_seat(event: Event, kind: str) -> EventSeat | None:
    """The first seat of the kind that no registration has."""
    held = event.registrations.filter(kind=kind, number__isnull=False).values("number")
    return event.seats.filter(kind=kind).exclude(number__in=held).order_by("number").first()


def move_on(event: Event, *, now: datetime) -> None:
    """Bring the places of a locked event to where they should be at `now`; doing it again changes nothing."""
    for registration in event.registrations.overdue_at(now).select_related("person", "startup", "event"):
        put(registration, RegistrationState.CANCELLED)
        note(registration, "registration.offer_expired", now=now)
        tell(registration, OFFER_GONE, now=now)
    if not event.takes_guests_at(now):
        return
    waiting = event.registrations.waiting().order_by("kind")
    for kind in waiting.values_list("kind", flat=True).distinct():
        _offer_free_seats(event, kind, now)


def _offer_free_seats(event: Event, kind: str, now: datetime) -> None:
    """One after the other: hundreds may wait for nothing, and each who comes to them passes here."""
    waiting = event.registrations.waiting().filter(kind=kind).select_related("person", "startup", "event")
    while (seat := free_seat(event, kind)) is not None:
        registration = waiting.first()
        if registration is None:
            return
        heard_at = quiet_hours_of(registration.person).over_at(now)
        until = offer_ends_at(heard_at, event.offer_hours, event.closes_at)
        put(registration, RegistrationState.OFFERED, number=seat.number, offered_until=until)
        note(registration, "registration.place_offered", now=now, until=until.isoformat())
        tell(registration, OFFERED, until=until, now=now)


def put(
    registration: Registration,
    state: RegistrationState,
    *,
    number: int | None = None,
    offered_until: datetime | None = None,
) -> None:
    """Save the state with what belongs to it."""
    had = registration.had_place or registration.state == RegistrationState.APPROVED
    registration.had_place = had and state != RegistrationState.APPROVED
    registration.state, registration.number = state, number
    registration.offered_until = offered_until
    registration.revision += 1
    registration.save()
    follow_in_calendar(registration)


def follow_in_calendar(registration: Registration) -> None:
    """What the guest's own calendar shows of the event follows a change of their registration."""
    if registration.state == RegistrationState.APPROVED or registration.had_place:
        ask_for_calendars(event_id=registration.event_id, person_id=registration.person_id)


def note(
    registration: Registration, action: str, *, now: datetime, by: Person | None = None, **details: object
) -> None:
    """An audit row about somebody's registration, with the event's own."""
    record(
        "event",
        registration.event_id,
        action,
        by=by,
        now=now,
        registration=registration.pk,
        person_id=registration.person_id,
        **details,
    )
