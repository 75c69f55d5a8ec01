"""A guest's part of an event in their own calendar at Google. See docs/decisions/0087."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from agenda.own_clock import know_journeys
from agenda.transactions import atomically
from calendars.operations import Entry, keep_entries
from networking.events.queries import ANNOUNCED
from networking.in_calendars.items import of_guest
from networking.in_calendars.queries import AHEAD, DAY, rounds_for
from networking.models import Event, Registration, RegistrationState

KIND = "event"  # whose story it is part of
HAD_PLACE = Q(state=RegistrationState.APPROVED) | Q(had_place=True)


def put_in_calendars(*, event_id: int | None = None, person_id: int | None = None, now: datetime) -> None:
    """Say what the calendars of the event's guests, or of this one of them, or of this person at all events ahead, are to
    show, and have written what is other than it was. Each event in a transaction of its own."""
    events = [event_id] if event_id is not None else _events_of(person_id, now)
    for one in events:
        _put(one, person_id, now)


def _events_of(person_id: int | None, now: datetime) -> list[int]:
    theirs = Registration.objects.filter(HAD_PLACE, person=person_id, event__state__in=ANNOUNCED)
    ahead = theirs.filter(event__held_on__range=((now - DAY).date(), (now + AHEAD).date()))
    return list(ahead.order_by("event").values_list("event", flat=True))


@atomically
def _put(event_id: int, person_id: int | None, now: datetime) -> None:
    """The event is held, so of two at once the second finds what the first did not know."""
    event = Event.objects.select_for_update(no_key=True).get(pk=event_id)
    if event.ends_at <= now:
        return
    guests = Registration.objects.filter(HAD_PLACE, event=event, person__google_connection__isnull=False)
    if person_id is not None:
        guests = guests.filter(person=person_id)
    registrations = list(guests.select_related("person").order_by("pk"))
    for one in registrations:
        one.event = event
    know_journeys(one.person for one in registrations)
    keep_entries(
        subject=(KIND, str(event.pk)),
        people=[one.person for one in registrations],
        entries=_entries(registrations),
        now=now,
    )


def _entries(registrations: Sequence[Registration]) -> list[Entry]:
    rounds = rounds_for(registrations)
    return [
        Entry(
            id=key,
            person=one.person,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            summary=item.summary,
            description=item.description,
            location=item.location,
            page=f"/events/{one.event.slug}",
        )
        for one in registrations
        for key, item in of_guest(one, rounds[one.pk]).items()
    ]
